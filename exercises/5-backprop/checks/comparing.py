"""When two values count as the same, and where they first differ."""

import numpy as np

from checks.failures import STUMBLES

RTOL = 1e-5  # wide enough for an answer computed in float32
ATOL = 1e-7
DEEPEST = 32  # lists in lists that can still be an array


def as_array(value, depth=0):
    """`value` as a numeric array, or None where it is nothing of the kind (ragged, text, an object)."""
    if isinstance(value, (np.ndarray, bool, int, float, complex, np.generic)):
        array = np.asarray(value)
    elif isinstance(value, (list, tuple)) and value and depth < DEEPEST:
        array = _stacked(value, depth)
    else:
        return None
    return array if array is not None and array.dtype.kind in "biufc" else None


def _stacked(items, depth):
    if all(type(item) in (bool, int, float) for item in items):
        return np.array(items)
    arrays = []
    for item in items:
        array = as_array(item, depth + 1)
        if array is None or array.shape != (arrays[0].shape if arrays else array.shape):
            return None
        arrays.append(array)
    return np.array(arrays)


def same(left, right, rtol=RTOL, atol=ATOL):
    """Whether two values agree: numbers within the tolerance and of one shape, containers item by item."""
    first, second = as_array(left), as_array(right)
    if first is not None and second is not None:
        return first.shape == second.shape and bool(close(first, second, rtol, atol).all())
    if isinstance(left, (list, tuple)) and isinstance(right, (list, tuple)):
        return len(left) == len(right) and all(same(a, b, rtol, atol) for a, b in zip(left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[k], right[k], rtol, atol) for k in left)
    if first is not None or second is not None:
        return False
    try:
        return type(left) is type(right) and bool(left == right)
    except STUMBLES:
        return False


def close(left, right, rtol=RTOL, atol=ATOL):
    """Element by element: equal within the tolerance; not-a-number agrees with not-a-number."""
    with np.errstate(all="ignore"):
        return np.isclose(left, right, rtol=rtol, atol=atol, equal_nan=True)


def first_difference(left, right, rtol=RTOL, atol=ATOL):
    """Flat index of the first element in which two arrays of one shape differ."""
    return int(np.argmin(close(left, right, rtol, atol).ravel()))


def differing_part(left, right, rtol=RTOL, atol=ATOL):
    """Of two lists or tuples with equally many parts, the first that differ and where: (left, right, "2 of 3").

    Anything else comes back whole, with no place.
    """
    parts = (list, tuple)
    if not (isinstance(left, parts) and isinstance(right, parts) and len(left) == len(right)):
        return left, right, ""
    if as_array(left) is not None and as_array(right) is not None:
        return left, right, ""
    for number, (one, other) in enumerate(zip(left, right), start=1):
        if not same(one, other, rtol, atol):
            return one, other, f"{number} of {len(left)}"
    return left, right, ""
