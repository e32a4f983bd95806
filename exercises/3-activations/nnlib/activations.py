"""The gates between one layer and the next, and their slopes.

A stack of layers without activations is one linear map, however deep it is:
`collapse` computes which. What makes depth worth something is a bend, and an
activation function is that bend. Learning needs its slope as well, because on the
way back every layer multiplies the gradient by the slope of its gate. All slopes
here are taken at z, the weighted sum that went into the gate, and not at the
value that came out of it.
"""

import numpy as np

from nnlib.arrays import as_floats
from nnlib.layers import InputLayer, identity
from nnlib.neurons import step


def tanh(z):
    """tanh(z): a smooth gate with values in (-1, 1).

    z: any shape. Returns the same shape.
    """
    return np.tanh(as_floats(z))


def sigmoid(z):
    """Compute sigma(z) = 1 / (1 + exp(-z)): a smooth gate with values in (0, 1).

    z: any shape. Returns the same shape. No z, however large, overflows or warns:
    exp is only ever taken of numbers that are not positive.

    Exercise 3.1
    """
    z = as_floats(z)
    raise NotImplementedError("Exercise 3.1")


def relu(z):
    """Let positive values pass and turn all others into 0.

    z: any shape. Returns the same shape.

    Exercise 3.2
    """
    z = as_floats(z)
    raise NotImplementedError("Exercise 3.2")


def softmax(z):
    """Turn each row of scores into probabilities:
    softmax(z)_i = exp(z_i) / (exp(z_1) + exp(z_2) + ...).

    z: (classes,) or (batch, classes). Returns the same shape; along the last axis
    the values add up to 1.
    Large scores do not overflow: a row's largest score may be subtracted from all
    of its scores, and the result stays the same.

    Exercise 3.3
    """
    z = as_floats(z)
    raise NotImplementedError("Exercise 3.3")


def identity_derivative(z):
    """The slope of the identity is 1 everywhere.

    z: any shape. Returns the same shape.
    """
    return np.ones_like(as_floats(z))


def step_derivative(z):
    """The slope of the step is 0 everywhere, which is why a network of steps
    cannot learn by gradients.

    At the jump itself there is no slope; 0 is returned there too.
    z: any shape. Returns the same shape.
    """
    return np.zeros_like(as_floats(z))


def tanh_derivative(z):
    """The slope of tanh at z: tanh'(z) = 1 - tanh(z)^2. At most 1, at z = 0.

    z: any shape. Returns the same shape.
    """
    return 1.0 - tanh(z) ** 2


def sigmoid_derivative(z):
    """Compute the slope of the sigmoid at z: sigma'(z) = sigma(z) (1 - sigma(z)).

    At most 1/4, at z = 0.  z: any shape. Returns the same shape.

    Exercise 3.4
    """
    z = as_floats(z)
    raise NotImplementedError("Exercise 3.4")


def relu_derivative(z):
    """Compute the slope of ReLU at z: 1 where z is positive, else 0.

    At the kink, z = 0, we say 0.  z: any shape. Returns the same shape.

    Exercise 3.5
    """
    z = as_floats(z)
    raise NotImplementedError("Exercise 3.5")


def softmax_jacobian(z):
    """All slopes of softmax for one sample: each output depends on every score.

    d s_i / d z_j = s_i (1 - s_i) if i = j, else -s_i s_j, with s = softmax(z).

    z: (classes,). Returns (classes, classes), row i, column j.
    Raises ValueError, naming the shape, for a batch.
    """
    z = as_floats(z)
    if z.ndim != 1:
        raise ValueError(f"z of shape {z.shape}: expected one sample, (classes,)")
    s = softmax(z)
    return np.diag(s) - np.outer(s, s)


DERIVATIVES = {
    identity: identity_derivative,
    step: step_derivative,
    sigmoid: sigmoid_derivative,
    tanh: tanh_derivative,
    relu: relu_derivative,
}


def derivative_of(activation):
    """The function that computes the slope of `activation`.

    Raises ValueError if there is none here. Softmax has none: its slopes form a
    matrix for each sample, see `softmax_jacobian`.
    """
    if activation not in DERIVATIVES:
        raise ValueError(f"no derivative is known for {getattr(activation, '__name__', activation)}")
    return DERIVATIVES[activation]


def collapse(layers):
    """Find the one layer that does the same as a stack without activations.

    Two layers in a row are one layer again:
    (x W1 + b1) W2 + b2 = x (W1 W2) + (b1 W2 + b2).

    layers: a list of dense layers, all with the activation `identity`; an input
    layer may stand first.
    Returns weights, (n_in of the first, n_out of the last), and bias, (n_out of
    the last,).
    Raises ValueError if no dense layer is among them, or one that has another
    activation.

    Exercise 3.6
    """
    dense = [layer for layer in layers if not isinstance(layer, InputLayer)]
    if not dense or any(layer.activation is not identity for layer in dense):
        raise ValueError("only dense layers without activations collapse into one")
    raise NotImplementedError("Exercise 3.6")


def surviving_gradient(derivative, depth, z=0.0):
    """How much of a gradient is left after `depth` gates, if z is the same at
    each: derivative(z) to the power of `depth`.

    derivative: the slope of a gate, such as `sigmoid_derivative`.  z: a number.
    depth: a whole number, or an array of them.
    Returns a number for a number, for an array its shape.

    Exercise 3.7
    """
    raise NotImplementedError("Exercise 3.7")
