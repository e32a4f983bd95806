"""The ids of two cells are exchanged, and one is unknown.

log: restored
"""
def tamper(folder, course):
    def change(notebook):
        first, second, third, *_ = [c["metadata"]["nbgrader"] for c in graded(notebook)]
        first["grade_id"], second["grade_id"] = second["grade_id"], first["grade_id"]
        third["grade_id"] = "../../unknown"

    edit(folder, change)
