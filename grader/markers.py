"""Marked regions of a Python file: what a student must write, and what only the judge may see.

``### BEGIN SOLUTION`` to ``### END SOLUTION`` and ``### BEGIN HIDDEN TESTS`` to ``### END HIDDEN TESTS`` mean in
``.py`` files what nbgrader lets them mean in notebooks.
"""

import re

from grader.units import CourseError

MARKER = re.compile(r"^(\s*)###\s*(BEGIN|END)\s+(SOLUTION|HIDDEN TESTS)\s*$")
EXERCISE = re.compile(r"Exercise \d+\.\d+")


def regions(text, where):
    """The marked regions of `text` as (kind, first line, last line), counted from 0, markers included.

    `where` names the file in errors. An unclosed, nested or stray marker raises CourseError with file and line.
    """
    found, opened = [], None
    for number, line in enumerate(text.splitlines()):
        match = MARKER.match(line)
        if not match:
            if re.search(r"###.*\b(BEGIN|END)\b.*\b(SOLUTION|HIDDEN)", line):
                raise CourseError(f"{where}:{number + 1}: marker is not alone on its line: {line.strip()}")
            continue
        edge, kind = match[2], match[3]
        if edge == "BEGIN" and opened:
            raise CourseError(f"{where}:{number + 1}: BEGIN {kind} inside the region opened in line {opened[1] + 1}")
        if edge == "END" and (not opened or opened[0] != kind):
            raise CourseError(f"{where}:{number + 1}: END {kind} without a BEGIN {kind}")
        if edge == "BEGIN":
            opened = (kind, number)
        else:
            found.append((kind, opened[1], number))
            opened = None
    if opened:
        raise CourseError(f"{where}:{opened[1] + 1}: BEGIN {opened[0]} is never closed")
    return found


def stub(text, where, written=0):
    """`text` as a student gets it: each solution raises and names its exercise, hidden tests are gone.

    The first `written` regions keep what is in them, as with a student who has come that far.
    """
    lines = text.splitlines()
    for number, (kind, first, last) in reversed(list(enumerate(regions(text, where)))):
        put = lines[first + 1 : last] if number < written else []
        if kind == "SOLUTION" and not put:
            indent = re.match(r"\s*", lines[first])[0]
            put = [f'{indent}raise NotImplementedError("{_exercise(lines, first, where)}")']
        lines[first : last + 1] = put
    return "\n".join(lines) + "\n"


def solved(text, where):
    """`text` with its solutions and without the markers: how the module of an earlier unit is given."""
    marked = {number for _, first, last in regions(text, where) for number in (first, last)}
    return "\n".join(line for number, line in enumerate(text.splitlines()) if number not in marked) + "\n"


def secrets(text, where):
    """The lines that stand in solution and hidden regions and nowhere else in `text`: a release shows none of them."""
    lines = text.splitlines()
    marked = [range(first, last + 1) for _, first, last in regions(text, where)]
    inside = {lines[number].strip() for span in marked for number in span[1:-1]}
    outside = {line.strip() for number, line in enumerate(lines) if not any(number in span for span in marked)}
    return {line for line in inside - outside if len(line) > 12}


def _exercise(lines, first, where):
    # The docstring of the enclosing function is the nearest text above the region that names an exercise.
    for line in reversed(lines[:first]):
        match = EXERCISE.search(line)
        if match:
            return match[0]
        if re.match(r"\s*(def|class) ", line):
            break
    raise CourseError(f"{where}:{first + 1}: no 'Exercise N.M' in the docstring above this solution")
