"""The pages with the Pyodide that readers get: another loader and a newer Python than in the other tests.

npm has it without NumPy and Matplotlib, so empty stand-ins take their place here, and no cell computes anything.
"""

import functools
import hashlib
import io
import json
import re
import zipfile

import pytest
import running
from running import PYODIDE, check, live_output, run_cell

FIRST = 0  # the cell that is run
PYPLOT = "def show(*arguments): pass\ndef get_fignums(): return []\ndef close(which): pass\n"


@functools.cache
def stand_in(file):
    """A wheel that can be imported and holds nothing more."""
    name, version = file.split("-")[:2]
    about = f"{name}-{version}.dist-info"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as wheel:
        wheel.writestr(f"{name}/__init__.py", "")
        wheel.writestr(f"{name}/pyplot.py", PYPLOT)
        wheel.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{about}/RECORD", "")
    return content.getvalue()


def lock():
    """What Pyodide knows of its packages, with the stand-ins' hashes."""
    known = json.loads((PYODIDE["today"] / "pyodide-lock.json").read_text())
    for package in known["packages"].values():
        package["sha256"] = hashlib.sha256(stand_in(package["file_name"])).hexdigest()
    return known


@pytest.fixture(scope="module")
def today(browser, site):
    """Chapter 3 with today's Pyodide, its first cell open for writing."""
    server = running.Server(site, loader="today/pyodide.mjs")
    page = browser.new_page()
    page.route("**/*.whl", lambda route: route.fulfill(body=stand_in(route.request.url.rsplit("/", 1)[-1])))
    page.route("**/pyodide-lock.json", lambda route: route.fulfill(json=lock()))
    page.goto(server.address + "3-activations.html")
    running.wait_awake(page)
    page.locator(f".run-bar[data-cell='{FIRST}'] [data-do=edit]").click()
    yield page
    page.close()
    server.close()


def run(page, code):
    """Run this text as the first cell; return what the bar says and what the cell has put on the page."""
    page.locator(f".cell:has(> .run-bar[data-cell='{FIRST}']) .editor textarea").fill(code)
    return run_cell(page, FIRST), live_output(page, FIRST).inner_text().split("\n")


def test_the_address_for_readers_is_that_of_the_version_tested_here():
    version = json.loads((PYODIDE["today"] / "package.json").read_text())["version"]
    assert running.default_address() == f"https://cdn.jsdelivr.net/pyodide/v{version}/full/pyodide.mjs"
    assert {"numpy", "matplotlib"} <= lock()["packages"].keys()


def test_a_cell_runs_and_prints(today):
    said, shown = run(today, "import sys\nimport nnlib, matplotlib.pyplot\nprint(sys.version_info[:2])\n'last'")
    assert said == "Done."
    assert shown[1] == "'last'" and eval(shown[0]) >= (3, 13)


def test_errors_are_told_as_in_the_other_python(today):
    said, shown = run(today, "def f():\n    return 1 / 0\n\nf()")
    assert "error" in said
    assert (shown[0], shown[2], shown[-1]) == (
        "cell 1, line 4",
        "cell 1, line 2, in f",
        "ZeroDivisionError: division by zero",
    )
    assert run(today, "input()")[1][-1].startswith("RuntimeError: a page cannot ask for input")
    assert "not written yet: Exercise 3.2" in run(today, "raise NotImplementedError('Exercise 3.2')")[1]
    assert "line 1" in check(today, "3.2", {"relu": "def relu(z)\n    return z\n"})
    assert "There is no function relu here" in check(today, "3.2", {"relu": "def rely(z):\n    return z\n"})


def test_what_python_reads_ahead_is_there(today):
    text = (running.ROOT / "book" / "assets" / "run" / "worker.js").read_text(encoding="utf-8")
    ahead = "".join(re.findall(r'"([^"]*)"', text.partition("const AHEAD =")[2].partition(";")[0])).split()
    assert len(ahead) > 10
    assert run(today, f"import {', '.join(ahead)}")[0] == "Done."


def test_an_endless_loop_is_stopped_and_python_starts_anew(today):
    today.locator(f".cell:has(> .run-bar[data-cell='{FIRST}']) .editor textarea").fill(
        "while True:\n    print('again')"
    )
    bar = today.locator(f".run-bar[data-cell='{FIRST}']")
    bar.locator("[data-do=run]").click()
    live_output(today, FIRST).get_by_text("again").wait_for()
    bar.locator("[data-do=stop]").click()
    bar.locator(".run-status", has_text="Stopped").wait_for()
    assert run(today, "print('anew')")[1][0] == "anew"
