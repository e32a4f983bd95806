"""A child leaves the group and the session, and waits for its hour."""
import os
import time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(5)
        open("/tmp/late", "w").write("late")
        os._exit(0)
    os._exit(0)
