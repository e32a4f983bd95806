"""The book's figures, drawn with matplotlib: one module a chapter, one look for all of them.

Objects to be drawn, and functions to be plotted, come as arguments. Nothing here imports the library itself, so
a figure always shows your own.
"""

from nnlib.draw.activations import *  # noqa: F403
from nnlib.draw.layers import *  # noqa: F403
from nnlib.draw.neurons import *  # noqa: F403
from nnlib.draw.style import use_style
