"""Feedback pages as a student opens them: formulas are set, and nothing is asked of the network."""

import re
import shutil

import nbformat
import pytest
from playwright.sync_api import sync_playwright

from book import printed
from grader.typeset import formula
from grader.units import unit_named

UNIT = unit_named("3-activations")

TEXT = """My notes: ![a plot](http://127.0.0.1:9/plot.png), ![pasted](attachment:plot.png),
[a link](javascript:alert(1))

![from here](plot.png "a title")"""


@pytest.fixture(scope="module")
def page(course):
    """The page of a submission with nothing but a text in it."""
    folder = course.root / "submitted" / "ada" / UNIT.name
    shutil.copytree(course.root / "exercises" / UNIT.name, folder)
    path = folder / f"{UNIT.module}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_markdown_cell(TEXT))
    nbformat.write(notebook, path)
    course.grade("autograde", UNIT.name, "--without-sandbox")
    course.nbgrader("generate_feedback", UNIT.name)
    return course.root / "feedback" / "ada" / UNIT.name / f"{UNIT.module}.html"


def test_every_formula_of_the_assignment_is_set(page):
    text = page.read_text(encoding="utf-8")
    source = (UNIT.release / f"{UNIT.module}.ipynb").read_text(encoding="utf-8")
    formulas = re.findall(r"\$\$.+?\$\$|\$[^$]+\$", source)
    assert len(formulas) > 3
    assert text.count("<math") == text.count("</math>") == len(formulas)
    assert '<math display="block">' in text


def test_a_page_holds_no_script_and_names_no_place_to_fetch_from(page):
    text = page.read_text(encoding="utf-8")
    assert "as it was graded" in text
    assert not re.search(r"<(script|link|iframe|object|embed)\b|@import", text, re.IGNORECASE)
    assert not re.search(r"(\bsrc(set)?=|url\()\s*['\"]?\s*(https?:)?//", text, re.IGNORECASE)


def test_a_picture_that_a_student_names_is_its_words_and_a_link_runs_no_code(page):
    text = page.read_text(encoding="utf-8")
    for words in ("a plot", "pasted", "from here"):
        assert f"[picture: {words}]" in text
    assert '<a href="#harmful-link">a link</a>' in text


def test_a_browser_asks_for_nothing_but_the_page(page):
    if printed.browser_path() is None:
        pytest.skip("Chromium is missing (Debian, Ubuntu: sudo apt install chromium)")
    with sync_playwright() as playwright:
        browser = printed.launch(playwright)
        tab = browser.new_page()
        asked = []
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto(page.as_uri(), wait_until="networkidle")
        browser.close()
    assert [url for url in asked if not url.startswith("data:")] == [page.as_uri()]


@pytest.mark.parametrize(
    "tex",
    [
        r"\href{javascript:alert(1)}{<b>}",
        "{" * 10000,
        r"\frac{1}",
        r"\begin{tikz}<i>\end{tikz}",
        "}",
        "a^b^c",
        r"\begin",
    ],
)
def test_a_formula_that_cannot_be_set_stays_as_it_was_written(tex):
    assert formula(tex) == "<code>" + tex.replace("<", "&lt;").replace(">", "&gt;") + "</code>"


def test_a_formula_brings_no_tag_of_its_own():
    assert "<script" not in formula(r"\text{<script>} + x_{<script>}")
