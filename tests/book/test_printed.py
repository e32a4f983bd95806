"""The whole book as one PDF."""

import re
import subprocess
import sys

import pytest

from book import printed
from conftest import ROOT


@pytest.fixture(scope="module")
def pdf(site):
    path = site / printed.NAME
    if not path.exists():
        pytest.skip("Chromium is missing (Debian, Ubuntu: sudo apt install chromium)")
    return path.read_bytes()


def test_the_pdf_is_tagged_has_an_outline_a_title_and_a_language(pdf):
    assert b"/StructTreeRoot" in pdf and re.search(rb"/MarkInfo\s*<<[^>]*/Marked true", pdf)
    assert b"/Outlines" in pdf
    assert b"/Lang (en)" in pdf
    assert b"Neural networks by hand" in pdf


def test_every_page_of_the_book_begins_on_a_page_of_its_own(pdf):
    numbers = printed.page_numbers(pdf)
    begins = [numbers[name] for name in printed.pages()[1:]]
    assert begins == sorted(set(begins))
    assert begins[0] > 3  # after cover, contents and first page


def test_the_first_page_links_the_pdf(page, address, pdf):
    page.goto(f"{address}index.html")
    link = page.locator("main").get_by_role("link", name="The whole book as PDF")
    assert page.request.get(f"{address}{link.get_attribute('href')}").ok


def test_without_chromium_one_line_says_so(site, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "book.printed", str(site)],
        cwd=ROOT, capture_output=True, text=True, env={"PATH": str(tmp_path), "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1 and "Chromium" in done.stdout
