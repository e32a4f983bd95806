"""What goes wrong in unit 1, and right answers written another way."""

import numpy as np

from mistakes import mistake, right, wrong_answer
from nnlib.arrays import as_floats
from nnlib.neurons import weighted_sum

SUM = "a-weighted-sum-gives-every-input-its-say"
BIAS = "the-bias-is-the-firing-level-with-its-sign-turned"
SHAPES = "what-if-the-shapes-do-not-fit"
BATCH = "one-neuron-answers-for-a-whole-batch-at-once"
STEP = "the-step-is-silent-exactly-at-its-level"
NEURON = "a-neuron-is-weights-a-bias-and-an-activation"
LINE = "the-firing-line-cuts-the-plane-in-two"
GATES = "and-or-and-nand-are-one-neuron-each"


@mistake("weighted_sum", "The bias has not been added to the sum of the products.", section=BIAS)
def without_bias(inputs, weights, bias):
    inputs, weights = as_floats(inputs), as_floats(weights)
    if inputs.ndim not in (1, 2) or weights.shape != inputs.shape[-1:]:
        raise ValueError(f"inputs of shape {inputs.shape} do not fit weights of shape {weights.shape}")
    return inputs @ weights


@mistake("weighted_sum", "The bias is taken away, as if it were a firing level.", section=BIAS)
def bias_subtracted(inputs, weights, bias):
    inputs, weights = as_floats(inputs), as_floats(weights)
    if inputs.ndim not in (1, 2) or weights.shape != inputs.shape[-1:]:
        raise ValueError(f"inputs of shape {inputs.shape} do not fit weights of shape {weights.shape}")
    return inputs @ weights - bias


@mistake("weighted_sum", "The bias has been added once for each input, not once for the sum.", section=BIAS)
def bias_for_each_input(inputs, weights, bias):
    inputs, weights = as_floats(inputs), as_floats(weights)
    if inputs.ndim not in (1, 2) or weights.shape != inputs.shape[-1:]:
        raise ValueError(f"inputs of shape {inputs.shape} do not fit weights of shape {weights.shape}")
    return (inputs * weights + bias).sum(axis=-1)


@mistake(
    "weighted_sum",
    "The products have not been added up: there is still one number for each input.",
    section=SUM,
)
def products_only(inputs, weights, bias):
    inputs, weights = as_floats(inputs), as_floats(weights)
    if inputs.ndim not in (1, 2) or weights.shape != inputs.shape[-1:]:
        raise ValueError(f"inputs of shape {inputs.shape} do not fit weights of shape {weights.shape}")
    return inputs * weights + bias


@mistake("weighted_sum", "The products have been averaged instead of added up.", section=SUM)
def mean_of_products(inputs, weights, bias):
    inputs, weights = as_floats(inputs), as_floats(weights)
    if inputs.ndim not in (1, 2) or weights.shape != inputs.shape[-1:]:
        raise ValueError(f"inputs of shape {inputs.shape} do not fit weights of shape {weights.shape}")
    return (inputs * weights).mean(axis=-1) + bias


@mistake(
    "weighted_sum",
    "The weights have been added to the inputs, where each input is multiplied by its weight.",
    section=SUM,
)
def weights_added(inputs, weights, bias):
    inputs, weights = as_floats(inputs), as_floats(weights)
    if inputs.ndim not in (1, 2) or weights.shape != inputs.shape[-1:]:
        raise ValueError(f"inputs of shape {inputs.shape} do not fit weights of shape {weights.shape}")
    return (inputs + weights).sum(axis=-1) + bias


@mistake(
    "weighted_sum",
    "A batch comes back as one number: everything in it has been added up into a single sum.",
    section=BATCH,
)
def whole_batch_in_one(inputs, weights, bias):
    inputs, weights = as_floats(inputs), as_floats(weights)
    if inputs.ndim not in (1, 2) or weights.shape != inputs.shape[-1:]:
        raise ValueError(f"inputs of shape {inputs.shape} do not fit weights of shape {weights.shape}")
    return (inputs * weights).sum() + bias


@mistake(
    "weighted_sum",
    "This adds up along the samples of a batch, not along the inputs of each sample.",
    section=BATCH,
)
def down_the_columns(inputs, weights, bias):
    inputs, weights = as_floats(inputs), as_floats(weights)
    if inputs.ndim not in (1, 2) or weights.shape != inputs.shape[-1:]:
        raise ValueError(f"inputs of shape {inputs.shape} do not fit weights of shape {weights.shape}")
    return (inputs * weights).sum(axis=0) + bias


@mistake("weighted_sum", "Only the first sample of a batch is looked at.", section=BATCH)
def one_sample_only(inputs, weights, bias):
    inputs, weights = as_floats(inputs), as_floats(weights)
    if inputs.ndim not in (1, 2) or weights.shape != inputs.shape[-1:]:
        raise ValueError(f"inputs of shape {inputs.shape} do not fit weights of shape {weights.shape}")
    return np.atleast_2d(inputs)[0] @ weights + bias


@mistake("weighted_sum", "The numbers have been cut to whole numbers on the way.", section=SUM)
def whole_numbers(inputs, weights, bias):
    inputs, weights = as_floats(inputs), as_floats(weights)
    if inputs.ndim not in (1, 2) or weights.shape != inputs.shape[-1:]:
        raise ValueError(f"inputs of shape {inputs.shape} do not fit weights of shape {weights.shape}")
    return inputs.astype(int) @ weights.astype(int) + bias


@mistake("weighted_sum", "Shapes that do not fit have been stretched to fit, without a word.", section=SHAPES)
def shapes_stretched(inputs, weights, bias):
    inputs, weights = as_floats(inputs), as_floats(weights)
    return (inputs * np.resize(weights, inputs.shape[-1])).sum(axis=-1) + bias


@mistake("weighted_sum", "The error does not say which shapes met.", section=SHAPES)
def shapes_not_named(inputs, weights, bias):
    inputs, weights = as_floats(inputs), as_floats(weights)
    if inputs.ndim not in (1, 2) or weights.shape != inputs.shape[-1:]:
        raise ValueError("shapes do not fit")
    return inputs @ weights + bias


@mistake("weighted_sum", "The rows of a batch have been taken for single inputs.", section=BATCH)
def rows_as_inputs(inputs, weights, bias):
    inputs, weights = as_floats(inputs), as_floats(weights)
    if inputs.ndim not in (1, 2) or weights.shape != inputs.shape[-1:]:
        raise ValueError(f"inputs of shape {inputs.shape} do not fit weights of shape {weights.shape}")
    total = bias
    for value, weight in zip(inputs, weights):
        total = total + value * weight
    return total


@mistake("weighted_sum", "This works for batches only: a single sample has no second axis.", section=BATCH)
def batches_only(inputs, weights, bias):
    inputs, weights = as_floats(inputs), as_floats(weights)
    if inputs.ndim not in (1, 2) or weights.shape != inputs.shape[-1:]:
        raise ValueError(f"inputs of shape {inputs.shape} do not fit weights of shape {weights.shape}")
    return np.sum(inputs * weights, axis=1) + bias


@mistake("weighted_sum", "Weights and inputs stand in the wrong order: a batch does not fit there.", section=BATCH)
def weights_first(inputs, weights, bias):
    inputs, weights = as_floats(inputs), as_floats(weights)
    if inputs.ndim not in (1, 2) or weights.shape != inputs.shape[-1:]:
        raise ValueError(f"inputs of shape {inputs.shape} do not fit weights of shape {weights.shape}")
    return weights @ inputs + bias


@mistake("weighted_sum", "The result has an axis too many.", section=BATCH)
def sums_in_a_column(inputs, weights, bias):
    inputs, weights = as_floats(inputs), as_floats(weights)
    if inputs.ndim not in (1, 2) or weights.shape != inputs.shape[-1:]:
        raise ValueError(f"inputs of shape {inputs.shape} do not fit weights of shape {weights.shape}")
    return inputs @ weights.reshape(-1, 1) + bias


@right("weighted_sum")
def by_loops(inputs, weights, bias):
    inputs, weights = as_floats(inputs), as_floats(weights)
    if inputs.ndim not in (1, 2) or weights.shape != inputs.shape[-1:]:
        raise ValueError(f"{inputs.shape} and {weights.shape}")
    sums = []
    for row in np.atleast_2d(inputs):
        total = float(bias)
        for value, weight in zip(row, weights):
            total += value * weight
        sums.append(total)
    return sums[0] if inputs.ndim == 1 else np.array(sums)


@right("weighted_sum")
def by_einsum(inputs, weights, bias):
    inputs, weights = np.asarray(inputs, dtype=float), np.asarray(weights, dtype=float)
    if weights.ndim != 1 or inputs.shape[-1] != len(weights):
        raise ValueError("weights " + str(weights.shape) + " for inputs " + str(inputs.shape))
    return np.einsum("...i,i->...", inputs, weights) + bias


@right("weighted_sum")
def in_single_precision(inputs, weights, bias):
    inputs, weights = np.asarray(inputs, dtype=np.float32), np.asarray(weights, dtype=np.float32)
    if weights.shape != inputs.shape[-1:]:
        raise ValueError(f"{inputs.shape}, {weights.shape}")
    return np.sum(inputs * weights, axis=-1) + np.float32(bias)


@right("weighted_sum")
def shapes_named_by_numpy(inputs, weights, bias):
    return np.dot(np.asarray(inputs), np.asarray(weights)) + bias


@right("weighted_sum")
def as_a_list(inputs, weights, bias):
    inputs = np.asarray(inputs)
    weights = np.asarray(weights)
    if weights.shape != inputs.shape[-1:]:
        raise ValueError(f"{inputs.shape}, {weights.shape}")
    return (np.asfortranarray(inputs) @ weights + bias).tolist()


@mistake("step", "At exactly 0 this neuron fires; it should be silent until its level is exceeded.", section=STEP)
def fires_at_zero(z):
    return (as_floats(z) >= 0).astype(float)


@mistake("step", "True and False come back, where the description asks for the numbers 1.0 and 0.0.", section=STEP)
def true_and_false(z):
    return as_floats(z) > 0


@mistake("step", "Whole numbers come back, where the description asks for floating-point numbers.", section=STEP)
def integers(z):
    return (as_floats(z) > 0).astype(int)


@mistake("step", "The silent side gives -1, where a silent neuron passes on nothing.", section=STEP)
def minus_one_when_silent(z):
    return np.where(as_floats(z) > 0, 1.0, -1.0)


@mistake(
    "step",
    "The sum itself comes through when the neuron fires: a firing neuron says only that it fires.",
    section=STEP,
)
def lets_the_sum_through(z):
    z = as_floats(z)
    return np.where(z > 0, z, 0.0)


@mistake("step", "It is the wrong way round: this neuron fires below its level.", section=STEP)
def upside_down(z):
    return (as_floats(z) < 0).astype(float)


@mistake("step", "The firing level stands at 1, not at 0.", section=STEP)
def level_at_one(z):
    return (as_floats(z) > 1).astype(float)


@mistake(
    "step",
    "One number comes back for a whole array: each element has to be decided for itself.",
    section=STEP,
)
def any_of_them(z):
    return 1.0 if np.any(as_floats(z) > 0) else 0.0


@mistake("step", "The silent side gives -1, where a silent neuron passes on nothing.", section=STEP)
def sign_of_the_sum(z):
    return np.sign(as_floats(z))


@mistake("step", "At exactly 0 this gives one half; the neuron should be silent there.", section=STEP)
def half_at_zero(z):
    return np.heaviside(as_floats(z), 0.5)


@mistake("step", "A whole array was asked whether it exceeds 0; only its elements can answer that.", section=STEP)
def asks_the_array(z):
    return 1.0 if as_floats(z) > 0 else 0.0


@mistake("step", "This goes along the first axis only: a row of a table is an array again.", section=STEP)
def along_one_axis(z):
    return [1.0 if value > 0 else 0.0 for value in as_floats(z)]


@mistake("step", "The answer has been written into the array that was handed over.", section=STEP)
def written_in_place(z):
    z = as_floats(z)
    if z.ndim == 0:
        return float(z > 0)
    z[z > 0] = 1.0
    z[z <= 0] = 0.0
    return z


@right("step")
def by_where(z):
    return np.where(np.asarray(z) > 0, 1.0, 0.0)


@right("step")
def by_heaviside(z):
    return np.heaviside(np.asarray(z, dtype=float), 0.0)


@right("step")
def step_in_single_precision(z):
    return (np.asarray(z) > 0).astype(np.float32)


@right("step")
def by_a_list(z):
    z = np.asarray(z, dtype=float)
    return np.array([1.0 if value > 0 else 0.0 for value in z.ravel()]).reshape(z.shape)


@mistake(
    "Neuron.forward",
    "The weighted sum comes out as it is: it has not gone through the activation function.",
    section=NEURON,
)
def no_activation(self, inputs):
    return as_floats(inputs) @ self.weights + self.bias


@mistake(
    "Neuron.forward",
    "The step is always used, whichever activation function the neuron was made with.",
    section=NEURON,
)
def always_step(self, inputs):
    return (as_floats(inputs) @ self.weights + self.bias > 0).astype(float)


@mistake("Neuron.forward", "The neuron's bias has no part in the result.", section=BIAS)
def forward_without_bias(self, inputs):
    return self.activation(as_floats(inputs) @ self.weights)


@mistake(
    "Neuron.forward",
    "The bias has been added after the activation function instead of before it.",
    section=NEURON,
)
def bias_after_activation(self, inputs):
    return self.activation(as_floats(inputs) @ self.weights) + self.bias


@mistake(
    "Neuron.forward",
    "Each product goes through the activation function by itself, before the products are added up.",
    section=NEURON,
)
def activation_of_each_product(self, inputs):
    return self.activation(as_floats(inputs) * self.weights + self.bias).sum(axis=-1)


@mistake("Neuron.forward", "The activation function itself comes back, and has not been called.", section=NEURON)
def activation_not_called(self, inputs):
    return self.activation


@mistake(
    "Neuron.forward",
    "A batch comes back as one number: the sums of all its samples have been added up.",
    section=BATCH,
)
def forward_for_one_sample(self, inputs):
    return self.activation((as_floats(inputs) * self.weights).sum() + self.bias)


@mistake("Neuron.forward", "The activation function has been applied to the inputs, not to their sum.", section=NEURON)
def activation_of_the_inputs(self, inputs):
    return weighted_sum(self.activation(as_floats(inputs)), self.weights, self.bias)


@mistake("Neuron.forward", "The bias has been added twice.", section=BIAS)
def bias_twice(self, inputs):
    return self.activation(weighted_sum(inputs, self.weights, self.bias) + self.bias)


@right("Neuron.forward")
def with_weighted_sum(self, inputs):
    return self.activation(weighted_sum(inputs, self.weights, self.bias))


@right("Neuron.forward")
def with_dot(self, inputs):
    z = np.dot(np.asarray(inputs, dtype=float), self.weights) + self.bias
    return self.activation(z)


@right("Neuron.forward")
def with_tensordot(self, inputs):
    return self.activation(np.tensordot(inputs, self.weights, axes=1) + self.bias)


@mistake("firing_line", "The sign of the whole is wrong: with this x2 the weighted sum is not 0.", section=LINE)
def sign_lost(weights, bias, x1):
    weights, x1 = as_floats(weights), as_floats(x1)
    return (x1 * weights[0] + bias) / weights[1]


@mistake("firing_line", "The bias has been left out, so the line runs through the origin.", section=LINE)
def line_without_bias(weights, bias, x1):
    weights, x1 = as_floats(weights), as_floats(x1)
    return -x1 * weights[0] / weights[1]


@mistake(
    "firing_line",
    "The bias has the wrong sign: the line is shifted to the other side of the origin.",
    section=LINE,
)
def bias_on_the_wrong_side(weights, bias, x1):
    weights, x1 = as_floats(weights), as_floats(x1)
    return (bias - x1 * weights[0]) / weights[1]


@mistake("firing_line", "The two weights have changed places.", section=LINE)
def weights_swapped(weights, bias, x1):
    weights, x1 = as_floats(weights), as_floats(x1)
    return -(x1 * weights[1] + bias) / weights[0]


@mistake("firing_line", "The sum has not been divided by the second weight.", section=LINE)
def not_divided(weights, bias, x1):
    weights, x1 = as_floats(weights), as_floats(x1)
    return -(x1 * weights[0] + bias)


@mistake("firing_line", "Only a part of the sum has been divided by the second weight.", section=LINE)
def only_bias_divided(weights, bias, x1):
    weights, x1 = as_floats(weights), as_floats(x1)
    return -x1 * weights[0] - bias / weights[1]


@mistake("firing_line", "The division has dropped the part behind the decimal point.", section=LINE)
def whole_division(weights, bias, x1):
    weights, x1 = as_floats(weights), as_floats(x1)
    return -(x1 * weights[0] + bias) // weights[1]


@mistake("firing_line", "Only a part of the sum has been divided by the second weight.", section=LINE)
def only_first_divided(weights, bias, x1):
    weights, x1 = as_floats(weights), as_floats(x1)
    return -x1 * weights[0] / weights[1] - bias


@mistake("firing_line", "x1 has no part in the result.", section=LINE)
def without_x1(weights, bias, x1):
    weights, x1 = as_floats(weights), as_floats(x1)
    return -bias / weights[1]


@mistake("firing_line", "This is what x1 and the bias add up to, not the x2 that makes up for it.", section=LINE)
def sum_so_far(weights, bias, x1):
    weights, x1 = as_floats(weights), as_floats(x1)
    return x1 * weights[0] + bias


@mistake("firing_line", "The sum has been divided by the weight of the other input.", section=LINE)
def divided_by_the_first(weights, bias, x1):
    weights, x1 = as_floats(weights), as_floats(x1)
    return -(x1 * weights[0] + bias) / weights[0]


@mistake("firing_line", "The second weight has been multiplied in: ask what it does to x2.", section=LINE)
def multiplied_by_the_second(weights, bias, x1):
    weights, x1 = as_floats(weights), as_floats(x1)
    return -(x1 * weights[0] + bias) * weights[1]


@right("firing_line")
def slope_and_intercept(weights, bias, x1):
    slope, intercept = -weights[0] / weights[1], -bias / weights[1]
    return slope * np.asarray(x1, dtype=float) + intercept


@right("firing_line")
def element_by_element(weights, bias, x1):
    x1 = np.asarray(x1, dtype=float)
    return np.array([(-bias - weights[0] * value) / weights[1] for value in x1.ravel()]).reshape(x1.shape)


@right("firing_line")
def line_in_single_precision(weights, bias, x1):
    weights = np.asarray(weights, dtype=np.float32)
    return np.divide(weights[0] * np.asarray(x1, dtype=np.float32) + np.float32(bias), -weights[1])


wrong_answer(
    "cell_bias",
    "With this bias the cell would fire more readily, not less: think of which way the bias moves the sum.",
    section=BIAS,
    cell_bias=2.75,
)
wrong_answer(
    "cell_bias",
    "Without a bias the cell would fire as soon as its weighted sum exceeds 0.",
    section=BIAS,
    cell_bias=0.0,
)
wrong_answer("cell_bias", "This is the sum of the weights; the level is not in it.", section=BIAS, cell_bias=2.25)
wrong_answer(
    "cell_bias",
    "This is how far the sum of the weights lies below the level. The bias does not depend on the weights.",
    section=BIAS,
    cell_bias=-0.5,
)
wrong_answer(
    "cell_bias",
    "This is how far the level lies above the sum of the weights. The bias does not depend on the weights.",
    section=BIAS,
    cell_bias=0.5,
)
wrong_answer(
    "cell_bias",
    "This is the sum of the weights with its sign turned; the level is not in it.",
    section=BIAS,
    cell_bias=-2.25,
)
wrong_answer(
    "nor",
    "This neuron computes OR: it fires in the three other rows.",
    section=GATES,
    nor_weights=[1.0, 1.0],
    nor_bias=-0.5,
)
wrong_answer(
    "nor",
    "This neuron computes NAND: it still fires when one of the inputs is 1.",
    section=GATES,
    nor_weights=[-1.0, -1.0],
    nor_bias=1.5,
)
wrong_answer(
    "nor",
    "This neuron never fires: with 0 and 0 its sum is the bias alone, and that does not exceed 0.",
    section=STEP,
    nor_weights=[-1.0, -1.0],
    nor_bias=0.0,
)
wrong_answer(
    "nor",
    "This neuron computes AND: it fires when both inputs are 1.",
    section=GATES,
    nor_weights=[1.0, 1.0],
    nor_bias=-1.5,
)
wrong_answer(
    "nor",
    "This neuron always fires: its inputs do not hold it back.",
    section=GATES,
    nor_weights=[1.0, 1.0],
    nor_bias=0.5,
)
wrong_answer(
    "nor",
    "The second input does not hold this neuron back.",
    section=GATES,
    nor_weights=[-1.0, 0.0],
    nor_bias=0.5,
)
