"""Results never end: generators, iterators, a list that holds itself."""


class Endless(list):
    def __iter__(self):
        while True:
            yield 0.0

    def __len__(self):
        return 3


def weighted_sum(*arguments):
    while True:
        yield 2.0


def step(z):
    own = []
    own.append(own)
    return own


firing_line = lambda *arguments: Endless()
