"""nbgrader's settings: where sources and releases lie, who overwrites what, and who judges."""

import os
import sys
from pathlib import Path

from nbconvert.preprocessors import ClearMetadataPreprocessor, CSSHTMLHeaderPreprocessor
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    GetGrades,
    IgnorePattern,
    LimitOutput,
    SaveAutoGrades,
)

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))  # nbgrader's commands do not look for packages where they are called

from grader import feedback, intake, release, typeset  # noqa: E402
from grader.judge import Judge  # noqa: E402
from grader.plain import Plain  # noqa: E402
from grader.units import units  # noqa: E402

c = get_config()  # noqa: F821  given by traitlets

c.CourseDirectory.course_id = "neural-networks"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
c.CourseDirectory.ignore = [".ipynb_checkpoints", "__pycache__", "*.pyc"]

# Generating: a short answer's solution becomes this comment; functions are stubs in nnlib (grader.markers).
c.ClearSolutions.code_stub = {"python": "# your answer goes above this line"}
c.GenerateAssignment.pre_convert_hook = release.before_nbgrader
c.GenerateAssignment.post_convert_hook = release.after_generating

# Grading: everything but the student's own module is restored.
c.Autograde.pre_convert_hook = release.before_nbgrader
c.Autograde.post_convert_hook = release.after_autograding
c.Autograde.exclude_overwriting = {unit.name: [f"nnlib/{unit.module}.py"] for unit in units()}
intake.install()  # looks at what was handed in before nbgrader does

# The judge runs code and tests in two rooms. COURSE_JUDGE=plain puts nbgrader's own way back in its place, which
# runs them in one process without a sandbox, and which any dishonest submission can fool.
if os.environ.get("COURSE_JUDGE") == "plain":
    run = Plain
    os.environ["PYTHONPATH"] = str(release.bank_alone())
else:
    run = Judge
c.Autograde.autograde_preprocessors = [
    run,
    IgnorePattern,
    ClearMetadataPreprocessor,
    LimitOutput,
    SaveAutoGrades,
    AssignLatePenalties,
    CheckCellMetadata,
]
# Limits of one submission are set here, such as c.Judge.cell_seconds = 10; grader/limits.py lists them.

# Feedback: no hidden test, nothing that a browser would run, and nothing that it would fetch from elsewhere.
c.GenerateFeedback.exporter_class = typeset.FeedbackPage
c.GenerateFeedback.preprocessors = [GetGrades, feedback.HideTests, feedback.SafeOutputs, CSSHTMLHeaderPreprocessor]

# Collecting zips as a learning management system hands them on: STUDENT.zip or STUDENT_3-activations.zip.
c.FileNameCollectorPlugin.valid_ext = [".ipynb", ".py"]
c.FileNameCollectorPlugin.named_regexp = (
    r".*/extracted/(?P<student_id>[^/]+?)(?:_\d-[a-z]+)?/(?:\d-[a-z]+/)?(?P<file_id>(?:\w+/)*[^/]+)$"
)
