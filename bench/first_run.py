"""How long the first Run of a page takes: from the click to the figure, with nothing in the browser's cache.

    python bench/first_run.py

Needs the built book (`make book`), Chromium, and Pyodide 0.17 from npm (`npm ci`), which is served from this machine
beside the pages. Each turn is a new browser. Besides the seconds it prints the longest time for which the page did not
answer meanwhile, in milliseconds between two of its frames.
"""

import pathlib
import statistics
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "book")]

import running  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from book import printed  # noqa: E402

SITE = ROOT / "_build" / "html"
LIMIT = 4.0  # seconds

CLICK = """
    (bar) => new Promise((done) => {
      const figure = () => bar.parentElement.querySelector(".run-output img");
      const start = performance.now();
      let last = start;
      let pause = 0;
      const look = (now) => {
        pause = Math.max(pause, now - last);
        last = now;
        if (figure()?.complete) done([(now - start) / 1000, pause]);
        else requestAnimationFrame(look);
      };
      bar.querySelector("[data-do=run]").click();
      requestAnimationFrame(look);
    })
"""


def measure(page_name, site, turns):
    """Seconds and longest pauses (ms) of so many first runs of a page's first figure."""
    server = running.Server(site)
    found = []
    with sync_playwright() as playwright:
        for _ in range(turns):
            browser = printed.launch(playwright)
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(f"{server.address}{page_name}.html")
            running.wait_awake(page)
            bar = page.locator(".cell:has(.cell_output img) > .run-bar").first
            bar.scroll_into_view_if_needed()
            page.wait_for_timeout(500)
            found.append(bar.evaluate(CLICK))
            browser.close()
    server.close()
    return found


def main(page_name="3-activations", site=SITE, turns=5):
    """Measure and print; returns the median of the seconds."""
    found = measure(page_name, site, turns)
    seconds, pauses = zip(*found)
    median = statistics.median(seconds)
    print(f"First Run of {page_name}, nothing cached, median of {turns} turns (limit {LIMIT:g} s)")
    print(f"{'figure after':<24} {median:>7.2f} s   fastest {min(seconds):.2f}, slowest {max(seconds):.2f}")
    print(f"{'longest pause of page':<24} {statistics.median(pauses):>7.0f} ms")
    return median


if __name__ == "__main__":
    main(*sys.argv[1:2])
