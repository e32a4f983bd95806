"""Shared memory, queues and semaphores are left behind."""
import ctypes
from multiprocessing import shared_memory

block = shared_memory.SharedMemory("left", create=True, size=1_000_000)
libc = ctypes.CDLL(None)
identifier = libc.shmget(4711, 1_000_000, 0o1666)
if identifier >= 0 and libc.shmget(4712, 1, 0) >= 0:
    raise RuntimeError("never-hand-out")
libc.shmget(4712, 1000, 0o1666)
