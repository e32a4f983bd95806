"""The judge: one nbgrader preprocessor in the place of ``Execute``, for its command line and for formgrader alike."""

import atexit
import functools
import json
from pathlib import Path

from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Float, Integer

from grader import release
from grader.limits import Limits
from grader.marking import mark
from grader.sandbox import Sandbox
from grader.units import unit_named


def _setting(name, default):
    return (Integer if type(default) is int else Float)(default, help=f"See grader.limits: {name}.").tag(config=True)


LIMITS = {name: _setting(name, default) for name, default in Limits().as_dict().items()}


class Judge(type("Limited", (NbGraderPreprocessor,), LIMITS)):
    """Grades a notebook with code and tests in two processes. The settings are those of `grader.limits.Limits`."""

    without_sandbox = Bool(False, help="Run students' code without bubblewrap, at your own risk.").tag(config=True)

    def limits(self):
        """The limits as they are set."""
        return Limits(**{name: getattr(self, name) for name in LIMITS})

    def preprocess(self, notebook, resources):
        """Run all cells of a notebook; its outputs are what nbgrader's own scoring reads."""
        about = resources["nbgrader"]
        unit = unit_named(about["assignment"])
        folder = Path(resources["metadata"]["path"])
        files = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file() and not path.is_symlink() and path.suffix not in (".ipynb", ".pyc")
        }
        sandbox = _sandbox(not self.without_sandbox)
        sandbox.give(_given(unit), unit.own)
        notes = mark(notebook, files, unit.own, _known(unit), sandbox, self.limits())
        for note in notes:
            self.log.warning("%s, %s: %s", about["student"], unit.name, note)
        return notebook, resources


@functools.cache
def _sandbox(contained):
    sandbox = Sandbox(contained)
    atexit.register(sandbox.close)
    return sandbox


@functools.cache
def _known(unit):
    return json.loads(release.known_table(unit, hidden=True))


@functools.cache
def _given(unit):
    return release.package_files(unit)
