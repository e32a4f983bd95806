"""Two data sets to learn from: one that is drawn by chance, one that people wrote.

The moons are two-dimensional, so that one can see what a network makes of them. The digits are the real thing.
Their source and licence stand in digits.md, beside them.
"""

import os

import numpy as np


def two_moons(n, noise=0.1, seed=None):
    """Draw points along two half circles that reach into each other: no straight line parts them.

    n: how many points in all.  noise: standard deviation of the scatter.  seed: a number, or a generator.
    Returns points, (n, 2), and labels, (n,), 0 on the upper moon and 1 on the lower, in no particular order.
    """
    rng = np.random.default_rng(seed)
    labels = rng.permutation(np.arange(n) % 2)  # (n,): as many of one as of the other
    angles = rng.uniform(0, np.pi, size=n)
    upper = np.column_stack([np.cos(angles), np.sin(angles)])
    lower = np.column_stack([1 - np.cos(angles), 0.5 - np.sin(angles)])
    points = np.where(labels[:, np.newaxis] == 0, upper, lower)  # (n, 2)
    return points + rng.normal(0, noise, size=(n, 2)), labels


def digits():
    """Load 1,797 handwritten digits, images of 8 by 8 pixels, each image one row of 64 numbers.

    Returns images, (1797, 64), between 0 (paper) and 1 (ink), and labels, (1797,), whole numbers from 0 to 9.
    """
    with np.load(os.path.join(os.path.dirname(__file__), "digits.npz")) as file:
        return file["pixels"] / 16.0, file["labels"].astype(int)


def shifted(images, down=0, right=0):
    """Move images of 8 by 8 pixels by whole pixels, for a digit stays the same digit wherever it stands.

    What leaves the image is lost, what comes in is paper. Negative numbers move up and left.

    images: (n, 64).  down, right: whole numbers from -8 to 8. Returns (n, 64).
    """
    images = np.asarray(images)
    margins = np.pad(images.reshape(-1, 8, 8), ((0, 0), (8, 8), (8, 8)), mode="constant")  # (n, 24, 24)
    return margins[:, 8 - down : 16 - down, 8 - right : 16 - right].reshape(-1, 64)
