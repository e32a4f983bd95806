"""Notebooks under test find the course's packages from any folder: kernels inherit PYTHONPATH."""

import os
from pathlib import Path

os.environ["PYTHONPATH"] = str(Path(__file__).parent)
