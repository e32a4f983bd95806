"""Values across the pipe: what arrives is what was sent, and nothing that arrives can execute."""

import json
import math

import numpy as np
import pytest

from grader.arrays import Arrays
from grader.codec import Decoder, Encoder, Refused, refresh

VALUES = [
    None,
    True,
    0,
    -(10**40),
    1.5,
    -0.0,
    math.inf,
    3 - 2j,
    "σ(z) = 1 − σ(−z)",
    b"\x00\xff",
    ...,
    [1, [2.0, ["three"]], ()],
    (1,),
    {"a": [1], 2: (3,)},
    {1, 2},
    frozenset({"a"}),
    slice(None, 3, 2),
    range(2, 9, 3),
    np.float32(0.1),
    np.int8(-3),
    np.bool_(True),
    np.dtype("float32"),
    np.float32,
    float,
    np.ndarray,
]
ARRAYS = [
    np.arange(6.0).reshape(2, 3),
    np.asfortranarray(np.arange(6.0).reshape(2, 3)),
    np.arange(10)[::3],
    np.array(3.5),
    np.zeros((0, 4)),
    np.array([True, False]),
    np.array([1 + 2j]),
    np.array(["a", "bcd"]),
    np.array([1.0, np.nan, -np.inf], dtype=np.float16),
    np.arange(3, dtype=">i4"),
]


def refuse(thing):
    raise Refused(f"{type(thing).__name__} does not travel")


def crossed(value, here=None, there=None):
    encoder = Encoder(here or Arrays(1, weak=False), refuse)
    text = json.dumps(encoder.tree(value))
    return Decoder(there or Arrays(2, weak=False), refuse, encoder.blobs).value(json.loads(text))


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_plain_values_arrive_as_they_were(value):
    arrived = crossed(value)
    assert type(arrived) is type(value)
    assert arrived == value
    assert repr(arrived) == repr(value)


def test_not_a_number_arrives():
    assert math.isnan(crossed(math.nan))


@pytest.mark.parametrize("array", ARRAYS, ids=lambda a: f"{a.dtype}{a.shape}")
def test_arrays_arrive_with_type_shape_and_order(array):
    arrived = crossed(array)
    assert arrived.dtype == array.dtype
    assert arrived.shape == array.shape
    assert arrived.flags.f_contiguous == array.flags.f_contiguous or not array.flags.contiguous
    np.testing.assert_array_equal(arrived, array)


def test_an_array_that_must_not_change_arrives_so():
    fixed = np.arange(3)
    fixed.flags.writeable = False
    assert not crossed(fixed).flags.writeable


def test_subclasses_arrive_as_what_they_are_based_on():
    class Lying(float):
        def __eq__(self, other):
            return True

        def __float__(self):
            return 2.0

    class Tensor(np.ndarray):
        pass

    assert type(crossed(Lying(1.0))) is float
    assert crossed(Lying(1.0)) == 1.0
    assert type(crossed(np.arange(3).view(Tensor))) is np.ndarray


def test_a_generator_continues_where_it_was():
    generator = np.random.default_rng(7)
    generator.random(3)
    arrived = crossed(generator)
    assert arrived.random() == generator.random()


def test_an_array_that_comes_back_is_the_same_array():
    judge, student = Arrays(2, weak=True), Arrays(1, weak=False)
    array = np.arange(3.0)
    there = crossed(array, judge, student)
    there[0] = 9.0
    assert crossed([there], student, judge)[0] is array
    assert array[0] == 9.0


def test_only_changes_of_an_array_cross_again():
    judge, student = Arrays(2, weak=True), Arrays(1, weak=False)
    array = np.arange(1000.0)
    crossed(array, judge, student)
    again = Encoder(judge, refuse)
    again.tree(array)
    assert again.blobs == []


def test_the_judge_reports_arrays_that_nobody_uses():
    judge = Arrays(2, weak=True)
    array = np.arange(3)
    identifier = judge.add(array)
    del array
    assert judge.forget_reported() == [identifier]
    assert judge.forget_reported() == []


@pytest.mark.parametrize(
    "value",
    [object(), np.array([object()]), np.array([1], dtype="M8[s]"), np.zeros(2, dtype=[("a", "f8")]), 1 << 20_000],
    ids=["object", "array of objects", "dates", "records", "huge integer"],
)
def test_other_things_do_not_travel(value):
    with pytest.raises(Refused):
        crossed(value)


def test_too_deep_and_too_long_values_are_refused():
    deep = []
    for _ in range(10_000):
        deep = [deep]
    with pytest.raises(Refused):
        crossed(deep)
    endless = []
    endless.append(endless)
    with pytest.raises(Refused):
        crossed(endless)


@pytest.mark.parametrize(
    "tree",
    [
        {},
        {"is": "pickle", "v": "gASVIAAAAAAAAACMBXBvc2l4lIwGc3lzdGVtlJOUjAVlY2hvlIWUUpQu"},
        {"is": "array", "id": 1, "dtype": "|O", "shape": [1], "at": 0},
        {"is": "array", "id": 1, "dtype": "<f8", "shape": [10**18], "at": 0},
        {"is": "array", "id": 1, "dtype": "<f8", "shape": [-1], "at": 0},
        {"is": "array", "id": 1, "dtype": "<f8", "shape": [1], "at": 99},
        {"is": "array", "id": 77},
        {"is": "array", "id": [], "dtype": "<f8", "shape": [1], "at": 0},
        {"is": "scalar", "dtype": "<M8[s]", "at": 0},
        {"is": "dtype", "v": "O"},
        {"is": "type", "v": "os.system"},
        {"is": "dict", "v": [[[], 1]]},
        {"is": "set", "v": list(range(20_000))},
        {"is": "float", "v": "1.0"},
        {"is": "complex", "v": [1]},
        {"is": "range", "v": ["a"]},
        {"is": "generator", "v": {"is": "dict", "v": []}},
        {"is": ["array"]},
    ],
    ids=lambda tree: json.dumps(tree)[:40],
)
def test_a_forged_description_is_refused(tree):
    with pytest.raises(Refused):
        Decoder(Arrays(2, weak=False), refuse, [b"\0" * 8]).value(tree)


def test_changes_of_containers_are_taken_over_in_place():
    inner = [1, 2]
    old = [inner, {"a": 1}, (inner,)]
    refresh(old, [[1, 5], {"a": 2, "b": 3}, ([1, 5],)])
    assert old == [[1, 5], {"a": 2, "b": 3}, ([1, 5],)]
    assert old[0] is inner
