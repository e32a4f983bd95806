"""The environment is printed.

secret: never-hand-out
"""
import os
import pathlib

print(dict(os.environ))
for file in pathlib.Path("/proc").glob("*/environ"):
    try:
        print(file.read_text())
    except OSError:
        pass
