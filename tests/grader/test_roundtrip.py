"""From the release to the grade with nbgrader's own commands, as an instructor types them."""

import csv
import re
import shutil

import nbformat
import pytest

from grader import markers, notebooks, sample_class
from grader.units import units

UNIT = units()[0]
pytestmark = pytest.mark.sandbox


@pytest.fixture(scope="module")
def graded(course):
    """Two students: one hands in a folder, the other a zip by way of a learning management system."""
    course.nbgrader("generate_assignment", UNIT.name, "--force")
    release = course.root / "exercises" / UNIT.name

    folder = course.root / "submitted" / "ada" / UNIT.name
    shutil.copytree(release, folder)
    sample_class.complete(UNIT, folder)
    tamper(folder)

    archive = course.root / "downloaded" / UNIT.name / "archive"
    archive.mkdir(parents=True)
    work = course.root / "work" / UNIT.name
    shutil.copytree(release, work)
    sample_class.half_done(UNIT, work)
    shutil.make_archive(archive / f"grace_{UNIT.name}", "zip", work.parent, UNIT.name)
    course.nbgrader("zip_collect", UNIT.name)

    handed_in = contents(course.root / "submitted")
    course.nbgrader("autograde", UNIT.name)
    course.nbgrader("generate_feedback", UNIT.name)
    course.nbgrader("export")
    assert contents(course.root / "submitted") == handed_in
    return course


def tamper(folder):
    """Change what a student must not change: a given file, the checks, a check cell, its points."""
    (folder / "nnlib" / "arrays.py").write_text("raise SystemExit('a given file was changed')\n")
    (folder / "checks" / "__init__.py").write_text("raise SystemExit('the checks were changed')\n")
    path = folder / UNIT.notebook.name
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if notebooks.is_grade(cell):
            cell.source = "raise SystemExit('a check cell was changed')"
            cell.metadata.nbgrader["points"] = 100
    nbformat.write(notebook, path)


def contents(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def scores(course):
    with open(course.root / "grades.csv", newline="") as file:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}


def test_scores_arrive_in_the_export(graded):
    assert scores(graded) == {"ada": 20.0, "grace": 9.0}


def test_changes_to_locked_cells_and_given_files_are_undone(graded):
    folder = graded.root / "autograded" / "ada" / UNIT.name
    for name in ("nnlib/arrays.py", "checks/__init__.py"):
        assert (folder / name).read_bytes() == (graded.root / "exercises" / UNIT.name / name).read_bytes()
    text = (folder / UNIT.notebook.name).read_text(encoding="utf-8")
    assert "was changed" not in text


def test_the_students_own_module_is_kept(graded):
    module = f"nnlib/{UNIT.module}.py"
    kept = (graded.root / "autograded" / "ada" / UNIT.name / module).read_text(encoding="utf-8")
    assert kept == markers.solved(UNIT.source.read_text(encoding="utf-8"), module)


def test_feedback_says_what_is_missing(graded):
    page = (graded.root / "feedback" / "grace" / UNIT.name / f"{UNIT.module}.html").read_text(encoding="utf-8")
    text = re.sub(r"<[^>]+>", "", page)
    assert "not written yet: Exercise 1.3" in text
    assert "not answered yet: cell_bias" in text
    assert "most recent call last" not in text


def test_nothing_is_left_beside_the_sources(graded):
    assert [path.name for path in (graded.root / "solutions" / UNIT.name).iterdir()] == [UNIT.notebook.name]
