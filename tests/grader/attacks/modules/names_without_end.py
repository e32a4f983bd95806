"""Functions, classes and exceptions with names of a million letters, or of markup."""


def weighted_sum(*arguments):
    raise type("E" * 1_000_000, (ValueError,), {})("x" * 1_000_000)


for thing in (weighted_sum, step, firing_line, Neuron):
    thing.__name__ = thing.__qualname__ = "<script>" + "x" * 1_000_000
step = lambda z: type("<b>" + "y" * 1_000_000, (), {})()
step.__name__ = step.__qualname__ = "z" * 1_000_000
