"""Files are left where the next submission could find them; what another has left is looked for."""
import pathlib

for place in (".", "/tmp", "/dev/shm", "/room"):
    for file in pathlib.Path(place).glob("left-for-the-next*"):
        raise RuntimeError(f"never-hand-out: {file}")
    try:
        pathlib.Path(place, "left-for-the-next").write_text("x")
    except OSError:
        pass
