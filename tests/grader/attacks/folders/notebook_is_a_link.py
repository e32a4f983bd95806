"""The notebook is a link to the instructor's, with all solutions.

log: a link, left out
"""
import os


def tamper(folder, course):
    (folder / "neurons.ipynb").unlink()
    os.symlink(course / "solutions" / "1-neurons" / "neurons.ipynb", folder / "neurons.ipynb")
