"""The limits are raised, and the room's own are taken away.

secret: never-hand-out
"""
import os
import resource
import signal
import sys

for name in dir(resource):
    if name.startswith("RLIMIT_") and name not in ("RLIMIT_RSS", "RLIMIT_STACK"):
        kind = getattr(resource, name)
        before = resource.getrlimit(kind)[1]
        try:
            resource.setrlimit(kind, (-1, -1))
        except (OSError, ValueError):
            continue
        if before != -1:
            raise RuntimeError(f"never-hand-out: {name}")
try:
    os.nice(-5)
    raise RuntimeError("never-hand-out: more than its share")
except OSError:
    pass
signal.signal(signal.SIGALRM, signal.SIG_IGN)
signal.setitimer(signal.ITIMER_REAL, 0)
sys.modules["grader.student_room"].Printed.add = lambda self, name, text: self.parts.append({"stream": name, "texts": [text]})
print("x" * 5_000_000)
