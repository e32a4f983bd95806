"""For the tests of what runs in the page: the built book served beside a Pyodide from npm, and what a reader does."""

import functools
import http.server
import re
import sys
import threading
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
PYODIDE = {  # as npm has it: an old one with NumPy and Matplotlib, and what readers get, which comes without
    "pyodide": ROOT / "node_modules" / "@pyodide" / "pyodide" / "dist",
    "today": ROOT / "node_modules" / "pyodide",
}

sys.path.insert(0, str(ROOT / "book" / "_ext"))


class Server:
    """Serves a built book at `address`, its pages with `loader` as the address of Pyodide.

    `asked` lists the paths that were asked for.
    """

    def __init__(self, pages, loader="pyodide/pyodide.js"):
        assert all(folder.is_dir() for folder in PYODIDE.values()), "Pyodide is missing: run npm ci"
        self.asked = []
        handler = functools.partial(_Handler, self.asked, loader, directory=str(pages))
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

    def __init__(self, asked, loader, *arguments, **keywords):
        self.asked, self.loader = asked, loader
        super().__init__(*arguments, **keywords)

    def do_GET(self):
        self.asked.append(self.path)
        if not self.path.partition("#")[0].endswith(".html"):
            return super().do_GET()
        text = Path(self.translate_path(self.path)).read_text(encoding="utf-8")
        content = text.replace(f'data-pyodide="{default_address()}"', f'data-pyodide="{self.loader}"').encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def translate_path(self, path):
        top, _, file = path.removeprefix("/").partition("?")[0].partition("/")
        if top in PYODIDE:
            return str(PYODIDE[top] / file)
        return super().translate_path(path)

    def log_message(self, *arguments):
        pass


@functools.cache
def default_address():
    """Where _config.yml says that readers' browsers find Pyodide."""
    settings = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    return settings["sphinx"]["config"]["practice_pyodide"]


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
    """Press Check, with these answers; return "solved" or "answered", or what the block says in its place."""
    write(page, exercise, answers or {})
    found = block(page, exercise)
    found.locator("[data-do=check]").click()
    status = found.locator(
        ".run-status:not(.busy)", has_text=re.compile("Solved|Answered|not passed|could not run|Stopped|broken|fetched")
    )
    status.wait_for(timeout=seconds * 1000)
    said = status.inner_text()
    for passed in ("Solved", "Answered"):
        if said.startswith(passed):
            return passed.lower()
    return f"{said}\n{found.locator('.practice-result').inner_text()}"


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
