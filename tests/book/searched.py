"""The files of a built book as text that can be searched."""

import re
import zipfile

KINDS = (".html", ".js", ".json", ".ipynb", ".py", ".zip", ".txt", ".md")


def texts(path):
    """The text of a file, a page without its tags, a zip member by member."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    text = path.read_bytes().decode("utf-8", "replace")
    return re.sub(r"<[^>]*>", "", text) if path.suffix == ".html" else text


def squeezed(text):
    """Text without white space, as pages, scripts and JSON may hold it, so that one form can be looked for."""
    for written, meant in (("\\n", "\n"), ('\\"', '"'), ("&lt;", "<"), ("&gt;", ">"), ("&#39;", "'"), ("&amp;", "&")):
        text = text.replace(written, meant)
    return "".join(text.replace("&quot;", '"').split())
