"""Results are far too large to be sent.

log: memory limit|MB|no answer|ended itself|time limit
"""
import numpy as np

weighted_sum = lambda *arguments: np.zeros(20_000_000)
step = lambda *arguments: "x" * 200_000_000
firing_line = lambda *arguments: [0.0] * 3_000_000
