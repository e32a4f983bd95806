"""The time stamp is long, or of a year that the gradebook does not know.

log: no time, left out
"""
def tamper(folder, course):
    (folder / "timestamp.txt").write_text("2026-" + "1 " * 1_000_000)
