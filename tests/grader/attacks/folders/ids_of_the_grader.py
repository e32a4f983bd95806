"""Cells have the ids of those that grading adds, and of those that it makes up."""
def tamper(folder, course):
    def change(notebook):
        for name in ("as-graded", "module-as-graded", "not-graded", "cell-7", "cell-8", "", "same", "same"):
            cell = {"cell_type": "code", "id": name, "metadata": {}, "source": "1", "outputs": []}
            notebook["cells"].insert(0, {**cell, "execution_count": None})

    edit(folder, change)
