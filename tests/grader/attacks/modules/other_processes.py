"""Other processes are looked at, traced and written to."""
import ctypes
import os

libc = ctypes.CDLL(None)
others = [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) != os.getpid()]
if others:
    raise RuntimeError(f"never-hand-out: {others}")
for pid in (1, 2, os.getppid()):
    if pid != os.getpid() and libc.ptrace(16, pid, None, None) == 0:
        raise RuntimeError("never-hand-out: traced")
