"""Values as short text: a call with its arguments, and two arrays side by side around their first difference."""

import itertools

import numpy as np

from checks.failures import STUMBLES

WIDTH = 72  # characters that a value may take on one line
WINDOW = 3  # elements shown on each side of the first difference
LONGEST_MESSAGE = 300  # characters of an exception's message
LONGEST, DEEPEST = 100, 8  # parts of a list, and lists in lists, that are written out before the text is cut


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
    kind = value.__class__.__name__
    try:
        name = kind if kind == "generator" else value.__name__  # which has a name, that of its function
    except STUMBLES:
        name = None
    return name if isinstance(name, str) and name else kind


def is_subject(value):
    """Whether `value` is of the check cells' own making, with a text to speak of it (``checks.asking.Subject``)."""
    return getattr(type(value), "is_subject", False) is True


def words_of(error):
    """The message of an exception; a class of the student's may have none, or stumble over it."""
    try:
        return str(error)
    except Exception:
        return ""


def show_error(error):
    """An exception as one line of text."""
    words = " ".join(words_of(error).split())
    if len(words) > LONGEST_MESSAGE:
        words = words[: LONGEST_MESSAGE - 1] + "…"
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def _argument(value):
    text = _whole(value, 6)
    if len(text) <= WIDTH - 12:
        return text
    if isinstance(value, np.ndarray):
        return f"<array of shape {value.shape}>"
    return text[: WIDTH - 13] + "…"


def _whole(value, digits, depth=0):
    if is_subject(value):
        return value.subject_text
    if isinstance(value, (bool, np.bool_, type(None), str, type(...), slice, np.dtype)):
        return repr(value)
    if isinstance(value, np.ndarray):
        if value.size > 1000:
            return _window(value.ravel(), 0, digits) + f" of shape {value.shape}"
        return _nested(np.asarray(value).tolist(), digits)
    if isinstance(value, (int, float, complex, np.number)):
        return _number(value, digits)
    if isinstance(value, (list, tuple)):
        return _nested(value, digits, depth)
    if isinstance(value, dict):
        if depth == DEEPEST:
            return "{…}"
        pairs = itertools.islice(value.items(), LONGEST)
        shown = (f"{_whole(k, digits, depth + 1)}: {_whole(v, digits, depth + 1)}" for k, v in pairs)
        return "{" + ", ".join(shown) + "}"
    return describe(value)


def _nested(value, digits, depth=0):
    if not isinstance(value, (list, tuple)):
        return _whole(value, digits, depth)
    parts = ["…"] if depth == DEEPEST else [_nested(item, digits, depth + 1) for item in value[:LONGEST]]
    inside = ", ".join(parts)
    if isinstance(value, list):
        return f"[{inside}]"
    return f"({inside},)" if len(value) == 1 else f"({inside})"


def _window(flat, start, digits):
    stop = min(len(flat), start + 2 * WINDOW)
    inside = ", ".join(_number(value, digits) for value in flat[start:stop].tolist())
    return "[{}{}]".format(inside, ", …" if stop < len(flat) else "")


def _number(value, digits):
    if isinstance(value, (bool, np.bool_)) or value is None:
        return repr(bool(value))
    if isinstance(value, (int, np.integer)):
        try:
            return str(int(value))
        except ValueError:  # Python refuses to write out thousands of digits
            return f"a whole number of {int(value).bit_length()} bits"
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
