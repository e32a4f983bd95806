"""What every page of the book carries: its frame, its description and addresses, the links of a chapter.

Also the files beside the pages: sitemap, robots.txt, the exercise folders as zip files.
"""

import hashlib
import os
import re
import shutil
import sys
from pathlib import Path
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.errors import ExtensionError

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))
from book import printed  # noqa: E402
from grader.release import pack  # noqa: E402
from grader.units import units  # noqa: E402

SECTION = re.compile(
    r'<section[^>]* id="([^"]+)"[^>]*>\s*(?:<span[^>]*></span>)*\s*<h2>(.*?)(?:<a class="headerlink".*?)?</h2>', re.S
)
# Scripts and styles that Sphinx and its extensions add of themselves; the book has its own.
DROPPED = ("documentation_options.js", "doctools.js", "sphinx_highlight.js", "pygments", "basic.css", "mystnb.")


def settle_addresses(app, config):
    """Repository and site address, for links: from `repository` in _config.yml and BOOK_URL."""
    options = dict(config.html_theme_options)
    config.html_theme_options = {}
    repository = options.get("repository_url", "").rstrip("/")
    try:
        owner, name = urlsplit(repository).path.strip("/").split("/")
    except ValueError:
        raise ExtensionError(f"_config.yml: repository: url: https://HOST/OWNER/NAME, not {repository!r}") from None
    config.book_repository = {
        "url": repository,
        "owner": owner,
        "name": name,
        "branch": options.get("repository_branch", "main"),
    }
    config.html_baseurl = os.environ.get("BOOK_URL", f"https://{owner}.github.io/{name}").rstrip("/") + "/"


def leave_out_search(app):
    """Sphinx's own search knows no Korean: search_index.py makes another."""
    app.builder.search = False


def describe(app, name, doctree):
    """The page's description: its own `description` in the front matter, the first page's words on a chapter, or its
    first sentences."""
    for meta in doctree.findall(nodes.meta):
        if meta.get("name") == "description":
            return meta["content"], True
    for row in app.env.get_doctree(app.config.root_doc).findall(nodes.row):
        chapter, *words = (" ".join(entry.astext().split()) for entry in row)
        if chapter.lower().replace(" ", "-") == name:
            return "{} You write {}.".format(*words), False
    for paragraph in doctree.findall(nodes.paragraph):
        text = " ".join(paragraph.astext().split())
        if len(text) > 60 and not any(paragraph.findall(nodes.math)):
            return shortened(text), False
    return "", False


def shortened(text, most=158):
    """Whole sentences up to this length, or, where the first one is longer, whole words."""
    if len(text) <= most:
        return text
    sentences = text[:most].rpartition(". ")[0]
    return f"{sentences}." if len(sentences) > 60 else text[:most].rpartition(" ")[0] + " …"


def released_units(app):
    """The units whose folders the book offers: none to a graded class, as they hold the earlier units solved."""
    return [unit for unit in units() if unit.release.is_dir() and app.config.practice_reference]


def links_of(app, name):
    """What a reader of a page can take away or open elsewhere, as (text, address, is a download)."""
    if name == app.config.root_doc and printed.browser_path():
        return [("The whole book as PDF", printed.NAME, True)]
    if not re.match(r"\d-", name):
        return []
    repository = app.config.book_repository
    place = f"exercises/{name}/chapter.ipynb"
    there, branch = f"{repository['owner']}/{repository['name']}", repository["branch"]
    links = [("This chapter as a notebook", f"_sources/{name}.ipynb", True)]
    if name in [unit.name for unit in released_units(app)]:
        links = [
            ("Exercises (zip)", f"exercises/{name}.zip", True),
            *links,
            ("Open in Colab", f"https://colab.research.google.com/github/{there}/blob/{branch}/{place}", False),
            ("Open in Binder", f"https://mybinder.org/v2/gh/{there}/{branch}?labpath={place}", False),
        ]
    return links


def link_item(pathto, text, address, download):
    if download:
        return f'<li><a href="{pathto(address, 1)}" download>{text}</a></li>'
    return f'<li><a href="{address}">{text}</a></li>'


def fill_page(app, pagename, templatename, context, doctree):
    if app.builder.format != "html":
        return None
    body = context.get("body", "")
    described_by, described = describe(app, pagename, doctree) if doctree else ("", False)
    links = links_of(app, pagename)
    if links:
        made = "".join(link_item(context["pathto"], *link) for link in links)
        row = f'<ul class="chapter-links" aria-label="Take along">{made}</ul>'
        body = body.replace("</h1>", f"</h1>\n{row}", 1)
        context["body"] = body
    titles = app.env.titles
    address = app.config.html_baseurl + ("" if pagename == app.config.root_doc else f"{pagename}.html")
    context["course"] = {
        "description": described_by,
        "described": described,
        "address": address if doctree else "",
        "site": app.config.html_baseurl,
        "repository": app.config.book_repository["url"],
        "parts": [
            {
                "caption": tree.caption,
                "pages": [
                    {"name": page, "title": titles[page].astext()}
                    for page in map(docname, tree.items)
                    if page in titles
                ],
            }
            for tree in app.config.external_site_map.root.subtrees
        ],
        "sections": [{"id": id_, "title": title.strip()} for id_, title in SECTION.findall(body)] if doctree else [],
        "has_math": "<math" in body,
        "css_files": [css for css in context["css_files"] if not dropped(css)],
        "script_files": [js for js in context["script_files"] if not dropped(js)],
        "stamps": app.config.book_stamps,
    }
    if pagename == "404" and "BOOK_URL" in os.environ:
        # the server shows this page at any address, so its links have to start from the root
        base, relative = urlsplit(app.config.html_baseurl).path, context["pathto"]
        context["pathto"] = lambda *arguments, **named: base + relative(*arguments, **named)
    return None


def docname(item):
    return re.sub(r"\.(md|ipynb)$", "", str(item))


def dropped(file):
    return Path(getattr(file, "filename", None) or "").name.startswith(DROPPED)


def stamp(app, config):
    """A short hash for each asset, so that no browser uses an old one with a new page.

    All of what shows on every page is stamped: as this is a setting, Sphinx writes all pages anew when it changes.
    """
    book = Path(app.srcdir)
    files = [*book.glob("assets/*.css"), *book.glob("assets/*.js"), *HERE.glob("theme/*")]
    files += [book / "_toc.yml", book / "intro.md"]
    config.book_stamps = {file.name: hashlib.sha256(file.read_bytes()).hexdigest()[:8] for file in sorted(files)}
    config.book_stamps["released"] = [unit.name for unit in released_units(app)]


def write_beside(app, exception):
    if exception or app.builder.name != "html":
        return
    site, out = app.config.html_baseurl, Path(app.outdir)
    pages = sorted(app.env.found_docs - {app.config.root_doc})
    entries = "".join(f"<url><loc>{site}{page}</loc></url>\n" for page in ["", *(f"{page}.html" for page in pages)])
    (out / "sitemap.xml").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</urlset>\n'
    )
    (out / "robots.txt").write_text(f"User-agent: *\nAllow: /\nSitemap: {site}sitemap.xml\n")
    (out / ".nojekyll").touch()
    (out / "index.html").write_bytes((out / f"{app.config.root_doc}.html").read_bytes())
    for unit in released_units(app):
        (out / "exercises").mkdir(exist_ok=True)
        shutil.copy(pack(unit), out / "exercises" / f"{unit.name}.zip")


def setup(app):
    app.add_html_theme("course", str(HERE / "theme"))
    app.add_config_value("book_repository", {}, "html")
    app.add_config_value("book_stamps", {}, "html")
    app.connect("config-inited", settle_addresses)
    app.connect("config-inited", stamp)
    app.connect("builder-inited", leave_out_search)
    app.connect("html-page-context", fill_page, priority=900)
    app.connect("build-finished", write_beside, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
