"""Figures say what is seen, or the book does not build."""

import base64
import io
import json

import nbformat
import pytest

from conftest import ROOT

CHAPTERS = sorted((ROOT / "book").glob("[1-6]-*.ipynb"))


def figure(code, **metadata):
    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (20, 10)).save(picture, "png")
    data = {"image/png": base64.b64encode(picture.getvalue()).decode(), "text/plain": "<Figure>"}
    output = nbformat.v4.new_output("display_data", data)
    return nbformat.v4.new_code_cell(code, metadata=metadata, outputs=[output], execution_count=1)


def test_a_figure_without_words_stops_the_build(small_book):
    caption = {"figure": {"caption": "What to notice."}}
    done, _ = small_book(
        [
            nbformat.v4.new_markdown_cell("# A page\n\nSome text."),
            figure("silent()", mystnb=caption),
            figure("uncaptioned()", mystnb={"image": {"alt": "Something."}}),
            figure("complete()", mystnb={"image": {"alt": "Something."}, **caption}),
            nbformat.v4.new_markdown_cell(r"A formula $\unheard{x}$ that is not known."),
        ]
    )
    assert done.returncode != 0
    assert "'silent()' has no alt text" in done.stderr
    assert "'uncaptioned()' has no caption" in done.stderr
    assert "complete()" not in done.stderr
    assert r"\unheard is not known" in done.stderr
    assert done.stderr.count("WARNING") == 3


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_has_five_figures_or_more_that_are_sharp_and_described(path):
    figures = 0
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            if "image/png" not in output.get("data", {}):
                continue
            from PIL import Image

            figures += 1
            size = output["metadata"]["image/png"]
            pixels = Image.open(io.BytesIO(base64.b64decode("".join(output["data"]["image/png"])))).size
            assert abs(pixels[0] - 2 * size["width"]) <= 1 and abs(pixels[1] - 2 * size["height"]) <= 1, cell["id"]
            assert len(cell["metadata"]["mystnb"]["image"]["alt"]) > 30, cell["id"]
    assert figures >= 5


def test_captions_and_descriptions_are_on_the_page(page, address):
    page.goto(f"{address}1-neurons.html")
    figures = page.locator("figure")
    assert figures.count() >= 5
    for figure in figures.all():
        assert len(figure.locator("img").get_attribute("alt")) > 30
        assert figure.locator("figcaption").text_content().strip()
