"""The table of what the book teaches: each fact with the section, the code and the exercise that belong to it."""

from pathlib import Path

import yaml
from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.statemachine import StringList

DATA = Path(__file__).parents[1] / "facts.yml"


class Facts(Directive):
    """``{facts}``: the rows of ``facts.yml``, a table for each unit."""

    def run(self):
        """The table as the page's own Markdown would have made it."""
        environment = self.state.document.settings.env
        environment.note_dependency(str(DATA))
        parsed = nodes.Element()
        self.state.nested_parse(StringList(markdown().splitlines(), str(DATA)), 0, parsed)
        return parsed.children


def markdown():
    """The tables of all units as Markdown."""
    lines, unit = [], None
    for row in yaml.safe_load(DATA.read_text(encoding="utf-8")):
        if row["unit"] != unit:
            unit = row["unit"]
            number, _, name = unit.partition("-")
            lines += ["", f"**Chapter {number}, {name}**", "", "| fact | in the book | in `nnlib` | exercise |"]
            lines += ["|---|---|---|---|"]
        code = ", ".join(f"`{name}`" for name in row["code"])
        fact = f"**{row['fact']}**: {row['says']}"
        lines.append(f"| {fact} | []({unit}.ipynb#{row['section']}) | {code} | {row['exercise']} |")
    return "\n".join(lines) + "\n"


def setup(app):
    """Register the directive."""
    app.add_directive("facts", Facts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
