"""Losses, gates, layers, whole networks: every gradient against numerical differentiation."""

import numpy as np
import pytest

from nnlib.activations import DERIVATIVES, identity, relu, sigmoid, softmax, step, tanh
from nnlib.backprop import (
    GRADIENTS,
    AddGate,
    MultiplyGate,
    SigmoidGate,
    backward,
    binary_cross_entropy,
    binary_cross_entropy_gradient,
    check_gradients,
    dense_backward,
    gradient_descent_step,
    gradient_of,
    mean_squared_error,
    mean_squared_error_gradient,
    neuron_gradients,
    numerical_gradient,
    relative_error,
    softmax_cross_entropy,
    softmax_cross_entropy_gradient,
)
from nnlib.forward import Network, example_network
from nnlib.layers import Dense, InputLayer

pytestmark = pytest.mark.filterwarnings("error")

rng = np.random.default_rng(0)
inputs = rng.normal(size=(5, 3))
targets = {
    mean_squared_error: rng.normal(size=(5, 2)),
    binary_cross_entropy: np.array([[0, 1], [1, 1], [0, 0], [1, 0], [1, 1]]),
    softmax_cross_entropy: np.array([1, 0, 0, 1, 0]),
}


def network_of(hidden, last, seed=1, sizes=(3, 4, 5, 2), dtype=np.float64):
    """A network with biases that are not 0."""
    generator = np.random.default_rng(seed)
    gates = [hidden] * (len(sizes) - 2) + [last]
    layers = [Dense(n, m, gate, seed=generator, dtype=dtype) for n, m, gate in zip(sizes, sizes[1:], gates)]
    for layer in layers:
        layer.bias[:] = generator.normal(size=layer.n_out)
    return Network([InputLayer(sizes[0]), *layers])


# Losses.


def test_losses_by_hand():
    assert mean_squared_error([[1.0, 2.0], [3.0, 5.0]], [[0.0, 2.0], [1.0, 2.0]]) == (1 + 0 + 4 + 9) / 4
    np.testing.assert_allclose(
        binary_cross_entropy([[0.25], [0.75], [0.75]], [[0], [1], [0]]), -np.log([0.75, 0.75, 0.25]).mean()
    )
    np.testing.assert_allclose(
        softmax_cross_entropy(np.log([[1.0, 2.0, 5.0], [3.0, 1.0, 4.0]]), [2, 0]), -np.log([5 / 8, 3 / 8]).mean()
    )


@pytest.mark.parametrize("loss", GRADIENTS, ids=lambda f: f.__name__)
def test_losses_are_means_over_the_batch(loss):
    outputs = rng.uniform(0.1, 0.9, size=(5, 2))
    twice = [np.concatenate([array, array]) for array in (outputs, targets[loss])]
    np.testing.assert_allclose(loss(*twice), loss(outputs, targets[loss]))
    gradient, longer = GRADIENTS[loss](outputs, targets[loss]), GRADIENTS[loss](*twice)
    np.testing.assert_allclose(longer[:5], gradient / 2)


@pytest.mark.parametrize("loss", GRADIENTS, ids=lambda f: f.__name__)
def test_gradients_of_losses(loss):
    outputs = rng.uniform(0.1, 0.9, size=(5, 2))
    given = outputs.copy()
    gradient = gradient_of(loss)(outputs, targets[loss])
    numerical = numerical_gradient(lambda x: loss(x, targets[loss]), outputs)
    assert gradient.shape == outputs.shape
    assert relative_error(gradient, numerical) < 1e-7
    np.testing.assert_array_equal(outputs, given)


@pytest.mark.parametrize("loss", GRADIENTS, ids=lambda f: f.__name__)
def test_losses_and_gradients_keep_float32(loss):
    outputs = rng.uniform(0.1, 0.9, size=(5, 2)).astype(np.float32)
    assert loss(outputs, targets[loss]).dtype == np.float32
    assert GRADIENTS[loss](outputs, targets[loss]).dtype == np.float32


@pytest.mark.parametrize("loss", [mean_squared_error, binary_cross_entropy], ids=lambda f: f.__name__)
@pytest.mark.parametrize("shape", [(5,), (5, 1), (1, 2), (2, 5)], ids=str)
def test_targets_are_not_broadcast(loss, shape):
    for function in (loss, gradient_of(loss)):
        with pytest.raises(ValueError) as error:
            function(np.full((5, 2), 0.5), np.ones(shape))
        assert "(5, 2)" in str(error.value) and str(shape) in str(error.value)


@pytest.mark.parametrize("labels", [np.ones((5, 2), int), np.ones((5, 1), int), np.ones(4, int), np.ones(5)], ids=repr)
def test_labels_are_one_whole_number_a_row(labels):
    for function in (softmax_cross_entropy, softmax_cross_entropy_gradient):
        with pytest.raises(ValueError) as error:
            function(np.zeros((5, 2)), labels)
        assert "(5, 2)" in str(error.value) and str(labels.shape) in str(error.value)


@pytest.mark.parametrize("labels", [[0, 2], [-1, 1]], ids=str)
def test_a_label_without_a_column_is_refused(labels):
    with pytest.raises(ValueError, match=r"labels from .* \(2, 2\)"):
        softmax_cross_entropy(np.zeros((2, 2)), labels)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_certainty_costs_much_but_not_everything(dtype):
    sure = np.array([[0.0], [1.0]], dtype=dtype)
    assert 10 < binary_cross_entropy(sure, [[1], [0]]) < 50
    assert 0 <= binary_cross_entropy(sure, [[0], [1]]) < 1e-6
    assert np.isfinite(binary_cross_entropy_gradient(sure, [[1], [0]])).all()
    scores = np.array([[1000.0, -1000.0]], dtype=dtype)
    assert softmax_cross_entropy(scores, [1]) == 2000 and softmax_cross_entropy(scores, [0]) == 0
    assert softmax_cross_entropy_gradient(scores, [1]).tolist() == [[1.0, -1.0]]


def test_the_gradient_of_softmax_cross_entropy_adds_up_to_zero_in_each_row():
    gradient = softmax_cross_entropy_gradient(rng.normal(size=(5, 4)), [0, 3, 1, 1, 2])
    np.testing.assert_allclose(gradient.sum(axis=1), 0, atol=1e-16)


def test_only_known_losses_have_a_gradient():
    with pytest.raises(ValueError, match="<lambda>"):
        gradient_of(lambda outputs, targets: 0.0)


# Gates and the one neuron.


def test_the_worked_graph():
    assert np.round(neuron_gradients(2, -1, -3, -2, -3), 2).tolist() == [-0.2, 0.39, -0.39, -0.59, 0.2]


def test_the_worked_graph_gate_by_gate():
    products, sums, gate = [MultiplyGate(), MultiplyGate()], [AddGate(), AddGate()], SigmoidGate()
    left, right = products[0].forward(2, -1), products[1].forward(-3, -2)
    both = sums[0].forward(left, right)
    f = gate.forward(sums[1].forward(both, -3))
    assert (left, right, both) == (-2, 6, 4)
    assert round(float(f), 2) == 0.73
    d_both, d_w2 = sums[1].backward(gate.backward(1.0))
    d_left, d_right = sums[0].backward(d_both)
    found = [*products[0].backward(d_left), *products[1].backward(d_right), d_w2]
    assert np.round(found, 2).tolist() == [-0.2, 0.39, -0.39, -0.59, 0.2]


@pytest.mark.parametrize(
    "gate, function",
    [(AddGate, lambda x: x[0] + x[1]), (MultiplyGate, lambda x: x[0] * x[1]), (SigmoidGate, lambda x: sigmoid(x[0]))],
    ids=lambda x: x.__name__,
)
def test_gates_multiply_what_arrives_by_their_slope(gate, function):
    x = np.array([0.7, -1.3])[: 1 if gate is SigmoidGate else 2]
    made = gate()
    assert made.forward(*x) == function(x)
    found = np.ravel(made.backward(-2.5))
    np.testing.assert_allclose(found, -2.5 * numerical_gradient(function, x), rtol=1e-9)


def test_neuron_gradients_agree_with_numerical_ones():
    x = rng.normal(size=5)
    numerical = numerical_gradient(lambda v: sigmoid(v[0] * v[1] + v[2] * v[3] + v[4]), x)
    assert relative_error(np.array(neuron_gradients(*x)), numerical) < 1e-7


# Layers and networks.


@pytest.mark.parametrize("gate", DERIVATIVES, ids=lambda f: f.__name__)
def test_one_step_back_through_a_layer(gate):
    layer = network_of(gate, gate, sizes=(3, 4)).dense_layers[0]
    upstream = rng.normal(size=(5, 4))
    z = layer.weighted_sums(inputs)
    to_inputs, to_weights, to_bias = dense_backward(layer, inputs, z, upstream)

    def outputs(x=inputs, weights=layer.weights, bias=layer.bias):
        return np.sum(upstream * gate(x @ weights + bias))

    for found, numerical in (
        (to_inputs, numerical_gradient(lambda x: outputs(x=x), inputs)),
        (to_weights, numerical_gradient(lambda w: outputs(weights=w), layer.weights)),
        (to_bias, numerical_gradient(lambda b: outputs(bias=b), layer.bias)),
    ):
        assert found.shape == numerical.shape
        assert relative_error(found, numerical) < 1e-7


@pytest.mark.parametrize(
    "shapes", [((5, 4), (5, 4), (5, 4)), ((5, 3), (5, 3), (5, 3)), ((5, 3), (5, 4), (1, 4)), ((3,), (4,), (4,))]
)
def test_a_step_back_names_what_does_not_fit(shapes):
    layer = Dense(3, 4)
    with pytest.raises(ValueError) as error:
        dense_backward(layer, *[np.ones(shape) for shape in shapes])
    assert all(str(shape) in str(error.value) for shape in (*shapes, (3, 4)))


@pytest.mark.parametrize("loss", GRADIENTS, ids=lambda f: f.__name__)
@pytest.mark.parametrize("hidden", [sigmoid, tanh, relu, identity], ids=lambda f: f.__name__)
def test_gradients_of_whole_networks(hidden, loss):
    network = network_of(hidden, sigmoid if loss is binary_cross_entropy else identity)
    if hidden is relu:
        network.forward(inputs)
        assert min(np.abs(z).min() for _, z in network.cache) > 1e-3, "no z near the kink"
    before = [array.copy() for array in network.parameters()]
    assert check_gradients(network, inputs, targets[loss], loss) < 1e-7
    for array, copy in zip(network.parameters(), before):
        np.testing.assert_array_equal(array, copy)


def test_the_check_sees_a_wrong_gradient(monkeypatch):
    monkeypatch.setitem(GRADIENTS, mean_squared_error, lambda o, t: 1.001 * mean_squared_error_gradient(o, t))
    assert check_gradients(example_network(1), inputs, targets[mean_squared_error], mean_squared_error) > 1e-4


@pytest.mark.parametrize("sizes", [(3, 2), (3, 4, 2), (3, 5, 4, 3, 2)], ids=str)
def test_backward_is_one_step_after_the_other(sizes):
    network = network_of(tanh, sigmoid, sizes=sizes)
    gradient = mean_squared_error_gradient(network.forward(inputs), targets[mean_squared_error])
    found = backward(network, gradient)
    expected = []
    for layer, (layer_inputs, z) in zip(network.dense_layers[::-1], network.cache[::-1]):
        gradient, to_weights, to_bias = dense_backward(layer, layer_inputs, z, gradient)
        expected = [to_weights, to_bias, *expected]
    assert [array.shape for array in found] == [array.shape for array in network.parameters()]
    for a, b in zip(found, expected):
        np.testing.assert_allclose(a, b, rtol=1e-14)


def test_backward_goes_back_on_the_last_forward():
    network = example_network(1)
    network.forward(rng.normal(size=(5, 3)))
    outputs = network.forward(inputs)
    first = backward(network, outputs)
    second = backward(network, outputs)
    for a, b in zip(first, second):
        np.testing.assert_array_equal(a, b)


def test_backward_keeps_float32():
    network = network_of(relu, identity, dtype=np.float32)
    gradient = softmax_cross_entropy_gradient(network.forward(np.float32(inputs)), targets[softmax_cross_entropy])
    assert all(array.dtype == np.float32 for array in backward(network, gradient))


def test_a_loss_gradient_that_does_not_fit_is_named():
    network = example_network(1)
    with pytest.raises(ValueError, match="forward"):
        backward(network, np.ones((5, 2)))
    network.forward(inputs)
    for shape in ((5, 4), (4, 2), (2,), (5, 1)):
        with pytest.raises(ValueError) as error:
            backward(network, np.ones(shape))
        assert str(shape) in str(error.value) and "(5, 2)" in str(error.value)
    network.forward(inputs[0])
    with pytest.raises(ValueError, match=r"\(2,\)"):
        backward(network, np.ones(2))


def test_steps_and_softmax_pass_no_gradient_on():
    network = network_of(step, identity)
    network.forward(inputs)
    assert all((array == 0).all() for array in backward(network, np.ones((5, 2)))[:4])
    network = network_of(tanh, softmax)
    network.forward(inputs)
    with pytest.raises(ValueError, match="softmax"):
        backward(network, np.ones((5, 2)))


# Numerical gradients, comparison, descent.


def test_the_numerical_gradient_of_known_functions():
    x = rng.normal(size=(2, 3))
    given = x.copy()
    np.testing.assert_allclose(numerical_gradient(lambda v: np.sum(v**3), x), 3 * x**2, rtol=1e-8)
    np.testing.assert_array_equal(x, given)
    assert numerical_gradient(lambda v: v**2, 3.0).shape == ()
    assert numerical_gradient(np.sum, [1, 2]).tolist() == pytest.approx([1.0, 1.0])
    # two-sided: exact for a parabola, whatever h is
    assert numerical_gradient(lambda v: np.sum(v**2), [2.0], h=0.5).tolist() == [4.0]
    assert numerical_gradient(np.sum, np.float32([1.0])).dtype == np.float64


def test_relative_error():
    assert relative_error([1.0, 2.0], [1.0, 2.5]) == 0.2
    assert relative_error([1e-9], [2e-9]) == 0.5
    assert relative_error([0.0, 0.0], [0.0, 0.0]) == 0.0
    with pytest.raises(ValueError, match=r"\(2,\).*\(1,\)"):
        relative_error([1.0, 2.0], [1.0])


def test_a_step_downhill_changes_the_arrays_in_place():
    parameters = [np.array([[1.0, -2.0]]), np.array([0.5])]
    arrays = list(parameters)
    assert gradient_descent_step(parameters, [np.array([[10.0, 20.0]]), np.array([-5.0])], 0.1) is None
    assert parameters[0] is arrays[0] and parameters[1] is arrays[1]
    np.testing.assert_allclose(arrays[0], [[0.0, -4.0]])
    np.testing.assert_allclose(arrays[1], [1.0])


@pytest.mark.parametrize("gradients", [[np.ones((2, 1)), np.ones(1)], [np.ones((1, 2))], [np.ones((1, 2)), np.ones(2)]])
def test_gradients_that_are_no_pairs_change_nothing(gradients):
    parameters = [np.zeros((1, 2)), np.zeros(1)]
    with pytest.raises(ValueError, match=r"\(1, 2\), \(1,\)"):
        gradient_descent_step(parameters, gradients, 0.1)
    assert not any(array.any() for array in parameters)


def test_gradient_descent_lowers_the_loss():
    network, wanted = example_network(1), targets[binary_cross_entropy]
    losses = []
    for _ in range(20):
        outputs = network.forward(inputs)
        losses.append(binary_cross_entropy(outputs, wanted))
        gradients = backward(network, binary_cross_entropy_gradient(outputs, wanted))
        gradient_descent_step(network.parameters(), gradients, 0.5)
    assert all(later < earlier for earlier, later in zip(losses, losses[1:]))
