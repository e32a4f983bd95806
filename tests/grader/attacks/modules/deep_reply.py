"""Results are nested a hundred thousand deep."""


def weighted_sum(*arguments):
    nested = []
    for _ in range(100_000):
        nested = [nested]
    return nested


step = firing_line = weighted_sum
