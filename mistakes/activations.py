"""What goes wrong in unit 3, and right answers written another way."""

import numpy as np

from mistakes import mistake, right, wrong_answer
from nnlib.activations import sigmoid
from nnlib.arrays import as_floats
from nnlib.layers import InputLayer

COLLAPSE = "without-a-gate-depth-is-worth-nothing"
PROOF = "three-lines-prove-it"
SIGMOID = "the-sigmoid-says-how-sure"
OVERFLOW = "a-sigmoid-that-never-overflows"
SLOPE = "how-steep-is-the-sigmoid"
AT_Z = "the-slope-is-taken-at-z"
TANH = "tanh-has-two-sides"
LEFT = "how-much-slope-is-left"
RELU = "a-gate-that-closes-on-one-side"
KINK = "one-slope-on-each-side"
DEAD = "a-gate-that-never-opens-again"
SOFTMAX = "softmax-shares-out-one-certainty"

NUMBERS = (
    "Does the test assert anything about the numbers? Comparing them stops nobody, and a right shape proves little."
)
ADDED_UP = "The biases have been added up as they are; an earlier bias still has to pass the later layers."
FAR_APART = "Scores that lie far apart in one row still lead to nan: some exponentials are far too large."


@mistake("sigmoid", "The curve falls where it should rise: large z give values near 0.", section=SIGMOID)
def sign_of_the_exponent(z):
    return 1.0 / (1.0 + np.exp(as_floats(z)))


@mistake(
    "sigmoid",
    "For large z this gives nan: the exponential has overflowed, and infinity was divided by infinity.",
    section=OVERFLOW,
)
def infinity_over_infinity(z):
    z = as_floats(z)
    return np.exp(z) / (1.0 + np.exp(z))


@mistake(
    "sigmoid",
    "The 1 was divided by 1 before the exponential was added: the whole sum belongs under the line.",
    section=SIGMOID,
)
def divided_too_early(z):
    return 1.0 / 1.0 + np.exp(-as_floats(z))


@mistake("sigmoid", "The 1 under the line is missing, and values grow without limit.", section=SIGMOID)
def without_the_one(z):
    return 1.0 / np.exp(-as_floats(z))


@mistake("sigmoid", "This is tanh: its values run from -1 to 1, those of the sigmoid from 0 to 1.", section=TANH)
def tanh_instead(z):
    return np.tanh(as_floats(z))


@mistake("sigmoid", "This is the slope of the sigmoid, not its value.", section=SLOPE)
def slope_for_value(z):
    e = np.exp(-np.abs(as_floats(z)))
    return e / (1.0 + e) ** 2


@mistake("sigmoid", "The values have been rounded to 0 or 1: the smooth curve has become a step.", section=SIGMOID)
def rounded_to_a_step(z):
    return np.round(1.0 / (1.0 + np.exp(-as_floats(z))))


@mistake("sigmoid", "The exponential has the base 2 instead of e.", section=SIGMOID)
def powers_of_two(z):
    return 1.0 / (1.0 + 2.0 ** -as_floats(z))


@mistake("sigmoid", "The curve has been replaced by a straight line that is cut off at 0 and at 1.", section=SIGMOID)
def straight_line(z):
    return np.clip(0.25 * as_floats(z) + 0.5, 0.0, 1.0)


@mistake(
    "sigmoid",
    "Large z have been cut off so early that the values at both ends are wrong.",
    section=OVERFLOW,
)
def cut_off_too_early(z):
    return 1.0 / (1.0 + np.exp(-np.clip(as_floats(z), -10.0, 10.0)))


@mistake(
    "sigmoid",
    "One number comes back for a whole array: each element goes through the gate by itself.",
    section=SIGMOID,
)
def sigmoid_of_the_sum(z):
    return 1.0 / (1.0 + np.exp(-np.sum(as_floats(z))))


@mistake(
    "sigmoid",
    "Negative z give the same values as positive ones, so the curve rises on both sides.",
    section=OVERFLOW,
)
def sign_dropped(z):
    return 1.0 / (1.0 + np.exp(-np.abs(as_floats(z))))


@mistake("sigmoid", "The function from math takes a single number, and z may be an array.", section=SIGMOID)
def from_math(z):
    import math

    return 1.0 / (1.0 + math.exp(-as_floats(z)))


@mistake("sigmoid", "A sign under the line is wrong: the values leave the range from 0 to 1.", section=SIGMOID)
def one_less_the_exponential(z):
    return 1.0 / (1.0 - np.exp(-as_floats(z)))


@mistake("sigmoid", "A whole array was asked which sign it has; only its elements can answer that.", section=OVERFLOW)
def asks_the_array(z):
    z = as_floats(z)
    return 1.0 / (1.0 + np.exp(-z)) if z >= 0 else np.exp(z) / (1.0 + np.exp(z))


@mistake("sigmoid", "The numbers that were handed over have been changed in their own array.", section=SIGMOID)
def sigmoid_in_place(z):
    z = as_floats(z)
    z *= -1
    return 1.0 / (1.0 + np.exp(z))


@right("sigmoid")
def as_the_formula_stands(z):  # warns of an overflow, and is right
    return 1.0 / (1.0 + np.exp(-np.asarray(z, dtype=float)))


@right("sigmoid")
def by_tanh(z):
    return 0.5 * (1.0 + np.tanh(0.5 * np.asarray(z, dtype=float)))


@right("sigmoid")
def by_masks(z):
    z = np.asarray(z, dtype=float)
    values = np.empty(z.shape)
    up = z >= 0
    values[up] = 1.0 / (1.0 + np.exp(-z[up]))
    values[~up] = np.exp(z[~up]) / (1.0 + np.exp(z[~up]))
    return values


@right("sigmoid")
def sigmoid_as_a_list(z):
    z = np.asarray(z, dtype=float)
    flat = [1.0 / (1.0 + np.exp(-v)) if v > 0 else np.exp(v) / (1.0 + np.exp(v)) for v in z.ravel()]
    return np.reshape(flat, z.shape).tolist()


@right("sigmoid")
def sigmoid_in_single_precision(z):
    z = np.clip(np.asarray(z, dtype=np.float64), -80, 80).astype(np.float32)
    return np.asfortranarray(np.float32(1) / (np.float32(1) + np.exp(-z))).reshape(z.shape)


@right("sigmoid")
def by_logarithms(z):
    return np.exp(-np.logaddexp(0.0, -np.asarray(z, dtype=float)))


@mistake("relu", "Negative numbers come through unchanged, as if there were no gate at all.", section=RELU)
def no_gate(z):
    return np.array(z, dtype=float)


@mistake("relu", "Negative numbers have lost their sign and come through; they should be stopped.", section=RELU)
def absolute_value(z):
    return np.abs(as_floats(z))


@mistake("relu", "A small part of each negative number comes through: this gate leaks.", section=RELU)
def leaks(z):
    z = as_floats(z)
    return np.where(z > 0, z, 0.01 * z)


@mistake("relu", "It is the wrong way round: negative numbers pass and positive ones are stopped.", section=RELU)
def open_on_the_wrong_side(z):
    return np.minimum(as_floats(z), 0.0)


@mistake("relu", "Every positive number becomes 1. The step does that; this gate lets them pass.", section=RELU)
def step_instead(z):
    return (as_floats(z) > 0).astype(float)


@mistake("relu", "Large numbers have been cut off at 6; this gate has no upper limit.", section=RELU)
def cut_off_at_six(z):
    return np.clip(as_floats(z), 0.0, 6.0)


@mistake("relu", "The gate opens only above 1, not above 0.", section=RELU)
def opens_at_one(z):
    z = as_floats(z)
    return np.where(z > 1, z, 0.0)


@mistake(
    "relu",
    "Negative numbers have been thrown out, so the result has fewer elements than came in.",
    section=RELU,
)
def thrown_out(z):
    z = as_floats(z)
    return z[z > 0]


@mistake("relu", "The zeros have been written into the array that was handed over.", section=RELU)
def written_in_place(z):
    z = as_floats(z)
    if z.ndim:
        z[z < 0] = 0.0
    return z


@mistake(
    "relu",
    "One number comes back for a whole array: each element goes through the gate by itself.",
    section=RELU,
)
def largest_of_all(z):
    return max(0.0, float(np.max(as_floats(z))))


@mistake("relu", "The gate opens or closes for the whole array at once, not for each element.", section=RELU)
def one_gate_for_all(z):
    z = as_floats(z)
    return z if np.all(z > 0) else np.zeros_like(z)


@mistake("relu", "The part behind the decimal point has been cut off on the way.", section=RELU)
def whole_numbers_only(z):
    return np.trunc(np.maximum(as_floats(z), 0.0))


@mistake("relu", "The bend at 0 is round: this is a smooth relative of the gate that is asked for.", section=RELU)
def smooth_relative(z):
    return np.logaddexp(0.0, as_floats(z))


@mistake("relu", "A whole array was asked whether it is above 0; only its elements can answer that.", section=RELU)
def python_max(z):
    return max(0.0, as_floats(z))


@mistake("relu", "This goes along the first axis only: a row of a table is an array again.", section=RELU)
def along_one_axis(z):
    return [max(0.0, value) for value in as_floats(z)]


@mistake("relu", "The part behind the decimal point has been cut off on the way.", section=RELU)
def into_whole_numbers(z):
    z = as_floats(z)
    values = np.zeros(z.shape, dtype=int)
    values[z > 0] = z[z > 0]
    return values


@right("relu")
def mask_times_value(z):
    z = as_floats(z)
    return z * (z > 0)


@right("relu")
def by_where(z):
    z = as_floats(z)
    return np.where(z > 0, z, np.zeros_like(z))


@right("relu")
def half_of_sum_and_size(z):
    z = as_floats(z)
    return (z + np.abs(z)) / 2


@right("relu")
def element_by_element(z):
    z = np.array(z, dtype=float)
    for place in np.ndindex(*z.shape):
        if z[place] < 0:
            z[place] = 0.0
    return z


@right("relu")
def by_columns(z):
    return np.asfortranarray(np.clip(as_floats(z), 0, None)).reshape(np.shape(z))


@mistake("softmax", "The scores themselves have been shared out, without the exponential.", section=SOFTMAX)
def without_exponential(z):
    z = as_floats(z)
    return z / z.sum(axis=-1, keepdims=True)


@mistake("softmax", "The exponentials have not been divided by their sum.", section=SOFTMAX)
def not_divided(z):
    return np.exp(as_floats(z))


@mistake(
    "softmax",
    "For large scores this gives nan: the exponentials have overflowed before they were divided.",
    section=SOFTMAX,
)
def overflows(z):
    e = np.exp(as_floats(z))
    return e / e.sum(axis=-1, keepdims=True)


@mistake(
    "softmax",
    "The largest score of the whole batch was subtracted, so in the other rows every exponential has become 0.",
    section=SOFTMAX,
)
def largest_of_the_batch(z):
    z = as_floats(z)
    e = np.exp(z - z.max())
    return e / e.sum(axis=-1, keepdims=True)


@mistake(
    "softmax",
    "In a batch it is the columns that add up to 1; each row is a sample, and its classes belong together.",
    section=SOFTMAX,
)
def down_the_columns(z):
    z = as_floats(z)
    e = np.exp(z - z.max(axis=0))
    return e / e.sum(axis=0)


@mistake("softmax", "The whole batch adds up to 1, where each row should do so.", section=SOFTMAX)
def over_everything(z):
    z = as_floats(z)
    e = np.exp(z - z.max())
    return e / e.sum()


@mistake(
    "softmax",
    "A number for each row has lost an axis and no longer fits beside the rows of the batch.",
    section=SOFTMAX,
)
def axis_lost(z):
    z = as_floats(z)
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1)


@mistake(
    "softmax", "Each score has gone through a gate by itself: the classes know nothing of each other.", section=SOFTMAX
)
def each_by_itself(z):
    return sigmoid(z)


@mistake("softmax", "The largest score takes everything: the other classes have a probability, too.", section=SOFTMAX)
def winner_takes_all(z):
    z = as_floats(z)
    return (z == z.max(axis=-1, keepdims=True)).astype(float)


@mistake("softmax", "These are the logarithms of the probabilities.", section=SOFTMAX)
def logarithms(z):
    z = as_floats(z)
    z = z - z.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


@mistake(
    "softmax",
    "The exponentials have been divided by the largest of them, not by their sum.",
    section=SOFTMAX,
)
def divided_by_the_largest(z):
    z = as_floats(z)
    return np.exp(z - z.max(axis=-1, keepdims=True))


@mistake("softmax", "The largest score was subtracted inside the array that was handed over.", section=SOFTMAX)
def subtracted_in_place(z):
    z = as_floats(z)
    z -= z.max(axis=-1, keepdims=True)
    e = np.exp(z)
    return e / e.sum(axis=-1, keepdims=True)


@mistake("softmax", "This works for batches only: a single sample has no second axis.", section=SOFTMAX)
def batches_only(z):
    z = as_floats(z)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


@mistake("softmax", FAR_APART, section=SOFTMAX)
def smallest_subtracted(z):
    z = as_floats(z)
    e = np.exp(z - z.min(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@mistake("softmax", FAR_APART, section=SOFTMAX)
def mean_subtracted(z):
    z = as_floats(z)
    e = np.exp(z - z.mean(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@mistake("softmax", "The largest score gets the smallest probability: a sign is turned round.", section=SOFTMAX)
def signs_turned_round(z):
    z = as_floats(z)
    e = np.exp(z.max(axis=-1, keepdims=True) - z)
    return e / e.sum(axis=-1, keepdims=True)


@mistake("softmax", "The exponentials have been divided by their mean, not by their sum.", section=SOFTMAX)
def divided_by_the_mean(z):
    z = as_floats(z)
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.mean(axis=-1, keepdims=True)


@mistake("softmax", "The largest score was subtracted too late: it no longer cancels.", section=SOFTMAX)
def subtracted_too_late(z):
    z = as_floats(z)
    e = np.exp(z) - z.max(axis=-1, keepdims=True)
    return e / e.sum(axis=-1, keepdims=True)


@mistake("softmax", "The number of the most probable class comes back, not the probabilities.", section=SOFTMAX)
def number_of_the_class(z):
    return np.argmax(as_floats(z), axis=-1)


@right("softmax")
def row_by_row(z):
    z = np.asarray(z, dtype=float)
    rows = []
    for row in np.atleast_2d(z):
        e = np.exp(row - max(row))
        rows.append(e / sum(e))
    return np.array(rows).reshape(z.shape)


@right("softmax")
def by_logarithm_of_the_sum(z):
    z = np.asarray(z, dtype=float)
    return np.exp(z - np.logaddexp.reduce(z, axis=-1, keepdims=True))


@right("softmax")
def by_transposing(z):
    e = np.exp(np.asarray(z, dtype=float).T - np.max(z, axis=-1))
    return (e / e.sum(axis=0)).T


@right("softmax")
def by_differences(z):
    z = np.asarray(z, dtype=float)
    return 1.0 / np.exp(z[..., None, :] - z[..., :, None]).sum(axis=-1)


@right("softmax")
def softmax_as_a_list(z):
    z = np.asarray(z, dtype=np.float32)
    e = np.exp(z - np.amax(z, axis=-1)[..., np.newaxis])
    return (e / np.einsum("...i->...", e)[..., None]).tolist()


@mistake(
    "sigmoid_derivative",
    "z was taken for a value that has already come out of the gate.",
    section=AT_Z,
)
def z_taken_for_the_value(z):
    z = as_floats(z)
    return z * (1.0 - z)


@mistake(
    "sigmoid_derivative",
    "The slope is taken at the gate's value instead of at z: z went through the sigmoid once too often.",
    section=AT_Z,
)
def taken_at_the_value(z):
    s = sigmoid(sigmoid(z))
    return s * (1.0 - s)


@mistake("sigmoid_derivative", "This is the value of the sigmoid, not its slope.", section=SLOPE)
def value_for_slope(z):
    return sigmoid(z)


@mistake("sigmoid_derivative", "This is the rule for the slope of tanh, used with the sigmoid.", section=TANH)
def rule_of_tanh(z):
    return 1.0 - sigmoid(z) ** 2


@mistake("sigmoid_derivative", "The slope has the wrong sign: the sigmoid never falls.", section=SLOPE)
def slope_downhill(z):
    s = sigmoid(z)
    return -s * (1.0 - s)


@mistake(
    "sigmoid_derivative", "One factor has the wrong sign inside: the slope never exceeds a quarter.", section=SLOPE
)
def plus_for_minus(z):
    s = sigmoid(z)
    return s * (1.0 + s)


@mistake(
    "sigmoid_derivative",
    "For large z this gives nan: exponentials have overflowed, and infinity was divided by infinity.",
    section=OVERFLOW,
)
def slope_overflows(z):
    e = np.exp(-as_floats(z))
    return e / (1.0 + e) ** 2


@mistake("sigmoid_derivative", "Only one of the two factors of the slope is there.", section=SLOPE)
def one_factor(z):
    return 1.0 - sigmoid(z)


@mistake(
    "sigmoid_derivative", "z itself stands where the value of the sigmoid belongs in one of the factors.", section=SLOPE
)
def z_in_a_factor(z):
    return as_floats(z) * (1.0 - sigmoid(z))


@mistake(
    "sigmoid_derivative", "The slope is the same everywhere: this is its largest value, found at 0 only.", section=SLOPE
)
def a_quarter_everywhere(z):
    return np.full_like(as_floats(z), 0.25)


@mistake(
    "sigmoid_derivative",
    "The value was multiplied by 1 and then taken away from itself: brackets are missing.",
    section=SLOPE,
)
def brackets_missing(z):
    s = sigmoid(z)
    return s * 1.0 - s


@mistake("sigmoid_derivative", "Both factors are the same: this is the square of the value.", section=SLOPE)
def square_of_the_value(z):
    return sigmoid(z) ** 2


@mistake(
    "sigmoid_derivative", "z itself stands where the value of the sigmoid belongs in one of the factors.", section=SLOPE
)
def z_in_the_other_factor(z):
    return sigmoid(z) * (1.0 - as_floats(z))


@right("sigmoid_derivative")
def with_sigmoid(z):
    s = sigmoid(z)
    return s * (1.0 - s)


@right("sigmoid_derivative")
def value_and_mirror_image(z):
    z = np.asarray(z, dtype=float)
    return sigmoid(z) * sigmoid(-z)


@right("sigmoid_derivative")
def by_hyperbolic_tangent(z):
    return (0.25 * (1.0 - np.tanh(np.asarray(z, dtype=float) / 2) ** 2)).tolist()


@right("sigmoid_derivative")
def slope_in_single_precision(z):
    e = np.exp(-np.abs(np.asarray(z, dtype=np.float32)))
    return e / np.square(1 + e)


@right("sigmoid_derivative")
def quarter_less_the_square(z):
    s = np.asarray(sigmoid(z))
    return 0.25 - (s - 0.5) ** 2


@mistake("relu_derivative", "At exactly 0 the slope is 1 here; we have agreed on 0.", section=KINK)
def open_at_zero(z):
    return (as_floats(z) >= 0).astype(float)


@mistake("relu_derivative", "This is what comes out of the gate, not the slope of the gate.", section=KINK)
def relu_itself(z):
    return np.maximum(as_floats(z), 0.0)


@mistake("relu_derivative", "On the closed side the slope is -1 here, though nothing changes there.", section=KINK)
def sign_of_z(z):
    return np.sign(as_floats(z))


@mistake("relu_derivative", "The slope is 1 everywhere, as if the gate never closed.", section=KINK)
def always_open(z):
    return np.ones_like(as_floats(z))


@mistake(
    "relu_derivative", "It is the wrong way round: slope where the gate is closed, none where it is open.", section=KINK
)
def slope_on_the_wrong_side(z):
    return (as_floats(z) < 0).astype(float)


@mistake(
    "relu_derivative", "A small slope is left on the closed side: that belongs to a gate that leaks.", section=KINK
)
def leaking_slope(z):
    return np.where(as_floats(z) > 0, 1.0, 0.01)


@mistake("relu_derivative", "The value was divided by z, and at 0 that gives nan.", section=KINK)
def value_over_z(z):
    z = as_floats(z)
    return np.maximum(z, 0.0) / z


@mistake("relu_derivative", "At 0 the slope is one half here; we have agreed on 0.", section=KINK)
def half_at_zero(z):
    return np.heaviside(as_floats(z), 0.5)


@mistake(
    "relu_derivative", "True and False come back, where the description asks for floating-point numbers.", section=KINK
)
def true_and_false(z):
    return as_floats(z) > 0


@mistake(
    "relu_derivative", "Whole numbers come back, where the description asks for floating-point numbers.", section=KINK
)
def integers(z):
    return (as_floats(z) > 0).astype(int)


@mistake(
    "relu_derivative", "One number comes back for a whole array: each element has a slope of its own.", section=KINK
)
def one_slope_for_all(z):
    return 1.0 if np.any(as_floats(z) > 0) else 0.0


@mistake("relu_derivative", "A whole array was asked whether it is above 0; each element decides.", section=KINK)
def slope_asks_the_array(z):
    return 1.0 if as_floats(z) > 0 else 0.0


@mistake("relu_derivative", "The slopes have been written into the array that was handed over.", section=KINK)
def slopes_in_place(z):
    z = as_floats(z)
    if z.ndim == 0:
        return float(z > 0)
    z[z > 0] = 1.0
    z[z <= 0] = 0.0
    return z


@right("relu_derivative")
def slope_by_where(z):
    return np.where(np.asarray(z) > 0, 1.0, 0.0)


@right("relu_derivative")
def open_gates_in_single_precision(z):
    return (np.asarray(z) > 0).astype(np.float32)


@right("relu_derivative")
def slope_by_heaviside(z):
    return np.heaviside(np.asarray(z, dtype=float), 0.0)


@right("relu_derivative")
def slope_element_by_element(z):
    z = np.asarray(z, dtype=float)
    slopes = np.zeros(z.shape, order="F")
    for place in np.ndindex(*z.shape):
        if z[place] > 0:
            slopes[place] = 1
    return slopes


@right("relu_derivative")
def sign_of_the_value(z):
    return np.sign(np.maximum(np.asarray(z, dtype=float), 0.0))


@mistake("collapse", "The bias of an earlier layer has been lost: only the last one is left.", section=PROOF)
def last_bias_only(layers):
    dense = [layer for layer in layers if not isinstance(layer, InputLayer)]
    weights = dense[0].weights
    for layer in dense[1:]:
        weights = weights @ layer.weights
    return weights, dense[-1].bias


@mistake(
    "collapse",
    "The layers' own biases are missing: each layer adds one to what the earlier biases have become.",
    section=PROOF,
)
def first_bias_only(layers):
    dense = [layer for layer in layers if not isinstance(layer, InputLayer)]
    weights, bias = dense[0].weights, dense[0].bias
    for layer in dense[1:]:
        weights, bias = weights @ layer.weights, bias @ layer.weights
    return weights, bias


@mistake("collapse", "The bias is 0, though the layers have biases.", section=PROOF)
def no_bias_at_all(layers):
    dense = [layer for layer in layers if not isinstance(layer, InputLayer)]
    weights = dense[0].weights
    for layer in dense[1:]:
        weights = weights @ layer.weights
    return weights, np.zeros(weights.shape[1])


@mistake("collapse", "The matrices have been multiplied in the wrong order.", section=PROOF)
def wrong_order(layers):
    dense = [layer for layer in layers if not isinstance(layer, InputLayer)]
    weights, bias = dense[0].weights, dense[0].bias
    for layer in dense[1:]:
        weights, bias = layer.weights @ weights, bias @ layer.weights + layer.bias
    return weights, bias


@mistake("collapse", ADDED_UP, section=PROOF)
def biases_added_up(layers):
    dense = [layer for layer in layers if not isinstance(layer, InputLayer)]
    weights, bias = dense[0].weights, dense[0].bias
    for layer in dense[1:]:
        weights, bias = weights @ layer.weights, bias.sum() + layer.bias
    return weights, bias


@mistake("collapse", ADDED_UP, section=PROOF)
def biases_added_element_by_element(layers):
    dense = [layer for layer in layers if not isinstance(layer, InputLayer)]
    weights, bias = dense[0].weights, dense[0].bias
    for layer in dense[1:]:
        weights, bias = weights @ layer.weights, bias + layer.bias
    return weights, bias


@mistake("collapse", "Weights and bias come back in the wrong order.", section=COLLAPSE)
def bias_first(layers):
    dense = [layer for layer in layers if not isinstance(layer, InputLayer)]
    weights, bias = dense[0].weights, dense[0].bias
    for layer in dense[1:]:
        weights, bias = weights @ layer.weights, bias @ layer.weights + layer.bias
    return bias, weights


@mistake("collapse", "The first layer has no part in the result.", section=COLLAPSE)
def first_layer_skipped(layers):
    dense = [layer for layer in layers if not isinstance(layer, InputLayer)]
    weights, bias = dense[-1].weights, dense[-1].bias
    for layer in dense[-2:0:-1]:
        weights, bias = layer.weights @ weights, layer.bias @ weights + bias
    return weights, bias


@mistake("collapse", "Only the first two layers have been joined; there may be more of them.", section=COLLAPSE)
def two_layers_only(layers):
    dense = [layer for layer in layers if not isinstance(layer, InputLayer)]
    if len(dense) == 1:
        return dense[0].weights, dense[0].bias
    return dense[0].weights @ dense[1].weights, dense[0].bias @ dense[1].weights + dense[1].bias


@mistake("collapse", "The bias is contained in every row of the weights as well.", section=PROOF)
def bias_in_the_weights(layers):
    dense = [layer for layer in layers if not isinstance(layer, InputLayer)]
    weights, bias = np.eye(len(dense[0].weights)), np.zeros((1, len(dense[0].weights)))
    for layer in dense:
        weights, bias = weights @ layer.weights + layer.bias, bias @ layer.weights + layer.bias
    return weights, bias[0]


@mistake(
    "collapse", "The bias comes back with two axes: it has one number for each output, and no rows.", section=PROOF
)
def bias_with_two_axes(layers):
    dense = [layer for layer in layers if not isinstance(layer, InputLayer)]
    weights, bias = dense[0].weights, dense[0].bias.reshape(1, -1)
    for layer in dense[1:]:
        weights, bias = weights @ layer.weights, bias @ layer.weights + layer.bias
    return weights, bias


@mistake(
    "collapse",
    "A bias met the weights of several layers at once; it still has to pass one layer at a time.",
    section=PROOF,
)
def bias_through_the_product(layers):
    dense = [layer for layer in layers if not isinstance(layer, InputLayer)]
    weights, bias = dense[0].weights, dense[0].bias
    for layer in dense[1:]:
        weights = weights @ layer.weights
        bias = bias @ weights + layer.bias
    return weights, bias


@mistake("collapse", "Only the weights come back; the bias is asked for, too.", section=PROOF)
def weights_alone(layers):
    weights = np.eye(layers[0].n_in)
    for layer in layers:
        if not isinstance(layer, InputLayer):
            weights = weights @ layer.weights
    return weights


@mistake("collapse", "Matrices have met element by element, where their product is due.", section=PROOF)
def matrices_element_by_element(layers):
    dense = [layer for layer in layers if not isinstance(layer, InputLayer)]
    weights, bias = dense[0].weights, dense[0].bias
    for layer in dense[1:]:
        weights, bias = weights * layer.weights, bias * layer.weights + layer.bias
    return weights, bias


@mistake("collapse", "A bias stands on the wrong side of a matrix.", section=PROOF)
def bias_on_the_wrong_side(layers):
    dense = [layer for layer in layers if not isinstance(layer, InputLayer)]
    weights, bias = dense[0].weights, dense[0].bias
    for layer in dense[1:]:
        weights = weights @ layer.weights
        bias = weights @ bias + layer.bias
    return weights, bias


@right("collapse")
def by_probing(layers):
    dense = [layer for layer in layers if not isinstance(layer, InputLayer)]
    nothing, each = np.zeros(len(dense[0].weights)), np.eye(len(dense[0].weights))
    for layer in dense:
        nothing, each = layer.forward(nothing), layer.forward(each)
    return each - nothing, nothing


@right("collapse")
def from_the_back(layers):
    dense = [layer for layer in layers if not isinstance(layer, InputLayer)]
    weights, bias = np.eye(len(dense[-1].bias)), np.zeros(len(dense[-1].bias))
    for layer in reversed(dense):
        weights, bias = layer.weights.dot(weights), layer.bias.dot(weights) + bias
    return [weights, bias]


@right("collapse")
def by_one_matrix_each(layers):
    matrices = []
    for layer in layers:
        if isinstance(layer, InputLayer):
            continue
        n_in, n_out = layer.weights.shape
        matrix = np.zeros((n_in + 1, n_out + 1))
        matrix[:n_in, :n_out], matrix[n_in, :n_out], matrix[n_in, n_out] = layer.weights, layer.bias, 1.0
        matrices.append(matrix)
    whole = np.eye(len(matrices[0]))
    for matrix in matrices:
        whole = np.einsum("ij,jk->ik", whole, matrix)
    return whole[:-1, :-1].tolist(), whole[-1, :-1].tolist()


@mistake(
    "surviving_gradient",
    "The slope has been multiplied by the number of gates, where each gate multiplies once more by the slope.",
    section=LEFT,
)
def slope_times_depth(derivative, depth, z=0.0):
    return derivative(z) * np.asarray(depth)


@mistake("surviving_gradient", "The slope is always taken at 0, whichever z is given.", section=LEFT)
def always_at_zero(derivative, depth, z=0.0):
    return derivative(0.0) ** np.asarray(depth)


@mistake("surviving_gradient", "Slope and depth have changed places.", section=LEFT)
def depth_to_the_slope(derivative, depth, z=0.0):
    return np.asarray(depth) ** derivative(z)


@mistake("surviving_gradient", "The last gate has been left out of the product.", section=LEFT)
def one_gate_less(derivative, depth, z=0.0):
    return derivative(z) ** (np.asarray(depth) - 1.0)


@mistake("surviving_gradient", "There is one gate too many in the product.", section=LEFT)
def one_gate_more(derivative, depth, z=0.0):
    return derivative(z) ** (np.asarray(depth) + 1)


@mistake("surviving_gradient", "This is the share that is lost, not the share that is left.", section=LEFT)
def share_lost(derivative, depth, z=0.0):
    return 1.0 - derivative(z) ** np.asarray(depth)


@mistake("surviving_gradient", "z has been multiplied by the depth; it is the same at every gate.", section=LEFT)
def z_times_depth(derivative, depth, z=0.0):
    return derivative(z * np.asarray(depth))


@mistake("surviving_gradient", "The depth has no part in the result: this is the slope of one gate.", section=LEFT)
def one_gate_only(derivative, depth, z=0.0):
    return derivative(z) + 0.0 * np.asarray(depth)


@mistake(
    "surviving_gradient",
    "Each slope was put in as the next z; the z stays, and the slopes multiply.",
    section=LEFT,
)
def slope_of_the_slope(derivative, depth, z=0.0):
    for _ in range(int(np.max(depth))):
        z = derivative(z)
    return z


@mistake("surviving_gradient", "This counts through one depth; the depth may be an array of them.", section=LEFT)
def counted_through(derivative, depth, z=0.0):
    share = 1.0
    for _ in range(depth):
        share = share * derivative(z)
    return share


@right("surviving_gradient")
def by_power(derivative, depth, z=0.0):
    return np.power(float(derivative(z)), depth)


@right("surviving_gradient")
def gate_by_gate(derivative, depth, z=0.0):
    slope = derivative(z)
    left = []
    for gates in np.ravel(depth):
        product = 1.0
        for _ in range(gates):
            product = product * slope
        left.append(product)
    return np.array(left).reshape(np.shape(depth))


@right("surviving_gradient")
def by_product(derivative, depth, z=0.0):
    if np.ndim(depth):
        return [derivative(z) ** gates for gates in depth]
    return float(np.prod([derivative(z)] * depth))


wrong_answer(
    "gradient_left",
    "The two values have been multiplied; it is the slopes that multiply.",
    section=SLOPE,
    by_sigmoid=0.72,
    by_tanh=0.72,
)
wrong_answer(
    "gradient_left",
    "The slopes have been added. Each gate multiplies by its slope.",
    section=LEFT,
    by_sigmoid=0.25,
    by_tanh=0.55,
)
wrong_answer(
    "gradient_left",
    "These are the best that two gates can leave. The gates at hand do not stand at their best points.",
    section=LEFT,
    by_sigmoid=0.0625,
    by_tanh=1.0,
)
wrong_answer(
    "gradient_left",
    "These are the slopes of the first gates; the second are still to be passed.",
    section=LEFT,
    by_sigmoid=0.16,
    by_tanh=0.36,
)
wrong_answer(
    "gradient_left",
    "Both have been worked out with the rule for tanh.",
    section=SLOPE,
    by_sigmoid=0.0684,
    by_tanh=0.0684,
)
wrong_answer(
    "gradient_left",
    "Both have been worked out with the rule for the sigmoid.",
    section=TANH,
    by_sigmoid=0.0144,
    by_tanh=0.0144,
)
wrong_answer(
    "gradient_left",
    "The two shares have changed places.",
    section=TANH,
    by_sigmoid=0.0684,
    by_tanh=0.0144,
)
wrong_answer(
    "gradient_left",
    "0.8 and 0.9 are values that came out of the gates, not the z that went in.",
    section=AT_Z,
    by_sigmoid=0.04396,
    by_tanh=0.27221,
)
wrong_answer(
    "gradient_left",
    "These are the distances of both values from 1: only a part of each slope is there.",
    section=LEFT,
    by_sigmoid=0.02,
    by_tanh=0.02,
)
wrong_answer(
    "gradient_left",
    "The share left by the sigmoids is right. For tanh, only a part of each slope is there.",
    section=TANH,
    by_sigmoid=0.0144,
    by_tanh=0.02,
)


@mistake("test_relu", NUMBERS, section=RELU)
def compares_without_assert(relu):
    np.array_equal(relu(np.array([-1.5, 0.0, 2.0])), [0.0, 0.0, 2.0])


@mistake("test_relu", NUMBERS, section=RELU)
def looks_at_the_shape_only(relu):
    z = np.array([[-1.5, 0.0, 2.0], [0.3, -4.0, 7.0]])
    assert np.shape(relu(z)) == (2, 3)


@mistake("test_relu", "Does the test say what becomes of a negative number?", section=RELU)
def tries_positive_numbers_only(relu):
    assert np.array_equal(relu(np.array([0.5, 2.0, 3.5])), [0.5, 2.0, 3.5])


@mistake(
    "test_relu", "Does the test say what a positive number gives, and not only that nothing is negative?", section=RELU
)
def tries_negative_numbers_only(relu):
    assert np.array_equal(relu(np.array([-0.5, -2.0, 0.0])), [0.0, 0.0, 0.0])


@mistake(
    "test_relu",
    "Does the test say that a negative number is stopped? A result that is not negative proves little.",
    section=RELU,
)
def asks_for_no_negatives(relu):
    assert np.all(relu(np.array([-1.5, 0.0, 2.0])) >= 0)


@mistake(
    "test_relu",
    "The test compares two arrays inside an assert, and an array of several answers is neither true nor false.",
    section=RELU,
)
def array_neither_true_nor_false(relu):
    assert relu(np.array([-1.5, 0.0, 2.0])) == np.array([0.0, 0.0, 2.0])


@mistake("test_relu", "The test asks for something that a right ReLU does not give.", section=RELU)
def expects_the_wrong_thing(relu):
    assert np.array_equal(relu(np.array([-1.5, 0.0, 2.0])), [0.0, 0.0, 1.0])


@mistake("test_relu", "The test hands over a second argument; a ReLU takes one array.", section=RELU)
def hands_over_too_much(relu):
    assert np.array_equal(relu(np.array([-1.5, 0.0, 2.0]), 0.0), [0.0, 0.0, 2.0])


@right("test_relu")
def case_by_case(relu):
    for given, wanted in [(-3.0, 0.0), (-0.01, 0.0), (0.0, 0.0), (0.01, 0.01), (0.6, 0.6), (5.25, 5.25)]:
        assert np.allclose(relu(np.array([given, -1.0])), [wanted, 0.0], atol=1e-6) and np.shape(
            relu(np.array([given, -1.0]))
        ) == (2,)


@right("test_relu")
def by_properties(relu):
    z = np.linspace(-4.0, 4.0, 30).reshape(5, 6)
    values = relu(z.copy())
    assert values.shape == z.shape
    assert (values[z > 0] == z[z > 0]).all()
    assert (values[z <= 0] == 0).all()


@right("test_relu")
def against_another_relu(relu):
    rng = np.random.RandomState(3)
    for shape in [(4,), (3, 5), (2, 3, 4)]:
        z = rng.normal(size=shape) * 3
        z_before = z.copy()
        values = relu(z)
        assert values.shape == shape, "the shape should stay"
        assert np.allclose(values, np.where(z_before > 0, z_before, 0)), "positive numbers only"
        assert np.all(z == z_before), "the argument should stay"


@mistake(
    "dead_share",
    "This asks of each sample whether it finds all gates closed. The question is to be asked of each neuron.",
    section=DEAD,
)
def asked_of_the_samples(z):
    closed = z <= 0
    return closed.all(axis=1).mean()


@mistake("dead_share", "A neuron counts as dead as soon as it is closed for a single sample.", section=DEAD)
def closed_once(z):
    closed = z <= 0
    return closed.any(axis=0).mean()


@mistake(
    "dead_share", "This is the share of all closed gates; a neuron may be closed now and open later.", section=DEAD
)
def all_closed_gates(z):
    return (z <= 0).mean()


@mistake("dead_share", "This is the share of the neurons that are alive.", section=DEAD)
def share_alive(z):
    return (z > 0).any(axis=0).mean()


@mistake("dead_share", "This is the number of dead neurons, not their share.", section=DEAD)
def number_of_dead(z):
    return (z <= 0).all(axis=0).sum()


@mistake(
    "dead_share", "A weighted sum of exactly 0 counts as open here; the gate lets nothing pass there.", section=DEAD
)
def open_at_exactly_zero(z):
    return (z < 0).all(axis=0).mean()


@mistake("dead_share", "The dead neurons have been divided by the number of samples.", section=DEAD)
def divided_by_the_samples(z):
    return (z <= 0).all(axis=0).sum() / len(z)


@mistake(
    "dead_share",
    "The samples that find all gates closed have been counted. The question is to be asked of each neuron.",
    section=DEAD,
)
def samples_over_neurons(z):
    return sum((row <= 0).all() for row in np.asarray(z)) / np.shape(z)[1]


@right("dead_share")
def by_the_largest(z):
    return np.mean(np.max(z, axis=0) <= 0)


@right("dead_share")
def neuron_by_neuron(z):
    dead = 0
    for sums in np.transpose(z):
        if not any(value > 0 for value in sums):
            dead += 1
    return dead / len(z[0])


@right("dead_share")
def one_less_the_living(z):
    z = np.asarray(z, dtype=np.float32)
    return 1.0 - np.count_nonzero(np.maximum(z, 0).sum(axis=0)) / z.shape[1]
