"""The notebook is not UTF-8.

log: not UTF-8
"""
def tamper(folder, course):
    (folder / "neurons.ipynb").write_bytes(b"\xff\xfe" + "{}".encode("utf-16-le"))
