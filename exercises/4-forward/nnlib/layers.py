"""Many neurons side by side, and layers one after the other.

A single neuron draws a single line, so it cannot compute XOR. Put several side
by side and let the next ones listen to them, and it can be done. A layer is a
row of neurons that see the same inputs: their weights stand in one matrix, a
column for each neuron, and one matrix product computes all their weighted sums.
A network is a list of layers, and the first of them is an `InputLayer`.
"""

import numpy as np

from nnlib.arrays import as_floats
from nnlib.neurons import step


def identity(z):
    """Pass the weighted sum on as it is: the activation that does nothing.

    z: any shape. Returns the same shape.
    """
    return as_floats(z)


def fitting(inputs, weights):
    """Return `inputs` as floats, if they have a column for each row of `weights`.

    inputs: (n_in,), one sample, or (batch, n_in), one sample a row.
    weights: anything whose length is n_in.
    Raises ValueError, naming both shapes, if they do not fit.
    """
    inputs = as_floats(inputs)
    if inputs.ndim not in (1, 2) or inputs.shape[-1] != weights.shape[0]:
        raise ValueError(f"inputs of shape {inputs.shape} do not fit weights of shape {weights.shape}")
    return inputs


class InputLayer:
    """The window to the outside: n values come in and are handed on as they are.
    Nothing is computed."""

    def __init__(self, n):
        self.n_in = self.n_out = n

    def forward(self, inputs):
        """inputs: (n,) or (batch, n). Returns them unchanged, as floats.

        Raises ValueError, naming both shapes, if there are not n of them to a
        sample.
        """
        inputs = as_floats(inputs)
        if inputs.ndim not in (1, 2) or inputs.shape[-1] != self.n_in:
            raise ValueError(f"inputs of shape {inputs.shape} do not fit a layer of shape {(self.n_in,)}")
        return inputs

    def parameter_count(self):
        """No weights, no biases: 0."""
        return 0


class OneToOne:
    """A row of neurons that listen to one input each: the first to the first, the
    second to the second.

    A worked example for `Dense`, where every neuron listens to every input.
    """

    def __init__(self, weights, bias, activation=identity):
        """weights: (n,).  bias: (n,).

        Raises ValueError, naming both shapes, if they are anything else.
        """
        self.weights, self.bias = as_floats(weights), as_floats(bias)
        if self.weights.ndim != 1 or self.bias.shape != self.weights.shape:
            raise ValueError(
                f"weights of shape {self.weights.shape} and bias of shape {self.bias.shape}: expected (n,) twice"
            )
        self.activation = activation

    def weighted_sums(self, inputs):
        """z_j = x_j w_j + b_j.

        inputs: (n,) or (batch, n). Returns the same shape.
        """
        return fitting(inputs, self.weights) * self.weights + self.bias

    def forward(self, inputs):
        """activation(z).  inputs: (n,) or (batch, n). Returns the same shape."""
        return self.activation(self.weighted_sums(inputs))

    def parameter_count(self):
        """One weight and one bias for each neuron."""
        return 2 * self.weights.size


def xavier(n_in, n_out, seed=None):
    """Draw first weights for tanh and sigmoid: uniform in (-limit, limit),
    limit = sqrt(6 / (n_in + n_out)).

    seed: a number, or a generator to go on with. Returns (n_in, n_out).
    Glorot and Bengio, "Understanding the difficulty of training deep feedforward
    neural networks", 2010.
    """
    limit = np.sqrt(6 / (n_in + n_out))
    return np.random.default_rng(seed).uniform(-limit, limit, size=(n_in, n_out))


def he(n_in, n_out, seed=None):
    """Draw first weights for ReLU: normal, with mean 0 and standard deviation
    sqrt(2 / n_in).

    seed: a number, or a generator to go on with. Returns (n_in, n_out).
    He, Zhang, Ren and Sun, "Delving deep into rectifiers", 2015.

    Exercise 2.1
    """
    return np.random.default_rng(seed).normal(0.0, np.sqrt(2 / n_in), size=(n_in, n_out))


class Dense:
    """A row of n_out neurons, each of which listens to all n_in inputs."""

    def __init__(self, n_in, n_out, activation=identity, init=xavier, seed=None, dtype=np.float64):
        """activation: a function from z to the outputs.
        init: a function that draws the first weights, such as `xavier`; it gets
        n_in, n_out and the seed.
        seed: a number, or a generator to go on with.
        """
        self.n_in, self.n_out = n_in, n_out
        self.weights = init(n_in, n_out, seed).astype(dtype)  # (n_in, n_out): a column for each neuron
        self.bias = np.zeros(n_out, dtype=dtype)  # (n_out,)
        self.activation = activation

    def weighted_sums(self, inputs):
        """Compute every neuron's weighted sum: z = x W + b, that is
        z_j = sum over i of x_i W_ij, plus b_j.

        inputs: (n_in,), one sample, or (batch, n_in), one sample a row.
        Returns (n_out,) or (batch, n_out).
        Raises ValueError, naming the shapes of inputs and weights, if they do not
        fit.

        Exercise 2.2
        """
        inputs = fitting(inputs, self.weights)
        return inputs @ self.weights + self.bias

    def forward(self, inputs):
        """Compute the layer's outputs: activation(x W + b).

        inputs: (n_in,), one sample, or (batch, n_in), one sample a row.
        Returns (n_out,) or (batch, n_out).
        Raises ValueError, naming the shapes of inputs and weights, if they do not
        fit.

        Exercise 2.3
        """
        inputs = fitting(inputs, self.weights)
        return self.activation(inputs @ self.weights + self.bias)

    def parameter_count(self):
        """Count the numbers that this layer can learn: all its weights and all
        its biases. Returns an int.

        Exercise 2.4
        """
        return self.weights.size + self.bias.size


def parameter_count(layers):
    """Count the numbers that a network can learn.

    layers: a list of layers, each of which has a method `parameter_count()`.
    Returns an int, 0 for no layers.

    Exercise 2.5
    """
    return sum(layer.parameter_count() for layer in layers)


def is_deep(layers):
    """Say whether a network is deep: two or more hidden layers between input and
    output. Returns a bool.

    layers: a list of layers. The first is the input layer, the last is the output
    layer.

    Exercise 2.6
    """
    return len(layers[1:-1]) >= 2


def run(layers, inputs):
    """Send inputs through the layers in order and return what the last puts out.

    layers: a list of layers, each of which has a method `forward(inputs)`.
    inputs: (n_in,), one sample, or (batch, n_in), one sample a row.
    Returns (n_out,) or (batch, n_out).

    Exercise 2.7
    """
    outputs = inputs
    for layer in layers:
        outputs = layer.forward(outputs)
    return outputs


def xor_layers():
    """Build a network that computes XOR, its weights set by hand: 1.0 where
    exactly one of two inputs is 1.

    Returns a list: InputLayer(2), a hidden Dense layer of 2 neurons, of which the
    first is OR and the second AND, and an output Dense layer of 1 neuron. Both
    have the activation `step`.

    Exercise 2.8
    """
    hidden, output = Dense(2, 2, activation=step), Dense(2, 1, activation=step)
    hidden.weights[:] = [[1.0, 1.0], [1.0, 1.0]]  # the first hidden neuron is OR, the second is AND
    hidden.bias[:] = [-0.5, -1.5]
    output.weights[:] = [[1.0], [-1.0]]  # OR, but not AND
    output.bias[:] = [-0.5]
    return [InputLayer(2), hidden, output]
