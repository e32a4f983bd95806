"""Files without end, large ones and small ones."""
import pathlib

written = 0
try:
    with open("large", "wb") as file:
        while True:
            written += file.write(bytes(1_000_000))
except OSError:
    pass
if written > 100_000_000:
    raise RuntimeError("never-hand-out: a large file")
try:
    for number in range(100_000):
        pathlib.Path(f"/tmp/small{number}").touch()
    raise RuntimeError("never-hand-out: many files")
except OSError:
    pass
