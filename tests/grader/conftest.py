"""A course of its own for each test module: the rooms that grading needs, copied, so that nothing real is touched."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("book", "checks", "exercises", "grader", "mistakes", "nnlib", "solutions")
FILES = ("_config.yml", "nbgrader_config.py", "pyproject.toml")


class Course:
    """A copy of the course, and commands run in it."""

    def __init__(self, root):
        self.root = root
        for room in ROOMS:
            shutil.copytree(ROOT / room, root / room, ignore=shutil.ignore_patterns("__pycache__", "_build", "assets"))
        for file in FILES:
            shutil.copy(ROOT / file, root)
        if (ROOT / "_build" / "known").exists():  # tables by content: what is there need not be computed again
            shutil.copytree(ROOT / "_build" / "known", root / "_build" / "known")

    @staticmethod
    def environment():
        """That of somebody who types commands in the course: its tools on the path, no PYTHONPATH of the tests."""
        variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        variables["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{variables['PATH']}"  # nbgrader calls alembic
        return variables

    def run(self, *command, status=0, **environment):
        """Run a Python module in the course; its exit status must be as said (None: any). Returns stdout + stderr."""
        variables = {**self.environment(), **environment}
        done = subprocess.run(
            [sys.executable, "-m", *map(str, command)],
            cwd=self.root,
            env=variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            stdin=subprocess.DEVNULL,
        )
        assert status is None or done.returncode == status, done.stdout
        return done.stdout

    def grade(self, *command, **keywords):
        """Run one of our own commands."""
        return self.run("grader", *command, **keywords)

    def nbgrader(self, *command, **keywords):
        """Run one of nbgrader's commands."""
        return self.run("nbgrader", *command, **keywords)


def pytest_runtest_setup(item):
    if item.get_closest_marker("sandbox") and sys.platform != "linux":
        pytest.skip("the sandbox, bubblewrap, is there on Linux alone")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """One copy of the course for the tests of a module."""
    return Course(tmp_path_factory.mktemp("course"))
