"""One artificial neuron.

A biological cell gathers stimuli through its dendrites. When their sum exceeds
some level, the cell fires: it passes the signal on through its axon. The
artificial neuron copies just that. It weighs each input, adds up the products,
adds a bias, and sends the sum through an activation function. Everything later
in this library is many of these, connected.
"""

import numpy as np

from nnlib.arrays import as_floats


def total_stimulus(stimuli):
    """Add up the stimuli that reach a cell, each counted as much as the others.

    A worked example for `weighted_sum`: it handles one sample and a batch in the
    same way.

    stimuli: (n_in,), one sample, or (batch, n_in), one sample a row.
    Returns a number for one sample, (batch,) for a batch.
    Raises ValueError, naming the shape, if the stimuli are neither.
    """
    stimuli = as_floats(stimuli)
    if stimuli.ndim not in (1, 2):
        raise ValueError(f"stimuli of shape {stimuli.shape}: expected (n_in,) or (batch, n_in)")
    return np.sum(stimuli, axis=-1)


def weighted_sum(inputs, weights, bias):
    """Weigh each input, add up the products, add the bias.

    inputs: (n_in,), one sample, or (batch, n_in), one sample a row.
    weights: (n_in,).  bias: a number.
    Returns z = x_1 w_1 + x_2 w_2 + ... + b: a number for one sample, (batch,) for
    a batch.
    Raises ValueError, naming the shapes of inputs and weights, if there is not
    one weight for each input.

    Exercise 1.1
    """
    inputs, weights = as_floats(inputs), as_floats(weights)
    if inputs.ndim not in (1, 2) or weights.shape != inputs.shape[-1:]:
        raise ValueError(f"inputs of shape {inputs.shape} do not fit weights of shape {weights.shape}")
    return inputs @ weights + bias


def step(z):
    """Fire or stay silent: 1.0 where z exceeds 0, else 0.0.

    At 0 itself the neuron is silent.  z: any shape. Returns the same shape.

    Exercise 1.2
    """
    z = as_floats(z)
    return (z > 0).astype(z.dtype)


class Neuron:
    """A neuron: one weight for each input, a bias and an activation function."""

    def __init__(self, weights, bias, activation=step):
        """weights: (n_in,).  bias: a number.
        activation: a function from z to the output, such as `step`.

        Raises ValueError, naming the shapes of both, if weights is not one row or
        bias not one number.
        """
        weights, bias = as_floats(weights), as_floats(bias)
        if weights.ndim != 1 or bias.ndim != 0:
            raise ValueError(
                f"weights of shape {weights.shape} and bias of shape {bias.shape}: expected (n_in,) and ()"
            )
        self.weights = weights  # (n_in,)
        self.bias = float(bias)
        self.activation = activation

    def forward(self, inputs):
        """Compute the neuron's output: activation(x_1 w_1 + x_2 w_2 + ... + b).

        inputs: (n_in,), one sample, or (batch, n_in), one sample a row.
        Returns a number for one sample, (batch,) for a batch.
        Raises ValueError, naming the shapes of inputs and weights, if there is
        not one weight for each input.

        Exercise 1.3
        """
        return self.activation(weighted_sum(inputs, self.weights, self.bias))


def firing_line(weights, bias, x1):
    """Where a neuron with two inputs is just about to fire: the second input at
    which its weighted sum is 0.

    weights: (2,), first w1, then w2.  bias: a number.  x1: any shape.
    Returns x2, in the shape of x1, with x1 w1 + x2 w2 + b = 0.
    Raises ValueError if there are not two weights (naming their shape) or if the
    second is 0, when no x2 answers.

    Exercise 1.4
    """
    weights, x1 = as_floats(weights), as_floats(x1)
    if weights.shape != (2,):
        raise ValueError(f"weights of shape {weights.shape}: expected (2,)")
    if weights[1] == 0:
        raise ValueError("the second weight is 0: no single x2 belongs to an x1")
    return -(x1 * weights[0] + bias) / weights[1]
