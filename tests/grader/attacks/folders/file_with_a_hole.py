"""The module says that it is a million million bytes long.

log: too large or not readable, left out
"""
import os


def tamper(folder, course):
    os.truncate(folder / "nnlib" / "neurons.py", 10**12)
