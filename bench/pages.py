"""What Lighthouse says of every chapter, on the mobile profile, served gzipped as static hosts do.

    python bench/pages.py [SITE]

Needs the built book, Chromium and node; `npx` fetches Lighthouse. Wanted: accessibility, best practices and SEO 100,
performance 90 or more. Each page is measured three times, the middle one counts for performance.
"""

import argparse
import functools
import gzip
import http.server
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import threading

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from book import printed  # noqa: E402

LIGHTHOUSE = "lighthouse@12.8.2"
WANTED = {"performance": 90, "accessibility": 100, "best-practices": 100, "seo": 100}
TEXT = (".html", ".css", ".js", ".mjs", ".json", ".svg", ".xml", ".txt")


class Gzipped(http.server.SimpleHTTPRequestHandler):
    """Static files, text compressed, with the headers of a usual host."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = pathlib.Path(self.translate_path(self.path))
        if path.is_dir():
            path = path / "index.html"
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Cache-Control", "max-age=600")
        if path.suffix in TEXT:
            content = compressed(path, path.stat().st_mtime)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments):
        pass


@functools.cache
def compressed(path, changed):
    return gzip.compress(path.read_bytes(), 6)


def measure(address):
    """Lighthouse's scores of one page, and what it would have otherwise."""
    flags = "--headless=new" + (" --no-sandbox" if os.geteuid() == 0 else "")
    command = ["npx", "--yes", LIGHTHOUSE, address, "--quiet", "--output=json", f"--chrome-flags={flags}"]
    environment = {**os.environ, "CHROME_PATH": printed.browser_path()}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300)
    if done.returncode:
        sys.exit(f"error: lighthouse: {done.stderr.strip().splitlines()[-1:]}")
    report = json.loads(done.stdout)
    scores = {name: round(100 * report["categories"][name]["score"]) for name in WANTED}
    failed = [
        report["audits"][audit["id"]]["title"]
        for name in WANTED
        if name != "performance"
        for audit in report["categories"][name]["auditRefs"]
        if audit["weight"] and report["audits"][audit["id"]]["score"] not in (1, None)
    ]
    names = {"first-contentful-paint": "FCP", "largest-contentful-paint": "LCP", "total-blocking-time": "TBT"}
    times = {short: round(report["audits"][name]["numericValue"]) for name, short in names.items()}
    times["CLS"] = round(report["audits"]["cumulative-layout-shift"]["numericValue"], 3)
    return scores, failed, times


def main(arguments=()):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", nargs="?", default=ROOT / "_build" / "html", type=pathlib.Path)
    parser.add_argument("--times", type=int, default=3, help="how often each page is measured")
    asked = parser.parse_args(arguments)
    if printed.browser_path() is None or shutil.which("npx") is None:
        sys.exit("error: Lighthouse needs Chromium and node (npx)")
    if not (asked.site / "index.html").exists():
        sys.exit(f"error: no book in {asked.site}: run make book")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Gzipped, directory=str(asked.site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"{'page':18}{'perf':>6}{'a11y':>6}{'best':>6}{'SEO':>6}   FCP, LCP, TBT in ms, CLS")
    short = False
    for name in ["index", *printed.pages()[1:]]:
        runs = [measure(f"http://127.0.0.1:{server.server_port}/{name}.html") for _ in range(asked.times)]
        scores = {key: statistics.median(run[0][key] for run in runs) for key in WANTED}
        times = sorted(runs, key=lambda run: run[0]["performance"])[len(runs) // 2][2]
        print(f"{name:18}" + "".join(f"{scores[key]:6.0f}" for key in WANTED) + f"   {times}")
        for title in sorted({title for run in runs for title in run[1]}):
            print(f"    {title}")
        short = short or any(scores[key] < wanted for key, wanted in WANTED.items())
    server.shutdown()
    sys.exit("some page falls short" if short else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
