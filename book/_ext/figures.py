"""Figures and tables as HTML: sizes known before they load, none without words, none wider than a phone.

A figure is an image among a notebook's outputs. Its cell's metadata says what is seen and what to notice:
`{"mystnb": {"image": {"alt": "..."}, "figure": {"caption": "..."}}}`. Both are asked for.
"""

import re
from pathlib import Path

import imagesize
from docutils import nodes
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

KOREAN = re.compile(r"[\uac00-\ud7a3]+(?: [\uac00-\ud7a3]+)*")
logger = logging.getLogger(__name__)


def ask_for_words(app, doctree):
    """Warn of each picture without alt text, and of each figure of a notebook without caption."""
    for image in doctree.findall(nodes.image):
        around = list(ancestors(image))
        cell = next((node for node in around if isinstance(node, nodes.container) and "cell" in node["classes"]), None)
        what, where = f"the picture {image['uri']}", image
        if cell is not None:
            source = cell.next_node(nodes.literal_block)
            what = f"the figure of {source.astext().strip().splitlines()[-1]!r}"
            where = (app.env.docname, cell.line)
        if not image.get("alt", "").strip():
            logger.warning(
                "%s has no alt text (in a notebook: mystnb.image.alt in the cell's metadata)", what, location=where
            )
        if cell is not None and not any(isinstance(node, nodes.figure) for node in around):
            logger.warning("%s has no caption (mystnb.figure.caption in the cell's metadata)", what, location=where)


def ancestors(node):
    while node.parent is not None:
        node = node.parent
        yield node


class Translator(HTML5Translator):
    """Sphinx's HTML, with sizes on images and a scrolling frame around tables."""

    images_so_far = 0

    def visit_image(self, node):
        width, height = self.size_in_pixels(node)
        for side in ("width", "height"):
            if side in node:
                del node[side]
        super().visit_image(node)
        if not width:
            return
        # the first figure may be in view at once, the others load when they come near
        later = ' loading="lazy"' if self.images_so_far else ""
        self.images_so_far += 1
        self.body[-1] = self.body[-1].replace("<img ", f'<img width="{width}" height="{height}"{later} ', 1)

    def size_in_pixels(self, node):
        """As the notebook says, which for a sharp figure is half of its pixels; else that of the file."""
        said = [re.fullmatch(r"(\d+)(px)?", str(node.get(side, ""))) for side in ("width", "height")]
        if all(said):
            return said[0][1], said[1][1]
        file = next(iter(node.get("candidates", {}).values()), node["uri"])
        width, height = imagesize.get(Path(self.builder.srcdir) / file)
        return (round(width), round(height)) if width > 0 else (None, None)

    def visit_Text(self, node):
        """Text, with Korean marked as such for screen readers and fonts."""
        before = len(self.body)
        super().visit_Text(node)
        self.body[before:] = [KOREAN.sub(r'<span lang="ko">\g<0></span>', piece) for piece in self.body[before:]]

    def visit_table(self, node):
        self.body.append('<div class="wide" role="group" aria-label="Table" tabindex="0">')
        super().visit_table(node)

    def depart_table(self, node):
        super().depart_table(node)
        self.body.append("</div>\n")


def setup(app):
    app.set_translator("html", Translator)
    app.connect("doctree-read", ask_for_words)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
