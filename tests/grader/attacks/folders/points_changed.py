"""The points of the easiest cell are raised, and others become negative.

log: metadata was changed
"""
def tamper(folder, course):
    def change(notebook):
        for cell in graded(notebook):
            cell["metadata"]["nbgrader"]["points"] = -5
        graded(notebook)[0]["metadata"]["nbgrader"]["points"] = 1e308

    edit(folder, change)
