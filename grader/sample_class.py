"""A small class to grade: one student for each case that a real class brings, named for the case.

Each submission is made from the release, so that it fits whatever the unit asks. Tests and ``make course`` use it.
"""

import contextlib
import shutil
import subprocess
import sys

import nbformat

from grader import markers, notebooks, sandbox
from grader.units import ROOT, CourseError, units

CLASS = ROOT / "_build" / "class"


def hand_in(unit, submitted):
    """Lay the class's submissions of one unit under `submitted`, as nbgrader expects them; return the students."""
    if not unit.release.exists():
        raise CourseError(f"{unit.name} has not been released yet: run python -m grader release")
    for student, work in STUDENTS.items():
        folder = submitted / student / unit.name
        if folder.exists():
            shutil.rmtree(folder)
        shutil.copytree(unit.release, folder)
        work(unit, folder)
    return list(STUDENTS)


def grade(without_sandbox=False):
    """Grade the class in every unit, from submissions to feedback; print what came of it and where it lies.

    Without bubblewrap it is graded all the same, with limits on time and memory alone: it is our own code.
    """
    from grader.many import autograde, options  # the judge's libraries take a while

    try:
        sandbox.require()
    except sandbox.NoSandbox as reason:
        print(f"The sample class is graded without a sandbox: {reason}", file=sys.stderr)
        without_sandbox = True
    for name in ("submitted", "autograded", "feedback"):
        shutil.rmtree(CLASS / name, ignore_errors=True)
    (CLASS / "gradebook.db").unlink(missing_ok=True)
    chosen = units()
    for unit in chosen:
        hand_in(unit, CLASS / "submitted")
    with contextlib.redirect_stdout(sys.stderr):
        if autograde([unit.name for unit in chosen], root=CLASS, without_sandbox=without_sandbox):
            raise CourseError("the grader failed on a submission of the sample class, see above")
    for unit in chosen:
        _nbgrader("generate_feedback", unit.name, "--force", *options(CLASS))
    _nbgrader("export", f"--to={CLASS / 'grades.csv'}", *options(CLASS))
    first = chosen[0]
    feedback = CLASS / "feedback" / "half-done" / first.name / f"{first.module}.html"
    for what, path in {
        "the book": ROOT / "_build" / "html" / "index.html",
        "a student's folder": first.release,
        "the same as a zip": ROOT / "_build" / "zips" / f"{first.name}.zip",
        "the gradebook": CLASS / "gradebook.db",
        "the grades": CLASS / "grades.csv",
        "a feedback page": feedback,
    }.items():
        print(f"{what:20} {path.relative_to(ROOT)}")


def _nbgrader(*command):
    done = subprocess.run([sys.executable, "-m", "nbgrader", *command], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise CourseError(f"nbgrader {command[0]} failed: {done.stderr.strip().splitlines()[-1]}")


def complete(unit, folder):
    """Everything solved."""
    _module(unit, folder).write_text(_reference(unit), encoding="utf-8")
    _answer(unit, folder)


def blank(unit, folder):
    """Handed in as it was handed out."""


def half_done(unit, folder):
    """The first half of the module's regions solved, no short answer."""
    text = unit.source.read_text(encoding="utf-8")
    half = len(markers.regions(text, unit.source.name)) // 2
    _module(unit, folder).write_text(markers.stub(text, unit.source.name, written=half), encoding="utf-8")


def error_at_import(unit, folder):
    """Complete, but the module does not load."""
    complete(unit, folder)
    module = _module(unit, folder)
    module.write_text("import a_package_that_is_not_there\n" + module.read_text(encoding="utf-8"), encoding="utf-8")


def infinite_loop(unit, folder):
    """Complete, but the last function never returns."""
    complete(unit, folder)
    text = unit.source.read_text(encoding="utf-8")
    _, first, last = markers.regions(text, unit.source.name)[-1]
    lines = text.splitlines()
    lines[first + 1 : last] = ["    while True:", "        pass"]
    _module(unit, folder).write_text(markers.solved("\n".join(lines), unit.source.name), encoding="utf-8")


def edited_checks(unit, folder):
    """Blank, but the check cells and a given file are changed so that everything passes."""
    path = folder / unit.notebook.name
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if notebooks.is_grade(cell):
            cell.source = "print('ok')"
    nbformat.write(notebook, path)
    (folder / "checks" / "asking.py").write_text("answer = build = check = numbers = lambda *a, **k: None\n")


def missing_notebook(unit, folder):
    """Complete, but without the notebook."""
    complete(unit, folder)
    (folder / unit.notebook.name).unlink()


def corrupt_notebook(unit, folder):
    """Complete, but the notebook is cut off in the middle."""
    complete(unit, folder)
    path = folder / unit.notebook.name
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


STUDENTS = {
    work.__name__.replace("_", "-"): work
    for work in (
        complete,
        blank,
        half_done,
        error_at_import,
        infinite_loop,
        edited_checks,
        missing_notebook,
        corrupt_notebook,
    )
}


def _module(unit, folder):
    return folder / "nnlib" / f"{unit.module}.py"


def _reference(unit):
    return markers.solved(unit.source.read_text(encoding="utf-8"), unit.source.name)


def _answer(unit, folder):
    # Fill the notebook's solution cells from the source notebook.
    solutions = {notebooks.grade_id(cell): cell.source for cell in notebooks.read(unit.notebook).cells}
    path = folder / unit.notebook.name
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if notebooks.is_solution(cell):
            cell.source = markers.solved(solutions[notebooks.grade_id(cell)], unit.notebook.name).rstrip("\n")
    nbformat.write(notebook, path)
