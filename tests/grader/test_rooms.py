"""The two rooms as a check cell meets them: objects of the student's behave as if they were here."""

import os
import signal

import numpy as np
import pytest

from grader.judge_room import JudgesRoom, LimitReached, StudentsRoom, captured
from grader.limits import Limits
from grader.sandbox import NoSandbox, Sandbox
from grader.standin import StandIn

pytestmark = pytest.mark.sandbox
MODULE = '''
import time
import numpy as np

class Layer:
    """A layer."""
    def __init__(self, size=2, activation=None):
        self.weights = np.arange(float(size))
        self.activation = activation

    def forward(self, x):
        print("forward")
        z = self.weights * x
        return self.activation(z) if self.activation else z

    def parameters(self):
        return [self.weights]

    def __len__(self):
        return 2

    def __iter__(self):
        return iter([self, 1.5])

    def __getitem__(self, key):
        return {"a": 1}[key]

    def __add__(self, other):
        return 10 + other

    def __radd__(self, other):
        return 20 + other

    def __contains__(self, item):
        return item == 3

class Liar:
    def __eq__(self, other):
        return True
    def __lt__(self, other):
        return True
    __hash__ = None

class Number:
    calls = 0
    def __array__(self, dtype=None, copy=None):
        Number.calls += 1
        return np.array(float(Number.calls))
    def __float__(self):
        return 2.5

def double(x):
    return 2 * x

def zero(x, items, table):
    x[...] = 0
    items.append("new")
    table["k"] = 1

def step(parameters):
    for p in parameters:
        p -= 1

def slope(f, x):
    return f(x + 1) - f(x)

def added(f):
    return f + 1

def nudged(f, x):
    x[0] += 1.0
    seen = f(x)
    x[0] -= 1.0
    return seen

def draw(generator):
    return generator.random()

def same(x):
    return x

def root(x):
    raise ValueError("no root of " + repr(x))

def wrong():
    raise ValueError("shapes (3,) and (4,)")

def stop():
    raise SystemExit(0)

def end_loop():
    raise StopIteration

class Own(KeyError):
    pass

def own():
    raise Own("missing")

def not_written():
    raise NotImplementedError("Exercise 3.2")

def loop():
    while True:
        pass

def stubborn():
    while True:
        try:
            time.sleep(10)
        except BaseException:
            pass

def quit():
    import os
    os._exit(0)

def count():
    n = 0
    while True:
        yield n
        n += 1

def memory():
    return np.ones(10**10)

def private(probe):
    return probe.value, probe.method(3)

def secret(probe):
    return probe._room.ask("get", probe._id, ("__class__",), {})
'''


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as warm:
        yield warm


@pytest.fixture
def students(sandbox):
    limits = Limits(cell_seconds=1.0, seconds=20.0)
    with StudentsRoom(sandbox, {"nnlib/__init__.py": b"", "nnlib/layers.py": MODULE.encode()}, limits) as room:
        room.begin_cell()
        yield room


@pytest.fixture
def layers(students):
    return students.module("nnlib.layers")


def test_values_come_back_by_value(layers):
    assert layers.double(2) == 4
    np.testing.assert_array_equal(layers.double(np.array([1.0, 2.0])), [2.0, 4.0])


def test_objects_stay_behind_stand_ins(layers):
    layer = layers.Layer(3)
    assert isinstance(layer, StandIn)
    assert type(layer).__name__ == "Layer"
    assert isinstance(layer, layers.Layer)
    assert not isinstance(3, layers.Layer)
    np.testing.assert_array_equal(layer.forward(2.0), [0.0, 2.0, 4.0])
    assert layers.Layer.__name__ == "Layer"
    assert layer.forward.__qualname__ == "Layer.forward"


def test_objects_answer_like_objects(layers):
    layer = layers.Layer()
    assert len(layer) == 2
    first, second = layer
    assert first is layer and second == 1.5
    assert layer["a"] == 1
    assert layer + 1 == 11 and 1 + layer == 21
    assert 3 in layer and 4 not in layer
    with pytest.raises(KeyError):
        layer["b"]
    with pytest.raises(TypeError):
        layer - 1
    assert not hasattr(layer, "bias")
    layer.bias = 4
    assert layer.bias == 4


def test_an_object_that_lies_about_being_equal_is_equal_to_nothing(layers):
    liar = layers.Liar()
    assert liar != 5 and not liar == 5
    with pytest.raises(TypeError):
        liar < 5  # noqa: B015


def test_an_object_says_once_which_number_it_is(layers):
    number = layers.Number()
    assert float(number) == 2.5
    assert [float(np.asarray(number)) for _ in range(3)] == [1.0, 1.0, 1.0]
    assert number == 1.0 and number < 2


def test_functions_of_the_judge_are_called_back(layers):
    assert layers.slope(lambda x: x**2, 3) == 7
    assert layers.Layer(2, activation=lambda z: z + 10).forward(1.0).tolist() == [10.0, 11.0]
    assert layers.Layer(2, activation=np.negative).forward(1.0).tolist() == [0.0, -1.0]
    assert layers.Layer(2, activation=layers.double).forward(1.0).tolist() == [0.0, 2.0]


def test_a_function_of_the_judge_is_called_a_function(layers):
    def squared(z):
        return z**2

    with pytest.raises(TypeError, match="for \\+: 'function' and 'int'"):
        layers.added(squared)
    with pytest.raises(ValueError, match="no root of <function squared>"):
        layers.root(squared)


def test_an_exception_of_the_judges_function_reaches_the_student_and_comes_back(layers):
    with pytest.raises(ZeroDivisionError):
        layers.slope(lambda x: 1 / 0, 3)


def test_an_object_of_a_check_cell_shows_its_public_side_alone(students, layers):
    cell = JudgesRoom(students)
    cell.namespace["layers"] = layers
    cell.run("class Probe:\n    value = 4\n    def method(self, x):\n        return x + 1\nprobe = Probe()")
    assert layers.private(cell.namespace["probe"]) == (4, 4)
    with pytest.raises(AttributeError):
        layers.secret(cell.namespace["probe"])


def test_changed_arguments_are_seen(layers):
    x, items, table = np.ones(3), ["old"], {}
    layers.zero(x, items, table)
    assert x.tolist() == [0.0, 0.0, 0.0]
    assert items == ["old", "new"]
    assert table == {"k": 1}


def test_a_changed_array_is_seen_by_the_judges_function(layers):
    x = np.zeros(2)
    assert layers.nudged(lambda _: x[0], x) == 1.0
    assert x[0] == 0.0


def test_an_array_of_the_students_stays_theirs(layers):
    layer = layers.Layer(3)
    parameters = layer.parameters()
    layers.step(parameters)
    assert layer.weights.tolist() == [-1.0, 0.0, 1.0]
    assert parameters[0].tolist() == [-1.0, 0.0, 1.0]
    weights = layer.weights
    weights[0] = 9.0
    assert layer.forward(1.0)[0] == 9.0


def test_an_array_that_is_handed_through_is_the_same(layers):
    x = np.arange(3)
    assert layers.same(x) is x


def test_random_generators_go_on(layers):
    mine, theirs = np.random.default_rng(1), np.random.default_rng(1)
    expected = [mine.random(), mine.random()]
    assert [layers.draw(theirs), layers.draw(theirs)] == expected


def test_exceptions_come_as_built_in_ones_with_the_students_frames(layers):
    with pytest.raises(ValueError, match=r"shapes \(3,\) and \(4,\)") as caught:
        layers.wrong()
    (frame,) = caught.value.student_frames
    assert frame[0] == "nnlib/layers.py" and frame[2] == "wrong" and "raise ValueError" in frame[3]
    with pytest.raises(KeyError, match="missing"):
        layers.own()
    with pytest.raises(NotImplementedError, match="Exercise 3.2"):
        layers.not_written()


@pytest.mark.parametrize("name", ["stop", "end_loop"])
def test_exceptions_that_would_end_the_judge_do_not(layers, name):
    with pytest.raises(RuntimeError):
        getattr(layers, name)()


def test_prints_arrive_where_the_judge_prints(layers):
    with captured(1000) as printed:
        layers.Layer().forward(1.0)
    assert printed.getvalue() == "forward\n"


def test_quiet_drops_prints(students, layers):
    students.quiet = True
    with captured(1000) as printed:
        layers.Layer().forward(1.0)
    assert printed.getvalue() == ""


def test_a_loop_is_stopped_and_the_rest_goes_on_in_the_same_room(students, layers):
    layer = layers.Layer(2)
    with pytest.raises(LimitReached, match="1 seconds"):
        layers.loop()
    students.begin_cell()
    assert students.life == 1
    assert layer.forward(1.0).tolist() == [0.0, 1.0]


def test_a_loop_that_cannot_be_stopped_costs_the_room(students, layers):
    double, layer = layers.double, layers.Layer(2)
    with pytest.raises(LimitReached):
        layers.stubborn()
    students.begin_cell()
    assert double(4) == 8  # found again in the next room
    assert students.life == 2
    with pytest.raises(LimitReached, match="lost"):
        layer.forward(1.0)


def test_cells_that_have_run_run_again_in_the_next_room(students):
    students.run("answer = 42")
    students.run("import os\ndef quit():\n    os._exit(1)")
    with pytest.raises(LimitReached, match="ended"):
        students.names(["quit"])["quit"]()
    students.begin_cell()
    assert students.names(["answer", "nothing"]) == {"answer": 42}


def test_ending_the_process_is_told(students, layers):
    with pytest.raises(LimitReached, match="ended itself"):
        layers.quit()


def test_a_sandbox_that_was_killed_is_started_again(students, sandbox):
    os.killpg(sandbox.process.pid, signal.SIGKILL)
    sandbox.process.wait()
    assert students.module("nnlib.layers").double(2) == 4


def test_what_was_not_waited_for_is_no_answer_to_the_next_question(students, layers, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(students, "_receive", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            layers.double(2)
    assert layers.double(3) == 6


def test_an_order_that_was_not_waited_for_is_none_of_the_next_rooms(students, sandbox, monkeypatch):
    students.module("nnlib.layers")
    with monkeypatch.context() as patch:
        patch.setattr("grader.sandbox.hear", lambda end: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            students._leave()
    assert students.module("nnlib.layers").double(2) == 4


def test_a_room_that_cannot_be_made_is_the_machines_fault(sandbox):
    with StudentsRoom(sandbox, {"nnlib/layers.py": MODULE.encode()}, Limits(scratch_mb=-1)) as room:
        with pytest.raises(NoSandbox, match="no room for a submission: .*Invalid argument"):
            room.run("1")
        with pytest.raises(NoSandbox):
            room.run("1")
    with StudentsRoom(sandbox, {}, Limits()) as room:
        assert room.run("2 + 2") == [{"value": "4"}]


def test_a_room_lost_during_a_call_back_is_told(students, layers):
    def lost(x):
        try:
            layers.quit()
        except LimitReached:
            pass
        return x

    with pytest.raises(LimitReached, match="ended itself"):
        layers.slope(lost, 1)
    students.begin_cell()
    assert students.module("nnlib.layers").double(2) == 4


def test_an_endless_iterator_is_stopped(layers):
    with pytest.raises(LimitReached):
        list(layers.count())


def test_memory_is_limited(layers):
    with pytest.raises(MemoryError, match="1024 MB"):
        layers.memory()


def test_calls_that_go_back_and_forth_end(layers):
    def again(x):
        return layers.slope(again, x)

    with pytest.raises(RecursionError):
        layers.slope(again, 1)


def test_locked_cells_take_the_students_names_and_keep_their_own(students):
    judge = JudgesRoom(students)
    judge.namespace["np"] = np
    students.run("n = 3\ndef relu(z):\n    return z\nnp = None\nsum = None")
    cell = "total = sum([n, relu(4)])\nassert np.add(1, 1) == 2"
    judge.borrow(cell)
    judge.run(cell)
    assert judge.namespace["total"] == 7
    students.run("n = 5")
    judge.borrow(cell)
    judge.run(cell)
    assert judge.namespace["total"] == 9


def test_no_name_that_a_locked_cell_defines_is_the_students(students):
    imports = "from checks import check\nfrom nnlib.layers import double\n"
    locked = [imports + "def squared(z):\n    return z**2\nn = 1\n[a for a in range(3)]"]
    judge = JudgesRoom(students, locked)
    students.run("check = squared = n = a = 7\ndef double(x):\n    return 0\nanswer = 4")
    cell = "found = [check, squared, n, a, double, answer]"
    judge.borrow(cell)
    assert set(judge.borrowed) == {"a", "double", "answer"}


def test_the_room_hears_of_no_name_but_those_that_are_global(students, monkeypatch):
    judge, asked = JudgesRoom(students), []
    monkeypatch.setattr(students, "names", lambda names: asked.extend(names) or {})
    judge.borrow("def own(z):\n    return z + other\n[each for each in range(4)]")
    assert asked == ["other"]
    judge.borrow_more("mine + hidden", "mine", {})
    assert asked == ["other", "hidden"]


def test_imports_of_the_students_package_are_stand_ins(students):
    judge = JudgesRoom(students)
    judge.run("import math\nimport nnlib.layers as whole\nfrom nnlib import layers\nfrom nnlib.layers import double")
    assert judge.namespace["math"].pi > 3
    assert judge.namespace["double"](2) == judge.namespace["whole"].double(2) == 4
    assert judge.namespace["layers"].double is judge.namespace["double"]
    with pytest.raises(ImportError, match="nothing_there"):
        judge.run("from nnlib.layers import nothing_there")
    with pytest.raises(ModuleNotFoundError):
        judge.run("import nnlib.absent")
