"""Checks of a function, an object or a short answer."""

import builtins
import contextlib
import copy
import io
import os
import re
import sys
import traceback
import warnings

import numpy as np

from checks import known
from checks.comparing import ATOL, RTOL, as_array, differing_part, first_difference, same
from checks.failures import STUMBLES, UNNAMED, CheckFailed, NotWritten, unseen
from checks.showing import describe, show, show_call, show_error, show_pair, words_of
from checks.slopes import measured_slope

DEEPEST = 8  # lists in lists in which objects under check are looked for
MODULE = re.compile(r"(^|/)(?P<shown>(nnlib|mine)/\w+\.py)$")  # beside the notebook, given or the student's own


def check(subject, about=None, name=None):
    """Start a check of a function (go on with ``.on(arguments)``) or of a value.

    ``about`` says what kind of input a hidden test uses; a failure then tells this and no value. ``name`` is how a
    message speaks of a plain value.
    """
    return Check(subject, unseen(about), name)


def build(make, *arguments, **keywords):
    """Make an object with a student's class: ``layer = build(Dense, 3, 4, seed=2)``.

    Its attributes and methods can be checked (``check(layer.forward).on(x)``) and its attributes set
    (``layer.bias = [...]``); it can be handed to other functions under check.
    """
    name = describe(make)
    made = Result(name, make, _plain(arguments), _plain(keywords), unseen(None)).value
    brief = f"{name}(…)" if arguments or keywords else f"{name}()"
    return Subject(show_call(name, arguments, keywords), made, brief)


def answer(name, value, about=None):
    """Start a check of a short answer; a message never shows the right one."""
    return Answer(name, value, about)


def numbers(*shape, seed, low=-2.0, high=2.0):
    """Random numbers between `low` and `high`, the same for the same seed: array of the given shape."""
    return np.random.RandomState(seed).uniform(low, high, size=shape)


class Subject:
    """Something of the student's with the text under which messages speak of it, and a brief one without values."""

    is_subject = True

    def __init__(self, text, value, brief):
        self.__dict__.update(subject_text=text, value=value, subject_brief=brief)

    def __getattr__(self, attribute):
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        text, brief = f"{self.subject_text}.{attribute}", f"{self.subject_brief}.{attribute}"
        try:
            return Subject(text, getattr(self.value, attribute), brief)
        except AttributeError:
            shown = brief if unseen(None) else text
            raise CheckFailed([shown, f"  is missing: the object has no attribute {attribute!r}"]) from None
        except STUMBLES as error:
            raise CheckFailed(_stumbled(text, brief, error)) from None

    def __setattr__(self, attribute, value):
        try:
            setattr(self.value, attribute, _array(_unwrap(value)))
        except STUMBLES as error:
            text, brief = f"{self.subject_text}.{attribute} = {show(value)}", f"{self.subject_brief}.{attribute} = …"
            raise CheckFailed(_stumbled(text, brief, error)) from None

    def __getitem__(self, index):
        text, brief = f"{self.subject_text}[{index!r}]", f"{self.subject_brief}[…]"
        try:
            return Subject(text, self.value[index], brief)
        except STUMBLES:
            raise CheckFailed([brief if unseen(None) else text, "  is missing: there is no such part"]) from None


class Findings:
    """What can be said of a value: each method passes silently but for one line, or raises ``CheckFailed``."""

    text = ""
    brief = ""
    about = None

    @property
    def value(self):
        raise NotImplementedError

    def gives(self, expected, rtol=RTOL, atol=ATOL):
        """The value equals `expected`: the same shape, each number within the tolerance."""
        expected = _array(_unwrap(expected))
        value = self._wanting(show(expected))
        if same(value, expected, rtol, atol):
            return self._passed()
        value, expected, where = differing_part(value, expected, rtol, atol)
        facts = [("part", where)] if where else []
        gave, wanted = as_array(value), as_array(expected)
        if gave is None or wanted is None or gave.shape != wanted.shape:
            facts += [("gave", self._with_shape(value, gave)), ("expected", self._with_shape(expected, wanted))]
            return self._fail(facts)
        left, right, marks = show_pair(gave, wanted, first_difference(gave, wanted, rtol, atol))
        facts += [("gave", left), ("expected", right)]
        return self._fail(facts + [("", marks)] if marks else facts)

    def has_shape(self, *shape):
        """The value is an array of exactly this shape."""
        wanted = f"shape {tuple(shape)}"
        value = self._wanting(wanted)
        gave = np.shape(value) if as_array(value) is not None else None
        if gave == tuple(shape):
            return self._passed(f"has {wanted}")
        found = f"no array but {describe(value)}" if gave is None else f"shape {gave}"
        return self._fail([("gave", found), ("expected", wanted)])

    def has_dtype(self, dtype):
        """The value is an array of this number type, or of this kind of types: ``np.floating``."""
        value = self._wanting(dtype.__name__)
        gave = value.dtype if isinstance(value, (np.ndarray, np.generic)) else None
        if gave is not None and np.issubdtype(gave, dtype):
            return self._passed(f"is of type {dtype.__name__}")
        found = describe(value) if gave is None else str(gave)
        return self._fail([("gave", found), ("expected", dtype.__name__)])

    def satisfies(self, claim, holds):
        """`holds(value)` is true; `claim` says it in words, for instance "every value lies between 0 and 1"."""
        value = self._wanting(claim)
        if _holds(holds, value):
            return self._passed(f"— {claim}")
        return self._fail([("gave", show(value)), ("expected", claim)])

    def _wanting(self, wanted):
        # The value, of which `wanted` says what it should be.
        return self.value

    def _ipython_display_(self):
        """Stand last in a cell without being shown: a check says what it has to say itself."""

    def _with_shape(self, value, array):
        if array is None:
            parts = f"{len(value)} part{'' if len(value) == 1 else 's'}" if isinstance(value, (list, tuple)) else ""
            return f"{show(value)}, {parts}" if parts else show(value)
        shown = show(value)
        if not array.ndim and array.dtype.kind == "b":
            return shown
        shape = f"shape {array.shape}" if array.ndim else "a single number"
        return shown if "shape" in shown else f"{shown}, {shape}"

    def _passed(self, what=""):
        if self.about == UNNAMED:
            return self
        title = self._title()
        if self.about:  # what a hidden test asks for is not told, right or wrong
            what = ""
        if "\n" in title:
            title = title.partition("(\n")[0] + "(…)"
        print("ok  {}".format(" ".join(part for part in (title, what) if part)))
        return self

    def _title(self):
        if self.about == UNNAMED:
            return UNNAMED.capitalize()
        if self.about:
            return f"{self.brief}, on {self.about}" if self.brief else self.about
        return self.text

    def _fail(self, facts):
        lines = [self._title()]
        if self.about:
            lines.append("  is not right yet.")
        else:
            lines += [f"  {label:<9} {text}".rstrip() for label, text in facts]
        self._stop(lines)

    def _stop(self, lines):
        # Add what is known of this wrong answer, and stop the cell.
        raise known.told(lines, *self._known())


class Check(Findings):
    """A function or value under check."""

    def __init__(self, subject, about, name):
        self.subject = subject
        self.about = about
        self.name = name or getattr(subject, "subject_text", None) or describe(subject)
        self.brief = name or getattr(subject, "subject_brief", None) or describe(subject)
        if name is None and not callable(_unwrap(subject)) and not isinstance(subject, Subject):
            self.name, self.brief = show(subject), ""
        self.text = self.name

    def on(self, *arguments, **keywords):
        """Call the function under check, once; lists of numbers are handed over as arrays."""
        call = _unwrap(self.subject), _plain(arguments), _plain(keywords)
        return Result(self.name, *call, self.about, self.brief)

    @property
    def value(self):
        return _unwrap(self.subject)

    def _known(self):
        return known.call_key(self.name, (), {}), known.kept(self.value)


class Result(Findings):
    """What one call came to: a value, or an exception. The call happens when it is first asked about."""

    def __init__(self, name, function, arguments, keywords, about, brief=None):
        self.name, self.function, self.about = name, function, about
        self.brief = brief or name
        self.arguments, self.keywords = arguments, keywords
        self.before = copy.deepcopy(_changeable(arguments, keywords))
        self.text = show_call(name, arguments, keywords)
        self.key = known.call_key(name, arguments, keywords)
        self._done = False
        self._error = None
        self._unnamed = []
        self._value = None
        self._changed = []

    @property
    def value(self):
        return self._wanting("an answer")

    def _wanting(self, wanted):
        self._call()
        if self._error is not None:
            self._raised(wanted)
        if self._changed:
            self._complain_of_changes()
        return self._value

    def keeps_shape(self):
        """The result has the shape of the first argument."""
        return self.has_shape(*np.shape(self.arguments[0]))

    def is_gradient_of(self, function, rtol=1e-4, atol=1e-7):
        """The result is the slope of `function` (a judge's own, not the student's) in the first argument.

        The slope is that of the sum over all elements of the function's value, measured (see ``checks.slopes``).
        """
        rest = self.arguments[1:]
        slope = measured_slope(lambda x: np.sum(function(x, *rest)), self.arguments[0])
        return self.gives(slope, rtol, atol)

    def raises(self, kind, naming=()):
        """The call ends in an exception of this class whose message holds each text of `naming`."""
        self._call()
        wanted = kind.__name__ + (" that names " + " and ".join(naming) if naming else "")
        if self._error is None:
            returned = ", returned and not raised" if isinstance(self._value, BaseException) else ""
            return self._fail([("gave", show(self._value) + returned), ("expected", wanted)])
        if isinstance(self._error, kind):
            said = _tight(words_of(self._error))
            self._unnamed = [text for text in naming if _tight(text) not in said]
            if not self._unnamed:
                return self._passed(f"raises {kind.__name__}")
        return self._raised(wanted)

    def turns(self, argument, into, rtol=RTOL, atol=ATOL):
        """The call changes this argument in place, on purpose, into `into`.

        `argument` is the position of the argument, or its name where it was handed over by name.
        """
        self._call()
        label = argument if isinstance(argument, str) else f"argument {argument + 1}"
        if self._error is not None:
            self._raised(f"{label} changed in place")
        handed = self.keywords[argument] if isinstance(argument, str) else self.arguments[argument]
        now = Check(_unwrap(handed), self.about, name=f"{label} after {self.brief if self.about else self.text}")
        now._known = self._known
        now.gives(into, rtol, atol)
        return self

    def _call(self):
        if self._done:
            return
        self._done = True
        sink = io.StringIO() if self.about else sys.stdout
        with contextlib.redirect_stdout(sink), contextlib.redirect_stderr(sink), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with np.errstate(all="ignore"):
                try:
                    self._value = self.function(*_unwrap(self.arguments), **_unwrap(self.keywords))
                except (Exception, SystemExit) as error:  # whatever a student's code may end in
                    self._error = error
        if isinstance(self._error, NotImplementedError):
            where = self.brief if self.about else words_of(self._error) or self.name
            raise NotWritten([f"not written yet: {where}"], self.key, {"raises": "NotImplementedError"})
        after = _changeable(self.arguments, self.keywords)
        self._changed = [label for label, value in after.items() if not same(value, self.before[label], 0, 0)]

    def _fail(self, facts):
        if self._error is None and self._value is None:
            remark = {"gave": ": nothing has been returned"}
            facts = [(label, text + remark.get(label, "")) for label, text in facts]
        return super()._fail(facts)

    def _complain_of_changes(self):
        label = self._changed[0]
        after = _changeable(self.arguments, self.keywords)[label]
        return self._fail(
            [
                ("changed", f"{label}, which was handed to it"),
                ("it was", show(self.before[label])),
                ("it is", show(after)),
                ("expected", "every argument left as it was"),
            ]
        )

    def _raised(self, expected):
        if self.about:  # the message can hold values of a hidden test, so can the name of a class or of a function
            return self._stop([self._title(), f"  raised    {_builtin_class(self._error)}"])
        facts = [("raised", show_error(self._error))]
        for label, (file, number, function, source) in zip(("in", "from"), _student_frames(self._error)):
            facts.append((label, f"{file}, line {number}, in {function}"))
            facts += [("", "    " + source)] if source else []
        return self._fail(facts + [("expected", expected)])

    def _known(self):
        if self._error is not None:
            # the class alone is no evidence: any slip can end in a ValueError
            evidence = {"unnamed": self._unnamed} if self._unnamed else {"says": _lasting(self._error)}
            return self.key, {"raises": _builtin_class(self._error), **evidence}
        outcome = {"gave": known.kept(self._value)}
        changed = _changeable(self.arguments, self.keywords)
        if self._changed:
            outcome["changed"] = {label: known.kept(changed[label]) for label in self._changed}
        return self.key, outcome


class Answer(Findings):
    """A short answer of the student's."""

    def __init__(self, name, value, about):
        self.name, self.about = name, about
        self._value = _unwrap(value)
        self.text = f"{name} = {show(self._value)}"
        parts = self._value if isinstance(self._value, tuple) else (self._value,)
        if any(part is ... for part in parts):
            raise NotWritten([f"not answered yet: {name}"], *self._known())

    @property
    def value(self):
        return self._value

    def is_a_number(self):
        """The answer is one number, and not one of the known wrong ones."""
        return self.is_an_answer("a single number", lambda v: as_array(v) is not None and np.ndim(v) == 0)

    def is_one_of(self, *choices):
        """The answer is one of the choices, and not a known wrong one."""
        wanted = "one of " + ", ".join(map(repr, choices))
        return self.is_an_answer(wanted, lambda v: isinstance(v, str) and v in choices)

    def is_an_answer(self, wanted, fits):
        """The answer is of the form asked for (`fits(value)`, in words `wanted`), and not a known wrong one."""
        if not _holds(fits, self._value):
            return self._fail([("expected", wanted)])
        if known.matches(*self._known()):
            return self._fail([])
        return self._passed(f"is {wanted}")

    def gives(self, expected, rtol=RTOL, atol=ATOL):
        """The answer is right; a failure does not show `expected`."""
        if not same(self._value, _array(expected), rtol, atol):
            return self._fail([("is not", "right yet")])
        return self._passed("is right")

    def _title(self):
        return self.text

    def _known(self):
        return "answer:" + self.name, {"gave": known.kept(self._value)}


def _holds(claim, value):
    try:
        return bool(claim(value))
    except STUMBLES:
        return False  # not even of a kind that can be asked


def _unwrap(value, depth=0):
    if isinstance(value, Subject):
        return value.value
    if depth == DEEPEST:
        return value
    if type(value) in (list, tuple):
        return type(value)(_unwrap(item, depth + 1) for item in value)
    if type(value) is dict:
        return {key: _unwrap(item, depth + 1) for key, item in value.items()}
    return value


def _array(value):
    # Lists of numbers become arrays, so that check cells can write [1.0, 2.0].
    array = as_array(value) if isinstance(value, list) else None
    return value if array is None else array


def _plain(arguments):
    if isinstance(arguments, dict):
        return {key: _array(value) for key, value in arguments.items()}
    return tuple(_array(value) for value in arguments)


def _changeable(arguments, keywords):
    labelled = [(f"argument {i + 1}", value) for i, value in enumerate(arguments)]
    labelled += [(f"argument {key!r}", value) for key, value in keywords.items()]
    kept = {}
    for label, value in labelled:
        parts = value if isinstance(value, (list, tuple)) else [value]
        if parts and all(isinstance(part, np.ndarray) for part in parts):
            kept[label] = value
    return kept


def _stumbled(text, brief, error):
    if unseen(None):
        return [brief, f"  raised    {_builtin_class(error)}"]
    return [text, f"  raised    {show_error(error)}"]


def _builtin_class(error):
    # NumPy's own exceptions are called by the built-in class that they extend, as they arrive from another process.
    return next(kind.__name__ for kind in type(error).__mro__ if getattr(builtins, kind.__name__, None) is kind)


def _student_frames(error):
    # Lines of the student's own, in the module beside the notebook or in a cell: the last one in what was called,
    # and the innermost, where that is another.
    frames = getattr(error, "student_frames", None)
    if frames is None:
        frames = [(f.filename, f.lineno, f.name, f.line) for f in traceback.extract_tb(error.__traceback__)]
    own = [frame for frame in frames if _is_student_file(frame[0])]
    if not own:
        return []
    called = [frame for frame in own if (frame[0], frame[2]) == (own[0][0], own[0][2])][-1]
    chosen = [called] if own[-1][:2] == called[:2] else [called, own[-1]]
    return [(_place(file), number, name, (source or "").strip()) for file, number, name, source in chosen]


def _place(file):
    module = MODULE.search(file.replace("\\", "/"))
    return module["shown"] if module else "your notebook"


def _lasting(error):
    # Its words in all versions: NumPy has called one and the same thing size-1, length-1 and 0-dimensional.
    return re.sub(r"[a-z]+-\d\b|\b\d-[a-z]+", "…", words_of(error))


def _tight(text):
    return "".join(text.split())  # NumPy writes (5,3) in some messages and (5, 3) in others


def _is_student_file(file):
    path = file.replace("\\", "/")
    if path.startswith("<"):  # a cell, where it is not NumPy's or Python's own
        return not path.startswith(("<__array_function__", "<frozen "))
    in_module = MODULE.search(path) is not None
    return "/ipykernel_" in path or in_module and os.path.dirname(file) != os.path.dirname(__file__)
