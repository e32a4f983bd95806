"""There is no notebook.

log: is missing
"""
def tamper(folder, course):
    (folder / "neurons.ipynb").unlink()
