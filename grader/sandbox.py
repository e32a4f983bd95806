"""Where students' code runs: bubblewrap around a warm process that makes one room for each submission.

The sandbox sees the system and Python read-only, the few files of the room's program, and nothing else of this
machine: no network, no other process, no home, no course. What the rooms do to each other, see ``grader.zygote``.
"""

import contextlib
import functools
import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

from grader.pipe import Pipe, hear, say
from grader.units import ROOT, CourseError

CODE = "/code"
PYTHON = "/python"  # the virtual environment; its own path would tell where the course lies, and /tmp may cover it
FOLDER = "/home/student"
FONTS = "/home/matplotlib"
PROGRAM = ("__init__", "zygote", "student_room", "plain_cells", "figures", "codec", "arrays", "pipe", "syscalls")
WARM = ("grader.student_room", "numpy", "numpy.random", "tqdm")
DRAWING = ("matplotlib.pyplot", "grader.figures")
START = "import sys; sys.path.insert(0, sys.argv[1]); from grader import zygote; zygote.main(int(sys.argv[2]), {!r})"
FIRST_UID = 200_000  # users that own nothing; a sandbox that root starts drops to one of them
HOW_TO = (
    "install it (Debian, Ubuntu: sudo apt install bubblewrap; Fedora: sudo dnf install bubblewrap), or grade with "
    "--without-sandbox: students' code then runs with your rights, under limits of time and memory alone"
)


class NoSandbox(CourseError):
    """This machine has no way to contain students' code."""


@functools.cache
def require():
    """Raise NoSandbox, with what to do about it, where bubblewrap is missing or may not work."""
    if shutil.which("bwrap") is None:
        raise NoSandbox(f"grading needs bubblewrap, which is not installed: {HOW_TO}")
    command = [*_bubblewrap(os.getuid() == 0), _inside(sys.executable), "-I", "-c", ""]
    done = subprocess.run(command, capture_output=True, text=True, env=_environment(True))
    if done.returncode:
        reason = (done.stderr.strip() or f"status {done.returncode}").splitlines()[-1]
        raise NoSandbox(f"bubblewrap may not work on this machine ({reason}): allow user namespaces, or {HOW_TO}")


def warm_for(notebook):
    """What to import before a submission comes: Matplotlib takes long, and not every assignment draws."""
    return WARM + DRAWING if "matplotlib" in notebook or "draw" in notebook else WARM


class Sandbox:
    """A warm sandbox; each room in it is one submission's."""

    def __init__(self, contained=True, warm=WARM):
        self.contained, self.warm = contained, warm
        self.apart = contained
        self.folder = None
        self.given, self.own = {}, None
        self.lost = 0  # times that it was killed while a room was open
        if contained:
            require()
        self._start()
        if contained and not self._can_separate():
            self.apart = False  # the kernel allows no namespaces inside: a sandbox for each room then
            self._start()

    def _hand_over(self):
        mine, theirs = socket.socketpair()
        with mine, theirs:
            say(self.control, {"give": FOLDER if self.contained else None, "own": self.own}, [theirs.fileno()])
            Pipe(mine).send({"names": list(self.given)}, list(self.given.values()))
            self._answer()

    def give(self, files, own):
        """Put these files into every room from now on; all modules among them but `own` are imported beforehand."""
        if self.given == files:
            return
        if self.given:
            self._start()  # what has been imported stays imported
        self.given, self.own = files, own
        self._hand_over()

    def open(self, limits):
        """A new room: (pipe to it, its number). NoSandbox where there can be none, which is no student's fault."""
        try:
            return self._open(limits)
        except OSError:  # the sandbox was killed since the last room was closed
            self._start()
        try:
            return self._open(limits)
        except OSError as error:
            raise NoSandbox(f"the sandbox has no room for a submission: {error}") from None

    def _open(self, limits):
        if self.contained and not self.apart and self.used:
            self._start()
        self.used = True
        if not self.contained:
            self.folder = tempfile.mkdtemp(prefix="room-")
        order = limits.as_dict()
        if not self.contained:
            order["processes"] = 0  # counted for each user of the machine: it would hit the grader itself
        mine, theirs = socket.socketpair()
        with theirs:
            order = {"open": True, "limits": order, "folder": self.folder or FOLDER, "apart": self.apart}
            answer = self._order({**order, "uid": self.uid}, [theirs.fileno()])
        if "trouble" in answer:
            raise OSError(answer["trouble"])
        return Pipe(mine), answer["room"]

    def close_room(self, number):
        """End a room and all that runs in it; return why it had ended by itself, where that is known."""
        try:
            return self._order({"close": number})["reason"]
        except OSError:  # the sandbox itself was killed: by the system, for want of memory
            self.lost += 1
            self._start()
            return None
        finally:
            if self.folder:
                shutil.rmtree(self.folder, ignore_errors=True)
                self.folder = None

    def close(self):
        """End the sandbox."""
        self.control.close()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _start(self):
        if hasattr(self, "process"):
            self.close()
        self.used = False
        root = self.contained and os.getuid() == 0
        self.uid = FIRST_UID + os.getpid() if root else 0
        self.control, theirs = socket.socketpair()
        around = _bubblewrap(root) if self.contained else []
        python = _inside(sys.executable) if self.contained else sys.executable
        code = CODE if self.contained else str(ROOT)
        warm = START.format(self.warm)
        with theirs, tempfile.TemporaryFile() as complaints:
            self.process = subprocess.Popen(
                [*around, python, "-I", "-c", warm, code, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                pass_fds=[theirs.fileno()],
                env=_environment(self.contained),
                start_new_session=True,
            )
            theirs.close()
            try:
                self._answer()
            except OSError:
                complaints.seek(0)
                reason = complaints.read().decode(errors="replace").strip().splitlines()[-1:]
                raise NoSandbox(f"the sandbox did not start: {' '.join(reason)}") from None
        if self.given:
            self._hand_over()

    def _can_separate(self):
        from grader.limits import Limits

        try:
            pipe, number = self._open(Limits())
        except OSError:
            return False
        try:
            pipe.send({"do": "length", "args": [[[]], {"is": "dict", "v": []}], "seconds": 10})
            return pipe.receive()[0].get("value") == 0
        except Exception:
            return False
        finally:
            pipe.close()
            self.close_room(number)

    def _order(self, order, ends=()):
        say(self.control, order, ends)
        return self._answer()

    def _answer(self):
        # What the sandbox says to an order. One that was not waited for to the end would be taken for the next one's.
        try:
            answer, _ = hear(self.control)
        except BaseException:
            self.close()
            raise
        if answer is None:
            raise ConnectionError("the sandbox has ended")
        return answer


def _namespaces():
    kinds = ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"]
    if os.getuid() != 0:
        kinds += ["--unshare-user", "--uid", "1000", "--gid", "1000"]
    return kinds


def _bubblewrap(root):
    mounts = [["--ro-bind", "/usr", "/usr"]]
    for name in ("/bin", "/sbin", "/lib", "/lib32", "/lib64"):
        if os.path.islink(name):
            mounts.append(["--symlink", os.readlink(name), name])
        else:
            mounts.append(["--ro-bind-try", name, name])
    for name in ("/etc/ld.so.cache", "/etc/ld.so.conf.d", "/etc/alternatives", "/etc/fonts", "/etc/localtime"):
        mounts.append(["--ro-bind-try", name, name])
    for path in dict.fromkeys([sys.base_prefix, sys.prefix]):
        if not Path(path).is_relative_to("/usr"):
            mounts.append(["--ro-bind", path, _inside(path)])
    if any(ROOT.is_relative_to(path) for path in ("/usr", sys.prefix, sys.base_prefix)):
        mounts.append(["--tmpfs", _inside(ROOT)])
    packages = Path(sysconfig.get_path("purelib"))
    for name in ("nnlib", "mistakes", "solutions"):  # a copy of the course that was installed
        if (packages / name).is_dir():
            mounts.append(["--tmpfs", _inside(packages / name)])
    for name in PROGRAM:
        mounts.append(["--ro-bind", str(ROOT / "grader" / f"{name}.py"), f"{CODE}/grader/{name}.py"])
    mounts.append(["--tmpfs", FONTS])
    for path in _fonts().glob("fontlist-*.json"):
        mounts.append(["--ro-bind", str(path), f"{FONTS}/{path.name}"])
    # /dev/zero, shared, would be memory that nobody counts.
    mounts += [
        ["--proc", "/proc"],
        ["--dev", "/dev"],
        ["--dev-bind", "/dev/null", "/dev/zero"],
        ["--dir", "/room"],
        ["--tmpfs", FOLDER],
        ["--tmpfs", "/tmp"],
    ]
    # The folders above each mount; left to itself, bubblewrap makes them for its own user alone.
    above = {str(parent) for mount in mounts for parent in Path(mount[-1]).parents} - {"/", "/usr"}
    mounts = [["--dir", path] for path in sorted(above)] + mounts
    rights = ["CAP_SYS_ADMIN"] + ["CAP_SETUID", "CAP_SETGID", "CAP_CHOWN", "CAP_KILL"] * root
    command = [shutil.which("bwrap") or "bwrap", *_namespaces(), "--die-with-parent", "--cap-drop", "ALL"]
    command += [part for right in rights for part in ("--cap-add", right)]
    command += [part for mount in mounts for part in mount]
    return [*command, "--chdir", FOLDER, "--remount-ro", "/dev", "--remount-ro", "/"]


def _inside(path):
    # Where the sandbox sees a path of Python's: an environment can be moved, the Python that it was made of cannot.
    path = Path(path)
    if sys.prefix != sys.base_prefix and path.is_relative_to(sys.prefix):
        path = PYTHON / path.relative_to(sys.prefix)
    return str(path)


def _environment(contained):
    home, fonts = (FOLDER, FONTS) if contained else (tempfile.gettempdir(), str(_fonts()))
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": home,
        "LANG": "C.UTF-8",
        "MPLBACKEND": "module://grader.figures",
        "MPLCONFIGDIR": fonts,
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


@functools.cache
def _fonts():
    # Matplotlib's list of fonts takes seconds to make: it is made once, outside.
    folder = Path(tempfile.gettempdir()) / f"matplotlib-of-grader-{os.getuid()}"
    if not list(folder.glob("fontlist-*.json")):
        folder.mkdir(mode=0o755, exist_ok=True)
        make = [sys.executable, "-c", "import matplotlib.font_manager"]
        subprocess.run(make, env={**os.environ, "MPLCONFIGDIR": str(folder)}, capture_output=True)
    return folder
