"""Ids and names are made to look like lines of the log, or to clear the screen.

log: not of this assignment
"""
import json


def tamper(folder, course):
    def change(notebook):
        for name in ("\nada  20", "\x1b[2J\x1b[H", "x" * 100_000, "\u202egnp.x", "a\r20 points"):
            cell = json.loads(json.dumps(graded(notebook)[0]))
            cell["metadata"]["nbgrader"]["grade_id"] = name
            notebook["cells"].append(cell)

    edit(folder, change)
