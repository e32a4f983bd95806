"""Exceptions whose text, arguments, class and chain of causes are made to stumble over.

log: time limit
"""


class Name(type):
    @property
    def __name__(cls):
        raise RuntimeError


class Evil(Exception, metaclass=Name):
    args = property(lambda self: 1 / 0)
    __cause__ = __context__ = property(lambda self: self)

    def __str__(self):
        while True:
            pass


def weighted_sum(*arguments):
    raise Evil


def step(z):
    error = ValueError()
    for _ in range(100_000):
        error, cause = ValueError(), error
        error.__cause__ = cause
    raise error


def firing_line(*arguments):
    raise BaseExceptionGroup("many", [KeyboardInterrupt(), SystemExit()])
