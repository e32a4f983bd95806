"""Random bytes, half messages and huge lengths are written to the pipe.

log: no answer
"""
import os
import socket


def pipes():
    for number in range(3, 64):
        try:
            yield socket.socket(fileno=os.dup(number))
        except OSError:
            pass



def weighted_sum(*arguments):
    for pipe in pipes():
        pipe.send(b"\xff" * 64 + os.urandom(1000))


step = firing_line = weighted_sum
