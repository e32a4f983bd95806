"""Every committed notebook has its one form."""

import json

import nbformat
import pytest

from grader.normalise import normal_form
from grader.units import ROOT, CourseError

NOTEBOOKS = sorted([*(ROOT / "book").glob("*.ipynb"), *(ROOT / "solutions").glob("*/*.ipynb")])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_is_in_its_one_form(path):
    text = path.read_text(encoding="utf-8")
    assert normal_form(json.loads(text), path.name) == text, f"run: python -m grader normalise {path.relative_to(ROOT)}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_cell_ids_are_chosen_and_unique(path):
    ids = [cell.id for cell in nbformat.read(path, as_version=4).cells]
    assert len(set(ids)) == len(ids)


def test_a_machine_made_id_is_refused():
    cell = {"cell_type": "code", "id": "3f2a9c1e", "metadata": {}, "outputs": [], "source": []}
    with pytest.raises(CourseError, match="chapter.ipynb, cell 1: give it an id"):
        normal_form({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, "chapter.ipynb")


def test_passing_metadata_goes_and_alt_text_stays():
    metadata = {"execution": {"iopub": "now"}, "mystnb": {"image": {"alt": "a curve"}}}
    cell = {"cell_type": "code", "id": "curve", "metadata": metadata, "outputs": [], "source": []}
    text = normal_form({"cells": [cell], "metadata": {"orig_nbformat": 4}, "nbformat": 4, "nbformat_minor": 5}, "c")
    assert "iopub" not in text and "a curve" in text and "orig_nbformat" not in text


def test_what_was_printed_in_pieces_is_joined():
    printed = [
        ("stdout", ["one\n", "two"]),
        ("stdout", ["\n", "three\n"]),
        ("stderr", ["no\n"]),
        ("stdout", ["four\n"]),
    ]
    outputs = [{"output_type": "stream", "name": name, "text": text} for name, text in printed]
    cell = {"cell_type": "code", "id": "print", "metadata": {}, "outputs": outputs, "source": []}
    text = normal_form({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, "c")
    shown = [(output["name"], output["text"]) for output in json.loads(text)["cells"][0]["outputs"]]
    assert shown == [("stdout", ["one\n", "two\n", "three\n"]), ("stderr", ["no\n"]), ("stdout", ["four\n"])]
