"""make and .ci/system-packages, run with a PATH of stand-ins that only write down how they were called."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
MAKE = shutil.which("make")
TEXT = {"capture_output": True, "text": True}
TOOLS = "awk basename cat cp echo find grep mkdir mktemp mv rm sh tail touch true".split()

# A Python that answers make's questions truthfully, pretends to make an environment, and to run what it is asked to.
PYTHON = """#!/bin/sh
case "$1 $2" in
    "-c "*) exec {real} -c 'import sys; {pretend}; exec(sys.argv[1])' "$2" ;;
esac
echo "$(basename "$0") $*" >> {log}
case "$1 $2 $3" in
    "-m venv "*)
        rm -rf .venv
        mkdir -p .venv/bin
        cp "$0" .venv/bin/python
        cp "$0" .venv/bin/jupyter-book
        printf '#!/bin/sh\\necho "npm $*" >> {log}\\nrm -rf node_modules\\nmkdir node_modules\\n' > .venv/bin/npm
        chmod +x .venv/bin/npm
        echo "command = $0 -m venv $PWD/.venv" > .venv/pyvenv.cfg ;;
    "-m grader sample") echo "gradebook.db lies here" ;;
esac
"""
OLD = "sys.version_info = (3, 10, 4)"
NO_VENV = 'sys.modules["ensurepip"] = None'


@pytest.fixture
def course(tmp_path):
    """A small course folder with the real Makefile, and a PATH without any Python."""
    folder = tmp_path / "course"
    for name in ("Makefile", "requirements.txt", "package-lock.json", "pyproject.toml"):
        folder.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, folder)
    sources = ("nnlib/neurons.py", "solutions/1-neurons/neurons.ipynb", "book/intro.md", "book/1-neurons.ipynb")
    for name in (*sources, "_config.yml"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("content\n")
    (folder / ".ci").mkdir()
    (folder / ".ci" / "system-packages").write_text("echo system >> " + str(tmp_path / "log") + "\n")
    return Course(folder, tmp_path)


class Course:
    def __init__(self, folder, tmp_path):
        self.folder, self.log, self.bin = folder, tmp_path / "log", tmp_path / "bin"
        self.bin.mkdir()
        for tool in [*TOOLS, "chmod"]:
            (self.bin / tool).symlink_to(shutil.which(tool))

    def add_python(self, name="python3", pretend="pass"):
        add_program(self.bin / name, PYTHON.format(real=sys.executable, log=self.log, pretend=pretend))

    def make(self, *arguments):
        self.log.write_text("")
        done = subprocess.run([MAKE, *arguments], cwd=self.folder, env={"PATH": str(self.bin)}, **TEXT)
        done.calls = self.log.read_text().splitlines()
        return done


def add_program(path, text):
    path.write_text(text)
    path.chmod(0o755)


def age(folder):
    """Set every file's time an hour back, so that what is touched next is newer on any file system."""
    for path in folder.rglob("*"):
        if not path.is_symlink():
            stat = path.stat()
            os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns - 3600 * 10**9))


# ---- help


def test_help_is_the_default_and_lists_every_target(course):
    done = course.make()
    listed = [line.split()[1] for line in done.stdout.splitlines()]
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)[1].split()
    assert sorted(listed) == sorted(set(phony) - {"remake"})
    wanted = {"course", "test", "book", "exercises", "grade", "proof", "bench", "serve", "clean"}
    assert wanted <= set(listed)
    assert done.returncode == 0 and not done.stderr
    assert all(len(line.split()) > 3 for line in done.stdout.splitlines())


# ---- no Python, no venv


def stops_with_one_line(done):
    lines = (done.stdout + done.stderr).splitlines()
    assert done.returncode != 0 and len(lines) == 1, lines
    return lines[0]


@pytest.mark.parametrize("target", ["course", "test", "setup", "book", "exercises", "grade", "proof", "bench", "serve"])
def test_without_any_python(course, target):
    assert "Python 3.11 or newer is needed: install it" in stops_with_one_line(course.make(target))
    assert not (course.folder / ".venv").exists()


def test_with_an_old_python_only(course):
    course.add_python(pretend=OLD)
    assert "Python 3.11 or newer is needed: install it" in stops_with_one_line(course.make("course"))


def test_with_a_python_that_cannot_start(course):
    add_program(course.bin / "python3", "#!/bin/sh\necho 'no such version' >&2\nexit 127\n")
    assert "Python 3.11 or newer is needed" in stops_with_one_line(course.make("course"))


@pytest.mark.parametrize("name", ["python3", "python3.12"])
def test_without_the_venv_module(course, name):
    course.add_python(name, pretend=NO_VENV)
    line = stops_with_one_line(course.make("test"))
    assert "has no venv module" in line and f"sudo apt install {name}-venv" in line


@pytest.mark.parametrize("name", ["python3.11", "python3.12", "python3.13", "python3.14"])
def test_a_new_python_beside_an_old_one_is_found(course, name):
    course.add_python("python3", pretend=OLD)
    course.add_python(name)
    assert course.make("setup").calls[0] == f"{name} -m venv --clear .venv"


def test_a_python_with_venv_is_preferred_to_one_without(course):
    course.add_python("python3", pretend=NO_VENV)
    course.add_python("python3.13")
    assert course.make("setup").calls[0].startswith("python3.13 ")


def test_a_python_named_by_hand_is_taken(course):
    course.add_python("python3")
    course.add_python("my-python")
    assert course.make("setup", "PYTHON=my-python").calls[0].startswith("my-python ")


# ---- what runs, and what does not run again


def test_course_does_all_in_order_and_says_where_things_lie(course):
    course.add_python()
    done = course.make("course")
    assert done.returncode == 0, done.stderr
    assert done.calls == [
        "python3 -m venv --clear .venv",
        "python -m pip install --quiet --disable-pip-version-check -r requirements.txt",
        "system",
        "python -m grader release",
        "jupyter-book build book --config _config.yml --path-output . -W --keep-going",
        "python -m book.printed",
        "python -m grader sample",
    ]
    assert done.stdout.splitlines()[-1] == "gradebook.db lies here"


def test_a_second_course_does_nothing_but_say_where_things_lie(course):
    course.add_python()
    course.make("course")
    assert course.make("-n", "course").stdout.splitlines() == ["cat _build/class/results.txt"]
    again = course.make("course")
    assert again.calls == [] and again.stdout == "gradebook.db lies here\n"


def test_a_second_test_only_tests(course):
    course.add_python()
    first = course.make("test")
    assert first.calls[-2:] == ["npm ci --ignore-scripts --no-audit --no-fund --loglevel=error", "python -m pytest"]
    assert course.make("test").calls == ["python -m pytest"]
    age(course.folder)
    (course.folder / "package-lock.json").touch()
    assert [call.split()[0] for call in course.make("test").calls] == ["npm", "python"]
    assert not [call for call in course.make("course").calls if call.startswith(("npm", "system", "python -m pip"))]


@pytest.mark.parametrize(
    ("changed", "runs"),
    [
        ("nnlib/neurons.py", ["grader release", "jupyter-book", "book.printed", "grader sample"]),
        ("solutions/1-neurons/neurons.ipynb", ["grader release", "jupyter-book", "book.printed", "grader sample"]),
        ("book/1-neurons.ipynb", ["grader release", "jupyter-book", "book.printed", "grader sample"]),
        ("_config.yml", ["grader release", "jupyter-book", "book.printed", "grader sample"]),
        ("book/intro.md", ["jupyter-book", "book.printed"]),
        (
            "requirements.txt",
            ["pip install", "system", "grader release", "jupyter-book", "book.printed", "grader sample"],
        ),
        (".ci/system-packages", ["system"]),
    ],
)
def test_a_change_redoes_only_what_comes_from_it(course, changed, runs):
    course.add_python()
    course.make("course")
    age(course.folder)
    (course.folder / changed).touch()
    calls = course.make("course").calls
    names = ["grader release", "jupyter-book", "book.printed", "grader sample", "pip install", "system"]
    done = [next(name for name in names if name in call) for call in calls if "-m venv" not in call]
    assert done == runs


@pytest.mark.parametrize("name", ["nnlib/__pycache__/neurons.pyc", "solutions/.ipynb_checkpoints/neurons.ipynb"])
def test_caches_are_no_sources(course, name):
    course.add_python()
    course.make("course")
    age(course.folder)
    (course.folder / name).parent.mkdir()
    (course.folder / name).touch()
    assert course.make("course").calls == []


def test_a_result_that_failed_is_made_again(course):
    course.add_python()
    course.make("setup")
    add_program(course.folder / ".venv/bin/python", "#!/bin/sh\necho half a page\nexit 3\n")
    failed = course.make("course")
    assert failed.returncode != 0
    course.add_python()
    shutil.copy(course.bin / "python3", course.folder / ".venv/bin/python")
    assert "python -m grader release" in course.make("course").calls


def test_a_moved_course_makes_its_environment_anew(course):
    course.add_python()
    course.make("setup")
    course.folder = course.folder.rename(course.folder.with_name("moved course"))
    assert course.make("setup").calls[0] == "python3 -m venv --clear .venv"
    assert course.make("setup").calls == []


def test_an_environment_whose_python_is_gone_is_made_anew(course):
    course.add_python()
    course.make("setup")
    (course.folder / ".venv/bin/python").unlink()
    (course.folder / ".venv/bin/python").symlink_to("/no/such/python")
    assert course.make("setup").calls[0] == "python3 -m venv --clear .venv"


def test_torch_comes_only_when_asked_for(course):
    course.add_python()
    assert not [call for call in course.make("test").calls if "torch" in call]
    asked = course.make("test", "TORCH=1")
    torch = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]["torch"]
    assert asked.calls == [
        f"python -m pip install --quiet --disable-pip-version-check -c requirements.txt {torch[0]}",
        "python -m pytest",
    ]
    assert course.make("test", "TORCH=1").calls == ["python -m pytest"]


def test_programs_of_the_environment_come_first_in_recipes(course):
    course.add_python()
    course.make("setup")
    add_program(course.folder / ".venv/bin/python", '#!/bin/sh\necho "$PATH"\n')
    assert course.make("grade").stdout.startswith(f"{course.folder}/.venv/bin:")


def test_grade_passes_the_unit_on(course):
    course.add_python()
    assert course.make("grade", "UNIT=1-neurons").calls[-1] == "python -m grader autograde 1-neurons"
    assert course.make("grade").calls == ["python -m grader autograde"]


def test_clean_keeps_exercises_submissions_and_grades(course):
    course.add_python()
    course.make("course")
    kept = ["exercises/1-neurons/neurons.ipynb", "submitted/kim/1-neurons/neurons.ipynb", "gradebook.db"]
    for name in kept:
        (course.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (course.folder / name).touch()
    (course.folder / "nnlib/__pycache__").mkdir()
    course.make("clean")
    assert all((course.folder / name).exists() for name in kept)
    gone = [".venv", "node_modules", "_build", "nnlib/__pycache__"]
    assert not [name for name in gone if (course.folder / name).exists()]


# ---- programs from neither PyPI nor npm


class Machine:
    """A machine with the programs named, and apt-get or dnf that write down what they install."""

    def __init__(self, folder, manager, user="someone", sudo=False, has=(), system="Linux", fails=()):
        self.log = folder / "installed"
        for tool in TOOLS:
            (folder / tool).symlink_to(shutil.which(tool))
        (folder / "env").symlink_to(shutil.which("env"))
        for program in has:
            add_program(folder / program, "#!/bin/sh\necho NanumGothic\n")
        add_program(folder / "uname", f"#!/bin/sh\necho {system}\n")
        add_program(folder / "id", f"#!/bin/sh\necho {0 if user == 'root' else 1000}\n")
        if manager:
            fail = "".join(f'*"{name}") echo "no package {name}" >&2; exit 1 ;; ' for name in fails)
            add_program(folder / manager, f'#!/bin/sh\necho "{manager} $*" >> {self.log}\ncase "$*" in {fail}esac\n')
        if sudo:
            add_program(folder / "sudo", f'#!/bin/sh\necho "sudo $1" >> {self.log}\nshift\nexec "$@"\n')
        self.folder = folder

    def run(self):
        command = ["sh", ROOT / ".ci" / "system-packages"]
        done = subprocess.run(command, env={"PATH": str(self.folder)}, **TEXT)
        assert done.returncode == 0 and not done.stderr
        calls = self.log.read_text().splitlines() if self.log.exists() else []
        return done.stdout.splitlines(), calls


ALL = ("bwrap", "chromium", "fc-list")


def test_nothing_is_done_where_nothing_is_missing(tmp_path):
    assert Machine(tmp_path, "apt-get", "root", has=ALL).run() == ([], [])


@pytest.mark.parametrize("browser", ["google-chrome", "chromium-browser"])
def test_any_chrome_will_do(tmp_path, browser):
    assert Machine(tmp_path, "apt-get", "root", has=("bwrap", "fc-list", browser)).run() == ([], [])


def test_root_on_debian(tmp_path):
    said, calls = Machine(tmp_path, "apt-get", "root").run()
    assert said == ["Installing bubblewrap chromium fonts-nanum"]
    packages = ["bubblewrap", "chromium", "fonts-nanum"]
    assert calls == ["apt-get update", *(f"apt-get install -y {name}" for name in packages)]


def test_sudo_without_a_password_on_fedora(tmp_path):
    _, calls = Machine(tmp_path, "dnf", sudo=True, has=("chromium", "fc-list")).run()
    assert calls == ["sudo -n", "sudo -n", "dnf install -y bubblewrap"]


@pytest.mark.parametrize(
    ("manager", "user", "advice"),
    [
        ("apt-get", "someone", "to install: sudo apt-get install -y bubblewrap"),
        (None, "someone", ""),
        (None, "root", ""),
    ],
)
def test_where_it_may_not_install_one_line_says_what_is_missing(tmp_path, manager, user, advice):
    said, calls = Machine(tmp_path, manager, user, has=("chromium", "fc-list")).run()
    assert len(said) == 1 and said[0].startswith("Missing: bubblewrap (") and said[0].endswith(advice)
    assert calls == []


def test_one_package_that_cannot_be_had_does_not_stop_the_others(tmp_path):
    said, calls = Machine(tmp_path, "apt-get", "root", has=("fc-list",), fails=["bubblewrap"]).run()
    assert said[1:] == ["Could not install bubblewrap: no package bubblewrap"]
    assert calls[-1] == "apt-get install -y chromium"


def test_macos_is_told_of_a_missing_browser_only(tmp_path):
    said, _ = Machine(tmp_path, None, system="Darwin").run()
    assert len(said) <= 1 and "bubblewrap" not in "".join(said)


# ---- locks


def test_the_lock_pins_every_package_of_the_short_list():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lock = (ROOT / "requirements.txt").read_text()
    pinned = dict(re.findall(r"^([\w.-]+)==([^ ;\n]+)", lock, re.MULTILINE))
    for text in project["dependencies"] + project["optional-dependencies"]["course"]:
        wanted = Requirement(text)
        assert wanted.specifier.contains(pinned[wanted.name]), text


def test_locks_name_no_host():
    assert "://" not in (ROOT / "requirements.txt").read_text()
    lock = json.loads((ROOT / "package-lock.json").read_text())
    assert lock["packages"] and not [name for name, entry in lock["packages"].items() if "resolved" in entry]
    manifest = json.loads((ROOT / "package.json").read_text())
    assert lock["packages"][""]["devDependencies"] == manifest["devDependencies"]
