"""Metadata is of kinds that nobody expects.

log: missing, restored
"""
def tamper(folder, course):
    def change(notebook):
        for number, cell in enumerate(graded(notebook)):
            cell["metadata"]["nbgrader"] = [None, 7, [], {"grade_id": 7}, {"grade_id": []}, "x"][number % 6]
            cell["id"] = ["<script>", "", "x" * 1000, "same", "same", "ä"][number % 6]
            cell["metadata"]["tags"] = ["<script>"]

    edit(folder, change)
