"""Zips as students hand them in, unpacked with care: ``nbgrader zip_collect`` would follow whatever one holds."""

import os
import shutil
import stat
import zipfile
from pathlib import Path, PurePosixPath

from nbgrader.plugins import ExtractorPlugin
from traitlets import Float, Integer

from grader.limits import MB, Limits

NOISE = {"__MACOSX", "__pycache__", ".DS_Store", ".ipynb_checkpoints"}


class CarefulExtractor(ExtractorPlugin):
    """Unpacks each zip into a folder of its own name; plain files beside the zips are copied."""

    most_mb = Float(Limits.handed_in_mb, help="Largest content of one zip, unpacked.").tag(config=True)
    most_files = Integer(Limits.handed_in_files, help="Most files in one zip.").tag(config=True)

    def extract(self, archive_path, extracted_path):
        """Unpack all zips below a folder; what is wrong with one is a line in the log and harms no other."""
        for folder, _, names in os.walk(archive_path):
            target = Path(extracted_path) / os.path.relpath(folder, archive_path)
            for name in sorted(names):
                path = Path(folder) / name
                if path.is_symlink():
                    self.log.warning("%s: a link, left out", name)
                elif path.suffix == ".zip":
                    self._unpack(path, target / path.stem)
                else:
                    target.mkdir(parents=True, exist_ok=True)
                    shutil.copy(path, target / name)

    def _unpack(self, path, target):
        try:
            with zipfile.ZipFile(path) as archive:
                taken = self._taken(archive, path.name)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
            self.log.warning("%s: nothing is taken from it: %s", path.name, str(error).splitlines()[0])
            return
        for name, content in taken.items():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes(content)

    def _taken(self, archive, where):
        # The files of a zip by path; raises ValueError when they are too many or too large.
        taken, folded, left = {}, set(), int(self.most_mb * MB)
        for entry in archive.infolist():
            name = entry.filename
            parts = PurePosixPath(name).parts
            if entry.is_dir() or NOISE & set(parts):
                continue
            reason = None
            if name.startswith("/") or "\\" in name or ":" in name or ".." in parts or not name.isprintable():
                reason = "its path leads out of the folder"
            elif stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
                reason = "it is no plain file"
            elif name.casefold() in folded:
                reason = "another file has its name, but for upper and lower case"
            if reason:
                self.log.warning("%s: %s is left out: %s", where, ascii(name), reason)
                continue
            if len(taken) == self.most_files:
                raise ValueError(f"more than {self.most_files} files")
            with archive.open(entry) as file:
                content = file.read(left + 1)  # what a zip says of its sizes need not be true
            left -= len(content)
            if left < 0:
                raise ValueError(f"more than {self.most_mb:g} MB when unpacked")
            taken[name] = content
            folded.add(name.casefold())
        return taken
