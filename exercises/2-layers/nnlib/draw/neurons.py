"""The figures of chapter 1: a cell, a neuron, the line at which it fires, and what one neuron cannot do.

Neurons and functions come in as arguments, so a figure shows what the code at hand really does. Everywhere,
a filled dot on hatched ground fires and an open dot on plain ground stays silent.
"""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Circle, FancyBboxPatch, Polygon

from nnlib.draw.style import BLACK, BLUE, GREY, VERMILION

FIRES = "#fbe3b5"  # a light orange, hatched


def cell_firing(cases, level):
    """One panel a case: stimuli that arrive together, the voltage they cause, and the pulse, if there is one.

    cases: a list of lists of strengths.  level: what their sum has to exceed.
    """
    time = np.linspace(-1, 7, 1200)
    figure, panels = plt.subplots(2, 2, figsize=(6.4, 4.4), sharex=True, sharey=True, constrained_layout=True)
    for case, axes in zip(cases, panels.flat):
        voltage, fired = _voltage(time, sum(case), level)
        axes.axhline(level, color=VERMILION, linestyle="--", linewidth=1.4)
        axes.plot(time, voltage, "-", color=BLUE)
        axes.text(6.9, level + 0.35, f"level {level:g}", ha="right", color=VERMILION)
        terms = " + ".join(f"{strength:g}" for strength in case)
        axes.set_title(f"{terms} = {sum(case):g}" if len(case) > 1 else f"{terms} alone")
        if fired:
            axes.text(1.15, 9.2, "pulse", color=BLUE)
        axes.set(xticks=[], yticks=[0, level], ylim=(-2, 11))
    for axes in panels.flat:
        axes.set(xlabel="time", ylabel="voltage")
        axes.label_outer()
    return figure


def _voltage(time, strength, level):
    """The voltage over time after a stimulus at time 0, and whether the cell fires."""
    since = np.clip(time, 0, None)
    swell = strength * since * np.exp(1 - since)  # rises to `strength` at time 1, then fades
    if strength <= level:
        return swell, False
    start = time[np.argmax(swell > level)]
    after = time - start - 0.25
    pulse = np.where(
        after < 0, level + (10 - level) * np.exp(-((after / 0.13) ** 2)), -1.2 + 11.2 * np.exp(-((after / 0.18) ** 2))
    )
    pulse = np.where(after > 0.6, -1.2 * np.exp(-(after - 0.6) / 0.9), pulse)
    return np.where(time < start, swell, pulse), True


def cell_and_neuron():
    """A nerve cell and an artificial neuron side by side, the parts that correspond at the same height."""
    figure, axes = plt.subplots(figsize=(6.6, 5.6), constrained_layout=True)
    axes.set(xlim=(-0.2, 12.8), ylim=(0, 10.9), aspect="equal")
    axes.axis("off")
    _cell(axes, 2.3)
    _artificial_neuron(axes, 10.4)
    rows = [
        (8.4, "dendrites", "inputs, each\ntimes its weight"),
        (5.5, "cell body", "weighted sum\nplus bias"),
        (3.7, "firing level", "activation"),
        (1.4, "axon", "output"),
    ]
    for height, cell, neuron in rows:
        axes.plot([4.9, 8.1], [height, height], ":", color=GREY, linewidth=0.8)
        axes.text(6.5, height + 0.12, cell, ha="center", va="bottom", color=BLUE, weight="bold")
        axes.text(6.5, height - 0.16, neuron, ha="center", va="top")
    axes.text(2.3, 10.8, "nerve cell", ha="center", va="top", color=BLUE, style="italic")
    axes.text(10.4, 10.8, "artificial neuron", ha="center", va="top", style="italic")
    return figure


def _cell(axes, x):
    rng = np.random.default_rng(5)
    for angle, length in ((146, 0.72), (118, 1.05), (90, 1.2), (62, 1.05), (34, 0.72)):
        base = np.deg2rad(angle)
        start = np.array([x + 0.6 * np.cos(base), 5.3 + 0.6 * np.sin(base)])
        _branch(axes, start, base, length, 4.0, rng)
    angles = np.linspace(0, 2 * np.pi, 200)
    radius = 0.84 + 0.05 * np.cos(6 * angles + np.pi)
    outline = np.column_stack([x + radius * np.cos(angles), 5.3 + radius * np.sin(angles)])
    axes.add_patch(Polygon(outline, closed=True, facecolor="#cfe4f2", edgecolor=BLUE, linewidth=2, zorder=3))
    axes.add_patch(Circle((x, 5.3), 0.3, facecolor=BLUE, edgecolor="none", alpha=0.55, zorder=4))
    down = np.linspace(4.55, 1.2, 60)
    axes.plot(x + 0.12 * np.sin(2.2 * (4.55 - down)), down, "-", color=BLUE, linewidth=3.5, zorder=2)
    end = x + 0.12 * np.sin(2.2 * 3.35)
    for shift in (-0.9, -0.3, 0.35, 0.95):
        axes.plot([end, end + 0.5 * shift, end + shift], [1.22, 0.75, 0.35], "-", color=BLUE, linewidth=1.6)
        axes.add_patch(Circle((end + shift, 0.3), 0.11, color=BLUE))


def _branch(axes, start, angle, length, width, rng):
    """Draw a dendrite's branch and, while it is thick enough, the two that it splits into."""
    stop = start + length * np.array([np.cos(angle), np.sin(angle)])
    bend = (start + stop) / 2 + rng.uniform(-0.1, 0.1, 2)
    t = np.linspace(0, 1, 20)[:, None]
    curve = (1 - t) ** 2 * start + 2 * t * (1 - t) * bend + t**2 * stop
    axes.plot(*curve.T, "-", color=BLUE, linewidth=width, solid_capstyle="round", zorder=2)
    if width > 1.2:
        for turn in (-1, 1):
            _branch(
                axes, stop, angle + turn * rng.uniform(0.2, 0.45), length * rng.uniform(0.72, 0.9), width * 0.62, rng
            )


def _artificial_neuron(axes, x):
    for number, place in enumerate((x - 1.7, x, x + 1.7), 1):
        axes.plot([place, x], [9.7, 5.6], "-", color=BLACK, linewidth=1.6, zorder=1)
        _node(axes, place, 9.7, f"$x_{number}$", 0.52)
        middle = place + 0.45 * (x - place)
        axes.text(
            middle,
            9.7 - 0.45 * 4.1,
            f"$w_{number}$",
            ha="center",
            va="center",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
        )
    axes.annotate("", (x, 0.95), (x, 5.0), zorder=1, arrowprops={"arrowstyle": "-|>", "color": BLACK, "linewidth": 1.6})
    _node(axes, x, 5.5, r"$\Sigma + b$", 0.85)
    axes.add_patch(
        FancyBboxPatch(
            (x - 0.75, 3.2),
            1.5,
            1.2,
            boxstyle="round,pad=0.02,rounding_size=0.12",
            facecolor="white",
            edgecolor=BLACK,
            linewidth=1.6,
            zorder=2,
        )
    )
    axes.plot([x - 0.5, x, x, x + 0.5], [3.5, 3.5, 4.1, 4.1], "-", color=VERMILION, linewidth=2.2, zorder=3)
    axes.text(x, 0.85, "$y$", ha="center", va="top", fontsize=14)


def _node(axes, x, y, text, radius, face="white"):
    axes.add_patch(Circle((x, y), radius, facecolor=face, edgecolor=BLACK, linewidth=1.6, zorder=3))
    axes.text(x, y, text, ha="center", va="center", zorder=4)


def weighted_sum_bars(inputs, weights, bias, names):
    """What each input and the bias add to the sum, one bar after another, and where the sum ends up.

    inputs, weights: (n_in,).  names: one for each input.
    """
    parts = [float(x * w) for x, w in zip(inputs, weights)] + [float(bias)]
    labels = [f"{name}\n${x:g} \\times {_signed(w)}$" for name, x, w in zip(names, inputs, weights)] + ["bias"]
    figure, axes = plt.subplots(figsize=(6.4, 3.2), constrained_layout=True)
    before = 0.0
    for row, part in enumerate(parts):
        negative = part < 0
        axes.barh(
            row,
            part,
            left=before,
            height=0.56,
            facecolor="#f6c9a8" if negative else "#a9d0ea",
            edgecolor=VERMILION if negative else BLUE,
            hatch="///" if negative else None,
        )
        axes.text(
            before + part / 2,
            row,
            f"{part:+g}".replace("-", "−"),
            ha="center",
            va="center",
            weight="bold",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
        )
        axes.plot([before + part] * 2, [row - 0.28, row + 1.28], "-", color=GREY, linewidth=1, zorder=0)
        before += part
    row = len(parts)
    axes.plot([0, before], [row, row], "-", color=BLACK, linewidth=3)
    axes.plot(before, row, "o", color=BLACK, markersize=9)
    axes.annotate(
        f"{before:g}".replace("-", "−"), (before, row), (9, 0), textcoords="offset points", va="center", weight="bold"
    )
    axes.axvline(0, color=BLACK, linewidth=1)
    axes.set_yticks(range(row + 1))
    axes.set_yticklabels([*labels, "weighted sum\nplus bias"])
    axes.set_ylim(row + 0.6, -0.6)
    axes.set_xlim(min(axes.get_xlim()[0], 0) - 0.4, axes.get_xlim()[1] + 0.4)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("running sum")
    return figure


def _signed(number):
    return f"{number:g}" if number >= 0 else f"(-{-number:g})"


def step_plot(step):
    """The step function around its level: what it gives below 0, at 0 and above."""
    figure, axes = plt.subplots(figsize=(5.6, 2.7), constrained_layout=True)
    for z in (np.linspace(-4, -1e-9, 50), np.linspace(1e-9, 4, 50)):
        axes.plot(z, step(z), "-", color=BLUE, linewidth=3)
    at_level = float(step(np.array([0.0]))[0])
    axes.plot(0, 1 - at_level, "o", markersize=9, markerfacecolor="white", markeredgecolor=BLUE, markeredgewidth=2)
    axes.plot(0, at_level, "o", markersize=9, color=BLUE)
    axes.annotate(
        "at 0 itself: silent" if at_level == 0 else "at 0 itself: fires",
        (0, at_level),
        (0.5, 0.25),
        arrowprops={"arrowstyle": "-", "color": GREY},
        va="center",
    )
    axes.set(yticks=[0, 1], ylim=(-0.2, 1.2), xlabel="$z$: weighted sum plus bias", ylabel="output $y$")
    return figure


def firing_region(neuron, samples, names, x1=(0, 9), x2=(0, 5)):
    """The plane of two inputs, the side on which the neuron fires, its firing line, its weights as an arrow.

    samples: (batch, 2), drawn filled where the neuron fires.  names: of the two inputs, for the axes.
    """
    figure, axes = plt.subplots(figsize=(6.4, 4.2), constrained_layout=True)
    _region(axes, neuron, x1, x2)
    _dots(axes, samples, neuron.forward(samples), 10)
    weights = np.asarray(neuron.weights)
    foot = np.array([6.5, -(neuron.bias + 6.5 * weights[0]) / weights[1]])
    axes.annotate("", foot + 0.5 * weights, foot, arrowprops={"arrowstyle": "-|>", "color": BLACK, "linewidth": 1.8})
    axes.annotate("weights", foot + 0.3 * weights, (9, 2), textcoords="offset points", va="center", bbox=_PAPER)
    axes.text(0.97, 0.06, "fires", transform=axes.transAxes, ha="right", bbox=_PAPER)
    axes.text(0.03, 0.92, "silent", transform=axes.transAxes, bbox=_PAPER)
    axes.set(xlabel=names[0], ylabel=names[1], aspect="equal")
    return figure


_PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 2}


def _region(axes, neuron, x1, x2, points=240):
    """Hatch where a neuron with two inputs fires, and draw the line on which its weighted sum is 0."""
    across, up = np.meshgrid(np.linspace(*x1, points), np.linspace(*x2, points))
    grid = np.column_stack([across.ravel(), up.ravel()])
    fires = np.reshape(neuron.forward(grid), across.shape)
    if fires.max() > 0.5:
        with plt.rc_context({"hatch.color": "#cf9f45"}):
            axes.contourf(across, up, fires, levels=[0.5, 1.5], colors=[FIRES], hatches=["//"], zorder=0)
    z = across * neuron.weights[0] + up * neuron.weights[1] + neuron.bias
    if z.min() < 0 < z.max():
        axes.contour(across, up, z, levels=[0], colors=[BLACK], linewidths=[2], zorder=1)
    axes.set(xlim=x1, ylim=x2)


def _dots(axes, samples, outputs, size):
    for (x1, x2), output in zip(np.asarray(samples), outputs):
        axes.plot(
            x1,
            x2,
            "o",
            markersize=size,
            markeredgecolor=BLACK,
            markeredgewidth=1.6,
            clip_on=False,
            markerfacecolor=BLACK if output > 0.5 else "white",
            zorder=5,
        )


def firing_lines(rows, compare, x1=(0, 9), x2=(0, 5)):
    """Small multiples: in the first row of neurons only w1 changes, in the second w2, in the third the bias.

    compare: the neuron whose firing line is drawn dashed into every panel.
    """
    figure, panels = plt.subplots(3, 3, figsize=(6.8, 5.2), sharex=True, sharey=True, constrained_layout=True)
    for name, row, axes_row in zip(("w_1", "w_2", "b"), rows, panels):
        for neuron, axes in zip(row, axes_row):
            _region(axes, neuron, x1, x2)
            ends = np.array(x1, dtype=float)
            axes.plot(
                ends,
                -(ends * compare.weights[0] + compare.bias) / compare.weights[1],
                "--",
                color=VERMILION,
                linewidth=1.6,
                zorder=2,
            )
            value = {"w_1": neuron.weights[0], "w_2": neuron.weights[1], "b": neuron.bias}[name]
            axes.set_title(f"${name} = {value:g}$")
            axes.set(aspect="equal", xticks=[0, 3, 6, 9], yticks=[0, 2, 4])
    for axes in panels.flat:
        axes.set(xlabel="clear hours $x_1$", ylabel="wind $x_2$")
        axes.label_outer()
    return figure


_CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


def gates(neurons, targets=None):
    """One panel a gate: the four corners, the side that fires. `neurons` maps each name to its neuron.

    targets: (4,), what was wanted at (0,0), (0,1), (1,0), (1,1). Where given, dots show it, and a ring and a cross
    mark each corner at which the neuron gives something else.
    """
    figure, panels = plt.subplots(
        1, len(neurons), figsize=(2.25 * len(neurons), 2.9), sharey=True, constrained_layout=True
    )
    for (name, neuron), axes in zip(neurons.items(), np.atleast_1d(panels)):
        outputs = np.asarray(neuron.forward(_CORNERS))
        _corner_panel(axes, neuron, outputs if targets is None else np.asarray(targets))
        if targets is not None:
            for x, y in _CORNERS[outputs != targets]:
                axes.plot(
                    x,
                    y,
                    "o",
                    markersize=21,
                    markerfacecolor="none",
                    markeredgecolor=VERMILION,
                    markeredgewidth=2,
                    zorder=6,
                )
                axes.annotate(
                    "wrong",
                    (x, y),
                    (0, -22 if y == 0 else 22),
                    textcoords="offset points",
                    ha="center",
                    va="center",
                    color=VERMILION,
                    weight="bold",
                    bbox=_PAPER,
                    zorder=7,
                )
        axes.set_title(name)
        axes.set_xlabel("$x_1$")
    np.atleast_1d(panels)[0].set_ylabel("$x_2$")
    return figure


def _corner_panel(axes, neuron, outputs, size=10):
    if neuron is not None:
        _region(axes, neuron, (-0.5, 1.5), (-0.5, 1.5))
    _dots(axes, _CORNERS, outputs, size)
    axes.set(xlim=(-0.5, 1.5), ylim=(-0.5, 1.5), xticks=[0, 1], yticks=[0, 1], aspect="equal")


_TABLE_NAMES = {
    (0, 0, 0, 0): "never",
    (0, 0, 0, 1): "AND",
    (0, 0, 1, 0): "only $x_1$",
    (0, 0, 1, 1): "$x_1$",
    (0, 1, 0, 0): "only $x_2$",
    (0, 1, 0, 1): "$x_2$",
    (0, 1, 1, 0): "XOR",
    (0, 1, 1, 1): "OR",
    (1, 0, 0, 0): "NOR",
    (1, 0, 0, 1): "XNOR",
    (1, 0, 1, 0): "not $x_2$",
    (1, 0, 1, 1): "not only $x_2$",
    (1, 1, 0, 0): "not $x_1$",
    (1, 1, 0, 1): "not only $x_1$",
    (1, 1, 1, 0): "NAND",
    (1, 1, 1, 1): "always",
}


def truth_tables(made):
    """All sixteen truth tables of two inputs, each with the neuron that makes it, if `made` has one.

    made: maps the four outputs at (0,0), (0,1), (1,0), (1,1), a tuple, to a neuron.
    """
    figure, panels = plt.subplots(4, 4, figsize=(6.4, 7.0), constrained_layout=True)
    for (table, name), axes in zip(_TABLE_NAMES.items(), panels.flat):
        neuron = made.get(table)
        _corner_panel(axes, neuron, table, size=8)
        axes.set(xticks=[], yticks=[])
        axes.set_title(name)
        if neuron is None:
            axes.set_title(name, color=VERMILION, weight="bold")
            axes.text(0.5, 0.5, "none", ha="center", va="center", color=VERMILION, weight="bold")
            for side in axes.spines.values():
                side.set(color=VERMILION, linewidth=3, visible=True)
    return figure


def xor_diagonals():
    """The four corners of XOR and the two diagonals that meet in the middle: the picture of the proof."""
    figure, axes = plt.subplots(figsize=(5.2, 4.2), constrained_layout=True)
    axes.plot([0, 1], [1, 0], "-", color=BLACK, linewidth=2)
    axes.plot([0, 1], [0, 1], "--", color=GREY, linewidth=2)
    _corner_panel(axes, None, (0, 1, 1, 0), size=14)
    axes.plot(0.5, 0.5, "s", markersize=12, color=VERMILION, zorder=5)
    for x, y in _CORNERS:
        axes.annotate(
            "$z > 0$" if x != y else r"$z \leq 0$",
            (x, y),
            (0, 18 if y else -20),
            textcoords="offset points",
            ha="center",
            va="center",
        )
    axes.annotate(
        "above 0 and\nnot above 0?",
        (0.5, 0.5),
        (1.25, 0.5),
        ha="center",
        va="center",
        color=VERMILION,
        weight="bold",
        bbox=_PAPER,
    )
    axes.set(xlabel="$x_1$", ylabel="$x_2$", xlim=(-0.4, 1.75))
    return figure


def connected_neurons(sizes):
    """Neurons connected layer after layer, inputs at the left; one of them is picked out with all its links.

    sizes: how many stand in each column, the inputs first.
    """
    figure, axes = plt.subplots(figsize=(6.4, 4.2), constrained_layout=True)
    axes.axis("off")
    axes.set(xlim=(-0.7, 2.6 * (len(sizes) - 1) + 0.7), ylim=(-2.2, 3.2), aspect="equal")
    places = [
        [(2.6 * column, (size - 1) / 2 * 1.15 - 1.15 * row) for row in range(size)] for column, size in enumerate(sizes)
    ]
    chosen = places[1][1]
    for left, right in zip(places, places[1:]):
        for start in left:
            for stop in right:
                own = chosen in (start, stop)
                gap = 0.42 * (np.array(stop) - start) / np.hypot(*(np.array(stop) - start))
                axes.annotate(
                    "",
                    stop - gap,
                    start + gap,
                    zorder=2 if own else 1,
                    arrowprops={
                        "arrowstyle": "-|>",
                        "shrinkA": 0,
                        "shrinkB": 0,
                        "color": VERMILION if own else GREY,
                        "linewidth": 2.2 if own else 0.9,
                    },
                )
    for column, spots in enumerate(places):
        for x, y in spots:
            _node(
                axes,
                x,
                y,
                f"$x_{spots.index((x, y)) + 1}$" if column == 0 else "",
                0.38,
                FIRES if (x, y) == chosen else "white",
            )
    axes.annotate(
        "one neuron\nof this chapter",
        chosen,
        (chosen[0], 2.35),
        ha="center",
        va="bottom",
        color=VERMILION,
        weight="bold",
    )
    return figure
