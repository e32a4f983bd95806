"""A notebook in two rooms: what each cell puts out, and what a student reads."""

import os
import select
import signal

import nbformat
import pytest

from grader.judge_room import StudentsRoom
from grader.limits import Limits
from grader.marking import mark, split
from grader.sandbox import NoSandbox, Sandbox
from grader.units import CourseError

pytestmark = pytest.mark.sandbox
MODULE = """
import warnings
import numpy as np

def double(x):
    print("doubling", x)
    warnings.warn("careful")
    return 2 * np.asarray(x)

def root(x):
    raise ValueError("no root of " + repr(x))
"""
SETUP = """%load_ext autoreload
%autoreload 2
import numpy as np
from checks import answer, check
from nnlib.unit import double, root"""
THREADS = "import threading, time\nfor _ in range(99):\n    threading.Thread(target=time.sleep, args=(9,)).start()"
PROCESSES = "import os, time\nfor _ in range(99):\n    if not os.fork():\n        time.sleep(9)"


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as warm:
        yield warm


def locked(name, source, points=1):
    graded = points is not None
    about = {"grade_id": name, "grade": graded, "locked": True, "solution": False, "schema_version": 3}
    if graded:
        about["points"] = points
    return nbformat.v4.new_code_cell(source, metadata={"nbgrader": about})


@pytest.fixture
def run(sandbox):
    """Run cells; returns (outputs of each cell as text, notes). A plain string is a cell of the student's."""

    def run(*cells, module=MODULE, limits=None):
        cells = [nbformat.v4.new_code_cell(cell) if isinstance(cell, str) else cell for cell in cells]
        notebook = nbformat.v4.new_notebook(cells=cells)
        files = {"nnlib/__init__.py": b"", "nnlib/unit.py": module.encode()}
        notes = mark(notebook, files, "nnlib/unit.py", {}, sandbox, limits or Limits(cell_seconds=2))
        nbformat.validate(notebook)
        return notebook.cells, notes

    return run


def text(cell):
    parts = []
    for output in cell.outputs:
        if output.output_type == "error":
            parts.append("\n".join(output.traceback))
        else:
            parts.append(output.text if output.output_type == "stream" else output.data["text/plain"])
    return "\n".join(parts)


def test_a_student_cell_shows_prints_value_and_warning(run):
    cells, _ = run("from nnlib.unit import double\nprint('hello')\ndouble(2)")
    kinds = [(o.output_type, o.get("name")) for o in cells[0].outputs]
    assert kinds == [("stream", "stdout"), ("stream", "stderr"), ("execute_result", None)]
    assert cells[0].outputs[0].text == "hello\ndoubling 2\n"
    assert cells[0].outputs[2].data["text/plain"] == "np.int64(4)"


def test_a_student_cell_ends_in_its_own_error(run):
    cells, _ = run("x = 1\nfrom nnlib.unit import root\nroot(x)", "x + 1")
    assert text(cells[0]).splitlines() == [
        "<cell 1>, line 3, in <module>",
        "    root(x)",
        "nnlib/unit.py, line 11, in root",
        '    raise ValueError("no root of " + repr(x))',
        "ValueError: no root of 1",
    ]
    assert text(cells[1]) == "2"


def test_figures_are_pictures(run):
    cells, _ = run("import matplotlib.pyplot as plt\nplt.plot([1, 2]);\nplt.show()", limits=Limits(cell_seconds=30))
    (picture,) = cells[0].outputs
    assert picture.data["image/png"].startswith("iVBOR")


@pytest.mark.parametrize("magic", ["%matplotlib inline", "!pip install x", "x?", "%%time\n", "files = !ls"])
def test_magics_do_no_harm(run, magic):
    cells, _ = run(f"{magic}\nprint(6 * 7)")
    assert text(cells[0]).strip() == "42"


def test_a_line_that_looks_like_a_magic_is_left_alone(run):
    cells, _ = run("a, b = 7, 4\nprint(a\n  % b)")
    assert text(cells[0]).strip() == "3"


def test_check_cells_pass_and_fail(run):
    cells, _ = run(
        locked("setup", SETUP, points=None),
        locked("double", "check(double).on([1.0, 2.0]).gives([2.0, 4.0])"),
        locked("double-wrong", "check(double).on([1.0, 2.0]).gives([1.0, 2.0])"),
        locked("root", "check(root).on(3).raises(ValueError, naming=['3'])"),
    )
    assert [cell.outputs[-1].output_type for cell in cells[1:4]] == ["stream", "error", "stream"]
    assert "ok  double([1.0, 2.0])" in text(cells[1])
    assert "gave      [2.0, 4.0]" in text(cells[2]) and "expected  [1.0, 2.0]" in text(cells[2])
    assert "doubling" in text(cells[1])
    assert not any(output.get("name") == "stderr" for cell in cells[:4] for output in cell.outputs)


def test_short_answers_come_from_the_students_cells(run):
    cells, _ = run(
        locked("setup", SETUP, points=None),
        "n = 12",
        locked("n", "answer('n', n).gives(12)"),
        locked("m", "answer('m', m)"),
    )
    assert "ok" in text(cells[2])
    assert text(cells[3]) == "NameError: name 'm' is not defined"


def test_a_name_defined_anew_in_a_cell_counts_as_in_a_notebook(run):
    cells, _ = run(
        locked("setup", SETUP, points=None),
        "def double(x):\n    return 3 * x",
        locked("double", "check(double).on(2.0).gives(6.0)"),
    )
    assert "ok" in text(cells[2])


def test_what_a_check_cell_prepares_is_there_for_the_students_next_cell(run):
    cells, _ = run(locked("setup", SETUP, points=None), locked("a", "rows = np.arange(3.0)"), "print(rows.sum())")
    assert text(cells[2]).strip() == "3.0"


def test_an_import_that_fails_is_told_with_each_check(run):
    cells, _ = run(
        locked("setup", SETUP, points=None),
        locked("double", "check(double).on(1).gives(2)"),
        module="import not_there\n",
    )
    assert "No module named 'not_there'" in text(cells[0])
    assert "NameError" in text(cells[1]) and "No module named 'not_there'" in text(cells[1])


HIDDEN = """check(double).on(1.0).gives(2.0)
### BEGIN HIDDEN TESTS
check(double, about="large numbers").on(123456.5).gives({0})
### END HIDDEN TESTS"""


def test_hidden_tests_count_and_tell_no_value(run):
    cells, _ = run(
        locked("setup", SETUP, points=None),
        locked("right", HIDDEN.format(246913.0)),
        locked("wrong", HIDDEN.format(5.5)),
    )
    assert cells[1].outputs[-1].output_type == "stream"
    assert cells[2].outputs[-1].output_type == "error"
    assert "large numbers" in text(cells[2])
    assert "123456" not in text(cells[1]) + text(cells[2]) and "246913" not in text(cells[2])


def test_what_hidden_tests_hand_over_cannot_be_kept_and_shown(run):
    keeping = """
kept = []
def double(x):
    kept.append(x)
    print(kept)
    return 2 * x
def root(x):
    return kept
"""
    cells, _ = run(
        locked("setup", SETUP, points=None),
        locked("double", HIDDEN.format(246913.0)),
        "print(root(0))",
        locked("root", "check(root).on(1.0).gives(0.0)"),
        module=keeping,
    )
    assert cells[1].outputs[-1].output_type == "stream"
    assert "123456" not in "".join(text(cell) for cell in cells if cell.cell_type == "code")


def test_a_hidden_test_sees_what_its_own_cell_defined(run):
    cells, _ = run(
        locked("setup", SETUP, points=None),
        locked("one", "factor = 2.0\n### BEGIN HIDDEN TESTS\nassert double(1.0) == factor\n### END HIDDEN TESTS"),
        locked("two", "factor = 3.0"),
        "factor = 4.0",
    )
    assert text(cells[1]) == ""


NAMES_PRINTED = """
import sys
room = sys.modules["grader.student_room"].StudentRoom
room.do_names = lambda self, names: print(names) or {}
"""


def test_names_of_hidden_tests_are_asked_for_when_nothing_is_shown_any_more(run):
    cells, _ = run(
        locked("setup", SETUP, points=None),
        NAMES_PRINTED,
        locked("one", "def told():\n    more\n### BEGIN HIDDEN TESTS\nsecret\n### END HIDDEN TESTS"),
    )
    assert "['more']" in text(cells[2]) and "secret" not in text(cells[2])


def test_a_name_that_only_a_hidden_test_uses_is_the_students(run):
    hidden = "### BEGIN HIDDEN TESTS\nassert n == 12\n### END HIDDEN TESTS"
    cells, _ = run(locked("setup", SETUP, points=None), "n = 12", locked("n", hidden), locked("m", hidden + "\nn"))
    assert [text(cell) for cell in cells[2:4]] == ["", ""]


SETUP_LOST = """
import os, sys
room = sys.modules["grader.student_room"].StudentRoom
room.do_names = lambda self, names, do=room.do_names: os._exit(0) if self.cells < 2 else do(self, names)
class Content:
    def __getattr__(self, name):
        return self
    def __call__(self, *given, **named):
        return self
check = double = Content()
"""


def test_the_checks_are_the_judges_own_where_the_first_cell_was_lost(run):
    setup = "def squared(z):\n    return z + unknown\n" + SETUP
    cells, _ = run(
        SETUP_LOST,
        locked("setup", setup, points=None),
        SETUP_LOST,
        locked("double", "check(double).on(1.0).gives(2.0)"),
    )
    assert cells[3].outputs[-1].output_type == "error"


def test_a_machine_without_a_room_costs_no_points(run):
    with pytest.raises(NoSandbox):
        run(locked("setup", SETUP, points=None), locked("n", "1"), limits=Limits(scratch_mb=-1))


def test_a_sandbox_that_is_killed_costs_no_points_unless_it_is_again(run, sandbox, monkeypatch):
    def killed(times):
        def do(room, what, *arguments, plain=StudentsRoom.do, **keywords):
            if what == "call" and times:
                times.pop()
                os.killpg(sandbox.process.pid, signal.SIGKILL)
                select.select([room.pipe.end], [], [])  # until the room has ended with it
            return plain(room, what, *arguments, **keywords)

        with monkeypatch.context() as patch:
            patch.setattr(StudentsRoom, "do", do)
            return run(locked("setup", SETUP, points=None), locked("double", "check(double).on(1.0).gives(2.0)"))

    cells, notes = killed([1])
    assert "ok" in text(cells[1]) and notes == []
    cells, notes = killed([1, 2])
    assert "ended by the system" in text(cells[1]) and len(notes) == 1


def test_a_room_that_ends_before_anything_runs_costs_no_points(run, monkeypatch):
    def do(room, what, *arguments, plain=StudentsRoom.do, **keywords):
        if what == "move_in":
            room._lose("gone")
        return plain(room, what, *arguments, **keywords)

    monkeypatch.setattr(StudentsRoom, "do", do)
    with pytest.raises(CourseError, match="ended before anything ran"):
        run("1")


def test_where_rooms_cannot_be_apart_each_has_a_sandbox_of_its_own(monkeypatch):
    monkeypatch.setattr(Sandbox, "_can_separate", lambda sandbox: False)
    files = {"nnlib/__init__.py": b"", "nnlib/unit.py": MODULE.encode()}
    with Sandbox() as alone:
        alone.give({**files, "nnlib/unit.py": b""}, "nnlib/unit.py")
        for _ in range(2):
            left = "import os\nprint(os.path.exists('left'), os.path.exists('/tmp/left'))\nopen('left', 'w')"
            cells = [nbformat.v4.new_code_cell(left + "\nopen('/tmp/left', 'w');")]
            cells += [locked("setup", SETUP, None), locked("double", "check(double).on(1.0).gives(2.0)")]
            notebook = nbformat.v4.new_notebook(cells=cells)
            assert mark(notebook, files, "nnlib/unit.py", {}, alone, Limits()) == []
            assert text(notebook.cells[0]) == "False False\n" and "ok" in text(notebook.cells[2])


def test_an_error_in_a_hidden_test_shows_class_and_line_alone(run):
    source = "### BEGIN HIDDEN TESTS\nroot(123456.5)\n### END HIDDEN TESTS"
    cells, _ = run(locked("setup", SETUP, points=None), locked("root", source))
    assert text(cells[1]).splitlines() == [
        "nnlib/unit.py, line 11, in root",
        '    raise ValueError("no root of " + repr(x))',
        "ValueError in a hidden test",
    ]


def test_a_hidden_test_is_tried_again_when_the_room_was_lost(run):
    cells, notes = run(
        locked("setup", SETUP, points=None),
        locked("double", HIDDEN.format(246913.0)),
        "import os\nos._exit(1)",
    )
    assert cells[1].outputs[-1].output_type == "stream"
    assert notes == ["cell 3: Stopped: the program ended itself, or was ended by the system."]


def test_partial_credit_is_the_number_a_check_cell_ends_in(run):
    cells, _ = run(locked("a", "1.5", 2), locked("b", "3.5", 2), locked("c", "'1'", 2))
    assert [[o.data["text/plain"] for o in cell.outputs] for cell in cells[:3]] == [["1.5"], [], []]


def test_a_cell_that_runs_too_long_is_stopped_and_the_next_ones_run(run):
    cells, notes = run("while True:\n    pass", "print(1)", limits=Limits(cell_seconds=0.5))
    assert text(cells[0]) == "Stopped after 0.5 seconds, the time limit for one cell."
    assert text(cells[1]) == "1\n"
    assert notes == ["cell 1: Stopped after 0.5 seconds, the time limit for one cell."]


def test_the_time_of_a_submission_is_limited(run):
    cells, _ = run(*["import time\ntime.sleep(0.4)"] * 4, limits=Limits(cell_seconds=1, seconds=1.0))
    assert text(cells[3]) == "Not run: the submission has used up its time limit of 1 seconds."


def test_a_check_that_a_students_value_makes_too_large_is_stopped(run):
    cells, _ = run(
        locked("setup", SETUP, points=None),
        "class Large:\n    shape = (15_000, 15_000)\ndef call(f):\n    return f(Large())",
        locked("n", "check(call).on(lambda x: np.zeros(x.shape)).gives(0.0)"),
    )
    assert "MemoryError" in text(cells[2])


def test_a_check_that_a_students_value_makes_too_slow_is_stopped_and_noted(run):
    cells, notes = run(
        "def call(f):\n    return f(0)",
        locked(
            "n", "def loop(x):\n    while True:\n        pass\ntry:\n    call(loop)\nexcept Exception:\n    loop(0)"
        ),
        "print(1)",
        limits=Limits(cell_seconds=0.2),
    )
    assert text(cells[1]) == "Stopped: the check took too long." and text(cells[2]) == "1\n"
    assert notes == ["cell n: Stopped: the check took too long."]


def test_output_is_limited(run):
    cells, notes = run("print('x' * 5000)", "print('y')", limits=Limits(output_chars=1000))
    assert len(text(cells[0])) < 1200
    assert "Output cut: the limit is 1000 characters" in text(cells[0])
    assert text(cells[1]) == "y\n"
    assert "cell 1: … Output cut" in notes[0]


def test_output_of_a_submission_is_limited(run):
    cells, notes = run(*["print('x' * 600)"] * 3, locked("n", "print('y' * 600)"), limits=Limits(all_output_chars=1500))
    assert [len(text(cell).split("\n")[0]) for cell in cells[:4]] == [600, 600, 298, 0]
    assert "Output cut: the limit is 1500 characters for one submission" in text(cells[2])
    assert "one submission" in text(cells[3]) and "yy" not in text(cells[3])
    assert notes[0].startswith("cell 3: … Output cut")


FORGED = """
import sys
room = sys.modules["grader.student_room"].StudentRoom
png = bytes([137]) + b"PNG" + bytes([13, 10, 26, 10]) + bytes(600_000)
room.do_run = lambda self, source: {}
"""


@pytest.mark.parametrize(
    "outputs, said",
    [
        ('[{"value": "v" * 3_000_000}] * 4', "Output cut"),
        ('[{"text": ""}] * 100_000', ""),
        ('[{"png": png}] * 4', "Figures left out: the limit is 1 MB"),
        ('[{"error": {"class": "KeyError", "name": "x" * 10**6, "message": "y" * 10**6, "frames": []}}]', "KeyError"),
    ],
    ids=["values", "many", "figures", "error"],
)
def test_outputs_that_the_room_makes_up_are_limited(run, outputs, said):
    cells, _ = run(FORGED.replace("{}", outputs), "1", limits=Limits(pictures_mb=1.0))
    assert said in text(cells[1])
    assert len(str(cells[1].outputs)) < 1_500_000


def test_computing_time_is_limited(run):
    loop = "while True: pass"
    cells, notes = run(loop, "1", f"try:\n    {loop}\nfinally:\n    {loop}", "2", limits=Limits(cpu_seconds=1))
    told = "Stopped: it used up its limit of 1 seconds of computing time."
    assert [text(cell) for cell in cells[:4]] == [told, "1", told, "2"]
    assert notes == [f"cell 1: {told}", f"cell 3: {told}"]


@pytest.mark.parametrize(
    "source, said",
    [
        ("files = [open('/dev/null') for _ in range(1000)]", "64 open files"),
        ("open('f', 'wb').write(bytes(10_000_000))", "8 MB in 50 files"),
        ("for i in range(100):\n    open(f'f{i}', 'w')", "8 MB in 50 files"),
        (
            "import threading, time\nfor _ in range(99):\n    threading.Thread(target=time.sleep, args=(9,)).start()",
            "32 processes",
        ),
        ("import os, time\nfor _ in range(99):\n    if not os.fork():\n        time.sleep(9)", "32 processes"),
        ("x = bytearray(2_000_000_000)", "memory limit of 1024 MB"),
    ],
    ids=["open files", "scratch", "files", "threads", "processes", "memory"],
)
def test_each_limit_says_its_name(run, source, said):
    cells, _ = run(source, limits=Limits(scratch_mb=8, scratch_files=50))
    assert said in text(cells[0])


def test_the_module_is_shown_as_it_was_graded(run):
    cells, _ = run("1")
    assert cells[-2].source == "### `nnlib/unit.py`, as it was graded"
    assert cells[-1].source == MODULE


def test_grading_twice_gives_the_same(run):
    cell = "import random, numpy as np\nprint(random.random(), np.random.rand(), hash('a'), {'b', 'a'})"
    assert text(run(cell)[0][0]).split()[:2] == text(run(cell)[0][0]).split()[:2]


def test_hidden_tests_inside_a_block_keep_the_cell_whole():
    source = "for x in (1, 2):\n    y = x\n    ### BEGIN HIDDEN TESTS\n    assert y\n    ### END HIDDEN TESTS"
    assert split(source) == ("", source)
    assert split("a\n### BEGIN HIDDEN TESTS\nb\n### END HIDDEN TESTS\nc") == ("a\nc", "b")
