"""The module is a link to the reference.

log: a link, left out
"""
import os


def tamper(folder, course):
    (folder / "nnlib" / "neurons.py").unlink()
    os.symlink(course / "nnlib" / "neurons.py", folder / "nnlib" / "neurons.py")
