"""The book's search index: each section with its text, found by substring.

Sphinx's own search splits at word borders and knows no Korean, where particles hang on to words. Looking for the
letters themselves works in both languages and leads to the section, not only to the page.
"""

import json
from pathlib import Path

from docutils import nodes
from sphinx import addnodes

LEFT_OUT = (nodes.raw, nodes.comment, nodes.math_block, nodes.meta)


def text_of(section):
    """The section's own text, without that of the sections inside it and without what code printed."""
    words = []

    def collect(node):
        for child in node.children:
            if isinstance(child, (nodes.section, nodes.title, addnodes.glossary, *LEFT_OUT)):
                continue
            if isinstance(child, nodes.container) and "cell_output" in child["classes"]:
                words.extend(caption.astext() for caption in child.findall(nodes.caption))
                continue
            if isinstance(child, nodes.TextElement):
                words.append(child.astext())
            else:
                collect(child)

    collect(section)
    return " ".join(" ".join(words).split())


def terms(doctree):
    for glossary in doctree.findall(addnodes.glossary):
        yield from glossary.findall(nodes.definition_list_item)


def index_of(app):
    entries = []
    for page in sorted(app.env.found_docs):
        for item in terms(app.env.get_doctree(page)):
            term = item.next_node(nodes.term)
            entries.append(
                {
                    "page": f"{page}.html#{term['ids'][0]}",
                    "chapter": app.env.titles[page].astext(),
                    "title": term.astext(),
                    "text": item.next_node(nodes.definition).astext(),
                }
            )
        for section in app.env.get_doctree(page).findall(nodes.section):
            title = section.next_node(nodes.title)
            inside = section.parent if isinstance(section.parent, nodes.section) else None
            entries.append(
                {
                    "page": f"{page}.html" + (f"#{section['ids'][0]}" if inside else ""),
                    "chapter": app.env.titles[page].astext(),
                    "title": title.astext() if title else "",
                    "text": text_of(section),
                }
            )
    return entries


def write_index(app, exception):
    if exception or app.builder.name != "html":
        return
    entries = json.dumps(index_of(app), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    # a script, not JSON to fetch: this also works from a folder on disk
    (Path(app.outdir) / "search-index.js").write_text(f"window.bookIndex = {entries};\n", encoding="utf-8")


def setup(app):
    app.connect("build-finished", write_index)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
