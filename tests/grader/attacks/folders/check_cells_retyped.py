"""Check cells have become text and raw cells.

log: restored
"""
def tamper(folder, course):
    def change(notebook):
        for number, cell in enumerate(graded(notebook)):
            cell["cell_type"] = ("markdown", "raw")[number % 2]
            cell.pop("outputs", None)
            cell.pop("execution_count", None)

    edit(folder, change)
