"""One wrong answer inside an otherwise right module."""

from grader.placing import place

MODULE = """import numpy as np


def relu(z):
    return np.maximum(z, 0)


def twice(z, gate=relu):
    return 2 * relu(z) + gate(0)


class Layer:
    def forward(self, z):
        return relu(z)

    def backward(self, g):
        return g


def make():
    return Layer()
"""


def no_gate(z):
    return z


def backward(self, g):
    return -g


def test_only_the_function_itself_becomes_wrong():
    namespace = {}
    exec(place(MODULE, "relu", no_gate), namespace)
    assert namespace["relu"](-3) == -3
    assert namespace["twice"](-3) == 0
    assert namespace["Layer"]().forward(-3) == 0


def test_only_the_method_itself_becomes_wrong():
    namespace = {}
    exec(place(MODULE, "Layer.backward", backward), namespace)
    assert namespace["Layer"]().backward(2) == -2
    assert namespace["Layer"]().forward(3) == 3
    made = namespace["make"]()
    assert made.backward(2) == 2 and isinstance(made, namespace["Layer"])
