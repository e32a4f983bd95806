"""The bank: known wrong answers with what to say to each, and right answers written another way.

One module for each unit (``mistakes/neurons.py`` for ``1-neurons``). One bank, two uses: a student's wrong output is
recognised by it, and the grader is proved by it: each wrong answer must lose its points, each right one none.
Never handed out: a wrong implementation shows most of the right one.
"""

import importlib
import pathlib
import sys
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Mistake:
    """A wrong answer to `target`: a wrong `function`, or wrong `values` for a short answer."""

    target: str
    name: str
    says: str
    section: str
    unit: str
    function: Callable = None
    values: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Right:
    """A right answer to `target`, written another way."""

    target: str
    name: str
    unit: str
    function: Callable


_mistakes = []
_rights = []


def mistake(target, says, section):
    """Enter the decorated function as a wrong answer.

    `target` is the name of the function, method (``"Neuron.forward"``) or notebook answer that it stands for,
    `says` the sentence for the student, `section` the slug of the chapter's heading to go back to. Its source is put
    in the place of the right one inside the reference module, so it may use that module's names and imports.
    """

    def enter(function):
        _mistakes.append(Mistake(target, function.__name__, says, section, _unit(function.__module__), function))
        return function

    return enter


def right(target):
    """Enter the decorated function as a right answer to `target`, written another way."""

    def enter(function):
        _rights.append(Right(target, function.__name__, _unit(function.__module__), function))
        return function

    return enter


def wrong_answer(target, says, section, **values):
    """Enter wrong values for a short answer: ``wrong_answer("n_weights", "…", section="…", n_weights=7)``.

    `target` is the exercise's name; `values` are the notebook's names that it asks for.
    """
    number = sum(item.target == target for item in _mistakes) + 1
    module = sys._getframe(1).f_globals["__name__"]
    _mistakes.append(Mistake(target, f"{target}_{number}", says, section, _unit(module), values=values))


def all_mistakes():
    """Every entry of the bank, in the units' order."""
    _load()
    return list(_mistakes)


def all_rights():
    """Every right answer of the bank, in the units' order."""
    _load()
    return list(_rights)


def mistakes_of(target):
    """The wrong answers to one function, method or short answer."""
    return [item for item in all_mistakes() if item.target == target]


def rights_of(target):
    """The right answers to one function or method."""
    return [item for item in all_rights() if item.target == target]


def _unit(module):
    return module.rpartition(".")[2]


def _load():
    for path in sorted(pathlib.Path(__file__).parent.glob("[a-z]*.py")):
        try:
            importlib.import_module("mistakes." + path.stem)
        except ModuleNotFoundError as missing:  # beside a student's package, which ends with the student's unit
            if not (missing.name or "").startswith("nnlib."):
                raise
