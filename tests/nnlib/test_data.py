"""The data sets: as they should be, the same every time, and with their licence."""

import pathlib

import numpy as np
import pytest

from nnlib import data
from nnlib.data import digits, shifted, two_moons


def test_the_moons():
    points, labels = two_moons(101, 0.0, seed=0)
    assert points.shape == (101, 2) and labels.shape == (101,)
    assert np.bincount(labels).tolist() == [51, 50]
    upper, lower = points[labels == 0], points[labels == 1]
    np.testing.assert_allclose(np.hypot(*upper.T), 1)
    np.testing.assert_allclose(np.hypot(*(lower - (1, 0.5)).T), 1)
    assert upper[:, 1].min() >= 0 and lower[:, 1].max() <= 0.5
    assert not (labels[:-1] <= labels[1:]).all(), "in no particular order"


def test_the_moons_are_drawn_by_seed_and_scattered_by_noise():
    points, labels = two_moons(4000, 0.1, seed=3)
    np.testing.assert_array_equal(points, two_moons(4000, 0.1, seed=3)[0])
    assert not np.array_equal(points, two_moons(4000, 0.1, seed=4)[0])
    away = np.hypot(*points[labels == 0].T) - 1
    assert 0.09 < away.std() < 0.11


def test_the_digits():
    images, labels = digits()
    assert images.shape == (1797, 64) and images.dtype == np.float64
    assert labels.shape == (1797,) and labels.dtype.kind == "i"
    assert images.min() == 0 and images.max() == 1
    assert (images * 16 == np.round(images * 16)).all()
    assert np.bincount(labels).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]


def test_the_digits_are_those_of_scikit_learn():
    datasets = pytest.importorskip("sklearn.datasets")
    images, labels = datasets.load_digits(return_X_y=True)
    np.testing.assert_array_equal(digits()[0] * 16, images)
    np.testing.assert_array_equal(digits()[1], labels)


def test_the_digits_name_their_source_and_licence():
    text = (pathlib.Path(data.__file__).parent / "digits.md").read_text(encoding="utf-8")
    for part in ("Alpaydin", "Kaynak", "10.24432/C50P49", "CC BY 4.0", "Attribution 4.0 International", "Changed here"):
        assert part in text


def test_shifted_images():
    image = np.arange(1.0, 65.0).reshape(1, 64)
    square = image.reshape(8, 8)
    np.testing.assert_array_equal(shifted(image), image)
    down = shifted(image, down=2).reshape(8, 8)
    np.testing.assert_array_equal(down[2:], square[:-2])
    assert not down[:2].any()
    left = shifted(image, right=-3).reshape(8, 8)
    np.testing.assert_array_equal(left[:, :-3], square[:, 3:])
    assert not left[:, -3:].any()
    assert not shifted(image, 8).any() and not shifted(image, 0, -8).any()
    assert shifted(np.ones((5, 64), np.float32), 1).dtype == np.float32
