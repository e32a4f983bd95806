"""Memory without end, spread over many processes.

log: memory limit|time limit
"""
import os
import time

import numpy as np

for _ in range(10):
    if os.fork() == 0:
        held = [np.ones(12_000_000)]
        time.sleep(60)
time.sleep(60)
