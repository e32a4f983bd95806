"""The notebook is nested a hundred thousand deep.

log: no complete JSON
"""
def tamper(folder, course):
    (folder / "neurons.ipynb").write_text("[" * 100_000)
