"""The figures of chapter 4: a matrix product seen element by element, and the shapes of a batch on its way.

Arrays and shapes come in as arguments, so a figure shows what the code at hand really computed. A chosen row and a
chosen column are hatched, and the element that they make has a thick frame.
"""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Rectangle

from nnlib.draw.style import BLACK, COLOURS, DASHES, GREY, MARKERS, SIGNED, axes_or_new, picture_axes

_ROW, _COLUMN, _ELEMENT = "#cfe6f5", "#fbe3b5", "#d5efe4"


def _number(value, digits=2):
    return f"{value:.{digits}f}".rstrip("0").rstrip(".").replace("-", "−") if digits else f"{value:.0f}"


def _grid(ax, left, top, wide, texts, name, chosen, face, hatch):
    """A matrix as a grid of cells, its name above and its shape below.

    chosen: says of a row and a column whether the cell stands out, by its face and its hatching.
    """
    rows, columns = len(texts), len(texts[0])
    for row in range(rows):
        for column in range(columns):
            x, y = left + wide * column, top - row - 1
            if chosen(row, column):
                ax.add_patch(Rectangle((x, y), wide, 1, facecolor=face, edgecolor="#9db8c9", hatch=hatch, linewidth=0))
            ax.add_patch(Rectangle((x, y), wide, 1, facecolor="none", edgecolor=GREY, linewidth=0.9))
            ax.text(x + wide / 2, y + 0.5, texts[row][column], ha="center", va="center", fontsize=13)
    middle = left + wide * columns / 2
    ax.text(middle, top + 0.2, name, ha="center", va="bottom", fontsize=16)
    ax.text(middle, top - rows - 0.25, f"[{rows},{columns}]", ha="center", va="top", fontsize=14)


def matrix_product(inputs, weights, picked=None, symbols=False, ax=None):
    """The product O = I w as three grids. The row and the column behind one picked element stand out.

    inputs: (batch, n_in).  weights: (n_in, n_out).  picked: (row, column) of the element, or None.
    symbols: write names such as $I_{00}$ into the cells and not the numbers.
    """
    inputs, weights = np.asarray(inputs, dtype=float), np.asarray(weights, dtype=float)
    batch, n_in = inputs.shape
    row, column = picked if picked is not None else (None, None)
    top = max(batch, n_in)
    matrices = [
        ("I", inputs, lambda r, c: r == row, _ROW, "///"),
        ("w", weights, lambda r, c: c == column, _COLUMN, "..."),
        ("O", inputs @ weights, lambda r, c: (r, c) == (row, column), _ELEMENT, None),
    ]
    drawn, left = [], 0.0
    for name, array, *look in matrices:
        texts = [
            [f"${name}_{{{r}{c}}}$" if symbols else _number(value) for c, value in enumerate(values)]
            for r, values in enumerate(array)
        ]
        wide = 1.4 if symbols else 0.55 + 0.27 * max(len(text) for line in texts for text in line)
        drawn.append((left, (top + len(array)) / 2, wide, texts, f"${name}$", *look))
        left += wide * array.shape[1] + 1.0
    ax = picture_axes(ax, (6.8, 6.8 * (top + 2.1) / (left - 0.6)))
    for grid in drawn:
        _grid(ax, *grid)
    for sign, (left_edge, *_) in zip("·=", drawn[1:]):
        ax.text(left_edge - 0.5, top / 2, sign, ha="center", va="center", fontsize=22, weight="bold")
    if picked is not None:
        left_edge, upper_edge, wide = drawn[2][:3]
        corner = (left_edge + wide * column, upper_edge - row - 1)
        ax.add_patch(Rectangle(corner, wide, 1, facecolor="none", edgecolor=BLACK, linewidth=2.8, zorder=4))
    ax.set(xlim=(-0.2, left - 0.8), ylim=(-1.0, top + 1.1))
    return ax


def shape_flow(trace, gate="σ", ax=None):
    """A batch on its way through a network, layer below layer: inputs times weights, sums, outputs, drawn to size.

    trace: a list of pairs (label, shape), as `shape_trace` gives it: the inputs, then three for each layer.
    """
    shapes = [shape for _, shape in trace]
    layers = [(shapes[3 * k], *shapes[3 * k + 1 : 3 * k + 4]) for k in range(len(shapes) // 3)]
    unit, gap = 0.36, 1.5
    columns = [max(layer[k][1] for layer in layers) * unit for k in range(4)]
    height = max(max(shape[0] for shape in layer) for layer in layers) * unit + 1.35
    width = sum(columns) + 3 * gap
    ax = picture_axes(ax, (6.8, 6.8 * (len(layers) * height + 0.7) / (width + 0.6)))
    for number, layer in enumerate(layers):
        middle = -number * height
        left = 0.0
        names = ("inputs" if number == 0 else "", f"$w_{number + 1}$", "sums", "outputs")
        for k, (shape, name) in enumerate(zip(layer, names)):
            x, (rows, wide) = left + columns[k] / 2, shape
            corner = (x - wide * unit / 2, middle - rows * unit / 2)
            face = (_ELEMENT if number else _ROW, _COLUMN, "white", _ELEMENT)[k]
            ax.add_patch(Rectangle(corner, wide * unit, rows * unit, facecolor=face, edgecolor="none"))
            for line in range(wide + 1):
                ax.plot(
                    [corner[0] + line * unit] * 2, [corner[1], corner[1] + rows * unit], "-", color=GREY, linewidth=0.8
                )
            for line in range(rows + 1):
                ax.plot(
                    [corner[0], corner[0] + wide * unit], [corner[1] + line * unit] * 2, "-", color=GREY, linewidth=0.8
                )
            ax.text(x, middle - rows * unit / 2 - 0.1, f"[{rows},{wide}]", ha="center", va="top", fontsize=14)
            ax.text(x, middle + rows * unit / 2 + 0.08, name, ha="center", va="bottom", fontsize=14)
            if k < 3:
                edge = left + columns[k]
                sign = ("·", f"$+\\,b_{number + 1}$  =", gate)[k]
                if k < 2:
                    ax.text(edge + gap / 2, middle, sign, ha="center", va="center", fontsize=22 if k == 0 else 15)
                else:
                    ax.annotate(
                        "",
                        (edge + gap - 0.2, middle),
                        (edge + 0.2, middle),
                        arrowprops={"arrowstyle": "-|>", "color": BLACK, "linewidth": 1.6, "shrinkA": 0, "shrinkB": 0},
                    )
                    ax.text(edge + gap / 2, middle + 0.15, sign, ha="center", va="bottom", fontsize=15)
            left += columns[k] + gap
    ax.set(xlim=(-0.3, width + 0.3), ylim=(-(len(layers) - 1) * height - height / 2, height / 2 + 0.1))
    return ax


def values_on_the_way(arrays, titles):
    """Arrays that a batch becomes on its way, side by side, each sample one row: the darker, the farther from 0.

    arrays: a list of (batch, n).  titles: one for each.
    """
    widths = [np.shape(array)[1] for array in arrays]
    figure, panels = plt.subplots(
        1, len(arrays), figsize=(6.8, 3.0), gridspec_kw={"width_ratios": widths}, constrained_layout=True
    )
    largest = max(np.abs(array).max() for array in arrays)
    for ax, array, title in zip(np.atleast_1d(panels), arrays, titles):
        ax.imshow(array, cmap=SIGNED, vmin=-1.6 * largest, vmax=1.6 * largest, aspect="auto")
        for (row, column), value in np.ndenumerate(array):
            ax.text(column, row, _number(value, 1), ha="center", va="center", fontsize=11)
        ax.set(xticks=[], yticks=[])
        ax.set_title(title, fontsize=14)
    panels[0].set(ylabel="samples")
    return figure


def times_by_size(sizes, seconds, ax=None):
    """How long something takes over its size, both axes logarithmic. seconds: maps a label to its times."""
    ax = axes_or_new(ax, (6.4, 3.8))
    for number, (label, times) in enumerate(seconds.items()):
        colour, dashes, marker = COLOURS[number], DASHES[number], MARKERS[number]
        ax.plot(sizes, times, color=colour, linestyle=dashes, marker=marker)
        ax.annotate(label, (sizes[-1], times[-1]), (8, 0), textcoords="offset points", va="center", color=colour)
    ax.set(xscale="log", yscale="log", xlabel="size", ylabel="seconds")
    ax.minorticks_off()
    ax.set_xticks(sizes)
    ax.set_xticklabels(sizes)
    ax.margins(x=0.25)
    return ax
