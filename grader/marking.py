"""One notebook graded in two rooms: the student's own cells run in one, the locked cells in the other.

First all cells in their order, without their hidden tests; then the hidden tests. So a student's code has seen nothing
of them while anything that it prints can still reach a feedback page.
"""

import base64
import contextlib
import functools
import re
import resource
import signal
import sys
import threading
import time

from nbgrader.utils import is_grade, is_locked

from checks import CheckFailed, failures, known
from grader import markers, nodes
from grader.judge_room import GRACE, JudgesRoom, LimitReached, StudentsRoom, TookTooLong, captured
from grader.limits import MB
from grader.notebooks import grade_id
from grader.pipe import LONGEST_TEXT

PNG = b"\x89PNG\r\n\x1a\n"
LARGEST_PICTURE = 2_000_000  # bytes
MOST_OUTPUTS = 1000  # of one cell
LONGEST_SOURCE = 200_000  # characters of the student's module that are shown
AGAIN = 1.0  # seconds after which the judge is stopped once more: whatever the first stop hit may have caught it


def mark(notebook, files, module, table, sandbox, limits, spent=None):
    """Run a notebook's cells in two rooms and put the outputs into it; return notes for the instructor's log.

    `files` are those beside the notebook, by path; `module` is the path of the student's own; `table` holds the known
    wrong answers, hidden tests included (`checks.known`). The seconds that each part takes are added to `spent`.
    """
    began = time.perf_counter()
    refused = notebook.metadata.pop("refused", None)
    known.use(table)
    lost = sandbox.lost
    run = _run(notebook, files, sandbox, limits, refused)
    if sandbox.lost > lost:  # killed by the system, not by the student: once more, and then it stays as it is
        run = _run(notebook, files, sandbox, limits, refused)
    students = run.students
    if students.trouble:  # nothing that was handed in has brought it about: no points are lost for it
        raise students.trouble
    spent = {} if spent is None else spent
    spent.update(room=students.opening, cells=time.perf_counter() - began - students.opening)
    text = files.get(module, b"").decode("utf-8", "replace")
    notebook.cells += _shown_module(module, text)
    return run.notes


def _run(notebook, files, sandbox, limits, refused):
    with StudentsRoom(sandbox, files, limits) as students:
        run = Run(notebook, students, limits)
        if refused:
            run.refuse(refused)
        else:
            run.visible()
            run.hidden()
    return run


class Run:
    """One notebook on its way through the two rooms."""

    def __init__(self, notebook, students, limits):
        self.notebook, self.students, self.limits = notebook, students, limits
        cells = [cell for cell in notebook.cells if cell.cell_type == "code" and is_locked(cell)]
        self.judges = JudgesRoom(students, [cell.source for cell in cells])
        self.waiting = []  # (cell, visible source, hidden source, namespace, life of the room)
        self.setup_error = None
        self.left = 0  # characters that the present cell may still put out
        self.all_left = limits.all_output_chars
        self.pictures_left = limits.pictures_mb * MB
        self.notes = []

    def refuse(self, reason):
        """Run nothing: every graded cell says why."""
        for cell in self.notebook.cells:
            if cell.cell_type == "code":
                cell.outputs = [nodes.error("NotGraded", [f"Not graded: {reason}"])] if is_grade(cell) else []

    def visible(self):
        """Run all cells in their order, hidden tests left out."""
        for number, cell in enumerate((c for c in self.notebook.cells if c.cell_type == "code"), 1):
            cell.outputs, cell.execution_count = [], number
            try:
                with guarded(self.students, self.limits.cell_seconds + 2 * GRACE):
                    self.students.begin_cell()
                    self._run(cell)
            except Exception as error:
                self._failed(cell, error)
            self._note(cell)

    def hidden(self):
        """Run the hidden tests of the graded cells that have passed so far; what the student's code prints is lost."""
        self.students.quiet = True
        for cell, visible, hidden, namespace, life in self.waiting:
            with untold(), captured(self._most()) as printed:
                try:
                    with guarded(self.students, 2 * self.limits.cell_seconds + 2 * GRACE):
                        if life != self.students.life:  # the room was lost meanwhile: its objects are made again
                            self.students.begin_cell()
                            with captured(0):
                                self.judges.run(visible, namespace)
                        self.students.begin_cell()
                        self.judges.borrow_more(hidden, visible, namespace)
                        value = self.judges.run(hidden, namespace)
                except Exception as error:
                    self._failed(cell, error, hidden=True)
                else:
                    _add_value(cell, value)
            self._add_printed(cell, printed)
            self._note(cell)

    def _note(self, cell):
        name = grade_id(cell) or cell.execution_count
        self.notes += [f"cell {name}: {entry}" for entry in dict.fromkeys(self.students.log)]

    def _most(self):
        return min(self.limits.output_chars, self.all_left)

    def _cut(self, limit=None):
        message = self.limits.told(limit or ("output" if self.all_left >= self.limits.output_chars else "all output"))
        self.students.log.append(message)
        return f"\n{message}\n"

    def _add_printed(self, cell, printed):
        text = printed.getvalue() + (self._cut() if printed.cut else "")
        self.all_left -= printed.tell()
        earlier = next((output for output in cell.outputs if output.output_type == "stream"), None)
        if text and earlier is None:
            cell.outputs.insert(0, nodes.stream("stdout", text))
        elif text:
            earlier.text += nodes.clean(text)

    def _run(self, cell):
        if not is_locked(cell):
            names = self.judges.new_names()
            if names:
                self.students.do("define", names)
            described = self.students.run(cell.source)
            self.left = most = self._most()
            cell.outputs = [
                made for output in described[:MOST_OUTPUTS] for made in self._output(output, cell.execution_count)
            ]
            self.all_left -= most - max(0, self.left)
            return
        visible, hidden = split(cell.source)
        try:
            with captured(self._most()) as printed:
                self.judges.borrow(visible)
                value = self.judges.run(visible)
        except Exception as error:
            if not is_grade(cell):
                self.setup_error = error
            raise
        finally:
            self._add_printed(cell, printed)
            if not is_grade(cell):
                self.students.run(cell.source)  # what a locked cell prepares, the student's cells need too
        if hidden:
            self.waiting.append((cell, visible, hidden, dict(self.judges.namespace), self.students.life))
        elif is_grade(cell):
            _add_value(cell, value)

    def _output(self, described, count):
        # What a student's cell has put out, as nbformat's; whatever is of another form is left out.
        if type(described.get("text")) is str:
            yield from self._within("stderr" if described.get("stream") == "stderr" else "stdout", described["text"])
        elif type(described.get("value")) is str:
            if len(described["value"]) <= self.left:
                self.left -= len(described["value"])
                yield nodes.value(described["value"], count)
            else:
                yield from self._within("stdout", described["value"])
        elif type(described.get("png")) is bytes:
            if described["png"].startswith(PNG) and len(described["png"]) <= LARGEST_PICTURE:
                yield from self._picture(described["png"])
        elif type(described.get("error")) is dict:
            error = self.students.error(described["error"])
            yield nodes.error(type(error).__name__, _lines(error))

    def _within(self, name, text):
        # As much of a text as the cell may still put out.
        left, self.left = self.left, self.left - len(text)
        if self.left >= 0:
            yield nodes.stream(name, text)
        elif left >= 0:
            yield nodes.stream(name, text[:left] + self._cut())

    def _picture(self, png):
        left, self.pictures_left = self.pictures_left, self.pictures_left - len(png)
        if self.pictures_left >= 0:
            yield nodes.picture(base64.b64encode(png).decode())
        elif left >= 0:
            yield nodes.stream("stdout", self._cut("pictures"))

    def _failed(self, cell, error, hidden=False):
        lines = _lines(error, self.students.files if hidden else None)
        if isinstance(error, NameError) and self.setup_error:
            lines += ["The first cell had failed:", *_lines(self.setup_error)]
        name = "CheckFailed" if isinstance(error, CheckFailed) else type(error).__name__
        cell.outputs.append(nodes.error(name, [line[:LONGEST_TEXT] for line in lines]))


@functools.lru_cache(1000)
def split(source):
    """A locked cell as (what the student sees, its hidden tests)."""
    lines = source.splitlines()
    found = [(first, last) for kind, first, last in markers.regions(source, "cell") if kind == "HIDDEN TESTS"]
    if any(lines[first][0] != "#" for first, _ in found):
        return "", source  # a region inside a block cannot be taken out: the whole cell waits
    hidden = []
    for first, last in reversed(found):
        hidden[:0] = lines[first + 1 : last]
        del lines[first : last + 1]
    return "\n".join(lines), "\n".join(hidden)


@contextlib.contextmanager
def untold():
    """No message of a check tells a value meanwhile."""
    failures.hide(True)
    try:
        yield
    finally:
        failures.hide(False)


@contextlib.contextmanager
def guarded(students, seconds):
    """Stop the judge's own code where it takes longer, or more memory, as with a student's value made for that."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number, frame):
        message = "Stopped: the check took too long."
        students.log.append(message)
        raise TookTooLong(message)

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        with _less_memory(students.limits.memory_mb * MB):
            yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def _less_memory(more):
    # Let this process have so many bytes more than it has now.
    if sys.platform != "linux":
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    with open("/proc/self/statm", encoding="utf-8") as text:
        most = int(text.read().split()[0]) * resource.getpagesize() + more
    if soft != resource.RLIM_INFINITY and soft < most:
        yield
        return
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _lines(error, hidden_from=None):
    # What a student reads of an error: a check's own message, else the student's frames and the exception. Of one in
    # a hidden test only what stands in the submission's files, since the room could put a value into all the rest.
    if isinstance(error, CheckFailed):
        return error._render_traceback_()
    if isinstance(error, LimitReached):
        return [str(error)]
    frames = getattr(error, "student_frames", [])
    name = type(error).__name__
    if hidden_from is not None:
        return [*_shown_frames(_found(frames[-1:], hidden_from)), f"{name} in a hidden test"]
    if isinstance(error, NotImplementedError):
        return [f"not written yet: {error}"]
    return [*_shown_frames(frames), f"{name}: {error}"]


def _found(frames, files):
    # Of frames that the room describes, those that point to a line of a file as it was handed in.
    for file, number, function, text in frames:
        source = files.get(file, b"").decode("utf-8", "replace")
        lines = source.splitlines()
        if 0 < number <= len(lines) and lines[number - 1].strip() == text.strip():
            yield file, number, function if re.search(rf"\b(def|class) {re.escape(function)}\b", source) else "", text


def _shown_frames(frames):
    lines = []
    for file, number, function, text in frames:
        lines.append(f"{file}, line {number}" + (f", in {function}" if function else ""))
        if text:
            lines.append(f"    {text}")
    return lines


def _add_value(cell, value):
    # Partial credit, as nbgrader reads it: the number that a graded cell ends in.
    if value is not None and 0 <= value <= cell.metadata.nbgrader["points"]:
        cell.outputs.append(nodes.value(repr(value), cell.execution_count))


def _shown_module(path, text):
    if not text:
        return []
    heading = nodes.cell("markdown", f"### `{path}`, as it was graded", "as-graded")
    source = nodes.clean(text if len(text) <= LONGEST_SOURCE else text[:LONGEST_SOURCE] + "\n# … cut here")
    return [heading, nodes.cell("code", source, "module-as-graded")]
