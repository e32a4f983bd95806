"""What is handed out: equal to its sources, and without a solution or a hidden test."""

import filecmp
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
import yaml

from grader import markers, notebooks
from grader.release import pack
from grader.units import ROOT, units

SECRETS = ("BEGIN SOLUTION", "END SOLUTION", "BEGIN HIDDEN TESTS", "END HIDDEN TESTS")


@pytest.fixture(scope="module")
def released(course):
    course.grade("release")
    return course


def files(folder):
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return sorted(path.relative_to(folder).as_posix() for path in found)


def test_exercises_are_what_their_sources_generate(released):
    fresh, committed = released.root / "exercises", ROOT / "exercises"
    assert files(fresh) == files(committed), "run: make exercises"
    _, different, errors = filecmp.cmpfiles(fresh, committed, files(fresh), shallow=False)
    assert not different and not errors, "run: make exercises"


def test_generating_leaves_nothing_beside_the_sources(released):
    assert files(released.root / "solutions") == files(ROOT / "solutions")


@pytest.mark.parametrize("unit", units(), ids=lambda unit: unit.name)
def test_a_release_holds_no_solution_and_no_hidden_test(unit):
    secret = markers.secrets(unit.source.read_text(encoding="utf-8"), unit.source.name)
    cells = notebooks.read(unit.notebook).cells
    secret |= markers.secrets("\n".join(cell.source for cell in cells), unit.notebook.name)
    assert secret
    for name in files(unit.release):
        if not name.endswith((".py", ".ipynb", ".json")):
            continue
        text = (unit.release / name).read_text(encoding="utf-8")
        assert not any(marker in text for marker in SECRETS), name
        if name in (f"{unit.module}.ipynb", f"nnlib/{unit.module}.py"):
            if name.endswith(".ipynb"):
                text = "\n".join(cell.source for cell in nbformat.reads(text, as_version=4).cells)
            assert not secret & {line.strip() for line in text.splitlines()}, name


@pytest.mark.parametrize("unit", units(), ids=lambda unit: unit.name)
def test_a_unit_gets_the_earlier_modules_solved_and_no_later_one(unit):
    modules = {u.module: u.number for u in units()}
    for module, number in modules.items():
        path = unit.release / "nnlib" / f"{module}.py"
        assert path.exists() == (number <= unit.number)
        if path.exists():
            assert ("raise NotImplementedError(" in path.read_text(encoding="utf-8")) == (number == unit.number)


def test_a_zip_holds_the_folder_and_is_the_same_every_time():
    unit = units()[0]
    first = pack(unit).read_bytes()
    path = pack(unit)
    assert path.read_bytes() == first
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == [f"{unit.name}/{name}" for name in files(unit.release)]
        for name in archive.namelist():
            assert archive.read(name) == (ROOT / "exercises" / name).read_bytes()


def test_a_fault_in_a_source_stops_the_command_with_its_place(released):
    source = released.root / "nnlib" / "neurons.py"
    whole = source.read_text(encoding="utf-8")
    source.write_text(whole.replace("    ### END SOLUTION\n", "", 1), encoding="utf-8")
    before = files(released.root / "exercises" / "1-neurons")
    try:
        ours = released.grade("release", "1-neurons", status=1)
        theirs = released.nbgrader("generate_assignment", "1-neurons", "--force", "--no-db", status=1)
    finally:
        source.write_text(whole, encoding="utf-8")
    assert ours.splitlines()[-1].startswith("error: nnlib/neurons.py:")
    assert "error: nnlib/neurons.py:" in theirs
    assert files(released.root / "exercises" / "1-neurons") in (before, [])


def test_a_unit_without_a_module_stops_the_command(released):
    folder = released.root / "solutions" / "7-recurrent"
    folder.mkdir()
    try:
        said = released.grade("release", status=1)
    finally:
        folder.rmdir()
    assert said == "error: solutions/7-recurrent has no module: nnlib/recurrent.py is missing\n"


def test_an_unknown_unit_is_named_with_those_there_are(released):
    assert released.grade("release", "9-dreams", status=1).startswith("error: no unit '9-dreams'; there are: 1-neurons")


def test_a_release_that_would_show_a_solution_is_taken_back(released):
    path = released.root / "solutions" / "1-neurons" / "neurons.ipynb"
    whole = Path(path).read_bytes()
    notebook = nbformat.read(path, as_version=4)
    solution = min(markers.secrets((released.root / "nnlib" / "neurons.py").read_text(), ""))
    notebook.cells[0].source += "\n\n" + solution
    nbformat.write(notebook, path)
    try:
        said = released.grade("release", "1-neurons", status=1)
    finally:
        path.write_bytes(whole)
    assert "would show a solution or hidden test" in said
    assert not (released.root / "exercises" / "1-neurons").exists()


@pytest.mark.parametrize("unit", units(), ids=lambda unit: unit.name)
def test_the_chapter_in_a_folder_is_the_books_with_colabs_cell_before_the_first_code(unit):
    ours = json.loads(unit.chapter.read_text(encoding="utf-8"))
    theirs = json.loads((unit.release / "chapter.ipynb").read_text(encoding="utf-8"))
    first = [cell["cell_type"] for cell in theirs["cells"]].index("code")
    assert theirs["cells"].pop(first)["id"] == "colab"
    assert theirs == ours


def test_a_course_that_does_not_say_where_it_lies_is_not_released(released):
    config = released.root / "_config.yml"
    whole = config.read_text(encoding="utf-8")
    config.write_text(whole.replace("  branch:", "  twig:"), encoding="utf-8")
    try:
        said = released.grade("release", "1-neurons", status=1)
    finally:
        config.write_text(whole, encoding="utf-8")
    assert (
        said.strip() == "error: _config.yml does not say the url and the branch of the repository; nothing is released"
    )


GIT = """#!/bin/sh
echo "$*" >> "{log}"
for last; do :; done
mkdir "$last" && cp -r "{exercises}" "$last"
"""


class Elsewhere:
    """A machine on which a chapter is opened: its first code cell is run in an empty folder, git is a stand-in."""

    def __init__(self, folder, unit):
        cells = nbformat.read(unit.release / "chapter.ipynb", as_version=4).cells
        self.cell = next(cell.source for cell in cells if cell.cell_type == "code")
        self.log, self.folder = folder / "log", folder / "content"
        self.log.touch()
        self.folder.mkdir()
        git = folder / "git"
        git.write_text(GIT.format(log=self.log, exercises=ROOT / "exercises"))
        git.chmod(0o755)
        self.variables = {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}

    def run(self, then, colab=True):
        """What is printed by the cell and the code after it, and how git was called."""
        before = "import sys, types\nsys.modules['google.colab'] = types.ModuleType('google.colab')\n" if colab else ""
        done = subprocess.run(
            [sys.executable, "-c", f"{before}{self.cell}\n{then}"],
            cwd=self.folder,
            env=self.variables,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr, self.log.read_text().splitlines()


@pytest.mark.parametrize("unit", units(), ids=lambda unit: unit.name)
def test_colab_fetches_the_folder_once_and_imports_its_package(tmp_path, unit):
    repository = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["repository"]
    clone = f"clone --quiet --depth 1 --branch {repository['branch']} {repository['url']} course"
    machine = Elsewhere(tmp_path, unit)
    ask = f"import nnlib.{unit.module} as m\nprint(os.path.realpath(m.__file__))"
    module = (machine.folder / "course" / "exercises" / unit.name / "nnlib" / f"{unit.module}.py").resolve()
    assert machine.run(ask) == (f"{module}\n", [clone])
    module.write_text("print('edited')\n")
    assert machine.run(ask) == (f"edited\n{module}\n", [clone])  # a kernel that starts again keeps what was written
    assert machine.run(f"{machine.cell}\nprint(os.path.basename(os.getcwd()))") == (f"{unit.name}\n", [clone])


def test_colabs_cell_does_nothing_elsewhere_or_beside_a_package(tmp_path):
    machine = Elsewhere(tmp_path, units()[0])
    here = f"assert os.path.realpath('.') == {str(machine.folder.resolve())!r}"
    assert machine.run(here, colab=False) == ("", [])
    (machine.folder / "nnlib").mkdir()
    assert machine.run(here) == ("", [])
