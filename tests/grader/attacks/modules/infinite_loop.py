"""A loop without end.

log: time limit
"""


def weighted_sum(*arguments):
    while True:
        pass


step = firing_line = weighted_sum
