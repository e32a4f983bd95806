"""Zips as students hand them in, unpacked with care: ``nbgrader zip_collect`` would follow whatever one holds."""

import errno
import lzma
import os
import shutil
import stat
import unicodedata
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from nbgrader.plugins import ExtractorPlugin
from traitlets import Float, Integer

from grader.limits import MB, Limits

UNREADABLE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError)
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
                if path.is_symlink() or not path.is_file():
                    self.log.warning("%s: a link or no plain file, left out", name)
                elif path.suffix == ".zip":
                    self._unpack(path, target / path.stem)
                else:
                    target.mkdir(parents=True, exist_ok=True)
                    shutil.copy(path, target / name)

    def _unpack(self, path, target):
        try:
            if target.name in ("", ".."):
                raise ValueError("its name leads to another folder")
            with zipfile.ZipFile(path) as archive:
                taken = self._taken(archive, path.name)
        except (*UNREADABLE, OSError, ValueError, NotImplementedError, RuntimeError) as error:
            self.log.warning("%s: nothing is taken from it: %s", path.name, (str(error) or "broken").splitlines()[0])
            return
        for name, content in taken.items():
            try:
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                (target / name).write_bytes(content)
            except OSError as error:
                if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES):
                    raise
                self.log.warning("%s: %s is left out: %s", path.name, ascii(name), error.strerror)

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
            elif _folded(name) in folded:
                reason = "another file has its name, or one that is written like it"
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
            folded.add(_folded(name))
        return taken


def _folded(name):
    # Names that a file system may take for one: upper and lower case, letters with their accents apart.
    return unicodedata.normalize("NFC", name).casefold()
