"""Notebook cells as plain Python: magics, shell commands and questions for help are taken out."""

import re

CELL_MAGICS_WITH_PYTHON = {"time", "timeit", "capture", "prun"}
LINE = re.compile(r"^(\s*)(%|!|\?).*|^(\s*)[\w.]+\s*=\s*(!|%\w).*|^(\s*)[\w.]+\?{1,2}\s*$", re.MULTILINE)


def without_magics(source):
    """`source` with each magic line replaced by ``pass``, in a cell that is no Python as it stands.

    A cell in another language (``%%html``, ``%%bash``) becomes empty.
    """
    first, _, rest = source.lstrip().partition("\n")
    if first.startswith("%%"):
        if first[2:].split(" ")[0].strip() not in CELL_MAGICS_WITH_PYTHON:
            return ""
        source = "\n" + rest
    return LINE.sub(lambda match: (match[1] or match[3] or match[5] or "") + "pass", source)
