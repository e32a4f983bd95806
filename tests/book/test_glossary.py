"""The glossary has every key word, in both languages, with a way to the section that explains it."""

import json
import re

from conftest import ROOT

GLOSSARY = (ROOT / "book" / "glossary.md").read_text(encoding="utf-8")
TERMS = re.findall(r"^(\S.*) · (.*)\n  (.*)$", GLOSSARY, re.M)
# The words of the course's source, English and Korean.
WORDS = """
artificial neural network 인공 신경망 · dendrite 가지돌기 · axon 축삭 · weight 가중치 · bias 편차 · bias 편향 ·
activation function 활성화 함수 · input layer 입력층 · hidden layer 은닉층 · output layer 출력층 ·
deep neural network 심층 신경망 · nonlinearity 비선형성 · gradient 기울기 · vanishing gradient 기울기 소실 ·
forward propagation 전파 · forward propagation 순전파 · backward propagation 역전파 · loss 손실 ·
gradient descent 경사 하강법 · chain rule 연쇄법칙 · tensor 텐서
"""


def key_words():
    """The rows of each chapter's table of key words, as (chapter, English, Korean)."""
    for path in sorted((ROOT / "book").glob("[1-6]-*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            text = "".join(cell["source"])
            if cell["cell_type"] == "markdown" and "## Key words" in text:
                for english, korean in re.findall(r"^\| ([^|]+?) \| ([^|]*[가-힣][^|]*?) \|", text, re.M):
                    yield path.stem, english, korean


def parts(korean):
    return set(re.findall(r"[가-힣]+(?: [가-힣]+)*", korean))


def names(english):
    """The names of a term: its parts between commas and parentheses, and the whole."""
    whole = re.sub(r"[*`]", "", english).lower()
    return {whole, *(part.strip() for part in re.split(r"[(),]", whole) if part.strip())}


def test_the_words_of_the_source_are_there():
    for pair in WORDS.replace("\n", " ").split(" · "):
        english, korean = re.fullmatch(r"\s*([a-z ]+?) ([가-힣 ]+?)\s*", pair).groups()
        assert any(english in names(term) and korean in parts(words) for term, words, _ in TERMS), pair


def test_the_key_words_of_the_chapters_are_there():
    missing = [
        f"{chapter}: {english} {korean}"
        for chapter, english, korean in key_words()
        if not any(names(english) & names(term) and parts(korean) <= parts(words) for term, words, _ in TERMS)
    ]
    assert not missing, "\n".join(missing)


def test_each_term_has_a_sentence_and_a_chapter():
    for term, korean, sentence in TERMS:
        assert parts(korean), term
        assert re.search(r"\.( |$)", sentence) and re.search(r"\[Chapter \d\]\(", sentence), term


def test_terms_stand_in_order():
    names = [term.lower() for term, _, _ in TERMS]
    assert names == sorted(names)
