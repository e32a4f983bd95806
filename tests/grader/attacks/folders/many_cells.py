"""The notebook has ten thousand cells.

log: more than 1000 cells
"""
def tamper(folder, course):
    cell = {"cell_type": "code", "metadata": {}, "source": "1", "outputs": [], "execution_count": None}
    edit(folder, lambda notebook: notebook["cells"].extend([cell] * 10_000))
