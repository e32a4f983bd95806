"""Grading from formgrader, in a running JupyterLab: the same hooks and the same judge as on the command line."""

import contextlib
import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from playwright.sync_api import sync_playwright

from book import printed
from grader import sample_class
from grader.units import units

UNIT = units()[0]
pytestmark = pytest.mark.sandbox


def free_port():
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def lab(course, tmp_path_factory):
    """The address of a JupyterLab that runs in a course with two submissions."""
    for student in ("complete", "blank"):
        folder = course.root / "submitted" / student / UNIT.name
        folder.parent.mkdir(parents=True)
        shutil.copytree(course.root / "exercises" / UNIT.name, folder)
        sample_class.STUDENTS[student](UNIT, folder)
    port, home = free_port(), tmp_path_factory.mktemp("home")
    settings = [f"--port={port}", "--ip=127.0.0.1", "--no-browser", "--allow-root", "--IdentityProvider.token="]
    settings += ["--ServerApp.disable_check_xsrf=True", "--ServerApp.port_retries=0"]
    variables = {**course.environment(), "HOME": str(home), "JUPYTER_CONFIG_DIR": str(home)}
    log = open(home / "log", "w")
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *settings], cwd=course.root, env=variables, stdout=log, stderr=log
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{address}/api/status")
                break
            assert server.poll() is None, (home / "log").read_text()
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait()
        log.close()


def press(address, what):
    """Do what a button of formgrader does; return its report."""
    request = urllib.request.Request(f"{address}/formgrader/api/{what}", method="POST", data=b"")
    report = json.load(urllib.request.urlopen(request))
    assert report["success"], report
    return report


@pytest.fixture(scope="module")
def graded(lab):
    """The same after the buttons were pressed: generate, grade both, give feedback."""
    press(lab, f"assignment/{UNIT.name}/assign")
    for student in ("complete", "blank"):
        press(lab, f"submission/{UNIT.name}/{student}/autograde")
    press(lab, f"assignment/{UNIT.name}/generate_feedback")
    return lab


def test_the_buttons_generate_grade_and_give_feedback(graded, course):
    with urllib.request.urlopen(f"{graded}/formgrader/api/submissions/{UNIT.name}") as answer:
        scores = {row["student"]: (row["score"], row["max_score"]) for row in json.load(answer)}
    assert scores == {"complete": (20, 20), "blank": (0, 20)}
    assert (course.root / "feedback" / "blank" / UNIT.name / f"{UNIT.module}.html").exists()


def test_the_page_of_submissions_shows_the_scores(graded):
    if printed.browser_path() is None:
        pytest.skip("Chromium is missing (Debian, Ubuntu: sudo apt install chromium)")
    with sync_playwright() as playwright:
        browser = printed.launch(playwright)
        page = browser.new_page()
        page.goto(f"{graded}/formgrader/manage_submissions/{UNIT.name}", wait_until="networkidle")
        table = page.inner_text("table")
        browser.close()
    assert "20 / 20" in table and "0 / 20" in table and "graded" in table
