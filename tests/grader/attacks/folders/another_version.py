"""The notebook claims a version that does not exist.

log: not a notebook|version
"""
def tamper(folder, course):
    edit(folder, lambda notebook: notebook.update(nbformat=99, nbformat_minor=-1))
