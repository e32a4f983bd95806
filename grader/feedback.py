"""Feedback pages without hidden tests and without anything that runs: nbgrader's own pages leave both in."""

import base64
import binascii
import builtins
import re

import nbformat
from nbconvert.preprocessors import Preprocessor
from nbgrader.utils import is_grade
from traitlets import Bool

from grader import notebooks

PICTURES = ("image/png", "image/jpeg")


class HideTests(Preprocessor):
    """Takes hidden tests out of the check cells, and out of tracebacks, where plain nbgrader has left any."""

    enabled = Bool(True).tag(config=True)

    def preprocess_cell(self, cell, resources, index):
        """One cell of a graded notebook on its way to a feedback page."""
        if cell.cell_type == "code" and is_grade(cell):
            whole = cell.source
            cell.source = notebooks.without_hidden(whole, "cell")
            if cell.source != whole:
                secret = {line.strip() for line in whole.splitlines()} - {
                    line.strip() for line in cell.source.splitlines()
                }
                for output in cell.outputs:
                    if output.output_type == "error" and _tells(output.traceback, secret):
                        output.ename = output.ename if hasattr(builtins, output.ename) else "Error"
                        output.evalue, output.traceback = "", [f"{output.ename} in a hidden test"]
        return cell, resources


class SafeOutputs(Preprocessor):
    """Leaves of all outputs only text and pictures: no page, script or drawing that a browser would run."""

    enabled = Bool(True).tag(config=True)

    def preprocess_cell(self, cell, resources, index):
        """One cell, graded or the student's own."""
        if cell.cell_type != "code":
            return cell, resources
        for output in cell.outputs:
            if "data" in output:
                output.data = nbformat.from_dict(
                    {kind: value for kind, value in output.data.items() if _is_safe(kind, value)}
                )
                output.metadata = nbformat.from_dict({})
        return cell, resources


def _tells(traceback, secret):
    text = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(traceback))
    return any(line in text for line in secret if len(line) > 3)


def _is_safe(kind, value):
    if kind in PICTURES and isinstance(value, str):
        try:
            base64.b64decode(value, validate=False)
        except (binascii.Error, ValueError):
            return False
        return re.fullmatch(r"[A-Za-z0-9+/=\s]*", value) is not None
    return kind == "text/plain"
