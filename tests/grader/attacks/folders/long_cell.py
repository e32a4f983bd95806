"""A cell of nine million characters, on one line, that looks like markup, and a formula that never ends."""
def tamper(folder, course):
    def change(notebook):
        notebook["cells"].insert(0, {"cell_type": "markdown", "metadata": {}, "source": "<" * 4_000_000 + "$" * 1_000_000})
        cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
        notebook["cells"].append({**cell, "source": "%" * 2_000_000 + "\n?" * 1_000_000})

    edit(folder, change)
