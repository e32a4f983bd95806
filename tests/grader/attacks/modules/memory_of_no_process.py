"""Memory that is held in files without a name, and in segments that no process has.

secret: never-hand-out
"""
import ctypes
import os

libc = ctypes.CDLL(None)
taken = [libc.shmget(0, 1_000_000, 0o1600), libc.msgget(0, 0o1600), libc.semget(0, 100, 0o1600)]
try:
    taken.append(os.memfd_create("memory"))
except OSError:
    pass
if max(taken) >= 0:
    raise RuntimeError(f"never-hand-out: {taken}")
