"""The book of a graded class: the reference is not served, and nothing of it is found in any file of the site."""

import io
import zipfile

import pytest

pytest.importorskip("playwright")
import running
from playwright.sync_api import sync_playwright
from running import ROOT, check, wait_awake

from grader import markers
from grader.units import units

import practice_data  # isort: skip  (found through running)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    return running.build(tmp_path_factory.mktemp("class"), reference=False)


def texts(path):
    """The text of a file, or of the files in a zip."""
    content = path.read_bytes()
    if path.suffix == ".zip":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    return [content.decode("utf-8", "replace")]


def squeezed(text):
    """Text as a page, a script or JSON may hold it, so that one form can be looked for."""
    for written, meant in (("\\n", "\n"), ('\\"', '"'), ("&lt;", "<"), ("&gt;", ">"), ("&#39;", "'"), ("&amp;", "&")):
        text = text.replace(written, meant)
    return "".join(text.split())


def test_no_file_of_the_site_holds_a_solution(pages):
    solutions = {}
    for unit in units():
        lines = unit.source.read_text(encoding="utf-8").splitlines()
        for kind, first, last in markers.regions("\n".join(lines), unit.source):
            region = squeezed("\n".join(lines[first + 1 : last]))
            if kind == "SOLUTION" and len(region) > 40:  # shorter ones may stand in a chapter as an example
                solutions[f"{unit.source.name}:{first + 1}"] = region
    assert len(solutions) > len(list(units()))
    found = []
    for path in sorted(pages.rglob("*")):
        if path.is_file() and path.suffix in (".html", ".js", ".json", ".ipynb", ".py", ".zip", ".txt", ".md"):
            whole = squeezed("\n".join(texts(path)).replace("<", "\n<") if path.suffix != ".html" else _text(path))
            found += [f"{where} in {path.relative_to(pages)}" for where, region in solutions.items() if region in whole]
    assert found == []


def _text(path):
    # a page's text without its tags: coloured code is cut into spans
    import re

    return re.sub(r"<[^>]*>", "", path.read_text(encoding="utf-8"))


def test_an_unfinished_function_says_which_exercise_it_waits_for(pages):
    server = running.Server(pages)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=running.CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(server.address + "3-activations.html")
        wait_awake(page)
        number = page.locator(".run-bar[data-cell]").first.get_attribute("data-cell")
        page.locator(f".run-bar[data-cell='{number}'] [data-do=edit]").click()
        editor = page.locator(f".cell:has(> .run-bar[data-cell='{number}']) .editor textarea")
        editor.fill("from nnlib.activations import relu\nprint(relu(2.0))")
        assert "error" in running.run_cell(page, number)
        said = running.live_output(page, number)
        assert "not written yet: Exercise 3.2" in said.inner_text()
        assert said.locator("a").get_attribute("href") == server.address + "3-activations.html#practice-3-2"
        assert page.locator("#practice-3-2").count() == 1

        reference = practice_data.reference(ROOT, practice_data.units(ROOT)["3-activations"])
        assert check(page, "3.2", {"relu": reference["relu"]}) == "solved"
        assert running.run_cell(page, number) == "Done."
        assert running.live_output(page, number).inner_text().strip() == "2.0"
        browser.close()
    server.close()
