"""The notebook is cut off in the middle.

log: no complete JSON
"""
def tamper(folder, course):
    path = folder / "neurons.ipynb"
    path.write_bytes(path.read_bytes()[:2000])
