"""Each check cell is there twice, one of them content.

log: weighted_sum: handed in twice
"""
import json


def tamper(folder, course):
    def change(notebook):
        copies = json.loads(json.dumps(graded(notebook)))
        for cell in copies:
            cell["source"] = "2"
        notebook["cells"] += copies

    edit(folder, change)
