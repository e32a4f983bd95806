"""Figures: white, legible on a phone, in one look. These are the figures that the chapters draw; what they show,
people look at.
"""

import ast
import inspect
import json
import pathlib
import re

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest

from nnlib import draw

FOLDER = pathlib.Path(draw.__file__).parent
MODULES = sorted(path for path in FOLDER.glob("*.py") if path.stem not in ("__init__", "style"))
CHAPTERS = sorted((FOLDER.parents[1] / "book").glob("[1-6]-*.ipynb"))


@pytest.fixture(autouse=True)
def look():
    with plt.rc_context():
        draw.use_style()
        yield
    plt.close("all")


def public_functions(path):
    return [
        node.name
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def test_every_figure_is_offered_under_one_name():
    names = [name for path in MODULES for name in public_functions(path)]
    assert len(names) == len(set(names)), "two modules offer the same name"
    assert not set(names) & {path.stem for path in MODULES}, "a figure has the name of a module"
    for path in MODULES:
        for name in public_functions(path):
            assert inspect.getmodule(getattr(draw, name)).__name__ == f"nnlib.draw.{path.stem}"
            assert getattr(draw, name).__doc__


def test_every_figure_is_drawn_in_a_chapter_or_within_another_figure():
    drawn = "".join(path.read_text(encoding="utf-8") for path in [*CHAPTERS, *MODULES])
    for path in MODULES:
        for name in public_functions(path):
            assert re.search(rf"(?<!def )\b{name}\(", drawn), f"{name}: nobody needs it"


def figures_of(chapter):
    """Run a chapter's cells in turn and hand out the figures of each: (cell id, figure)."""
    namespace = {"__name__": chapter.stem}
    for cell in json.loads(chapter.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            source = "".join(cell["source"])
            code = "\n".join(line for line in source.splitlines() if not line.startswith("%"))
            exec(compile(code, f"{chapter.name} {cell['id']}", "exec"), namespace)
            for number in plt.get_fignums():
                yield cell["id"], plt.figure(number)
            plt.close("all")


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_figures_are_white_and_legible_on_a_phone(chapter):
    count = 0
    for cell, figure in figures_of(chapter):
        figure.canvas.draw()
        count += 1
        assert matplotlib.colors.to_rgb(figure.get_facecolor()) == (1, 1, 1), cell
        width = figure.get_tightbbox(figure.canvas.get_renderer()).width  # inches, as it is cut for the page
        assert width <= 7.5, cell
        for text in figure.findobj(matplotlib.text.Text):
            if text.get_visible() and text.get_text().strip():
                on_a_phone = text.get_fontsize() / 72 / width * 350  # pixels
                assert on_a_phone >= 7.5, f"{cell}: {text.get_text()!r} would be {on_a_phone:.1f} pixels high"
    assert count >= 5


def test_lines_differ_by_more_than_their_colour():
    looks = list(plt.rcParams["axes.prop_cycle"])
    assert len({str(look["linestyle"]) for look in looks}) == len({look["color"] for look in looks}) == len(looks) == 6
    assert len(set(draw.style.MARKERS)) == 6


def test_the_graph_shows_values_above_and_gradients_below():
    axes = draw.computation_graph({"w0": 2.0, "sum": 4.0}, {"w0": -0.2, "x0": 0.39})
    places = {text.get_text(): text for text in axes.texts}
    assert places["2"].get_position()[1] > places["−0.2"].get_position()[1]
    assert places["0.39"].get_style() == "italic", "not by colour alone"
    assert "4" in places and "−3" not in places


def test_a_figure_draws_the_function_that_it_is_given():
    axes = draw.descent_on_curve(lambda w: 3 * w, [0.0, 1.0])
    x, y = axes.get_lines()[0].get_data()
    np.testing.assert_allclose(y, 3 * x)


def test_the_style_works_outside_a_notebook():
    assert plt.rcParams["font.size"] >= 14
    assert plt.rcParams["figure.facecolor"] == plt.rcParams["axes.facecolor"] == "white"
