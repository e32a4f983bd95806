"""When two values count as the same."""

import numpy as np
import pytest

from checks.comparing import same
from checks.slopes import measured_slope


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [
        (1.0, 1, True),
        (1.0, np.array([1.0]), False),
        ([1.0, 2.0], np.array([1.0, 2.0]), True),
        (np.float32(1 / 3), 1 / 3, True),
        (1.0001, 1.0, False),
        ([np.nan], [np.nan], True),
        (np.inf, -np.inf, False),
        ([np.ones(2), np.ones((3, 2))], [np.ones(2), np.ones((3, 2))], True),
        ([np.ones(2), np.ones((3, 2))], [np.ones(2), np.ones((2, 3))], False),
        ({"loss": [0.5]}, {"loss": [0.5]}, True),
        ({"loss": [0.5]}, {"loss": [0.6]}, False),
        ("a", "a", True),
        ("1", 1, False),
        (None, 0.0, False),
        ((1.0, "a"), (1.0, "b"), False),
    ],
)
def test_same(left, right, equal):
    assert same(left, right) is equal


def test_measured_slope_of_a_known_slope():
    x = np.array([[0.5, -1.5], [2.0, 3.0]])
    assert np.allclose(measured_slope(lambda v: np.sum(v**3), x), 3 * x**2, rtol=1e-8)


def test_what_cannot_be_compared_is_not_the_same():
    class Unlike:
        def __eq__(self, other):
            raise RuntimeError("no comparison")

    assert not same(Unlike(), Unlike())
    assert not same(np.array([1.0, None]), np.array([1.0, None]))
