"""Your own modules, put together as one library.

Every unit brings the modules before it complete, so that nobody is held up by an earlier mistake. At the end
of the course they can be left aside: `library` takes the five that you wrote yourself, from a folder beside
this package, and joins them to your `training.py`. Whatever they import from each other, they get from each other.
"""

import ast
import importlib
import os
import sys

import nnlib

FIVE = ("neurons", "layers", "activations", "forward", "backprop")
BESIDE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # where the notebook lies


def library(folder="mine"):
    """Join the five modules in `folder` to a library of their own, a `Library`.

    Raises FileNotFoundError if one of them is not there, and ValueError if none of the five is your own work.
    """
    place = os.path.join(BESIDE, folder)
    files = [os.path.join(place, name + ".py") for name in FIVE]
    for file in files:
        if not os.path.isfile(file):
            where = os.path.join(folder, os.path.basename(file))
            raise FileNotFoundError(f"{where} is missing: copy there the one that you have finished")
    given = [name for name, file in zip(FIVE, files) if _code(file) == _code(_given(name))]
    if len(given) == len(FIVE):
        raise ValueError(f"the five modules in {folder} are the given ones: put in those that you wrote")
    return Library(place, given)


class Library:
    """All that your modules define, under one roof: `own.Dense` is the class of your `layers.py`.

    as_given: names of the modules whose code is, word for word, that of the given ones.
    used: what has been taken from the library so far, in alphabetical order.
    """

    def __init__(self, folder, as_given):
        self.as_given, self.used = as_given, []
        self._modules = _together(folder)

    def __getattr__(self, name):
        if not name.startswith("_"):
            for module in self._modules:
                if hasattr(module, name):
                    self.used = sorted({*self.used, name})
                    return getattr(module, name)
        raise AttributeError(f"nothing in your modules is called {name}")


def _together(folder):
    # Import the five from `folder`, and training with them; the given package stays as it was.
    names = ["nnlib." + name for name in FIVE + ("training",)]
    modules = {name: sys.modules.pop(name) for name in names if name in sys.modules}
    attributes, path = dict(vars(nnlib)), list(nnlib.__path__)
    nnlib.__path__.insert(0, folder)
    importlib.invalidate_caches()
    try:
        return [importlib.import_module(name) for name in names]
    finally:
        nnlib.__path__[:] = path
        for name in names:
            sys.modules.pop(name, None)
        sys.modules.update(modules)
        for name in FIVE + ("training",):
            vars(nnlib).pop(name, None)
            if name in attributes:
                setattr(nnlib, name, attributes[name])


def _given(name):
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), name + ".py")


def _code(file):
    # What Python makes of a file: comments and blank lines do not count.
    with open(file, encoding="utf-8") as text:
        return ast.dump(ast.parse(text.read(), file))
