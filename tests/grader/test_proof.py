"""The grader, proved: every known wrong answer loses its own points, every right one none."""

from collections import Counter

import pytest

import mistakes
from grader import notebooks, proof
from grader.units import units


@pytest.fixture(scope="module")
def rows():
    return {unit: proof.prove_unit(unit) for unit in units()}


@pytest.mark.sandbox
def test_nothing_is_falsely_accused(rows):
    assert [name for row in rows.values() for name in row.falsely_accused] == []


@pytest.mark.sandbox
def test_nothing_is_falsely_accepted(rows):
    assert [name for row in rows.values() for name in row.falsely_accepted] == []


@pytest.mark.sandbox
@pytest.mark.parametrize("unit", units(), ids=lambda unit: unit.name)
def test_nine_in_ten_are_told_which_mistake_it_is(rows, unit):
    assert rows[unit].diagnosed >= 0.9 * rows[unit].wrong, rows[unit].undiagnosed


@pytest.mark.sandbox
def test_the_table_in_the_book_is_this_one(rows):
    assert proof.TABLE.read_text(encoding="utf-8") == proof.table(rows.values()), "run: make proof"


@pytest.mark.parametrize("unit", units(), ids=lambda unit: unit.name)
def test_every_graded_cell_has_its_mistakes(unit):
    targets = {item.target for item in mistakes.all_mistakes() if item.unit == unit.module}
    graded = notebooks.points(notebooks.read(unit.notebook))
    assert [name for name in graded if notebooks.exercise_of(name, targets) is None] == []


def test_the_bank_is_large_enough():
    wrong = Counter((item.unit, item.target) for item in mistakes.all_mistakes())
    assert sum(wrong.values()) >= 150
    assert min(wrong.values()) >= 4, wrong.most_common()[-3:]
    right = Counter((item.unit, item.target) for item in mistakes.all_rights())
    functions = {(item.unit, item.target) for item in mistakes.all_mistakes() if item.function}
    assert functions <= right.keys() and min(right[target] for target in functions) >= 3
    gradients = {target for target in wrong if "gradient" in target[1] or "derivative" in target[1]}
    assert min(wrong[target] for target in gradients if target in functions) >= 6


def test_a_wrong_answer_taken_for_a_right_one_is_noticed():
    unit = units()[0]
    row = proof.Row(unit.name)
    graded = type("Graded", (), {"scores": {"step": 3, "nor": 2}, "notebook": ""})
    proof._count(row, proof.Item("wrong step x", "wrong", "step", "says"), graded, {"step": 3, "nor": 2})
    assert row.falsely_accepted == ["wrong step x"] and row.caught == 0
    proof._count(row, proof.Item("right step y", "right", "step"), graded, {"step": 4, "nor": 2})
    assert row.falsely_accused == ["right step y (loses step)"]
