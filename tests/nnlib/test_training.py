"""Batches, optimisers, the loop, and whether anything is learnt."""

import sys

import numpy as np
import pytest

from nnlib import training
from nnlib.activations import relu, sigmoid, tanh
from nnlib.backprop import binary_cross_entropy, mean_squared_error, softmax_cross_entropy
from nnlib.data import digits, shifted, two_moons
from nnlib.forward import Network, example_network
from nnlib.layers import Dense, InputLayer, he
from nnlib.training import (
    SGD,
    Adam,
    GradientDescent,
    accuracy,
    hold_out,
    minibatches,
    predictions,
    train,
    train_step,
)

pytestmark = pytest.mark.filterwarnings("error")

inputs = np.arange(33.0).reshape(11, 3)
targets = 10 * np.arange(11)  # each target is told by its sample: 10/3 of the first input


# Batches.


def test_batches_hold_each_sample_once_beside_its_target():
    batches = minibatches(inputs, targets, 4, seed=0)
    assert [len(x) for x, _ in batches] == [4, 4, 3]
    assert sorted(np.concatenate([t for _, t in batches])) == targets.tolist()
    for x, t in batches:
        assert x.shape[1:] == (3,)
        np.testing.assert_array_equal(x[:, 0] / 3 * 10, t)


def test_batches_are_shuffled_anew_each_time_but_the_same_for_the_same_seed():
    first, same, other = (minibatches(inputs, targets, 4, seed)[0][1].tolist() for seed in (0, 0, 1))
    assert first == same != other
    assert first != targets[:4].tolist()
    rng = np.random.default_rng(0)
    assert minibatches(inputs, targets, 4, rng)[0][1].tolist() == first
    assert minibatches(inputs, targets, 4, rng)[0][1].tolist() != first


def test_batches_of_any_size_and_kind():
    assert len(minibatches(inputs, targets, 11, 0)) == 1
    assert len(minibatches(inputs, targets, 100, 0)) == 1
    assert len(minibatches(inputs, targets, 1, 0)) == 11
    x, t = minibatches(np.float32(inputs), targets[:, np.newaxis], 4, 0)[0]
    assert x.dtype == np.float32 and t.shape == (4, 1)


def test_the_given_arrays_stay_as_they_were():
    x, t = inputs.copy(), targets.copy()
    minibatches(x, t, 4, 0)
    hold_out(x, t, seed=0)
    np.testing.assert_array_equal(x, inputs)
    np.testing.assert_array_equal(t, targets)


@pytest.mark.parametrize("function", [lambda x, t: minibatches(x, t, 4), hold_out, accuracy])
def test_samples_without_targets_are_named(function):
    with pytest.raises(ValueError, match=r"\(11, 3\).*\(10,\)"):
        function(inputs, targets[:10])


def test_a_share_is_held_out():
    (x, t), (held_x, held_t) = hold_out(inputs, targets, share=0.2, seed=0)
    assert len(x) == len(t) == 9 and len(held_x) == len(held_t) == 2
    assert sorted([*t, *held_t]) == targets.tolist()
    np.testing.assert_array_equal(np.concatenate([x, held_x])[:, 0] / 3 * 10, np.concatenate([t, held_t]))
    assert hold_out(inputs, targets, seed=0)[1][1].tolist() == held_t.tolist()
    assert hold_out(inputs, targets, seed=1)[1][1].tolist() != held_t.tolist()


# Optimisers.


def steps_of(optimiser, number=4):
    """Where two parameters stand after each of some steps, with gradients that differ from step to step."""
    rng = np.random.default_rng(0)
    parameters = [rng.normal(size=(3, 2)), rng.normal(size=2)]
    places = [[array.copy() for array in parameters]]
    gradients = []
    for _ in range(number):
        gradients.append([rng.normal(size=(3, 2)), rng.normal(size=2)])
        given = [array.copy() for array in gradients[-1]]
        assert optimiser.step(parameters, gradients[-1]) is None
        for array, copy in zip(gradients[-1], given):
            np.testing.assert_array_equal(array, copy)
        places.append([array.copy() for array in parameters])
    return places, gradients


def test_plain_descent():
    for optimiser in (GradientDescent(0.1), SGD(0.1)):
        places, gradients = steps_of(optimiser)
        for k in range(4):
            for before, gradient, after in zip(places[k], gradients[k], places[k + 1]):
                np.testing.assert_allclose(after, before - 0.1 * gradient, rtol=1e-12)


def test_momentum_by_hand():
    parameter = np.array([1.0])
    optimiser = SGD(0.1, momentum=0.5)
    for gradient, expected in ((2.0, 0.8), (4.0, 0.3), (0.0, 0.05)):  # v = 2, 5, 2.5
        optimiser.step([parameter], [np.array([gradient])])
        np.testing.assert_allclose(parameter, [expected])


def test_momentum_is_a_sum_over_all_gradients():
    places, gradients = steps_of(SGD(0.1, momentum=0.9))
    for i in range(2):
        travelled = sum(0.9 ** (k - j) * gradients[j][i] for k in range(4) for j in range(k + 1))
        np.testing.assert_allclose(places[4][i], places[0][i] - 0.1 * travelled, rtol=1e-12)


def test_adam_after_its_definition():
    rate, beta1, beta2, epsilon = 0.05, 0.8, 0.99, 1e-3
    places, gradients = steps_of(Adam(rate, beta1, beta2, epsilon))
    for i in range(2):
        place, m, s = places[0][i], 0.0, 0.0
        for t in range(1, 5):
            g = gradients[t - 1][i]
            m, s = beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
            place = place - rate * (m / (1 - beta1**t)) / (np.sqrt(s / (1 - beta2**t)) + epsilon)
            np.testing.assert_allclose(places[t][i], place, rtol=1e-12)


def test_the_first_step_of_adam_is_as_long_as_the_rate():
    parameters = [np.array([1.0, 1.0, 1.0])]
    Adam(0.01).step(parameters, [np.array([1e-3, -5.0, 200.0])])
    np.testing.assert_allclose(parameters[0], [0.99, 1.01, 0.99], rtol=1e-5)


@pytest.mark.parametrize("make", [lambda: GradientDescent(0.1), lambda: SGD(0.1, 0.9), lambda: Adam(0.1)])
def test_optimisers_work_in_place_and_keep_float32(make):
    array = np.ones(3, np.float32)
    optimiser = make()
    for _ in range(2):
        optimiser.step([array], [np.ones(3, np.float32)])
    assert array.dtype == np.float32 and (array < 1).all()
    with pytest.raises(ValueError, match=r"\(2,\).*\(3,\)"):
        optimiser.step([array], [np.ones(2, np.float32)])


@pytest.mark.parametrize("make", [lambda: SGD(0.1, 0.9), lambda: Adam(0.1)])
def test_optimisers_do_not_share_their_memory(make):
    used, fresh = make(), make()
    used.step([np.ones(3)], [np.ones(3)])
    a, b = np.ones(3), np.ones(3)
    fresh.step([a], [np.full(3, -2.0)])
    make().step([b], [np.full(3, -2.0)])
    np.testing.assert_array_equal(a, b)


# Accuracy.


def test_predictions():
    assert predictions([[0.1, 0.7, 0.2], [2.0, -1.0, 1.0]]).tolist() == [1, 0]
    assert predictions([[0.5], [0.51], [0.2]]).tolist() == [0, 1, 0]
    with pytest.raises(ValueError, match=r"\(3,\)"):
        predictions([0.1, 0.7, 0.2])


def test_accuracy_is_a_share():
    scores = [[0.1, 0.7, 0.2], [2.0, -1.0, 1.0], [0.0, 0.1, 0.3], [1.0, 0.0, 0.0]]
    assert accuracy(scores, [1, 0, 0, 2]) == 0.5
    assert accuracy(scores, [[1], [0], [2], [2]]) == 0.75
    assert accuracy([[0.9], [0.2], [0.8]], [[1], [1], [0]]) == pytest.approx(1 / 3)
    with pytest.raises(ValueError, match=r"\(4, 3\).*\(4, 2\)"):
        accuracy(scores, np.zeros((4, 2)))


# The loop.


def test_a_step_learns_from_its_batch():
    network, twin = example_network(1), example_network(1)
    x, t = np.random.default_rng(0).normal(size=(5, 3)), np.random.default_rng(1).uniform(size=(5, 2))
    outputs = train_step(network, x, t, mean_squared_error, GradientDescent(0.5))
    np.testing.assert_array_equal(outputs, twin.forward(x))
    assert mean_squared_error(network.forward(x), t) < mean_squared_error(outputs, t)
    assert all((a != b).any() for a, b in zip(network.parameters(), twin.parameters()))


def test_train_is_its_steps():
    rng = np.random.default_rng(0)
    x, t = rng.normal(size=(7, 3)), rng.uniform(size=(7, 2))
    network, twin = example_network(1), example_network(1)
    history = train(network, x, t, mean_squared_error, SGD(0.5, 0.9), 3, 4, seed=5, progress=False)
    order, optimiser, losses = np.random.default_rng(5), SGD(0.5, 0.9), []
    for _ in range(3):
        total = 0.0
        for bx, bt in minibatches(x, t, 4, order):
            total += len(bx) * mean_squared_error(train_step(twin, bx, bt, mean_squared_error, optimiser), bt)
        losses.append(total / 7)
    for a, b in zip(network.parameters(), twin.parameters()):
        np.testing.assert_array_equal(a, b)
    assert list(history) == ["loss"]  # numbers, not classes: no accuracy
    np.testing.assert_allclose(history["loss"], losses)
    assert all(type(value) is float for value in history["loss"])


def test_the_history_looks_at_validation_without_learning_from_it():
    x, t = two_moons(40, 0.1, 0)
    validation = (x[30:], t[30:, np.newaxis])
    histories = []
    for given in (None, validation):
        network = Network([InputLayer(2), Dense(2, 3, tanh, seed=1), Dense(3, 1, sigmoid, seed=2)])
        arguments = (x[:30], t[:30, np.newaxis], binary_cross_entropy, SGD(0.1), 4, 8, 0)
        histories.append(train(network, *arguments, validation=given, progress=False))
    assert sorted(histories[0]) == ["accuracy", "loss"]
    assert sorted(histories[1]) == ["accuracy", "loss", "validation_accuracy", "validation_loss"]
    assert all(len(values) == 4 for values in histories[1].values())
    assert histories[0]["loss"] == histories[1]["loss"]
    outputs = network.forward(validation[0])
    assert histories[1]["validation_loss"][-1] == binary_cross_entropy(outputs, validation[1])
    assert histories[1]["validation_accuracy"][-1] == accuracy(outputs, validation[1])


def test_progress_goes_to_standard_output_and_tqdm_is_not_needed(capsys, monkeypatch):
    def go(**options):
        network = example_network(1)
        return train(network, np.ones((2, 3)), np.ones((2, 2)), mean_squared_error, SGD(0.1), 2, 2, 0, **options)

    silent = go(progress=False)
    assert capsys.readouterr() == ("", "")
    if training.tqdm is not None:
        assert go() == silent
        shown = capsys.readouterr()
        assert "2/2" in shown.out and shown.err == ""
    monkeypatch.setattr(training, "tqdm", None)
    assert go() == silent
    assert capsys.readouterr() == ("", "")


def test_tqdm_may_be_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "tqdm", None)
    monkeypatch.delitem(sys.modules, "nnlib.training")
    import nnlib.training as again

    assert again is not training and again.tqdm is None


def test_two_moons_are_learnt_and_by_a_single_line_they_are_not():
    x, t = two_moons(300, 0.1, 0)
    found = {}
    for hidden in ((), (16, 16)):
        sizes, rng = (2, *hidden, 1), np.random.default_rng(0)
        layers = [Dense(n, m, tanh, seed=rng) for n, m in zip(sizes, sizes[1:])]
        layers[-1].activation = sigmoid
        network = Network([InputLayer(2), *layers])
        history = train(network, x, t[:, np.newaxis], binary_cross_entropy, Adam(0.02), 60, 32, 0, progress=False)
        found[hidden] = history["accuracy"][-1]
    assert found[()] < 0.92 and found[(16, 16)] > 0.98


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_digits_are_learnt(dtype):
    images, labels = digits()
    (x, t), held_out = hold_out(images.astype(dtype), labels, seed=0)
    moves = ((0, 0), (0, 1), (0, -1), (1, 0), (-1, 0))
    x, t = np.concatenate([shifted(x, *move) for move in moves]), np.tile(t, 5)
    rng = np.random.default_rng(0)
    network = Network([InputLayer(64), Dense(64, 128, relu, he, rng, dtype), Dense(128, 10, seed=rng, dtype=dtype)])
    history = train(network, x, t, softmax_cross_entropy, SGD(0.1, 0.9), 20, 32, 0, held_out, progress=False)
    assert history["validation_accuracy"][-1] >= 0.98
    assert all(array.dtype == dtype for array in network.parameters())
