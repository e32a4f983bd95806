"""Every check cell prints ok.

log: weighted_sum: changed, restored
"""
def tamper(folder, course):
    def change(notebook):
        for cell in graded(notebook):
            cell["source"] = "print('ok')"

    edit(folder, change)
