"""What a page needs in order to run and check code in the browser, read from the generated exercises.

Everything comes from ``exercises/``, which holds no solution. Only `reference` reads the solved package, and only
its answers are served if the course decides to (``practice_reference`` in ``_config.yml``).
"""

import ast
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

UNIT = re.compile(r"(\d+)-([a-z_]+)")
HEADING = re.compile(r"^### (Exercise (\d+\.\d+)) · (.+?) \(\d+ points?\)\s*$", re.MULTILINE)
STUB = re.compile(r"Exercise (\d+\.\d+)")
JUDGING = re.compile(r"\b(check|build|examine)\(|\.(gives|satisfies)\(")


@dataclass(frozen=True)
class Slot:
    """A function or method that the reader writes: its place in the module, and the stub that stands there."""

    name: str  # relu, or Dense.forward
    exercise: str  # 3.2
    first: int  # lines of the module, counted from 0
    last: int
    indent: int
    text: str


@dataclass
class Exercise:
    """One exercise of an assignment: what is asked, what the reader edits, what checks it."""

    number: str
    title: str
    statement: str
    slots: list = field(default_factory=list)
    answers: list = field(default_factory=list)  # cells of the notebook that the reader completes
    cells: list = field(default_factory=list)  # (kind, id, code): all that Check runs, in order

    @property
    def anchor(self):
        return "practice-" + self.number.replace(".", "-")

    @property
    def only_form(self):
        """Whether the checks see no more than the form of a short answer; the grader alone knows the right one."""
        return not any(JUDGING.search(cell["code"]) for cell in self.cells if cell["kind"] == "check")


@dataclass
class Unit:
    """One unit's folder in ``exercises/``."""

    folder: Path

    @property
    def name(self):
        return self.folder.name

    @property
    def module(self):
        return self.name.partition("-")[2]

    @property
    def stub(self):
        return self.folder / "nnlib" / f"{self.module}.py"

    @property
    def notebook(self):
        return self.folder / f"{self.module}.ipynb"

    @property
    def sources(self):
        return [self.stub, self.notebook, *sorted((self.folder / "checks").glob("*.*"))]


def units(root):
    """The units that have been generated, in order, by the name of their chapter."""
    folders = sorted((root / "exercises").glob("[0-9]*-*"), key=lambda p: int(p.name.partition("-")[0]))
    return {folder.name: Unit(folder) for folder in folders if UNIT.fullmatch(folder.name)}


def slots(text):
    """The stubs in the text of a module, in order."""
    lines = text.splitlines()
    found = []
    for name, node in _functions(ast.parse(text)):
        source = lines[node.lineno - 1 : node.end_lineno]
        raised = [line for line in source if "raise NotImplementedError(" in line]
        match = STUB.search(raised[0]) if raised else None
        if match:
            indent = node.col_offset
            text = "\n".join(line[indent:] if line[:indent].isspace() or not line else line for line in source)
            found.append(Slot(name, match[1], node.lineno - 1, node.end_lineno, indent, text))
    return found


def pieces(text):
    """The text of a module as a list of strings and stubs; put together, they are the module again."""
    lines = text.splitlines(keepends=True)
    parts, here = [], 0
    for slot in slots(text):
        parts.append("".join(lines[here : slot.first]))
        parts.append({"name": slot.name, "exercise": slot.exercise, "indent": slot.indent, "stub": slot.text})
        here = slot.last
        if lines[here - 1].endswith("\n"):
            parts.append("\n")
    parts.append("".join(lines[here:]))
    return [part for part in parts if part]


def reference(root, unit):
    """The solved functions of a unit, by name."""
    text = (root / "nnlib" / f"{unit.module}.py").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not re.match(r"\s*### (BEGIN|END) ", line)]
    wanted = {slot.name for slot in slots(unit.stub.read_text(encoding="utf-8"))}
    answers = {}
    for name, node in _functions(ast.parse("\n".join(lines))):
        if name in wanted:
            source = lines[node.lineno - 1 : node.end_lineno]
            answers[name] = "\n".join(line[node.col_offset :] if line.strip() else "" for line in source)
    if answers.keys() != wanted:
        raise ValueError(f"nnlib/{unit.module}.py has no answer to {', '.join(sorted(wanted - answers.keys()))}")
    return answers


def exercises(unit):
    """The exercises of a unit's assignment, and the setup code that stands before all of them."""
    notebook = json.loads(unit.notebook.read_text(encoding="utf-8"))
    stubs = slots(unit.stub.read_text(encoding="utf-8"))
    found, setup = [], []
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            match = HEADING.search(source)
            if match:
                number = match[2]
                own = [slot for slot in stubs if slot.exercise == number]
                found.append(Exercise(number, match[3], source[match.end() :].strip(), own))
            elif found and not re.match(r"#{1,2} ", source):
                found[-1].statement += "\n\n" + source
            continue
        kind, name = _role(cell)
        code = plain_code(source)
        if not found:
            setup.append(code)
        elif kind:
            found[-1].cells.append({"kind": kind, "id": name, "code": code})
            if kind == "answer":
                found[-1].answers.append({"id": name, "code": code})
    return found, "\n".join(setup)


def plain_code(source):
    """Code without IPython's magics, which mean nothing outside a notebook."""
    return "\n".join(line for line in source.splitlines() if not line.startswith(("%", "!"))).strip()


def library(root):
    """The package as served, and where its data files lie.

    Modules that the reader completes come as their pieces, given files as their text.
    """
    every = units(root)
    own = {f"nnlib/{unit.module}.py" for unit in every.values()}
    modules, given, data = {}, {}, {}
    for unit in every.values():
        modules[f"nnlib/{unit.module}.py"] = pieces(unit.stub.read_text(encoding="utf-8"))
        for path in sorted((unit.folder / "nnlib").rglob("*")):
            name = path.relative_to(unit.folder).as_posix()
            if not path.is_file() or "__pycache__" in name or name in own:
                continue
            if path.suffix == ".py":
                given[name] = path.read_text(encoding="utf-8")
            else:
                data[name] = path
    return {"modules": modules, "given": given, "data": sorted(data)}, data


def unit_data(unit):
    """What a chapter's practice blocks need: the code around the checks, and the checks' own files."""
    found, setup = exercises(unit)
    checks = sorted((unit.folder / "checks").glob("*.*"))
    used = "\n".join([setup, *(cell["code"] for exercise in found for cell in exercise.cells)])
    return {
        "module": f"nnlib/{unit.module}.py",
        "setup": setup,
        "checks": {f"checks/{path.name}": path.read_text(encoding="utf-8") for path in checks},
        "figures": bool(re.search(r"\b(matplotlib|draw)\b", used)),
        "exercises": {
            exercise.number: {
                "title": exercise.title,
                "slots": [slot.name for slot in exercise.slots],
                "cells": exercise.cells,
            }
            for exercise in found
        },
    }


def _functions(tree):
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    yield f"{node.name}.{inner.name}", inner


def _role(cell):
    # What a code cell of the assignment is for; a cell to play in is for nothing that Check runs.
    marks = cell.get("metadata", {}).get("nbgrader", {})
    name = marks.get("grade_id", "")
    if marks.get("grade"):
        return "check", name
    if marks.get("solution"):
        return "answer", name
    return ("given", name) if marks.get("locked") else (None, name)
