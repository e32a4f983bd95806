"""The book of a graded class: the reference is not served, and nothing of it is found in any file of the site."""

import re

import nbformat
import pytest
import running
from running import ROOT, check, wait_awake
from searched import KINDS, squeezed, texts

from conftest import build
from grader import markers
from grader.units import units

import practice_data  # isort: skip  (found through running)


@pytest.fixture(scope="module")
def class_site(tmp_path_factory):
    """The book built with the one switch off."""
    folder = tmp_path_factory.mktemp("class")
    settings = (ROOT / "_config.yml").read_text(encoding="utf-8")
    settings, count = re.subn(r"(?m)^(\s+practice_reference:) true$", r"\1 false", settings)
    assert count == 1
    config = folder / "_config.yml"
    config.write_text(settings.replace(": book/_ext", f": {ROOT}/book/_ext"), encoding="utf-8")
    done = build(ROOT / "book", config, folder)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return folder / "_build" / "html"


def test_no_file_of_the_site_holds_a_solution(class_site):
    chapters = [nbformat.read(path, as_version=4) for path in (ROOT / "book").glob("*.ipynb")]
    shown = [cell.source for chapter in chapters for cell in chapter.cells]
    shown += [(unit.release / "nnlib" / unit.source.name).read_text(encoding="utf-8") for unit in units()]
    given = squeezed("\n".join(shown))
    solutions = {}
    for unit in units():
        lines = unit.source.read_text(encoding="utf-8").splitlines()
        for kind, first, last in markers.regions("\n".join(lines), unit.source):
            region = squeezed("\n".join(lines[first + 1 : last]))
            if kind == "SOLUTION" and region not in given:  # what a chapter or a stub shows is no secret
                solutions[f"{unit.source.name}:{first + 1}"] = region
    assert len(solutions) > 10
    found = []
    for path in (path for path in sorted(class_site.rglob("*")) if path.suffix in KINDS):
        whole = squeezed(texts(path))
        found += [f"{path.relative_to(class_site)}: {where}" for where, text in solutions.items() if text in whole]
    assert found == []


def test_an_unfinished_function_says_which_exercise_it_waits_for(class_site, browser):
    server = running.Server(class_site)
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
    page.close()
    server.close()
