"""What grading needs to know of a unit, all in one value that can be sent to another machine."""

import functools
import json
from dataclasses import dataclass

import nbformat
from nbgrader.utils import compute_checksum, is_locked

from grader import intake, notebooks, release
from grader.limits import Limits
from grader.notebooks import grade_id
from grader.units import Unit


@dataclass(frozen=True)
class Assignment:
    """All that grading needs to know of a unit besides what students hand in. Everything travels: no path is in it."""

    unit: Unit
    release: str  # the notebook as it was handed out, as JSON
    master: str  # the same with its hidden tests, from the gradebook
    given: dict  # the files beside it by path
    known: str  # the known wrong answers, as JSON
    limits: Limits
    lines: tuple  # of output and of traceback that are kept
    contained: bool = True

    @functools.cached_property
    def notebooks(self):
        """(as handed out, with hidden tests)"""
        return nbformat.reads(self.release, as_version=4), nbformat.reads(self.master, as_version=4)

    @functools.cached_property
    def table(self):
        """The known wrong answers."""
        return json.loads(self.known)

    @property
    def module(self):
        """The path of the student's own module."""
        return self.unit.own


def assignment_of(unit, limits=None, lines=(1000, 100), contained=True):
    """The assignment of a unit, from the release and the instructor's notebook."""
    handed_out, _ = intake.released(unit)
    master = nbformat.from_dict(handed_out)
    sources = {grade_id(cell): cell.source for cell in notebooks.read(unit.notebook).cells if grade_id(cell)}
    for cell in master.cells:
        if grade_id(cell) not in sources:
            continue
        if is_locked(cell):
            cell.source = sources[grade_id(cell)]
        cell.metadata.nbgrader["checksum"] = compute_checksum(cell)
    return Assignment(
        unit,
        nbformat.writes(handed_out),
        nbformat.writes(master),
        release.package_files(unit),
        release.known_table(unit, hidden=True).decode(),
        limits or Limits(),
        lines,
        contained,
    )
