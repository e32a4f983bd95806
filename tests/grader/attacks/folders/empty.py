"""The notebook is an empty file.

log: no complete JSON
"""
def tamper(folder, course):
    (folder / "neurons.ipynb").write_bytes(b"")
