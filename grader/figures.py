"""Matplotlib's backend in a student's room: figures wait to be collected at the end of the cell, nothing is shown."""

from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg


class FigureManager(FigureManagerBase):
    """A manager without a window."""

    @classmethod
    def pyplot_show(cls, *arguments, **keywords):
        """``plt.show()``: the cell's figures are taken when it has run."""


class FigureCanvas(FigureCanvasAgg):
    """A canvas that draws pictures."""

    manager_class = FigureManager
