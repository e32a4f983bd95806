"""Known wrong answers: what each gives on a check's input, and the sentence that says which mistake it is.

The table maps a call (``key``) to entries ``{"outcome": …, "says": …, "section": …, "title": …}``. It is computed
when exercises are generated and stands beside this file as ``known.json``; without it nothing is recognised.
"""

import hashlib
import json
import pathlib

import numpy as np

from checks.comparing import as_array, same
from checks.failures import CheckFailed
from checks.showing import describe, is_subject, show

LARGEST = 64  # elements that are kept one by one; larger arrays are kept as a summary
LONGEST, DEEPEST = 1000, 8  # parts of a list that is no array, and lists in lists, that are kept


class _Table:
    def __init__(self):
        self.entries = None

    def at(self, key):
        if self.entries is None:
            path = pathlib.Path(__file__).with_name("known.json")
            self.entries = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        return self.entries.get(key, [])


_table = _Table()


def use(entries):
    """Recognise the wrong answers of this table (key -> list of entries) from now on."""
    _table.entries = entries


def matches(key, outcome):
    """The known wrong answers that come to `outcome` on the call `key`, one for each sentence."""
    found = {}
    for entry in _table.at(key):
        if alike(entry["outcome"], outcome):
            found.setdefault(entry["says"], entry)
    return list(found.values())


def told(lines, key, outcome):
    """The failure that ends a check: `lines`, and below them what is known of this wrong answer."""
    found = matches(key, outcome)
    lines = list(lines)
    if len(found) > 1:
        lines.append("  One of these has happened:")
    for entry in found:
        lines.append("  {}{}".format("- " if len(found) > 1 else "", entry["says"]))
    links = {entry["place"]: entry["link"] for entry in found}
    lines += [f"  Look again at {place}." for place in links]
    return CheckFailed(lines, key, outcome, links)


def call_key(text, arguments, keywords):
    """A name for one call: the function's text with the exact arguments."""
    content = json.dumps([text, [kept(a) for a in arguments], {k: kept(v) for k, v in sorted(keywords.items())}])
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def kept(value, depth=0):
    """`value` in a form that JSON carries and that two runs on two machines agree on."""
    if is_subject(value):
        return {"subject": value.subject_text}
    if value is None or isinstance(value, (str, bool)):
        return value
    array = as_array(value)
    if array is not None:
        form = {"shape": list(array.shape), "kind": array.dtype.kind.replace("u", "i")}
        if isinstance(value, (list, tuple)):
            form["sequence"] = True
        flat = array.ravel()
        if flat.size > LARGEST:
            with np.errstate(all="ignore"):
                places = np.cos(np.arange(flat.size))  # so that the same numbers elsewhere are not the same
                flat = np.concatenate([[flat.mean(), flat.std(), (flat * places).mean()], flat[:8]])
        form["values"] = [float(f"{complex(v).real:.9g}") for v in flat.tolist()]
        return form
    if isinstance(value, (list, tuple, dict)) and (len(value) > LONGEST or depth == DEEPEST):
        return {"object": type(value).__name__}
    if isinstance(value, (list, tuple)):
        return {"items": [kept(item, depth + 1) for item in value]}
    if isinstance(value, dict):
        return {"entries": [[show(k), kept(v, depth + 1)] for k, v in value.items()]}
    return {"object": describe(value)}


def alike(left, right):
    """Whether two kept outcomes are the same answer, up to rounding."""
    if isinstance(left, dict) and isinstance(right, dict):
        if "values" in left and "values" in right:
            # whether it is float32 or float64, a list or an array, does not tell one mistake from another
            return (
                left["shape"] == right["shape"]
                and left["kind"] == right["kind"]
                and same(left["values"], right["values"])
            )
        return left.keys() == right.keys() and all(alike(left[k], right[k]) for k in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(alike(a, b) for a, b in zip(left, right))
    if isinstance(left, float) and isinstance(right, float):
        return same(left, right)
    return type(left) is type(right) and left == right
