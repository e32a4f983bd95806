"""The notebook is larger than it may be.

log: larger than
"""
def tamper(folder, course):
    edit(folder, lambda notebook: notebook["cells"][0].update(source="x" * 12_000_000))
