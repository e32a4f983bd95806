"""Tests that the student writes, put to the test: right functions must pass them, wrong ones must not."""

import contextlib
import io
import sys
import warnings

import numpy as np

from checks import known
from checks.failures import NotWritten, unseen
from checks.showing import describe, show_error, words_of


def examine(test, name=None):
    """Start an examination of a student's test, a function that takes the function under test and asserts."""
    return Examination(test, name or describe(test))


class Examination:
    """A student's test and what it says of other people's functions."""

    def __init__(self, test, name):
        self.test, self.name = test, name

    def accepts(self, function, what):
        """The test passes `function`; `what` describes it, for instance "a right relu"."""
        error = self._verdict(function, unseen(None))
        if error is None:
            return self._passed(f"accepts {what}")
        if unseen(None):
            raise known.told([self.name, "  complains of a function that is right."], *self._known("accepts", error))
        lines = [
            f"{self.name}({what})",
            f"  raised    {show_error(error)}",
            "  expected  no complaint",
        ]
        raise known.told(lines, *self._known("accepts " + what, error))

    def rejects(self, function, what):
        """The test fails on `function`: an assertion does not hold, or a wrong result makes it stumble."""
        error = self._verdict(function, unseen(None))
        if error is not None:
            return self._passed(f"catches {what}")
        if unseen(None):
            raise known.told([self.name, "  lets a wrong function pass."], *self._known("rejects", error))
        lines = [f"{self.name}({what})", "  gave      no complaint", "  expected  a failed assertion"]
        raise known.told(lines, *self._known("rejects " + what, error))

    def accepts_right(self, target):
        """The test passes every right answer to `target` that the bank holds, however it is written."""
        import mistakes  # the bank: never handed out, so only hidden tests come here

        for right in mistakes.rights_of(target):
            error = self._verdict(right.function, hidden=True)
            if error is not None:
                lines = [
                    self.name,
                    f"  complains of a {target} that is right, though written another way.",
                ]
                raise known.told(lines, *self._known("accepts right " + target, error))
        return self._passed(f"accepts every right {target}")

    def catches(self, target, share):
        """Of the wrong answers to `target` that the bank holds, at least this share fails the test."""
        import mistakes

        wrong = mistakes.mistakes_of(target)
        caught = sum(self._verdict(item.function, hidden=True) is not None for item in wrong)
        if caught >= share * len(wrong):
            return self._passed(f"catches enough wrong {target}")
        lines = [
            self.name,
            f"  catches {caught} of {len(wrong)} wrong versions of {target}; at least {share:.0%} are asked for.",
        ]
        raise known.told(lines, *self._known("catches " + target, None))

    def _ipython_display_(self):
        """Stand last in a cell without being shown."""

    def _verdict(self, function, hidden):
        # a student's test could print, or put into an exception, what it was handed
        sink = io.StringIO() if hidden else sys.stdout
        quiet = warnings.catch_warnings(), np.errstate(all="ignore")
        with contextlib.redirect_stdout(sink), contextlib.redirect_stderr(sink), quiet[0], quiet[1]:
            warnings.simplefilter("ignore")
            try:
                self.test(function)
            except NotImplementedError as error:
                where = self.name if hidden else words_of(error) or self.name
                raise NotWritten([f"not written yet: {where}"]) from None
            except (Exception, SystemExit) as error:  # whatever a student's test may end in
                return error
        return None

    def _passed(self, what):
        if not unseen(None):
            print(f"ok  {self.name} {what}")
        return self

    def _known(self, what, error):
        said = "" if error is None or isinstance(error, AssertionError) else words_of(error)
        return f"examine:{self.name} {what}", {"error": type(error).__name__, "says": said}
