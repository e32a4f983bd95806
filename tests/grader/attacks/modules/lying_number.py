"""Results turn into another number each time that they are asked."""


class Fickle:
    tries = iter([2.0, 1.75, -1.25, 0.0, 1.0] * 1000)

    def __float__(self):
        return next(self.tries)

    def __bool__(self):
        return True

    def __index__(self):
        return 1

    __int__ = __index__


weighted_sum = step = firing_line = lambda *arguments: Fickle()
