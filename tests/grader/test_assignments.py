"""What stops an assignment or a chapter before it is handed out: file and cell, and the reason."""

import nbformat
import pytest

from grader import notebooks
from grader.units import CourseError, units


def graded(identifier="step", points=3, source="pass", **metadata):
    cell = nbformat.v4.new_code_cell(source)
    fields = {"schema_version": 3, "grade_id": identifier, "grade": True, "solution": False, "locked": True}
    cell.metadata["nbgrader"] = {**fields, "task": False, "points": points, **metadata}
    return cell


def write(tmp_path, *cells, kernel="python3"):
    notebook = nbformat.v4.new_notebook(cells=list(cells))
    if kernel:
        notebook.metadata["kernelspec"] = {"name": kernel, "display_name": "Python 3", "language": "python"}
    path = tmp_path / "neurons.ipynb"
    nbformat.write(notebook, path)
    return path


HEADING = nbformat.v4.new_markdown_cell("### Exercise 1.2 · The step (3 points)")


def test_a_sound_assignment_passes(tmp_path):
    notebooks.check_assignment(write(tmp_path, HEADING, graded()))


@pytest.mark.parametrize("unit", units(), ids=lambda unit: unit.name)
def test_the_courses_assignments_pass_and_award_20_points(unit):
    notebooks.check_assignment(unit.notebook)
    assert sum(notebooks.points(notebooks.read(unit.notebook)).values()) == 20


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ([HEADING, graded(points=1), graded(points=2)], "cell 3: grade id 'step' is used twice"),
        ([HEADING, graded(points=2)], "headings promise 3 points, cells award 2"),
        ([HEADING, graded(locked=False)], "cell 2: graded cell 'step' is not locked"),
        ([graded(source="### BEGIN HIDDEN TESTS")], "cell 1:1: BEGIN HIDDEN TESTS is never closed"),
        (
            [nbformat.v4.new_code_cell("### BEGIN SOLUTION\nx\n### END SOLUTION")],
            "cell 1: a solution in a cell that is not marked as one",
        ),
        (
            [HEADING, graded(source="### BEGIN HIDDEN TESTS\ncheck(step).on(1).gives(1)\n### END HIDDEN TESTS")],
            "cell 2: a hidden check without about=",
        ),
    ],
)
def test_a_fault_is_named_with_file_and_cell(tmp_path, cells, reason):
    with pytest.raises(CourseError, match=f"neurons.ipynb.*{reason}"):
        notebooks.check_assignment(write(tmp_path, *cells))


def test_a_notebook_without_kernel_metadata_is_named(tmp_path):
    with pytest.raises(CourseError, match="neurons.ipynb: no kernel metadata"):
        notebooks.check_assignment(write(tmp_path, kernel=None))


def test_a_file_that_is_no_notebook_is_named(tmp_path):
    path = tmp_path / "neurons.ipynb"
    path.write_text("{")
    with pytest.raises(CourseError, match="neurons.ipynb: not a notebook"):
        notebooks.check_assignment(path)


def test_a_chapter_that_raises_is_named_with_its_cell(tmp_path):
    cell = nbformat.v4.new_code_cell("first()", id="first-layer")
    chapter = write(tmp_path, nbformat.v4.new_markdown_cell("# 1 Neurons"), cell)
    notebooks.check_chapter(chapter)
    cell.outputs = [nbformat.v4.new_output("error", ename="NameError", evalue="no first\nhere", traceback=[])]
    with pytest.raises(CourseError, match=r"neurons.ipynb, cell 2 \(first-layer\): raises NameError: no first$"):
        notebooks.check_chapter(write(tmp_path, nbformat.v4.new_markdown_cell("# 1 Neurons"), cell))
