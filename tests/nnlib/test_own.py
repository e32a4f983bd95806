"""The student's own modules joined to one library, and the given package left as it was."""

import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

import nnlib
from nnlib import layers
from nnlib.own import FIVE, library

GIVEN = Path(nnlib.__file__).parent


@pytest.fixture
def mine(tmp_path):
    """A folder with the five modules, one of them written another way."""
    for name in FIVE:
        shutil.copy(GIVEN / f"{name}.py", tmp_path)
    rewrite(
        tmp_path / "layers.py",
        "return inputs @ self.weights + self.bias",
        "return np.dot(inputs, self.weights) + self.bias",
    )
    return tmp_path


def rewrite(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_modules_work_together_and_not_with_the_given_ones(mine):
    own = library(str(mine))
    assert own.as_given == ["neurons", "activations", "forward", "backprop"]
    assert own.Dense is not layers.Dense
    network = own.Network([own.InputLayer(2), own.Dense(2, 3, own.tanh, seed=0), own.Dense(3, 1, seed=1)])
    inputs, targets = np.array([[0.5, -1.0], [2.0, 0.25]]), np.array([[1.0], [-0.5]])
    assert own.check_gradients(network, inputs, targets, own.mean_squared_error) < 1e-7
    history = own.train(network, inputs, targets, own.mean_squared_error, own.SGD(0.1), 2, 1, 0, progress=False)
    assert history["loss"][1] < history["loss"][0]
    with pytest.raises(ValueError, match="an InputLayer followed by"):
        own.Network([layers.InputLayer(2), layers.Dense(2, 1)])


def test_what_is_wrong_in_a_module_is_wrong_in_the_library(mine):
    rewrite(mine / "activations.py", "np.tanh(as_floats(z))", "7.0 * as_floats(z)")
    own = library(str(mine))
    assert own.Dense(1, 1, own.tanh, init=lambda n_in, n_out, seed: np.ones((1, 1))).forward([[2.0]]) == 14.0


def test_the_given_package_stays_as_it_was(mine):
    modules, names, path = dict(sys.modules), dict(vars(nnlib)), list(nnlib.__path__)
    library(str(mine))
    assert {name: sys.modules.get(name) for name in modules} == modules
    assert dict(vars(nnlib)) == names and list(nnlib.__path__) == path
    (mine / "forward.py").write_text("import nothing_of_this_name\n", encoding="utf-8")
    with pytest.raises(ModuleNotFoundError):
        library(str(mine))
    assert {name: sys.modules.get(name) for name in modules} == modules
    assert dict(vars(nnlib)) == names and list(nnlib.__path__) == path


def test_what_has_been_taken_is_known(mine):
    own = library(str(mine))
    assert own.used == []
    assert own.Dense and own.sigmoid and own.Dense
    assert own.used == ["Dense", "sigmoid"]
    with pytest.raises(AttributeError, match="nothing in your modules is called perceive"):
        own.perceive  # noqa: B018


def test_a_missing_module_is_named(mine):
    (mine / "forward.py").unlink()
    with pytest.raises(FileNotFoundError, match=r"forward\.py is missing"):
        library(str(mine))


def test_the_given_modules_are_nobodys_own(mine):
    shutil.copy(GIVEN / "layers.py", mine)
    with open(mine / "layers.py", "a", encoding="utf-8") as file:
        file.write("\n\n# a comment is no work\n")
    with pytest.raises(ValueError, match="are the given ones"):
        library(str(mine))
