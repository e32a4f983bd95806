"""How fast a class is graded: ``python -m bench grading``.

The class is made of copies of the sample class's submissions. nbgrader grades ten of them in its own way, one process
for each (``COURSE_JUDGE=plain``); the grader grades all. Then come classes of up to twenty times the size, for memory
and linearity; a Dask cluster of one and of two workers on this machine; and, as root, a scheduler and two workers in
network namespaces of their own, with no folder in common.
"""

import contextlib
import itertools
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

import psutil

from grader import many, sample_class
from grader.units import ROOT, unit_named

UNIT = unit_named("3-activations")
KINDS = ("complete", "half-done", "complete", "blank", "complete")
GRADE = (
    "import sys; from grader.many import autograde as grade; grade(sys.argv[1], sys.argv[2] or None, root=sys.argv[3])"
)
CLASSES = 100, 1000, 2000
ON_CLUSTER, ONE_BY_ONE = 1000, 10


def main():
    """Measure and print."""
    with tempfile.TemporaryDirectory() as place:
        place = pathlib.Path(place)
        sample_class.hand_in(UNIT, place / "sample")
        many.enter(many.settings(place).coursedir, UNIT)  # the gradebook that each class begins with
        speed(place)
        growth(place)
        cluster(place)
        namespaces(place)


def speed(place):
    """Throughput beside nbgrader's own, and whether the scores agree."""
    number = CLASSES[0]
    root = a_class(place, number)
    began = time.perf_counter()
    nbgrader = [sys.executable, "-m", "nbgrader", "autograde", UNIT.name, "--student=s000?", *many.options(root)]
    subprocess.run(nbgrader, cwd=ROOT, env={**os.environ, "COURSE_JUDGE": "plain"}, capture_output=True, check=True)
    each = (time.perf_counter() - began) / ONE_BY_ONE
    theirs = scores(root)
    shutil.rmtree(root / "autograded")
    shutil.copy(place / "gradebook.db", root)
    seconds, _ = graded(root)
    ours = {key: score for key, score in scores(root).items() if key[0] in {student for student, _ in theirs}}
    print(f"nbgrader autograde: {each:.2f} s a submission ({ONE_BY_ONE} graded)")
    mine = seconds / number
    print(f"grader autograde: {mine:.3f} s a submission ({number} graded), {each / mine:.0f} times")
    print(f"scores cell by cell: {'equal' if ours == theirs and theirs else 'DIFFERENT'} ({len(theirs)} cells)")


def growth(place):
    """Memory, and time for each further submission, while a class grows to twenty times its size."""
    found = []
    for number in CLASSES:
        seconds, memory = graded(a_class(place, number))
        found.append((number, seconds, memory))
        print(f"{number} submissions: {seconds:.1f} s, the driving process holds {memory / 2**20:.0f} MB at most")
    each = [(later[1] - sooner[1]) / (later[0] - sooner[0]) for sooner, later in itertools.pairwise(found)]
    for (number, *_), seconds in zip(found[1:], each):
        print(f"each further submission up to {number}: {1000 * seconds:.1f} ms")
    print(f"that is {each[1] / each[0]:.2f} times, memory {found[-1][2] / found[0][2]:.2f} times")


def cluster(place):
    """One Dask worker against two on this machine, each bound to a core as the instructors' page says."""
    taken = {}
    for number in (1, 2):
        with contextlib.ExitStack() as running:
            address = "tcp://127.0.0.1:8799"
            start(running, "scheduler", "--host=127.0.0.1", "--port=8799", "--no-dashboard")
            for core in range(number):
                start(running, "worker", address, "--nthreads=1", "--no-dashboard", around=["taskset", "-c", str(core)])
            graded(a_class(place, 4), address, workers=number)  # each worker starts its grading process
            taken[number], _ = graded(a_class(place, ON_CLUSTER), address)
        print(f"Dask, {number} worker{'s' * (number - 1)}: {taken[number]:.1f} s for {ON_CLUSTER}")
    print(f"two against one: {taken[1] / taken[2]:.2f} times")


def namespaces(place):
    """A scheduler and two workers, each with its own address and root folder of its own."""
    if os.getuid() != 0 or shutil.which("ip") is None:
        print("network namespaces: left out, this needs root and the command ip")
        return
    names = ["grading-scheduler", "grading-ada", "grading-bob"]
    with contextlib.ExitStack() as running:
        shell("ip link add grading-bridge type bridge")
        running.callback(shell, "ip link del grading-bridge")
        shell("ip addr add 10.71.0.1/24 dev grading-bridge", "ip link set grading-bridge up")
        for number, name in enumerate(names, 2):
            shell(f"ip netns add {name}", f"ip link add grade{number} type veth peer name eth0 netns {name}")
            running.callback(shell, f"ip netns del {name}")
            shell(f"ip link set grade{number} master grading-bridge up", f"ip -n {name} link set lo up")
            shell(f"ip -n {name} addr add 10.71.0.{number}/24 dev eth0", f"ip -n {name} link set eth0 up")
        start(running, "scheduler", "--host=10.71.0.2", "--port=8799", "--no-dashboard", around=apart(names[0]))
        for name in names[1:]:
            start(running, "worker", "tcp://10.71.0.2:8799", "--nthreads=1", "--no-dashboard", around=apart(name))
        root = a_class(place, 10)
        seconds, _ = graded(root, "tcp://10.71.0.2:8799", workers=2)
        print(f"scheduler and two workers in namespaces of their own: 10 in {seconds:.1f} s, {total(root):g} points")


def a_class(place, number):
    """A folder with so many submissions and a gradebook that knows the assignment."""
    root = pathlib.Path(tempfile.mkdtemp(dir=place))
    for student in range(number):
        source = place / "sample" / KINDS[student % len(KINDS)] / UNIT.name
        shutil.copytree(source, root / "submitted" / f"s{student:04}" / UNIT.name)
    shutil.copy(place / "gradebook.db", root)
    return root


def graded(root, scheduler=None, workers=0):
    """Grade a class in a process of its own: (seconds, most memory that the process held)."""
    if workers:
        wait_for(scheduler, workers)
    began = time.perf_counter()
    command = [sys.executable, "-c", GRADE, UNIT.name, scheduler or "", str(root)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        memory = [0]
        watching = threading.Thread(target=watch, args=(psutil.Process(running.pid), memory))
        watching.start()
        out, errors = running.communicate()
        watching.join()
    seconds = time.perf_counter() - began
    if running.returncode:
        sys.exit(errors)
    print("   ", "\n    ".join(out.strip().splitlines()[-2:]))
    return seconds, memory[0]


def watch(process, memory):
    """Note the most memory that a process holds until it ends."""
    with contextlib.suppress(psutil.Error):
        while process.status() != psutil.STATUS_ZOMBIE:
            memory[0] = max(memory[0], process.memory_info().rss)
            time.sleep(0.05)


def wait_for(address, workers):
    """Until the scheduler knows so many workers."""
    from distributed import Client

    with Client(address, timeout="60s", set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=60)


def start(running, what, *arguments, around=()):
    """Start a part of a Dask cluster in a folder that holds nothing; it ends with the measurement."""
    folder = running.enter_context(tempfile.TemporaryDirectory())
    command = [*around, sys.executable, "-m", "distributed.cli.dask_" + what, *arguments]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    running.callback(process.wait)
    running.callback(process.terminate)


def apart(namespace):
    """What to put before a command to run it in a network namespace, with no folder in common: /tmp and the course's
    rooms are hidden.
    """
    rooms = [ROOT / name for name in ("grader", "checks", "mistakes", "nnlib", "solutions", "exercises")]
    hidden = rooms + ["/tmp"] * (not ROOT.is_relative_to("/tmp"))  # there it would cover the environment as well
    hide = " && ".join(f"mount -t tmpfs none {folder}" for folder in hidden)
    inside = f'{hide} && cd /tmp && exec "$@"'
    return ["ip", "netns", "exec", namespace, "unshare", "--mount", "sh", "-c", inside, "sh"]


def scores(root):
    """Each cell's score by student and cell."""
    with sqlite3.connect(root / "gradebook.db") as database:
        rows = database.execute(
            "SELECT student_id, base_cell.name, auto_score FROM grade JOIN base_cell ON base_cell.id = cell_id"
            " JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id"
            " JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id"
        )
        return {(student, cell): score for student, cell, score in rows}


def total(root):
    """All points of a class."""
    return sum(scores(root).values())


def shell(*commands):
    """Run commands; each must succeed."""
    for command in commands:
        subprocess.run(command.split(), check=True)
