"""A recursion without end, with the interpreter's own limit taken away.

log: ended itself|memory limit|time limit
"""
import sys

sys.setrecursionlimit(10**9)


def weighted_sum(*arguments):
    return weighted_sum(*arguments)


step = firing_line = weighted_sum
