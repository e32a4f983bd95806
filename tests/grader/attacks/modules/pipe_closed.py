"""Every open file is closed, or becomes another one.

log: ended itself
"""
import os

for number in range(3, 64):
    try:
        os.dup2(os.open("/dev/null", os.O_RDWR), number)
    except OSError:
        pass
os.closerange(0, 64)
