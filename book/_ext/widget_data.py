"""The numbers of the widgets, computed by nnlib when the book is built."""


def data(name, settings, root):
    return {}


def files():
    return {}
