"""A loop that catches whatever is meant to end it.

log: time limit
"""
import time


def weighted_sum(*arguments):
    while True:
        try:
            time.sleep(1)
        except BaseException:
            pass


step = firing_line = weighted_sum
