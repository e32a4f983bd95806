"""The loop that learns.

Forward, loss, backward, a step downhill, and again: learning is no more than that. What remains is care.
Mini-batches give many small steps for the price of one long look at all the data. Momentum and Adam take
better steps than the plain slope. Samples that were held out say whether the network has understood its data
or only memorised them.
"""

import sys

import numpy as np

from nnlib.backprop import backward, gradient_descent_step, gradient_of, mean_squared_error, paired

try:
    from tqdm import tqdm
except ImportError:  # no progress bar then
    tqdm = None


def same_length(inputs, targets):
    """Both as arrays. Raises ValueError, naming both shapes, if there is not one target for each sample."""
    inputs, targets = np.asarray(inputs), np.asarray(targets)
    if inputs.ndim == 0 or targets.ndim == 0 or len(inputs) != len(targets):
        raise ValueError(f"inputs of shape {inputs.shape} do not fit targets of shape {targets.shape}")
    return inputs, targets


def hold_out(inputs, targets, share=0.2, seed=None):
    """Set a random share of the samples aside, to test on what was never trained on.

    A worked example for `minibatches`: one shuffled order picks inputs and targets, so they stay together.

    inputs: (n, ...).  targets: (n, ...).
    Returns two pairs, (inputs, targets) to train on and (inputs, targets) held out.
    """
    inputs, targets = same_length(inputs, targets)
    order = np.random.default_rng(seed).permutation(len(inputs))  # (n,)
    held, kept = np.split(order, [round(share * len(inputs))])
    return (inputs[kept], targets[kept]), (inputs[held], targets[held])


def minibatches(inputs, targets, batch_size, seed=None):
    """Shuffle the samples and deal them out in batches.
    The last one is smaller if they do not come out even.

    inputs: (n, ...).  targets: (n, ...).
    seed: a number, or a generator to go on with.
    Returns a list of pairs (inputs, targets). Each sample is in one of them
    once, beside its own target.
    Raises ValueError, naming both shapes, if there is not one target for each
    sample.

    Exercise 6.1
    """
    inputs, targets = same_length(inputs, targets)
    rng = np.random.default_rng(seed)
    raise NotImplementedError("Exercise 6.1")


class GradientDescent:
    """Always straight down the slope. A worked example for the two optimisers below."""

    def __init__(self, learning_rate):
        self.learning_rate = learning_rate

    def step(self, parameters, gradients):
        """Change the parameters in place: parameter <- parameter - learning_rate * gradient.

        parameters, gradients: lists of arrays of the same shapes. Returns nothing.
        """
        gradient_descent_step(parameters, gradients, self.learning_rate)


class SGD:
    """Stochastic gradient descent with momentum: a ball that rolls downhill and keeps some of its speed.

    Polyak, "Some methods of speeding up the convergence of iteration methods", 1964.
    """

    def __init__(self, learning_rate, momentum=0.0):
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.velocities = None  # one array for each parameter, from the first step on

    def step(self, parameters, gradients):
        """Change the parameters in place, by velocities v.

        These begin at 0 and are kept from step to step:
        v <- momentum * v + gradient,  parameter <- parameter - learning_rate * v.

        parameters, gradients: lists of arrays of the same shapes. Returns nothing.

        Exercise 6.2
        """
        pairs = paired(parameters, gradients)
        if self.velocities is None:
            self.velocities = [np.zeros_like(parameter) for parameter in parameters]
        raise NotImplementedError("Exercise 6.2")


class Adam:
    """Steps of an even size for every weight, whether its gradients are large or small.

    Kingma and Ba, "Adam: a method for stochastic optimization", 2015, algorithm 1.
    """

    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.learning_rate, self.beta1, self.beta2, self.epsilon = learning_rate, beta1, beta2, epsilon
        self.steps = 0
        self.means = self.squares = None  # two arrays for each parameter, from the first step on

    def step(self, parameters, gradients):
        """Change the parameters in place, by running means
        m of the gradients g, and s of their squares.

        Both begin at 0 and are kept from step to step. In step number t, counted
        from 1:

        m <- beta1 m + (1 - beta1) g,  s <- beta2 s + (1 - beta2) g^2,
        parameter <- parameter - learning_rate * (m / (1 - beta1^t))
                                 / (sqrt(s / (1 - beta2^t)) + epsilon).

        parameters, gradients: lists of arrays of the same shapes. Returns nothing.

        Exercise 6.3
        """
        pairs = paired(parameters, gradients)
        if self.means is None:
            self.means = [np.zeros_like(parameter) for parameter in parameters]
            self.squares = [np.zeros_like(parameter) for parameter in parameters]
        self.steps += 1
        raise NotImplementedError("Exercise 6.3")


def predictions(scores):
    """The class that each sample is taken for: the column with the largest score.

    A single column is read as the probability of class 1 against class 0.

    scores: (batch, classes) or (batch, 1). Returns (batch,), whole numbers.
    Raises ValueError, naming the shape, if scores are anything else.
    """
    scores = np.asarray(scores)
    if scores.ndim != 2:
        raise ValueError(f"scores of shape {scores.shape}: expected (batch, classes)")
    if scores.shape[1] == 1:
        return (scores[:, 0] > 0.5).astype(int)
    return scores.argmax(axis=1)


def accuracy(scores, labels):
    """Compute the share of the samples that are taken for what they are,
    between 0 and 1.

    scores: (batch, classes), or (batch, 1), see `predictions`.
    labels: (batch,) or (batch, 1).
    Returns a number. Raises ValueError, naming both shapes, if there is not one
    label for each row of scores.

    Exercise 6.4
    """
    scores, labels = same_length(scores, labels)
    if labels.size != len(labels):
        raise ValueError(f"scores of shape {scores.shape} do not fit labels of shape {labels.shape}")
    raise NotImplementedError("Exercise 6.4")


def train_step(network, inputs, targets, loss, optimiser):
    """Learn from one batch:
    forward, the loss's gradient, backward, one step of the optimiser.

    inputs: (batch, n_in).  targets: what the loss takes.
    loss: a function of outputs and targets.
    optimiser: has a method `step(parameters, gradients)`.
    The network's parameters change in place.
    Returns the outputs for the batch, (batch, n_out), as they were before the
    step.

    Exercise 6.5
    """
    raise NotImplementedError("Exercise 6.5")


def train(network, inputs, targets, loss, optimiser, epochs, batch_size, seed=None, validation=None, progress=True):
    """Train for a number of epochs. In each, every sample is seen once, in mini-batches, newly shuffled.

    validation: a pair (inputs, targets) that is not trained on, looked at after each epoch.
    progress: show a progress bar, if tqdm is installed.
    Returns the history, a dict of lists with one number for each epoch: "loss", over the outputs as they were while
    the epoch went on; "accuracy", likewise, but not for mean_squared_error, whose targets are no classes. With
    validation also "validation_loss" and "validation_accuracy".
    """
    rng = np.random.default_rng(seed)
    history = {"loss": []}

    def note(prefix, outputs, targets):
        history.setdefault(prefix + "loss", []).append(float(loss(outputs, targets)))
        if loss is not mean_squared_error:
            history.setdefault(prefix + "accuracy", []).append(float(accuracy(outputs, targets)))

    rounds = range(epochs)
    if progress and tqdm is not None:
        rounds = tqdm(rounds, desc="epochs", file=sys.stdout)
    for _ in rounds:
        batches = minibatches(inputs, targets, batch_size, rng)
        outputs = [train_step(network, x, t, loss, optimiser) for x, t in batches]
        note("", np.concatenate(outputs), np.concatenate([t for _, t in batches]))
        if validation is not None:
            note("validation_", network.forward(validation[0]), validation[1])
    return history
