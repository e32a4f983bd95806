"""The whole book as one PDF: `python -m book.printed` prints the built pages with Chromium.

Cover, contents with page numbers, chapters, tags for screen readers and an outline. Where there is no Chromium it
says so in one line and makes nothing; pages link to the PDF only where it can be made (_ext/pages.py asks here).
"""

import argparse
import functools
import http.server
import os
import re
import shutil
import sys
import threading
from pathlib import Path

import yaml

BOOK = Path(__file__).resolve().parent
NAME = "neural-networks.pdf"
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def browser_path():
    """The Chromium or Chrome of this machine, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def launch(playwright):
    # Chromium has no sandbox for root, as in most containers
    arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=browser_path(), args=arguments)


def pages():
    """The names of the book's pages in their order, from _toc.yml."""
    toc = yaml.safe_load((BOOK / "_toc.yml").read_text(encoding="utf-8"))
    return [toc["root"]] + [chapter["file"] for part in toc["parts"] for chapter in part["chapters"]]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


def serve(folder):
    """A server for the folder on a free port of this machine: fonts are not given to pages opened as files."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


GATHER = (BOOK / "printed.js").read_text(encoding="utf-8")
NUMBER = """(numbers) => { for (const [name, number] of Object.entries(numbers)) {
  const place = document.querySelector(`[data-page="${name}"]`);
  if (place) place.textContent = number;
} }"""


def page_numbers(pdf):
    """On which page each page of the book begins, read from the PDF's named destinations."""
    objects = dict(re.findall(rb"(?:^|\n)(\d+) 0 obj\s*(.*?)\s*endobj", pdf, re.S))
    kids = []

    def collect(number):
        node = objects[number]
        inner = re.search(rb"/Kids\s*\[(.*?)\]", node, re.S)
        if inner and b"/Type /Pages" in node:
            for child in re.findall(rb"(\d+) 0 R", inner[1]):
                collect(child)
        elif b"/Type /Page" in node:
            kids.append(number)

    root = re.search(rb"/Pages (\d+) 0 R", next(node for node in objects.values() if b"/Type /Catalog" in node))
    collect(root[1])
    found = {}
    for name, page in re.findall(rb"/([^\s/\[\]<>()]+)\s*\[(\d+) 0 R /XYZ", b"\n".join(objects.values())):
        text = re.sub(rb"#([0-9A-Fa-f]{2})", lambda match: bytes.fromhex(match[1].decode()), name).decode()
        if page in kids:
            found[text] = kids.index(page) + 1
    return found


def print_book(site):
    """Print the built site into its folder; return the PDF's path."""
    from playwright.sync_api import sync_playwright

    server = serve(site)
    try:
        with sync_playwright() as playwright:
            browser = launch(playwright)
            page = browser.new_page(color_scheme="light")
            names = pages()
            page.goto(f"http://127.0.0.1:{server.server_port}/{names[0]}.html")
            page.evaluate(GATHER, names)
            settings = {"prefer_css_page_size": True, "print_background": True, "tagged": True, "outline": True}
            first = page_numbers(page.pdf(**settings))
            page.evaluate(NUMBER, {name: first.get(name, "") for name in names})
            (Path(site) / NAME).write_bytes(page.pdf(**settings))
            browser.close()
    finally:
        server.shutdown()
    return Path(site) / NAME


def main():
    parser = argparse.ArgumentParser(prog="python -m book.printed", description="Print the built book as one PDF.")
    parser.add_argument("site", nargs="?", default=BOOK.parent / "_build" / "html", type=Path, help="the built pages")
    site = parser.parse_args().site
    if browser_path() is None:
        print("no PDF of the book: it needs Chromium (Debian, Ubuntu: sudo apt install chromium)")
        return
    if not (site / "intro.html").exists():
        sys.exit(f"error: no book in {site}: build it first")
    print(print_book(site))


if __name__ == "__main__":
    main()
