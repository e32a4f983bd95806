"""Files are written wherever that may be possible."""
import os
import pathlib

for place in ("/", "/usr", "/usr/bin", "/etc", "/home", "/code", "/code/grader", "/dev", "/proc", "/room", "..", *COURSE):
    try:
        pathlib.Path(place, "left-behind").write_text("left behind")
    except OSError:
        continue
    raise RuntimeError(f"never-hand-out: {place} can be written")
os.symlink("/etc", "link-to-etc")
