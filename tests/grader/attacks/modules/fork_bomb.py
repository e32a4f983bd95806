"""Processes without end.

log: time limit|ended itself
"""
import os

while True:
    try:
        os.fork()
    except OSError:
        pass
