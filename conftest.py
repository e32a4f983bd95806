"""Notebooks under test find the course's packages from any folder: kernels inherit PYTHONPATH."""

import os
from pathlib import Path

os.environ["PYTHONPATH"] = str(Path(__file__).parent)
os.environ["OPENBLAS_NUM_THREADS"] = "1"  # small products, several tests at a time
