"""What stands inside the page's Python: it runs cells and checks, and tells the page what comes of them.

The page puts a request into JavaScript's ``request`` as JSON and calls `answer`; output and figures go to the page as
they come. Python 3.8 with NumPy 1.17 is enough.
"""

import ast
import base64
import builtins
import contextlib
import importlib.util
import io
import json
import linecache
import os
import re
import struct
import sys
import time
import traceback
import zlib

LONGEST = 200000  # characters of output kept for one run
PAUSE = 0.05  # seconds between two messages, so that a loop that prints does not flood the page
EXERCISE = re.compile(r"Exercise (\d+\.\d+)")

# Pyodide before 0.18 allows some 130 calls inside each other, and Matplotlib's formulas need more.
sys.setrecursionlimit(max(sys.getrecursionlimit(), 300))

_cells = {"__name__": "__main__"}  # the names that a chapter's cells have made
_written = {}  # what stands in each file that was put down
_folders = set()  # where packages were put down


def answer():
    """Do what the page asks for, and return the result as JSON."""
    import js

    def tell(kind, value):
        js.tellPage(kind, json.dumps(value))

    request = json.loads(js.request)
    return json.dumps({"cells": run_cells, "check": run_checks}[request.pop("do")](tell=tell, **request))


def run_cells(files, fresh, quiet, number, code, tell):
    """Run cell `number` of a chapter after the earlier ones, `quiet`: pairs (number, code), not shown.

    `fresh` forgets all names first. Returns which cells have run, and the error of one that has not.
    """
    if fresh:
        _cells.clear()
        _cells["__name__"] = "__main__"
        forget()
    use("/course", files)
    done = []
    for place, (earlier, text) in enumerate(quiet):
        tell("progress", f"Running the cells before: {place + 1} of {len(quiet)}.")
        error = run_cell(earlier, text, _nothing)
        if error:
            return {"done": done, "error": dict(error, before=True)}
        done.append(earlier)
    if quiet:
        tell("progress", "Running.")
    error = run_cell(number, code, tell)
    return {"done": done if error else done + [number], "error": error}


def run_cell(number, code, tell):
    """Run one cell; return None, or what went wrong."""
    name = f"<cell {number + 1}>"
    code = plain(code)
    with _telling(tell) as say:
        try:
            tree = ast.parse(remember(name, code), name)
            last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, name, "exec"), _cells)
            if last is not None:
                value = eval(compile(ast.Expression(last.value), name, "eval"), _cells)
                if value is not None and not code.rstrip().endswith(";"):
                    print(repr(value))
            say.flush()
            show_figures(tell)
        except BaseException as error:  # whatever a reader's code may end in, the page goes on
            _close_figures()
            say.flush()
            return explain(error)
    return None


def run_checks(files, folder, setup, cells, slots, tell):
    """Run the cells that check one exercise, in names of their own; tell the page of each check as it ends.

    `cells` are {"kind": "given" | "answer" | "check", "id": …, "code": …}; `slots` are the functions that the reader
    has written, {"name": …, "code": …}. Returns the outcomes and an error that kept the checks from running.
    """
    for piece in slots:
        problem = misfit(piece["name"], piece["code"])
        if problem:
            return {"checks": [], "error": problem}
    outside = {name: sys.modules.pop(name) for name in list(sys.modules) if _ours(name)}
    try:
        use(folder, files)
        return _checks(setup, cells, slots, tell)
    finally:
        forget()
        sys.modules.update(outside)


def _checks(setup, cells, slots, tell):
    names = {"__name__": "__main__"}
    outcomes = []
    for cell in [{"kind": "given", "id": "setup", "code": setup}] + cells:
        place = "<your answer>" if cell["kind"] == "answer" else f"<{cell['id']}>"
        claim, said, error = _run_apart(place, plain(cell["code"]), names, slots)
        if cell["kind"] == "check":
            outcomes.append({"id": cell["id"], "claim": claim or cell["id"], "said": said, "error": error})
            tell("check", outcomes[-1])
        elif error:
            return {"checks": outcomes, "error": error}
    return {"checks": outcomes, "error": None}


def _run_apart(name, code, names, slots):
    # Run a cell among `names`: its docstring, what it printed, and its error or None.
    heard = []
    claim = error = None
    with _telling(lambda kind, value: heard.append(value.get("text", ""))):
        try:
            tree = ast.parse(remember(name, code), name)
            claim = ast.get_docstring(tree)
            exec(compile(tree, name, "exec"), names)
        except BaseException as problem:  # a reader's code may end in anything
            error = explain(problem, slots)
    return claim, "".join(heard), error


def misfit(name, code):
    """Why the text that a reader wrote cannot stand for `name`, or None."""
    short = name.rpartition(".")[2]
    try:
        tree = ast.parse(code)
    except SyntaxError as error:
        return explain(error)
    if any(isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == short for node in tree.body):
        return None
    return {"kind": "error", "text": f"There is no function {short} here: keep its line `def {short}(…):`."}


def explain(error, slots=()):
    """An error as the page shows it: a failed check's own lines, or the reader's frames and the error."""
    lines = getattr(error, "lines", None)
    if isinstance(error, AssertionError) and lines is not None:
        kind = "unwritten" if type(error).__name__ == "NotWritten" else "failed"
        known = _known(error)
        notes = [line for line in lines if _is_note(line, known)]
        text = "\n".join(place_lines(line, slots) for line in lines if line not in notes)
        links = [{"text": entry["place"], "href": entry["link"]} for entry in known if "link" in entry]
        notes = [line.strip() for line in notes]
        return {"kind": kind, "text": text, "notes": notes, "exercise": _exercise(text), "links": links}
    if isinstance(error, NotImplementedError) and _exercise(str(error)):
        text = f"not written yet: {error}"
        return {"kind": "unwritten", "text": text, "exercise": _exercise(text)}
    if isinstance(error, SyntaxError):
        text = "".join(traceback.format_exception_only(type(error), error))
        text = re.sub(r'^  File "[^"]*", line (\d+)', r"  line \1", text, count=1)
        return {"kind": "error", "text": text.rstrip()}
    shown = []
    for frame in traceback.extract_tb(error.__traceback__):
        file = frame.filename
        own = file.startswith("<") and not file.startswith("<frozen") or "/nnlib/" in file
        if own and not file.endswith("inside.py"):
            place = "nnlib/" + file.rpartition("/nnlib/")[2] if "/nnlib/" in file else file.strip("<>")
            where = "" if frame.name == "<module>" else f", in {frame.name}"
            shown.append(place_lines(f"{place}, line {frame.lineno}{where}", slots))
            shown += ["    " + frame.line] if frame.line else []
    if len(shown) > 16:
        shown = shown[:8] + ["    …"] + shown[-8:]
    shown += [line.rstrip() for line in traceback.format_exception_only(type(error), error)]
    return {"kind": "error", "text": "\n".join(shown)}


def place_lines(line, slots):
    """A line that names a line of a module, told as the line of the reader's own editor where it falls into one."""
    line = line.replace("your notebook", "your answer")

    def replace(match):
        number = int(match[2])
        for piece in slots:
            if piece["path"] == match[1] and piece["first"] < number <= piece["first"] + piece["lines"]:
                return "your {}, line {}".format(piece["name"], number - piece["first"])
        return match[0]

    return re.sub(r"(nnlib/\w+\.py), line (\d+)", replace, line)


def use(folder, files):
    """Put the files into `folder` and let imports find them there."""
    os.makedirs(folder, exist_ok=True)
    changed = False
    for name, text in files.items():
        path = os.path.join(folder, name)
        if _written.get(path) != text:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            _written[path] = text
            changed = True
    sys.path[:] = [folder] + [entry for entry in sys.path if entry not in _folders]
    _folders.add(folder)
    os.chdir(folder)
    if changed:
        forget()


def forget():
    """Let the next import read the package and the checks anew."""
    for name in list(sys.modules):
        if _ours(name):
            del sys.modules[name]
    importlib.invalidate_caches()
    sys.dont_write_bytecode = True  # a module is written anew within the second that a cache would go by
    linecache.checkcache()


def remember(name, code):
    """Keep the text of a cell, so that tracebacks can show its lines; returns the text."""
    linecache.cache[name] = (len(code), None, code.splitlines(True), name)
    return code


def plain(code):
    """The code without IPython's magics."""
    return "\n".join("" if line.startswith(("%", "!")) else line for line in code.splitlines())


def show_figures(tell):
    """Send all open figures as PNG, two pixels for each that is shown, and close them."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    for number in pyplot.get_fignums() if pyplot and tell is not _nothing else []:
        png = picture(pyplot.figure(number))
        width, height = (int.from_bytes(png[i : i + 4], "big") // 2 for i in (16, 20))
        tell("figure", {"png": base64.b64encode(png).decode(), "width": width, "height": height})
    _close_figures()


def picture(figure):
    """A figure as PNG, cut to what is drawn and a margin, as notebooks show it.

    Matplotlib's own way works everything out twice, which takes long here. It is used where something is drawn up to
    the edge and may reach over it.
    """
    import numpy as np

    figure.dpi *= 2
    figure.canvas.draw()
    pixels = np.asarray(figure.canvas.buffer_rgba())[..., :3]  # (height, width, 3)
    paper = np.round(np.array(figure.get_facecolor()[:3]) * 255).astype(np.uint8)
    drawn = np.any(pixels != paper, axis=2)
    rows, columns = np.flatnonzero(drawn.any(axis=1)), np.flatnonzero(drawn.any(axis=0))
    if len(rows) == 0:
        return png_of(pixels)
    (top, bottom), (left, right) = rows[[0, -1]], columns[[0, -1]]
    if top == 0 or left == 0 or bottom == drawn.shape[0] - 1 or right == drawn.shape[1] - 1:
        content = io.BytesIO()
        figure.savefig(content, format="png", dpi=figure.dpi, bbox_inches="tight")
        return content.getvalue()
    margin = int(0.1 * figure.dpi)
    whole = np.empty((bottom - top + 1 + 2 * margin, right - left + 1 + 2 * margin, 3), np.uint8)
    whole[...] = paper
    whole[margin:-margin, margin:-margin] = pixels[top : bottom + 1, left : right + 1]
    return png_of(whole)


def png_of(pixels):
    """An array (height, width, 3) of bytes as PNG."""
    height, width = pixels.shape[:2]
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    lines = b"".join(b"\0" + line.tobytes() for line in pixels)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(lines, 4)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in parts
    )


def _close_figures():
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot:
        pyplot.close("all")


@contextlib.contextmanager
def _telling(tell):
    # stdout, stderr and plt.show() go to the page; input() has nobody to ask.
    os.environ["MPLBACKEND"] = "AGG"
    say = _Say(tell)
    if importlib.util.find_spec("matplotlib"):
        import matplotlib.pyplot  # takes long: only where the page has fetched it

        def show(*arguments, **keywords):
            say.flush()
            show_figures(tell)

        matplotlib.pyplot.show = show
    asks, builtins.input = builtins.input, _no_input
    try:
        with contextlib.redirect_stdout(say), contextlib.redirect_stderr(say):
            yield say
    finally:
        builtins.input = asks
    say.flush()


def _no_input(prompt=""):
    raise RuntimeError("a page cannot ask for input: write the value here in place of input(…)")


class _Say(io.TextIOBase):
    # Text on its way to the page: gathered for a moment, cut where there is too much of it.
    def __init__(self, tell):
        super().__init__()
        self.tell = tell
        self.parts = []
        self.length = 0
        self.last = 0.0

    def writable(self):
        return True

    def write(self, text):
        if self.length < LONGEST:
            self.parts.append(text)
            self.length += len(text)
            if self.length >= LONGEST:
                self.parts.append("\n… the rest of the output is not shown\n")
            if ("\n" in text or "\r" in text) and time.time() - self.last > PAUSE:
                self.flush()
        return len(text)

    def flush(self):
        if self.parts:
            self.tell("text", {"text": "".join(self.parts)})
            self.parts = []
        self.last = time.time()


def _known(error):
    known = sys.modules.get("checks.known")
    return known.matches(error.key, error.outcome) if known and error.key else []


def _is_note(line, known):
    # Whether a line of a failed check is a sentence, which may be wrapped, and no value, which may not.
    said = line.strip()
    if said.startswith("- "):
        said = said[2:]
    return said in [entry["says"] for entry in known] or said.startswith(("One of these has", "Look again at"))


def _exercise(text):
    match = EXERCISE.search(text)
    return match[1] if match else None


def _ours(name):
    return name.partition(".")[0] in ("nnlib", "checks")


def _nothing(kind, value):
    pass
