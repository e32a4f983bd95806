"""The words of the check cells: what is called, on what, and what it should give.

A check cell is ordinary Python that a student can read::

    check(step).on([-0.5, 0.0, 2.0]).gives([0.0, 0.0, 1.0])

When an answer is wrong, the cell stops and shows the call, what it gave, what was expected and, where the
answer is a known wrong one, which mistake it is and where the book explains it.

``check``    starts a check of a function or a value        (``checks.asking``)
``build``    makes an object of a student's class           (``checks.asking``)
``answer``   starts a check of a short answer               (``checks.asking``)
``examine``  tries a test that the student wrote            (``checks.examining``)
``numbers``  seeded random numbers of any shape             (``checks.asking``)
"""

from checks.asking import answer, build, check, numbers
from checks.examining import examine
from checks.failures import CheckFailed, NotWritten

__all__ = ["CheckFailed", "NotWritten", "answer", "build", "check", "examine", "numbers"]
