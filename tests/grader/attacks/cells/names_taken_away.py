"""All names are taken away, and those of the notebook itself defined anew."""
import builtins
import sys

globals().clear()
__name__ = "checks"
__builtins__ = None
_ = __import__ = None
