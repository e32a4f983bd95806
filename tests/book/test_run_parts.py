"""The parts of what runs in the page, without a browser."""

import json
import sys

import nbformat
import numpy as np
import pytest
from running import ROOT

import practice  # isort: skip  (found through running)
import practice_data  # isort: skip
import widget_data  # isort: skip

sys.path.insert(0, str(ROOT / "book" / "assets" / "run"))
import inside  # isort: skip

UNITS = practice_data.units(ROOT)


def assembled(parts, answers):
    made = []
    for part in parts:
        if isinstance(part, str):
            made.append(part)
            continue
        lines = answers.get(part["name"], part["stub"]).splitlines()
        made.append("\n".join(" " * part["indent"] + line if line.strip() else line for line in lines))
    return "".join(made)


@pytest.mark.parametrize("unit", UNITS.values(), ids=lambda unit: unit.name)
def test_the_pieces_of_a_module_are_the_module_again(unit):
    text = unit.stub.read_text(encoding="utf-8")
    assert assembled(practice_data.pieces(text), {}) == text


@pytest.mark.parametrize("unit", UNITS.values(), ids=lambda unit: unit.name)
def test_with_the_reference_the_pieces_are_the_solved_module(unit):
    from grader import markers

    solved = markers.solved((ROOT / "nnlib" / f"{unit.module}.py").read_text(encoding="utf-8"), unit.module)
    parts = practice_data.pieces(unit.stub.read_text(encoding="utf-8"))
    assert assembled(parts, practice_data.reference(ROOT, unit)) == solved


@pytest.mark.parametrize("unit", UNITS.values(), ids=lambda unit: unit.name)
def test_every_exercise_has_something_to_write_and_something_that_checks_it(unit):
    exercises, setup = practice_data.exercises(unit)
    assert "from checks import" in setup
    assert exercises
    for exercise in exercises:
        assert exercise.statement and (exercise.slots or exercise.answers), exercise.number
        assert any(cell["kind"] == "check" for cell in exercise.cells), exercise.number


def test_where_checks_see_only_the_form_of_an_answer_the_grader_knows_the_right_one():
    from grader import notebooks
    from grader.units import units

    for unit in units():
        hidden = {
            notebooks.grade_id(cell): cell.source.partition("### BEGIN HIDDEN TESTS")[2]
            for cell in notebooks.read(unit.notebook).cells
        }
        for exercise in practice_data.exercises(UNITS[unit.name])[0]:
            judged = [practice_data.JUDGING.search(hidden[c["id"]]) for c in exercise.cells if c["kind"] == "check"]
            assert not exercise.only_form or (exercise.answers and not exercise.slots and any(judged)), exercise.number


# ---- inside.py, which runs in the page's Python


@pytest.fixture
def heard(tmp_path, monkeypatch):
    """A folder of the test's own to work in, and a list of what the page would hear."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setenv("MPLBACKEND", "AGG")  # inside.py does; kernels that pytest starts later would draw nothing
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setattr(inside, "_written", {})
    inside._cells.clear()
    ours = {name: module for name, module in sys.modules.items() if inside._ours(name)}
    yield []
    inside.forget()
    sys.modules.update(ours)


def tell_to(heard):
    return lambda kind, value: heard.append((kind, value))


def printed(heard):
    return "".join(value["text"] for kind, value in heard if kind == "text")


def test_a_cell_prints_shows_its_last_value_and_skips_magics(heard):
    assert inside.run_cell(0, "%matplotlib inline\nprint('one')\n1 + 1", tell_to(heard)) is None
    assert printed(heard) == "one\n2\n"
    assert inside.run_cell(1, "3;", tell_to(heard)) is None
    assert printed(heard) == "one\n2\n"


def test_an_error_names_the_cell_and_its_line(heard):
    error = inside.run_cell(4, "def f():\n    return 1 / 0\n\nf()", tell_to(heard))
    lines = error["text"].splitlines()
    assert lines[0] == "cell 5, line 4" and lines[2] == "cell 5, line 2, in f"
    assert lines[-1] == "ZeroDivisionError: division by zero"
    assert inside.run_cell(5, "raise SystemExit", tell_to(heard))["text"].endswith("SystemExit")
    assert "line 1" in inside.run_cell(6, "1 +", tell_to(heard))["text"]


def test_a_cell_that_asks_for_input_is_told_what_to_do(heard):
    asks = input
    text = inside.run_cell(4, "age = int(input('How old? '))", tell_to(heard))["text"]
    told = "RuntimeError: a page cannot ask for input: write the value here in place of input(…)"
    assert text.splitlines() == ["cell 5, line 1", "    age = int(input('How old? '))", told]
    assert input is asks


def test_figures_are_sent_where_they_are_shown_with_two_pixels_for_one(heard):
    figure = "plt.figure(figsize=(2, 1), dpi=100)\nplt.plot([1, 2])\nplt.show()"
    code = f"import matplotlib.pyplot as plt\nprint('a')\n{figure}\nprint('b')"
    assert inside.run_cell(0, code, tell_to(heard)) is None
    assert [kind for kind, _ in heard] == ["text", "figure", "text"]
    figure = heard[1][1]
    assert 100 < figure["width"] < 300 and figure["png"].startswith("iVBOR")


def test_a_loop_that_prints_does_not_flood_the_page(heard):
    inside.run_cell(0, "for i in range(100000):\n    print(i)", tell_to(heard))
    assert len(printed(heard)) < inside.LONGEST + 100
    assert printed(heard).endswith("the rest of the output is not shown\n")


def test_earlier_cells_run_quietly_and_stop_at_an_error(heard, tmp_path, monkeypatch):
    put_down = inside.use
    monkeypatch.setattr(inside, "use", lambda _, files: put_down(str(tmp_path), files))
    files = {"nnlib/__init__.py": "", "nnlib/tiny.py": "def one():\n    return 1\n"}
    quiet = [[0, "from nnlib.tiny import one\nprint('hidden')"]]
    arguments = {"fresh": True, "number": 1, "code": "print(one())", "tell": tell_to(heard)}
    result = inside.run_cells(files=files, quiet=quiet, **arguments)
    assert result == {"done": [0, 1], "error": None}
    assert printed(heard) == "1\n"
    result = inside.run_cells(files=files, quiet=[[0, "nothing"]], **arguments)
    assert result["done"] == [] and result["error"]["before"] and "NameError" in result["error"]["text"]


def test_a_stub_in_a_cell_says_which_exercise_it_waits_for(heard):
    error = inside.run_cell(0, 'raise NotImplementedError("Exercise 3.2")', tell_to(heard))
    assert error["kind"] == "unwritten" and error["exercise"] == "3.2"


# ---- the widgets' numbers


def test_the_stepper_shows_the_gradients_of_the_notes():
    graph = widget_data.neuron_graph(**widget_data.GRAPH)
    gradients = {edge["from"]: edge["gradient"].replace("−", "-") for edge in graph["edges"]}
    assert [gradients[name] for name in ("w0", "x0", "w1", "x1", "w2")] == ["-0.2", "0.39", "-0.39", "-0.59", "0.2"]


def test_every_step_of_a_graph_shows_something_once():
    for graph in widget_data.backprop({})["graphs"]:
        for kind in ("values", "gradients"):
            shown = [i for step in graph["steps"] for i in step.get(kind, [])]
            assert len(shown) == len(set(shown))
            assert set(shown) == {i for i, edge in enumerate(graph["edges"]) if edge[kind[:-1]]}
        assert all(step["say"].endswith((".", "!")) for step in graph["steps"])


def test_the_small_network_agrees_with_numerical_gradients():
    from nnlib.activations import sigmoid

    given = widget_data.NETWORK
    graph = widget_data.network_graph(**given)
    (w1, w2), (b1, b2) = ([np.array(part) for part in given[name]] for name in ("weights", "biases"))

    def loss(weights):
        hidden = sigmoid(np.array(given["inputs"]) @ weights + b1)
        return float(np.mean((sigmoid(hidden @ w2 + b2) - given["target"]) ** 2))

    shown = {(e["from"], e["to"]): float(e["gradient"].replace("−", "-")) for e in graph["edges"]}
    for i in range(2):
        for j in range(2):
            nudge = np.zeros((2, 2))
            nudge[i, j] = 1e-5
            slope = (loss(w1 + nudge) - loss(w1 - nudge)) / 2e-5
            assert shown[f"x{i}", f"h{j}"] == pytest.approx(slope, abs=6e-4)


def marked(chapter, widget):
    """A chapter's names where a widget stands, from running the cells before it, and the widget's settings."""
    import matplotlib

    matplotlib.use("agg")
    names = {"__name__": "__main__"}
    for cell in nbformat.read(ROOT / "book" / f"{chapter}.ipynb", as_version=4).cells:
        match = practice.MARKER.search(cell.source) if cell.cell_type == "markdown" else None
        if match and match[2] == widget:
            return names, json.loads(match[3] or "{}")
        if cell.cell_type == "code":
            exec(practice_data.plain_code(cell.source), names)
    raise AssertionError(f"chapter {chapter} has no {widget}")


def test_the_matrices_of_the_widget_are_those_of_the_text():
    names, settings = marked("4-forward", "matrix-product")
    shown = widget_data.matrix_product(settings)
    assert np.array_equal(shown["inputs"], names["inputs"])
    assert np.array_equal(shown["weights"], names["weights"])
    assert np.array_equal(shown["product"], names["inputs"] @ names["weights"])


def test_the_regions_of_the_widget_are_those_of_the_text_s_network():
    names, settings = marked("6-training", "decision-regions")
    moons = next(run for run in widget_data.regions(settings)["runs"] if run["name"] == "Two moons")["training"]
    assert np.allclose([point[:2] for point in moons["points"]], names["points"], rtol=1e-3, atol=1e-4)
    last = moons["frames"][-1]
    for shown, parameter in zip(last["parameters"], names["network"].parameters()):
        assert np.allclose(shown, parameter.ravel(), rtol=1e-3, atol=1e-6)
    assert last["loss"] == pytest.approx(names["history"]["loss"][-1], abs=0.01)


def test_an_unknown_widget_is_refused_by_name():
    with pytest.raises(ValueError, match="no such widget"):
        widget_data.data("backprop-steper", {})


def test_widget_data_is_plain_json():
    for name in ("activation-explorer", "matrix-product", "backprop-stepper", "decision-regions"):
        content, files = widget_data.data(name, {})
        json.dumps(content, allow_nan=False)
        assert all(len(text) < 100_000 for text in files.values())
