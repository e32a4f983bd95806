"""The judge's side of the pipe: locked cells run here, and reach the student's room through stand-ins."""

import ast
import builtins
import contextlib
import functools
import io
import sys
import time
import types
import warnings
import weakref

import numpy as np

from checks.asking import Subject
from grader.arrays import Arrays
from grader.codec import Decoder, Encoder, Refused, refresh
from grader.pipe import LONGEST_TEXT, MOST_FRAMES, Broken, Closed, Late
from grader.plain_cells import without_magics
from grader.standin import StandIn, stand_in
from grader.units import CourseError

DEEPEST = 20  # calls inside calls, from room to room
LONGEST_DETAIL = 200  # characters in the instructor's log
GRACE = 1.0  # seconds that a room has, after its time is up, to say so itself
IN_CELLS = "<check cell>"
SIGNS = {  # how the system says that a limit is reached
    "[Errno 24]": "open files",
    "[Errno 27]": "scratch",
    "[Errno 28]": "scratch",
    "[Errno 11] Resource": "processes",
    "can't start new thread": "processes",
}
UNHARMFUL = {  # raised by a student's code they are raised here; any other would end the judge, or a loop of its
    kind for kind in vars(builtins).values() if isinstance(kind, type) and issubclass(kind, Exception)
} - {StopIteration, StopAsyncIteration}
TOLD = (StandIn, bool, int, float, str, list, tuple, dict, np.ndarray, np.generic)


class LimitReached(Exception):
    """A limit was reached, or the student's room is gone; the message is for the student."""


class TookTooLong(LimitReached):
    """The judge itself was held up, as with a student's value made to be slow."""


class StudentsRoom:
    """The student's room as the judge knows it: one process for a submission, and another when that one is lost."""

    def __init__(self, sandbox, files, limits):
        self.sandbox, self.files, self.limits = sandbox, files, limits
        self.over = time.monotonic() + limits.seconds
        self.cell_over = self.over
        self.life = 0
        self.pipe = None
        self.quiet = False  # whether what the student's code prints is dropped
        self.history = []  # sources of the student's cells that have run
        self.deadly = {}  # modules that ended a room when they were imported
        self.opening = 0.0  # seconds spent on opening rooms
        self.log = []  # what went wrong in the present cell
        self.trouble = None  # why there is no room, where that is the machine's fault
        self.functions, self.function_ids = {}, {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._leave()

    def begin_cell(self):
        """A new cell begins, with the time limit of one cell before it."""
        self.cell_over = min(time.monotonic() + self.limits.cell_seconds, self.over)
        self.log = []
        if self.over <= time.monotonic():
            raise self._limit("time")

    def run(self, source):
        """Run a cell of the student's; return its outputs as the room describes them."""
        outputs = self.do("run", source)
        if type(outputs) is not list or not all(type(output) is dict for output in outputs):
            self._lose("forged")
        if not any((output.get("error") or {}).get("class") == "time" for output in outputs):
            self.history.append(source)
        return outputs

    def module(self, name):
        """A stand-in for a module of the student's folder."""
        if name in self.deadly:
            raise self.deadly[name]
        try:
            module = self.do("import", name)
        except LimitReached as stopped:
            self.deadly[name] = stopped
            raise
        if not isinstance(module, StandIn):
            raise Refused("a module that is none")
        module.__dict__["_path"] = (name,)
        return module

    def get(self, thing, name):
        """An attribute of an object in the room; that of a module can be found again in the next room."""
        value = self.do("get", thing, name)
        if isinstance(value, StandIn) and thing._path and value._path is None:
            value.__dict__["_path"] = (*thing._path, name)
        return value

    def names(self, names):
        """What the student's cells define, of these names: a dict."""
        found = self.do("names", list(names))
        if type(found) is not dict:
            raise Refused("names that are none")
        for name, value in found.items():
            if isinstance(value, StandIn) and value._path is None:
                value.__dict__["_path"] = (None, name)
        return {name: found[name] for name in names if name in found}

    def do(self, what, *arguments, **keywords):
        """Have the room do one thing (see `grader.student_room.OPERATIONS`) and return what comes of it."""
        now = time.monotonic()
        if self.cell_over <= now:
            raise self._limit("cell time")
        if self.pipe is None:
            self._enter()
        if len(self.handed) > DEEPEST:
            raise RecursionError("functions that call each other across the rooms too deeply")
        encoder = Encoder(self.arrays, self._here)
        request = {"do": what, "args": encoder.tree([list(arguments), keywords])}
        request["seconds"] = max(0.05, self.cell_over - now)
        self._add_changes(request, encoder)
        handed = self.handed
        handed.append(encoder.crossing)
        try:
            try:
                self._send(request, encoder.blobs)
                reply, blobs = self._converse()
            except BaseException:  # what is still on its way would be taken for the answer to the next request
                self._leave()
                raise
            return self._result(what, reply, blobs, (list(arguments), keywords))
        finally:
            handed.pop()

    def _converse(self):
        # Wait for the reply; until it comes, the room may ask for calls of the judge's own functions.
        while True:
            message, blobs = self._receive()
            say = message.get("say")
            if say in ("done", "raised"):
                return message, blobs
            if say not in ("call", "get"):
                self._lose("forged")
            self._answer(message, blobs)

    def _answer(self, message, blobs):
        self._print(message.get("printed"))
        reply, life = {"do": "answer"}, self.life
        encoder = Encoder(self.arrays, self._here, share=False)
        try:
            reply["args"] = encoder.tree(self._called(message, blobs))
        except TookTooLong:
            raise
        except Exception as error:
            if self._is_lost(life):
                raise
            kind = next(c.__name__ for c in type(error).__mro__ if getattr(builtins, c.__name__, None) is c)
            reply["args"], reply["raised"] = [kind, str(error)], True
        if self._is_lost(life):  # and nobody is there who waits for this
            raise self._limit("gone")
        self._add_changes(reply, encoder)
        self._send(reply, encoder.blobs)

    def _is_lost(self, life):
        return life != self.life or self.pipe is None

    def _called(self, message, blobs):
        # What comes of a call of a function of the judge's, or of a look at one of its attributes.
        decoder = self._decoder(blobs)
        (arguments, keywords), function = decoder.value(message["args"]), self.functions[message["function"]]
        self._take_changes(message, decoder)
        if message["say"] == "call":
            return function(*arguments, **keywords)
        (name,) = arguments
        if type(name) is not str or name.startswith("_") or not _is_from_a_cell(type(function)):
            raise AttributeError(name)
        return getattr(function, name)

    def _result(self, what, reply, blobs, given):
        self._print(reply.get("printed"))
        try:
            decoder = self._decoder(blobs)
            value = decoder.value(reply["value"]) if reply["say"] == "done" else None
            if reply.get("args") is not None and what == "call":
                refresh(given, decoder.value(reply["args"]))
            self._take_changes(reply, decoder)
        except (Refused, KeyError, TypeError) as error:
            self._lose("forged", error)
        if reply["say"] == "done":
            return value
        raise self.error(reply.get("error"))

    def error(self, described):
        """The exception that the room describes, of a built-in class, with the frames of the student's code."""
        try:
            kind, name, message = described["class"], _short(described["name"]), _short(described["message"])
            frames = described["frames"][-MOST_FRAMES:]
            frames = [(_short(f), int(line), _short(place), _short(text)) for f, line, place, text in frames]
        except (KeyError, TypeError, ValueError):
            kind, name, message, frames = "RuntimeError", "RuntimeError", "", []
        if kind in ("time", "cpu"):
            error = self._limit("cpu" if kind == "cpu" else "cell time")
        elif kind == "MemoryError":
            error = MemoryError(f"{message} ({self.limits.told('memory')})" if message else self.limits.told("memory"))
        else:
            message = " ".join(
                [message, *(self.limits.told(limit) for sign, limit in SIGNS.items() if sign in message)]
            )
            made = getattr(builtins, kind, None) if type(kind) is str else None
            if made not in UNHARMFUL:
                made, message = RuntimeError, f"{name} {message}".strip()
            try:
                error = made(message)
            except TypeError:  # a class that wants more than a message
                error = ValueError(message) if issubclass(made, ValueError) else RuntimeError(f"{name}: {message}")
        error.student_frames = frames
        return error

    def _print(self, parts):
        if self.quiet or type(parts) is not list:
            return
        for part in parts:
            if type(part) is dict and type(part.get("text")) is str:
                sys.stdout.write(part["text"])

    def _take_changes(self, message, decoder):
        for tree in message.get("arrays") or ():
            decoder.value(tree)

    def _add_changes(self, message, encoder):
        message["arrays"] = [encoder.tree(array) for _, array in self.arrays.changed()]
        message["arrays_gone"] = self.arrays.forget_reported()
        message["objects_gone"], self.gone = self.gone, []

    def _decoder(self, blobs):
        handed = set().union(*self.handed)
        return Decoder(self.arrays, self._there, blobs, lambda identifier: identifier % 2 or identifier in handed)

    def _here(self, thing):
        # How the room is told of something that does not travel.
        if isinstance(thing, StandIn):
            return {"is": "object", "id": self._id_of(thing)}
        name = getattr(thing, "__name__", None)
        if type(name) is str and getattr(np, name, None) is thing:
            return {"is": "numpy", "v": name}
        if isinstance(thing, types.ModuleType) or not (callable(thing) or _is_from_a_cell(type(thing))):
            raise TypeError(f"{type(thing).__name__} cannot be handed to a student's function")
        identifier = self.function_ids.setdefault(id(thing), len(self.functions))
        self.functions[identifier] = thing
        return {"is": "function", "id": identifier, "name": name if type(name) is str else None}

    def _there(self, tree):
        # What the room speaks of: an object of the student's, or one of the judge's functions.
        identifier = tree["id"]
        if type(identifier) is not int:
            raise Refused("an object without a number")
        if tree["is"] == "function":
            return self.functions[identifier]
        if tree["is"] != "object":
            raise Refused("nothing that could be read")
        known = self.stand_ins.get(identifier)
        if known is None:
            known = stand_in(self, tree)
            self.stand_ins[identifier] = known
            if identifier in self.gone:
                self.gone.remove(identifier)
            weakref.finalize(known, self._forget, self.life, identifier).atexit = False
        return known

    def _forget(self, life, identifier):
        if life == self.life and identifier not in self.stand_ins:
            self.gone.append(identifier)

    def _id_of(self, thing):
        if thing._life != self.life:
            if not thing._path:
                raise LimitReached("An object was lost when the program was stopped.")
            module, *attributes = thing._path
            if module is None:
                again = self.names([attributes[0]])[attributes[0]]
            else:
                again = self.module(module)
                for name in attributes:
                    again = self.get(again, name)
            thing.__dict__.update(_id=again._id, _life=self.life, _again=again)
        return thing._id

    def _enter(self):
        if self.trouble:
            raise self.trouble
        began = time.perf_counter()
        self.life += 1
        self.arrays = Arrays(first=2, weak=True)
        self.stand_ins = weakref.WeakValueDictionary()
        self.gone, self.handed = [], []
        try:
            self.pipe, self.number = self.sandbox.open(self.limits)
        except CourseError as trouble:
            self.trouble = trouble
            raise
        quiet, self.quiet = self.quiet, True
        try:
            given = self.sandbox.given
            self._move_in({name: text for name, text in self.files.items() if given.get(name) != text})
            self.opening += time.perf_counter() - began
            for source in self.history:
                self.do("run", source)
        finally:
            self.quiet = quiet

    def _move_in(self, files):
        try:
            self.do("move_in", files)
        except LimitReached as stopped:
            if str(stopped) == self.limits.told("gone"):  # before a line of the student's has run
                self.trouble = CourseError("the room for a submission ended before anything ran in it")
                raise self.trouble from None
            raise

    def _leave(self):
        if self.pipe is not None:
            self.pipe.close()
            self.pipe = None
            return self.sandbox.close_room(self.number)

    def _lose(self, reason, detail=None):
        # End the room; the cell fails, the next one finds a new room.
        raise self._limit(self._leave() or reason, detail)

    def _limit(self, reason, detail=None):
        message = self.limits.told(reason)
        # In hidden tests the room could put into the detail what it was handed.
        self.log.append(f"{message} ({str(detail)[:LONGEST_DETAIL]})" if detail and not self.quiet else message)
        return LimitReached(message)

    def _send(self, message, blobs):
        try:
            self.pipe.send(message, blobs, self.cell_over + GRACE)
        except Late:
            self._lose("cell time")
        except Closed:
            self._lose("gone")

    def _receive(self):
        try:
            return self.pipe.receive(self.cell_over + GRACE)
        except Late:
            self._lose("cell time")
        except Closed:
            self._lose("gone")
        except Broken as broken:
            self._lose("forged", broken)


class JudgesRoom:
    """Where the locked cells of one notebook run."""

    def __init__(self, students, locked=()):
        """`locked` are the sources of all locked cells: no name that one of them defines is ever the student's."""
        self.students = students
        self.reserved = set().union(*(compiled(source)[1] for source in locked))
        self.borrowed, self.told = {}, {}
        own = {**vars(builtins), "__import__": self._import}
        self.namespace = {"__name__": "__main__", "__builtins__": own}

    def run(self, source, namespace=None):
        """Run a locked cell; its value, where the last line is a number, else None."""
        namespace = self.namespace if namespace is None else namespace
        _, _, body, last = compiled(source)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(body, namespace)
            value = eval(last, namespace) if last else None
        return value if type(value) in (int, float) else None

    def borrow(self, source):
        """Bind the names that a cell uses and the student's cells define; the judge's own come first."""
        for name, value in self.borrowed.items():
            if self.namespace.get(name) is value:
                del self.namespace[name]
        self.borrowed = self._students(compiled(source)[0], self.namespace)
        self.namespace.update(self.borrowed)

    def borrow_more(self, hidden, visible, namespace):
        """Bind the names that only the hidden part of a cell uses; the room must not hear of them any earlier."""
        more = [name for name in compiled(hidden)[0] if name not in compiled(visible)[0]]
        namespace.update(self._students(more, namespace))

    def new_names(self):
        """What locked cells have defined since the last time, for the student's cells: plain values and stand-ins."""
        found = {}
        for name, value in self.namespace.items():
            value = value.value if isinstance(value, Subject) else value
            own = name not in self.borrowed and self.told.get(name) is not value
            if own and not name.startswith("_") and isinstance(value, TOLD):
                found[name] = value
        self.told.update(found)
        return found

    def _students(self, names, namespace):
        wanted = [
            name
            for name in names
            if name not in self.reserved
            and (isinstance(namespace[name], StandIn) if name in namespace else not hasattr(builtins, name))
        ]
        return self.students.names(wanted) if wanted else {}

    def _import(self, name, namespace=None, local=None, names=(), level=0):
        if name != "nnlib" and not name.startswith("nnlib."):
            return __import__(name, namespace, local, names, level)
        module = self.students.module(name)
        for each in names or ():
            with contextlib.suppress(ImportError):
                self.students.module(f"{name}.{each}") if name == "nnlib" else None
        return module if names else self.students.module("nnlib")


@functools.lru_cache(1000)
def compiled(source):
    """A locked cell as (the global names that it uses, those that it defines, its code, a last expression's code).

    What it imports from the student's package is not among those that it defines: a student's cell may define it anew.
    """
    try:
        tree = ast.parse(source, IN_CELLS)
    except SyntaxError:
        tree = ast.parse(without_magics(source), IN_CELLS)
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    defined = _defined(tree)
    names &= _global_names(compile(tree, IN_CELLS, "exec"))
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        last = compile(ast.Expression(tree.body.pop().value), IN_CELLS, "eval")
    return sorted(names), defined, compile(tree, IN_CELLS, "exec"), last


def _global_names(code):
    # Of attributes and modules as well; but not the names that a function or a comprehension has for itself.
    return set(code.co_names).union(*(_global_names(c) for c in code.co_consts if isinstance(c, types.CodeType)))


def _defined(node):
    found = set()
    for part in ast.iter_child_nodes(node):
        if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(part.name)
        elif isinstance(part, (ast.Import, ast.ImportFrom)):
            for alias in part.names:
                if not f"{getattr(part, 'module', alias.name)}.".startswith("nnlib."):
                    found.add((alias.asname or alias.name).partition(".")[0])
        elif isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            found.add(part.id)
        elif not isinstance(part, (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            found |= _defined(part)
    return found


@contextlib.contextmanager
def captured(most):
    """Collect what is printed meanwhile, up to `most` characters."""
    text = Bounded(most)
    with contextlib.redirect_stdout(text):
        yield text


class Bounded(io.StringIO):
    """A text stream that keeps the first `most` characters."""

    def __init__(self, most):
        super().__init__()
        self.most, self.cut = most, False

    def write(self, text):
        room = self.most - self.tell()
        self.cut = self.cut or len(text) > room
        super().write(text[: max(0, room)])
        return len(text)


def _is_from_a_cell(kind):
    return kind.__module__ == "__main__"


def _short(text):
    return str(text)[:LONGEST_TEXT]
