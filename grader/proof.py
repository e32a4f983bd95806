"""The proof that marks are right: every known answer, wrong and right, graded as a student's would be.

For each unit: the untouched release must come to 0 points and the reference to all of them. A known wrong answer,
alone in an otherwise right submission, must lose points of its own exercise and of no other. A right answer written
another way must lose none. ``python -m grader proof`` prints the table; ``book/proof-table.md`` is the same.
"""

import json
import os
import sys
from dataclasses import dataclass

import nbformat
from tqdm import tqdm

import mistakes
from grader import markers, notebooks, sandbox
from grader.assignment import assignment_of
from grader.many import graded_here
from grader.placing import place
from grader.recognising import is_in_module, wrong_cell
from grader.release import package_files
from grader.units import ROOT, CourseError, unit_named, units
from grader.worker import Submission

MOST = 20  # faults of one kind that are named
TABLE = ROOT / "book" / "proof-table.md"


@dataclass(frozen=True)
class Item:
    """One submission of the proof: what it is, for which exercise, and what a student should be told."""

    name: str
    kind: str  # "blank", "reference", "wrong" or "right"
    target: str = ""
    says: str = ""


@dataclass
class Row:
    """What came of one unit; the lists name the items that went wrong."""

    unit: str
    wrong: int = 0
    caught: int = 0
    diagnosed: int = 0
    right: int = 0
    falsely_accused: list = None
    falsely_accepted: list = None
    undiagnosed: list = None

    def __post_init__(self):
        self.falsely_accused, self.falsely_accepted, self.undiagnosed = [], [], []


def prove(names=(), without_sandbox=False):
    """Run the proof, print its table, and write it for the book when it covers all units; return the exit status."""
    chosen = [unit_named(name) for name in names] or units()
    rows = [prove_unit(unit, without_sandbox) for unit in chosen]
    text = table(rows)
    print(text, end="")
    if not names:
        TABLE.write_text(text, encoding="utf-8")
    for row in rows:
        for fault in ("falsely_accused", "falsely_accepted", "undiagnosed"):
            names = getattr(row, fault)
            for name in names[:MOST]:
                print(f"{row.unit}: {fault.replace('_', ' ')}: {name}", file=sys.stderr)
            if len(names) > MOST:
                print(f"{row.unit}: {fault.replace('_', ' ')}: and {len(names) - MOST} more", file=sys.stderr)
    return 1 if any(row.falsely_accused or row.falsely_accepted for row in rows) else 0


def prove_unit(unit, without_sandbox=False):
    """Grade every item of one unit and count."""
    if not without_sandbox:
        sandbox.require()
    made = dict(submissions(unit))
    byname = {item.name: item for item in made}
    assignment = assignment_of(unit, contained=not without_sandbox)
    full = notebooks.points(notebooks.read(unit.notebook))
    row = Row(unit.name)
    results = graded_here(
        (Submission(item.name, files, []) for item, files in made.items()), assignment, os.cpu_count()
    )
    for graded in tqdm(results, total=len(made), desc=unit.name, unit="answer"):
        if graded.failed:
            raise CourseError(f"{unit.name}: the grader failed on {graded.student}: {graded.failed}")
        _count(row, byname[graded.student], graded, full)
    return row


def submissions(unit):
    """Each item of a unit with the files that a student would hand in."""
    given = package_files(unit)
    path = unit.own
    reference = markers.solved(unit.source.read_text(encoding="utf-8"), path)
    released = nbformat.read(unit.release / unit.notebook.name, as_version=4)
    solutions = {notebooks.grade_id(cell): cell.source for cell in notebooks.read(unit.notebook).cells}

    def files(module, answers):
        notebook = nbformat.from_dict(json.loads(nbformat.writes(released)))
        for cell in notebook.cells:
            if notebooks.is_solution(cell):
                cell.source = answers.get(notebooks.grade_id(cell), cell.source)
        return {**given, path: module.encode(), unit.notebook.name: nbformat.writes(notebook).encode()}

    right_answers = {name: markers.solved(source, name) for name, source in solutions.items() if name}
    yield Item("blank", "blank"), files(given[path].decode(), {})
    yield Item("reference", "reference"), files(reference, right_answers)
    for kind, entries in (("wrong", mistakes.all_mistakes()), ("right", mistakes.all_rights())):
        for entry in entries:
            if entry.unit != unit.module:
                continue
            item = Item(f"{kind} {entry.target} {entry.name}", kind, entry.target, getattr(entry, "says", ""))
            if entry.function and is_in_module(entry.target, reference):
                yield item, files(place(reference, entry.target, entry.function), right_answers)
            else:
                answer = f"{notebooks.cell_name(entry.target)}-answer"
                yield item, files(reference, {**right_answers, answer: wrong_cell(solutions[answer], entry)})


def table(rows):
    """The table in Markdown, with a line of sums."""
    head = "| unit | wrong answers | caught | diagnosed | right answers | falsely accused | falsely accepted |"
    lines = [head, "|---|---|---|---|---|---|---|"]
    counted = [(r.wrong, r.caught, r.diagnosed, r.right, len(r.falsely_accused), len(r.falsely_accepted)) for r in rows]
    for row, counts in zip(rows, counted):
        lines.append(f"| {row.unit} | {' | '.join(map(str, counts))} |")
    lines.append(f"| all | {' | '.join(str(sum(column)) for column in zip(*counted))} |")
    return "\n".join(lines) + "\n"


def _count(row, item, graded, full):
    lost = [name for name, points in full.items() if graded.scores.get(name) != points]
    own = [name for name in full if item.target and notebooks.exercise_of(name, [item.target])]
    if item.kind == "blank":
        if any(graded.scores.values()):
            row.falsely_accepted.append(item.name)
    elif item.kind == "wrong":
        row.wrong += 1
        if set(lost) & set(own):
            row.caught += 1
            told = "\n".join(_shown(graded, name) for name in set(lost) & set(own))
            if item.says in told:
                row.diagnosed += 1
            else:
                row.undiagnosed.append(item.name)
        else:
            row.falsely_accepted.append(item.name)
        if set(lost) - set(own):
            row.falsely_accused.append(f"{item.name} (also loses {', '.join(sorted(set(lost) - set(own)))})")
    else:
        row.right += 1
        if lost:
            row.falsely_accused.append(f"{item.name} (loses {', '.join(lost)})")


def _shown(graded, name):
    # All that a student reads in the outputs of one cell.
    cells = nbformat.reads(graded.notebook, as_version=4).cells
    cell = next(cell for cell in cells if notebooks.grade_id(cell) == name)
    return "\n".join("\n".join(output.get("traceback", [])) for output in cell.outputs)
