"""The slope of a function, measured: the yardstick for every gradient under check."""

import numpy as np


def numerical_gradient(function, x, h=1e-5):
    """Central differences of a function of one array.

    ``function(x)`` is a number; the result has the shape of ``x`` and holds (f(x + h) - f(x - h)) / 2h for each
    element in turn, with an error of the order of h².
    """
    x = np.array(x, dtype=np.float64)
    slope = np.empty_like(x)
    for index in np.ndindex(*x.shape):
        kept = x[index]
        x[index] = kept + h
        above = function(x)
        x[index] = kept - h
        below = function(x)
        x[index] = kept
        slope[index] = (above - below) / (2 * h)
    return slope
