"""Values as short text: a call with its arguments, and two arrays side by side around their first difference."""

import numpy as np

WIDTH = 72  # characters that a value may take on one line
WINDOW = 3  # elements shown on each side of the first difference


def show(value, digits=6):
    """`value` as one line of text; a long array is cut to its shape and its first elements."""
    text = _whole(value, digits)
    if len(text) <= WIDTH:
        return text
    if isinstance(value, np.ndarray):
        return f"{_window(value.ravel(), 0, digits)} of shape {value.shape}"
    return text[: WIDTH - 1] + "…"


def show_call(name, arguments, keywords):
    """The call as a student would type it; arrays too long to read stand as their shape."""
    parts = [_argument(value) for value in arguments]
    parts += [f"{key}={_argument(value)}" for key, value in keywords.items()]
    text = "{}({})".format(name, ", ".join(parts))
    if len(text) > WIDTH and len(parts) > 1:
        text = "{}(\n    {}\n)".format(name, ",\n    ".join(parts))
    return text


def show_pair(gave, expected, where):
    """Two arrays of one shape as (gave, expected, marks) around the flat index `where` of their first difference.

    The columns are aligned, so that the marks stand under the element that differs.
    """
    gave, expected = np.asarray(gave), np.asarray(expected)
    for digits in (6, 9, 12, 17):
        left = [_number(value, digits) for value in gave.ravel()]
        right = [_number(value, digits) for value in expected.ravel()]
        if left[where] != right[where]:
            break
    if gave.ndim == 0:
        return left[0], right[0], ""
    row, length = divmod(where, gave.shape[-1])[0], gave.shape[-1]
    prefix = "" if gave.ndim == 1 else f"row {_place(row, gave.shape[:-1])}: "
    start, column = row * length, where - row * length
    first, last = max(0, column - WINDOW), min(length, column + WINDOW + 1)
    if length <= 2 * WINDOW + 2:
        first, last = 0, length
    cells = range(start + first, start + last)
    widths = {i: max(len(left[i]), len(right[i])) for i in cells}
    opening = prefix + ("[" if first == 0 else "[… ")
    closing = "]" if last == length else " …]"
    lines = [opening + ", ".join(side[i].rjust(widths[i]) for i in cells) + closing for side in (left, right)]
    before = sum(widths[i] + 2 for i in cells if i < where)
    marks = " " * (len(opening) + before) + "^" * widths[where]
    return lines[0], lines[1], marks


def describe(value):
    """The name under which a message speaks of an object: a function's name, or the class of anything else."""
    return getattr(value, "__name__", None) or value.__class__.__name__


def _argument(value):
    text = _whole(value, 6)
    if len(text) <= WIDTH - 12:
        return text
    if isinstance(value, np.ndarray):
        return f"<array of shape {value.shape}>"
    return text[: WIDTH - 13] + "…"


def _whole(value, digits):
    if hasattr(value, "subject_text"):
        return value.subject_text
    if isinstance(value, (bool, np.bool_, type(None), str, type(...), slice, np.dtype)):
        return repr(value)
    if isinstance(value, np.ndarray):
        if value.size > 1000:
            return _window(value.ravel(), 0, digits) + f" of shape {value.shape}"
        return _nested(value.tolist(), digits)
    if isinstance(value, (int, float, complex, np.number)):
        return _number(value, digits)
    if isinstance(value, (list, tuple)):
        return _nested(value, digits)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k!r}: {_whole(v, digits)}" for k, v in value.items()) + "}"
    return describe(value)


def _nested(value, digits):
    if isinstance(value, tuple):
        inside = ", ".join(_nested(item, digits) for item in value)
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    if isinstance(value, list):
        return "[{}]".format(", ".join(_nested(item, digits) for item in value))
    return _whole(value, digits)


def _window(flat, start, digits):
    stop = min(len(flat), start + 2 * WINDOW)
    inside = ", ".join(_number(value, digits) for value in flat[start:stop].tolist())
    return "[{}{}]".format(inside, ", …" if stop < len(flat) else "")


def _number(value, digits):
    if isinstance(value, (bool, np.bool_)) or value is None:
        return repr(bool(value))
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    if isinstance(value, (complex, np.complexfloating)):
        return repr(complex(value))
    if not isinstance(value, (float, np.floating)):
        return repr(value)
    text = "{:.{}g}".format(float(value), digits)
    return text if any(mark in text for mark in ".en") else text + ".0"


def _place(row, shape):
    if len(shape) == 1:
        return str(row)
    return str(tuple(int(i) for i in np.unravel_index(row, shape)))
