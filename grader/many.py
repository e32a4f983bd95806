"""A whole class at once: submissions are graded on all cores, or by a Dask cluster; one process writes the gradebook.

A submission is entered into the gradebook in one transaction, and then its folder is put under ``autograded/`` in one
step. Whatever is interrupted is graded again by the next run, with the same result.
"""

import grader.quick_start  # isort: skip # noqa: F401  has to come first
import contextlib
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections import Counter, deque
from dataclasses import dataclass
from multiprocessing import connection as connections
from multiprocessing import get_context
from pathlib import Path

from nbgrader.apps import AutogradeApp
from tqdm import tqdm

from grader import intake, sandbox
from grader.assignment import assignment_of
from grader.gradebook import Writer
from grader.judge import Judge
from grader.notebooks import grade_id
from grader.units import ROOT, CourseError, unit_named, units
from grader.worker import Graded, Submission, checked, serve

AHEAD = 2  # submissions that each worker holds, so that none waits for the gradebook
MOST_ROWS = 50  # of the summary; of a larger class only those are listed of whom there is something to say


def autograde(names=None, scheduler=None, without_sandbox=False, force=False, jobs=None, root=None):
    """Grade what has been handed in for a unit, several, or all that something was handed in for.

    With `force`, those graded before are graded again. `root` is the folder of the class, where it is not the
    course's own. Returns 0, or 1 where the grader failed on a submission.
    """
    names = [names] if isinstance(names, str) else names or []
    app = settings(root)
    judge = Judge(parent=app)
    contained = not (without_sandbox or judge.without_sandbox)
    chosen = [unit_named(name) for name in names] or [u for u in units() if intake.submissions(app.coursedir, u)]
    if not chosen:
        raise CourseError(f"nothing has been handed in: {app.coursedir.submitted_directory}/ holds no submission")
    if contained and scheduler is None:
        sandbox.require()
    return max(_grade_unit(app, judge, unit, scheduler, contained, force, jobs or os.cpu_count()) for unit in chosen)


def settings(root=None):
    """nbgrader's settings for this course, as its own commands read them."""
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    app = AutogradeApp()
    app.log_level = "WARN"
    with contextlib.chdir(ROOT):
        app.initialize(options(Path(root or ROOT).resolve()))
    return app


def _grade_unit(app, judge, unit, scheduler, contained, force, jobs):
    course = app.coursedir
    found = intake.submissions(course, unit)
    if not found:
        raise CourseError(f"{unit.name}: nothing has been handed in")
    began = time.perf_counter()
    with Writer(course, unit, app) as writer:
        assignment = prepare(app, judge, unit, writer, contained)
        complete = set() if force else writer.complete()
        waiting = [pair for pair in found if pair[0] not in complete or not _is_done(course, unit, pair)]
        summary = Summary(unit, len(found) - len(waiting))
        submissions = (handed_in(student, folder, assignment) for student, folder in waiting)
        if scheduler:
            from grader.cluster import graded_by

            results = graded_by(scheduler, submissions, assignment, len(waiting))
        else:
            results = graded_here(submissions, assignment, min(jobs, max(1, len(waiting))))
        folder = None
        for graded in tqdm(results, total=len(waiting), desc=unit.name, unit="submission", disable=not waiting):
            if graded.failed is None:
                saving = time.perf_counter()
                writer.save(graded.student, graded.timestamp, graded.scores, graded.unanswered)
                try:
                    folder = put(course, assignment, graded, folder)
                except OSError as error:
                    reason = f"{graded.student}: what was graded cannot be written: {error.strerror}"
                    raise CourseError(f"{reason}; mend that and start again, nothing is lost") from None
                graded.seconds["gradebook and files"] = time.perf_counter() - saving
            summary.add(graded)
    summary.show(time.perf_counter() - began)
    return 1 if summary.failed else 0


def handed_in(student, folder, assignment):
    """The submission in a folder, without the course's own files: it may have a long way to go."""
    unread = intake.unneeded(folder, assignment.unit, assignment.given)
    return Submission(student, *intake.collect(folder, assignment.limits, unread))


def prepare(app, judge, unit, writer, contained):
    """The assignment as grading needs it; enters it into the gradebook where that does not hold it as it is now."""
    limit = app.config.get("LimitOutput", {})
    lines = limit.get("max_lines", 1000), limit.get("max_traceback", 100)
    assignment = assignment_of(unit, judge.limits(), lines, contained)
    wanted = {grade_id(cell): cell.source for cell in assignment.notebooks[1].cells if grade_id(cell)}
    if writer.sources() != wanted:
        enter(app.coursedir, unit)
        writer.sources()
    return assignment


def graded_here(submissions, assignment, jobs):
    """Grade submissions in so many processes; yield each result once, as it comes.

    A process that dies is replaced. Its submission is tried once more; after that, the grader has failed on it.
    """
    waiting, tried = deque(), Counter()
    workers = [Worker(assignment) for _ in range(jobs)]

    def fill(worker):
        while len(worker.held) < AHEAD:
            submission = waiting.popleft() if waiting else next(submissions, None)
            if submission is None:
                return
            worker.give(submission)

    try:
        for worker in workers:
            fill(worker)
        while any(worker.held for worker in workers):
            for ready in connections.wait([worker.connection for worker in workers if worker.held]):
                place = next(i for i, worker in enumerate(workers) if worker.connection is ready)
                worker = workers[place]
                try:
                    graded = checked(ready.recv())
                except (EOFError, OSError):
                    worker.close()
                    waiting.extendleft(reversed(worker.held))
                    workers[place] = worker = Worker(assignment)
                    tried[waiting[0].student] += 1
                    graded = None
                    if tried[waiting[0].student] > 1:
                        reason = "the grading process was ended twice by the system"
                        graded = Graded(waiting.popleft().student, failed=reason)
                else:
                    worker.held.popleft()
                fill(worker)
                if graded is not None:
                    yield graded
    finally:
        for worker in workers:
            worker.dismiss()
        for worker in workers:
            worker.close()


class Worker:
    """A process that grades, forked from this one."""

    def __init__(self, assignment):
        forks = get_context("fork")
        self.connection, theirs = forks.Pipe()
        self.held = deque()
        self.process = forks.Process(target=_serve, args=(theirs, self.connection, assignment), daemon=True)
        self.process.start()
        theirs.close()

    def give(self, submission):
        """Hand over a submission; what comes of it arrives on the connection."""
        self.held.append(submission)
        self._send(submission)

    def dismiss(self):
        """Let the process end once it has graded what it holds."""
        self._send(None)

    def _send(self, what):
        try:
            self.connection.send(what)
        except OSError:
            pass  # the process has died: the next look at the connection shows it

    def close(self):
        """End the process."""
        self.connection.close()
        self.process.join(0.5)
        self.process.kill()
        self.process.join()


def put(course, assignment, graded, other=None):
    """Put a graded submission under ``autograded/``, all of it in one step; return its folder.

    With the folder of an `other` one the course's own files become links to the same content there: to write them
    takes longer than all else that is done here.
    """
    unit = assignment.unit
    folder = Path(course.format_path(course.autograded_directory, graded.student, unit.name))
    partial = folder.with_name(f".{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    files = {**assignment.given, **graded.files}
    for place in {(partial / name).parent for name in files} | {partial}:
        place.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        same = name in assignment.given and name != assignment.module
        if not (same and other and _link(other / name, partial / name)):
            _write(partial / name, content)
    _write(partial / f"{unit.module}.ipynb", graded.notebook.encode())
    if folder.exists():
        replaced = folder.with_name(f".{folder.name}.replaced")
        shutil.rmtree(replaced, ignore_errors=True)
        folder.rename(replaced)
        partial.rename(folder)
        shutil.rmtree(replaced)
    else:
        partial.rename(folder)
    return folder


@dataclass
class Summary:
    """What is told at the end."""

    unit: object
    skipped: int

    def __post_init__(self):
        self.rows, self.failed, self.seconds, self.points = [], 0, Counter(), Counter()

    def add(self, graded):
        """One more submission."""
        self.failed += graded.failed is not None
        self.seconds.update(graded.seconds)
        score = sum(points or 0 for points in graded.scores.values())
        self.points[score] += 1
        notes = [f"FAILED: {graded.failed}"] if graded.failed else list(graded.notes)
        if notes or len(self.rows) < MOST_ROWS:
            more = f" (and {len(notes) - 1} more)" if len(notes) > 1 else ""
            self.rows.append((graded.student, f"{score:g}", (notes[0] + more) if notes else ""))

    def show(self, seconds):
        """Print the table and where the time went."""
        number = sum(self.points.values())
        rows = self.rows if number <= MOST_ROWS else [row for row in self.rows if row[2]]
        width = max((len(row[0]) for row in rows), default=0)
        for student, score, note in sorted(rows):
            print(f"{student:<{width}}  {score:>5}  {note}".rstrip())
        again = f", {self.skipped} graded before" if self.skipped else ""
        print(
            f"{self.unit.name}: {number} graded in {seconds:.1f} s{again}"
            + f", {self.failed} FAILED" * bool(self.failed)
        )
        if number:
            parts = ", ".join(f"{name} {1000 * spent / number:.0f}" for name, spent in self.seconds.items())
            print(f"milliseconds for each submission, summed over processes: {parts}")


def enter(course, unit):
    """Enter an assignment into the gradebook through nbgrader's own command; the release itself stays as it is."""
    with tempfile.TemporaryDirectory() as place:
        command = [
            sys.executable,
            "-m",
            "nbgrader",
            "generate_assignment",
            unit.name,
            "--force",
            *options(course.root),
        ]
        command.append(f"--CourseDirectory.release_directory={place}")
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        reason = [line for line in done.stderr.splitlines() if "rror" in line] or [done.stderr.strip()]
        raise CourseError(f"{unit.name} cannot be entered into the gradebook: {reason[-1]}")


def options(root):
    return [f"--CourseDirectory.root={root}", f"--CourseDirectory.source_directory={ROOT / 'solutions'}"]


def _is_done(course, unit, pair):
    # As nbgrader sees it: graded before, and nothing newer was handed in.
    student, folder = pair
    graded = Path(course.format_path(course.autograded_directory, student, unit.name))
    if not (graded / f"{unit.module}.ipynb").exists():
        return False
    newer, older = (_timestamp(course, path) for path in (folder, graded))
    return newer is None or older is None or newer <= older


def _timestamp(course, folder):
    try:
        return course.get_existing_timestamp(str(folder))
    except Exception:  # a file that holds no time
        return None


def _link(old, new):
    try:
        os.link(old, new)
    except OSError:  # gone meanwhile, or a file system without links
        return False
    return True


def _write(path, content):
    path.write_bytes(content)
    path.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)


def _serve(connection, other_end, assignment):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who presses Ctrl-C means the process that hands out the work
    other_end.close()
    serve(connection, assignment)
