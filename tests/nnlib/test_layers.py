"""Layers: what they compute, how their weights begin, how many there are, and XOR."""

import numpy as np
import pytest

from nnlib.layers import (
    Dense,
    InputLayer,
    OneToOne,
    fitting,
    he,
    identity,
    is_deep,
    parameter_count,
    run,
    xavier,
    xor_layers,
)
from nnlib.neurons import Neuron

pytestmark = pytest.mark.filterwarnings("error")


def dense(n_in=3, n_out=4, activation=np.tanh, seed=0):
    layer = Dense(n_in, n_out, activation, seed=seed)
    layer.bias[:] = np.random.default_rng(seed + 1).normal(size=n_out)
    return layer


def test_the_input_layer_hands_on_what_it_gets():
    layer = InputLayer(3)
    batch = np.random.default_rng(0).normal(size=(5, 3))
    assert layer.forward(batch) is batch
    assert layer.forward([1, 2, 3]).tolist() == [1.0, 2.0, 3.0]
    assert layer.parameter_count() == 0
    assert (layer.n_in, layer.n_out) == (3, 3)


@pytest.mark.parametrize("shape", [(4,), (5, 4), (5, 1), (), (2, 5, 3)], ids=str)
def test_the_wrong_number_of_inputs_is_named(shape):
    with pytest.raises(ValueError) as error:
        InputLayer(3).forward(np.ones(shape))
    assert str(shape) in str(error.value) and "(3,)" in str(error.value)
    for call in (dense().weighted_sums, dense().forward, lambda inputs: fitting(inputs, dense().weights)):
        with pytest.raises(ValueError) as error:
            call(np.ones(shape))
        assert str(shape) in str(error.value) and "(3, 4)" in str(error.value)


def test_each_column_of_a_dense_layer_is_a_neuron():
    layer, inputs = dense(), np.random.default_rng(5).normal(size=(5, 3))
    neurons = [Neuron(layer.weights[:, j], layer.bias[j], np.tanh) for j in range(4)]
    expected = np.column_stack([neuron.forward(inputs) for neuron in neurons])
    np.testing.assert_allclose(layer.forward(inputs), expected, rtol=1e-13)
    np.testing.assert_allclose(layer.weighted_sums(inputs), np.arctanh(expected), rtol=1e-10)


def test_one_sample_is_treated_as_in_a_batch():
    layer, inputs = dense(), np.random.default_rng(5).normal(size=(5, 3))
    for method in (layer.weighted_sums, layer.forward):
        assert method(inputs[2]).shape == (4,)
        np.testing.assert_allclose(method(inputs[2]), method(inputs)[2], rtol=1e-13)


def test_a_new_dense_layer():
    layer = Dense(3, 4, seed=7)
    assert layer.weights.shape == (3, 4) and layer.bias.tolist() == [0.0] * 4
    assert layer.weights.dtype == layer.bias.dtype == np.float64
    assert layer.activation is identity and (layer.n_in, layer.n_out) == (3, 4)
    np.testing.assert_array_equal(layer.weights, xavier(3, 4, 7))
    np.testing.assert_array_equal(Dense(3, 4, init=he, seed=7).weights, he(3, 4, 7))


def test_float32_is_kept():
    layer = Dense(3, 4, np.tanh, seed=7, dtype=np.float32)
    assert layer.weights.dtype == layer.bias.dtype == np.float32
    assert layer.forward(np.ones((5, 3), np.float32)).dtype == np.float32


@pytest.mark.parametrize("init", [xavier, he])
def test_the_same_seed_draws_the_same_and_a_generator_goes_on(init):
    np.testing.assert_array_equal(init(3, 4, 11), init(3, 4, 11))
    assert not np.array_equal(init(3, 4, 11), init(3, 4, 12))
    rng = np.random.default_rng(11)
    first, second = init(3, 4, rng), init(3, 4, rng)
    np.testing.assert_array_equal(first, init(3, 4, 11))
    assert not np.array_equal(first, second)


def test_xavier_is_uniform_within_its_limit():
    weights = xavier(300, 200, seed=0)
    limit = np.sqrt(6 / 500)
    assert weights.shape == (300, 200)
    assert np.abs(weights).max() < limit and np.abs(weights).max() > 0.999 * limit
    np.testing.assert_allclose(weights.std(), limit / np.sqrt(3), rtol=0.01)
    assert abs(weights.mean()) < 0.01 * limit


def test_he_is_normal_with_its_deviation():
    weights = he(300, 200, seed=0)
    assert weights.shape == (300, 200)
    np.testing.assert_allclose(weights.std(), np.sqrt(2 / 300), rtol=0.01)
    assert abs(weights.mean()) < 0.02 * weights.std()
    within = np.mean(np.abs(weights) < weights.std())
    assert abs(within - 0.6827) < 0.01  # a uniform one would have 0.577


def test_he_keeps_the_size_of_signals_through_relu():
    x = np.random.default_rng(1).normal(size=(400, 200))
    for seed in range(6):
        x = np.maximum(x @ he(200, 200, seed), 0)
    assert 0.5 < np.mean(x**2) < 2.0


def test_parameters_are_counted():
    layers = [InputLayer(3), Dense(3, 4), Dense(4, 4), Dense(4, 2)]
    assert [layer.parameter_count() for layer in layers] == [0, 16, 20, 10]
    assert parameter_count(layers) == 46
    assert parameter_count([]) == 0
    assert parameter_count([OneToOne([1.0, 2.0, 3.0], [0.1, 0.2, 0.3])]) == 6


@pytest.mark.parametrize("hidden, deep", [(0, False), (1, False), (2, True), (3, True)])
def test_deep_is_two_or_more_hidden_layers(hidden, deep):
    layers = [InputLayer(3)] + [Dense(3, 3) for _ in range(hidden)] + [Dense(3, 2)]
    assert is_deep(layers) is deep


def test_run_goes_through_the_layers_in_order():
    first, second = dense(3, 4), dense(4, 2, seed=3)
    inputs = np.random.default_rng(5).normal(size=(5, 3))
    np.testing.assert_array_equal(run([InputLayer(3), first, second], inputs), second.forward(first.forward(inputs)))
    assert run([InputLayer(3)], [1, 2, 3]).tolist() == [1.0, 2.0, 3.0]


def test_xor_is_solved_by_hand():
    layers = xor_layers()
    assert run(layers, [[0, 0], [0, 1], [1, 0], [1, 1]]).ravel().tolist() == [0.0, 1.0, 1.0, 0.0]
    assert [type(layer).__name__ for layer in layers] == ["InputLayer", "Dense", "Dense"]
    assert not is_deep(layers)


def test_one_to_one():
    layer = OneToOne([2.0, -1.0, 0.5], [0.1, 0.2, 0.3], activation=np.tanh)
    np.testing.assert_allclose(layer.weighted_sums([1.0, 2.0, 4.0]), [2.1, -1.8, 2.3])
    np.testing.assert_allclose(layer.forward([[1.0, 2.0, 4.0]]), np.tanh([[2.1, -1.8, 2.3]]))
    with pytest.raises(ValueError, match=r"\(3,\).*\(2,\)"):
        OneToOne([1.0, 2.0, 3.0], [0.1, 0.2])
    with pytest.raises(ValueError, match=r"\(5, 2\).*\(3,\)"):
        layer.forward(np.ones((5, 2)))
