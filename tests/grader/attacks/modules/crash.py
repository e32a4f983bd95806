"""The interpreter itself is brought down.

log: ended itself
"""
import ctypes

weighted_sum = step = firing_line = lambda *arguments: ctypes.string_at(0)
