"""A small class to grade: one student for each case that a real class brings, named for the case.

Each submission is made from the release, so that it fits whatever the unit asks. Tests and ``make course`` use it.
"""

import shutil

import nbformat

from grader import markers, notebooks


def hand_in(unit, submitted):
    """Lay the class's submissions of one unit under `submitted`, as nbgrader expects them; return the students."""
    for student, work in STUDENTS.items():
        folder = submitted / student / unit.name
        if folder.exists():
            shutil.rmtree(folder)
        shutil.copytree(unit.release, folder)
        work(unit, folder)
    return list(STUDENTS)


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
