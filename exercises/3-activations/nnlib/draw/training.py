"""The figures of chapter 6: points and the regions a network makes of them, losses falling, digits read and misread.

Whatever is shown was computed by the caller; functions that predict come in as arguments. Class 0 is an open dot on
plain ground, class 1 a filled dot on hatched ground, as everywhere in the book.
"""

import matplotlib.pyplot as plt
import numpy as np

from nnlib.draw.style import BLACK, BLUE, COLOURS, DASHES, GREY, MARKERS, VERMILION, axes_or_new

_GROUNDS = ["#ffffff", "#fdebc8"]


def samples(points, labels, ax=None, size=5):
    """Points of two classes in the plane. points: (n, 2).  labels: (n,), 0 or 1."""
    points, labels = np.asarray(points), np.ravel(labels)
    ax = axes_or_new(ax, (6.4, 4.2))
    for label, face in ((0, "white"), (1, BLACK)):
        chosen = points[labels == label]
        ax.plot(*chosen.T, "o", markersize=size, markerfacecolor=face, markeredgecolor=BLACK, markeredgewidth=1.0)
    ax.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
    return ax


def decision_regions(predict, points, labels, ax=None, detail=160, size=5):
    """What a network makes of the plane: hatched where it says 1, with its border, and the points on top.

    predict: a function from (n, 2) to probabilities of class 1, (n,) or (n, 1).  points: (n, 2).  labels: (n,).
    """
    points = np.asarray(points)
    low, high = points.min(axis=0) - 0.35, points.max(axis=0) + 0.35
    across, up = np.meshgrid(np.linspace(low[0], high[0], detail), np.linspace(low[1], high[1], detail))
    chances = np.reshape(predict(np.column_stack([across.ravel(), up.ravel()])), across.shape)
    ax = axes_or_new(ax, (6.4, 4.2))
    with plt.rc_context({"hatch.color": "#e3b04b"}):
        ax.contourf(across, up, chances, levels=[-1, 0.5, 2], colors=_GROUNDS, hatches=[None, "//"])
    if chances.min() < 0.5 < chances.max():
        ax.contour(across, up, chances, levels=[0.5], colors=VERMILION, linewidths=2.2, linestyles="-")
    samples(points, labels, ax, size)
    ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]))
    return ax


def regions_over_time(predictions, points, labels):
    """The same plane at several moments of training, two panels a row.

    predictions: maps a title to a function as in `decision_regions`.  points: (n, 2).  labels: (n,).
    """
    columns = 2
    rows = -(-len(predictions) // columns)
    figure, panels = plt.subplots(
        rows, columns, figsize=(6.8, 2.5 * rows), sharex=True, sharey=True, constrained_layout=True, squeeze=False
    )
    for ax, (title, predict) in zip(panels.flat, predictions.items()):
        decision_regions(predict, points, labels, ax, size=3.5)
        ax.set(xlabel="", ylabel="", xticks=[], yticks=[], title=title)
    for ax in panels.flat[len(predictions) :]:
        ax.set_axis_off()
    return figure


def loss_curves(curves, ylabel="loss", log=False, ax=None, legend="best"):
    """Numbers over the epochs, a line for each; losses as a rule.

    curves: maps a label to a list, one number for each epoch.  log: make the upright axis logarithmic.
    legend: where it goes, as matplotlib says it.
    """
    ax = axes_or_new(ax, (6.4, 3.9))
    for number, (label, values) in enumerate(curves.items()):
        epochs = np.arange(1, len(values) + 1)
        every = max(1, len(values) // 8)
        look = {"color": COLOURS[number], "linestyle": DASHES[number], "marker": MARKERS[number]}
        ax.plot(epochs, values, markevery=every, label=label, **look)
    ax.set(xlabel="epoch", ylabel=ylabel, yscale="log" if log else "linear")
    if len(curves) > 1:
        ax.legend(loc=legend)
    return ax


def digit_images(images, captions, columns=6, wrong=()):
    """Handwritten digits as pictures, a caption below each.

    images: (n, 64), each a row of 8 by 8 pixels, 0 white and 1 black.  captions: n strings.
    wrong: the numbers of those to be framed.
    """
    images = np.asarray(images)
    rows = -(-len(images) // columns)
    figure, panels = plt.subplots(
        rows, columns, figsize=(6.6, 6.6 / columns * 1.32 * rows), constrained_layout=True, squeeze=False
    )
    for ax in panels.flat:
        ax.set_axis_off()
    for number, (ax, image, caption) in enumerate(zip(panels.flat, images, captions)):
        ax.set_axis_on()
        ax.imshow(image.reshape(8, 8), cmap="Greys", vmin=0, vmax=1)
        ax.set(xticks=[], yticks=[])
        ax.set_xlabel(caption, fontsize=13)
        for spine in ax.spines.values():
            spine.set(
                visible=True, color=VERMILION if number in wrong else GREY, linewidth=3 if number in wrong else 0.8
            )
    return figure


def confusion(counts, ax=None):
    """Which class was taken for which. counts: (classes, classes), true class by row, predicted class by column."""
    counts = np.asarray(counts)
    off = counts - np.diag(np.diag(counts))
    ax = axes_or_new(ax, (6.0, 5.4))
    ax.imshow(np.ma.masked_equal(off, 0), cmap="Oranges", vmin=0, vmax=2.5 * max(1, off.max()))
    for (row, column), count in np.ndenumerate(counts):
        if count:
            weight = "normal" if row == column else "bold"
            ax.text(column, row, str(count), ha="center", va="center", fontsize=12, weight=weight)
    ax.set(xlabel="taken for", ylabel="is really", xticks=range(len(counts)), yticks=range(len(counts)))
    return ax


def compare_runs(results, xlabel="accuracy on held-out digits", ax=None):
    """Several runs of each way to train, a dot for each run and a bar at their median.

    results: maps a label to a list of numbers.
    """
    ax = axes_or_new(ax, (6.4, 0.55 * len(results) + 1.1))
    for row, values in enumerate(results.values()):
        ax.plot(values, [row] * len(values), "o", markerfacecolor="none", markeredgecolor=BLUE, markeredgewidth=1.6)
        ax.plot([np.median(values)] * 2, [row - 0.28, row + 0.28], "-", color=VERMILION, linewidth=3)
        ax.axhline(row, color="#d9d9d9", linewidth=0.8, linestyle="-", zorder=0)
    ax.set(yticks=range(len(results)), xlabel=xlabel, ylim=(len(results) - 0.5, -0.5))
    ax.set_yticklabels(list(results))
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    return ax
