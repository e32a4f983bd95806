"""How long it takes to learn the digits: nnlib beside a bare NumPy loop, PyTorch and scikit-learn.

    python bench/training.py

All four train the same networks on the same images: ReLU, softmax and cross-entropy, stochastic gradient descent
with momentum, batches of 32, 20 epochs, float32, one thread. The bare loop is the same mathematics as nnlib without
functions, classes and checks: what it saves is the price of readable code. The runs take turns, so that a busy moment
of the machine hits all alike. Printed are medians: of the processor's seconds, and of each turn's ratio to the bare
loop. PyTorch and scikit-learn are left out where they are not installed.
"""

import contextlib
import os
import pathlib
import statistics
import sys
import time
import warnings

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ[variable] = "1"  # read when numpy is imported
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import numpy as np  # noqa: E402

from nnlib.activations import relu  # noqa: E402
from nnlib.backprop import softmax_cross_entropy  # noqa: E402
from nnlib.data import digits  # noqa: E402
from nnlib.forward import Network  # noqa: E402
from nnlib.layers import Dense, InputLayer, he, identity  # noqa: E402
from nnlib.training import SGD, train  # noqa: E402

SIZES = [(64, 32, 10), (64, 128, 128, 10)]
EPOCHS, BATCH, RATE, MOMENTUM = 20, 32, 0.05, 0.9


def make_network(sizes, seed=0):
    """A float32 network of ReLU layers with an output layer without activation."""
    rng = np.random.default_rng(seed)
    layers = [Dense(n_in, n_out, relu, he, rng, np.float32) for n_in, n_out in zip(sizes, sizes[1:])]
    layers[-1].activation = identity
    return Network([InputLayer(sizes[0]), *layers])


def with_nnlib(sizes, images, labels):
    network = make_network(sizes)
    history = train(
        network, images, labels, softmax_cross_entropy, SGD(RATE, MOMENTUM), EPOCHS, BATCH, seed=1, progress=False
    )
    return history["loss"][-1]


def with_numpy(sizes, images, labels):
    parameters = [array.copy() for array in make_network(sizes).parameters()]
    weights, biases = parameters[0::2], parameters[1::2]
    velocities = [np.zeros_like(array) for array in parameters]
    rng = np.random.default_rng(1)
    for _ in range(EPOCHS):
        order = rng.permutation(len(images))
        shuffled_images, shuffled_labels = images[order], labels[order]
        total = 0.0
        for start in range(0, len(images), BATCH):
            a = shuffled_images[start : start + BATCH]
            targets = shuffled_labels[start : start + BATCH]
            rows = np.arange(len(targets))
            inputs, sums = [], []
            for w, b in zip(weights, biases):
                inputs.append(a)
                z = a @ w + b
                sums.append(z)
                a = np.maximum(z, 0)
            z = z - z.max(axis=1, keepdims=True)
            e = np.exp(z)
            s = e.sum(axis=1, keepdims=True)
            total += (np.log(s[:, 0]) - z[rows, targets]).sum()
            g = e / s
            g[rows, targets] -= 1
            g /= len(targets)
            gradients = []
            for k in reversed(range(len(weights))):
                gradients = [inputs[k].T @ g, g.sum(axis=0), *gradients]
                if k > 0:
                    g = (g @ weights[k].T) * (sums[k - 1] > 0)
            for p, g, v in zip(parameters, gradients, velocities):
                v *= MOMENTUM
                v += g
                p -= RATE * v
    return total / len(images)


def with_torch(sizes, images, labels):
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(1)
    parts = []
    for layer in make_network(sizes).dense_layers:
        linear = torch.nn.Linear(layer.n_in, layer.n_out)
        linear.weight.data = torch.from_numpy(layer.weights.T.copy())
        linear.bias.data = torch.from_numpy(layer.bias.copy())
        parts += [linear, torch.nn.ReLU()]
    model = torch.nn.Sequential(*parts[:-1])
    loss_function = torch.nn.CrossEntropyLoss()
    optimiser = torch.optim.SGD(model.parameters(), lr=RATE, momentum=MOMENTUM)
    images, labels = torch.from_numpy(images), torch.from_numpy(labels)
    for _ in range(EPOCHS):
        order = torch.randperm(len(images))
        shuffled_images, shuffled_labels = images[order], labels[order]
        total = 0.0
        for start in range(0, len(images), BATCH):
            targets = shuffled_labels[start : start + BATCH]
            loss = loss_function(model(shuffled_images[start : start + BATCH]), targets)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            total += loss.item() * len(targets)
    return total / len(images)


def with_sklearn(sizes, images, labels):
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    model = MLPClassifier(
        sizes[1:-1],
        solver="sgd",
        alpha=0.0,
        batch_size=BATCH,
        learning_rate_init=RATE,
        momentum=MOMENTUM,
        nesterovs_momentum=False,
        max_iter=EPOCHS,
        tol=0.0,
        n_iter_no_change=EPOCHS,
        random_state=1,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # it is told to stop after 20 epochs
        model.fit(images, labels)
    return model.loss_


CONTESTANTS = {
    "nnlib": with_nnlib,
    "bare NumPy loop": with_numpy,
    "PyTorch, eager": with_torch,
    "scikit-learn": with_sklearn,
}


def one_thread():
    """Hold NumPy to one thread, even if it was imported before this module could ask for it."""
    try:
        from threadpoolctl import threadpool_limits
    except ImportError:
        return contextlib.nullcontext()
    return threadpool_limits(1)


def measure(sizes, repeats=11):
    """Train by turns. Returns {name: (seconds, times the bare loop, last loss)} of those that are installed."""
    images, labels = digits()
    images = images.astype(np.float32)
    seconds, losses = {}, {}
    for turn in range(repeats + 1):
        for name, contestant in CONTESTANTS.items():
            start = time.process_time()
            try:
                losses[name] = contestant(sizes, images, labels)
            except ImportError:
                continue
            if turn > 0:  # the first turn warms up
                seconds.setdefault(name, []).append(time.process_time() - start)
    results = {}
    for name, times in seconds.items():
        ratio = statistics.median(time / bare for time, bare in zip(times, seconds["bare NumPy loop"]))
        results[name] = statistics.median(times), ratio, losses[name]
    return results


def main(repeats=11):
    """Measure all sizes and print one table. Returns {sizes: {name: (seconds, times the bare loop, last loss)}}."""
    print(f"Digits, batch {BATCH}, {EPOCHS} epochs, float32, one thread, median of {repeats} turns")
    print(f"{'network':<16} {'trained by':<16} {'seconds':>8} {'to bare loop':>13} {'last loss':>10}")
    results = {}
    for sizes in SIZES:
        with one_thread():
            results[sizes] = measure(sizes, repeats)
        for name, (seconds, ratio, loss) in results[sizes].items():
            print(f"{'-'.join(map(str, sizes)):<16} {name:<16} {seconds:>8.3f} {ratio:>12.2f}x {loss:>10.5f}")
    return results


if __name__ == "__main__":
    main()
