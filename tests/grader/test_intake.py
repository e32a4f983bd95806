"""What is handed in, before nbgrader sees it."""

import json
import os
import re

import nbformat
import pytest

from grader.intake import collect, harmless, receive
from grader.limits import Limits
from grader.units import Unit

UNIT = Unit(1, "neurons")
GIVEN = {
    "neurons.ipynb",
    "chapter.ipynb",
    "nnlib/__init__.py",
    "nnlib/arrays.py",
    "nnlib/neurons.py",
    "checks/__init__.py",
}
MODULE = {"nnlib/neurons.py": b"mine"}


def cell(name, source, kind="code", **about):
    made = nbformat.v4.new_code_cell(source) if kind == "code" else nbformat.v4.new_markdown_cell(source)
    made.id = name
    if about:
        made.metadata["nbgrader"] = {"grade_id": name, "schema_version": 3, "grade": False, "solution": False, **about}
    return made


def notebook():
    cells = [
        cell("setup", "import numpy as np", locked=True),
        cell("prompt", "### Exercise <b>1</b>", "markdown"),
        cell("n-answer", "n = ...", solution=True, locked=False),
        cell("n", "assert n", grade=True, locked=True, points=2),
        cell("m", "assert m", grade=True, locked=True, points=1),
    ]
    return nbformat.v4.new_notebook(
        cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    )


def handed_in(change=None, **files):
    submitted = notebook()
    if change:
        change(submitted.cells)
    content = {"neurons.ipynb": json.dumps(submitted).encode(), **MODULE, **files}
    return receive(content, [], UNIT, notebook(), GIVEN, Limits())


def names(received):
    return [c.metadata.get("nbgrader", {}).get("grade_id", c.source) for c in received.notebook.cells]


def test_an_honest_notebook_passes_unchanged():
    received = handed_in()
    assert received.notes == []
    assert received.notebook.cells == notebook().cells
    assert "refused" not in received.notebook.metadata


def test_answers_and_own_cells_stay():
    def change(cells):
        cells[2].source = "n = 12"
        cells.insert(3, nbformat.v4.new_code_cell("print(n)"))

    received = handed_in(change)
    assert [c.source for c in received.notebook.cells][2:4] == ["n = 12", "print(n)"]
    assert received.notes == []


def test_locked_cells_come_back_as_they_were():
    def change(cells):
        cells[3].source = "pass"
        cells[4].metadata.nbgrader.points = 100
        del cells[0]

    received = handed_in(change)
    assert names(received) == ["### Exercise <b>1</b>", "setup", "n-answer", "n", "m"]
    restored = {c.metadata.nbgrader.grade_id: c for c in received.notebook.cells if "nbgrader" in c.metadata}
    assert restored["n"].source == "assert n" and restored["m"].metadata.nbgrader.points == 1
    assert sorted(received.notes) == [
        "cell m: its metadata was changed, restored",
        "cell n: changed, restored",
        "cell setup: missing, restored",
    ]


def test_copies_become_cells_of_the_students_own():
    received = handed_in(lambda cells: cells.append(cell("n", "pass", grade=True, locked=True, points=2)))
    assert received.notes == ["cell n: handed in twice"]
    assert "nbgrader" not in received.notebook.cells[-1].metadata
    ids = [c.id for c in received.notebook.cells]
    assert len(set(ids)) == len(ids)


def test_no_two_cells_have_one_id():
    def change(cells):
        for name in ("cell-6", "n", "as-graded", "", "same", "same", "<b>", "m", "cell-1"):
            cells.append(nbformat.v4.new_code_cell("1"))
            cells[-1].id = name

    received = handed_in(change)
    ids = [c.id for c in received.notebook.cells]
    assert len(set(ids)) == len(ids) and "as-graded" not in ids
    assert ids[:5] == [c.id for c in notebook().cells]
    nbformat.validate(received.notebook)


def test_what_a_student_has_named_is_one_short_line_of_the_log():
    def change(cells):
        cells.append(cell("n\nada  20", "1", locked=True))
        cells.append(cell("\x1b[2J" + "x" * 1000, "1", locked=True))

    notes = handed_in(change).notes
    assert notes[0] == r"cell 'n\nada  20': not of this assignment"
    assert all(len(note) < 200 and note.isprintable() for note in notes)


def test_a_written_answer_is_held_apart():
    def answer(source):
        made = notebook()
        made.cells.append(cell("why", source, "markdown", solution=True, grade=True, locked=False, points=1))
        return made

    content = nbformat.writes(answer("<script>alert(1)</script>")).encode()
    received = receive({"neurons.ipynb": content, **MODULE}, [], UNIT, answer(""), GIVEN, Limits())
    assert received.notes == [] and "<script" not in received.notebook.cells[-1].source


def test_a_module_that_is_missing_is_named():
    content = nbformat.writes(notebook()).encode()
    received = receive({"neurons.ipynb": content, "nnlib/Neurons.py": b""}, [], UNIT, notebook(), GIVEN, Limits())
    assert received.notes == ["nnlib/neurons.py: missing, graded as it was handed out"]


def test_order_goes_back_to_the_releases():
    assert names(handed_in(lambda cells: cells.reverse()))[:1] == ["setup"]


def test_the_master_brings_the_hidden_tests():
    master = notebook()
    master.cells[3].source = "assert n == 12"
    content = {"neurons.ipynb": nbformat.writes(notebook()).encode(), **MODULE}
    received = receive(content, [], UNIT, notebook(), GIVEN, Limits(), master)
    assert received.notebook.cells[3].source == "assert n == 12"
    assert received.notes == []


def test_of_the_package_only_the_students_module_is_taken():
    received = handed_in(
        **{
            "nnlib/neurons.py": b"mine",
            "nnlib/arrays.py": b"changed",
            "nnlib/more.py": b"more",
            "NNLIB/neurons.py": b"trick",
            "checks/__init__.py": b"changed",
            "helper.py": b"help",
            "data/table.csv": b"1,2",
            "chapter.ipynb": b"{}",
            "timestamp.txt": b"2026-03-01 10:00:00 UTC",
        }
    )
    assert set(received.files) == {"nnlib/neurons.py", "helper.py", "data/table.csv", "timestamp.txt"}


@pytest.mark.parametrize("content", [b"yesterday", b"10", b"12:30", b"\xff", b"2026-13-45", b"2026-" + b"1 " * 100_000])
def test_a_wrong_time_is_left_out(content):
    received = handed_in(**{"timestamp.txt": content})
    assert "timestamp.txt" not in received.files
    assert received.notes == ["timestamp.txt: no time, left out"]


@pytest.mark.parametrize(
    "content, reason",
    [
        (None, "the notebook neurons.ipynb is missing"),
        (b"", "no complete JSON"),
        (b'{"cells": [', "no complete JSON"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[]", "not a notebook"),
        (b'{"nbformat": 3}', "not a notebook"),
        (b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "x"}]}', "not a notebook"),
        (b'"' + b"x" * 11_000_000 + b'"', "larger than 10 MB"),
    ],
)
def test_what_is_no_notebook_is_refused_with_the_reason(content, reason):
    files = {**MODULE, **({} if content is None else {"neurons.ipynb": content})}
    received = receive(files, [], UNIT, notebook(), GIVEN, Limits())
    assert reason in received.notebook.metadata["refused"]
    assert reason in received.notes[0]
    assert names(received)[1:] == names(handed_in())


def test_an_old_notebook_is_brought_up_to_date():
    old = json.loads(nbformat.writes(notebook()))
    old["nbformat_minor"] = 0
    for each in old["cells"]:
        del each["id"]
    received = receive({"neurons.ipynb": json.dumps(old).encode(), **MODULE}, [], UNIT, notebook(), GIVEN, Limits())
    assert received.notes == []
    nbformat.validate(received.notebook)


def test_a_mark_at_the_beginning_of_the_file_does_no_harm():
    content = b"\xef\xbb\xbf" + nbformat.writes(notebook()).replace("\n", "\r\n").encode()
    received = receive({"neurons.ipynb": content, **MODULE}, [], UNIT, notebook(), GIVEN, Limits())
    assert received.notes == []


def test_a_notebook_under_another_name_is_found():
    content = nbformat.writes(notebook()).encode()
    received = receive({"neurons (1).ipynb": content, **MODULE}, [], UNIT, notebook(), GIVEN, Limits())
    assert received.notes == ["the notebook was handed in as neurons (1).ipynb"]
    two = receive({"a.ipynb": content, "b.ipynb": content}, [], UNIT, notebook(), GIVEN, Limits())
    assert "missing; there are a.ipynb, b.ipynb" in two.notebook.metadata["refused"]


def test_links_pipes_and_noise_are_not_collected(tmp_path):
    folder = tmp_path / "ada" / "1-neurons"
    folder.mkdir(parents=True)
    (tmp_path / "secret").write_text("secret")
    (folder / "plain.py").write_text("x")
    os.symlink(tmp_path / "secret", folder / "link.py")
    os.symlink(tmp_path, folder / "folder")
    os.mkfifo(folder / "pipe")
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints" / "old.ipynb").write_text("{}")
    files, notes = collect(folder, Limits())
    assert files == {"plain.py": b"x"}
    assert notes == ["folder: a link, left out", "link.py: a link, left out", "pipe: no plain file, left out"]


def test_a_folder_that_is_a_link_holds_nothing(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "neurons.ipynb").write_text("{}")
    (tmp_path / "eve").mkdir()
    os.symlink(tmp_path / "real", tmp_path / "eve" / "1-neurons")
    assert collect(tmp_path / "eve" / "1-neurons", Limits()) == ({}, [".: a link, left out"])


def test_sizes_are_limited(tmp_path):
    for number in range(5):
        (tmp_path / f"{number}.txt").write_bytes(bytes(400_000))
    files, notes = collect(tmp_path, Limits(handed_in_mb=1, handed_in_files=10))
    assert len(files) == 2 and len(notes) == 3
    files, notes = collect(tmp_path, Limits(handed_in_files=2))
    assert len(files) == 2 and notes == ["more than 2 files, the rest is left out"]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<IMG src=x onerror=alert(1)>",
        "<details ontoggle=alert(1) open>",
        "</div>",
        r"$\href{javascript:alert(1)}{x}$",
        "<!--",
    ],
)
def test_markup_of_students_is_held_apart(text):
    assert not re.search(r"<[A-Za-z/!]|\\href", harmless(text))


def test_mathematics_and_quotes_stay():
    text = "> if $a < b$ then `x<y` and $\\frac{1}{2}$ & more"
    assert harmless(text).replace("\u200b", "") == text


def test_a_hint_of_an_older_release_still_folds_out():
    text = "<details><summary>Hint</summary>Try <code>np.where</code> on <i>e</i><sup>2</sup>.</details>"
    assert harmless(text) == text
