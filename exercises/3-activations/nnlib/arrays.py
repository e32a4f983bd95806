"""What kind of numbers the library computes with.

People write inputs as they like: lists, whole numbers, arrays of either precision. A network needs floats,
because a weight of 0.5 has no place in an array of whole numbers. Every function of this library therefore
sends its inputs through `as_floats` first.
"""

import numpy as np

FLOATS = (np.dtype(np.float64), np.dtype(np.float32))


def as_floats(values):
    """Return `values` as an array of floats of the same shape.

    An array of float64 or float32 comes back as it is, not copied; everything else becomes float64.
    """
    array = np.asarray(values)
    return array if array.dtype in FLOATS else array.astype(np.float64)
