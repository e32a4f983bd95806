"""One neuron: its sum, its step, the line at which it fires, and arrays of any kind on the way in."""

import numpy as np
import pytest

from nnlib.arrays import as_floats
from nnlib.neurons import Neuron, firing_line, step, total_stimulus, weighted_sum

pytestmark = pytest.mark.filterwarnings("error")


def test_floats_keep_their_precision_and_are_not_copied():
    for dtype in (np.float32, np.float64):
        array = np.ones(3, dtype=dtype)
        assert as_floats(array) is array


@pytest.mark.parametrize("values", [[1, 2], (True, False), np.arange(2), np.float16([1, 2])], ids=repr)
def test_everything_else_becomes_float64(values):
    assert as_floats(values).dtype == np.float64
    assert as_floats(values).tolist() == [float(value) for value in values]


def test_stimuli_add_up_for_one_sample_and_for_a_batch():
    assert total_stimulus([1.0, 2.5, -0.5]) == 3.0
    assert total_stimulus([[1.0, 2.0], [3.0, 4.5]]).tolist() == [3.0, 7.5]
    for nothing in (1.0, np.zeros((2, 3, 4))):
        with pytest.raises(ValueError, match=r"\(\)|\(2, 3, 4\)"):
            total_stimulus(nothing)


def test_weighted_sum_of_one_sample():
    assert weighted_sum([2, -3, -4], [0.5, 2.0, -1.0], 0.25) == -0.75


def test_weighted_sum_of_a_batch_is_that_of_each_row():
    rng = np.random.default_rng(0)
    inputs, weights = rng.normal(size=(5, 3)), rng.normal(size=3)
    sums = weighted_sum(inputs, weights, -0.7)
    assert sums.shape == (5,)
    np.testing.assert_allclose(sums, [sum(x * w for x, w in zip(row, weights)) - 0.7 for row in inputs], rtol=1e-14)


@pytest.mark.parametrize("inputs", [(4,), (5, 4), (5, 1), (1,), (), (2, 5, 3)], ids=str)
def test_inputs_that_do_not_fit_are_named(inputs):
    for call in (Neuron(np.ones(3), 0.5).forward, lambda x: weighted_sum(x, np.ones(3), 0.5)):
        with pytest.raises(ValueError) as error:
            call(np.ones(inputs))
        assert str(inputs) in str(error.value) and "(3,)" in str(error.value)


@pytest.mark.parametrize("weights", [(4,), (5,), (3, 1), (1, 3), (3, 3), (1,), ()], ids=str)
def test_weights_that_do_not_fit_are_named(weights):
    with pytest.raises(ValueError) as error:
        weighted_sum(np.ones((5, 3)), np.ones(weights), 0.5)
    assert str(weights) in str(error.value) and "(5, 3)" in str(error.value)


def test_step_is_silent_at_its_level():
    assert step([-1e300, -1e-300, -0.0, 0.0, 1e-300, np.inf]).tolist() == [0, 0, 0, 0, 1, 1]
    assert step(0.0) == 0.0 and step(2) == 1.0
    assert step(np.ones((2, 3, 4))).shape == (2, 3, 4)
    assert step(np.ones(2, dtype=np.float32)).dtype == np.float32


def test_a_neuron_sends_its_sum_through_its_own_activation():
    neuron = Neuron([1, -2], 0.5, activation=lambda z: 10 * z)
    assert neuron.forward([3.0, 1.0]) == 15.0
    assert neuron.forward([[3.0, 1.0], [1.0, 3.0]]).tolist() == [15.0, -45.0]
    assert Neuron([1.0, -2.0], 0.5).forward([[3.0, 1.0], [1.0, 3.0]]).tolist() == [1.0, 0.0]


def test_a_neuron_keeps_float32():
    assert Neuron(np.float32([1, 2]), 0.3, np.tanh).forward(np.ones((4, 2), np.float32)).dtype == np.float32


@pytest.mark.parametrize("weights, bias", [([[1.0, 2.0]], 0.5), (1.0, 0.5), ([1.0, 2.0], [0.5]), ([1.0], [0.5, 1.0])])
def test_a_neuron_of_wrong_shape_is_refused(weights, bias):
    with pytest.raises(ValueError) as error:
        Neuron(weights, bias)
    assert str(np.shape(weights)) in str(error.value) and str(np.shape(bias)) in str(error.value)


@pytest.mark.parametrize(
    "weights, bias, table",
    [((1, 1), -1.5, (0, 0, 0, 1)), ((1, 1), -0.5, (0, 1, 1, 1)), ((-1, -1), 1.5, (1, 1, 1, 0))],
    ids=["AND", "OR", "NAND"],
)
def test_gates(weights, bias, table):
    assert tuple(Neuron(weights, bias).forward([[0, 0], [0, 1], [1, 0], [1, 1]])) == table


def test_on_the_firing_line_the_sum_is_zero():
    x1 = np.linspace(-3, 2, 12).reshape(3, 4)
    x2 = firing_line([0.7, -1.3], 0.4, x1)
    assert x2.shape == (3, 4)
    np.testing.assert_allclose(0.7 * x1 - 1.3 * x2 + 0.4, 0, atol=1e-15)
    assert firing_line([2, -3], -4, 2) == 0.0


def test_no_firing_line_without_two_weights_or_when_upright():
    with pytest.raises(ValueError, match=r"\(3,\).*\(2,\)"):
        firing_line([1, 2, 3], 0.5, 1.0)
    with pytest.raises(ValueError, match="the second weight is 0"):
        firing_line([1.0, 0.0], 0.5, 1.0)
