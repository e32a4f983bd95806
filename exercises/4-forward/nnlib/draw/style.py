"""One look for every figure of the book.

White paper, black ink, few colours (Okabe and Ito's, which survive colour blindness), letters large enough for a
phone. Colour never speaks alone: lines differ in their dashes and markers too, areas in their hatching, and
whatever can be labelled is.
"""

import matplotlib
import matplotlib.pyplot as plt
from matplotlib.colors import LinearSegmentedColormap

BLACK = "#000000"
GREY = "#6b6b6b"
ORANGE = "#e69f00"
SKY = "#56b4e9"
GREEN = "#009e73"
YELLOW = "#f0e442"
BLUE = "#0072b2"
VERMILION = "#d55e00"
PURPLE = "#cc79a7"

# Lines in the order in which they are drawn: colour, dashes and marker change together.
COLOURS = [BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY]
DASHES = ["-", (0, (6, 2)), (0, (1.5, 1.5)), (0, (6, 1.5, 1.5, 1.5)), (0, (8, 2, 2, 2, 2, 2)), (0, (3, 1))]
MARKERS = ["o", "s", "^", "D", "v", "P"]
HATCHES = [None, "///", "...", "xxx", "\\\\\\", "++"]

# From a negative value over 0 to a positive one.
SIGNED = LinearSegmentedColormap.from_list("signed", [VERMILION, "#ffffff", BLUE])

SETTINGS = {
    "figure.figsize": (6.4, 4.0),
    "figure.facecolor": "white",
    "figure.dpi": 100,
    "savefig.facecolor": "white",
    "savefig.dpi": 200,
    "savefig.bbox": "tight",
    "axes.facecolor": "white",
    "axes.edgecolor": GREY,
    "axes.labelcolor": BLACK,
    "axes.titlesize": 15,
    "axes.titleweight": "normal",
    "axes.labelsize": 14,
    "axes.linewidth": 1.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": False,
    "grid.color": "#d9d9d9",
    "grid.linewidth": 0.8,
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],  # comes with matplotlib, so figures are the same everywhere
    "font.size": 14,
    "xtick.labelsize": 13,
    "ytick.labelsize": 13,
    "xtick.color": "#333333",
    "ytick.color": "#333333",
    "legend.fontsize": 13,
    "legend.frameon": False,
    "legend.handlelength": 2.8,
    "lines.linewidth": 2.4,
    "lines.markersize": 7,
    "hatch.linewidth": 0.8,
    "mathtext.fontset": "dejavusans",
    "svg.hashsalt": "nnlib",
}


def use_style():
    """Give all figures from here on the book's look, and a notebook's figures two pixels for each dot."""
    matplotlib.rcParams.update(SETTINGS)
    matplotlib.rcParams["axes.prop_cycle"] = plt.cycler(color=COLOURS) + plt.cycler(linestyle=DASHES)
    try:
        from IPython import get_ipython
        from matplotlib_inline.backend_inline import set_matplotlib_formats
    except ImportError:  # not in a notebook
        return
    if get_ipython() is not None:
        set_matplotlib_formats("retina", facecolor="white")


def axes_or_new(ax=None, figsize=None):
    """Return `ax`, or the axes of a new figure if it is None."""
    if ax is not None:
        return ax
    return plt.subplots(figsize=figsize, constrained_layout=True)[1]


def picture_axes(ax=None, figsize=None):
    """Axes for a drawing and not for a plot: no frame, no ticks, one unit as long across as up."""
    ax = axes_or_new(ax, figsize)
    ax.set_axis_off()
    ax.set_aspect("equal")
    return ax
