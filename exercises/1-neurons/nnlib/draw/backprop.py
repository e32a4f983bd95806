"""The figures of chapter 5: downhill on a curve, a graph with its gradients, a chain of factors, the proof by trying.

Values and gradients come in as arguments, so a figure shows what the code at hand really computed. Going forward is
black and stands above the edges; going back is vermilion, in italics, and stands below them.
"""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Circle, FancyBboxPatch

from nnlib.draw.style import (
    BLACK,
    BLUE,
    COLOURS,
    DASHES,
    GREY,
    MARKERS,
    VERMILION,
    axes_or_new,
    picture_axes,
)

_PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}


def _number(value, digits=2):
    text = f"{value:.{digits}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "−")


# The graph of f = sigma(w0 x0 + w1 x1 + w2). A gate: its middle and its sign. An edge: where it begins, the level
# stretch on which its numbers stand (from x, to x, y), and the gate to which it goes down or up from there.
_GATES = {
    "*0": (3.6, 6.6, "×"),
    "*1": (3.6, 2.9, "×"),
    "+0": (6.6, 4.75, "+"),
    "+1": (9.2, 2.9, "+"),
    "σ": (11.6, 2.9, "σ"),
}
_EDGES = {
    "w0": (0.9, 2.4, 7.6, "*0"),
    "x0": (0.9, 2.4, 5.6, "*0"),
    "w1": (0.9, 2.4, 3.9, "*1"),
    "x1": (0.9, 2.4, 1.9, "*1"),
    "w2": (0.9, 7.4, 0.2, "+1"),
    "w0 x0": (4.1, 5.4, 6.6, "+0"),
    "w1 x1": (4.1, 5.4, 2.9, "+0"),
    "sum": (7.1, 8.2, 4.75, "+1"),
    "z": (9.7, 11.1, 2.9, None),
    "f": (12.1, 13.5, 2.9, None),
}


def computation_graph(values=None, gradients=None, ax=None):
    """The graph of f = sigma(w0 x0 + w1 x1 + w2): a value above each edge, a gradient below it.

    values, gradients: each maps names of edges to numbers. The names are w0, x0, w1, x1, w2, "w0 x0", "w1 x1", sum,
    z and f. Edges that are left out stay blank, so that the graph can be filled in step by step.
    """
    values, gradients = values or {}, gradients or {}
    radius = 0.5
    ax = picture_axes(ax, (6.8, 4.5))
    arrow = {"arrowstyle": "-|>", "color": BLACK, "linewidth": 1.5, "shrinkA": 0, "shrinkB": 0}
    for name, (left, right, y, gate) in _EDGES.items():
        if gate is None:
            ax.annotate("", (right, y), (left, y), arrowprops=arrow)
        else:
            ax.plot([left, right], [y, y], "-", color=BLACK, linewidth=1.5, solid_capstyle="round")
            end = np.array(_GATES[gate][:2])
            along = (end - (right, y)) / np.hypot(*(end - (right, y)))
            ax.annotate("", end - radius * along, (right, y), arrowprops=arrow)
        if len(name) == 2:
            ax.text(0.75, y, f"${name[0]}_{name[1]}$", ha="right", va="center", fontsize=17)
        middle = (min(left + 1.5, right) + left) / 2
        if name in values:
            ax.text(middle, y + 0.1, _number(values[name]), ha="center", va="bottom", weight="bold")
        if name in gradients:
            look = {"color": VERMILION, "style": "italic"}
            ax.text(middle, y - 0.12, _number(gradients[name]), ha="center", va="top", **look)
    for x, y, sign in _GATES.values():
        ax.add_patch(Circle((x, y), radius, facecolor="white", edgecolor=BLACK, linewidth=1.6, zorder=3))
        ax.text(x, y, sign, ha="center", va="center", fontsize=17, zorder=4)
    ax.text(13.6, 2.9, "$f$", ha="left", va="center", fontsize=17)
    ax.set(xlim=(0, 14.1), ylim=(-0.7, 8.4))
    return ax


def descent_on_curve(loss, path, around=None, ax=None):
    """Gradient descent on a loss of one weight: the curve, and the points that descent went through, numbered.

    loss: a function of an array of weights.  path: (steps,), the weights in order.  around: the range drawn.
    """
    path = np.asarray(path, dtype=float)
    room = 0.3 * (path.max() - path.min())
    low, high = around or (path.min() - room, path.max() + room)
    across = np.linspace(low, high, 400)
    ax = axes_or_new(ax, (6.4, 3.8))
    ax.plot(across, loss(across), color=BLUE, linestyle="-")
    heights = loss(path)
    spots = np.column_stack([path, heights])
    for begin, end in zip(spots[:3], spots[1:4]):  # later steps are too short for arrows
        ax.annotate(
            "", end, begin, arrowprops={"arrowstyle": "-|>", "color": VERMILION, "linewidth": 1.6, "shrinkA": 4}
        )
    ax.plot(path, heights, "o", color=VERMILION, zorder=4)
    for number in range(min(3, len(path))):
        ax.annotate(str(number), (path[number], heights[number]), (9, 4), textcoords="offset points")
    ax.set(xlabel="weight $w$", ylabel="loss $L$", xlim=(low, high))
    return ax


def descent_on_map(loss, paths, x, y, names=("$w_0$", "$w_1$"), ax=None):
    """Gradient descent on a loss of two weights, seen from above: lines of equal loss, and the paths downhill.

    loss: a function of two arrays of weights.  paths: maps a label to (steps, 2).  x, y: the ranges drawn.
    names: of the two weights. The lines of equal loss lie closer where the loss is small, so that the valley shows.
    """
    across, up = np.meshgrid(np.linspace(*x, 160), np.linspace(*y, 160))
    heights = loss(across, up)
    levels = heights.min() + (heights.max() - heights.min()) * np.linspace(0, 1, 13)[1:] ** 2.5
    ax = axes_or_new(ax, (6.4, 4.4))
    ax.contour(across, up, heights, levels=levels, colors=GREY, linewidths=0.8, linestyles="-")
    for number, (label, path) in enumerate(paths.items()):
        path = np.asarray(path)
        look = {"color": COLOURS[number], "linestyle": DASHES[number], "marker": MARKERS[number]}
        ax.plot(*path.T, markersize=4, linewidth=1.8, label=label, **look)
        ax.plot(*path[0], "s", color=BLACK, markersize=8, zorder=4)
    ax.set(xlabel=names[0], ylabel=names[1], xlim=x, ylim=y)
    if len(paths) > 1:
        ax.legend(loc="upper right", frameon=True, edgecolor="none", framealpha=0.9)
    return ax


def chain_of_factors(names, words, ax=None):
    """The factors of a chain rule in a row, from the loss at the left to the weight at the right.

    names: of the values along the chain, as mathtext without dollar signs; each two neighbours make a factor.
    words: for each factor, what it is.
    """
    step, wide = 3.0, 2.3
    size = 26 if len(words) < 4 else 21
    ax = picture_axes(ax, (6.8, 6.8 * 3.0 / (step * len(words))))
    for number, (above, below, word) in enumerate(zip(names, names[1:], words)):
        x = step * number
        box = FancyBboxPatch((x, 0), wide, 1.5, boxstyle="round,pad=0.02,rounding_size=0.15")
        box.set(facecolor="white", edgecolor=BLACK, linewidth=1.4)
        ax.add_patch(box)
        factor = rf"$\frac{{\partial {above}}}{{\partial {below}}}$"
        ax.text(x + wide / 2, 0.75, factor, ha="center", va="center", fontsize=size)
        ax.text(x + wide / 2, -0.25, word, ha="center", va="top", fontsize=13, linespacing=1.25)
        if number:
            ax.text(x - (step - wide) / 2, 0.75, "·", ha="center", va="center", fontsize=22, weight="bold")
    ax.set(xlim=(-0.2, step * len(words) - step + wide + 0.2), ylim=(-1.5 if size < 26 else -0.8, 1.7))
    return ax


def gradient_by_layer(sizes, ax=None):
    """How large the gradient is in each layer of a real backward pass, on a logarithmic axis.

    sizes: maps a label to a list, one number for each layer, from the first to the last.
    """
    ax = axes_or_new(ax, (6.4, 3.8))
    for number, (label, values) in enumerate(sizes.items()):
        layers = np.arange(1, len(values) + 1)
        ax.plot(layers, values, color=COLOURS[number], linestyle=DASHES[number], marker=MARKERS[number], label=label)
    ax.set(yscale="log", xlabel="layer, counted from the inputs", ylabel="size of the gradient")
    ax.set_xticks(layers)
    if len(sizes) > 1:
        ax.legend(loc="best")
    return ax


def secant(f, x, h, ax=None):
    """What a numerical gradient measures: the line through (x - h, f(x - h)) and (x + h, f(x + h)), beside f."""
    across = np.linspace(x - 2.2 * h, x + 2.2 * h, 300)
    ends = np.array([x - h, x + h])
    heights = np.array([f(end) for end in ends])
    slope = (heights[1] - heights[0]) / (2 * h)
    ax = axes_or_new(ax, (6.4, 3.8))
    ax.plot(across, [f(value) for value in across], color=BLUE, linestyle="-")
    ax.plot(across, heights.mean() + slope * (across - x), color=VERMILION, linestyle=DASHES[1], linewidth=1.8)
    ax.plot(ends, heights, "o", color=VERMILION, zorder=4)
    ax.plot(x, f(x), "s", color=BLACK, zorder=4)
    bottom = ax.get_ylim()[0]
    for place, height in ((x - h, heights[0]), (x, f(x)), (x + h, heights[1])):
        ax.plot([place, place], [bottom, height], ":", color=GREY, linewidth=1.2)
    ax.set(xticks=[x - h, x, x + h], ylim=(bottom, None), ylabel="$f$")
    ax.set_xticklabels(["$x-h$", "$x$", "$x+h$"])
    where = {"x": 0.97, "ha": "right"} if slope < 0 else {"x": 0.05, "ha": "left"}
    ax.text(s=f"slope {_number(slope, 3)}", y=0.9, va="top", color=VERMILION, transform=ax.transAxes, **where)
    return ax


def cost_of_answer(losses, ax=None):
    """What an answer costs when the target is 1: the loss over the output. losses: maps a label to a function."""
    outputs = np.linspace(0.02, 0.999, 300)
    ax = axes_or_new(ax, (6.4, 3.6))
    for number, (label, loss) in enumerate(losses.items()):
        heights = [loss([p], [1.0]) for p in outputs]
        ax.plot(outputs, heights, color=COLOURS[number], linestyle=DASHES[number], label=label)
    ax.set(xlabel="output, where the target is 1", ylabel="loss", xlim=(0, 1), ylim=(0, 4.2))
    ax.legend(loc="upper right")
    return ax


def descents(loss, paths, around, top):
    """The same descent with several learning rates, side by side. paths: maps a title to (steps,), weights in order."""
    figure, panels = plt.subplots(1, len(paths), figsize=(6.8, 3.2), sharey=True, constrained_layout=True)
    across = np.linspace(*around, 300)
    for ax, (title, path) in zip(panels, paths.items()):
        path = np.asarray(path, dtype=float)
        ax.plot(across, loss(across), color=BLUE, linestyle="-", linewidth=1.8)
        spots = np.column_stack([path, loss(path)])
        for begin, end in zip(spots, spots[1:]):
            look = {"arrowstyle": "-|>", "color": VERMILION, "linewidth": 1.2, "shrinkA": 0, "shrinkB": 2}
            ax.annotate("", end, begin, arrowprops=look, annotation_clip=True)
        ax.plot(*spots.T, "o", color=VERMILION, markersize=5, linewidth=0, zorder=4)
        ax.plot(*spots[0], "s", color=BLACK, markersize=7, zorder=5)
        ax.set(title=title, xlabel="weight $w$", xlim=around, ylim=(-0.03 * top, top))
    panels[0].set_ylabel("loss $L$")
    return figure


def backward_step(batch, n_in, n_out, ax=None):
    """One dense layer, forward above and backward below, with the shape of every array."""
    ax = picture_axes(ax, (6.8, 4.6))
    wide, narrow = f"({batch}, {n_in})", f"({batch}, {n_out})"
    back = {"color": VERMILION, "style": "italic"}
    for x, above, below in ((4.6, "$X\\,W + b$", "$\\cdot\\;W^T$"), (10.0, "$\\sigma$", "$\\odot\\;\\sigma'(z)$")):
        box = FancyBboxPatch((x - 1.2, 4.3), 2.4, 3.6, boxstyle="round,pad=0.02,rounding_size=0.2")
        box.set(facecolor="white", edgecolor=BLACK, linewidth=1.5)
        ax.add_patch(box)
        ax.plot([x - 1.2, x + 1.2], [6.1, 6.1], ":", color=GREY, linewidth=1.2)
        ax.text(x, 7.0, above, ha="center", va="center", fontsize=16)
        ax.text(x, 5.2, below, ha="center", va="center", fontsize=16, color=VERMILION)
    for left, right, name, shape in ((0.3, 3.4, "X", wide), (5.8, 8.8, "z", narrow), (11.2, 14.2, "A", narrow)):
        middle = (left + right) / 2
        for y, begin, end, colour in ((7.0, left, right, BLACK), (5.2, right, left, VERMILION)):
            ax.annotate("", (end, y), (begin, y), arrowprops=_arrow(colour))
        ax.text(middle, 7.2, f"${name}$", ha="center", va="bottom", fontsize=16)
        ax.text(middle, 6.8, shape, ha="center", va="top", fontsize=12)
        ax.text(middle, 5.4, f"$\\partial L/\\partial {name}$", ha="center", va="bottom", fontsize=15, color=VERMILION)
        ax.text(middle, 5.0, shape, ha="center", va="top", fontsize=12, **back)
    parts = (
        (4.6, "$X^T\\,\\cdot$", "$\\partial L/\\partial W$", f"({n_in}, {n_out})"),
        (10.0, "add up rows", "$\\partial L/\\partial b$", f"({n_out},)"),
    )
    for x, rule, name, shape in parts:
        ax.annotate("", (x, 2.0), (7.3 + 0.35 * np.sign(x - 7.3), 4.3), arrowprops=_arrow(VERMILION))
        side = "right" if x < 7.3 else "left"
        ax.text((x + 7.3) / 2 + 0.5 * np.sign(x - 7.3), 3.35, rule, ha=side, va="center", fontsize=14, color=VERMILION)
        ax.text(x, 1.5, name, ha="center", va="center", fontsize=15, color=VERMILION)
        ax.text(x, 0.65, shape, ha="center", va="center", fontsize=12, **back)
    ax.set(xlim=(0, 14.5), ylim=(0.2, 8.2))
    return ax


def _arrow(colour):
    return {"arrowstyle": "-|>", "color": colour, "linewidth": 1.6, "shrinkA": 0, "shrinkB": 0}
