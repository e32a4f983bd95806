"""The functions sleep for an hour.

log: time limit
"""
import time

weighted_sum = step = firing_line = lambda *arguments: time.sleep(3600)
