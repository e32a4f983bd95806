"""Results are dicts whose keys all have the same hash.

log: time limit|took too long
"""

def weighted_sum(*arguments):
    return {i * (2**61 - 1): None for i in range(50_000)}


step = firing_line = lambda *arguments: {i * (2**61 - 1) for i in range(9_000)}
