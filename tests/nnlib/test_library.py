"""What holds for the library as a whole: old Pythons, the order of its modules, its exercises, its words."""

import ast
import importlib
import pathlib
import re

import pytest

import nnlib

FOLDER = pathlib.Path(nnlib.__file__).parent
FILES = sorted(FOLDER.rglob("*.py"))
UNITS = ["neurons", "layers", "activations", "forward", "backprop", "training"]
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


def name_of(path):
    return str(path.relative_to(FOLDER))


def tree_of(unit):
    return ast.parse((FOLDER / f"{unit}.py").read_text(encoding="utf-8"))


def functions_of(unit):
    """All functions and methods of a unit, in order: (name, node)."""
    for node in tree_of(unit).body:
        if isinstance(node, ast.ClassDef):
            yield node.name, node
            yield from ((f"{node.name}.{m.name}", m) for m in node.body if isinstance(m, ast.FunctionDef))
        elif isinstance(node, ast.FunctionDef):
            yield node.name, node


def imports_of(path):
    """The modules of nnlib that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("nnlib"):
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("nnlib"))


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_the_syntax_is_that_of_python_3_8(path):
    ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 8))


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_name_of_a_later_python_is_used(path):
    text = path.read_text(encoding="utf-8")
    for later in (
        "removeprefix",
        "removesuffix",
        "strict=",
        "functools import cache",
        "math.lcm",
        "zoneinfo",
        "pairwise",
    ):
        assert later not in text


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_uses_only_those_before_it(unit):
    allowed = {"nnlib.arrays", *(f"nnlib.{earlier}" for earlier in UNITS[: UNITS.index(unit)])}
    assert set(imports_of(FOLDER / f"{unit}.py")) <= allowed


@pytest.mark.parametrize("path", sorted((FOLDER / "draw").glob("*.py")), ids=name_of)
def test_figures_get_what_they_draw_as_arguments(path):
    assert all(module.startswith("nnlib.draw") for module in imports_of(path))


@pytest.mark.parametrize("unit", UNITS)
def test_exercises_are_numbered_in_order(unit):
    """Each function with a solution region names one exercise, and only those do."""
    lines = (FOLDER / f"{unit}.py").read_text(encoding="utf-8").splitlines()
    numbers = []
    for name, node in functions_of(unit):
        if isinstance(node, ast.ClassDef):
            continue
        body = "\n".join(lines[node.lineno - 1 : node.end_lineno])
        named = re.findall(r"^ *Exercise (\d+\.\d+)$", ast.get_docstring(node) or "", re.MULTILINE)
        assert body.count(BEGIN) == len(named) <= 1, name
        numbers += named
    chapter = UNITS.index(unit) + 1
    assert numbers == [f"{chapter}.{k}" for k in range(1, len(numbers) + 1)]
    assert len(numbers) >= 4
    for marker in (BEGIN, END):
        assert sum(line.strip() == marker for line in lines) == len(numbers), "no region outside a function"


@pytest.mark.parametrize("unit", UNITS)
def test_everything_says_what_it_is(unit):
    """Docstrings throughout; with shapes and, where it raises, errors."""
    assert len(ast.get_docstring(tree_of(unit))) > 200
    for name, node in functions_of(unit):
        text = ast.get_docstring(node) or ""
        assert text or name.endswith("__init__"), name
        if any(isinstance(part, ast.Raise) for part in ast.walk(node)) and not isinstance(node, ast.ClassDef):
            assert "ValueError" in text, name


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_without_its_solutions_can_still_be_imported(unit):
    """What a student starts from: the regions replaced by stubs."""
    text = (FOLDER / f"{unit}.py").read_text(encoding="utf-8")
    region = re.compile(rf"^( *){BEGIN}\n.*?^ *{END}\n", re.MULTILINE | re.DOTALL)
    stub, count = region.subn(r"\1raise NotImplementedError\n", text)
    assert count >= 4 and "SOLUTION" not in stub
    module = importlib.util.module_from_spec(importlib.machinery.ModuleSpec("stub", None))
    exec(compile(stub, unit, "exec"), module.__dict__)
    for name, node in functions_of(unit):
        if "Exercise" in (ast.get_docstring(node) or "") and "." not in name:
            assert callable(getattr(module, name))


def test_the_package_names_its_modules():
    assert all(f"\n{unit} " in nnlib.__doc__ for unit in UNITS)
