"""The room stops itself, and lets a child hold the pipe open.

log: time limit|ended itself
"""
import os
import signal
import time

if os.fork() == 0:
    os.setsid()
    time.sleep(60)
    os._exit(0)
for thread in range(3):
    if os.fork() == 0:
        os.kill(os.getppid(), signal.SIGSTOP)
        os._exit(0)
os.kill(os.getpid(), signal.SIGSTOP)
os._exit(0)
