"""A thousand files.

log: more than 200 files
"""
def tamper(folder, course):
    for number in range(1000):
        (folder / f"file{number}.txt").write_text("x")
