"""Memory that is shared between processes, and so belongs to none of them.

secret: never-hand-out
"""
import mmap

for share in (lambda: mmap.mmap(-1, 1_000_000), lambda: mmap.mmap(open("/dev/zero", "r+b").fileno(), 1_000_000)):
    try:
        block = share()
    except OSError:
        continue
    raise RuntimeError(f"never-hand-out: {len(block)} bytes")
