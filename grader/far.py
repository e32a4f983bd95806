"""What a Dask worker runs. It travels as it stands here, so it uses nothing but Python: the course comes as a zip.

For each of its threads a worker unpacks the course once and starts a grading process from it; submissions and results
are handed through as bytes.
"""

import contextlib
import hashlib
import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import zipfile
from multiprocessing.connection import Connection

START = "import sys; from grader.worker import main; main(int(sys.argv[1]))"


def grade(course, about, submissions):
    """Grade submissions (each a pickled `grader.worker.Submission`); returns a pickled `Graded` for each."""
    from distributed import get_worker

    processes = _processes(get_worker())
    key = hashlib.sha256(course + about).hexdigest(), threading.get_ident()
    if key not in processes:
        for other in [other for other in processes if other[1] == key[1]]:  # of a run that has ended
            _stop(*processes.pop(other))
        processes[key] = _start(course, about)
    _, connection, _ = processes[key]
    try:
        for submission in submissions:
            connection.send_bytes(submission)
        return [connection.recv_bytes() for _ in submissions]
    except (EOFError, OSError):
        _stop(*processes.pop(key))
        raise RuntimeError("the grading process was ended by the system") from None


def close(dask_worker):
    """End this worker's grading processes."""
    processes = _processes(dask_worker)
    while processes:
        _stop(*processes.popitem()[1])


def _processes(worker):
    # Kept at the worker: this module is sent anew with each task.
    return worker.__dict__.setdefault("grading_processes", {})


def _start(course, about):
    folder = tempfile.mkdtemp(prefix="course-")
    with zipfile.ZipFile(io.BytesIO(course)) as archive:
        archive.extractall(folder)
    mine, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-c", START, str(theirs.fileno())],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": folder},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
        )
    connection = Connection(mine.detach())
    connection.send_bytes(about)
    return process, connection, folder


def _stop(process, connection, folder):
    connection.close()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(2)
    process.kill()
    process.wait()
    shutil.rmtree(folder, ignore_errors=True)
