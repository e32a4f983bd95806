"""Grading over a Dask cluster whose workers have no copy of the course."""

import contextlib
import os
import socket
import subprocess
import sys

import pytest

from grader import cluster, sample_class, units
from grader.assignment import assignment_of
from grader.intake import collect
from grader.limits import Limits
from grader.worker import Submission

UNIT = units.unit_named("1-neurons")
STUDENTS = ("blank", "complete", "half-done")


@pytest.fixture(scope="module")
def submissions(tmp_path_factory):
    place = tmp_path_factory.mktemp("class")
    sample_class.hand_in(UNIT, place)
    return [Submission(name, *collect(place / name / UNIT.name, Limits())) for name in STUDENTS]


@pytest.fixture
def address(tmp_path):
    """A scheduler and two workers; the second is killed by the test that asks for it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with contextlib.ExitStack() as running:
        found = f"tcp://127.0.0.1:{port}"
        parts = [("scheduler", "--host=127.0.0.1", f"--port={port}", "--no-dashboard")]
        parts += [("worker", found, "--nthreads=1", "--no-dashboard", "--no-nanny")] * 2
        processes = []
        for name, *arguments in parts:
            command = [sys.executable, "-m", f"distributed.cli.dask_{name}", *arguments]
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            processes.append(subprocess.Popen(command, cwd=tmp_path, **quiet))
            running.callback(processes[-1].wait)
            running.callback(processes[-1].kill)
        import distributed

        with distributed.Client(found, timeout="60s", set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield found, processes


@pytest.mark.sandbox
def test_files_travel_and_a_dead_workers_submissions_are_done_elsewhere(address, submissions):
    found, processes = address
    points = {}
    for graded in cluster.graded_by(found, iter(submissions * 8), assignment_of(UNIT), 24):
        assert graded.failed is None
        points.setdefault(graded.student, []).append(sum(graded.scores.values()))
        processes[2].kill()  # after the first result
    assert points == {"blank": [0] * 8, "complete": [20] * 8, "half-done": [9] * 8}


class Deadly:
    """Ends the process that unpacks it."""

    def __reduce__(self):
        return os._exit, (1,)


@pytest.mark.sandbox
def test_a_submission_that_ends_the_grader_is_named_and_costs_no_other_anything(address, submissions):
    found, _ = address
    eve = Submission("eve", {"deadly": Deadly()}, [])
    travelling = [*submissions * 3, eve, *submissions * 2]
    results = list(cluster.graded_by(found, iter(travelling), assignment_of(UNIT), len(travelling)))
    failed = {"eve": "the grading process was ended by the system"}
    assert {graded.student: graded.failed for graded in results if graded.failed} == failed
    assert sorted(graded.student for graded in results) == sorted(one.student for one in travelling)


@pytest.mark.sandbox
def test_a_lost_scheduler_is_said(address, submissions):
    found, processes = address
    results = cluster.graded_by(found, iter(submissions * 8), assignment_of(UNIT), 24)
    with pytest.raises(units.CourseError, match="was lost: start again"):
        for _ in results:
            processes[0].kill()


def test_a_scheduler_that_is_not_there_is_said(monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", "1s")
    with pytest.raises(units.CourseError, match="^no scheduler can be reached at tcp://127.0.0.1:9: "):
        next(cluster.graded_by("tcp://127.0.0.1:9", iter([]), None, 0))
