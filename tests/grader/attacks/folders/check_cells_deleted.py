"""The check cells are gone.

log: weighted_sum: missing, restored
"""
def tamper(folder, course):
    def change(notebook):
        notebook["cells"] = [c for c in notebook["cells"] if c not in graded(notebook)]

    edit(folder, change)
