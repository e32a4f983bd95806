"""What is handed in, before nbgrader sees it: copied, put right from the release where that can be done, or refused.

Nothing under ``submitted/`` is changed. nbgrader gets a folder of its own for each submission, with plain files only:
the notebook, the student's own module, and whatever else lies beside them that the course did not give. A submission
that cannot be graded gets the notebook of the release, with the reason why; its graded cells come to 0.
"""

import contextlib
import glob
import json
import os
import re
import stat
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.utils import is_solution, parse_utc

from grader import nodes, sandbox
from grader.limits import MB
from grader.notebooks import grade_id
from grader.units import CourseError, unit_named

TIMESTAMP = "timestamp.txt"
IGNORED = {".ipynb_checkpoints", "__pycache__", ".git", ".DS_Store", "feedback"}
DEEPEST = 10  # folders inside folders
MOST_CELLS = 1000
# Without attributes, those of the assignments' own texts do no harm; an older release has other texts than the present.
TAG = re.compile(r"<(?!/?(?:details|summary|code|i|b|sub|sup)>)(?=[A-Za-z/!?])")
TEX_WITH_LINKS = re.compile(r"\\(?=(href|url|require|cssId|class|style|data|html\w*)\b)", re.IGNORECASE)
LONGEST_NAME = 100  # characters of a name in the log
OWN_IDS = {"not-graded", "as-graded", "module-as-graded"}  # cells that grading adds
YEAR = re.compile(rb"\b\d{4}-")
CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
HELD_APART = "\u200b"


@dataclass
class Received:
    """One submission as it goes on: a notebook, files by path, and notes for the instructor."""

    notebook: nbformat.NotebookNode
    files: dict
    notes: list = field(default_factory=list)


class Unfit(Exception):
    """Something handed in that cannot be taken over; the message says what."""


def collect(folder, limits, unread=()):
    """The files of a submission as (bytes by path, notes), except those whose path is in `unread`.

    Links and other special files, and what goes beyond the limits, are left out; no file outside the folder is ever
    read.
    """
    files, notes = {}, []
    left = limits.handed_in_mb * MB
    for path, kind in _walk(folder):
        name = path.relative_to(folder).as_posix()
        if kind != "file":
            notes.append(f"{name}: {kind}, left out")
        elif name in unread:
            continue
        elif len(files) >= limits.handed_in_files:
            notes.append(f"more than {limits.handed_in_files} files, the rest is left out")
            break
        else:
            content = _read(path, left)
            if content is None:
                notes.append(f"{name}: too large or not readable, left out")
            else:
                files[name], left = content, left - len(content)
    return files, notes


def unneeded(folder, unit, given):
    """The paths in a submission that grading has no use for: what was `given`, except what students complete."""
    unread = {*given, "chapter.ipynb"} - {unit.own, f"{unit.module}.ipynb"}
    if not (folder / f"{unit.module}.ipynb").is_file():  # the assignment may have been saved under another name
        unread = {name for name in unread if not name.endswith(".ipynb")}
    return unread


def receive(files, notes, unit, release, given, limits, master=None):
    """A submission's files as they go on to grading: a `Received`.

    `release` is the notebook as it was handed out, `given` the paths of the files that came with it. The locked cells
    become those of `master`, where it is given: the same notebook with its hidden tests.
    """
    master = master or release
    kept, notes = {}, list(notes)
    for name, content in files.items():
        first = name.split("/")[0].lower()
        if name == unit.own or (name not in given and first not in ("nnlib", "checks") and not name.endswith(".ipynb")):
            kept[name] = content
    if unit.own not in kept:
        notes.append(f"{unit.own}: missing, graded as it was handed out")
    if TIMESTAMP in kept and not _is_time(kept[TIMESTAMP]):
        notes.append(f"{TIMESTAMP}: no time, left out")
        del kept[TIMESTAMP]
    try:
        notebook = read(files, unit, release, limits, notes)
        notes += restore(notebook, release, master)
    except Unfit as unfit:
        notebook = nbformat.from_dict(master)
        notebook.metadata["refused"] = str(unfit)
        notebook.cells.insert(0, nodes.cell("markdown", f"**Not graded:** {unfit}", "not-graded"))
        notes.append(f"not graded: {unfit}")
    return Received(notebook, kept, notes)


def read(files, unit, release, limits, notes):
    """The notebook among the files; what is none raises Unfit."""
    name = f"{unit.module}.ipynb"
    if name not in files:
        name = _stray(files, release, name)
        notes.append(f"the notebook was handed in as {name}")
    content = files[name]
    if len(content) > limits.notebook_mb * MB:
        raise Unfit(f"{name} is larger than {limits.notebook_mb:g} MB")
    try:
        text = content.decode("utf-8-sig")  # some editors of Windows begin each file with a mark
    except UnicodeDecodeError:
        raise Unfit(f"{name} is not UTF-8 text") from None
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError):
        raise Unfit(f"{name} is not a notebook: it is no complete JSON") from None
    try:
        sheets = raw.get("worksheets") or [raw]  # which the oldest notebooks have
        if sum(len(sheet["cells"]) for sheet in sheets) > MOST_CELLS:
            raise Unfit(f"{name} has more than {MOST_CELLS} cells")
        notebook = nbformat.convert(nbformat.from_dict(raw), 4)
        notebook.cells = [_cell(cell) for cell in notebook.cells]
    except Unfit:
        raise
    except Exception:  # nbformat raises whatever its parts do
        raise Unfit(f"{name} is not a notebook of a version that can be read") from None
    return notebook


def restore(notebook, release, master):
    """Give a notebook the master's metadata and its locked cells, each once; return notes on what was changed.

    The student's answers, and cells of their own, stay. Whatever stands in another order goes back to the order of
    the release, a cell of the student's with the one that it follows.
    """
    notes = []
    handed_out = {grade_id(cell): cell for cell in release.cells if grade_id(cell)}
    wanted = {grade_id(cell): cell for cell in master.cells if grade_id(cell)}
    prompts = {cell.source for cell in release.cells if cell.cell_type == "markdown"}
    parts = {None: []}  # the cells by the one of the release that they follow
    last = None
    for cell in notebook.cells:
        name = grade_id(cell)
        if name not in wanted or name in parts:
            if name:
                notes.append(f"cell {told(name)}: {'handed in twice' if name in parts else 'not of this assignment'}")
            parts[last].append(_own(cell, prompts))
            continue
        original, copy = handed_out[name], nbformat.from_dict(wanted[name])
        if is_solution(original) and cell.cell_type == original.cell_type:
            copy.source = cell.source if cell.cell_type == "code" else harmless(cell.source)
        elif cell.source != original.source or cell.cell_type != original.cell_type:
            notes.append(f"cell {name}: changed, restored")
        if cell.metadata.nbgrader != original.metadata.nbgrader:
            notes.append(f"cell {name}: its metadata was changed, restored")
        parts[name] = [copy]
        last = name
    for name in [name for name in wanted if name not in parts]:
        notes.append(f"cell {name}: missing, restored")
        parts[name] = [nbformat.from_dict(wanted[name])]
    notebook.cells = parts[None] + [cell for name in wanted for cell in parts[name]]
    notebook.metadata = nbformat.from_dict(master.metadata)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    taken = {cell.id for cell in wanted.values()} | OWN_IDS
    for number, cell in enumerate(notebook.cells):
        if grade_id(cell):
            continue  # which has its id from the master
        while cell.id in taken or not CELL_ID.fullmatch(cell.id):
            cell.id, number = f"cell-{number}", number + MOST_CELLS
        taken.add(cell.id)
    return notes


def told(name):
    """A name that a student has chosen, for the instructor's log: on one line, and not too long."""
    return name if name.isprintable() and len(name) <= LONGEST_NAME else ascii(name[:LONGEST_NAME])


def install():
    """Put the intake before nbgrader's autograde, for its command and for formgrader's button alike."""
    from grader.judge import Judge

    plain = getattr(Autograde.start, "plain", Autograde.start)

    def start(converter):
        judge = Judge(parent=converter)
        try:
            unit = unit_named(converter.coursedir.assignment_id)
            if not judge.without_sandbox and Judge in converter.autograde_preprocessors:
                sandbox.require()
            with for_nbgrader(converter, unit, judge.limits()):
                plain(converter)
        except CourseError as error:
            converter.log.error(str(error))
            raise NbGraderException(str(error)) from None

    start.plain = plain
    Autograde.start = start


@contextlib.contextmanager
def for_nbgrader(converter, unit, limits):
    """Let an nbgrader converter read received submissions in place of those handed in."""
    course = converter.coursedir
    handed_in = course.submitted_directory
    release, given = released(unit)
    with tempfile.TemporaryDirectory(prefix="received-") as place:
        for student, folder in submissions(course, unit):
            received = receive(*collect(folder, limits), unit, release, given, limits)
            for note in received.notes:
                converter.log.warning("%s, %s: %s", student, unit.name, note)
            lay(received, Path(course.format_path(place, student, unit.name)), unit)
        course.submitted_directory = place
        try:
            yield
        finally:
            course.submitted_directory = handed_in


def released(unit):
    """What was handed out: (the notebook, the paths of all files)."""
    path = unit.release / f"{unit.module}.ipynb"
    if not path.exists():
        raise CourseError(f"{unit.name} has not been released yet: run python -m grader release")
    files = {file.relative_to(unit.release).as_posix() for file in unit.release.rglob("*") if file.is_file()}
    return nbformat.read(path, as_version=4), files


def submissions(course, unit):
    """The (student, folder) of all who have handed in, as nbgrader's settings say where."""
    step, student = course.submitted_directory, course.student_id
    pattern = re.compile(course.format_path(step, "(?P<student_id>[^/]+)", unit.name, escape=True))
    found = []
    for folder in sorted(glob.glob(course.format_path(step, student, unit.name))):
        match = pattern.fullmatch(folder)
        if match and os.path.isdir(folder):
            found.append((match["student_id"], Path(folder)))
    return found


def lay(received, folder, unit):
    """Write a received submission into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in received.files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    nbformat.write(received.notebook, folder / f"{unit.module}.ipynb")


def harmless(text):
    """Markdown that cannot put a tag or a link that runs code into a page: a space of no width holds it apart."""
    return TEX_WITH_LINKS.sub("\\" + HELD_APART, TAG.sub("<" + HELD_APART, text))


def _walk(folder, depth=0):
    # (path, what it is) of everything in a folder; no link is followed
    if depth == 0 and any(path.is_symlink() for path in (folder, folder.parent)):
        yield folder, "a link"
        return
    with os.scandir(folder) as entries:
        entries = sorted(entries, key=lambda entry: entry.name)
    for entry in entries:
        path = folder / entry.name
        if entry.name in IGNORED:
            continue
        if not entry.name.isprintable():
            yield folder / ascii(entry.name), "a name that cannot be written"
        elif entry.is_symlink():
            yield path, "a link"
        elif entry.is_dir(follow_symlinks=False):
            if depth == DEEPEST:
                yield path, "too many folders inside folders"
            else:
                yield from _walk(path, depth + 1)
        else:
            yield path, "file" if entry.is_file(follow_symlinks=False) else "no plain file"


def _read(path, most):
    # The bytes of a plain file of at most so many bytes, else None.
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode) or os.fstat(descriptor).st_size > most:
            return None
        return file.read()


def _is_time(content):
    # One without a year would be taken for a time of the day on which it is read.
    if len(content) > LONGEST_NAME or not YEAR.search(content):
        return False
    try:
        parse_utc(content.decode("utf-8").strip())
    except (ValueError, TypeError, OverflowError, AttributeError):
        return False
    return True


def _stray(files, release, name):
    # A notebook of the assignment that was handed in under another name.
    ids = {grade_id(cell) for cell in release.cells if grade_id(cell)}
    found = []
    for other in files:
        if "/" not in other and other.lower().endswith(".ipynb"):
            with contextlib.suppress(Exception):
                cells = json.loads(files[other])["cells"]
                if ids & {cell["metadata"]["nbgrader"]["grade_id"] for cell in cells if "nbgrader" in cell["metadata"]}:
                    found.append(other)
    if len(found) != 1:
        raise Unfit(f"the notebook {name} is missing" + (f"; there are {', '.join(found)}" if found else ""))
    return found[0]


def _cell(raw):
    # A cell with nothing but its source and nbgrader's metadata.
    source = raw["source"] if isinstance(raw["source"], str) else "".join(raw["source"])
    if raw["cell_type"] not in ("code", "markdown", "raw"):
        raise ValueError("a cell of an unknown kind")
    cell = nodes.cell(raw["cell_type"], nodes.clean(source))
    if isinstance(raw.get("id"), str):
        cell.id = raw["id"]
    about = raw["metadata"].get("nbgrader")
    if isinstance(about, dict) and isinstance(about.get("grade_id"), str):
        cell.metadata["nbgrader"] = nbformat.from_dict(about)
    return cell


def _own(cell, prompts):
    # A cell of the student's own.
    if cell.cell_type == "code":
        return nodes.cell("code", cell.source, cell.id)
    text = cell.source if cell.source in prompts else harmless(cell.source)
    return nodes.cell("markdown", text, cell.id)
