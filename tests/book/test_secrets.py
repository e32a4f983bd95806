"""What the book must not hold in any of its files: hidden tests, short answers' solutions, the bank's functions."""

import inspect
import textwrap

from searched import KINDS, squeezed, texts

import mistakes
from grader import markers, notebooks
from grader.units import ROOT, units


def secrets():
    """The secret texts by where they stand, squeezed; what book, library or assignments show is none."""
    shown = [
        path.read_text(encoding="utf-8") for room in ("book", "nnlib") for path in (ROOT / room).rglob("*.[mp][dy]")
    ]
    for path in [*(ROOT / "book").glob("*.ipynb"), *(unit.release / unit.notebook.name for unit in units())]:
        shown += [cell.source for cell in notebooks.read(path).cells]
    shown = squeezed("\n".join(shown))
    found = {}
    for unit in units():
        for cell in notebooks.read(unit.notebook).cells:
            lines = cell.source.splitlines()
            for _, first, last in markers.regions(cell.source, unit.name):
                for line in lines[first + 1 : last]:
                    found[f"{unit.name}: {line.strip()}"] = squeezed(line)
    for item in [*mistakes.all_mistakes(), *mistakes.all_rights()]:
        if item.function:
            body = textwrap.dedent(inspect.getsource(item.function)).partition("):\n")[2]
            found[f"{item.target}, {item.name}"] = squeezed(body)
    return {where: text for where, text in found.items() if len(text) > 24 and text not in shown}


def test_no_file_of_the_book_holds_a_hidden_test_or_the_bank(site):
    secret = secrets()
    assert len(secret) > 500
    found = []
    for path in (path for path in sorted(site.rglob("*")) if path.suffix in KINDS):
        whole = squeezed(texts(path))
        found += [f"{path.relative_to(site)}: {where}" for where, text in secret.items() if text in whole]
    assert found == []
