"""Objects whose length, text, hash, attributes and iteration take for ever, or are none.

log: time limit|took too long
"""
import time


class Slow:
    def __init__(self, *arguments, **keywords):
        pass

    def __getattr__(self, name):
        time.sleep(60) if name == "__array__" else None
        return Slow()

    def __len__(self):
        return -1

    def __iter__(self):
        return iter(Slow, None)

    def __call__(self, *arguments, **keywords):
        return Slow()

    def __hash__(self):
        while True:
            pass

    __repr__ = __str__ = __bool__ = __float__ = __int__ = __hash__


weighted_sum = step = firing_line = lambda *arguments: {"key": Slow(), "keys": [Slow(), (Slow(),)]}
Neuron = Slow
