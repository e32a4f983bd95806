"""nbgrader's own way of running a submission, but told where hidden tests begin."""

from nbgrader.preprocessors import Execute
from nbgrader.utils import is_grade

from grader.markers import MARKER

HIDE = "__import__('checks.failures').failures.hide({})"


class Plain(Execute):
    """Runs code and tests in one kernel; no message of a hidden test shows a value, even where about= is missing."""

    def preprocess_cell(self, cell, resources, index):
        """Run one cell, the marks of its hidden regions being statements meanwhile."""
        source = cell.source
        if is_grade(cell):
            lines = [MARKER.sub(_statement, line) for line in source.splitlines()]
            cell.source = "\n".join([HIDE.format(False), *lines])  # a failure may have left the last cell in its region
        try:
            return super().preprocess_cell(cell, resources, index)
        finally:
            cell.source = source


def _statement(edge):
    return edge[1] + HIDE.format(edge[2] == "BEGIN")
