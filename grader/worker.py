"""Grades one submission after the other, in a process of its own: what comes out depends on the files alone.

Locally it is forked from the process that hands out the submissions; on another machine `grader.far` starts it.
"""

import grader.quick_start  # isort: skip # noqa: F401  has to come first
import contextlib
import gc
import platform
import queue
import threading
import time
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

from nbgrader.preprocessors import LimitOutput
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task

from grader import nodes
from grader.intake import TIMESTAMP, receive
from grader.marking import mark
from grader.notebooks import grade_id
from grader.sandbox import Sandbox, warm_for
from grader.units import CourseError


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
    limits = assignment.limits
    received = receive(submission.files, submission.notes, assignment.unit, release, assignment.given, limits, master)
    notebook, files = received.notebook, {**assignment.given, **received.files}
    taken_in = time.perf_counter()
    spent = {}
    notes = received.notes + mark(notebook, files, assignment.module, assignment.table, sandbox, limits, spent)
    done = time.perf_counter()
    max_lines, max_traceback = assignment.lines
    LimitOutput(max_lines=max_lines, max_traceback=max_traceback).preprocess(notebook, {})
    unanswered = frozenset(grade_id(cell) for cell in notebook.cells if _is_unanswered(cell))
    return Graded(
        submission.student,
        nodes.as_text(notebook),
        received.files,
        received.files[TIMESTAMP].decode().strip() if TIMESTAMP in received.files else None,
        {grade_id(cell): determine_grade(cell)[0] for cell in notebook.cells if is_grade(cell)},
        unanswered,
        tuple(notes),
        {"intake": taken_in - began, **spent, "scores": time.perf_counter() - done},
    )


def checked(arrived):
    """What a grading process has sent, where that is a `Graded`; a CourseError is raised."""
    if isinstance(arrived, CourseError):
        raise arrived
    return arrived


def serve(connection, assignment=None):
    """Grade what arrives until the other side hangs up; the assignment comes first, unless it is given."""
    machine = "" if assignment else f"{platform.node()}: "
    assignment = assignment or connection.recv()
    arrived = queue.SimpleQueue()
    # read at all times: a side that only writes could wait for the other one for ever
    threading.Thread(target=_read, args=(connection, arrived), daemon=True).start()
    try:
        with Sandbox(assignment.contained, warm_for(assignment.release)) as sandbox:
            sandbox.give(assignment.given, assignment.module)
            gc.freeze()  # the libraries stay: no need to look at them again and again
            while (submission := arrived.get()) is not None:
                graded = grade(submission, assignment, sandbox)
                with contextlib.suppress(BrokenPipeError):  # nobody waits for it any more
                    connection.send(graded)
    except CourseError as error:  # no sandbox here: nothing at all can be graded
        with contextlib.suppress(BrokenPipeError):  # another has said so already
            connection.send(CourseError(f"{machine}{error}"))


def _read(connection, arrived):
    with contextlib.suppress(EOFError, OSError):
        while True:
            arrived.put(connection.recv())
    arrived.put(None)


def _is_unanswered(cell):
    # As nbgrader tells it: a solution cell that is still as it was handed out.
    answer = is_solution(cell) and not is_task(cell)
    return answer and cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)


def main(number):
    """Serve over the socket with this file number."""
    serve(Connection(number))
