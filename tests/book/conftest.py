"""The built book, a server for it and a browser: made once, shared by all tests of this room."""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from book import printed

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [str(Path(sys.executable).with_name("jupyter-book")), "build"]


def build(book, config, target, **environment):
    """Build a book as `make book` does; return the finished process."""
    command = [*COMMAND, str(book), "--config", str(config), "--path-output", str(target), "-W", "--keep-going"]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=300, env={**os.environ, **environment}
    )


@pytest.fixture(scope="session")
def shared(tmp_path_factory, worker_id):
    """A folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def site(shared):
    """The folder of the built book, PDF included where Chromium is there."""
    html = shared / "book" / "_build" / "html"
    with open(shared / "book.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = shared / "book.done"
        if not done.exists():
            built = build(ROOT / "book", ROOT / "_config.yml", shared / "book")
            assert built.returncode == 0, built.stdout[-3000:] + built.stderr[-3000:]
            subprocess.run([sys.executable, "-m", "book.printed", str(html)], cwd=ROOT, check=True)
            done.touch()
    return html


@pytest.fixture(scope="session")
def pages(site):
    """The names of all pages: those of the table of contents, and what stands beside them."""
    return [*printed.pages(), "index", "search", "404"]


@pytest.fixture(scope="session")
def address(site):
    """Where the built book is served."""
    server = printed.serve(site)
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="module")
def browser():
    if printed.browser_path() is None:
        pytest.skip("Chromium is missing (Debian, Ubuntu: sudo apt install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = printed.launch(playwright)
        yield running
        running.close()


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def small_book(tmp_path_factory):
    """Build a book of one notebook with the book's own settings: small_book(cells, BOOK_URL=...)."""

    def make(cells, **environment):
        import nbformat

        folder = tmp_path_factory.mktemp("small")
        book = folder / "book"
        book.mkdir()
        for name in ("_ext", "assets"):
            (book / name).symlink_to(ROOT / "book" / name)
        shutil.copy(ROOT / "_config.yml", folder)
        notebook = nbformat.v4.new_notebook(cells=cells)
        notebook.metadata = {
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"},
        }
        nbformat.write(notebook, book / "page.ipynb")
        (book / "intro.md").write_text("# A small book\n\nWith one page.\n")
        (book / "glossary.md").write_text("# Glossary\n\nEmpty.\n")
        (book / "_toc.yml").write_text(
            "format: jb-book\nroot: intro\nparts:\n"
            "  - caption: Pages\n    chapters:\n      - file: page\n      - file: glossary\n"
        )
        return build(book, folder / "_config.yml", folder, **environment), folder / "_build" / "html"

    return make
