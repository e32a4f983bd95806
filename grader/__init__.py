"""What marks: the release of exercises, the judge, many submissions at a time, and the proof that marks are right.

Run it as ``python -m grader``; nbgrader's own commands reach it through ``nbgrader_config.py``.
"""
