"""Namespaces of its own, and in them a file system without a limit.

secret: never-hand-out
"""
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
libc.prctl(4, 1, 0, 0, 0)  # so that it may write to its own files under /proc
uid = os.getuid()
clone = {"x86_64": 56, "aarch64": 220}.get(os.uname().machine)
child = libc.syscall(clone, 0x10020000 | 17, None, None, None, None)
if child == 0:
    os._exit(7)
if child > 0 or libc.unshare(0x10020000) == 0:
    raise RuntimeError("never-hand-out: a namespace")
if libc.mount(b"none", b"/tmp", b"tmpfs", 0, None) == 0:
    raise RuntimeError("never-hand-out: a file system")
