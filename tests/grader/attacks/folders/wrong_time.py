"""The time stamp holds no time.

log: no time, left out
"""
def tamper(folder, course):
    (folder / "timestamp.txt").write_bytes(b"\xff yesterday")
