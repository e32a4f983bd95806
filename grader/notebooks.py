"""Notebooks: reading them, what each cell is for, and what must be right before they are handed out."""

import re
from pathlib import Path

import nbformat
from nbgrader.utils import is_grade, is_solution

from grader import markers
from grader.units import ROOT, CourseError

HEADING = re.compile(r"^### Exercise (\d+\.\d+) · .+ \((\d+) points?\)$", re.MULTILINE)


def read(path):
    """The notebook at `path`; one that cannot be read, or has no kernel metadata, raises CourseError."""
    where = _shown(path)
    try:
        notebook = nbformat.read(path, as_version=4)
    except Exception as error:  # nbformat raises whatever its JSON and schema libraries do
        raise CourseError(f"{where}: not a notebook: {str(error).splitlines()[0]}") from error
    if not notebook.metadata.get("kernelspec", {}).get("name"):
        raise CourseError(f"{where}: no kernel metadata (kernelspec): choose a kernel in Jupyter and save")
    return notebook


def grade_id(cell):
    """The nbgrader id of a cell, or None."""
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def points(notebook):
    """The points of each graded cell by its id."""
    return {grade_id(cell): cell.metadata.nbgrader["points"] for cell in notebook.cells if is_grade(cell)}


def exercise_of(identifier, targets):
    """The exercise that a graded cell belongs to: ``Neuron-forward-batch`` belongs to ``Neuron.forward``."""
    fitting = [t for t in targets if identifier == cell_name(t) or identifier.startswith(cell_name(t) + "-")]
    return max(fitting, key=len, default=None)


def cell_name(target):
    """The id under which an exercise's graded cells stand: nbgrader allows no dots."""
    return target.replace(".", "-")


def plain_code(cell):
    """The cell's Python without IPython's magics, which mean nothing outside a notebook."""
    return "\n".join(line for line in cell.source.splitlines() if not line.lstrip().startswith(("%", "!")))


def without_hidden(source, where):
    """The source of a cell as the student sees it, hidden tests taken out."""
    lines = source.splitlines()
    for kind, first, last in reversed(markers.regions(source, where)):
        if kind == "HIDDEN TESTS":
            del lines[first : last + 1]
    return "\n".join(lines)


def check_assignment(path):
    """Raise CourseError with file and cell for the first thing in an assignment that would break or mis-grade it."""
    notebook = read(path)
    seen = set()
    awarded = 0
    promised = 0
    for number, cell in enumerate(notebook.cells, 1):
        where = f"{_shown(path)}, cell {number}"
        found = markers.regions(cell.source, where)
        promised += sum(int(match[2]) for match in HEADING.finditer(cell.source))
        identifier = grade_id(cell)
        kinds = {kind for kind, _, _ in found}
        if "SOLUTION" in kinds and not is_solution(cell):
            raise CourseError(f"{where}: a solution in a cell that is not marked as one")
        if "HIDDEN TESTS" in kinds and not is_grade(cell):
            raise CourseError(f"{where}: hidden tests in a cell that is not graded")
        for first, last in ((first, last) for kind, first, last in found if kind == "HIDDEN TESTS"):
            _check_hidden(cell.source.splitlines()[first:last], where)
        if identifier is None:
            continue
        if identifier in seen:
            raise CourseError(f"{where}: grade id {identifier!r} is used twice")
        seen.add(identifier)
        if is_grade(cell):
            awarded += cell.metadata.nbgrader["points"]
            if not cell.metadata.nbgrader["locked"]:
                raise CourseError(f"{where}: graded cell {identifier!r} is not locked")
    if awarded != promised:
        raise CourseError(f"{_shown(path)}: headings promise {promised} points, cells award {awarded:g}")


def check_chapter(path):
    """Raise CourseError with file, cell and reason where a chapter was saved with an exception among its outputs."""
    for number, cell in enumerate(read(path).cells, 1):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                reason = f"{output.ename}: {output.evalue}".splitlines()[0]
                raise CourseError(f"{_shown(path)}, cell {number} ({cell.id}): raises {reason}")


def _check_hidden(lines, where):
    for line in lines:
        if re.search(r"\bcheck\(", line) and "about=" not in line:
            raise CourseError(f"{where}: a hidden check without about=, its message would show the values")


def _shown(path):
    path = Path(path)
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
