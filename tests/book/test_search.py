"""The search page, in English and Korean."""

import pytest


def results(page, address, words):
    page.goto(f"{address}search.html?q={words}")
    page.wait_for_function("document.getElementById('found').textContent")
    return page.locator("#results a").evaluate_all("links => links.map((link) => link.getAttribute('href'))")


@pytest.mark.parametrize(
    "words, page_found",
    [
        ("dendrite", "1-neurons.html#what-does-a-nerve-cell-decide"),
        ("firing line", "1-neurons.html#the-firing-line-cuts-the-plane-in-two"),
        ("XOR", "1-neurons.html#why-can-no-single-neuron-be-xor"),
        ("weighted_sum", "1-neurons.html#the-bias-is-the-firing-level-with-its-sign-turned"),
        ("biases", None),
        ("가중치", "glossary.html#term-weight"),
        ("손실", "glossary.html#term-loss"),
        ("가중치를", "glossary.html#term-weight"),  # with the particle of an object
        ("신경망은", "glossary.html#term-artificial-neural-network"),  # with the particle of a topic
        ("은닉층 hidden", "glossary.html#term-hidden-layer"),
        ("경사하강법", "glossary.html#term-gradient-descent"),  # written together, as many do
    ],
)
def test_words_are_found_with_their_section(page, address, words, page_found):
    found = results(page, address, words)
    assert found, words
    assert page_found is None or page_found in found[:5], found


def test_a_word_counts_from_its_beginning(page, address):
    assert all("layer" not in text for text in [*results(page, address, "ayer")])


def test_what_is_not_there_is_said(page, address):
    assert results(page, address, "photosynthesis") == []
    assert "found nowhere" in page.locator("#found").text_content()


def test_markup_in_a_query_stays_text(page, address):
    results(page, address, "<img src=x onerror=alert(1)>")
    assert page.locator("#found img").count() == 0


def test_a_query_from_the_top_of_any_page_leads_to_the_result(page, address):
    page.goto(f"{address}2-layers.html")
    page.get_by_role("searchbox", name="Search the book").fill("가지돌기")
    page.keyboard.press("Enter")
    page.locator("#results a").first.click()
    page.wait_for_url("**/*#*")
    assert page.evaluate("document.getElementById(location.hash.slice(1)) !== null")


def test_each_result_leads_to_a_place_that_exists(page, address, site):
    import json
    import re

    text = (site / "search-index.js").read_text(encoding="utf-8")
    for entry in json.loads(text.removeprefix("window.bookIndex = ").rstrip(";\n")):
        file, _, anchor = entry["page"].partition("#")
        assert not anchor or re.search(f'id="{re.escape(anchor)}"', (site / file).read_text(encoding="utf-8")), entry[
            "page"
        ]
