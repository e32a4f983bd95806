"""nbgrader's own way of running a submission, but told where hidden tests begin."""

import secrets

from nbgrader.preprocessors import Execute
from nbgrader.utils import is_grade

from grader.markers import MARKER

HIDE = "__import__('checks.failures').failures.hide({})"
MARK = secrets.token_hex(16)  # printed where a hidden region begins
NOTE = f"__import__('sys').stderr.flush(); print({MARK!r}, flush=True)"


class Plain(Execute):
    """Runs code and tests in one kernel; what a hidden test says or prints shows no value."""

    def preprocess_cell(self, cell, resources, index):
        """Run one cell, the marks of its hidden regions being statements meanwhile."""
        source = cell.source
        if is_grade(cell):
            lines = [MARKER.sub(_statement, line) for line in source.splitlines()]
            cell.source = "\n".join([HIDE.format(False), *lines])  # a failure may have left the last cell in its region
        try:
            cell, resources = super().preprocess_cell(cell, resources, index)
        finally:
            cell.source = source
        if is_grade(cell):
            cell.outputs = list(_in_the_open(cell.outputs))
        return cell, resources


def _statement(edge):
    return edge[1] + (f"{HIDE.format(True)}; {NOTE}" if edge[2] == "BEGIN" else HIDE.format(False))


def _in_the_open(outputs):
    # Of the outputs of a hidden test only those that count: its error, and the value of the last line.
    hidden = False
    for output in outputs:
        if output.output_type == "stream":
            output.text, mark, _ = output.text.partition(MARK)
            if output.text and not hidden:
                yield output
            hidden = hidden or bool(mark)
        elif not hidden or output.output_type in ("error", "execute_result"):
            yield output
