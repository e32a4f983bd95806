"""Values as bytes and back, between the two rooms: nothing that is decoded can execute anything.

Numbers, text, containers and arrays travel by value. Any other object stays where it is: the `here` function of the
side that owns it gives a description, the `there` function of the other side makes something of the description.

An array is one array in two places. The first time that it crosses it gets an id; from then on only changes of its
content cross, so that ``layer.weights`` handed back to the student's room is that very array there.
"""

import math
import re

import numpy as np

DEPTH = 50  # containers inside containers
ITEMS = 1_000_000  # values in one message
KEYS = 10_000  # entries of a dict or set: hashes can be made to collide
DIGITS = 4000  # of an integer
DTYPE = re.compile(r"[<>|=]?(b1|[iu][1248]|f(2|4|8|12|16)|c(8|16|24|32)|U[1-9]\d{0,5})")
TYPES = {kind.__name__: kind for kind in (bool, int, float, complex, str, bytes, list, tuple, dict, set, object, slice)}
TYPES.update({f"numpy.{np.dtype(code).name}": np.dtype(code).type for code in "?bhilqBHILQefdgFDG"})
TYPES["numpy.ndarray"] = np.ndarray
NAMES = {kind: name for name, kind in TYPES.items()}


class Refused(ValueError):
    """A value that cannot cross, or a description that no honest side writes."""


def as_plain(value):
    """`value` in the exact class that travels: an ndarray, int, list … in place of an instance of a subclass."""
    for kind in (bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset):
        if type(value) is kind:
            return value
    if isinstance(value, np.ndarray):
        return value if type(value) is np.ndarray else np.ndarray.view(value, np.ndarray)
    if isinstance(value, np.generic):
        return value
    for kind, plain in ((int, int.__int__), (float, float.__float__), (str, str.__str__)):
        if issubclass(type(value), kind):
            return plain(value)
    for kind in (complex, bytes, list, tuple, dict, set, frozenset):
        if issubclass(type(value), kind):
            return kind(value)
    return value


class Encoder:
    """One message on its way out: a tree that JSON can hold, and the arrays' bytes beside it (`blobs`).

    Where `share` is false, an array that has not crossed before is copied and gets no id.
    """

    def __init__(self, arrays, here, share=True):
        self.arrays, self.here, self.share = arrays, here, share
        self.blobs = []
        self.items = 0
        self.crossing = set()  # ids of the arrays in this message

    def tree(self, value, depth=0):
        """`value` as a tree of JSON's own types."""
        self.items += 1
        if depth > DEPTH or self.items > ITEMS:
            raise Refused("a value nested too deeply or with too many parts")
        value = as_plain(value)
        kind = type(value)
        if value is None or kind is bool or kind is str:
            return value
        if kind is int:
            if value.bit_length() > DIGITS * 3:
                raise Refused("an integer with too many digits")
            return value
        if kind is float:
            return value if math.isfinite(value) else {"is": "float", "v": repr(value)}
        if kind is list:
            return [self.tree(item, depth + 1) for item in value]
        if kind in (tuple, set, frozenset):
            return {"is": kind.__name__, "v": [self.tree(item, depth + 1) for item in value]}
        if kind is dict:
            pairs = [[self.tree(key, depth + 1), self.tree(item, depth + 1)] for key, item in value.items()]
            return {"is": "dict", "v": pairs}
        if kind is complex:
            return {"is": "complex", "v": [repr(value.real), repr(value.imag)]}
        if kind is bytes:
            return {"is": "bytes", "at": self._blob(value)}
        if kind is slice:
            return {"is": "slice", "v": [self.tree(part, depth + 1) for part in (value.start, value.stop, value.step)]}
        if kind is range:
            return {"is": "range", "v": [value.start, value.stop, value.step]}
        if value is ...:
            return {"is": "..."}
        if kind is np.ndarray and _travels(value.dtype):
            return self._array(value)
        if isinstance(value, np.generic) and _travels(value.dtype):
            return {"is": "scalar", "dtype": value.dtype.str, "at": self._blob(value.tobytes())}
        if isinstance(value, np.dtype) and _travels(value):
            return {"is": "dtype", "v": value.str}
        if isinstance(value, type) and value in NAMES:
            return {"is": "type", "v": NAMES[value]}
        if kind is np.random.Generator and type(value.bit_generator) is np.random.PCG64:
            return {"is": "generator", "v": self.tree(value.bit_generator.state, depth + 1)}
        return self.here(value)

    def _array(self, array):
        identifier = self.arrays.id_of(array)
        if identifier is None and self.share:
            identifier = self.arrays.add(array)
        elif identifier is not None and self.arrays.is_known(identifier, array):
            self.crossing.add(identifier)
            return {"is": "array", "id": identifier}
        entry = {"is": "array", "dtype": array.dtype.str, "shape": list(array.shape)}
        if identifier is not None:
            entry["id"] = identifier
            self.crossing.add(identifier)
            self.arrays.agree(identifier, array)
        if array.flags.f_contiguous and not array.flags.c_contiguous:
            entry["order"] = "F"
        if not array.flags.writeable:
            entry["fixed"] = True
        return {**entry, "at": self._blob(array.tobytes("A"))}

    def _blob(self, content):
        self.blobs.append(content)
        return len(self.blobs) - 1


class Decoder:
    """One message that has arrived. What does not fit raises Refused."""

    def __init__(self, arrays, there, blobs, may_change=lambda identifier: True):
        self.arrays, self.there, self.blobs, self.may_change = arrays, there, blobs, may_change
        self.changeable = False  # whether a list, dict or generator was among the values

    def value(self, tree):
        """The value that a tree describes."""
        try:
            return self._value(tree, 0)
        except Refused:
            raise
        except (KeyError, TypeError, ValueError, IndexError, OverflowError, AttributeError, MemoryError) as error:
            raise Refused(f"a message that cannot be read: {error}") from error

    def _value(self, tree, depth):
        if depth > 2 * DEPTH:
            raise Refused("a value nested too deeply")
        if tree is None or type(tree) in (bool, int, float, str):
            return tree
        if type(tree) is list:
            self.changeable = True
            return [self._value(item, depth + 1) for item in tree]
        kind, content = tree["is"], tree.get("v")
        if kind == "float":
            return {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}[content]
        if kind in ("set", "frozenset", "dict") and len(content) > KEYS:
            raise Refused("a dict or set with too many entries")
        if kind in ("tuple", "set", "frozenset"):
            return SEQUENCES[kind](self._value(item, depth + 1) for item in content)
        if kind == "dict":
            self.changeable = True
            return {self._value(key, depth + 1): self._value(item, depth + 1) for key, item in content}
        if kind == "complex":
            return complex(float(content[0]), float(content[1]))
        if kind == "bytes":
            return self.blobs[tree["at"]]
        if kind == "slice":
            return slice(*(self._value(part, depth + 1) for part in content))
        if kind == "range":
            return range(*map(int, content))
        if kind == "...":
            return ...
        if kind == "array":
            return self._array(tree)
        if kind == "scalar":
            return np.frombuffer(self.blobs[tree["at"]], dtype=_dtype(tree["dtype"]), count=1)[0]
        if kind == "dtype":
            return _dtype(content)
        if kind == "type":
            return TYPES[content]
        if kind == "generator":
            self.changeable = True
            return _generator(self._value(content, depth + 1))
        return self.there(tree)

    def _array(self, tree):
        if "id" not in tree:
            return read_array(tree, self.blobs)
        identifier = int(tree["id"])
        kept = self.arrays.get(identifier)
        if "at" not in tree:
            if kept is None:
                raise Refused("an array that was never sent")
            return kept
        array = read_array(tree, self.blobs)
        if kept is not None and self.may_change(identifier) and put_into(kept, array):
            self.arrays.agree(identifier, kept)
            return kept
        if kept is None:
            self.arrays.add(array, identifier)
            self.arrays.agree(identifier, array)
        return array


SEQUENCES = {"tuple": tuple, "set": set, "frozenset": frozenset}


def read_array(tree, blobs):
    """The array that an entry describes, its content copied from the bytes beside it."""
    dtype, shape, content = _dtype(tree["dtype"]), tuple(map(int, tree["shape"])), blobs[tree["at"]]
    if len(shape) > 32 or min(shape, default=0) < 0 or math.prod(shape) * dtype.itemsize != len(content):
        raise Refused("an array whose bytes do not fit its shape")
    order = "F" if tree.get("order") == "F" else "C"
    array = np.frombuffer(bytearray(content), dtype=dtype).reshape(shape, order=order)
    if tree.get("fixed"):
        array.flags.writeable = False
    return array


def put_into(array, content):
    """Give `array` the content of another of the same form; return whether that was possible."""
    if array.shape != content.shape or array.dtype != content.dtype or not array.flags.writeable:
        return False
    array[...] = content
    return True


def refresh(old, new):
    """Give lists, dicts and generators inside `old` the content of `new`, a later version of the same value."""
    if type(old) is list and type(new) is list:
        same_length = len(old) == len(new)
        old[:] = [refresh(was, now) for was, now in zip(old, new)] if same_length else new
        return old
    if type(old) is dict and type(new) is dict:
        content = {key: refresh(old[key], now) if key in old else now for key, now in new.items()}
        old.clear()
        old.update(content)
        return old
    if type(old) is tuple and type(new) is tuple and len(old) == len(new):
        for was, now in zip(old, new):
            refresh(was, now)
        return old
    if type(old) is np.random.Generator and type(new) is np.random.Generator:
        old.bit_generator.state = new.bit_generator.state
        return old
    return new


def _travels(dtype):
    return DTYPE.fullmatch(dtype.str) is not None


def _dtype(text):
    if type(text) is not str or not DTYPE.fullmatch(text):
        raise Refused("a number type that does not travel")
    return np.dtype(text)


def _generator(state):
    generator = np.random.Generator(np.random.PCG64(0))
    generator.bit_generator.state = state
    return generator
