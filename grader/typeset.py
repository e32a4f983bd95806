"""Feedback pages that fetch nothing: their formulas are set as MathML when the page is made, as in the book."""

from html import escape

from jinja2 import DictLoader, pass_context
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

# nbgrader's styles take from a hint the sign that it folds out
HEAD = "{% macro mathjax() %}<style>summary { display: list-item; cursor: pointer; }</style>{% endmacro %}"
WITHOUT_MATHJAX = DictLoader({"mathjax.html.j2": HEAD})


class FeedbackPage(HTMLExporter):
    """nbgrader's own page, without the script that it would load from elsewhere to typeset formulas."""

    def __init__(self, **keywords):
        super().__init__(extra_loaders=[WITHOUT_MATHJAX], **keywords)

    @pass_context
    def markdown2html(self, context, source):
        """The filter for the text of cells and comments."""
        renderer = _Renderer(escape=False, allow_harmful_protocols=False, anchor_link_text=self.anchor_link_text)
        return MarkdownWithMath(renderer=renderer).render(source)


class _Renderer(IPythonRenderer):
    # The course's texts keep their tags, students' come without any (grader.intake).
    def image(self, text, url, title=None):
        return super().image(text, url, title) if url.startswith("data:") else f"[picture: {text}]"

    def inline_math(self, body):
        return formula(body)

    def block_math(self, body):
        return formula(body, display=True)

    def latex_environment(self, name, body):
        return formula(rf"\begin{{{name}}}{body}\end{{{name}}}", display=True)


def formula(tex, display=False):
    """A formula as MathML; one that is not known, such as a student's, as it was written."""
    from book._ext.mathml import TexError, to_mathml  # takes long, and most commands set no formula

    try:
        return to_mathml(tex, display)
    except (TexError, RecursionError):
        return f"<code>{escape(tex)}</code>"
