"""The same networks in PyTorch, with the same weights and data: equal outputs, losses, gradients and steps."""

import numpy as np
import pytest

from nnlib.activations import relu, sigmoid, softmax, tanh
from nnlib.backprop import (
    backward,
    binary_cross_entropy,
    gradient_of,
    mean_squared_error,
    neuron_gradients,
    softmax_cross_entropy,
)
from nnlib.forward import Network, example_network
from nnlib.layers import Dense, InputLayer, identity
from nnlib.training import SGD, Adam

torch = pytest.importorskip("torch")

rng = np.random.default_rng(0)
inputs = rng.normal(size=(5, 3))
TARGETS = {
    mean_squared_error: rng.normal(size=(5, 2)),
    binary_cross_entropy: rng.integers(0, 2, size=(5, 2)).astype(float),
    softmax_cross_entropy: np.array([1, 0, 0, 1, 0]),
}
LOSSES = {
    mean_squared_error: torch.nn.functional.mse_loss,
    binary_cross_entropy: torch.nn.functional.binary_cross_entropy,
    softmax_cross_entropy: torch.nn.functional.cross_entropy,
}
GATES = {sigmoid: torch.sigmoid, tanh: torch.tanh, relu: torch.relu, identity: lambda z: z}


def assert_close(ours, theirs):
    np.testing.assert_allclose(ours, theirs.detach().numpy(), rtol=1e-10, atol=1e-14)


def network_of(hidden, last):
    generator = np.random.default_rng(7)
    sizes = [(3, 4, hidden), (4, 5, hidden), (5, 2, last)]
    layers = [Dense(n, m, gate, seed=generator) for n, m, gate in sizes]
    for layer in layers:
        layer.bias[:] = generator.normal(size=layer.n_out)
    return Network([InputLayer(3), *layers])


def in_torch(network):
    """The network's parameters as tensors, and its forward pass."""
    parameters = [torch.tensor(array, requires_grad=True) for array in network.parameters()]

    def forward(x):
        for k, layer in enumerate(network.dense_layers):
            x = GATES[layer.activation](x @ parameters[2 * k] + parameters[2 * k + 1])
        return x

    return parameters, forward


@pytest.mark.parametrize("loss", LOSSES, ids=lambda f: f.__name__)
@pytest.mark.parametrize("hidden", GATES, ids=lambda f: f.__name__)
def test_outputs_losses_and_gradients(hidden, loss):
    network = network_of(hidden, sigmoid if loss is binary_cross_entropy else identity)
    parameters, forward = in_torch(network)
    outputs, theirs = network.forward(inputs), forward(torch.tensor(inputs))
    assert_close(outputs, theirs)
    their_loss = LOSSES[loss](theirs, torch.tensor(TARGETS[loss]))
    assert_close(loss(outputs, TARGETS[loss]), their_loss)
    their_loss.backward()
    for gradient, parameter in zip(backward(network, gradient_of(loss)(outputs, TARGETS[loss])), parameters):
        assert gradient.shape == tuple(parameter.shape)
        assert_close(gradient, parameter.grad)


@pytest.mark.parametrize("function", [sigmoid, tanh, relu], ids=lambda f: f.__name__)
def test_gates_far_out(function):
    z = np.array([-700.0, -40.0, -1.0, 0.0, 1e-300, 2.0, 40.0, 700.0])
    assert_close(function(z), GATES[function](torch.tensor(z)))


def test_softmax():
    scores = rng.normal(0, 10, size=(5, 4))
    assert_close(softmax(scores), torch.softmax(torch.tensor(scores), dim=1))


def test_the_worked_graph():
    values = torch.tensor([2.0, -1.0, -3.0, -2.0, -3.0], dtype=torch.float64, requires_grad=True)
    torch.sigmoid(values[0] * values[1] + values[2] * values[3] + values[4]).backward()
    assert_close(np.array(neuron_gradients(2, -1, -3, -2, -3)), values.grad)


@pytest.mark.parametrize(
    "ours, theirs",
    [
        (lambda: SGD(0.3), lambda p: torch.optim.SGD(p, lr=0.3)),
        (lambda: SGD(0.1, momentum=0.9), lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9)),
        (lambda: Adam(0.02), lambda p: torch.optim.Adam(p, lr=0.02)),
        (lambda: Adam(0.02, 0.8, 0.99, 1e-4), lambda p: torch.optim.Adam(p, lr=0.02, betas=(0.8, 0.99), eps=1e-4)),
    ],
    ids=["plain", "momentum", "adam", "adam otherwise"],
)
def test_ten_steps_of_training(ours, theirs):
    network, targets = example_network(3), TARGETS[mean_squared_error]
    parameters, forward = in_torch(network)
    optimiser, their_optimiser = ours(), theirs(parameters)
    for _ in range(10):
        gradient = gradient_of(mean_squared_error)(network.forward(inputs), targets)
        optimiser.step(network.parameters(), backward(network, gradient))
        their_optimiser.zero_grad()
        torch.nn.functional.mse_loss(forward(torch.tensor(inputs)), torch.tensor(targets)).backward()
        their_optimiser.step()
    for array, parameter in zip(network.parameters(), parameters):
        assert_close(array, parameter)
