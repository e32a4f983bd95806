"""Zips as students hand them in."""

import logging
import zipfile

import pytest

from grader.unpacking import CarefulExtractor


@pytest.fixture
def unpack(tmp_path, caplog):
    """Put entries into a zip and unpack it: (files by path, log)."""

    def unpack(entries, **settings):
        archive = tmp_path / "archive"
        archive.mkdir()
        with zipfile.ZipFile(archive / "ada.zip", "w", zipfile.ZIP_DEFLATED) as made:
            for entry, content in entries:
                made.writestr(entry, content)
        extractor = CarefulExtractor(**settings)
        extractor.log = logging.getLogger("unpacking")
        extractor.extract(str(archive), str(tmp_path / "extracted"))
        found = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
        found.pop((archive / "ada.zip").relative_to(tmp_path))
        return {path.as_posix(): content for path, content in found.items()}, caplog.text

    return unpack


def test_an_honest_zip_is_unpacked(unpack):
    files, log = unpack([("1-neurons/neurons.ipynb", "{}"), ("1-neurons/nnlib/neurons.py", "x"), ("__MACOSX/y", "")])
    assert set(files) == {"extracted/ada/1-neurons/neurons.ipynb", "extracted/ada/1-neurons/nnlib/neurons.py"}
    assert log == ""


@pytest.mark.parametrize("name", ["/etc/cron", "../bob/neurons.ipynb", "a/../../x", "..\\bob", "C:\\x", "a\nb"])
def test_paths_that_lead_out_are_left_out(unpack, name):
    files, log = unpack([(name, "x"), ("good.py", "y")])
    assert set(files) == {"extracted/ada/good.py"}
    assert "leads out of the folder" in log


def test_links_are_left_out(unpack):
    link = zipfile.ZipInfo("neurons.ipynb")
    link.external_attr = 0o120777 << 16
    files, log = unpack([(link, "/etc/passwd")])
    assert files == {} and "no plain file" in log


def test_names_that_differ_in_case_alone_are_left_out(unpack):
    files, log = unpack([("neurons.ipynb", "1"), ("NEURONS.ipynb", "2")])
    assert files == {"extracted/ada/neurons.ipynb": b"1"} and "written like it" in log


def test_names_that_are_written_alike_are_left_out(unpack):
    files, log = unpack([("caf\u00e9.py", "1"), ("cafe\u0301.py", "2")])
    assert list(files.values()) == [b"1"] and "written like it" in log


@pytest.mark.parametrize("names", [("a", "a/b"), ("a/b", "a"), ("x" * 300,)])
def test_files_that_cannot_be_written_cost_no_other(unpack, names):
    files, log = unpack([*((name, "x") for name in names), ("good.py", "y")])
    assert files["extracted/ada/good.py"] == b"y" and "is left out" in log


@pytest.mark.parametrize("name, reason", [("ada.zip", "Error -3 while decompressing"), ("...zip", "another folder")])
def test_a_zip_that_is_not_taken_costs_no_other(tmp_path, caplog, name, reason):
    (tmp_path / "archive").mkdir()
    archive = tmp_path / "archive" / name
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("neurons.ipynb", "{}")
        made.writestr("long.txt", " ".join(map(str, range(1000))))
    content = bytearray(archive.read_bytes())
    if name == "ada.zip":
        content[200:300] = b"\xff" * 100
    archive.write_bytes(content)
    extractor = CarefulExtractor()
    extractor.log = logging.getLogger("unpacking")
    extractor.extract(str(tmp_path / "archive"), str(tmp_path / "extracted"))
    assert f"{name}: nothing is taken from it: " in caplog.text and reason in caplog.text
    assert [path.name for path in tmp_path.iterdir()] == ["archive"]


def test_bombs_are_refused(unpack):
    files, log = unpack([("zeros", bytes(50_000_000))], most_mb=1.0)
    assert files == {} and "more than 1 MB when unpacked" in log


def test_many_files_are_refused(unpack):
    files, log = unpack([(f"f{n}", "") for n in range(300)])
    assert files == {} and "more than 200 files" in log


def test_what_is_no_zip_is_named(tmp_path, caplog):
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "eve.zip").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "archive" / "loose.ipynb").write_text("{}")
    extractor = CarefulExtractor()
    extractor.log = logging.getLogger("unpacking")
    extractor.extract(str(tmp_path / "archive"), str(tmp_path / "extracted"))
    assert "eve.zip: nothing is taken from it" in caplog.text
    assert [path.name for path in (tmp_path / "extracted").iterdir()] == ["loose.ipynb"]
