"""From the loss back to every weight.

The loss says how wrong a network is. Its gradient with respect to a weight says which way to turn that
weight, and how much it matters. Backpropagation finds the gradients of all weights in one pass from the loss
to the inputs. It needs one rule only, the chain rule: what arrives from behind, times the local slope. First
on a graph of single numbers, gate by gate, then for whole layers. At the end stands the proof: numerical
differentiation, which knows nothing of any chain and must give the same.
"""

import numpy as np

from nnlib.activations import derivative_of, sigmoid, softmax
from nnlib.arrays import as_floats
from nnlib.layers import identity


def matched(outputs, targets):
    """Both as floats, precise as `outputs` are. Raises ValueError, naming both shapes, if these differ."""
    outputs = as_floats(outputs)
    targets = np.asarray(targets, dtype=outputs.dtype)
    if outputs.shape != targets.shape:
        raise ValueError(f"outputs of shape {outputs.shape} do not fit targets of shape {targets.shape}")
    return outputs, targets


def labelled(scores, labels):
    """Scores as floats, and a whole-number label for each row. Else ValueError, naming both shapes."""
    scores, labels = as_floats(scores), np.asarray(labels)
    if scores.ndim != 2 or labels.shape != scores.shape[:1] or labels.dtype.kind not in "iu":
        raise ValueError(
            f"scores of shape {scores.shape} need whole-number labels of shape (batch,), "
            f"not {labels.dtype} of shape {labels.shape}"
        )
    return scores, labels


# Losses. Each is a mean over the batch, so that it does not grow with the number of samples.


def mean_squared_error(outputs, targets):
    """L = mean of (output - target)^2 over all elements.

    outputs, targets: the same shape. Returns a number. Raises ValueError, naming both shapes, if they differ.
    """
    outputs, targets = matched(outputs, targets)
    return np.mean((outputs - targets) ** 2)


def mean_squared_error_gradient(outputs, targets):
    """dL/d output = 2 (output - target) / N, where N counts all elements.

    outputs, targets: the same shape. Returns that shape. Raises ValueError, naming both, if they differ.
    """
    outputs, targets = matched(outputs, targets)
    return 2 * (outputs - targets) / outputs.size


def inside(probabilities):
    """The probabilities, kept a hair's breadth away from 0 and 1, where the logarithm ends."""
    hair = np.finfo(probabilities.dtype).eps
    return np.clip(probabilities, hair, 1 - hair)


def binary_cross_entropy(outputs, targets):
    """L = mean of -(t log p + (1 - t) log(1 - p)) over all elements, p an output and t its target.

    outputs: probabilities, any shape.  targets: 0 or 1, the same shape. Returns a number.
    Raises ValueError, naming both shapes, if they differ.
    """
    outputs, targets = matched(outputs, targets)
    p = inside(outputs)
    return -np.mean(targets * np.log(p) + (1 - targets) * np.log(1 - p))


def binary_cross_entropy_gradient(outputs, targets):
    """dL/dp = (p - t) / (p (1 - p)) / N, where N counts all elements.

    outputs: probabilities, any shape.  targets: 0 or 1, the same shape. Returns the same shape.
    Raises ValueError, naming both shapes, if they differ.
    """
    outputs, targets = matched(outputs, targets)
    p = inside(outputs)
    return (p - targets) / (p * (1 - p)) / p.size


def softmax_cross_entropy(scores, labels):
    """L = mean over the batch of -log(softmax(scores)[label]): how surprising the right class was.

    scores: (batch, classes), the last layer's weighted sums.  labels: (batch,), numbers of the right classes.
    Returns a number. Raises ValueError, naming both shapes, if they do not fit, and for a label without a column.
    """
    scores, labels = labelled(scores, labels)
    if labels.min() < 0 or labels.max() >= scores.shape[1]:
        raise ValueError(f"labels from {labels.min()} to {labels.max()}, but scores of shape {scores.shape}")
    scores = scores - scores.max(axis=1, keepdims=True)  # changes no probability, keeps exp in bounds
    surprises = np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(len(labels)), labels]  # (batch,)
    return surprises.mean()


def softmax_cross_entropy_gradient(scores, labels):
    """Compute dL/d scores = (softmax(scores) - onehot(labels)) / batch.

    onehot has a 1 in each row at the right class, 0 elsewhere; batch is the
    number of samples.

    scores: (batch, classes).
    labels: (batch,), the numbers of the right classes. Returns (batch, classes).
    Raises ValueError, naming both shapes, if they do not fit.

    Exercise 5.1
    """
    scores, labels = labelled(scores, labels)
    raise NotImplementedError("Exercise 5.1")


GRADIENTS = {
    mean_squared_error: mean_squared_error_gradient,
    binary_cross_entropy: binary_cross_entropy_gradient,
    softmax_cross_entropy: softmax_cross_entropy_gradient,
}


def gradient_of(loss):
    """The function that computes the gradient of `loss`. Raises ValueError if there is none here."""
    if loss not in GRADIENTS:
        raise ValueError(f"no gradient is known for {getattr(loss, '__name__', loss)}")
    return GRADIENTS[loss]


# Gates. Forward computes and remembers; backward takes dL/d output and returns dL/d input for each input.


class AddGate:
    """c = a + b. Both slopes are 1, so the gradient passes to both inputs as it is."""

    def forward(self, a, b):
        """Return a + b."""
        return a + b

    def backward(self, gradient):
        """gradient: dL/dc. Returns (dL/da, dL/db)."""
        return gradient, gradient


class SigmoidGate:
    """c = sigma(a). Its slope is c (1 - c)."""

    def forward(self, a):
        """Return sigma(a)."""
        self.c = sigmoid(a)
        return self.c

    def backward(self, gradient):
        """gradient: dL/dc. Returns dL/da."""
        return gradient * self.c * (1 - self.c)


class MultiplyGate:
    """c = a b. The slope towards one input is the other input."""

    def forward(self, a, b):
        """Return a b."""
        self.a, self.b = a, b
        return a * b

    def backward(self, gradient):
        """Compute the gradients of both inputs by the chain rule:
        dL/da = dL/dc times dc/da, and b likewise.

        gradient: dL/dc. Returns (dL/da, dL/db), in this order.

        Exercise 5.2
        """
        raise NotImplementedError("Exercise 5.2")


def neuron_gradients(w0, x0, w1, x1, w2):
    """Compute all five gradients of one sigmoid neuron,
    f = sigma(w0 x0 + w1 x1 + w2).

    All are numbers; w2 is the bias.
    Returns (df/dw0, df/dx0, df/dw1, df/dx1, df/dw2), in this order.

    Exercise 5.3
    """
    raise NotImplementedError("Exercise 5.3")


# Layers.


def dense_backward(layer, inputs, z, gradient):
    """Go back through one dense layer:
    outputs = activation(z), z = inputs W + b.

    First to z: dL/dz = dL/d outputs times activation'(z), element by element.
    From there to all that made z:
    dL/d inputs = dL/dz W^T,  dL/dW = inputs^T dL/dz,
    dL/db = the rows of dL/dz added up.

    inputs: (batch, n_in).  z: (batch, n_out).
    gradient: dL/d outputs, (batch, n_out).
    Returns (dL/d inputs, dL/dW, dL/db), in the shapes of inputs, weights and
    bias.
    Raises ValueError, naming the shapes, if they do not fit.

    Exercise 5.4
    """
    inputs, z, gradient = as_floats(inputs), as_floats(z), as_floats(gradient)
    fits = inputs.ndim == 2 and inputs.shape[1] == layer.n_in and z.shape == (len(inputs), layer.n_out)
    if not fits or gradient.shape != z.shape:
        raise ValueError(
            f"inputs of shape {inputs.shape}, z of shape {z.shape} and gradient of shape "
            f"{gradient.shape} do not fit weights of shape {layer.weights.shape}"
        )
    raise NotImplementedError("Exercise 5.4")


def backward(network, loss_gradient):
    """Go back through a whole network, from the last layer to the first.

    At each layer do what `dense_backward` does, on what the network's last
    `forward` left in its cache.

    loss_gradient: dL/d outputs, (batch, n_out).
    Returns [dL/dW1, dL/db1, dL/dW2, dL/db2, ...], in the order and the shapes of
    `network.parameters()`.
    Raises ValueError if there was no `forward`, or, naming both shapes, if the
    gradient does not fit its outputs.

    Exercise 5.5
    """
    gradient = as_floats(loss_gradient)
    if not network.cache:
        raise ValueError("nothing went forward yet: there is no way back without network.forward(inputs)")
    expected = network.cache[-1][1].shape
    if gradient.ndim != 2 or gradient.shape != expected:
        raise ValueError(f"gradient of shape {gradient.shape} does not fit outputs of shape {expected}")
    raise NotImplementedError("Exercise 5.5")


# The proof, and the use.


def numerical_gradient(f, x, h=1e-5):
    """Compute the gradient of f at x by trying:
    (f(x + h) - f(x - h)) / 2h, one element of x after the other.

    f: a function from an array to a number.  x: any shape. It stays as it was.
    Returns the shape of x, in float64.

    Exercise 5.6
    """
    x = np.array(x, dtype=np.float64)  # a copy
    raise NotImplementedError("Exercise 5.6")


def relative_error(a, b):
    """The largest difference between two arrays, as a share of the largest value in them.

    a, b: the same shape. Returns a number, 0.0 if both are all 0.
    Raises ValueError, naming both shapes, if they differ.
    """
    a, b = matched(a, b)
    largest = max(np.abs(a).max(), np.abs(b).max())
    return float(np.abs(a - b).max() / largest) if largest > 0 else 0.0


def check_gradients(network, inputs, targets, loss):
    """Compare `backward` with `numerical_gradient` on every weight and bias of a network.

    Returns the largest relative error of all parameters. Below 1e-7 it is a proof, above 1e-4 a mistake.
    A ReLU whose z lies within h of its kink can spoil it: there the two sides have different slopes.
    """
    outputs = network.forward(inputs)
    gradients = backward(network, gradient_of(loss)(outputs, targets))
    errors = []
    for parameter, gradient in zip(network.parameters(), gradients):
        original = parameter.copy()

        def loss_at(values, parameter=parameter):
            parameter[...] = values
            return loss(network.forward(inputs), targets)

        errors.append(relative_error(gradient, numerical_gradient(loss_at, original)))
        parameter[...] = original
    network.forward(inputs)  # the cache belongs to the original parameters again
    return max(errors)


def paired(parameters, gradients):
    """Parameters with their gradients. Raises ValueError, naming the shapes, if they are no pairs."""
    pairs = list(zip(parameters, gradients))
    if len(parameters) != len(gradients) or any(p.shape != g.shape for p, g in pairs):
        have, got = [array.shape for array in parameters], [array.shape for array in gradients]
        raise ValueError(f"gradients of shapes {got} do not fit parameters of shapes {have}")
    return pairs


def gradient_descent_step(parameters, gradients, learning_rate):
    """Take one step downhill, in place:
    parameter <- parameter - learning_rate * gradient.

    parameters, gradients: two lists of arrays, of the same shapes in the same
    order. Returns nothing.
    Raises ValueError, naming the shapes, if these differ.

    Exercise 5.7
    """
    pairs = paired(parameters, gradients)
    raise NotImplementedError("Exercise 5.7")
