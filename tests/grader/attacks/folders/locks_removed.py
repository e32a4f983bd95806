"""Check cells claim to be answers, and answers to be checks.

log: metadata was changed
"""
def tamper(folder, course):
    def change(notebook):
        for cell in notebook["cells"]:
            about = cell["metadata"].get("nbgrader")
            if about:
                about.update(locked=False, solution=not about["solution"], grade=not about["grade"], task=True)
                about["checksum"] = "0"

    edit(folder, change)
