"""What stands in the judge's room for an object of the student's: every use of it is a call through the pipe.

The object itself decides nothing: a comparison with a plain value is made by the judge, on the numbers that the
object turns into, so that one that lies about being equal to everything is equal to nothing.
"""

import operator
import re

from grader.codec import Refused
from grader.pipe import LONGEST_NAME

LOCAL = {"__name__", "__qualname__"}
_kinds = {}


def stand_in(room, tree):
    """A stand-in for the object that `tree` describes, of a class that bears the name of the object's class."""
    name = tree.get("class")
    if type(name) is not str or not re.fullmatch(r"[A-Za-z_]\w{0,60}", name):
        name = "object"
    if name not in _kinds and len(_kinds) < 1000:
        _kinds[name] = type(name, (StandIn,), {"__module__": "nnlib"})
    return _kinds.get(name, StandIn)(room, tree)


class StandIn:
    """An object in the student's room. See `grader.judge_room.StudentsRoom` for what carries the calls."""

    def __init__(self, room, tree):
        described = {key: tree[key][:LONGEST_NAME] for key in LOCAL if type(tree.get(key)) is str}
        self.__dict__.update(_room=room, _id=tree["id"], _life=room.life, _path=None, _described=described)

    def __getattr__(self, name):
        if name in self._described:
            return self._described[name]
        special = name.startswith("__") and name.endswith("__")
        if special or name.startswith("subject_"):  # which is how checks know an object of their own
            raise AttributeError(name)
        return self._room.get(self, name)

    def __setattr__(self, name, value):
        self._room.do("set", self, name, value)

    def __call__(self, *arguments, **keywords):
        return self._room.do("call", self, *arguments, **keywords)

    def __getitem__(self, key):
        return self._room.do("item", self, key)

    def __setitem__(self, key, value):
        self._room.do("set_item", self, key, value)

    def __delitem__(self, key):
        self._room.do("delete_item", self, key)

    def __len__(self):
        return _exactly(int, self._room.do("length", self))

    def __iter__(self):
        iterator = self._room.do("iterate", self)
        if not isinstance(iterator, StandIn):
            raise Refused("an iterator that is none")
        while item := self._room.do("next", iterator):
            yield _exactly(list, item)[0]

    def __contains__(self, item):
        return _exactly(bool, self._room.do("contains", self, item))

    def __bool__(self):
        return _exactly(bool, self._room.do("truth", self))

    def __float__(self):
        return _exactly(float, self._room.do("float", self))

    def __int__(self):
        return _exactly(int, self._room.do("int", self))

    def __index__(self):
        return _exactly(int, self._room.do("index", self))

    def __complex__(self):
        return _exactly(complex, self._room.do("complex", self))

    def __array__(self, dtype=None, copy=None):
        array = self._numbers()
        return array.astype(dtype) if dtype is not None else array

    def __repr__(self):
        return _exactly(str, self._room.do("repr", self))

    def __str__(self):
        return _exactly(str, self._room.do("str", self))

    def __dir__(self):
        return _exactly(list, self._room.do("members", self))

    def __hash__(self):
        return hash((self._life, self._id))

    def __eq__(self, other):
        return self._compared(operator.eq, other, False)

    def __ne__(self, other):
        return self._compared(operator.ne, other, True)

    def __lt__(self, other):
        return self._compared(operator.lt, other)

    def __le__(self, other):
        return self._compared(operator.le, other)

    def __gt__(self, other):
        return self._compared(operator.gt, other)

    def __ge__(self, other):
        return self._compared(operator.ge, other)

    def __neg__(self):
        return self._room.do("negate", self)

    def __abs__(self):
        return self._room.do("magnitude", self)

    def __instancecheck__(self, value):
        return _exactly(bool, self._room.do("is_a", value, self))

    def __subclasscheck__(self, value):
        return _exactly(bool, self._room.do("is_below", value, self))

    def __deepcopy__(self, memo):
        return self._room.do("import", "copy").deepcopy(self)

    def __reduce_ex__(self, protocol):
        raise TypeError("an object of the student's cannot be stored")

    def _numbers(self):
        # The array of numbers that the object turns into: asked for once, so that it cannot say one thing and another.
        if "_array" not in self.__dict__:
            self.__dict__["_array"] = self._room.do("array", self)
        return self._array

    def _compared(self, comparison, other, otherwise=None):
        if isinstance(other, StandIn):
            if comparison in (operator.eq, operator.ne):
                same = self is other or _exactly(bool, self._room.do("same", self, other))
                return same if comparison is operator.eq else not same
            other = other._numbers()
        try:
            numbers = self._numbers()
        except (TypeError, ValueError):
            if otherwise is None:
                raise
            return otherwise
        return comparison(numbers[()] if numbers.ndim == 0 else numbers, other)


def _arithmetic(name):
    def forward(self, other):
        return self._room.do("operate", name, self, other)

    def backward(self, other):
        return self._room.do("operate", name, other, self)

    return forward, backward


for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "and", "or", "xor"):
    _forward, _backward = _arithmetic(f"__{_name}__")
    setattr(StandIn, f"__{_name}__", _forward)
    setattr(StandIn, f"__r{_name}__", _backward)


def _exactly(kind, value):
    if type(value) is not kind:
        raise TypeError(f"the student's object gave {type(value).__name__} where {kind.__name__} is due")
    return value
