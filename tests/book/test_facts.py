"""No fact of the lecture notes is lost: each has its section, its code and its exercise."""

import importlib
from collections import Counter

import pytest
import yaml

from grader import notebooks
from grader.recognising import section_titles
from grader.units import ROOT, units

FACTS = yaml.safe_load((ROOT / "book" / "facts.yml").read_text(encoding="utf-8"))
UNITS = {unit.name: unit for unit in units()}
EXERCISES = {
    match[1]
    for unit in units()
    for cell in notebooks.read(unit.notebook).cells
    for match in notebooks.HEADING.finditer(cell.source)
}


def test_every_row_of_the_notes_is_there():
    assert Counter(fact["unit"] for fact in FACTS) == {
        "1-neurons": 3,
        "2-layers": 6,
        "3-activations": 7,
        "4-forward": 7,
        "5-backprop": 5,
        "6-training": 2,
    }


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact['unit']} {fact['fact']}")
def test_a_fact_has_its_section_its_code_and_its_exercise(fact):
    assert fact["section"] in section_titles(UNITS[fact["unit"]])
    for name in fact["code"]:
        module, _, attribute = name.rpartition(".")
        assert hasattr(importlib.import_module(f"nnlib.{module}"), attribute)
    assert fact["exercise"] in EXERCISES


WORDS = (
    "인공 신경망,가지돌기,축삭,가중치,편차,편향,활성화 함수,입력층,은닉층,출력층,"
    "심층 신경망,비선형성,기울기,기울기 소실,전파,순전파,역전파,손실,경사 하강법,연쇄법칙,텐서"
)


@pytest.mark.parametrize("word", WORDS.split(","))
def test_the_notes_korean_words_are_in_the_glossary(word):
    assert word in (ROOT / "book" / "glossary.md").read_text(encoding="utf-8")
