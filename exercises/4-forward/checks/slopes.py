"""The slope of a function, measured: the yardstick for every gradient under check."""

import numpy as np

STEP = 1e-3  # with errors of the order of its fourth power, and rounding that is not blown up


def measured_slope(function, x):
    """The slope of a function of one array, whose value is a number: an array of the shape of ``x``.

    For each element the function is looked at in five places in a row (the five-point stencil, Abramowitz and
    Stegun 1964, table 25.2).
    """
    x = np.array(x, dtype=np.float64)
    moves = STEP * np.eye(x.size).reshape((x.size,) + x.shape)
    ahead = [8.0 * (function(x + move) - function(x - move)) for move in moves]
    beyond = [function(x + 2 * move) - function(x - 2 * move) for move in moves]
    return ((np.array(ahead) - np.array(beyond)) / (12 * STEP)).reshape(x.shape)
