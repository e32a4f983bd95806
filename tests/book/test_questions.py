"""The self-checks: their data, the cells made from it, and how they work on the page."""

import nbformat
import pytest

from book import questions
from conftest import ROOT

FILES = [pair for pair in questions.files() if pair[1].exists()]


@pytest.mark.parametrize("path, chapter", FILES, ids=[path.stem for path, _ in FILES])
def test_a_chapter_asks_five_questions_or_more_as_its_file_has_them(path, chapter):
    asked = questions.load(path)
    cells = questions.question_cells(nbformat.read(chapter, as_version=4))
    assert len(asked) >= 5
    assert [cell.source for cell in cells] == [questions.render(question) for question in asked], (
        "run: python -m book.questions"
    )


def test_every_chapter_has_questions():
    assert {chapter.stem for _, chapter in FILES} == {path.stem for path in (ROOT / "book").glob("[1-6]-*.ipynb")}


@pytest.mark.parametrize("path, chapter", FILES, ids=[path.stem for path, _ in FILES])
def test_the_right_choice_is_not_always_at_the_same_place(path, chapter):
    places = [[choice["right"] for choice in question["choices"]].index(True) for question in questions.load(path)]
    assert len(set(places)) > 1


@pytest.mark.parametrize(
    "text, said",
    [
        ("- question: x\n", "choices"),
        ("- question: x\n  choices: [{text: a, right: true, reply: b}]\n", "two or more"),
        (
            "- question: x\n  choices: [{text: a, right: no, reply: b}, {text: c, right: no, reply: d}]\n",
            "no choice is right",
        ),
        ("- question: x\n  choices: [{text: a, right: true, reply: b}, {text: c, right: false}]\n", "needs `text`"),
        (
            "- question: x\n  choices: [{text: a, right: true, reply: ''}, {text: c, right: no, reply: d}]\n",
            "without text",
        ),
    ],
)
def test_a_question_of_another_form_is_refused(tmp_path, text, said):
    path = tmp_path / "9-odd.yml"
    path.write_text(text)
    with pytest.raises(ValueError, match=f"9-odd.yml, question 1: .*{said}"):
        questions.load(path)


def test_refreshing_changes_the_text_and_keeps_the_rest(tmp_path):
    path, chapter = FILES[0]
    asked = questions.load(path)
    notebook = nbformat.read(chapter, as_version=4)
    questions.question_cells(notebook)[1].source = "an old text"
    copy = tmp_path / "copy.ipynb"
    nbformat.write(notebook, copy)
    assert questions.refresh(copy, asked) is True
    assert copy.read_text() == chapter.read_text()
    assert questions.refresh(copy, asked) is False
    with pytest.raises(ValueError, match="has .* questions"):
        questions.refresh(copy, asked[1:])


def test_a_reply_folds_out_by_keyboard_and_is_announced(page, address):
    page.goto(f"{address}1-neurons.html")
    fold = page.locator("details", has=page.locator("summary", has_text="A pulse.")).first
    reply = fold.locator("p").first
    fold.locator("summary").focus()
    assert not reply.is_visible()
    page.keyboard.press("Enter")
    assert reply.is_visible() and reply.text_content().startswith("No.")
    assert "expanded" in fold.locator("summary").aria_snapshot() or fold.get_attribute("open") is not None
    page.keyboard.press("Space")
    assert not reply.is_visible()
