"""Grades one submission after the other, in a process of its own: what comes out depends on the files alone.

Locally it is forked from the process that hands out the submissions; on another machine it runs as
``python -m grader.worker`` with the number of a socket.
"""

import contextlib
import functools
import json
import queue
import sys
import threading
import time
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

import nbformat
from nbgrader.preprocessors import LimitOutput
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task

from grader.intake import TIMESTAMP, receive
from grader.limits import Limits
from grader.marking import mark
from grader.notebooks import grade_id
from grader.sandbox import Sandbox, warm_for
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


@dataclass(frozen=True)
class Submission:
    """What one student has handed in, as `grader.intake.collect` found it."""

    student: str
    files: dict
    notes: list


@dataclass(frozen=True)
class Graded:
    """What came of one submission."""

    student: str
    notebook: str = ""
    files: dict = field(default_factory=dict)
    timestamp: str | None = None
    scores: dict = field(default_factory=dict)
    unanswered: frozenset = frozenset()
    notes: tuple = ()
    seconds: dict = field(default_factory=dict)
    failed: str | None = None  # why the grader itself could not do it


def grade(submission, assignment, sandbox):
    """Grade one submission: a function of its files and the assignment, and of nothing else."""
    began = time.perf_counter()
    release, master = assignment.notebooks
    unit, limits = assignment.unit, assignment.limits
    received = receive(submission.files, submission.notes, unit, release, assignment.given, limits, master)
    notebook = received.notebook
    module = f"nnlib/{unit.module}.py"
    files = {**assignment.given, **received.files}
    taken_in = time.perf_counter()
    spent = {}
    notes = received.notes + mark(notebook, files, module, assignment.table, sandbox, limits, spent)
    done = time.perf_counter()
    max_lines, max_traceback = assignment.lines
    LimitOutput(max_lines=max_lines, max_traceback=max_traceback).preprocess(notebook, {})
    unanswered = frozenset(grade_id(cell) for cell in notebook.cells if _is_unanswered(cell))
    return Graded(
        submission.student,
        nbformat.v4.writes(notebook),
        received.files,
        received.files[TIMESTAMP].decode().strip() if TIMESTAMP in received.files else None,
        {grade_id(cell): determine_grade(cell)[0] for cell in notebook.cells if is_grade(cell)},
        unanswered,
        tuple(notes),
        {"intake": taken_in - began, **spent, "scores": time.perf_counter() - done},
    )


def serve(connection, assignment=None):
    """Grade what arrives until the other side hangs up."""
    assignment = assignment or connection.recv()
    arrived = queue.SimpleQueue()
    # read at all times: a side that only writes could wait for the other one for ever
    threading.Thread(target=_read, args=(connection, arrived), daemon=True).start()
    with Sandbox(assignment.contained, warm_for(assignment.release)) as sandbox:
        while (submission := arrived.get()) is not None:
            connection.send(grade(submission, assignment, sandbox))


def _read(connection, arrived):
    with contextlib.suppress(EOFError, OSError):
        while True:
            arrived.put(connection.recv())
    arrived.put(None)


def _is_unanswered(cell):
    # As nbgrader tells it: a solution cell that is still as it was handed out.
    answer = is_solution(cell) and not is_task(cell)
    return answer and cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])))
