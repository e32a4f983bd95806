"""Grading over a Dask cluster: the same function, mapped over its workers.

What is needed travels: the course's rooms that grading uses, as a zip, and each submission's files. A worker needs the
course's packages and bubblewrap, but no copy of the course and no shared folder.
"""

import io
import itertools
import pickle
import types
import zipfile
from pathlib import Path

import distributed

from grader.units import ROOT, CourseError
from grader.worker import Graded, checked

ROOMS = ("grader", "checks", "mistakes", "nnlib")
LARGEST = 16  # submissions in one task, while many are left: what a task costs by itself is shared by them
AHEAD = 2  # tasks on their way for each of the cluster's threads
PATIENCE = "10s"  # with a scheduler that does not answer
TRIES = 3  # a submission whose workers die so often has failed

# A module that nothing can import is sent by what stands in it, not by its name.
_travelling = types.ModuleType("far_away")
exec(Path(__file__).with_name("far.py").read_text(encoding="utf-8"), _travelling.__dict__)


def graded_by(address, submissions, assignment, number):
    """Grade this number of submissions on the cluster whose scheduler has this address; yield each result once."""
    try:
        client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise CourseError(f"no scheduler can be reached at {address}: {str(error).splitlines()[0]}") from None
    with client:
        try:
            yield from _graded(client, submissions, assignment, number)
        except (OSError, distributed.client.FutureCancelledError, distributed.comm.CommClosedError):
            raise CourseError(f"the scheduler at {address} was lost: start again, what is graded stays") from None


def _graded(client, submissions, assignment, number):
    threads = sum(client.nthreads().values())
    if not threads:
        raise CourseError("the cluster has no workers")
    course, about = client.scatter([packed(), pickle.dumps(assignment)], broadcast=True)
    sent = {}
    waiting = distributed.as_completed(loop=client.loop)

    def send(task):
        content = [pickle.dumps(submission) for submission in task]
        future = client.submit(_travelling.grade, course, about, content, pure=False, retries=TRIES - 1)
        sent[future.key] = task
        waiting.add(future)

    def send_next():
        nonlocal number  # of those left: towards the end the tasks become smaller, so that all threads stay busy
        size = min(LARGEST, max(1, number // (2 * AHEAD * threads)))
        task = list(itertools.islice(submissions, size))
        number -= len(task)
        if task:
            send(task)

    for _ in range(AHEAD * threads):
        send_next()
    for future in waiting:
        task = sent.pop(future.key)
        if future.status == "finished":
            yield from (checked(pickle.loads(graded)) for graded in future.result())
        elif future.status != "error":
            raise OSError("cancelled")
        elif len(task) > 1:  # one of them is to blame
            for submission in task:
                send([submission])
        else:
            yield Graded(task[0].student, failed=str(future.exception()).splitlines()[0])
        future.release()
        send_next()
    client.run(_travelling.close)


def packed():
    """The rooms of the course that grading uses, as the bytes of a zip."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for room in ROOMS:
            for path in sorted((ROOT / room).rglob("*")):
                if path.is_file() and path.suffix != ".pyc":
                    archive.write(path, path.relative_to(ROOT))
    return content.getvalue()
