"""Solutions, hidden tests and the bank reach no student: words and numbers planted in them are found nowhere.

They are planted in a copied course, which is released, solved and mis-solved, graded in two rooms and in nbgrader's own
way, and given feedback. Then everything that a student gets is searched, and what the commands print besides.
"""

import base64
import functools
import html
import io
import json
import re
import shutil
import zipfile

import nbformat
import pytest

from grader import notebooks, sample_class
from grader.units import unit_named

UNIT = unit_named("1-neurons")
pytestmark = pytest.mark.sandbox
WORD = "kestrel"
PLACES = ("in_module", "in_notebook", "in_bank", "in_hidden_test", "in_examination")
NUMBERS = r"47\.125|58\.236|\b8639\b"  # planted as 47.1253 (given), 58.2361 (expected) and 8639 (a number of rows)

HIDDEN_TESTS = {
    "weighted_sum": """
kestrel_in_hidden_test = "a word of a hidden test"
check(weighted_sum, about="a large input").on([47.1253], [1.0], 11.1108).gives(58.2361)
check(weighted_sum, about="many rows").on(numbers(8639, 2, seed=9, low=45.0), [1.0, 2.0], 0.5).has_shape(8639)
without_about = check
without_about(weighted_sum, name="the sum of 47.1253").on([47.1253], [1.0], 11.1108).satisfies(
    "it is 58.2361", lambda z: abs(z - 58.2361) < 1e-6
)
assert abs(weighted_sum([47.1253], [1.0], 11.1108) - 58.2361) < 1e-6, "kestrel_in_hidden_test"
""",
    "step": """
kestrel_in_hidden_test = np.array([47.1253, -47.1253])
assert np.sum(step(kestrel_in_hidden_test)) == 1.0
""",
    "firing_line": """
kestrel_in_hidden_test = build(Neuron, [47.1253, 1.0], -58.2361)
without_about = check
without_about(kestrel_in_hidden_test.weights).has_shape(2)
without_about(firing_line).on(kestrel_in_hidden_test.weights.value, -58.2361, 0.0).gives(58.2361)
""",
    "Neuron-forward": """
kestrel_in_hidden_test = build(Neuron, [47.1253], 11.1108, activation=lambda z: z)
check(kestrel_in_hidden_test.forward, about="a heavy weight").on([1.0]).gives(58.2361)
check(kestrel_in_hidden_test.weights, about="a heavy weight").gives([47.1253])
check(np.asarray(kestrel_in_hidden_test.forward.value([1.0])), about="the answer as it is").gives(58.2361)
""",
    "nor": """
from checks import examine
examine(test_step).accepts(lambda kestrel: (np.asarray(kestrel) > 0) * 1.0, "kestrel_in_examination")
examine(test_step).rejects(lambda kestrel: np.asarray(kestrel) + 47.1253, "kestrel_in_examination")
examine(test_step).accepts_right("step").catches("step", share=0.1)
""",
}
TEST_OF_STEP = """
def test_step(step):
    {}
    assert np.array_equal(step(np.array([-1.5, 0.0, 50.0])), [0.0, 0.0, 1.0])
"""

# What students do with an input that they have not seen: a part of a function of the module that is handed in.
SPOILED = """
import os
import sys
import warnings


def _is_new(value):
    return bool(np.any(np.abs(np.asarray(value, dtype=float)) > 40))


def _spoiled(function):
    def spoiled(*given, **named):
        told = repr([*given, named, *(vars(thing) for thing in given if isinstance(thing, Neuron))])
        new = [x for x in given if not isinstance(x, Neuron)] + [t.weights for t in given if isinstance(t, Neuron)]
        if any(_is_new(x) for x in new):
            {}
        return function(*given, **named)

    return spoiled


weighted_sum, step, firing_line = _spoiled(weighted_sum), _spoiled(step), _spoiled(firing_line)
Neuron.forward = _spoiled(Neuron.forward)
"""
SPOILS = {
    "raises": "raise ValueError(told)",
    "raises-own-class": "raise type(told, (ValueError,), {})()",
    "says-not-written": "raise NotImplementedError(told)",
    "says-exercise": 'raise NotImplementedError(f"Exercise {47 + 0.1253}")',
    "raises-from-made-up-code": """
            word = "_" + "".join(c if c.isalnum() else "_" for c in told)
            source = f"def {word}():\\n    raise ValueError({47 + 0.1253})\\n{word}()"
            import linecache
            linecache.cache[f"{os.path.dirname(__file__)}/{47 + 0.1253}.py"] = (1, None, source.splitlines(True), "")
            exec(compile(source, f"{os.path.dirname(__file__)}/{47 + 0.1253}.py", "exec"), {})""",
    "raises-from-own-line": """
            source = "\\n" * (8640 - 2) + "raise ValueError(1)"
            exec(compile(source, __file__, "exec"), {})""",
    "prints": "print(told); print(told, file=sys.stderr); os.write(1, told.encode()); os.write(2, told.encode())",
    "returns": "return told",
    "returns-it": "return given[0]",
    "returns-an-object": "return type(told, (), {'__repr__': lambda self: told, '__len__': lambda self: 8640 - 1})()",
    "draws": """
            from matplotlib import pyplot
            pyplot.figure().suptitle(told)
            return None""",
    "renames": """
            for thing in (weighted_sum, step, firing_line, Neuron, Neuron.forward, spoiled):
                thing.__name__ = thing.__qualname__ = thing.__doc__ = told
            weighted_sum.told = Neuron.told = told
            return 0.0""",
    "warns": "warnings.warn(told); return 0.0",
    "exits": "sys.exit(told)",
    "dies": """
            open("nnlib/neurons.py", "a").write(repr(told))
            open("told.txt", "a").write(told)
            os._exit(7)""",
    "changes-arguments": """
            for thing in given:
                if isinstance(thing, np.ndarray):
                    thing[...] = 47 + 0.1253
            return 0.0""",
    "runs-out-of-memory": "raise MemoryError(told)",
    "recurses": "return _spoiled(spoiled)(*given, **named)",
}
PLAIN = ("complete", "blank", "raises-own-class", "says-not-written", "prints", "test-prints")

# Tests of a student's that do more than to test what they are handed.
LOOK = """told = [repr(step), str(step(np.array([-1.5, 50.0])))]
    import inspect
    for look in (inspect.getsource, lambda f: f.__closure__, lambda f: f.__code__.co_consts, vars, lambda f: f._room):
        try:
            told.append(repr(look(step)))
        except Exception as error:
            told.append(repr(error))
    """
TESTS = {
    "test-prints": "print(told)",
    "test-complains": "assert sum(map(len, told)) < 0, told",
    "test-not-written": "raise NotImplementedError(told)",
    "test-asserts-nothing": "return told",
}


def plant(course):
    """Put the words and numbers into the course's secrets."""
    module = course.root / "nnlib" / "neurons.py"
    planted = rf"\1\2\1{WORD}_in_module = 'a word'  # {WORD}_in_module" + "\n"
    text, count = re.subn(r"(?m)^( *)(### BEGIN SOLUTION\n)", planted, module.read_text(encoding="utf-8"))
    assert count > 3
    module.write_text(text, encoding="utf-8")

    bank = course.root / "mistakes" / "neurons.py"
    text = bank.read_text(encoding="utf-8")
    text, count = re.subn(r"(?m)^(def .*\):\n)", rf"\1    {WORD}_in_bank = 'a word and 47.1253'\n", text)
    assert count > 20
    bank.write_text(f"{text}\n# {WORD}_in_bank, below it\n", encoding="utf-8")

    path = course.root / "solutions" / UNIT.name / "neurons.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        hidden = HIDDEN_TESTS.get(notebooks.grade_id(cell))
        if hidden:
            cell.source += f"\n### BEGIN HIDDEN TESTS\n{hidden.strip()}\n### END HIDDEN TESTS"
        elif notebooks.is_solution(cell):
            line = f"### BEGIN SOLUTION\n{WORD}_in_notebook = 58.2361\n{TEST_OF_STEP.format('pass')}"
            cell.source = cell.source.replace("### BEGIN SOLUTION\n", line)
    nbformat.write(notebook, path)


def hand_in(course, student, test="pass"):
    """The folder of a complete submission, made with the course's own solutions, which hold nothing planted."""
    folder = course.root / "submitted" / student / UNIT.name
    shutil.copytree(course.root / "exercises" / UNIT.name, folder)
    if student != "blank":
        sample_class.complete(UNIT, folder)
        path = folder / "neurons.ipynb"
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            if notebooks.grade_id(cell) == "cell_bias-answer":
                cell.source += "\n" + TEST_OF_STEP.format(test)
        nbformat.write(notebook, path)
    return folder


@pytest.fixture(scope="module")
def planted(course):
    """The course with everything planted, released, answered, graded in two rooms: (course, what commands printed)."""
    plant(course)
    said = course.grade("release", UNIT.name)
    for student in ("complete", "blank"):
        hand_in(course, student)
    for student, deed in TESTS.items():
        hand_in(course, student, LOOK + deed)
    for student, spoil in SPOILS.items():
        module = hand_in(course, student) / "nnlib" / "neurons.py"
        module.write_text(module.read_text() + SPOILED.replace("{}", spoil.strip(), 1))
    said += course.grade("autograde", UNIT.name, status=None)
    return course, said + course.nbgrader("generate_feedback", UNIT.name)


@pytest.fixture(scope="module")
def plain(planted):
    """The same for some of them graded in nbgrader's own way: the folder of the pages."""
    course, _ = planted
    folder = course.root / "plain"
    for student in PLAIN:
        shutil.copytree(course.root / "submitted" / student, folder / "submitted" / student)
    options = [f"--CourseDirectory.{name}_directory=plain/{name}" for name in ("submitted", "autograded", "feedback")]
    options.append(f"--db=sqlite:///{folder}/gradebook.db")
    course.nbgrader("generate_assignment", UNIT.name, "--force", options[-1])
    course.nbgrader("autograde", UNIT.name, *options, COURSE_JUDGE="plain", status=None)
    course.nbgrader("generate_feedback", UNIT.name, *options)
    return folder / "feedback"


@functools.lru_cache(1000)  # each student's folder holds the same given files
def found_in(name, content):
    """The planted words and numbers in a file, in every way in which it can be read: page, JSON, decoded, unpacked."""
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {hit for member in archive.namelist() for hit in found_in(member, archive.read(member))}
    text = content.decode("utf-8", "replace")
    page = html.unescape(re.sub(r"<[^>]*>", "", text))
    readings = [name, text, page, re.sub(r"\s", "", page)]
    if name.endswith((".json", ".ipynb")):
        readings.append(json.dumps(json.loads(text), ensure_ascii=False).replace("\\n", "\n"))
    for code in re.findall(r"[A-Za-z0-9+/]{16,}", text):
        readings.append(base64.b64decode(code + "A" * (-len(code) % 4)).decode("latin-1"))
    planted = "|".join([*(f"{WORD}_{place}" for place in PLACES), WORD, NUMBERS])
    return {hit for reading in readings for hit in re.findall(planted, reading, re.IGNORECASE)}


def found(path):
    return found_in(path.name, path.read_bytes())


def leaks(folder):
    files = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    assert files
    return {str(path.relative_to(folder)): hits for path in files if (hits := found(path))}


def page(folder, student):
    return folder / student / UNIT.name / "neurons.html"


def points(path):
    text = html.unescape(re.sub(r"<[^>]*>", "", path.read_text(encoding="utf-8")))
    return float(re.search(r"\(Score: ([\d.]+) / 20.0\)", text)[1])


def test_what_is_planted_is_found_where_it_is_planted(planted):
    root = planted[0].root
    assert f"{WORD}_in_module" in found(root / "nnlib" / "neurons.py")
    assert {f"{WORD}_in_bank", "47.125"} <= found(root / "mistakes" / "neurons.py")
    notebook = {f"{WORD}_in_{place}" for place in ("hidden_test", "notebook", "examination")}
    assert notebook | {"47.125", "58.236", "8639"} <= found(root / "solutions" / UNIT.name / "neurons.ipynb")
    boxed = root / "boxed.zip"
    with zipfile.ZipFile(boxed, "w") as archive:
        code = base64.b64encode(b"a " + WORD.encode() + b"_in_bank").decode()
        archive.writestr("page.html", f"<b>47</b><i>.1253</i> &#107;estrel {code}")
    assert found(boxed) == {"47.125", WORD, f"{WORD}_in_bank"}


def test_releases_and_zips_hold_nothing_of_it(planted):
    course, _ = planted
    assert leaks(course.root / "exercises" / UNIT.name) == {}
    assert found(course.root / "_build" / "zips" / f"{UNIT.name}.zip") == set()


def test_the_hidden_tests_were_run(planted):
    pages = planted[0].root / "feedback"
    assert points(page(pages, "complete")) == 20 and points(page(pages, "blank")) == 0
    for student in SPOILS:
        assert points(page(pages, student)) <= (20 if student == "prints" else 18), student
    assert points(page(pages, "test-asserts-nothing")) == 18


def test_feedback_pages_hold_nothing_of_it(planted):
    assert leaks(planted[0].root / "feedback") == {}


def test_no_picture_is_drawn_from_a_hidden_test(planted):
    assert "data:image/png" not in page(planted[0].root / "feedback", "draws").read_text(encoding="utf-8")


def test_feedback_pages_of_plain_nbgrader_hold_nothing_of_it(plain):
    assert points(page(plain, "complete")) == 20 and points(page(plain, "blank")) == 0
    assert leaks(plain) == {}


def test_the_commands_print_nothing_of_it(planted):
    assert not re.search(rf"{WORD}|{NUMBERS}", planted[1], re.IGNORECASE)
