"""The gradebook through nbgrader's own tables: opened once, one transaction for each submission.

What is written is what ``nbgrader autograde`` writes. Its way there opens the database a dozen times for each
submission and looks up every cell by itself, through queries that take longer the more students there are.
"""

import subprocess

import nbformat
from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import parse_utc
from sqlalchemy import bindparam, create_engine, insert, inspect, select, text, update
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError

from grader.units import CourseError

NBGRADERS_OWN = "default_course"  # its preprocessors enter this course beside the one that is set
TRIES = 6  # at a locked database, five seconds each


def _one(table, *names):
    # The row in which these columns have the values that are given when it is asked for; all of them are indexed.
    return select(*table.columns).where(*(table.c[name] == bindparam(name) for name in names))


class _Rows:
    # The rows that a notebook has in a table, one for each cell.
    def __init__(self, table, by_hand):
        self.table = table
        mine = table.c.notebook_id == bindparam("notebook")
        self.query = select(table.c.cell_id, table.c[by_hand]).where(mine)
        self.update = update(table).where(mine, table.c.cell_id == bindparam("cell"))

    def by_hand(self, connection, notebook, cells):
        # What they hold by hand, by cell; rows that are missing are made.
        found = dict(connection.execute(self.query, {"notebook": notebook}).all())
        missing = [{"cell_id": cell, "notebook_id": notebook} for cell in cells.values() if cell not in found]
        if missing:
            connection.execute(insert(self.table), missing)
        return {name: found.get(cell) for name, cell in cells.items()}

    def change(self, connection, notebook, changes):
        if changes:
            connection.execute(self.update, [{"notebook": notebook, **change} for change in changes])


# Made once: to put a query together takes longer than to ask it.
STUDENT = _one(Student.__table__, "id")
ASSIGNMENT = _one(Assignment.__table__, "id")
SUBMISSION = _one(SubmittedAssignment.__table__, "assignment_id", "student_id")
NOTEBOOK = _one(SubmittedNotebook.__table__, "notebook_id", "assignment_id")
NOT_LATE = (
    update(SubmittedNotebook.__table__)
    .where(SubmittedNotebook.__table__.c.id == bindparam("notebook"))
    .values(late_submission_penalty=None)
)
GRADES, COMMENTS = _Rows(Grade.__table__, "manual_score"), _Rows(Comment.__table__, "manual_comment")


def check_course(course):
    """Raise CourseError where the gradebook is that of another course, or cannot be read."""
    try:
        engine = create_engine(course.db_url)
    except ModuleNotFoundError as error:
        lacking = f"it needs the module {error.name}, which is not installed in .venv"
        raise CourseError(f"the gradebook cannot be opened: {lacking}") from None
    except ArgumentError as error:
        raise CourseError(f"the gradebook cannot be opened: {error}") from None
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("course"):
                return
            found = set(connection.execute(text("SELECT id FROM course")).scalars()) - {NBGRADERS_OWN}
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise CourseError(f"the gradebook {engine.url!r} cannot be read: {reason}") from None
    finally:
        engine.dispose()
    if found and course.course_id not in found:
        raise CourseError(
            f"the gradebook {engine.url!r} belongs to the course {', '.join(sorted(found))}, not to {course.course_id}"
        )


class Writer:
    """Writes the grades of one assignment; one process alone does."""

    def __init__(self, course, unit, parent):
        check_course(course)
        self.course, self.unit, self.parent = course, unit, parent
        try:
            self.book = Gradebook(course.db_url, course.course_id)
        except subprocess.CalledProcessError as error:  # nbgrader has alembic make the tables
            raise CourseError(f"the gradebook cannot be made: alembic ended with status {error.returncode}") from None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.book.close()

    def sources(self):
        """Read the assignment: the source of each cell by its id, hidden tests included; None where there is none."""
        try:
            notebook = self.book.find_notebook(self.unit.module, self.unit.name)
        except MissingEntry:
            return None
        self.notebook_id, self.assignment_id = notebook.id, notebook.assignment_id
        self.graded = {cell.name: cell.id for cell in [*notebook.grade_cells, *notebook.task_cells]}
        self.commented = {cell.name: cell.id for cell in [*notebook.solution_cells, *notebook.task_cells]}
        sources = {cell.name: cell.source for cell in notebook.source_cells}
        self.book.db.remove()
        return sources

    def complete(self):
        """The students whose every graded cell has a score."""
        unfinished = (
            select(Grade.id)
            .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
            .where(SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .where(Grade.auto_score.is_(None), Grade.manual_score.is_(None))
        )
        query = select(SubmittedAssignment.student_id).where(SubmittedAssignment.assignment_id == self.assignment_id)
        with self.book.engine.connect() as connection:
            return set(connection.execute(query.where(~unfinished.exists())).scalars())

    def save(self, student, timestamp, scores, unanswered):
        """Enter one submission, all of it or nothing.

        `scores` are points by cell (None: to be graded by hand), `unanswered` the solution cells left as they were.
        """
        for attempt in range(1, TRIES + 1):
            try:
                with self.book.engine.begin() as connection:
                    late = self._save(connection, student, timestamp, scores, unanswered)
                break
            except SQLAlchemyError as error:
                locked = isinstance(error, OperationalError) and "locked" in str(error)
                if not locked or attempt == TRIES:
                    reason = str(getattr(error, "orig", None) or error).splitlines()[0]
                    raise CourseError(f"{student}: the gradebook cannot be written: {reason}") from None
        if late:
            about = {"notebook": self.unit.module, "assignment": self.unit.name, "student": student}
            about["db_url"] = self.course.db_url
            AssignLatePenalties(parent=self.parent).preprocess(nbformat.v4.new_notebook(), {"nbgrader": about})

    def _save(self, connection, student, timestamp, scores, unanswered):
        # Returns whether the submission came too late.
        def only(query, **wanted):
            return connection.execute(query, wanted).one_or_none()

        def entered(table, query, **place):
            row = only(query, **place)
            if row is None:
                connection.execute(insert(table).values(place))
                row = only(query, **place)
            return row

        entered(Student.__table__, STUDENT, id=student)
        table = SubmittedAssignment.__table__
        submission = entered(table, SUBMISSION, assignment_id=self.assignment_id, student_id=student)
        when = parse_utc(timestamp) if timestamp else submission.timestamp
        if when != submission.timestamp:
            connection.execute(update(table).where(table.c.id == submission.id).values(timestamp=when))
        table = SubmittedNotebook.__table__
        notebook = entered(table, NOTEBOOK, notebook_id=self.notebook_id, assignment_id=submission.id).id
        connection.execute(NOT_LATE, {"notebook": notebook})

        manual = GRADES.by_hand(connection, notebook, self.graded)
        changes = []
        for name, score in scores.items():
            by_hand = score is None or manual[name] is not None
            changes.append({"cell": self.graded[name], "auto_score": score, "needs_manual_grade": by_hand})
        GRADES.change(connection, notebook, changes)
        COMMENTS.by_hand(connection, notebook, self.commented)
        changes = [
            {"cell": cell, "auto_comment": "No response." if name in unanswered else None}
            for name, cell in self.commented.items()
        ]
        COMMENTS.change(connection, notebook, changes)

        due = only(ASSIGNMENT, id=self.assignment_id).duedate
        if due is not None and submission.extension is not None:
            due += submission.extension
        return when is not None and due is not None and when > due
