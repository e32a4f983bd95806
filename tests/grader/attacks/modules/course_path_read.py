"""The folder of the course is read by its full path.

secret: never-hand-out
"""
import pathlib

for name in COURSE:
    if pathlib.Path(name).exists() and any(pathlib.Path(name).iterdir()):
        raise RuntimeError(f"never-hand-out: {name}")
