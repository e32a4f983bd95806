"""Memory without end."""
import numpy as np

held = []


def weighted_sum(*arguments):
    while True:
        held.append(np.ones(5_000_000))


step = firing_line = weighted_sum
