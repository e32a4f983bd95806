"""The program inside a student's room: it runs the student's module and cells, and does what the judge asks.

Nothing in here is trusted, since the student's code runs in the same process and can change all of it. It only has
to be faithful when the student's code is honest. See ``grader.judge_room`` for the other end of the pipe.
"""

import ast
import builtins
import contextlib
import importlib
import io
import itertools
import linecache
import operator
import os
import signal
import sys
import traceback
import types

import numpy as np

from grader.arrays import Arrays
from grader.codec import Decoder, Encoder, put_into, read_array
from grader.pipe import LONGEST_NAME, LONGEST_TEXT, MOST_FRAMES, Closed, Pipe
from grader.plain_cells import without_magics


class TimeIsUp(BaseException):
    """The time limit is reached; not an Exception, so that ``except Exception`` in a loop does not hold it up."""


def serve(end, folder, limits, given):
    """Answer the judge until it hangs up; `given` are the files that every submission begins with."""
    with contextlib.suppress(Closed):
        _keep_fonts()
        room = StudentRoom(Pipe(end), folder, limits)
        room.do_move_in(given)
        room.serve()


def operate(name, left, right):
    """An operator of the module ``operator`` by its name."""
    return getattr(operator, name)(left, right)


def numeric(value):
    """`value` as the array of numbers that NumPy makes of it."""
    array = np.asarray(value)
    if array.dtype.kind not in "biufc":
        raise TypeError(f"{type(value).__name__} is not an array of numbers")
    return array


class StudentRoom:
    """The student's module, cells and objects."""

    def __init__(self, pipe, folder, limits):
        self.pipe, self.folder, self.limits = pipe, folder, limits
        self.arrays = Arrays(first=1, weak=False)
        self.objects, self.ids = {}, {}
        self.numbers = itertools.count(1)
        self.namespace = types.ModuleType("__main__").__dict__
        self.printed = Printed(limits["output_chars"])
        self.cells = 0

    def serve(self):
        """Prepare the process as a notebook finds it, then answer requests."""
        sys.path.insert(0, self.folder)
        sys.dont_write_bytecode = True
        sys.stdout, sys.stderr = self.printed.stream("stdout"), self.printed.stream("stderr")
        self.namespace.update(__name__="__main__", __builtins__=builtins, get_ipython=lambda: Magics())
        builtins.display = display
        signal.signal(signal.SIGALRM, _time_is_up)
        signal.signal(signal.SIGXCPU, _time_is_up)
        while True:
            self.answer(*self.pipe.receive())

    def answer(self, request, blobs):
        """Do what one request asks, and report."""
        changeable, given, reply = False, None, {}
        try:
            self._follow(request, blobs)
            decoder = self._decoder(blobs)
            arguments, keywords = decoder.value(request["args"])
            changeable, given = decoder.changeable, (arguments, keywords)
            signal.setitimer(signal.ITIMER_REAL, request["seconds"])
            try:
                value = self.perform(request["do"], arguments, keywords)
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
            encoder = self._encoder()
            reply = {"say": "done", "value": encoder.tree(value)}
        except Closed:
            raise
        except BaseException as error:
            encoder = self._encoder()
            reply = {"say": "raised", "error": self.describe_error(error)}
        if changeable:  # the judge learns how its lists and dicts were changed
            with contextlib.suppress(Exception):
                reply["args"] = encoder.tree(given)
        reply["arrays"] = self._changed(encoder)
        reply["printed"] = self.printed.take()
        self.pipe.send(reply, encoder.blobs)

    def perform(self, name, arguments, keywords):
        """One thing that the judge can ask for."""
        own = getattr(self, "do_" + name, None)
        if own is not None:
            return own(*arguments)
        if name == "call":
            function, *rest = arguments
            return function(*rest, **keywords)
        return OPERATIONS[name](*arguments)

    def do_move_in(self, files):
        """Write the submission's files into the folder."""
        for path, content in files.items():
            target = os.path.join(self.folder, path)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "wb") as file:
                file.write(content)
        importlib.invalidate_caches()

    def do_import(self, name):
        """A module of the student's or given to them."""
        return importlib.import_module(name)

    def do_names(self, names):
        """What the student's cells have called by these names, as far as they have."""
        return {name: self.namespace[name] for name in names if name in self.namespace}

    def do_define(self, values):
        """Names that check cells have defined, for the cells that follow; the student's own come first."""
        for name, value in values.items():
            self.namespace.setdefault(name, value)

    def do_run(self, source):
        """Run a cell; return its outputs in the order in which they came, an error last."""
        self.cells += 1
        name = f"<cell {self.cells}>"
        error = None
        try:
            self._run(source, name)
        except BaseException as problem:
            error = self.describe_error(problem)
        signal.setitimer(signal.ITIMER_REAL, 0)
        outputs = [*self.printed.take(), *_figures()]
        return [*outputs, {"error": error}] if error else outputs

    def _run(self, source, name):
        try:
            tree = ast.parse(source, name)
        except SyntaxError:
            source = without_magics(source)
            tree = ast.parse(source, name)
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        last = None
        if tree.body and isinstance(tree.body[-1], ast.Expr) and not source.rstrip().endswith(";"):
            last = ast.Expression(tree.body.pop().value)
        exec(compile(tree, name, "exec"), self.namespace)
        if last is not None:
            value = eval(compile(last, name, "eval"), self.namespace)
            if value is not None:
                self.namespace["_"] = value
                self.printed.show(_text(repr(value)))

    def describe_error(self, error):
        """An exception by its nearest built-in class, its message, and the frames of the student's own code."""
        kind = next(c.__name__ for c in type(error).__mro__ if getattr(builtins, c.__name__, None) is c)
        single = len(error.args) == 1 and isinstance(error.args[0], str)
        try:
            message = error.args[0] if single else str(error)
        except Exception:
            message = ""
        frames = [
            [self._shown(frame.filename), frame.lineno, frame.name, frame.line or ""]
            for frame in traceback.extract_tb(error.__traceback__)
            if frame.filename.startswith((self.folder, "<cell "))
        ]
        if isinstance(error, SyntaxError) and error.filename:
            frames.append([self._shown(error.filename), error.lineno or 0, "", (error.text or "").rstrip()])
        time = "cpu" if error.args == ("cpu",) else "time"
        return {
            "class": time if isinstance(error, TimeIsUp) else kind,
            "name": type(error).__name__,
            "message": _text(str(message)),
            "frames": [
                [_text(str(part)) if isinstance(part, str) else part for part in f] for f in frames[-MOST_FRAMES:]
            ],
        }

    def ask(self, what, function, arguments, keywords):
        """Call a function of the judge's that was passed to the student's code, or get an attribute of it."""
        encoder = Encoder(self.arrays, self._here, share=False)
        question = {"say": what, "function": function, "args": encoder.tree([list(arguments), keywords])}
        question["arrays"] = self._changed(encoder)
        question["printed"] = self.printed.take()
        left, _ = signal.setitimer(signal.ITIMER_REAL, 0)
        self.pipe.send(question, encoder.blobs)
        while True:
            request, blobs = self.pipe.receive()
            if request["do"] == "answer":
                break
            self.answer(request, blobs)
        self._follow(request, blobs)
        value = self._decoder(blobs).value(request["args"])
        if left:
            signal.setitimer(signal.ITIMER_REAL, left)
        if request.get("raised"):
            raise getattr(builtins, value[0])(value[1])
        return value

    def _encoder(self):
        return Encoder(self.arrays, self._here)

    def _decoder(self, blobs):
        return Decoder(self.arrays, self._there, blobs)

    def _here(self, thing):
        # Describe an object of the student's that stays here.
        if isinstance(thing, JudgeFunction):
            return {"is": "function", "id": thing._id}
        identifier = self.ids.get(id(thing))
        if identifier is None:
            identifier = self.ids[id(thing)] = next(self.numbers)
            self.objects[identifier] = thing
        described = {"is": "object", "id": identifier, "class": type(thing).__name__}
        for attribute in ("__name__", "__qualname__"):
            with contextlib.suppress(Exception):
                text = getattr(thing, attribute)
                if type(text) is str:
                    described[attribute] = text[:LONGEST_NAME]
        return described

    def _there(self, tree):
        # What the judge speaks of: an object of the student's, a function of NumPy, or a function of the judge's own.
        if tree["is"] == "object":
            return self.objects[tree["id"]]
        if tree["is"] == "numpy":
            return operator.attrgetter(tree["v"])(np)
        return JudgeFunction(self, tree)

    def _follow(self, request, blobs):
        # Take over what the judge has changed in arrays, and let go of what it no longer knows.
        for entry in request.get("arrays", ()):
            kept = self.arrays.get(entry["id"])
            if kept is not None and put_into(kept, read_array(entry, blobs)):
                self.arrays.agree(entry["id"], kept)
        self.arrays.drop(request.get("arrays_gone", ()))
        for identifier in request.get("objects_gone", ()):
            self.ids.pop(id(self.objects.pop(identifier, None)), None)

    def _changed(self, encoder):
        return [encoder.tree(array) for _, array in self.arrays.changed()]

    def _shown(self, path):
        return os.path.relpath(path, self.folder) if path.startswith(self.folder) else path


class JudgeFunction:
    """A function, or an object with methods, of the judge's that a check passes to the student's code."""

    def __init__(self, room, tree):
        self._room, self._id = room, tree["id"]
        self.__name__ = self.__qualname__ = tree.get("name") or "function"

    def __call__(self, *arguments, **keywords):
        return self._room.ask("call", self._id, arguments, keywords)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return self._room.ask("get", self._id, (name,), {})

    def __repr__(self):
        return f"<function {self.__name__}>"


JudgeFunction.__name__ = JudgeFunction.__qualname__ = "function"  # so messages speak of it


class Printed:
    """What the student's code prints or shows, up to a limit, in order."""

    def __init__(self, most):
        self.most, self.parts, self.size = most, [], 0

    def stream(self, name):
        """A text stream that writes to this list."""
        return Stream(self, name)

    def add(self, name, text):
        """Note printed text."""
        text = text[: self.most - self.size + 1]
        self.size += len(text)
        if text and self.parts and self.parts[-1].get("stream") == name:
            self.parts[-1]["texts"].append(text)
        elif text:
            self.parts.append({"stream": name, "texts": [text]})

    def show(self, text):
        """Note the value of a cell's last line."""
        self.parts.append({"value": text})

    def take(self):
        """What has come since the last time."""
        parts, self.parts, self.size = self.parts, [], 0
        return [{"stream": p["stream"], "text": "".join(p["texts"])} if "stream" in p else p for p in parts]


class Stream(io.TextIOBase):
    """``sys.stdout`` or ``sys.stderr`` in the room."""

    encoding = "utf-8"

    def __init__(self, printed, name):
        self._printed, self._name = printed, name

    def writable(self):
        return True

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._printed.add(self._name, text)
        return len(text)


class Magics:
    """What ``get_ipython()`` gives: magics have no meaning here and do nothing."""

    def __getattr__(self, name):
        return lambda *arguments, **keywords: None


def display(*values, **options):
    """Show values in the middle of a cell."""
    for value in values:
        print(value)


OPERATIONS = {
    "get": getattr,
    "set": setattr,
    "item": operator.getitem,
    "set_item": operator.setitem,
    "delete_item": operator.delitem,
    "length": len,
    "iterate": iter,
    "next": lambda iterator: list(itertools.islice(iterator, 1)),
    "contains": operator.contains,
    "operate": operate,
    "negate": operator.neg,
    "magnitude": abs,
    "same": operator.eq,
    "is_a": isinstance,
    "is_below": issubclass,
    "array": numeric,
    "float": float,
    "int": int,
    "index": operator.index,
    "complex": complex,
    "truth": bool,
    "repr": lambda value: _text(repr(value)),
    "str": lambda value: _text(str(value)),
    "members": dir,
}


def _figures():
    # The figures that a cell has drawn, as PNG; matplotlib is not loaded for those that draw none.
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None or not pyplot.get_fignums():
        return []
    pictures = []
    for number in pyplot.get_fignums()[:20]:
        picture = io.BytesIO()
        with contextlib.suppress(Exception):
            pyplot.figure(number).savefig(picture, format="png", bbox_inches="tight")
            pictures.append({"png": picture.getvalue()})
    pyplot.close("all")
    return pictures


def _keep_fonts():
    # Matplotlib wants to write beside its list of fonts, and else makes the list anew, which takes seconds.
    fonts, own = os.environ["MPLCONFIGDIR"], "/tmp/matplotlib"
    if not os.access(fonts, os.W_OK):
        os.mkdir(own)
        for name in os.listdir(fonts):
            os.symlink(os.path.join(fonts, name), os.path.join(own, name))
        os.environ["MPLCONFIGDIR"] = own


def _text(text):
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + " …"


def _time_is_up(number, frame):
    raise TimeIsUp("cpu" if number == signal.SIGXCPU else "time")
