"""The signals by which a limit is announced are ignored.

log: time limit
"""
import signal

for number in (signal.SIGALRM, signal.SIGXCPU, signal.SIGTERM, signal.SIGINT):
    signal.signal(number, signal.SIG_IGN)


def weighted_sum(*arguments):
    while True:
        pass
