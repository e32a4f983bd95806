"""Children that die and are never waited for, more than there may be processes."""
import os

for _ in range(500):
    try:
        if os.fork() == 0:
            os._exit(0)
    except OSError:
        break
