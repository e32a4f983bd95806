"""The course's own commands: ``python -m grader release | sample | autograde | proof | normalise``."""

import argparse
import signal
import sys

from grader.units import CourseError


def main():
    """Run one command; an error is one line, exit status 1."""
    parser = argparse.ArgumentParser(prog="python -m grader", description="Release, grade and prove the exercises.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    command = commands.add_parser("release", help="generate exercises/ and the zips of its folders")
    command.add_argument("unit", nargs="*", help="only these units")

    command = commands.add_parser("autograde", help="grade submitted/ over all cores")
    command.add_argument("unit", nargs="*", help="only these units")
    command.add_argument("--scheduler", metavar="ADDRESS", help="map the work over a Dask cluster")
    command.add_argument("--force", action="store_true", help="grade again what has been graded, by the present checks")
    _containment(command)

    command = commands.add_parser("sample", help="grade a sample class end to end, into _build/class")
    _containment(command)

    command = commands.add_parser("proof", help="grade every known wrong and right answer, print the table")
    command.add_argument("unit", nargs="*", help="only these units")
    _containment(command)

    command = commands.add_parser("normalise", help="bring notebooks into their one form before a commit")
    command.add_argument("notebook", nargs="+")

    asked = parser.parse_args()
    try:
        return COMMANDS[asked.command](asked)
    except CourseError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped: what is done stays, the same command goes on from there", file=sys.stderr)
        return 128 + signal.SIGINT


def _containment(command):
    command.add_argument(
        "--without-sandbox", action="store_true", help="limits on time and memory alone; at your own risk"
    )


def _release(asked):
    from grader.release import release

    release(asked.unit)


def _autograde(asked):
    from grader.many import autograde

    return autograde(asked.unit, asked.scheduler, asked.without_sandbox, asked.force)


def _sample(asked):
    from grader.sample_class import grade

    return grade(without_sandbox=asked.without_sandbox)


def _proof(asked):
    from grader.proof import prove

    return prove(asked.unit, without_sandbox=asked.without_sandbox)


def _normalise(asked):
    from grader.normalise import normalise

    for path in normalise(asked.notebook):
        print(f"normalised {path}")


# each command's module is loaded when it is asked for: the judge's libraries take a while
COMMANDS = {"release": _release, "autograde": _autograde, "sample": _sample, "proof": _proof, "normalise": _normalise}

if __name__ == "__main__":
    sys.exit(main())
