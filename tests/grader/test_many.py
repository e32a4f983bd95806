"""A class at once: the same grades as one at a time, whatever is interrupted, and clear words when it cannot be."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from types import SimpleNamespace

import psutil
import pytest

from grader import gradebook, many, sample_class, sandbox, units, worker
from grader.worker import Graded, Submission

UNIT = units.unit_named("1-neurons")
POINTS = {
    "blank": 0,
    "complete": 20,
    "corrupt-notebook": 0,
    "edited-checks": 0,
    "error-at-import": 4,
    "half-done": 9,
    "infinite-loop": 17,
    "missing-notebook": 0,
}
HONEST = ("blank", "complete", "error-at-import", "half-done")


@pytest.fixture(scope="module")
def handed_in(course):
    """The sample class, handed in; a time limit that suits a test."""
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text() + "\nc.Judge.cell_seconds = 2\n")
    sample_class.hand_in(UNIT, course.root / "submitted")
    (course.root / "submitted" / "complete" / UNIT.name / "timestamp.txt").write_text("2026-03-01 10:00:00 UTC")
    course.nbgrader("generate_assignment", UNIT.name, "--force")
    shutil.copy(course.root / "gradebook.db", course.root / "empty.db")
    return course


@pytest.fixture
def root(handed_in, tmp_path):
    """The folder of a small class of its own, with a gradebook that holds the assignment."""
    for student in HONEST:
        shutil.copytree(handed_in.root / "submitted" / student, tmp_path / "submitted" / student)
    shutil.copy(handed_in.root / "empty.db", tmp_path / "gradebook.db")
    return tmp_path


def clear(root, empty):
    """As before grading."""
    shutil.rmtree(root / "autograded", ignore_errors=True)
    shutil.copy(empty, root / "gradebook.db")


def rows(root):
    """What the gradebook says of every submission and cell, without the ids that are drawn anew each time."""
    joined = (
        " JOIN base_cell ON base_cell.id = cell_id JOIN submitted_notebook ON submitted_notebook.id = {0}.notebook_id"
        " JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id ORDER BY 1, 2"
    )
    with sqlite3.connect(root / "gradebook.db") as database:
        submissions = database.execute(
            "SELECT student_id, timestamp, late_submission_penalty FROM submitted_assignment"
            " JOIN submitted_notebook ON submitted_notebook.assignment_id = submitted_assignment.id ORDER BY 1"
        )
        columns = "student_id, base_cell.name, auto_score, manual_score, needs_manual_grade"
        grades = database.execute(f"SELECT {columns} FROM grade {joined.format('grade')}")
        columns = "student_id, base_cell.name, auto_comment"
        comments = database.execute(f"SELECT {columns} FROM comment {joined.format('comment')}")
        return [*submissions], [*grades], [*comments]


def points(root):
    total = {}
    for student, _, score, *_ in rows(root)[1]:
        total[student] = total.get(student, 0) + (score or 0)
    return total


def files(root):
    """Everything under autograded/."""
    folder = root / "autograded"
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.sandbox
def test_a_class_gets_the_grades_that_nbgrader_gives_it_one_by_one(handed_in):
    root = handed_in.root
    before = {path: path.stat().st_mtime_ns for path in (root / "submitted").rglob("*")}
    said = handed_in.grade("autograde", UNIT.name)
    together, their_files = rows(root), files(root)
    assert points(root) == POINTS
    assert "corrupt-notebook      0  not graded: neurons.ipynb is not a notebook" in said
    assert "missing-notebook      0  not graded: the notebook neurons.ipynb is missing" in said
    assert "8 graded in" in said

    clear(root, root / "empty.db")
    handed_in.nbgrader("autograde", UNIT.name)
    assert rows(root) == together
    assert files(root) == their_files
    assert {path: path.stat().st_mtime_ns for path in (root / "submitted").rglob("*")} == before

    assert "0 graded in" in handed_in.grade("autograde", UNIT.name)
    assert "8 graded in" in handed_in.grade("autograde", UNIT.name, "--force")
    assert rows(root) == together
    assert files(root) == their_files


@pytest.mark.sandbox
def test_plain_nbgrader_gives_honest_submissions_the_same_points_cell_by_cell(handed_in):
    judged = {row[:3] for row in rows(handed_in.root)[1] if row[0] in HONEST}
    for student in HONEST:
        handed_in.nbgrader("autograde", UNIT.name, "--student", student, "--force", COURSE_JUDGE="plain")
    assert {row[:3] for row in rows(handed_in.root)[1] if row[0] in HONEST} == judged


@pytest.mark.sandbox
def test_feedback_holds_no_hidden_test_and_nothing_that_runs(handed_in):
    folder = handed_in.root / "submitted" / "eve" / UNIT.name
    shutil.copytree(handed_in.root / "submitted" / "blank" / UNIT.name, folder)
    module = folder / "nnlib" / "neurons.py"
    scripts = "\nprint('<script>alert(1)</script>')\n# </pre><script>alert(2)</script>\n"
    module.write_text(module.read_text() + scripts)
    notebook = json.loads((folder / "neurons.ipynb").read_text())
    for kind in ("markdown", "raw"):
        notebook["cells"].append({"cell_type": kind, "metadata": {}, "source": "<script>alert(3)</script>", "id": kind})
    (folder / "neurons.ipynb").write_text(json.dumps(notebook))
    handed_in.grade("autograde", UNIT.name)
    # complete was graded by plain nbgrader: its hidden tests go, too
    handed_in.nbgrader("generate_feedback", UNIT.name, "--force")
    pages = list((handed_in.root / "feedback").glob(f"*/{UNIT.name}/*.html"))
    assert len(pages) == len(POINTS) + 1
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "HIDDEN TESTS" not in text and "five inputs&quot;" not in text
        assert "<script>alert" not in text
    assert "as it was graded" in (handed_in.root / "feedback" / "eve" / UNIT.name / "neurons.html").read_text()
    shutil.rmtree(folder.parent)


@pytest.mark.sandbox
def test_what_was_graded_before_is_left_alone_unless_something_newer_is_handed_in(root, capsys):
    assert many.autograde(UNIT.name, root=root) == 0
    assert "4 graded" in capsys.readouterr().out
    many.autograde(UNIT.name, root=root)
    assert "0 graded" in capsys.readouterr().out
    (root / "submitted" / "complete" / UNIT.name / "timestamp.txt").write_text("2026-03-02 10:00:00 UTC")
    many.autograde(UNIT.name, root=root)
    assert "1 graded" in capsys.readouterr().out
    assert rows(root)[0][1][1].startswith("2026-03-02")


@pytest.mark.sandbox
def test_a_manual_score_is_kept(root):
    many.autograde(UNIT.name, root=root)
    with sqlite3.connect(root / "gradebook.db") as database:
        database.execute("UPDATE grade SET manual_score = 1.5")
    shutil.rmtree(root / "autograded" / "blank")
    many.autograde(UNIT.name, root=root)
    assert {row[3:] for row in rows(root)[1] if row[0] == "blank"} == {(1.5, 1)}


@pytest.mark.sandbox
def test_a_run_that_is_killed_can_be_started_again(root, handed_in, capsys):
    many.autograde(UNIT.name, root=root)
    whole, whole_files = rows(root), files(root)
    clear(root, handed_in.root / "empty.db")
    command = "import sys; from grader.many import autograde; autograde(sys.argv[1], root=sys.argv[2], jobs=1)"
    with subprocess.Popen(
        [sys.executable, "-c", command, UNIT.name, root],
        cwd=units.ROOT,
        env=handed_in.environment(),
        stderr=subprocess.DEVNULL,
    ) as running:
        wait_until_some_are_done(root)
        running.send_signal(signal.SIGKILL)
    done = len(list((root / "autograded").glob(f"*/{UNIT.name}")))
    with sqlite3.connect(root / "gradebook.db") as database:  # as if it had stopped between gradebook and folder
        database.execute("UPDATE grade SET auto_score = NULL WHERE rowid = (SELECT min(rowid) FROM grade)")
    capsys.readouterr()
    many.autograde(UNIT.name, root=root)
    assert f"{4 - done + 1} graded" in capsys.readouterr().out
    assert rows(root) == whole
    assert files(root) == whole_files


@pytest.mark.sandbox
def test_a_run_that_is_interrupted_says_so_in_one_line(handed_in):
    clear(handed_in.root, handed_in.root / "empty.db")
    with subprocess.Popen(
        [sys.executable, "-m", "grader", "autograde", UNIT.name],
        cwd=handed_in.root,
        env=handed_in.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as running:
        wait_until_some_are_done(handed_in.root)
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to all its processes
        said = running.stderr.read().splitlines()
    assert said[-1] == "stopped: what is done stays, the same command goes on from there"
    assert running.returncode == 128 + signal.SIGINT
    assert not [line for line in said if "Traceback" in line]


def test_a_sandbox_that_fails_to_start_is_said(root, monkeypatch):
    def start(contained, warm):
        raise sandbox.NoSandbox("the sandbox did not start: no reason")

    monkeypatch.setattr(worker, "Sandbox", start)
    with pytest.raises(units.CourseError, match="^the sandbox did not start: no reason$"):
        many.autograde(UNIT.name, root=root, without_sandbox=True)
    assert not (root / "autograded").exists()


def wait_until_some_are_done(root):
    until = time.monotonic() + 90
    while not list((root / "autograded").glob(f"*/{UNIT.name}")):
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.mark.sandbox
def test_a_worker_that_is_killed_is_replaced(root):
    def kill():
        wait_until_some_are_done(root)
        workers = [child for child in psutil.Process().children() if child.status() != psutil.STATUS_ZOMBIE]
        workers[0].kill()

    killer = threading.Thread(target=kill)
    killer.start()
    assert many.autograde(UNIT.name, root=root, jobs=1) == 0
    killer.join()
    assert points(root) == {student: POINTS[student] for student in HONEST}


def test_a_submission_that_ends_the_grader_twice_is_named(monkeypatch):
    def serve(connection, assignment):
        while True:
            submission = connection.recv()
            if submission.student == "eve":
                os._exit(1)
            connection.send(Graded(submission.student, scores={"n": 1}))

    monkeypatch.setattr(many, "serve", serve)
    students = [Submission(name, {}, []) for name in ("ada", "eve", "bob", "zoe")]
    graded = {g.student: g.failed for g in many.graded_here(iter(students), None, 2)}
    assert graded == {"ada": None, "bob": None, "zoe": None, "eve": "the grading process was ended twice by the system"}


@pytest.mark.sandbox
@pytest.mark.parametrize(
    "unit, said",
    [
        ("9-nothing", "no unit '9-nothing'; there are: 1-neurons"),
        ("3-activations", "3-activations: nothing has been handed in"),
    ],
)
def test_what_cannot_be_graded_is_said(root, unit, said):
    with pytest.raises(units.CourseError) as caught:
        many.autograde(unit, root=root)
    assert str(caught.value).startswith(said)


def test_an_empty_class_is_said(tmp_path):
    with pytest.raises(units.CourseError, match="nothing has been handed in: submitted/ holds no submission"):
        many.autograde(root=tmp_path)


@pytest.mark.sandbox
def test_a_gradebook_of_another_course_is_said_in_one_line(handed_in, root):
    with sqlite3.connect(root / "gradebook.db") as database:
        database.execute("DELETE FROM course")
        database.execute("INSERT INTO course VALUES ('chemistry')")
    with pytest.raises(units.CourseError, match="belongs to the course chemistry, not to neural-networks$"):
        many.autograde(UNIT.name, root=root)
    (root / "gradebook.db").write_text("no database")
    with pytest.raises(units.CourseError, match=r"^the gradebook .* cannot be read: [^\n]*$"):
        many.autograde(UNIT.name, root=root)


@pytest.mark.parametrize(
    "address, said",
    [
        ("cockroachdb://127.0.0.1/grades", "Can't load plugin"),
        ("mysql+mysqldb://127.0.0.1/grades", "it needs the module MySQLdb, which is not installed in .venv"),
        ("grades", "Could not parse SQLAlchemy URL"),
    ],
)
def test_a_gradebook_that_cannot_be_opened_is_said_in_one_line(address, said):
    course = SimpleNamespace(db_url=address, course_id="neural-networks")
    with pytest.raises(units.CourseError, match=f"^the gradebook cannot be opened: {said}[^\n]*$"):
        gradebook.check_course(course)


def test_a_gradebook_that_cannot_be_made_is_said_in_one_line(tmp_path, monkeypatch):
    alembic = tmp_path / "alembic"
    alembic.write_text("#!/bin/sh\nexit 3\n")
    alembic.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    course = SimpleNamespace(db_url=f"sqlite:///{tmp_path}/gradebook.db", course_id="neural-networks")
    with pytest.raises(units.CourseError, match="^the gradebook cannot be made: alembic ended with status 3$"):
        gradebook.Writer(course, UNIT, None)


@pytest.mark.sandbox
def test_a_locked_gradebook_is_waited_for_and_then_named(root, monkeypatch):
    monkeypatch.setattr(gradebook, "TRIES", 1)
    many.autograde(UNIT.name, root=root)
    before = rows(root)
    course = SimpleNamespace(db_url=f"sqlite:///{root}/gradebook.db?timeout=0.1", course_id="neural-networks")
    with gradebook.Writer(course, UNIT, None) as writer:
        writer.sources()
        holding = sqlite3.connect(root / "gradebook.db")
        holding.execute("BEGIN EXCLUSIVE")
        with pytest.raises(units.CourseError, match="locked"):
            writer.save("complete", None, {"step": 0.0}, frozenset())
        holding.rollback()
        assert rows(root) == before
        writer.save("complete", None, {"step": 0.0}, frozenset())
    assert rows(root) != before


@pytest.mark.sandbox
def test_a_full_disk_loses_nothing(root, monkeypatch):
    many.autograde(UNIT.name, root=root)
    before, marks = files(root), points(root)

    def write(path, content):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(many, "_write", write)
        with pytest.raises(units.CourseError, match="cannot be written: No space left on device; mend that"):
            many.autograde(UNIT.name, root=root, force=True)
    assert files(root) == before
    assert many.autograde(UNIT.name, root=root, force=True) == 0
    assert points(root) == marks


@pytest.mark.sandbox
def test_the_courses_own_files_are_stored_once_and_the_students_apart(root):
    many.autograde(UNIT.name, root=root)
    folders = [folder / UNIT.name for folder in (root / "autograded").iterdir()]
    assert len({(folder / "nnlib" / "arrays.py").stat().st_ino for folder in folders}) == 1
    assert len({(folder / "nnlib" / "neurons.py").stat().st_ino for folder in folders}) == len(folders) > 1


def test_without_bubblewrap_a_class_is_refused_in_one_line(root, tmp_path, monkeypatch):
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)
    sandbox.require.cache_clear()
    with pytest.raises(units.CourseError) as caught:
        many.autograde(UNIT.name, root=root)
    sandbox.require.cache_clear()
    assert str(caught.value).startswith("grading needs bubblewrap, which is not installed: install it")
    assert "--without-sandbox" in str(caught.value) and "\n" not in str(caught.value)
    assert not (root / "autograded").exists()


def test_nbgraders_own_command_refuses_as_well(handed_in, tmp_path):
    path = os.pathsep.join([str(tmp_path), os.path.dirname(sys.executable)])
    said = handed_in.nbgrader("autograde", UNIT.name, "--force", status=1, PATH=path)
    assert "grading needs bubblewrap" in said


def test_without_the_sandbox_the_two_rooms_stay(root):
    assert many.autograde(UNIT.name, root=root, without_sandbox=True) == 0
    assert points(root) == {student: POINTS[student] for student in HONEST}
