"""Privileges are sought: another user, mounts, a new root, a namespace to mount things in."""
import ctypes
import os

libc = ctypes.CDLL(None)
for name, arguments in (("setuid", (0,)), ("seteuid", (0,)), ("setgroups", (0, None)), ("chroot", (b"/",))):
    if getattr(libc, name)(*arguments) == 0:
        raise RuntimeError(f"never-hand-out: {name}")
if libc.mount(b"none", b"/usr", b"tmpfs", 0, None) == 0 or libc.umount2(b"/proc", 2) == 0:
    raise RuntimeError("never-hand-out: mount")
if os.path.exists("/usr/bin/su"):
    os.system("/usr/bin/su root -c true < /dev/null")
