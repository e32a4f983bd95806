"""The warm process inside the sandbox: it has imported NumPy, and makes a student's room whenever it is asked to.

A room is a fork of it, put into namespaces of its own (processes, files, shared memory) where the kernel lets it,
and stripped of every privilege before the first line of a student's code runs. What a student leaves behind, files
or processes, ends with the room. The zygote itself never runs a student's code and never reads what one says.

Runs as ``python -c "…; zygote.main(fd, warm)"`` inside the sandbox; ``grader.sandbox`` is the other end.
"""

import contextlib
import ctypes
import gc
import importlib
import json
import os
import random
import re
import resource
import select
import signal
import socket
import sys
import traceback

from grader import syscalls
from grader.pipe import Pipe, hear, say

NEW_NAMESPACES = 0x20000000 | 0x00020000 | 0x08000000  # processes, mounts, shared memory
MS_PRIVATE, MS_BIND, NO_SUID_OR_DEVICES = 0x44000, 0x1000, 0x6
SET_CHILD_SUBREAPER, SET_NO_NEW_PRIVILEGES = 36, 38
WATCH = 0.1  # seconds between two looks at the memory of a room
MB = 1024 * 1024

libc = ctypes.CDLL(None, use_errno=True)


def main(control, warm):
    """Answer the orders that arrive over the socket with file number `control` until it is closed."""
    control = socket.socket(fileno=control)
    for name in warm:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    if sys.platform == "linux":
        libc.prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    rooms, given = {}, {}
    gc.freeze()  # what is here stays: no room need look at it, and so copy it
    say(control, {"ready": True})
    while True:
        ready, _, _ = select.select([control], [], [], WATCH if rooms else None)
        if not ready:
            for room in rooms.values():
                room.watch()
            continue
        order, ends = hear(control)
        if order is None:
            break
        if "give" in order:
            with socket.socket(fileno=ends[0]) as end:
                header, contents = Pipe(end).receive()
            given = dict(zip(header["names"], contents))
            if order["give"]:
                _import_given(given, order["give"], order["own"])
            gc.freeze()
            answer = {}
        elif "open" in order:
            try:
                room = Room({**order, "given": given}, ends[0], control)
            except OSError as error:
                answer = {"trouble": str(error)}
            else:
                rooms[room.pid] = room
                answer = {"room": room.pid}
            os.close(ends[0])
        else:
            answer = rooms.pop(order["close"]).close()
        say(control, answer)
    for room in rooms.values():
        room.close()


def _import_given(given, folder, own):
    # Import what every submission of the assignment begins with, once for all: the course's own files, no student's.
    for name, content in given.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content)
    sys.path.insert(0, folder)
    sys.dont_write_bytecode = True
    students = own[:-3].replace("/", ".")
    sys.modules[students] = None  # nothing that is imported here may lean on the stub: each student brings another
    for name in given:
        if re.fullmatch(r"(nnlib|checks)/\w+\.py", name) and name != own:
            with contextlib.suppress(Exception):
                importlib.import_module(name[:-3].replace("/", ".").removesuffix(".__init__"))
    del sys.modules[students]
    sys.path.remove(folder)


class Room:
    """One student's process, seen from the zygote."""

    def __init__(self, order, end, control):
        self.limit = order["limits"]["memory_mb"] * MB
        self.cpu_seconds = order["limits"]["cpu_seconds"]
        self.shared = _own_memory(os.getpid())  # what every fork of this process begins with
        self.reason = None
        self.apart = order["apart"]
        mine, theirs = os.pipe()
        outer = os.fork()
        if outer == 0:
            os.close(mine)
            control.close()
            _enter(order, end, theirs)
        os.close(theirs)
        with os.fdopen(mine, "rb") as report:
            told = dict(json.loads(line) for line in report.read().splitlines())
        os.waitpid(outer, 0)
        self.pid = told.get("pid")
        if self.pid is None or "trouble" in told:
            if self.pid is not None:
                self.close()
            raise OSError(told.get("trouble", "no process can be made"))

    def watch(self):
        """End the room when its processes together hold more memory than they may."""
        if self.reason is None and self._memory() > self.limit:
            self.reason = "memory"
            self._kill()

    def close(self):
        """End the room with all that runs in it; return why it ended, where that is known."""
        self._kill()
        _, _, used = os.wait4(self.pid, 0)
        if not self.apart:
            _reap_strays()
        if self.reason is None and used.ru_utime + used.ru_stime >= self.cpu_seconds:
            self.reason = "cpu"
        return {"reason": self.reason, "cpu": used.ru_utime + used.ru_stime}

    def _kill(self):
        if not self.apart:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def _memory(self):
        return sum(max(0, _own_memory(pid) - self.shared) for pid in _descendants(self.pid))


def _enter(order, end, report):
    # In a fork: go into namespaces of its own if asked to, fork once more to be the first process there, and serve.
    try:
        if order["apart"]:
            _check(libc.unshare(NEW_NAMESPACES))
        pid = os.fork()
        if pid:
            _report(report, "pid", pid)
            os._exit(0)
        _settle(order)
    except OSError as error:
        _report(report, "trouble", str(error))
        os._exit(1)
    code = 1
    try:
        os.close(report)
        kept = os.dup2(end, 3) if end != 3 else end
        nothing = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(nothing, standard)
        os.closerange(4, 1024)
        _serve(kept, order)
        code = 0
    except Exception:
        traceback.print_exc()
    finally:
        os._exit(code)


def _report(report, what, content):
    os.write(report, json.dumps([what, content]).encode() + b"\n")


def _settle(order):
    os.setsid()
    if order["apart"]:
        _private_files(order)
    elif order["uid"]:
        for place in ("/tmp", order["folder"], *_below(order["folder"])):
            os.chown(place, order["uid"], order["uid"])
    os.chdir(order["folder"])
    _limit(order["limits"])
    _drop(order["uid"])


def _below(folder):
    return [os.path.join(place, name) for place, folders, files in os.walk(folder) for name in folders + files]


def _serve(end, order):
    import numpy

    from grader import student_room

    random.seed(0)
    numpy.random.seed(0)  # a grade depends on nothing but the files that were handed in
    student_room.serve(socket.socket(fileno=end), order["folder"], order["limits"], order["given"])


def _private_files(order):
    # One small file system in memory, for the room alone: the folder with the submission, /tmp and /dev/shm.
    limits, folder = order["limits"], order["folder"]
    size = f"mode=0755,size={limits['scratch_mb']}m,nr_inodes={limits['scratch_files']}"
    _check(libc.mount(b"none", b"/", None, MS_PRIVATE, None))
    _check(libc.mount(b"room", b"/room", b"tmpfs", NO_SUID_OR_DEVICES, size.encode()))
    for place, where in (("work", folder), ("tmp", "/tmp"), ("shm", "/dev/shm")):
        os.mkdir(f"/room/{place}")
        if order["uid"]:
            os.chown(f"/room/{place}", order["uid"], order["uid"])
        _check(libc.mount(f"/room/{place}".encode(), where.encode(), None, MS_BIND, None))
    _check(libc.umount2(b"/room", 0))  # which the student could write to, too, where nobody is root
    if libc.mount(b"proc", b"/proc", b"proc", NO_SUID_OR_DEVICES, None):  # else the other processes would be seen
        _check(libc.mount(b"none", b"/proc", b"tmpfs", NO_SUID_OR_DEVICES, b"mode=0555,size=4k"))


def _limit(limits):
    held = _address_space() if sys.platform == "linux" else 0
    wanted = {
        "RLIMIT_AS": held + limits["memory_mb"] * MB,
        "RLIMIT_CPU": limits["cpu_seconds"],
        "RLIMIT_NPROC": limits["processes"] or resource.RLIM_INFINITY,
        "RLIMIT_NOFILE": limits["open_files"],
        "RLIMIT_FSIZE": limits["scratch_mb"] * MB,
        "RLIMIT_CORE": 0,
        "RLIMIT_MSGQUEUE": 0,
        "RLIMIT_MEMLOCK": 0,
    }
    for name, value in wanted.items():
        if hasattr(resource, name):
            kind = getattr(resource, name)
            _, most = resource.getrlimit(kind)
            value = value if most == resource.RLIM_INFINITY else min(value, most)
            with contextlib.suppress(ValueError, OSError):
                # computing time is first announced by a signal, one second later it is over
                resource.setrlimit(kind, (value, value + 1) if name == "RLIMIT_CPU" else (value, value))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a file that grows too large is an OSError


def _drop(uid):
    # Become an ordinary user without a single privilege, for good.
    if sys.platform != "linux":
        return
    if uid:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    libc.capset(header, (ctypes.c_uint32 * 6)())
    libc.prctl(SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    syscalls.restrict()


def _reap_strays():
    # Without namespaces: what a student's process started belongs to the zygote once its parent is gone.
    for _ in range(100):
        strays = [pid for pid in _descendants(os.getpid()) if pid != os.getpid()]
        for pid in strays:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)
        if not strays:
            return


def _descendants(root):
    if sys.platform != "linux":
        import psutil

        with contextlib.suppress(psutil.NoSuchProcess):
            return {root, *(process.pid for process in psutil.Process(root).children(recursive=True))}
        return {root}
    parents = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError, IndexError, ValueError), open(f"/proc/{name}/stat", encoding="utf-8") as stat:
            parents[int(name)] = int(stat.read().rpartition(")")[2].split()[1])
    found = {root}
    while True:
        more = {pid for pid, parent in parents.items() if parent in found} - found
        if not more:
            return found
        found |= more


def _own_memory(pid):
    if sys.platform != "linux":
        import psutil

        with contextlib.suppress(psutil.Error):
            return psutil.Process(pid).memory_info().rss
        return 0
    try:
        with open(f"/proc/{pid}/statm", encoding="utf-8") as text:
            _, resident, shared, *_ = map(int, text.read().split())
    except (OSError, ValueError):
        return 0
    return (resident - shared) * resource.getpagesize()


def _address_space():
    with open("/proc/self/statm", encoding="utf-8") as text:
        return int(text.read().split()[0]) * resource.getpagesize()


def _check(result):
    if result:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
