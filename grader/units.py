"""Which units there are, and where each keeps its files: by convention alone, no table."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class CourseError(Exception):
    """Something in the sources or in a request is wrong; the message is one line for the person at the terminal."""


@dataclass(frozen=True, order=True)
class Unit:
    """A unit such as ``3-activations``: chapter, module, assignment and mistakes all follow from its name."""

    number: int
    module: str

    @property
    def name(self):
        return f"{self.number}-{self.module}"

    @property
    def chapter(self):
        return ROOT / "book" / f"{self.name}.ipynb"

    @property
    def source(self):
        """The reference: the solved module with its solution regions marked."""
        return ROOT / "nnlib" / f"{self.module}.py"

    @property
    def own(self):
        """The path of the student's own module in their folder."""
        return f"nnlib/{self.module}.py"

    @property
    def assignment(self):
        """nbgrader's source folder."""
        return ROOT / "solutions" / self.name

    @property
    def notebook(self):
        return self.assignment / f"{self.module}.ipynb"

    @property
    def release(self):
        """The student's folder, generated."""
        return ROOT / "exercises" / self.name

    @property
    def mistakes(self):
        return ROOT / "mistakes" / f"{self.module}.py"


def units():
    """All units in the course's order, read from ``solutions/``."""
    found = []
    for folder in (ROOT / "solutions").iterdir():
        match = re.fullmatch(r"(\d+)-([a-z_]+)", folder.name)
        if match and folder.is_dir():
            unit = Unit(int(match[1]), match[2])
            if not unit.source.exists():
                raise CourseError(f"solutions/{unit.name} has no module: nnlib/{unit.module}.py is missing")
            found.append(unit)
    return sorted(found)


def unit_named(name):
    """The unit of this name; an unknown one raises CourseError that lists those there are."""
    for unit in units():
        if unit.name == name:
            return unit
    raise CourseError(f"no unit {name!r}; there are: {', '.join(unit.name for unit in units())}")
