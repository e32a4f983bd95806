"""What each known wrong answer gives on the checks' inputs, so that a student's can be recognised.

``python -m grader.recognising 3-activations`` prints the table for the cells as students see them, as JSON; with
``--hidden`` also for the hidden tests, which only the judge may know. It runs wrong code on purpose, hence a process
of its own.
"""

import argparse
import contextlib
import io
import json
import os
import re
import sys
import types

import nbformat
from docutils.nodes import make_id

import mistakes
from checks import CheckFailed, known
from grader import markers, notebooks
from grader.placing import definition, place
from grader.units import ROOT, CourseError, unit_named

ASSIGNED = re.compile(r"^### BEGIN SOLUTION$.*?^### END SOLUTION$", re.DOTALL | re.MULTILINE)


def table(unit, hidden):
    """Entries by the key of the call: each wrong answer's outcome at the first check that it fails."""
    notebook = notebooks.read(unit.notebook)
    reference = markers.solved(unit.source.read_text(encoding="utf-8"), unit.source.name)
    headings = section_titles(unit)
    known.use({})
    entries = {}
    for mistake in mistakes.all_mistakes():
        if mistake.unit != unit.module:
            continue
        if mistake.section not in headings:
            raise CourseError(
                f"mistakes/{unit.module}.py, {mistake.name}: no section {mistake.section!r} in the chapter"
            )
        place_text = {
            "says": mistake.says,
            "place": f'chapter {unit.number}, "{headings[mistake.section]}"',
            "link": f"{unit.name}.html#{mistake.section}",
        }
        for failure in _failures(unit, notebook, reference, mistake, hidden):
            if failure.outcome == {"raises": "NameError"}:
                raise CourseError(f"mistakes/{unit.module}.py, {mistake.name}: uses a name that the module has not")
            entry = {"outcome": failure.outcome, **place_text}
            if entry not in entries.setdefault(failure.key, []):
                entries[failure.key].append(entry)
        if mistake.values:
            values = list(mistake.values.values())
            outcome = {"gave": known.kept(values[0] if len(values) == 1 else tuple(values))}
            entries.setdefault("answer:" + mistake.target, []).append({"outcome": outcome, **place_text})
    return entries


def section_titles(unit):
    """The chapter's headings by their slug, which is the anchor on the page."""
    titles = {}
    for cell in nbformat.read(unit.chapter, as_version=4).cells:
        if cell.cell_type == "markdown":
            for title in re.findall(r"^#+ +(.+?) *$", cell.source, re.MULTILINE):
                titles[make_id(title)] = re.sub(r"[`$*]", "", title)
    return titles


def _failures(unit, notebook, reference, mistake, hidden):
    # Run the checks of the mistake's own exercise with the wrong answer in place of the right one.
    source = reference
    if mistake.function and is_in_module(mistake.target, reference):
        source = place(reference, mistake.target, mistake.function)
    _install(f"nnlib.{unit.module}", source)
    namespace = {}
    for cell in notebook.cells:
        identifier = notebooks.grade_id(cell)
        if cell.cell_type != "code" or identifier is None:
            continue
        code = notebooks.plain_code(cell)
        if identifier == f"{notebooks.cell_name(mistake.target)}-answer":
            code = wrong_cell(cell.source, mistake)
        if notebooks.is_grade(cell):
            if notebooks.exercise_of(identifier, [mistake.target]) is None:
                continue
            if not hidden:
                code = notebooks.without_hidden(code, identifier)
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(code, identifier, "exec"), namespace)
        except CheckFailed as failure:
            yield failure


def is_in_module(target, reference):
    """Whether an exercise asks for something in the unit's module, rather than in the notebook."""
    return re.search(rf"^(def|class) {re.escape(target.partition('.')[0])}\b", reference, re.MULTILINE) is not None


def wrong_cell(source, mistake):
    """The source of a notebook's solution cell with the wrong answer in it."""
    if mistake.function:
        wrong = definition(mistake.function, mistake.target)
    else:
        wrong = "\n".join(f"{name} = {value!r}" for name, value in mistake.values.items())
    return ASSIGNED.sub(lambda match: wrong, source)


def _install(name, source):
    package, _, attribute = name.partition(".")
    module = types.ModuleType(name)
    exec(compile(source, name, "exec"), module.__dict__)
    sys.modules[name] = module
    setattr(__import__(package), attribute, module)


def main():
    """Print the table of one unit as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("unit")
    parser.add_argument("--hidden", action="store_true", help="with the hidden tests, for the judge")
    asked = parser.parse_args()
    os.chdir(ROOT)
    try:
        json.dump(table(unit_named(asked.unit), asked.hidden), sys.stdout, indent=1, sort_keys=True)
    except CourseError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
