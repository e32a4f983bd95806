"""Each key stands twice in the notebook, with other content; numbers are none, and a mark stands at the beginning.

log: restored
"""
import json


def tamper(folder, course):
    path = folder / "neurons.ipynb"
    notebook = json.loads(path.read_text())
    for cell in graded(notebook):
        cell["source"] = "2"
        cell["metadata"]["nbgrader"].update(points=float("nan"), grade=float("inf"))
    cells = json.dumps(notebook["cells"])
    text = '{"cells": [], "nbformat": 3, "nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": %s}' % cells
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
