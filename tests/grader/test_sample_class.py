"""The sample class, from what was handed in to what each student is told: exact points, and nobody stops the rest."""

import csv

import nbformat
import pytest

from grader.units import units

# points of unit 1; the fifteen points of the module, the two short answers of 2 and 2, and what each case spoils
FIRST_UNIT = {
    "complete": 20,
    "blank": 0,
    "half-done": 9,  # weighted_sum and step
    "error-at-import": 4,  # only the short answers need no module
    "infinite-loop": 17,  # all but firing_line
    "edited-checks": 0,
    "missing-notebook": 0,
    "corrupt-notebook": 0,
}


@pytest.fixture(scope="module")
def graded(course):
    course.log = course.grade("sample")
    return course


@pytest.fixture(scope="module")
def scores(graded):
    with open(graded.root / "_build" / "class" / "grades.csv", newline="") as file:
        return {(row["student_id"], row["assignment"]): float(row["score"]) for row in csv.DictReader(file)}


def test_the_first_unit_has_the_points_that_each_case_earns(scores):
    assert {student: scores[student, "1-neurons"] for student in FIRST_UNIT} == FIRST_UNIT


@pytest.mark.parametrize("unit", units(), ids=lambda unit: unit.name)
def test_every_unit_has_full_marks_for_all_and_none_for_nothing(scores, unit):
    of_unit = {student: points for (student, name), points in scores.items() if name == unit.name}
    assert of_unit.keys() == FIRST_UNIT.keys()
    assert of_unit["complete"] == 20
    for student in ("blank", "edited-checks", "missing-notebook", "corrupt-notebook"):
        assert of_unit[student] == 0
    for student in ("half-done", "infinite-loop"):
        assert 0 < of_unit[student] < 20


@pytest.mark.parametrize(
    ("student", "reason"),
    [("missing-notebook", "neurons.ipynb"), ("corrupt-notebook", "neurons.ipynb"), ("infinite-loop", "time limit")],
)
def test_the_summary_names_student_and_reason(graded, student, reason):
    first = graded.log.partition("1-neurons: 8 graded")[0]
    assert any(line.startswith(student) and reason in line for line in first.splitlines()), first


def test_an_error_at_import_is_shown_with_the_students_own_line(graded):
    path = graded.root / "_build" / "class" / "autograded" / "error-at-import" / "1-neurons" / "neurons.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    text = "\n".join("\n".join(o.get("traceback", [])) for cell in cells for o in cell.get("outputs", []))
    assert "a_package_that_is_not_there" in text


def test_what_was_handed_in_is_unchanged(graded):
    submitted = graded.root / "_build" / "class" / "submitted"
    for student in ("blank", "edited-checks"):
        module = (submitted / student / "1-neurons" / "nnlib" / "neurons.py").read_bytes()
        assert module == (graded.root / "exercises" / "1-neurons" / "nnlib" / "neurons.py").read_bytes()
    corrupt = (submitted / "corrupt-notebook" / "1-neurons" / "neurons.ipynb").read_bytes()
    whole = (submitted / "complete" / "1-neurons" / "neurons.ipynb").read_bytes()
    assert whole.startswith(corrupt) and len(corrupt) == len(whole) // 2
    assert not (submitted / "missing-notebook" / "1-neurons" / "neurons.ipynb").exists()
    assert "print('ok')" in (submitted / "edited-checks" / "1-neurons" / "neurons.ipynb").read_text()


def test_every_result_is_named_with_its_place(graded):
    for path in ("exercises/1-neurons", "_build/class/gradebook.db", "_build/class/grades.csv"):
        assert path in graded.log
        assert (graded.root / path).exists()
    page = "_build/class/feedback/half-done/1-neurons/neurons.html"
    assert page in graded.log and (graded.root / page).exists()
