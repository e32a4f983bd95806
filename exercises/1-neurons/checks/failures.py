"""What a student reads when a check fails: plain lines, without a traceback of ours, and no value of a hidden test."""

UNNAMED = "a hidden test"

# What an object of a student's may raise where it is only looked at; a grader's own exceptions are not among them.
STUMBLES = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)


class _Region:
    hidden = False


def hide(hidden):
    """Say whether the checks that follow stand among hidden tests: then none tells a value, with or without about=."""
    _Region.hidden = hidden


def unseen(about):
    """What a message may say of the input: `about`, None where it may show the input itself."""
    return about or (UNNAMED if _Region.hidden else None)


class CheckFailed(AssertionError):
    """A check that did not hold.

    ``lines`` is the message; ``key`` and ``outcome`` say which call it was and what came of it (see
    ``checks.known``), so that the same wrong answer can be recognised the next time; ``links`` are the places in
    the book to go back to, for each text in the message its page and anchor.
    """

    def __init__(self, lines, key=None, outcome=None, links=()):
        super().__init__("\n".join(lines))
        self.lines = list(lines)
        self.key = key
        self.outcome = outcome
        self.links = dict(links)

    def _render_traceback_(self):
        # IPython and Jupyter show these lines in place of a traceback.
        return self.lines


class NotWritten(CheckFailed):
    """The stub of an exercise was reached, or a short answer still holds its dots."""
