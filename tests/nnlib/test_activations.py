"""Gates and their slopes: values, properties, all floats there are, and what a stack of layers without them is."""

import numpy as np
import pytest

from nnlib.activations import (
    DERIVATIVES,
    collapse,
    derivative_of,
    identity,
    identity_derivative,
    relu,
    relu_derivative,
    sigmoid,
    sigmoid_derivative,
    softmax,
    softmax_jacobian,
    step,
    step_derivative,
    surviving_gradient,
    tanh,
    tanh_derivative,
)
from nnlib.backprop import numerical_gradient
from nnlib.layers import Dense, InputLayer, run

pytestmark = pytest.mark.filterwarnings("error")

ALL = [*DERIVATIVES, *DERIVATIVES.values(), softmax]
z = np.random.default_rng(0).normal(0, 3, size=(5, 4))


@pytest.mark.parametrize("function", ALL, ids=lambda f: f.__name__)
def test_shape_and_precision_are_kept(function):
    for shape in ((4,), (5, 4), (2, 3, 4)):
        assert function(np.ones(shape)).shape == shape
        assert function(np.ones(shape)).dtype == np.float64
        assert function(np.ones(shape, np.float32)).dtype == np.float32
    np.testing.assert_array_equal(function([1, -2, 3]), function(np.array([1.0, -2.0, 3.0])))


@pytest.mark.parametrize("function", ALL, ids=lambda f: f.__name__)
def test_the_input_is_not_changed(function):
    given = z.copy()
    function(given)
    np.testing.assert_array_equal(given, z)


@pytest.mark.parametrize("function", [f for f in ALL if f is not softmax], ids=lambda f: f.__name__)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_no_float_overflows_or_warns(function, dtype):
    largest = np.finfo(dtype).max
    extremes = np.array([-np.inf, -largest, -800, -90, -1e-30, -0.0, 0.0, 1e-30, 90, 800, largest, np.inf], dtype=dtype)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        values = function(extremes)
    assert not np.isnan(values).any()
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        assert not np.isnan(function(dtype(-1e4)))


def test_softmax_does_not_overflow():
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        np.testing.assert_allclose(softmax([8e307, 8e307, -8e307]), [0.5, 0.5, 0.0])
        np.testing.assert_allclose(softmax([[1e4, 1e4], [0.0, np.log(3)]]), [[0.5, 0.5], [0.25, 0.75]])
        np.testing.assert_allclose(softmax([[-1e4, -1e4 + np.log(3)]]), [[0.25, 0.75]])


def test_sigmoid():
    np.testing.assert_allclose(sigmoid([0.0, np.log(3), -np.log(3)]), [0.5, 0.75, 0.25])
    assert sigmoid([-np.inf, np.inf]).tolist() == [0.0, 1.0]
    np.testing.assert_allclose(sigmoid(-z), 1 - sigmoid(z), rtol=1e-12)
    np.testing.assert_allclose(sigmoid(z), (1 + np.tanh(z / 2)) / 2, rtol=1e-13)
    np.testing.assert_allclose(sigmoid([-700.0]), np.exp([-700.0]), rtol=1e-13)  # tiny, but not 0


def test_relu_lets_only_positive_values_pass():
    assert relu([-1.5, -0.0, 0.0, 2.0]).tolist() == [0.0, 0.0, 0.0, 2.0]
    np.testing.assert_array_equal(relu(z), np.where(z > 0, z, 0))


def test_tanh_is_odd_and_a_stretched_sigmoid():
    np.testing.assert_allclose(tanh(z), 2 * sigmoid(2 * z) - 1, rtol=1e-12)
    np.testing.assert_array_equal(tanh(-z), -tanh(z))


def test_softmax():
    np.testing.assert_allclose(softmax(np.log([1.0, 2.0, 5.0])), [0.125, 0.25, 0.625])
    np.testing.assert_allclose(softmax(z).sum(axis=1), np.ones(5))
    np.testing.assert_allclose(softmax(z + 7.5), softmax(z))
    np.testing.assert_allclose(softmax(z)[3], softmax(z[3]))
    np.testing.assert_allclose(softmax([0.0, 0.9])[1], sigmoid(0.9))


@pytest.mark.parametrize("activation", DERIVATIVES, ids=lambda f: f.__name__)
def test_slopes_agree_with_numerical_ones(activation):
    derivative = derivative_of(activation)
    numerical = numerical_gradient(lambda x: activation(x).sum(), z)
    np.testing.assert_allclose(derivative(z), numerical, rtol=1e-7, atol=1e-10)


def test_slopes_at_chosen_places():
    assert identity_derivative([-3.0, 0.0]).tolist() == [1.0, 1.0]
    assert step_derivative([-3.0, 0.0, 3.0]).tolist() == [0.0, 0.0, 0.0]
    assert relu_derivative([-2.0, -0.0, 0.0, 1e-300, 5.0]).tolist() == [0.0, 0.0, 0.0, 1.0, 1.0]
    assert sigmoid_derivative(0.0) == 0.25 and tanh_derivative(0.0) == 1.0
    np.testing.assert_array_equal(sigmoid_derivative(z), sigmoid_derivative(-z))
    np.testing.assert_allclose(sigmoid_derivative([40.0, -40.0]), np.exp([-40.0, -40.0]))
    assert sigmoid_derivative(np.linspace(-9, 9, 1000)).max() < 0.25


def test_the_jacobian_of_softmax():
    scores = np.array([0.3, -1.2, 2.0, 0.7])
    rows = [numerical_gradient(lambda x, i=i: softmax(x)[i], scores) for i in range(4)]
    np.testing.assert_allclose(softmax_jacobian(scores), rows, rtol=1e-7, atol=1e-12)
    with pytest.raises(ValueError, match=r"\(5, 4\)"):
        softmax_jacobian(z)


def test_only_gates_of_single_numbers_have_a_derivative():
    assert derivative_of(identity) is identity_derivative and derivative_of(step) is step_derivative
    for other in (softmax, np.sin, 3):
        with pytest.raises(ValueError, match="softmax|sin|3"):
            derivative_of(other)


def linear_stack(*sizes):
    layers = [Dense(n_in, n_out, seed=n_in) for n_in, n_out in zip(sizes, sizes[1:])]
    for layer in layers:
        layer.bias[:] = np.random.default_rng(layer.n_out).normal(size=layer.n_out)
    return [InputLayer(sizes[0]), *layers]


@pytest.mark.parametrize("sizes", [(3, 2), (5, 3, 4), (5, 3, 4, 2)], ids=str)
def test_a_stack_without_gates_is_one_layer(sizes):
    layers, inputs = linear_stack(*sizes), np.random.default_rng(1).normal(size=(6, sizes[0]))
    before = [layer.weights.copy() for layer in layers[1:]]
    for stack in (layers, layers[1:]):
        weights, bias = collapse(stack)
        assert weights.shape == (sizes[0], sizes[-1]) and bias.shape == (sizes[-1],)
        np.testing.assert_allclose(inputs @ weights + bias, run(layers, inputs), rtol=1e-11)
    for layer, weights in zip(layers[1:], before):
        np.testing.assert_array_equal(layer.weights, weights)


def test_a_stack_with_gates_does_not_collapse():
    with pytest.raises(ValueError, match="without activations"):
        collapse([Dense(3, 4), Dense(4, 2, tanh)])
    with pytest.raises(ValueError):
        collapse([InputLayer(3)])


def test_the_gradient_that_survives():
    assert surviving_gradient(sigmoid_derivative, 3) == 1 / 64
    assert surviving_gradient(relu_derivative, 50, z=2.0) == 1.0
    assert surviving_gradient(relu_derivative, 1, z=-2.0) == 0.0
    np.testing.assert_allclose(
        surviving_gradient(tanh_derivative, np.arange(4), z=0.5), (1 - np.tanh(0.5) ** 2) ** np.arange(4)
    )
