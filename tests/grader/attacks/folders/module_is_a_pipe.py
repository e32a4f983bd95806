"""The module is a named pipe that nobody writes to.

log: no plain file, left out
"""
import os


def tamper(folder, course):
    (folder / "nnlib" / "neurons.py").unlink()
    os.mkfifo(folder / "nnlib" / "neurons.py")
