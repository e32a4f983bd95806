"""File names hold line breaks, quotes and markup.

log: a name that cannot be written
"""
def tamper(folder, course):
    for name in ("a\nb.py", "<script>.py", "'; DROP TABLE grade; --.py", "x" * 200, "\x1b[2J"):
        (folder / name).write_text("x")
