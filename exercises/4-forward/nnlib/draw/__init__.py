"""The book's figures, drawn with matplotlib: one module a chapter, one look for all of them.

Objects to be drawn, and functions to be plotted, come as arguments. Nothing here imports the library itself, so
a figure always shows your own.
"""

# ruff: noqa: F401, F403
from nnlib.draw.activations import *
from nnlib.draw.backprop import *
from nnlib.draw.forward import *
from nnlib.draw.layers import *
from nnlib.draw.neurons import *
from nnlib.draw.style import use_style
from nnlib.draw.training import *
