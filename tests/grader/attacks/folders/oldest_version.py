"""The notebook is one of version 3, with worksheets."""
import json

import nbformat


def tamper(folder, course):
    path = folder / "neurons.ipynb"
    old = nbformat.convert(nbformat.read(path, as_version=4), 3)
    path.write_text(json.dumps(old))
