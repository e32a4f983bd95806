"""The notebook and the time stamp are folders.

log: is missing
"""
def tamper(folder, course):
    (folder / "neurons.ipynb").unlink()
    (folder / "neurons.ipynb").mkdir()
    (folder / "timestamp.txt").mkdir(exist_ok=True)
