"""The forward pass: products element by element, the formula, the network and what it remembers."""

import numpy as np
import pytest

from nnlib.activations import relu, sigmoid, tanh
from nnlib.forward import (
    Network,
    add_bias_loops,
    as_factors,
    example_network,
    forward_formula,
    product_element,
    product_loops,
    shape_trace,
)
from nnlib.layers import Dense, InputLayer, OneToOne, identity, run

pytestmark = pytest.mark.filterwarnings("error")

rng = np.random.default_rng(0)
inputs, weights = rng.normal(size=(5, 3)), rng.normal(size=(3, 4))


def test_elements_of_the_product():
    for row, column in ((0, 0), (0, 2), (3, 2)):
        terms = [inputs[row, i] * weights[i, column] for i in range(3)]
        np.testing.assert_allclose(product_element(inputs, weights, row, column), sum(terms), rtol=1e-15)
    assert product_element([[1, 2]], [[3, 4, 5], [6, 7, 8]], 0, 2) == 21.0


def test_the_product_by_loops():
    np.testing.assert_allclose(product_loops(inputs, weights), inputs @ weights, rtol=1e-14)
    assert product_loops(np.float32(inputs), np.float32(weights)).dtype == np.float32
    assert product_loops([[1, 2]], [[0.5], [0.25]]).tolist() == [[1.0]]  # whole numbers are not rounded


def test_the_bias_by_loops():
    np.testing.assert_array_equal(add_bias_loops(inputs, [1, 2, 3]), inputs + [1, 2, 3])


@pytest.mark.parametrize("first, second", [((5, 3), (4, 3)), ((3,), (3, 4)), ((5, 3), (3,)), ((5, 1), (3, 4))], ids=str)
def test_factors_that_do_not_fit_are_named(first, second):
    for function in (as_factors, product_loops, lambda a, b: product_element(a, b, 0, 0)):
        with pytest.raises(ValueError) as error:
            function(np.ones(first), np.ones(second))
        assert str(first) in str(error.value) and str(second) in str(error.value)


def test_the_formula_is_the_network():
    network, batch = example_network(1), rng.normal(size=(5, 3))
    np.testing.assert_allclose(network.forward(batch), forward_formula(batch, *network.parameters()), rtol=1e-14)
    nested = forward_formula(batch.tolist(), *[array.tolist() for array in network.parameters()])
    np.testing.assert_allclose(nested, network.forward(batch), rtol=1e-14)


@pytest.mark.parametrize("number, shape", [(0, (5, 4)), (1, (4, 3)), (2, (3,)), (3, (3, 4)), (4, (1, 4)), (6, (1,))])
def test_the_formula_names_what_does_not_fit(number, shape):
    arrays = [np.ones((5, 3)), *example_network(1).parameters()]
    arrays[number] = np.ones(shape)
    with pytest.raises(ValueError) as error:
        forward_formula(*arrays)
    assert str(shape) in str(error.value)


def test_the_number_of_samples_is_free():
    network = example_network(1)
    batch = rng.normal(size=(7, 3))
    outputs = network.forward(batch)
    assert outputs.shape == (7, 2)
    for size in (1, 2, 5):
        np.testing.assert_allclose(network.forward(batch[:size]), outputs[:size], rtol=1e-12)


def test_the_cache_holds_what_backward_needs_of_the_last_batch_only():
    network, batch = example_network(1), rng.normal(size=(5, 3))
    network.forward(rng.normal(size=(6, 3)))
    outputs = network.forward(batch)
    assert len(network.cache) == 3
    before = batch
    for layer, (layer_inputs, z) in zip(network.dense_layers, network.cache):
        np.testing.assert_array_equal(layer_inputs, before)
        np.testing.assert_array_equal(z, layer.weighted_sums(before))
        before = layer.activation(z)
    np.testing.assert_array_equal(before, outputs)


def test_every_layer_has_its_own_gate():
    layers = [InputLayer(3), Dense(3, 4, relu, seed=1), Dense(4, 4, tanh, seed=2), Dense(4, 2, identity, seed=3)]
    np.testing.assert_allclose(Network(layers).forward(inputs), run(layers, inputs), rtol=1e-14)


def test_parameters_are_the_arrays_themselves():
    network = example_network(1)
    parameters = network.parameters()
    assert [array.shape for array in parameters] == [(3, 4), (4,), (4, 4), (4,), (4, 2), (2,)]
    assert parameters[2] is network.dense_layers[1].weights and parameters[5] is network.dense_layers[2].bias


def test_the_example_network():
    network = example_network(1)
    assert all(layer.activation is sigmoid for layer in network.dense_layers)
    assert all((array != 0).all() for array in network.parameters())
    np.testing.assert_array_equal(network.forward(inputs), example_network(1).forward(inputs))
    assert not np.array_equal(network.forward(inputs), example_network(2).forward(inputs))


def test_the_shape_trace():
    network = example_network(1)
    network.forward(rng.normal(size=(2, 3)))
    cache = network.cache
    assert shape_trace(network, inputs) == [
        ("inputs", (5, 3)),
        ("weights 1", (3, 4)),
        ("weighted sums 1", (5, 4)),
        ("outputs 1", (5, 4)),
        ("weights 2", (4, 4)),
        ("weighted sums 2", (5, 4)),
        ("outputs 2", (5, 4)),
        ("weights 3", (4, 2)),
        ("weighted sums 3", (5, 2)),
        ("outputs 3", (5, 2)),
    ]
    assert network.cache is cache


def test_float32_is_kept():
    network = Network([InputLayer(3), Dense(3, 4, sigmoid, dtype=np.float32), Dense(4, 2, tanh, dtype=np.float32)])
    assert network.forward(np.float32(inputs)).dtype == np.float32
    assert all(z.dtype == np.float32 for _, z in network.cache)


@pytest.mark.parametrize(
    "layers",
    [
        [],
        [InputLayer(3)],
        [Dense(3, 4)],
        [Dense(3, 4), Dense(4, 2)],
        [InputLayer(3), OneToOne([1.0, 2.0, 3.0], [0.1, 0.2, 0.3])],
        [InputLayer(3), InputLayer(3), Dense(3, 2)],
    ],
    ids=lambda layers: "-".join(type(layer).__name__ for layer in layers) or "none",
)
def test_what_is_no_network_is_refused(layers):
    with pytest.raises(ValueError, match="InputLayer followed by"):
        Network(layers)


def test_layers_that_do_not_fit_are_named():
    with pytest.raises(ValueError, match=r"5 outputs .*\(4, 2\)"):
        Network([InputLayer(3), Dense(3, 5), Dense(4, 2)])
    with pytest.raises(ValueError, match=r"\(5, 4\).*\(3,\)"):
        example_network(1).forward(np.ones((5, 4)))
