"""From inputs to outputs: a batch on its way through a network.

A forward pass is made of three things, again and again: a matrix product, a bias added, an activation. The
first functions write the product out by hand, to see what it is. `Network` then leaves it to NumPy, and keeps
what went into each layer and each gate on the way, because the way back will need it.
"""

import numpy as np

from nnlib.activations import sigmoid
from nnlib.arrays import as_floats
from nnlib.layers import Dense, InputLayer


def add_bias_loops(sums, bias):
    """Add a bias to every row, one element at a time: Z_ij = S_ij + b_j.

    A worked example for `product_loops`; `sums + bias` does the same.

    sums: (batch, n_out).  bias: (n_out,). Returns (batch, n_out).
    """
    sums, bias = as_floats(sums), as_floats(bias)
    shifted = np.zeros_like(sums)  # (batch, n_out)
    for row in range(sums.shape[0]):
        for column in range(sums.shape[1]):
            shifted[row, column] = sums[row, column] + bias[column]
    return shifted


def as_factors(inputs, weights):
    """Both as floats, if they can be multiplied. Raises ValueError, naming both shapes, if not."""
    inputs, weights = as_floats(inputs), as_floats(weights)
    if inputs.ndim != 2 or weights.ndim != 2 or inputs.shape[1] != weights.shape[0]:
        raise ValueError(f"inputs of shape {inputs.shape} do not fit weights of shape {weights.shape}")
    return inputs, weights


def product_element(inputs, weights, row, column):
    """Compute one element of the product O = I w:
    O_rc = I_r0 w_0c + I_r1 w_1c + ...

    inputs: (batch, n_in).  weights: (n_in, n_out).
    row, column: which element, counted from 0.
    Returns a number. Raises ValueError, naming both shapes, if they do not fit.

    Exercise 4.1
    """
    inputs, weights = as_factors(inputs, weights)
    return sum(inputs[row, i] * weights[i, column] for i in range(len(weights)))


def product_loops(inputs, weights):
    """Compute the whole product O = I w with loops, one element after the other.

    `inputs @ weights` does the same, much faster.

    inputs: (batch, n_in).  weights: (n_in, n_out). Returns (batch, n_out).
    Raises ValueError, naming both shapes, if they do not fit.

    Exercise 4.2
    """
    inputs, weights = as_factors(inputs, weights)
    batch, n_in = inputs.shape
    n_out = weights.shape[1]
    product = np.zeros((batch, n_out), dtype=np.result_type(inputs, weights))  # (batch, n_out)
    for row in range(batch):
        for column in range(n_out):
            for i in range(n_in):
                product[row, column] += inputs[row, i] * weights[i, column]
    return product


def forward_formula(x, w1, b1, w2, b2, w3, b3):
    """Compute a network of three layers in one line:
    y = sigma(sigma(sigma(x w1 + b1) w2 + b2) w3 + b3).

    x: (batch, n_0).  w1: (n_0, n_1), b1: (n_1,).
    w2: (n_1, n_2), b2: (n_2,).  w3: (n_2, n_3), b3: (n_3,).
    Returns (batch, n_3).
    Raises ValueError, naming both shapes, where two neighbours do not fit.

    Exercise 4.3
    """
    x, w1, b1, w2, b2, w3, b3 = [as_floats(array) for array in (x, w1, b1, w2, b2, w3, b3)]
    for before, weights, bias in ((x, w1, b1), (w1, w2, b2), (w2, w3, b3)):
        as_factors(before, weights)
        if bias.shape != weights.shape[1:]:
            raise ValueError(f"bias of shape {bias.shape} does not fit weights of shape {weights.shape}")
    return sigmoid(sigmoid(sigmoid(x @ w1 + b1) @ w2 + b2) @ w3 + b3)


class Network:
    """Layers in a row: an `InputLayer`, then `Dense` layers, each as wide as the next one expects."""

    def __init__(self, layers):
        """layers: a list. Raises ValueError if it is no such row, naming the shapes where two do not fit."""
        self.layers = list(layers)
        self.dense_layers = self.layers[1:]
        self.cache = []
        if (
            not self.dense_layers
            or not isinstance(self.layers[0], InputLayer)
            or not all(isinstance(layer, Dense) for layer in self.dense_layers)
        ):
            raise ValueError("a network is an InputLayer followed by one or more Dense layers")
        for before, layer in zip(self.layers, self.dense_layers):
            if before.n_out != layer.n_in:
                raise ValueError(
                    f"a layer with {before.n_out} outputs does not fit the next one, "
                    f"whose weights have shape {layer.weights.shape}"
                )

    def forward(self, inputs):
        """Send inputs through all layers: weighted sums, activation, layer by layer.

        Fills `self.cache` anew with one pair (inputs, z) for each dense layer, in
        order: what went into the layer, and its weighted sums, that is what went
        into its activation.

        inputs: (batch, n_in); the number of samples is free. Returns (batch, n_out).
        Raises ValueError, naming both shapes, if they do not fit.

        Exercise 4.4
        """
        outputs = self.layers[0].forward(inputs)
        self.cache = []
        for layer in self.dense_layers:
            z = layer.weighted_sums(outputs)  # (batch, n_out of this layer)
            self.cache.append((outputs, z))
            outputs = layer.activation(z)
        return outputs

    def parameters(self):
        """All that can be learnt, [W1, b1, W2, b2, ...]: the layers' own arrays, not copies."""
        return [array for layer in self.dense_layers for array in (layer.weights, layer.bias)]


def shape_trace(network, inputs):
    """List the shapes that a batch takes on its way through a network, in order.

    Returns a list of pairs (label, shape), shape a tuple. It begins with
    ("inputs", ...). Each dense layer, counted from 1, adds three:
    ("weights 1", ...), ("weighted sums 1", ...), ("outputs 1", ...).

    Exercise 4.5
    """
    values = network.layers[0].forward(inputs)
    trace = [("inputs", values.shape)]
    for number, layer in enumerate(network.dense_layers, start=1):
        z = layer.weighted_sums(values)
        values = layer.activation(z)
        trace += [
            (f"weights {number}", layer.weights.shape),
            (f"weighted sums {number}", z.shape),
            (f"outputs {number}", values.shape),
        ]
    return trace


def example_network(seed=None):
    """The book's example: 3 inputs, two hidden layers of 4, 2 outputs, sigmoids throughout.

    Its weights have the shapes (3, 4), (4, 4), (4, 2). The biases are drawn too, so that none of them is 0.
    """
    rng = np.random.default_rng(seed)
    network = Network(
        [InputLayer(3), Dense(3, 4, sigmoid, seed=rng), Dense(4, 4, sigmoid, seed=rng), Dense(4, 2, sigmoid, seed=rng)]
    )
    for layer in network.dense_layers:
        layer.bias[:] = rng.uniform(-0.5, 0.5, size=layer.n_out)
    return network
