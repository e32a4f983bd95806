"""The whole submission is a link to another student's.

log: a link, left out
"""
import os


def tamper(folder, course):
    folder.rename(folder.with_name("aside"))
    os.symlink(course / "submitted" / "ada" / "1-neurons", folder)
