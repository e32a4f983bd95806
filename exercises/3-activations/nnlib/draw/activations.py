"""The figures of chapter 3: gates, their slopes, and how much of a gradient is left behind many of them.

Functions come in as arguments, so a figure shows what the code at hand really does. Each function keeps its colour,
dashes and marker through the whole chapter, and its name stands beside its line.
"""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Circle, FancyBboxPatch, Rectangle

from nnlib.draw.style import BLACK, BLUE, DASHES, GREEN, GREY, HATCHES, MARKERS, ORANGE, PURPLE, VERMILION

_LOOKS = {
    "sigmoid": (BLUE, DASHES[0], MARKERS[0]),
    "tanh": (VERMILION, DASHES[1], MARKERS[1]),
    "relu": (GREEN, DASHES[2], MARKERS[2]),
    "step": (PURPLE, DASHES[3], MARKERS[3]),
    "identity": (ORANGE, DASHES[4], MARKERS[4]),
}
_PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 2}


def _look(name):
    return _LOOKS.get(name, (BLACK, DASHES[0], MARKERS[5]))


def _number(value):
    return f"{value:g}".replace("-", "−")


def _curve(axes, function, z, dots=False, **look):
    """The curve of a function, broken where it jumps; with `dots`, a filled one marks which end belongs to it."""
    values = np.array(function(z), dtype=float)
    jumps = np.flatnonzero(np.abs(np.diff(values)) > 0.5)
    shown = values.copy()
    shown[jumps + 1] = np.nan
    axes.plot(z, shown, **look)
    for jump in jumps if dots else []:
        colour = look["color"]
        axes.plot(z[jump], values[jump], "o", color=colour, zorder=4)
        axes.plot(z[jump], values[jump + 1], "o", markerfacecolor="white", markeredgecolor=colour, zorder=4)


def gate_between(functions):
    """A gate in its place between the weighted sum and the next layer, and below it the gates there are to choose."""
    figure = plt.figure(figsize=(6.8, 4.6), constrained_layout=True)
    grid = figure.add_gridspec(2, len(functions), height_ratios=[1.25, 1])
    axes = figure.add_subplot(grid[0, :])
    axes.set(xlim=(-0.3, 13.3), ylim=(-2.1, 2.1), aspect="equal")
    axes.axis("off")
    arrow = {"arrowstyle": "-|>", "color": BLACK, "linewidth": 1.6, "shrinkA": 0, "shrinkB": 0}
    for y in (1.3, 0.0, -1.3):
        rim = 3.1 - np.sqrt(0.93**2 - (0.45 * y) ** 2)  # of the neuron, at the height where the arrow meets it
        axes.annotate("", (rim, 0.45 * y), (0.3, y), arrowprops=arrow)
        axes.add_patch(Circle((12.6, y), 0.42, facecolor="white", edgecolor=GREY, linewidth=1.4, zorder=3))
        axes.annotate("", (12.15, y), (9.3, 0), arrowprops=dict(arrow, color=GREY))
    axes.add_patch(Circle((3.1, 0), 0.9, facecolor="white", edgecolor=BLACK, linewidth=1.6, zorder=3))
    axes.text(3.1, 0, r"$\Sigma + b$", ha="center", va="center", zorder=4)
    axes.annotate("", (6.15, 0), (4.0, 0), arrowprops=arrow)
    axes.text(5.05, 0.2, "$z$", ha="center", va="bottom", fontsize=17)
    axes.add_patch(
        FancyBboxPatch(
            (6.2, -0.85),
            1.9,
            1.7,
            boxstyle="round,pad=0.02,rounding_size=0.15",
            facecolor="#fbe3b5",
            edgecolor=BLACK,
            linewidth=1.8,
            zorder=3,
        )
    )
    axes.text(7.15, 0, "$f$", ha="center", va="center", fontsize=20, zorder=4)
    axes.text(7.15, 1.2, "the gate", ha="center", va="bottom", weight="bold")
    axes.plot([8.14, 9.3], [0, 0], color=BLACK, linewidth=1.6)
    axes.text(8.75, 0.2, "$a$", ha="center", va="bottom", fontsize=17)
    axes.text(12.6, -1.85, "next layer", ha="center", va="top")
    axes.text(1.2, -1.85, "inputs", ha="center", va="top")

    z = np.linspace(-4, 4, 401)
    for column, function in enumerate(functions):
        panel = figure.add_subplot(grid[1, column])
        colour = _look(function.__name__)[0]
        panel.axhline(0, color=GREY, linewidth=0.8)
        panel.axvline(0, color=GREY, linewidth=0.8)
        _curve(panel, function, z, color=colour, linestyle="-", linewidth=2.6)
        panel.set(xlim=(-4, 4), ylim=(-1.6, 2.4), xticks=[], yticks=[])
        panel.set_yticks([-1, 0, 1])
        panel.set_yticklabels(["−1", "0", "1"] if column == 0 else [])
        panel.set_title(function.__name__, fontsize=14)
    return figure


def straight_and_bent(x, straight, bent):
    """Outputs over one input: on the left of stacks without gates, on the right of the same stacks with gates.

    x: (points,).  straight, bent: each maps a label to the outputs, (points,).
    """
    figure, panels = plt.subplots(1, 2, figsize=(6.8, 4.0), sharex=True, constrained_layout=True)
    for axes, outputs, title in zip(panels, (straight, bent), ("no gate between", "a gate between")):
        for number, (label, values) in enumerate(outputs.items()):
            axes.plot(x, values, color=(BLUE, VERMILION, GREEN)[number], linestyle=DASHES[number], label=label)
        axes.set(title=title, xlabel="input $x$", yticks=[])
    panels[0].set_ylabel("output")
    lines, labels = panels[0].get_legend_handles_labels()
    figure.legend(lines, labels, loc="lower center", ncol=3, bbox_to_anchor=(0.5, -0.1))
    return figure


def activation_with_slope(activation, derivative, at=(), z=(-6, 6)):
    """A gate above, its slope below, over the same z. At each z of `at` the tangent is drawn and its slope written.

    activation, derivative: functions of z.  z: the range that is drawn.
    """
    across = np.linspace(*z, 601)
    colour = _look(activation.__name__)[0]
    figure, (upper, lower) = plt.subplots(
        2, 1, figsize=(6.4, 5.2), sharex=True, constrained_layout=True, gridspec_kw={"height_ratios": [1.5, 1]}
    )
    _curve(upper, activation, across, color=colour, linestyle="-", linewidth=2.8)
    slopes = np.asarray(derivative(across), dtype=float)
    _curve(lower, derivative, across, dots=True, color=colour, linestyle="-", linewidth=2.8)
    bottom, top = np.min(activation(across)), np.max(activation(across))
    room = 0.15 * (top - bottom)
    upper.set(ylim=(bottom - room, top + room), ylabel="value $f(z)$", title=activation.__name__)
    lower.set(ylim=(-0.12 * slopes.max(), 1.45 * slopes.max()), ylabel="slope $f\\,'(z)$", xlabel="$z$")
    for place in at:
        value, slope = float(activation(place)), float(derivative(place))
        reach = 1.5 * np.array([-1, 1]) / np.hypot(1, 3 * slope)
        upper.plot(place + reach, value + slope * reach, color=BLACK, linewidth=1.8, linestyle="-", zorder=3)
        upper.plot(place, value, "o", color=BLACK, zorder=4)
        lower.plot([place, place], [0, slope], color=BLACK, linewidth=1.2, linestyle=":")
        lower.plot(place, slope, "o", color=BLACK, zorder=4)
        side = 0 if slope > 0.9 * slopes.max() or slope == 0 else int(np.sign(place))  # away from the hill
        lower.annotate(
            _number(round(slope, 4)),
            (place, slope),
            (4 * side, 9),
            textcoords="offset points",
            ha={0: "center", 1: "left", -1: "right"}[side],
        )
    for axes in (upper, lower):
        axes.axhline(0, color=GREY, linewidth=0.8, zorder=0)
        axes.axvline(0, color=GREY, linewidth=0.8, zorder=0)
    return figure


def compare_gates(pairs, z=(-5, 5)):
    """Several gates in one panel and their slopes in the other. pairs: a list of (activation, derivative)."""
    across = np.linspace(*z, 501)
    figure, panels = plt.subplots(1, 2, figsize=(6.8, 3.6), constrained_layout=True)
    for pair in pairs:
        name = pair[0].__name__
        colour, dashes, _ = _look(name)
        for axes, function in zip(panels, pair):
            axes.plot(across, function(across), color=colour, linestyle=dashes, label=name)
    for axes, title in zip(panels, ("value", "slope")):
        axes.axhline(0, color=GREY, linewidth=0.8, zorder=0)
        axes.set(title=title, xlabel="$z$", xticks=[-4, -2, 0, 2, 4])
    panels[0].legend(loc="upper left", fontsize=12)
    return figure


def slope_against_value(pairs, at):
    """The slope of each gate, drawn over the gate's value; dots, with z beside them, for the z of `at`.

    pairs: a list of (activation, derivative).  at: (points,).
    """
    figure, panels = plt.subplots(1, len(pairs), figsize=(3.4 * len(pairs), 3.5), constrained_layout=True)
    for (activation, derivative), axes in zip(pairs, np.atleast_1d(panels)):
        colour, dashes, marker = _look(activation.__name__)
        z = np.linspace(-12, 12, 1201)
        top = np.max(derivative(z))
        axes.plot(activation(z), derivative(z), color=colour, linestyle=dashes)
        values, slopes = activation(np.asarray(at, dtype=float)), derivative(np.asarray(at, dtype=float))
        axes.plot(values, slopes, linestyle="none", marker=marker, color=BLACK, zorder=3)
        lowest, highest = np.round(activation(z[[0, -1]]))
        middle, width = (lowest + highest) / 2, highest - lowest
        for place, value, slope in zip(at, values, slopes):
            side = int(np.sign(round(value - middle, 9)))
            axes.annotate(
                _number(place),
                (value, slope),
                (9 * side, 12 if side == 0 else 4),
                va="center",
                textcoords="offset points",
                ha={0: "center", 1: "left", -1: "right"}[side],
            )
        axes.set_xlim(lowest - 0.35 * width, highest + 0.35 * width)
        axes.set(
            title=activation.__name__,
            xlabel="value $f(z)$",
            ylim=(-0.05 * top, 1.25 * top),
            xticks=[lowest, middle, highest],
        )
        axes.axhline(0, color=GREY, linewidth=0.8, zorder=0)
    np.atleast_1d(panels)[0].set_ylabel("slope $f\\,'(z)$")
    return figure


def surviving_gradients(depths, cases):
    """What is left of a gradient behind more and more gates, on a logarithmic axis.

    depths: (points,).  cases: maps the title of each panel to a dict from a gate's name to what is left, (points,).
    A gate that leaves nothing has no place on a logarithmic axis and is named below.
    """
    figure, panels = plt.subplots(1, len(cases), figsize=(3.6 * len(cases), 4.2), sharey=True, constrained_layout=True)
    for (title, lines), axes in zip(cases.items(), np.atleast_1d(panels)):
        nothing, ends = [], {}
        for name, left in lines.items():
            left = np.asarray(left, dtype=float)
            if np.all(left[1:] == 0):
                nothing.append(name)
                continue
            colour, dashes, marker = _look(name)
            axes.plot(depths, left, color=colour, linestyle=dashes, marker=marker, markevery=2)
            ends.setdefault(float(left[-1]), []).append(name)
        for end, names in ends.items():
            axes.annotate(
                ",\n".join(names), (depths[-1], end), (7, 0), textcoords="offset points", va="center", fontsize=12
            )
        axes.set_yscale("log")
        axes.set(xlabel="number of gates passed", title=title, xticks=depths[::2])
        axes.grid(True, axis="y")
        if nothing:
            axes.text(
                0.03,
                0.04,
                ", ".join(nothing) + ": 0 after one gate",
                transform=axes.transAxes,
                fontsize=12,
                bbox=_PAPER,
            )
    np.atleast_1d(panels)[0].set_ylabel("share of the gradient left")
    return figure


def open_gates(z):
    """Which gates of a layer are open for which sample; a neuron that is closed for all of them is marked as dead.

    z: (batch, neurons), the weighted sums. A gate is open where z is above 0.
    """
    z = np.asarray(z)
    batch, neurons = z.shape
    figure, axes = plt.subplots(figsize=(1.15 * neurons + 1.2, 0.46 * batch + 1.6), constrained_layout=True)
    for row in range(batch):
        for column in range(neurons):
            is_open = z[row, column] > 0
            dead = not np.any(z[:, column] > 0)
            axes.add_patch(
                Rectangle(
                    (column, row),
                    1,
                    1,
                    facecolor="#a9d0ea" if is_open else "white",
                    edgecolor=GREY,
                    linewidth=0.8,
                    hatch=HATCHES[1] if dead else None,
                )
            )
            axes.text(
                column + 0.5,
                row + 0.5,
                f"{z[row, column]:.1f}".replace("-", "−"),
                ha="center",
                va="center",
                fontsize=12,
                weight="bold" if is_open else "normal",
                bbox=_PAPER if dead else None,
            )
    dead = ~np.any(z > 0, axis=0)
    axes.set(xlim=(0, neurons), ylim=(batch, 0), xticks=np.arange(neurons) + 0.5, yticks=np.arange(batch) + 0.5)
    axes.set_xticklabels([f"neuron {n + 1}" + ("\ndead" if is_dead else "") for n, is_dead in enumerate(dead)])
    axes.set_yticklabels(np.arange(batch) + 1)
    axes.set_ylabel("sample")
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    for label, is_dead in zip(axes.get_xticklabels(), dead):
        if is_dead:
            label.set(color=VERMILION, weight="bold")
    for side in axes.spines.values():
        side.set_visible(False)
    return figure


def scores_to_shares(scores, shares, names):
    """Scores on the left, what softmax makes of them on the right, one bar for each class.

    scores, shares: (classes,).  names: one for each class.
    """
    rows = np.arange(len(names))
    figure, panels = plt.subplots(1, 2, figsize=(6.8, 2.9), sharey=True, constrained_layout=True)
    for axes, values, title, digits in zip(panels, (scores, shares), ("score $z$", "softmax$(z)$"), (2, 3)):
        for row, value in zip(rows, values):
            negative = value < 0
            axes.barh(
                row,
                value,
                height=0.6,
                facecolor="#f6c9a8" if negative else "#a9d0ea",
                edgecolor=VERMILION if negative else BLUE,
                hatch="///" if negative else None,
            )
            axes.annotate(
                _number(round(float(value), digits)),
                (value, row),
                (-6 if negative else 6, 0),
                textcoords="offset points",
                va="center",
                ha="right" if negative else "left",
            )
        axes.axvline(0, color=BLACK, linewidth=1)
        axes.set_title(title)
        axes.margins(x=0.25)
    panels[1].set_xlim(0, 1)
    panels[0].set_yticks(rows)
    panels[0].set_yticklabels(names)
    panels[0].invert_yaxis()
    return figure
