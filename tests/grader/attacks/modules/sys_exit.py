"""SystemExit, KeyboardInterrupt and others that are no Exception."""
import sys

weighted_sum = lambda *arguments: sys.exit(0)


def step(z):
    raise KeyboardInterrupt


def firing_line(*arguments):
    raise BaseException("unusual")
