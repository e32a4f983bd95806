"""The figures of chapter 2: layers and their wiring, what a hidden layer sees, and how to begin.

Layers and neurons come in as arguments, so a figure shows what the code at hand really does. A solid blue link has
a positive weight, a dashed red one a negative weight; a filled dot on hatched ground fires, an open dot on plain
ground stays silent.
"""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Circle, FancyBboxPatch, Rectangle

from nnlib.draw.style import BLACK, BLUE, COLOURS, DASHES, GREY, MARKERS, SIGNED, VERMILION, picture_axes

PALE = "#fbe3b5"
PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
RADIUS = 0.36
CELL = 1.5  # width of a matrix cell, whose height is 1


def network(layers, names=None, numbers=False, ax=None):
    """Layers from left to right, their neurons as circles, a link for each weight: the thicker, the larger.

    layers: the first an input layer (n_out), the others with weights (n_in, n_out) and bias (n_out,).
    names: a list of texts for the circles of each column.  numbers: write weights and biases into the drawing.
    Returns the axes.
    """
    sizes = [layers[0].n_out] + [np.shape(layer.weights)[1] for layer in layers[1:]]
    ax = picture_axes(ax, figsize=(6.4, 3.6))
    places = _places(sizes, across=3.0 if numbers else 2.4, down=1.7 if numbers else 1.05)
    matrices = [np.asarray(layer.weights) for layer in layers[1:]]
    largest = max(np.abs(matrix).max() for matrix in matrices) or 1.0
    for left, right, matrix in zip(places, places[1:], matrices):
        for i, start in enumerate(left):
            for j, stop in enumerate(right):
                _link(ax, start, stop, matrix[i, j], largest, numbers)
    for column, spots in enumerate(places):
        for row, spot in enumerate(spots):
            _circle(ax, spot, names[column][row] if names else "")
            if numbers and column > 0:
                bias = np.asarray(layers[column].bias)[row]
                ax.text(spot[0], spot[1] - RADIUS - 0.34, f"bias {_number(bias)}", ha="center", va="center", bbox=PAPER)
    _fit(ax, places, 0.9 if numbers else 0.6)
    return ax


def _places(sizes, across, down):
    """The middle of each circle, column by column."""
    return [
        [(across * column, down * ((size - 1) / 2 - row)) for row in range(size)] for column, size in enumerate(sizes)
    ]


def _fit(ax, places, margin):
    spots = np.concatenate([np.array(column) for column in places])
    (left, low), (right, high) = spots.min(axis=0), spots.max(axis=0)
    ax.set(xlim=(left - 0.9, right + 0.9), ylim=(low - margin, high + margin))


def _circle(ax, spot, text="", face="white", **look):
    ax.add_patch(Circle(spot, RADIUS, facecolor=face, edgecolor=BLACK, linewidth=1.6, zorder=3, **look))
    ax.text(*spot, text, ha="center", va="center", zorder=4, fontsize=12 if len(text) > 3 else 14)


def _link(ax, start, stop, weight, largest, numbers):
    positive = weight >= 0
    ax.plot(
        *np.transpose([start, stop]),
        color=BLUE if positive else VERMILION,
        linestyle="-" if positive else (0, (4, 2)),
        linewidth=0.6 + 2.0 * abs(weight) / largest,
        zorder=1,
    )
    if numbers:  # nearer to the start, where crossing links lie apart
        spot = np.array(start) + 0.27 * (np.array(stop) - start)
        ax.text(*spot, _number(weight), ha="center", va="center", bbox=PAPER, zorder=2)


def _thread(ax, start, stop, color=GREY, linewidth=1.0):
    """A link of which nothing is told but that it is there."""
    ax.plot(*np.transpose([start, stop]), color=color, linestyle="-", linewidth=linewidth, zorder=1)


def _number(value, style="g"):
    return f"{value:{style}}".replace("-", "−")


class _Row:
    """Neurons of chapter 1, side by side: what a layer is before there is a class for it."""

    def __init__(self, neurons):
        self.neurons, self.n_out = neurons, len(neurons)
        self.weights = np.column_stack([neuron.weights for neuron in neurons])  # (n_in, n_out)
        self.bias = np.array([neuron.bias for neuron in neurons])  # (n_out,)

    def weighted_sums(self, inputs):
        return np.column_stack([np.dot(inputs, neuron.weights) + neuron.bias for neuron in self.neurons])

    def forward(self, inputs):
        return np.column_stack([neuron.forward(inputs) for neuron in self.neurons])


class _Inputs:
    def __init__(self, n):
        self.n_out = n


def wired(hidden, output, names):
    """Single neurons wired up: `hidden`, a list of them, listen to the inputs, and `output` listens to them.

    names: a list of texts for the circles of each column.
    """
    row = _Row(hidden)
    return network([_Inputs(len(row.weights)), row, _Row([output])], names, numbers=True).figure


def hidden_view(hidden, output, inputs, x=(-0.5, 1.5)):
    """The same samples twice: as inputs, with the hidden neurons' firing lines, and as the hidden layer shows them.

    hidden: two neurons with two inputs each.  output: the neuron that listens to both.  inputs: (batch, 2).
    The ground is hatched where the output fires.
    """
    hidden, output = _Row(hidden), _Row([output])
    figure, (before, after) = plt.subplots(1, 2, figsize=(6.8, 3.9), constrained_layout=True)
    across, up = np.meshgrid(np.linspace(*x, 300), np.linspace(*x, 300))
    grid = np.column_stack([across.ravel(), up.ravel()])
    seen = hidden.forward(inputs)
    answers = np.ravel(output.forward(seen))

    _ground(before, across, up, output.forward(hidden.forward(grid)))
    sums = hidden.weighted_sums(grid)
    for j, dashes in zip(range(2), ("-", "--")):
        _zero_line(before, across, up, sums[:, j], dashes)
        _line_name(before, hidden.weights[:, j], hidden.bias[j], f"$h_{j + 1}$", np.mean(x))
    _ground(after, across, up, output.forward(grid))
    _zero_line(after, across, up, output.weighted_sums(grid)[:, 0], "-")
    _samples(before, inputs, inputs, answers)
    _samples(after, seen, inputs, answers)

    before.set(title="before", xlabel="$x_1$", ylabel="$x_2$")
    after.set(title="after the hidden layer", xlabel="$h_1$", ylabel="$h_2$")
    for axes in (before, after):
        axes.set(xlim=x, ylim=x, xticks=[0, 1], yticks=[0, 1], aspect="equal")
    return figure


def _ground(ax, across, up, outputs):
    fires = np.reshape(outputs, across.shape)
    if fires.max() > 0.5:
        ax.contourf(across, up, fires, levels=[0.5, 1.5], colors=[PALE], hatches=["//"], zorder=0)


def _zero_line(ax, across, up, sums, dashes):
    z = np.reshape(sums, across.shape)
    if z.min() < 0 < z.max():
        ax.contour(across, up, z, levels=[0], colors=[BLACK], linewidths=[2], linestyles=[dashes], zorder=1)


def _line_name(ax, weights, bias, name, middle):
    """Write the neuron's name beside its firing line, near the middle of the plane, on the side that fires."""
    length = np.hypot(*weights)
    distance = (middle * np.sum(weights) + bias) / length
    place = middle + (0.15 - distance) * weights / length
    ax.text(*place, name, ha="center", va="center", bbox=PAPER, zorder=4)


def _samples(ax, places, inputs, answers):
    """A dot for each place, filled where the network answers 1, with the inputs that end up there beside it."""
    for place in np.unique(places, axis=0):
        here = np.flatnonzero((np.asarray(places) == place).all(axis=1))
        ax.plot(
            *place,
            "o",
            markersize=11,
            markeredgecolor=BLACK,
            markeredgewidth=1.6,
            markerfacecolor=BLACK if answers[here[0]] > 0.5 else "white",
            zorder=5,
        )
        text = "\n".join("({:g}, {:g})".format(*inputs[i]) for i in here)
        high = place[1] > 0.5
        ax.annotate(
            text,
            place,
            (0, 12 if high else -12),
            textcoords="offset points",
            ha="center",
            va="bottom" if high else "top",
            bbox=PAPER,
            zorder=6,
            fontsize=12,
        )


def layer_roles(sizes):
    """A network in its box: numbers come in from outside at the left, results leave it at the right.

    sizes: how many circles stand in each column, the inputs first.
    """
    ax = picture_axes(figsize=(6.8, 3.8))
    places = _places(sizes, across=3.0, down=1.0)
    last = places[-1][0][0]
    low, high = -2.0, 2.0
    box = FancyBboxPatch((0, low), last, high - low, boxstyle="round,pad=0.0,rounding_size=0.2")
    box.set(facecolor="#eeeeee", edgecolor=BLACK, linewidth=1.6, zorder=0)
    ax.add_patch(box)
    for left, right in zip(places, places[1:]):
        for start in left:
            for stop in right:
                _thread(ax, start, stop)
    for column, spots in enumerate(places):
        for row, spot in enumerate(spots):
            if column == 0:
                side = 2 * RADIUS - 0.1
                ax.add_patch(
                    Rectangle(
                        np.array(spot) - side / 2,
                        side,
                        side,
                        facecolor="white",
                        edgecolor=BLACK,
                        linewidth=1.6,
                        zorder=3,
                    )
                )
                ax.text(*spot, f"$x_{row + 1}$", ha="center", va="center", zorder=4)
                _arrow(ax, (spot[0] - 1.35, spot[1]), (spot[0] - 0.4, spot[1]))
            else:
                outer = column == len(places) - 1
                _circle(ax, spot, f"$y_{row + 1}$" if outer else "", PALE if outer else "#a9d0ea")
                if outer:
                    _arrow(ax, (spot[0] + 0.45, spot[1]), (spot[0] + 1.4, spot[1]))
    ax.text(0, high + 0.2, "input layer", ha="center", va="bottom", weight="bold")
    middle = "hidden layer" if len(sizes) == 3 else "hidden layers"
    ax.text(last / 2, high + 0.2, middle, ha="center", va="bottom", weight="bold")
    ax.text(last, high + 0.2, "output layer", ha="center", va="bottom", weight="bold")
    ax.text(0, low - 0.15, "hands on,\ncomputes nothing", ha="center", va="top", fontsize=12)
    ax.text(last / 2, low - 0.15, "works inside,\nnot seen from outside", ha="center", va="top", fontsize=12)
    ax.text(last, low - 0.15, "gives\nthe result", ha="center", va="top", fontsize=12)
    ax.set(xlim=(-1.7, last + 1.7), ylim=(low - 1.1, high + 0.75))
    return ax.figure


def _arrow(ax, start, stop):
    ax.annotate("", stop, start, arrowprops={"arrowstyle": "-|>", "color": BLACK, "linewidth": 1.8}, zorder=2)


def matrix_columns(weights, bias, inputs, neurons, chosen):
    """A layer drawn twice: as neurons with links, and as a matrix with a column for each neuron.

    weights: (n_in, n_out).  bias: (n_out,).  inputs, neurons: names.  chosen: the neuron that is picked out.
    """
    weights, bias = np.asarray(weights), np.asarray(bias)
    n_in, n_out = weights.shape
    figure, (left, right) = plt.subplots(
        1, 2, figsize=(6.8, 3.5), constrained_layout=True, gridspec_kw={"width_ratios": [1, 1.15]}
    )
    picture_axes(left)
    columns = _places([n_in, n_out], across=2.6, down=1.3)
    for start in columns[0]:
        for j, stop in enumerate(columns[1]):
            own = j == chosen
            _thread(left, start, stop, VERMILION if own else GREY, 2.6 if own else 1.0)
    for spot, name in zip(columns[0], inputs):
        _circle(left, spot)
        left.text(spot[0], spot[1] + RADIUS + 0.08, name, ha="center", va="bottom", fontsize=12, bbox=PAPER, zorder=2)
    for j, (spot, name) in enumerate(zip(columns[1], neurons)):
        _circle(left, spot, face=PALE if j == chosen else "white", hatch="//" if j == chosen else None)
        left.text(spot[0], spot[1] + RADIUS + 0.08, name, ha="center", va="bottom", fontsize=12, bbox=PAPER, zorder=2)
    left.set(xlim=(-0.9, 3.5), ylim=(-1.8, 2.2))

    picture_axes(right)
    for j in range(n_out):
        for i in range(n_in):
            _cell(right, j, -i, weights[i, j], j == chosen)
        _cell(right, j, -n_in - 0.5, bias[j], j == chosen)
        right.text(CELL * (j + 0.5), 1.15, neurons[j], ha="center", va="bottom", fontsize=12)
    for i, name in enumerate(inputs):
        right.text(-0.15, 0.5 - i, name, ha="right", va="center", fontsize=12)
    right.text(-0.15, -n_in, "bias", ha="right", va="center", fontsize=12)
    right.set(xlim=(-1.3, CELL * n_out + 0.2), ylim=(-n_in - 0.7, 1.7))
    return figure


def _cell(ax, column, y, value, chosen):
    ax.add_patch(
        Rectangle(
            (CELL * column, y),
            CELL,
            1,
            facecolor=PALE if chosen else "white",
            edgecolor=VERMILION if chosen else GREY,
            linewidth=2.4 if chosen else 1.2,
            zorder=2 if chosen else 1,
        )
    )
    ax.text(CELL * (column + 0.5), y + 0.5, _number(value), ha="center", va="center", zorder=3)


def depths(networks):
    """Networks side by side, hidden layers hatched. networks: maps a title to the sizes of the columns."""
    figure, panels = plt.subplots(1, len(networks), figsize=(6.8, 2.9), constrained_layout=True)
    for (title, sizes), ax in zip(networks.items(), panels):
        picture_axes(ax)
        places = _places(sizes, across=1.5, down=1.0)
        for left, right in zip(places, places[1:]):
            for start in left:
                for stop in right:
                    _thread(ax, start, stop)
        for column, spots in enumerate(places):
            hidden = 0 < column < len(places) - 1
            for spot in spots:
                _circle(ax, spot, face="#a9d0ea" if hidden else "white", hatch="//" if hidden else None)
        ax.set(xlim=(-2.75 + places[-1][0][0] / 2, 2.75 + places[-1][0][0] / 2), ylim=(-2.1, 2.1))
        ax.set_title(title)
    return figure


def parameter_blocks(layers):
    """A square for each number that a network can learn: weights above, biases (hatched) below, layer by layer.

    layers: those with weights (n_in, n_out) and bias (n_out,).
    """
    ax = picture_axes(figsize=(6.8, 3.4))
    left = 0.0
    for layer in layers:
        n_in, n_out = np.shape(layer.weights)
        for j in range(n_out):
            for i in range(n_in):
                ax.add_patch(Rectangle((left + j, i), 1, 1, facecolor="#a9d0ea", edgecolor=BLACK, linewidth=1))
            ax.add_patch(Rectangle((left + j, -1.5), 1, 1, facecolor=PALE, edgecolor=BLACK, linewidth=1, hatch="//"))
        middle = left + n_out / 2
        ax.text(middle, n_in + 0.2, f"{n_in} · {n_out} weights", ha="center", va="bottom", fontsize=12)
        ax.text(middle, -1.7, f"{n_out} biases", ha="center", va="top", fontsize=12)
        left += n_out + 2.2
    tallest = max(np.shape(layer.weights)[0] for layer in layers)
    ax.set(xlim=(-1, left - 1.2), ylim=(-2.5, tallest + 0.9))
    return ax.figure


def outputs_side_by_side(tables):
    """What a layer of neurons puts out for some samples, as a table with shaded cells.

    tables: maps a title to outputs of shape (batch, n_out).
    """
    figure, panels = plt.subplots(1, len(tables), figsize=(6.8, 3.1), constrained_layout=True)
    largest = max(np.abs(table).max() for table in tables.values())
    for (title, table), ax in zip(tables.items(), panels):
        ax.imshow(table, cmap=SIGNED, vmin=-1.6 * largest, vmax=1.6 * largest, aspect="auto")
        for (row, column), value in np.ndenumerate(table):
            ax.text(column, row, _number(round(value, 1) + 0.0, ".1f"), ha="center", va="center")
        ax.set(xticks=range(table.shape[1]), yticks=range(table.shape[0]), title=title, xlabel="neuron")
        ax.set_xticklabels(range(1, table.shape[1] + 1))
        ax.set_yticklabels(range(1, table.shape[0] + 1))
        ax.tick_params(length=0)
        for side in ax.spines.values():
            side.set_visible(False)
        for column in range(1, table.shape[1]):
            ax.axvline(column - 0.5, color="white", linewidth=3)
    panels[0].set_ylabel("sample")
    return figure


def spread_by_depth(panels):
    """How large the numbers are after each layer; on a logarithmic axis where they differ a lot.

    panels: maps a title to a dictionary of named sequences, the first number of each that of the inputs.
    """
    figure, all_axes = plt.subplots(1, len(panels), figsize=(6.8, 3.7), constrained_layout=True)
    for (title, lines), ax in zip(panels.items(), all_axes):
        for number, (name, sizes) in enumerate(lines.items()):
            ax.plot(sizes, color=COLOURS[number], linestyle=DASHES[number], marker=MARKERS[number])
            ax.annotate(name, (len(sizes) - 1, sizes[-1]), (9, 0), textcoords="offset points", va="center")
        everything = np.concatenate(list(lines.values()))
        if everything.max() > 100 * everything.min():
            ax.set_yscale("log")
        else:
            ax.set_ylim(0, 1.6)
        ax.set(title=title, xlabel="layers passed", xlim=(-0.4, 8.6), xticks=range(len(sizes)))
        ax.grid(axis="y")
    all_axes[0].set_ylabel("size of the numbers")
    return figure
