"""Answers that no bank foresees: each gets a message of call, gave and expected, and none makes the checks stumble."""

import decimal
import fractions

import numpy as np
import pytest

from checks import CheckFailed, NotWritten, answer, asking, build, check, examine, failures, known


@pytest.fixture(autouse=True)
def nothing_known():
    known.use({})
    yield
    known.use(None)
    failures.hide(False)


class Agreeable:
    """Has every attribute that it is asked for."""

    def __getattr__(self, name):
        return 3


class Dotted(dict):
    """A dictionary whose entries are attributes: it lacks one with a KeyError."""

    __getattr__ = dict.__getitem__


class Unlike:
    """Can be neither compared nor shown."""

    def __eq__(self, other):
        raise RuntimeError("no comparison")

    def __repr__(self):
        raise RuntimeError("no text")

    __hash__ = None


class Wordless(Exception):
    def __str__(self):
        raise RuntimeError("no words")


def inside_itself():
    inside = []
    inside += [inside, inside]
    return inside


def raising(error):
    def answer(*arguments):
        raise error

    return answer


def without_end(*arguments):
    return without_end(*arguments)


def printing(*arguments):
    print("[0.0, 2.0]")


ODD_VALUES = {
    "none": (lambda: None, "None"),
    "text": (lambda: "2.0", "'2.0'"),
    "bytes": (lambda: b"2.0", "bytes"),
    "ellipsis": (lambda: ..., "Ellipsis"),
    "generator": (lambda: (z for z in [0.0, 2.0]), "generator"),
    "a map": (lambda: map(float, [0, 2]), "map"),
    "a set": (lambda: {0.0, 2.0}, "set"),
    "a range": (lambda: range(2), "range"),
    "a dict": (lambda: {"z": np.ones(2), ("a", 1): 2.0}, "{'z': [1.0, 1.0], ('a', 1): 2.0}"),
    "a function": (lambda: np.sum, "sum"),
    "a class": (lambda: Agreeable, "Agreeable"),
    "a module": (lambda: np, "numpy"),
    "an exception": (lambda: ValueError("returned"), "ValueError"),
    "an agreeable object": (Agreeable, "Agreeable"),
    "a dotted dict": (lambda: Dotted(z=1.0), "{'z': 1.0}"),
    "an object without a text": (Unlike, "Unlike"),
    "such objects in a list": (lambda: [Unlike()], "[Unlike]"),
    "a list inside itself": (inside_itself, "…"),
    "deep lists": (lambda: [[[[[[[[[[0.0]]]]]]]]]], "shape (1, 1, 1, 1, 1, 1, 1, 1, 1, 1)"),
    "nothing": (lambda: [], "[], 0 parts"),
    "empty": (lambda: np.zeros((0, 3)), "shape (0, 3)"),
    "ragged": (lambda: [[0.0], [0.0, 2.0]], "[[0.0], [0.0, 2.0]], 2 parts"),
    "of all kinds": (lambda: [0.0, "a", None], "[0.0, 'a', None], 3 parts"),
    "extra axes": (lambda: np.ones((1, 1, 2, 1)), "shape (1, 1, 2, 1)"),
    "no axis": (lambda: np.array(2.0), "2.0, a single number"),
    "an infinite number": (lambda: np.inf, "inf, a single number"),
    "infinite numbers": (lambda: np.array([np.inf, -np.inf]), "[inf, -inf]"),
    "not-a-numbers": (lambda: np.full(2, np.nan), "[nan, nan]"),
    "complex numbers": (lambda: np.array([0.5 + 2j, 2.0]), "(0.5+2j)"),
    "true": (lambda: True, "True"),
    "a large whole number": (lambda: 2**70, "1180591620717411303424"),
    "an enormous whole number": (lambda: 10**5000, ""),
    "a fraction": (lambda: fractions.Fraction(1, 3), "Fraction"),
    "a decimal": (lambda: decimal.Decimal("0.5"), "Decimal"),
    "objects in an array": (lambda: np.array([0.0, None], dtype=object), "[0.0, None]"),
    "one object in an array": (lambda: np.array(None), "None"),
    "numbers as objects": (lambda: np.array([0.5, 2.0], dtype=object), "[0.5, 2.0]"),
    "texts in an array": (lambda: np.array(["a", "b"]), "['a', 'b']"),
    "dates": (lambda: np.array(["2020-01-01"], dtype="datetime64[D]"), "[date]"),
    "fields": (lambda: np.zeros(2, dtype=[("z", float)]), "(0.0,)"),
    "a matrix": (lambda: np.zeros((1, 2)).view(np.matrix), "shape (1, 2)"),
    "a masked array": (lambda: np.ma.array([0.5, 2.0], mask=[0, 1]), "[0.5, 2.0]"),
    "a huge array": (lambda: np.zeros(3_000_000), "shape (3000000,)"),
    "a huge list": (lambda: [0.0] * 100_000, "shape (100000,)"),
    "a huge text": (lambda: "x" * 100_000, "'xxx"),
    "its own arguments": (lambda: (np.array([-1.5, 2.0]),), "shape (1, 2)"),
}


def message(attempt):
    with pytest.raises(CheckFailed) as failure:
        attempt()
    lines = failure.value.lines
    assert all(len(line) < 340 and "\n" not in line[:80] for line in lines[1:])
    return "\n".join(lines)


@pytest.mark.parametrize("kind", ODD_VALUES)
def test_an_odd_result_is_shown_beside_what_was_expected(kind):
    make, shown = ODD_VALUES[kind]

    def relu(z):
        return make()

    text = message(lambda: check(relu).on([-1.5, 2.0]).gives([0.0, 2.0]))
    call, gave, expected = text.splitlines()[:3]
    assert call == "relu([-1.5, 2.0])"
    assert gave.startswith("  gave      ") and shown in gave
    assert expected.startswith("  expected  [") and "0.0, " in expected


@pytest.mark.parametrize("kind", ODD_VALUES)
def test_an_odd_result_makes_no_word_of_the_checks_stumble(kind):
    def relu(z):
        return ODD_VALUES[kind][0]()

    call = check(relu).on([-1.5, 2.0, 4.0])
    for ask in (
        lambda: call.has_shape(3),
        lambda: call.has_dtype(np.float32),
        lambda: call.satisfies("it is 0", lambda y: bool(np.all(y == 0) and y[2] == 0 and y.sum() == 1)),
        lambda: call.is_gradient_of(lambda z: z**2),
        lambda: call.raises(ValueError, naming=["(3,)"]),
        lambda: call.gives((np.ones(2), np.ones(3), np.ones(4))),
        lambda: call.gives([("inputs", (4, 3)), ("outputs", (4, 2))]),
        lambda: check(ODD_VALUES[kind][0](), name="cache").gives([1.0, 2.0, 3.0]),
        lambda: answer("n_weights", (ODD_VALUES[kind][0](), "a")).is_a_number(),
        lambda: answer("n_weights", [ODD_VALUES[kind][0]()]).gives(12),
    ):
        assert "expected" in message(ask) or kind == "ellipsis" or "is not    right yet" in message(ask)


@pytest.mark.parametrize(
    ("function", "said"),
    [
        (lambda: 0.0, "TypeError"),
        (lambda a, b, c: 0.0, "TypeError"),
        (raising(KeyError("weights")), "KeyError: 'weights'"),
        (raising(ValueError("first\nsecond")), "ValueError: first second"),
        (raising(ValueError("x" * 100_000)), "xxx…"),
        (raising(Wordless()), "Wordless"),
        (raising(StopIteration()), "StopIteration"),
        (raising(SystemExit(3)), "SystemExit: 3"),
        (raising(AssertionError()), "AssertionError"),
        (without_end, "RecursionError: maximum recursion depth exceeded"),
        (3, "TypeError: 'int' object is not callable"),
        ("relu", "TypeError: 'str' object is not callable"),
        (None, "TypeError: 'NoneType' object is not callable"),
    ],
)
def test_an_odd_exception_is_shown_beside_what_was_expected(function, said):
    text = message(lambda: check(function, name="relu").on([-1.5, 2.0]).gives([0.0, 2.0]))
    lines = text.splitlines()
    assert lines[0] == "relu([-1.5, 2.0])" and lines[-1] == "  expected  [0.0, 2.0]"
    assert lines[1].startswith("  raised    ") and said in lines[1]
    wanted = check(function, name="relu").on([-1.5, 2.0])
    assert "names (3,)" in message(lambda: wanted.raises(ValueError, naming=["(3,)"]))


def test_a_result_that_is_printed_is_none(capsys):
    text = message(lambda: check(printing).on([-1.5, 2.0]).gives([0.0, 2.0]))
    assert "  gave      None" in text and capsys.readouterr().out == "[0.0, 2.0]\n"


def test_an_exception_without_words_is_not_written_where_it_says_so():
    class Unwritten(Wordless, NotImplementedError):
        pass

    with pytest.raises(NotWritten, match="^not written yet: relu$"):
        check(raising(Unwritten()), name="relu").on([1.0]).gives([1.0])


@pytest.mark.parametrize(
    "elsewhere",
    [
        "<__array_function__ internals>",
        "<frozen importlib._bootstrap>",
        "/home/ada/.venv/lib/python3.11/site-packages/ipykernel/iostream.py",
        "/home/ada/nnlib/.venv/lib/python3.11/site-packages/numpy/linalg.py",
        "C:\\course\\nnlib\\.venv\\Lib\\numpy\\linalg.py",
    ],
)
@pytest.mark.parametrize(
    ("own", "shown"),
    [
        ("/home/ada/nnlib/exercises/3-activations/nnlib/activations.py", "nnlib/activations.py"),
        ("C:\\course\\nnlib\\activations.py", "nnlib/activations.py"),
        ("nnlib/activations.py", "nnlib/activations.py"),
        ("/home/ada/6-training/mine/activations.py", "mine/activations.py"),
        ("/tmp/ipykernel_4711/123.py", "your notebook"),
        ("<ipython-input-3-abc>", "your notebook"),
        ("<cell 3>", "your notebook"),
    ],
)
def test_the_line_that_is_shown_is_the_students_and_not_one_of_a_library(own, shown, elsewhere):
    names = {}
    exec(compile("def inner(z):\n    raise ValueError('inside')\n", elsewhere, "exec"), names)
    exec(compile("def relu(z):\n    return inner(z)\n", own, "exec"), names)
    text = message(lambda: check(names["relu"]).on([1.0]).gives([1.0]))
    assert f"  in        {shown}, line 2, in relu" in text


def test_a_call_that_is_none_shows_no_line_of_the_checks(monkeypatch):
    moved = "/home/ada/nnlib/asking.py"  # in a folder that is called nnlib too
    call = asking.Result._call
    monkeypatch.setattr(call, "__code__", call.__code__.replace(co_filename=moved))
    monkeypatch.setattr(asking, "__file__", moved)
    assert "  in " not in message(lambda: check(lambda z: z).on(1.0, 2.0).gives(1.0))


class Layer:
    """A layer whose parts are as odd as they can be."""

    def __init__(self, size):
        self.size = size

    bias = None
    forward = 3

    @property
    def weights(self):
        raise ZeroDivisionError("weights of size 0")


class Sealed:
    def __setattr__(self, name, value):
        raise TypeError("nothing can be set")


def test_odd_objects_are_spoken_of_by_their_making():
    layer = build(Layer, 3)
    assert message(lambda: layer.weights) == "Layer(3).weights\n  raised    ZeroDivisionError: weights of size 0"
    assert message(lambda: layer.gradient).startswith("Layer(3).gradient\n  is missing")
    assert message(lambda: layer.bias[0]) == "Layer(3).bias[0]\n  is missing: there is no such part"
    assert "gave      None" in message(lambda: check(layer.bias).gives([0.5]))
    assert "'int' object is not callable" in message(lambda: check(layer.forward).on([1.0]).gives([1.0]))
    sealed = build(Sealed)

    def seal():
        sealed.weights = [0.5, 2.0]

    assert message(seal) == "Sealed().weights = [0.5, 2.0]\n  raised    TypeError: nothing can be set"
    for make in (raising(RuntimeError("cannot be made")), 3, None, "relu", Layer):
        assert "raised" in message(lambda make=make: build(make, 1, 2, 3))


def test_odd_tests_of_a_student_are_answered_too():
    for test in (3, None, lambda: True, raising(Wordless()), without_end):
        with pytest.raises(CheckFailed, match="expected  no complaint"):
            examine(test, name="test_relu").accepts(abs, "a right relu")


SECRET = 47.1253


def telling(*arguments):
    raise ValueError(SECRET)


def told_class(*arguments):
    raise type(f"E{SECRET}", (KeyError,), {"__module__": "builtins"})(SECRET)


def told_exercise(*arguments):
    raise NotImplementedError(f"Exercise {SECRET}")


def echo(*arguments):
    print(arguments)
    return arguments


class Held:
    """Keeps what it is made with."""

    def __init__(self, weights):
        self.weights = np.array(weights)
        if np.size(weights) > 1:
            raise ValueError(weights)

    def forward(self, x):
        raise ValueError(self.weights)

    @property
    def bias(self):
        raise ValueError(self.weights)

    def __setattr__(self, name, value):
        if name != "weights":
            raise ValueError(value)
        super().__setattr__(name, value)


def hidden_set():
    build(Held, [SECRET]).bias = [SECRET]


HIDDEN = {
    "raised": lambda: check(telling).on(SECRET).gives(SECRET),
    "raised by a class with a name": lambda: check(told_class).on(SECRET).gives(SECRET),
    "not written": lambda: check(told_exercise).on(SECRET).gives(SECRET),
    "returned": lambda: check(echo).on(SECRET).gives(SECRET),
    "of a shape": lambda: check(echo).on(np.zeros(471)).has_shape(471),
    "named by the check": lambda: check(echo, name=f"echo of {SECRET}").on(SECRET).gives(SECRET),
    "a value": lambda: check([SECRET]).gives(471),
    "claimed": lambda: check(echo).on(SECRET).satisfies(f"it is {SECRET}", lambda y: False),
    "not built": lambda: build(Held, [SECRET, 2.0]),
    "built, then called": lambda: check(build(Held, [SECRET]).forward).on(SECRET).gives(SECRET),
    "built, then looked at": lambda: build(Held, [SECRET]).bias,
    "built, with a part missing": lambda: build(Held, [SECRET]).gradient,
    "built, with an item missing": lambda: build(Held, [SECRET]).weights[471],
    "built, then set": hidden_set,
    "a test that complains": lambda: examine(telling).accepts(abs, f"abs of {SECRET}"),
    "a test that lets pass": lambda: examine(echo).rejects(abs, f"abs of {SECRET}"),
    "a test not written": lambda: examine(told_exercise).accepts(abs, f"abs of {SECRET}"),
    "a test that tells of the bank": lambda: examine(telling).accepts_right("step"),
}


@pytest.mark.parametrize("what", HIDDEN)
def test_among_hidden_tests_no_message_tells_a_value(what, capsys):
    failures.hide(True)
    assert "471" not in message(HIDDEN[what]).replace(".", "")
    assert "471" not in capsys.readouterr().out.replace(".", "")
    failures.hide(False)
    if "bank" not in what:
        said = message(HIDDEN[what]) + capsys.readouterr().out
        assert "471" in said.replace(".", "")  # in the open it may be told


@pytest.mark.parametrize(
    "ask",
    [
        lambda about: check(telling, about=about).on(SECRET).gives(SECRET),
        lambda about: check(told_class, about=about).on(SECRET).gives(SECRET),
        lambda about: check(told_exercise, about=about).on(SECRET).gives(SECRET),
        lambda about: check([SECRET], about=about).gives(471),
        lambda about: check(build(Held, [SECRET]).forward, about=about).on(1.0).gives(SECRET),
        lambda about: check(build(Held, [SECRET]).weights, about=about).gives(471),
        lambda about: check(build(Held, [SECRET]).weights[0], about=about).gives(471),
    ],
)
def test_a_check_with_about_says_that_and_no_value(ask):
    text = message(lambda: ask("a single number"))
    assert "a single number" in text or text.startswith("not written yet")
    assert "471" not in text.replace(".", "")


def test_a_hidden_test_that_is_passed_tells_no_value(capsys):
    check(np.ravel, about="many rows").on(np.zeros((471, 1))).has_shape(471)
    check(np.ravel, about="many rows").on(np.zeros((471, 1))).satisfies("there are 471", lambda y: y.size == 471)
    failures.hide(True)
    check(np.ravel, name="471 rows").on(np.zeros((471, 1))).has_shape(471)
    examine(lambda function: None, name="test").accepts(abs, "471")
    assert capsys.readouterr().out == "ok  ravel, on many rows\n" * 2
