"""Arrays of objects and records, without elements, of a hundred axes, views of one number, not-a-numbers of all kinds."""
import numpy as np


class Equal:
    def __eq__(self, other):
        return True

    __hash__ = None


odd = iter(
    [
        np.array([Equal(), Equal()], dtype=object),
        np.array(Equal(), dtype=object),
        np.zeros(3, dtype=[("a", "f8"), ("b", object)]),
        np.zeros((0, 2**40)),
        np.broadcast_to(np.float64(1.0), (2**40,)),
        np.array(float("nan")),
        -np.zeros(5),
        np.ma.masked_all(3),
        np.array(["2.0", "1.75"]),
        np.datetime64("2026-01-01"),
        np.array([2.0]).astype("V8"),
        np.longdouble("nan"),
        np.float64,
        np,
    ]
    * 1000
)
weighted_sum = step = firing_line = lambda *arguments: next(odd)
