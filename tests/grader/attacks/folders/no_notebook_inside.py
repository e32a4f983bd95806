"""The notebook is JSON, but no notebook.

log: not a notebook
"""
def tamper(folder, course):
    (folder / "neurons.ipynb").write_text('{"cells": 7, "metadata": [], "nbformat": 4}')
