"""The bridge of chapter 6: what its PyTorch blocks print where PyTorch is installed is what the chapter shows."""

import ast
import contextlib
import io
import json
import re

import pytest

from conftest import ROOT

BLOCK = re.compile(r"```python\n(.*?)```(?:\s*```text\n(.*?)```)?", re.DOTALL)


def test_the_blocks_of_pytorch_print_what_stands_below_them():
    pytest.importorskip("torch")
    cells = json.loads((ROOT / "book" / "6-training.ipynb").read_text(encoding="utf-8"))["cells"]
    texts = ["".join(cell["source"]) for cell in cells]
    first = next(n for n, text in enumerate(texts) if "## The same in PyTorch" in text)
    last = next(n for n, text in enumerate(texts) if "## Check yourself" in text)
    names, compared = {}, 0
    for cell, text in zip(cells[:first], texts):
        if cell["cell_type"] == "code":
            exec(imports(text), names)
    for cell in cells[first : last + 1]:
        source = "".join(cell["source"]).partition("## The same in PyTorch")
        source = source[2] or source[0]  # what comes before the heading is not the bridge's
        if cell["cell_type"] == "code":
            shown = "".join("".join(output.get("text", "")) for output in cell["outputs"])
            assert printed(source, names) == shown
            continue
        for code, shown in BLOCK.findall(source):
            assert printed(code, names) == shown
            compared += bool(shown)
    assert compared == 5


def imports(code):
    """What a cell imports, as code."""
    found = [node for node in ast.parse(code).body if isinstance(node, (ast.Import, ast.ImportFrom))]
    return "\n".join(map(ast.unparse, found))


def printed(code, names):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(code, names)
    return out.getvalue()
