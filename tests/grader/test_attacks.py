"""The attack collection: for each, the points of an honest blank and no more, and the rest of the class untouched.

A file under ``attacks/modules`` follows the stubs in the module that is handed in, one under ``attacks/cells`` is a
cell before each check of the notebook, one under ``attacks/folders`` has a function that tampers with the folder. In
its docstring, ``log:`` is what the instructor reads, ``secret:`` what nobody must.
"""

import base64
import json
import re
import runpy
import shutil
import socket
import threading
from dataclasses import replace
from pathlib import Path

import nbformat
import psutil
import pytest

from grader import sample_class
from grader.assignment import assignment_of
from grader.intake import collect
from grader.limits import Limits
from grader.sandbox import Sandbox, warm_for
from grader.units import ROOT, unit_named
from grader.worker import Submission, grade

ATTACKS = sorted((Path(__file__).parent / "attacks").glob("*/*.py"))
UNIT = unit_named("1-neurons")
pytestmark = pytest.mark.sandbox
TIGHT = Limits(
    cell_seconds=10.0,  # which no attack needs
    seconds=60.0,
    memory_mb=512,
    scratch_mb=8,
    scratch_files=200,
    output_chars=20_000,
    all_output_chars=40_000,
    pictures_mb=0.1,
)
SHORT = replace(TIGHT, cell_seconds=0.6, seconds=2.5)  # for those that would go on without end


@pytest.fixture(scope="module")
def assignment():
    return assignment_of(UNIT)


@pytest.fixture(scope="module")
def tight(assignment):
    return replace(assignment, limits=TIGHT)


@pytest.fixture(scope="module")
def short(assignment):
    return replace(assignment, limits=SHORT)


@pytest.fixture(scope="module")
def sandbox(assignment):
    with Sandbox(warm=warm_for(assignment.release)) as warm:
        warm.give(assignment.given, assignment.module)
        yield warm


@pytest.fixture(scope="module")
def port():
    """A server on this machine that nobody must reach."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        reached = []
        server.settimeout(0.1)
        stop = threading.Event()

        def listen():
            while not stop.is_set():
                try:
                    reached.append(server.accept()[0])
                except TimeoutError:
                    continue

        listening = threading.Thread(target=listen)
        listening.start()
        yield server.getsockname()[1]
        stop.set()
        listening.join()
        assert not reached


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    """The release, and a complete submission made from it."""
    place = tmp_path_factory.mktemp("handed-out")
    for name in ("blank", "complete"):
        shutil.copytree(UNIT.release, place / name)
    sample_class.complete(UNIT, place / "complete")
    return place


@pytest.fixture
def course(tmp_path, monkeypatch, blank):
    """A course with secrets in it, an honest student's work and a blank one's."""
    monkeypatch.setenv("COURSE_SECRET", "never-hand-out")
    (tmp_path / "secret.txt").write_text("never-hand-out")
    (tmp_path / "gradebook.db").write_text("never-hand-out")
    (tmp_path / "nnlib").mkdir()
    shutil.copy(UNIT.source, tmp_path / "nnlib")
    shutil.copytree(UNIT.assignment, tmp_path / "solutions" / UNIT.name)
    shutil.copytree(blank / "complete", tmp_path / "submitted" / "ada" / UNIT.name)
    shutil.copytree(blank / "blank", tmp_path / "submitted" / "mallory" / UNIT.name)
    return tmp_path


def edit(folder, change):
    """Change the notebook in a folder, as JSON."""
    path = folder / "neurons.ipynb"
    notebook = json.loads(path.read_text())
    change(notebook)
    path.write_text(json.dumps(notebook))


def graded_cells(notebook):
    """The graded cells of a notebook that is plain JSON."""
    return [cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade")]


def put_before_checks(notebook, source):
    """Put a cell of the student's before each check cell."""
    for cell in graded_cells(notebook):
        notebook["cells"].insert(notebook["cells"].index(cell), nbformat.v4.new_code_cell(source))


def hand_in(attack, course, port):
    """Turn the blank submission into the attack."""
    folder = course / "submitted" / "mallory" / UNIT.name
    text = attack.read_text(encoding="utf-8")
    if attack.parent.name == "modules":
        module = folder / "nnlib" / "neurons.py"
        known = f"COURSE = {[str(course), str(ROOT)]!r}\nPORT = {port}\n"
        module.write_text(module.read_text() + known + text, encoding="utf-8")
    elif attack.parent.name == "cells":
        edit(folder, lambda notebook: put_before_checks(notebook, text))
    else:
        runpy.run_path(str(attack), {"edit": edit, "graded": graded_cells})["tamper"](folder, course)
    return folder


def told(text, word):
    """What the attack's docstring says after a word."""
    match = re.search(rf"^\s*{word}: (.*)$", text, re.MULTILINE)
    return match and match[1].replace("\\\\", "\\")


def contents(course):
    """Every file of the course but what the attacker has handed in."""
    files = [path for path in course.rglob("*") if path.is_file() and "mallory" not in path.parts]
    return {path: path.read_bytes() for path in files}


def state(folder):
    """Kind, size and time of all that was handed in."""
    found = [(path, path.lstat()) for path in folder.parent.rglob("*")]
    return {path: (about.st_mode, about.st_size, about.st_mtime_ns) for path, about in found}


def processes(sandbox):
    """What runs inside the sandbox."""
    return psutil.Process(sandbox.process.pid).children(recursive=True)


def outputs(notebook):
    return "\n".join(json.dumps(c.outputs, ensure_ascii=False) for c in notebook.cells if c.cell_type == "code")


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_attack(attack, course, port, assignment, tight, short, sandbox):
    folder = hand_in(attack, course, port)
    handed_in = state(folder)
    before, at_first = contents(course), processes(sandbox)
    text = attack.read_text(encoding="utf-8")
    limited = short if "time limit" in (told(text, "log") or "") else tight
    graded = grade(Submission("mallory", *collect(folder, TIGHT)), limited, sandbox)
    notebook = nbformat.reads(graded.notebook, as_version=4)
    nbformat.validate(notebook)

    assert sum(graded.scores.values()) == 0, outputs(notebook)
    if told(text, "log"):
        assert re.search(told(text, "log"), "\n".join(graded.notes)), graded.notes
    assert all(note.isprintable() and len(note) < 500 for note in graded.notes)
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)
    shown = outputs(notebook)
    assert "never-hand-out" not in shown
    if told(text, "secret"):
        assert not re.search(told(text, "secret"), shown)
    assert len(shown) < 10 * TIGHT.all_output_chars
    for cell in notebook.cells:
        assert cell.cell_type != "raw"
        assert cell.cell_type == "code" or not re.search(r"<(script|img|svg|iframe)|\\href", cell.source)
        for output in cell.get("outputs", ()):
            assert set(output.get("data", {})) <= {"text/plain", "image/png"}
            assert base64.b64decode(output.get("data", {}).get("image/png", "iVBO")).startswith(b"\x89PN")

    assert contents(course) == before
    assert state(folder) == handed_in
    assert processes(sandbox) == at_first

    honest = grade(Submission("ada", *collect(course / "submitted" / "ada" / UNIT.name, Limits())), assignment, sandbox)
    assert sum(honest.scores.values()) == 20
    assert honest.notes == ()


def test_there_are_attacks_enough():
    assert len(ATTACKS) >= 40
