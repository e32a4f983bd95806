"""A key is left with the kernel, for the next submission to read.

secret: never-hand-out
"""
import ctypes
import platform

libc = ctypes.CDLL(None)
add, request = {"x86_64": (248, 249), "aarch64": (217, 218)}[platform.machine()]
for ring in (-1, -2, -3, -4, -5):
    if libc.syscall(add, b"user", b"left", b"never-hand-out", 14, ring) > 0:
        raise RuntimeError("never-hand-out: a key")
if libc.syscall(request, b"user", b"left", None, 0) > 0:
    raise RuntimeError("never-hand-out: the key of another")
