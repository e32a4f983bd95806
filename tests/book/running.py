"""For the tests of what runs in the page: a built book, served beside a Pyodide from npm, and a browser."""

import functools
import http.server
import re
import subprocess
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYODIDE = ROOT / "node_modules" / "@pyodide" / "pyodide" / "dist"
CHROMIUM = "/usr/bin/chromium"

sys.path.insert(0, str(ROOT / "book" / "_ext"))


def build(folder, reference=True):
    """Build the book into `folder` with Pyodide's address on the test's own server; return where its pages are."""
    settings = (ROOT / "_config.yml").read_text(encoding="utf-8")
    for name, value in (("practice_pyodide", "pyodide/pyodide.js"), ("practice_reference", str(reference).lower())):
        settings, count = re.subn(rf"(?m)^(\s+{name}:).*$", rf"\1 {value}", settings)
        assert count == 1, name
    config = folder / "_config.yml"
    config.write_text(settings, encoding="utf-8")
    command = [sys.executable, "-m", "jupyter_book.cli.main", "build", "book"]
    command += ["--config", str(config), "--path-output", str(folder), "-W", "--keep-going"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return folder / "_build" / "html"


class Server:
    """Serves built pages at `address`, Pyodide below /pyodide/; `asked` lists the paths that were asked for."""

    def __init__(self, pages):
        self.asked = []
        handler = functools.partial(_Handler, self.asked, directory=str(pages))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map = {
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".wasm": "application/wasm",
        ".js": "text/javascript",
        ".mjs": "text/javascript",
    }

    def __init__(self, asked, *arguments, **keywords):
        self.asked = asked
        super().__init__(*arguments, **keywords)

    def do_GET(self):
        self.asked.append(self.path)
        super().do_GET()

    def translate_path(self, path):
        if path.startswith("/pyodide/"):
            return str(PYODIDE / path.removeprefix("/pyodide/").partition("?")[0])
        return super().translate_path(path)

    def log_message(self, *arguments):
        pass


def wait_awake(page):
    """Wait until the page's scripts have woken its buttons."""
    page.wait_for_function("!document.querySelector('.run-bar button').disabled")


def block(page, exercise):
    """The practice block of an exercise."""
    return page.locator(f".practice[data-exercise='{exercise}']")


def write(page, exercise, answers):
    """Put texts into the editors of a block, {name: code}."""
    for name, code in answers.items():
        block(page, exercise).locator(f".editor[data-name='{name}'] textarea").fill(code)


def check(page, exercise, answers=None, seconds=60):
    """Press Check, with these answers; return "solved", or what the block says in its place."""
    write(page, exercise, answers or {})
    found = block(page, exercise)
    found.locator("[data-do=check]").click()
    status = found.locator(
        ".run-status:not(.busy)", has_text=re.compile("Solved|not passed|could not run|Stopped|broken|fetched")
    )
    status.wait_for(timeout=seconds * 1000)
    said = status.inner_text()
    return "solved" if said.startswith("Solved") else f"{said}\n{found.locator('.practice-result').inner_text()}"


def run_cell(page, number, seconds=60):
    """Press Run on a chapter's cell; return what its bar says at the end."""
    bar = page.locator(f".run-bar[data-cell='{number}']")
    bar.locator("[data-do=run]").click()
    status = bar.locator(".run-status:not(.busy)", has_text=re.compile("Done|error|Stopped|broken|fetched"))
    status.wait_for(timeout=seconds * 1000)
    return status.inner_text()


def live_output(page, number):
    """The output that running a cell has put on the page."""
    return page.locator(f".run-bar[data-cell='{number}'] ~ .run-output")
