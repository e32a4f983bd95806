"""What goes wrong in unit 5, and right answers written another way."""

import numpy as np

from mistakes import mistake, right, wrong_answer
from nnlib.activations import derivative_of, sigmoid, softmax
from nnlib.arrays import as_floats
from nnlib.backprop import SigmoidGate, dense_backward, labelled, paired, softmax_cross_entropy

LOSSES = "three-losses-and-their-slopes"
DOWN = "which-way-is-down"
RATE = "a-learning-rate-too-large"
VARIABLES = "a-slope-for-every-weight-and-bias"
CHAIN = "the-chain-rule-on-one-neuron"
GRAPH = "a-graph-node-by-node"
GATES = "three-gates-three-rules"
MEET = "where-paths-meet-gradients-add-up"
FACTORS = "at-once-and-by-the-chain"
STEP = "one-step-back-with-shapes"
BACK = "forward-and-backward"
PROOF = "the-proof-by-trying"
PLACE = "a-slope-at-the-wrong-place"

NUMBERS = "Does the test assert anything about each number? A right shape, or rows that add up to 0, prove little."
SIZES = (
    "Does the test look at the size of the numbers, on more than one sample? Signs, or a single sample, prove little."
)
OUT_OF_STEP = "Shapes do not fit: a layer has met the cache, or the gradient, that belongs to another one."
RIGHT = "Does the test expect the gradient of this very loss, and leave room for rounding?"


# softmax_cross_entropy_gradient


@mistake(
    "softmax_cross_entropy_gradient",
    "This is the gradient of a sum over the samples; the loss is their mean.",
    section=LOSSES,
)
def not_averaged(scores, labels):
    scores, labels = labelled(scores, labels)
    gradient = softmax(scores)
    gradient[np.arange(len(labels)), labels] -= 1
    return gradient


@mistake(
    "softmax_cross_entropy_gradient",
    "This divides by the number of all scores, where the mean is over the samples.",
    section=LOSSES,
)
def divided_by_all_scores(scores, labels):
    scores, labels = labelled(scores, labels)
    gradient = softmax(scores)
    gradient[np.arange(len(labels)), labels] -= 1
    return gradient / scores.size


@mistake(
    "softmax_cross_entropy_gradient",
    "The sign is turned round: who follows this gradient downhill makes the right class less probable.",
    section=LOSSES,
)
def uphill(scores, labels):
    scores, labels = labelled(scores, labels)
    gradient = -softmax(scores)
    gradient[np.arange(len(labels)), labels] += 1
    return gradient / len(labels)


@mistake("softmax_cross_entropy_gradient", "The labels have no part in the result.", section=LOSSES)
def without_labels(scores, labels):
    scores, labels = labelled(scores, labels)
    return softmax(scores) / len(labels)


@mistake(
    "softmax_cross_entropy_gradient",
    "The scores have been taken as they are; they have not gone through softmax.",
    section=LOSSES,
)
def without_softmax(scores, labels):
    scores, labels = labelled(scores, labels)
    gradient = scores.copy()
    gradient[np.arange(len(labels)), labels] -= 1
    return gradient / len(labels)


@mistake(
    "softmax_cross_entropy_gradient",
    "Softmax runs down the columns, over the samples of the batch; the classes of one sample belong together.",
    section=LOSSES,
)
def softmax_down_the_columns(scores, labels):
    scores, labels = labelled(scores, labels)
    gradient = softmax(scores.T).T
    gradient[np.arange(len(labels)), labels] -= 1
    return gradient / len(labels)


@mistake(
    "softmax_cross_entropy_gradient",
    "Only the right classes have a gradient here. The other scores move the loss as well.",
    section=LOSSES,
)
def right_class_only(scores, labels):
    scores, labels = labelled(scores, labels)
    gradient = np.zeros_like(scores)
    rows = np.arange(len(labels))
    gradient[rows, labels] = softmax(scores)[rows, labels] - 1
    return gradient / len(labels)


@mistake(
    "softmax_cross_entropy_gradient",
    "Every label has been used in every row, where each belongs to one sample only.",
    section=LOSSES,
)
def every_label_in_every_row(scores, labels):
    scores, labels = labelled(scores, labels)
    gradient = softmax(scores)
    gradient[:, labels] -= 1
    return gradient / len(labels)


@mistake(
    "softmax_cross_entropy_gradient",
    "The first sample's label has been used for all samples.",
    section=LOSSES,
)
def first_label_for_all(scores, labels):
    scores, labels = labelled(scores, labels)
    gradient = softmax(scores)
    gradient[:, labels[0]] -= 1
    return gradient / len(labels)


@mistake(
    "softmax_cross_entropy_gradient",
    "A slope p (1 - p) has been multiplied in once too often: softmax is in this gradient already.",
    section=LOSSES,
)
def one_slope_too_many(scores, labels):
    scores, labels = labelled(scores, labels)
    p = softmax(scores)
    gradient = p.copy()
    gradient[np.arange(len(labels)), labels] -= 1
    return gradient * p * (1 - p) / len(labels)


@mistake(
    "softmax_cross_entropy_gradient",
    "This is the gradient at the probabilities, -1/p for the right class; the scores lie one step further back.",
    section=LOSSES,
)
def at_the_probabilities(scores, labels):
    scores, labels = labelled(scores, labels)
    gradient = np.zeros_like(scores)
    rows = np.arange(len(labels))
    gradient[rows, labels] = -1 / softmax(scores)[rows, labels]
    return gradient / len(labels)


@mistake(
    "softmax_cross_entropy_gradient",
    "The labels have picked whole rows, where in each row one score should be picked.",
    section=LOSSES,
)
def labels_pick_rows(scores, labels):
    scores, labels = labelled(scores, labels)
    gradient = softmax(scores)
    gradient[labels] -= 1
    return gradient / len(labels)


@mistake(
    "softmax_cross_entropy_gradient",
    "The numbers of the classes have been subtracted, as if a label were a quantity.",
    section=LOSSES,
)
def labels_as_quantities(scores, labels):
    scores, labels = labelled(scores, labels)
    return (softmax(scores) - labels[:, None]) / len(labels)


@mistake(
    "softmax_cross_entropy_gradient",
    "At the right class the sign is wrong: its probability is pushed down like the others.",
    section=LOSSES,
)
def right_class_added(scores, labels):
    scores, labels = labelled(scores, labels)
    gradient = softmax(scores)
    gradient[np.arange(len(labels)), labels] += 1
    return gradient / len(labels)


@mistake(
    "softmax_cross_entropy_gradient",
    "At the right class the probability has been overwritten.",
    section=LOSSES,
)
def right_class_overwritten(scores, labels):
    scores, labels = labelled(scores, labels)
    gradient = softmax(scores)
    gradient[np.arange(len(labels)), labels] = -1
    return gradient / len(labels)


@mistake(
    "softmax_cross_entropy_gradient",
    "A part of the gradient has been divided by the number of samples, and a part has not.",
    section=LOSSES,
)
def divided_too_early(scores, labels):
    scores, labels = labelled(scores, labels)
    gradient = softmax(scores) / len(labels)
    gradient[np.arange(len(labels)), labels] -= 1
    return gradient


@mistake(
    "softmax_cross_entropy_gradient",
    "This divides by the number of classes, where the mean is over the samples.",
    section=LOSSES,
)
def divided_by_the_classes(scores, labels):
    scores, labels = labelled(scores, labels)
    gradient = softmax(scores)
    gradient[np.arange(len(labels)), labels] -= 1
    return gradient / scores.shape[1]


@mistake(
    "softmax_cross_entropy_gradient",
    "The scores that were handed over have been changed.",
    section=LOSSES,
)
def scores_changed(scores, labels):
    scores, labels = labelled(scores, labels)
    scores[np.arange(len(labels)), labels] -= 1
    return softmax(scores) / len(labels)


@mistake("softmax_cross_entropy_gradient", "This is the loss, not its gradient.", section=LOSSES)
def loss_itself(scores, labels):
    return softmax_cross_entropy(scores, labels)


@mistake(
    "softmax_cross_entropy_gradient",
    "Sample and class have changed places in the brackets.",
    section=LOSSES,
)
def sample_and_class_swapped(scores, labels):
    scores, labels = labelled(scores, labels)
    gradient = softmax(scores)
    for sample, label in enumerate(labels):
        gradient[label, sample] -= 1
    return gradient / len(labels)


@mistake(
    "softmax_cross_entropy_gradient",
    "The numbers of the classes have been subtracted, as if a label were a quantity.",
    section=LOSSES,
)
def labels_subtracted(scores, labels):
    scores, labels = labelled(scores, labels)
    return (softmax(scores) - labels) / len(labels)


@mistake(
    "softmax_cross_entropy_gradient",
    "The rows of 0 and 1 are not as wide as the rows of the scores: how many classes are there?",
    section=LOSSES,
)
def one_hot_of_the_wrong_width(scores, labels):
    scores, labels = labelled(scores, labels)
    return (softmax(scores) - np.eye(len(labels))[labels]) / len(labels)


@right("softmax_cross_entropy_gradient")
def with_rows_of_the_identity_matrix(scores, labels):
    scores = np.asarray(scores, dtype=float)
    return (softmax(scores) - np.eye(scores.shape[1])[np.asarray(labels)]) / scores.shape[0]


@right("softmax_cross_entropy_gradient")
def sample_by_sample(scores, labels):
    rows = []
    for row, label in zip(np.asarray(scores, dtype=float), labels):
        p = np.exp(row - row.max()) / np.exp(row - row.max()).sum()
        rows.append([(p[k] - (k == label)) / len(labels) for k in range(len(row))])
    return rows


@right("softmax_cross_entropy_gradient")
def by_where(scores, labels):
    p = softmax(np.asarray(scores, dtype=np.float32))
    hit = np.arange(p.shape[1])[None, :] == np.asarray(labels)[:, None]
    return np.asfortranarray(np.where(hit, p - 1, p) / np.float32(len(p)))


# MultiplyGate.backward


@mistake(
    "MultiplyGate.backward",
    "Each input's gradient was multiplied by that input itself. What decides how fast the product moves with it?",
    section=GATES,
)
def times_itself(self, gradient):
    return gradient * self.a, gradient * self.b


@mistake(
    "MultiplyGate.backward",
    "What arrives from behind was handed on as it is. That is the rule of another gate.",
    section=GATES,
)
def like_an_add_gate(self, gradient):
    return gradient, gradient


@mistake(
    "MultiplyGate.backward",
    "These are the local slopes alone: what arrives from behind has no part in them.",
    section=GATES,
)
def local_slopes_only(self, gradient):
    return self.b, self.a


@mistake(
    "MultiplyGate.backward",
    "What arrives from behind and the local slope were added, where the chain rule multiplies.",
    section=CHAIN,
)
def added_to_the_slope(self, gradient):
    return gradient + self.b, gradient + self.a


@mistake("MultiplyGate.backward", "Both inputs get the same: what arrives, times the whole product.", section=GATES)
def times_the_product(self, gradient):
    return gradient * self.a * self.b, gradient * self.a * self.b


@mistake("MultiplyGate.backward", "One number comes back, where there are two inputs.", section=GATES)
def one_number(self, gradient):
    return gradient * self.b + gradient * self.a


@mistake("MultiplyGate.backward", "The signs are turned round.", section=GATES)
def gate_uphill(self, gradient):
    return -gradient * self.b, -gradient * self.a


@mistake(
    "MultiplyGate.backward",
    "What arrives from behind was divided, where the chain rule knows products only.",
    section=GATES,
)
def divided_by_the_other(self, gradient):
    return gradient / self.b, gradient / self.a


@mistake("MultiplyGate.backward", "The inputs that the gate has kept have been overwritten.", section=GATES)
def inputs_overwritten(self, gradient):
    self.a, self.b = gradient * self.b, gradient * self.a
    return self.a, self.b


@right("MultiplyGate.backward")
def other_inputs_in_turn(self, gradient):
    return tuple(gradient * other for other in (self.b, self.a))


@right("MultiplyGate.backward")
def as_an_array(self, gradient):
    return np.array([self.b, self.a]) * gradient


@right("MultiplyGate.backward")
def as_a_list(self, gradient):
    return [float(np.multiply(self.b, gradient)), float(np.multiply(self.a, gradient))]


# neuron_gradients


@mistake("neuron_gradients", "The slope of the sigmoid is missing from the chain.", section=GRAPH)
def without_the_gate(w0, x0, w1, x1, w2):
    return x0, w0, x1, w1, 1.0


@mistake(
    "neuron_gradients",
    "The gradient of each factor holds that factor itself. What decides how fast a product moves with it?",
    section=GATES,
)
def factors_not_swapped(w0, x0, w1, x1, w2):
    f = sigmoid(w0 * x0 + w1 * x1 + w2)
    slope = f * (1 - f)
    return slope * w0, slope * x0, slope * w1, slope * x1, slope


@mistake(
    "neuron_gradients",
    "The value of the sigmoid stands where its slope should stand.",
    section=GATES,
)
def value_for_slope(w0, x0, w1, x1, w2):
    f = sigmoid(w0 * x0 + w1 * x1 + w2)
    return f * x0, f * w0, f * x1, f * w1, f


@mistake(
    "neuron_gradients",
    "The slope of the sigmoid was taken at f, as if f had gone into the gate.",
    section=PLACE,
)
def slope_at_the_output(w0, x0, w1, x1, w2):
    f = sigmoid(w0 * x0 + w1 * x1 + w2)
    g = sigmoid(f)
    slope = g * (1 - g)
    return slope * x0, slope * w0, slope * x1, slope * w1, slope


@mistake(
    "neuron_gradients",
    "z (1 - z) was taken for the slope; that formula needs the value that came out of the sigmoid.",
    section=GATES,
)
def z_for_the_value(w0, x0, w1, x1, w2):
    z = w0 * x0 + w1 * x1 + w2
    slope = z * (1 - z)
    return slope * x0, slope * w0, slope * x1, slope * w1, slope


@mistake("neuron_gradients", "The bias was left out of the weighted sum.", section=GRAPH)
def sum_without_bias(w0, x0, w1, x1, w2):
    f = sigmoid(w0 * x0 + w1 * x1)
    slope = f * (1 - f)
    return slope * x0, slope * w0, slope * x1, slope * w1, slope


@mistake(
    "neuron_gradients",
    "The gradient of the bias was multiplied by the bias itself.",
    section=GATES,
)
def bias_times_bias(w0, x0, w1, x1, w2):
    f = sigmoid(w0 * x0 + w1 * x1 + w2)
    slope = f * (1 - f)
    return slope * x0, slope * w0, slope * x1, slope * w1, slope * w2


@mistake(
    "neuron_gradients",
    "The numbers are right, their order is not: they should stand in the order of the arguments.",
    section=GRAPH,
)
def weights_first(w0, x0, w1, x1, w2):
    f = sigmoid(w0 * x0 + w1 * x1 + w2)
    slope = f * (1 - f)
    return slope * x0, slope * x1, slope, slope * w0, slope * w1


@mistake("neuron_gradients", "All signs are turned round.", section=GRAPH)
def neuron_uphill(w0, x0, w1, x1, w2):
    f = sigmoid(w0 * x0 + w1 * x1 + w2)
    slope = f * (f - 1)
    return slope * x0, slope * w0, slope * x1, slope * w1, slope


@mistake("neuron_gradients", "The bias gets 0, though f moves when the bias does.", section=GRAPH)
def no_gradient_for_the_bias(w0, x0, w1, x1, w2):
    f = sigmoid(w0 * x0 + w1 * x1 + w2)
    slope = f * (1 - f)
    return slope * x0, slope * w0, slope * x1, slope * w1, 0.0


@mistake("neuron_gradients", "Only a part of the sigmoid's slope is there: 1 - f.", section=GATES)
def half_the_slope(w0, x0, w1, x1, w2):
    slope = 1 - sigmoid(w0 * x0 + w1 * x1 + w2)
    return slope * x0, slope * w0, slope * x1, slope * w1, slope


@mistake(
    "neuron_gradients",
    "The numbers are right, their order is not: they should stand in the order of the arguments.",
    section=GRAPH,
)
def pairs_apart(w0, x0, w1, x1, w2):
    f = sigmoid(w0 * x0 + w1 * x1 + w2)
    slope = f * (1 - f)
    return slope * x0, slope * x1, slope * w0, slope * w1, slope


@mistake("neuron_gradients", "There are five arguments, and a gradient for each of them.", section=GRAPH)
def weights_and_bias_only(w0, x0, w1, x1, w2):
    f = sigmoid(w0 * x0 + w1 * x1 + w2)
    slope = f * (1 - f)
    return slope * x0, slope * x1, slope


@mistake("neuron_gradients", "The numbers have been rounded.", section=GRAPH)
def rounded(w0, x0, w1, x1, w2):
    f = sigmoid(w0 * x0 + w1 * x1 + w2)
    slope = f * (1 - f)
    return tuple(np.round([slope * x0, slope * w0, slope * x1, slope * w1, slope], 2))


@right("neuron_gradients")
def through_a_gate(w0, x0, w1, x1, w2):
    gate = SigmoidGate()
    gate.forward(w0 * x0 + w1 * x1 + w2)
    g = gate.backward(1.0)
    return [g * x0, g * w0, g * x1, g * w1, g]


@right("neuron_gradients")
def by_an_array(w0, x0, w1, x1, w2):
    e = np.exp(-(w0 * x0 + w1 * x1 + w2))
    return np.array([x0, w0, x1, w1, 1.0]) * e / (1 + e) ** 2


@right("neuron_gradients")
def by_trying(w0, x0, w1, x1, w2):
    def f(v):
        return 1 / (1 + np.exp(-(v[0] * v[1] + v[2] * v[3] + v[4])))

    start = np.array([w0, x0, w1, x1, w2], dtype=float)
    return tuple((f(start + push) - f(start - push)) / 2e-6 for push in 1e-6 * np.eye(5))


# dense_backward


@mistake(
    "dense_backward",
    "The slope of the activation was taken at what came out of it.",
    section=PLACE,
)
def slope_at_outputs(layer, inputs, z, gradient):
    inputs, z, gradient = as_floats(inputs), as_floats(z), as_floats(gradient)
    at_z = gradient * derivative_of(layer.activation)(layer.activation(z))
    return at_z @ layer.weights.T, inputs.T @ at_z, at_z.sum(axis=0)


@mistake("dense_backward", "The slope of the activation is missing from the chain.", section=STEP)
def without_slope(layer, inputs, z, gradient):
    inputs, z, at_z = as_floats(inputs), as_floats(z), as_floats(gradient)
    return at_z @ layer.weights.T, inputs.T @ at_z, at_z.sum(axis=0)


@mistake(
    "dense_backward",
    "The gradient of the bias is a mean over the samples; the mean is in the gradient that arrives already.",
    section=STEP,
)
def bias_averaged(layer, inputs, z, gradient):
    inputs, z, gradient = as_floats(inputs), as_floats(z), as_floats(gradient)
    at_z = gradient * derivative_of(layer.activation)(z)
    return at_z @ layer.weights.T, inputs.T @ at_z, at_z.mean(axis=0)


@mistake(
    "dense_backward",
    "The gradient of the bias was added up along the wrong axis: there is one number for each sample.",
    section=STEP,
)
def bias_along_the_wrong_axis(layer, inputs, z, gradient):
    inputs, z, gradient = as_floats(inputs), as_floats(z), as_floats(gradient)
    at_z = gradient * derivative_of(layer.activation)(z)
    return at_z @ layer.weights.T, inputs.T @ at_z, at_z.sum(axis=1)


@mistake(
    "dense_backward",
    "The gradient of the bias still has a row for each sample, and the samples share one bias.",
    section=MEET,
)
def bias_not_added_up(layer, inputs, z, gradient):
    inputs, z, gradient = as_floats(inputs), as_floats(z), as_floats(gradient)
    at_z = gradient * derivative_of(layer.activation)(z)
    return at_z @ layer.weights.T, inputs.T @ at_z, at_z


@mistake("dense_backward", "The gradient of the weights lies on its side: rows and columns are swapped.", section=STEP)
def weights_transposed(layer, inputs, z, gradient):
    inputs, z, gradient = as_floats(inputs), as_floats(z), as_floats(gradient)
    at_z = gradient * derivative_of(layer.activation)(z)
    return at_z @ layer.weights.T, at_z.T @ inputs, at_z.sum(axis=0)


@mistake(
    "dense_backward",
    "The gradient of the weights was divided by the number of samples once more.",
    section=STEP,
)
def weights_averaged(layer, inputs, z, gradient):
    inputs, z, gradient = as_floats(inputs), as_floats(z), as_floats(gradient)
    at_z = gradient * derivative_of(layer.activation)(z)
    return at_z @ layer.weights.T, inputs.T @ at_z / len(inputs), at_z.sum(axis=0)


@mistake(
    "dense_backward",
    "Shapes do not fit: a product was taken the wrong way round. In a layer with as many inputs as neurons "
    "nobody would have noticed.",
    section=STEP,
)
def right_way_for_square_shapes_only(layer, inputs, z, gradient):
    inputs, z, gradient = as_floats(inputs), as_floats(z), as_floats(gradient)
    at_z = gradient * derivative_of(layer.activation)(z)
    return at_z @ layer.weights, inputs.T @ at_z, at_z.sum(axis=0)


@mistake(
    "dense_backward",
    "The weights were pressed into the shape that fits; their numbers stand in the wrong places now.",
    section=STEP,
)
def reshaped(layer, inputs, z, gradient):
    inputs, z, gradient = as_floats(inputs), as_floats(z), as_floats(gradient)
    at_z = gradient * derivative_of(layer.activation)(z)
    return at_z @ layer.weights.reshape(layer.n_out, layer.n_in), inputs.T @ at_z, at_z.sum(axis=0)


@mistake(
    "dense_backward",
    "The gradient of the inputs has not gone back through the activation.",
    section=STEP,
)
def inputs_without_slope(layer, inputs, z, gradient):
    inputs, z, gradient = as_floats(inputs), as_floats(z), as_floats(gradient)
    at_z = gradient * derivative_of(layer.activation)(z)
    return gradient @ layer.weights.T, inputs.T @ at_z, at_z.sum(axis=0)


@mistake(
    "dense_backward",
    "The gradients of weights and bias have not gone back through the activation.",
    section=STEP,
)
def parameters_without_slope(layer, inputs, z, gradient):
    inputs, z, gradient = as_floats(inputs), as_floats(z), as_floats(gradient)
    at_z = gradient * derivative_of(layer.activation)(z)
    return at_z @ layer.weights.T, inputs.T @ gradient, gradient.sum(axis=0)


@mistake(
    "dense_backward",
    "Each sample overwrites what the one before it gave to weights and bias: only the last one counts.",
    section=MEET,
)
def overwritten(layer, inputs, z, gradient):
    inputs, z, gradient = as_floats(inputs), as_floats(z), as_floats(gradient)
    at_z = gradient * derivative_of(layer.activation)(z)
    for sample, row in zip(inputs, at_z):
        grad_weights, grad_bias = np.outer(sample, row), row
    return at_z @ layer.weights.T, grad_weights, grad_bias


@mistake("dense_backward", "The three gradients stand in another order than the one asked for.", section=STEP)
def weights_first_of_three(layer, inputs, z, gradient):
    inputs, z, gradient = as_floats(inputs), as_floats(z), as_floats(gradient)
    at_z = gradient * derivative_of(layer.activation)(z)
    return inputs.T @ at_z, at_z.sum(axis=0), at_z @ layer.weights.T


@mistake(
    "dense_backward",
    "The sigmoid's slope was used, whichever activation the layer has.",
    section=STEP,
)
def always_a_sigmoid(layer, inputs, z, gradient):
    inputs, z, gradient = as_floats(inputs), as_floats(z), as_floats(gradient)
    at_z = gradient * derivative_of(sigmoid)(z)
    return at_z @ layer.weights.T, inputs.T @ at_z, at_z.sum(axis=0)


@mistake("dense_backward", "The array of gradients that was handed over has been changed.", section=STEP)
def gradient_in_place(layer, inputs, z, gradient):
    inputs, z, at_z = as_floats(inputs), as_floats(z), as_floats(gradient)
    at_z *= derivative_of(layer.activation)(z)
    return at_z @ layer.weights.T, inputs.T @ at_z, at_z.sum(axis=0)


@mistake(
    "dense_backward",
    "z stands where the inputs should: the weights were multiplied by what went in, not by what came of it.",
    section=FACTORS,
)
def z_for_inputs(layer, inputs, z, gradient):
    inputs, z, gradient = as_floats(inputs), as_floats(z), as_floats(gradient)
    at_z = gradient * derivative_of(layer.activation)(z)
    return at_z @ layer.weights.T, z.T @ at_z, at_z.sum(axis=0)


@mistake(
    "dense_backward",
    "The bias was carried back to the inputs as if it were multiplied by them.",
    section=STEP,
)
def bias_in_the_inputs(layer, inputs, z, gradient):
    inputs, z, gradient = as_floats(inputs), as_floats(z), as_floats(gradient)
    at_z = gradient * derivative_of(layer.activation)(z)
    return (at_z + layer.bias) @ layer.weights.T, inputs.T @ at_z, at_z.sum(axis=0)


@mistake(
    "dense_backward",
    "The gradient of the bias has kept an axis of length 1; the bias itself has one axis only.",
    section=STEP,
)
def bias_keeps_an_axis(layer, inputs, z, gradient):
    inputs, z, gradient = as_floats(inputs), as_floats(z), as_floats(gradient)
    at_z = gradient * derivative_of(layer.activation)(z)
    return at_z @ layer.weights.T, inputs.T @ at_z, at_z.sum(axis=0, keepdims=True)


@mistake("dense_backward", "The activation's value was multiplied in, where its slope is asked for.", section=STEP)
def value_of_the_activation(layer, inputs, z, gradient):
    inputs, z, gradient = as_floats(inputs), as_floats(z), as_floats(gradient)
    at_z = gradient * layer.activation(z)
    return at_z @ layer.weights.T, inputs.T @ at_z, at_z.sum(axis=0)


@mistake("dense_backward", "The bias's gradient is a single number: one is due for each neuron.", section=STEP)
def bias_in_one_number(layer, inputs, z, gradient):
    inputs, z, gradient = as_floats(inputs), as_floats(z), as_floats(gradient)
    at_z = gradient * derivative_of(layer.activation)(z)
    return at_z @ layer.weights.T, inputs.T @ at_z, at_z.sum()


@mistake("dense_backward", "`derivative_of` gives a function; it has not been called.", section=STEP)
def slope_not_called(layer, inputs, z, gradient):
    inputs, z, gradient = as_floats(inputs), as_floats(z), as_floats(gradient)
    at_z = gradient * derivative_of(layer.activation)
    return at_z @ layer.weights.T, inputs.T @ at_z, at_z.sum(axis=0)


@mistake("dense_backward", "Everything was divided by the number of samples once more.", section=STEP)
def all_averaged(layer, inputs, z, gradient):
    inputs, z, gradient = as_floats(inputs), as_floats(z), as_floats(gradient)
    at_z = gradient * derivative_of(layer.activation)(z) / len(inputs)
    return at_z @ layer.weights.T, inputs.T @ at_z, at_z.sum(axis=0)


@mistake("dense_backward", "The slope was taken at what went into the layer, not into its activation.", section=PLACE)
def slope_at_the_inputs(layer, inputs, z, gradient):
    inputs, z, gradient = as_floats(inputs), as_floats(z), as_floats(gradient)
    at_z = gradient * derivative_of(layer.activation)(inputs)
    return at_z @ layer.weights.T, inputs.T @ at_z, at_z.sum(axis=0)


@mistake("dense_backward", "The layer's own weights have been changed on the way back.", section=BACK)
def layer_changed(layer, inputs, z, gradient):
    inputs, z, gradient = as_floats(inputs), as_floats(z), as_floats(gradient)
    at_z = gradient * derivative_of(layer.activation)(z)
    layer.weights -= inputs.T @ at_z
    layer.bias -= at_z.sum(axis=0)
    return at_z @ layer.weights.T, inputs.T @ at_z, at_z.sum(axis=0)


@right("dense_backward")
def added_up_sample_by_sample(layer, inputs, z, gradient):
    slope = derivative_of(layer.activation)
    grad_inputs, grad_weights, grad_bias = [], np.zeros(layer.weights.shape), np.zeros(layer.bias.shape)
    for sample, sums, arrived in zip(np.asarray(inputs), np.asarray(z), np.asarray(gradient)):
        at_z = arrived * slope(sums)
        grad_inputs.append(layer.weights @ at_z)
        grad_weights += np.outer(sample, at_z)
        grad_bias += at_z
    return np.array(grad_inputs), grad_weights, grad_bias


@right("dense_backward")
def by_einsum(layer, inputs, z, gradient):
    at_z = np.einsum("bo,bo->bo", gradient, derivative_of(layer.activation)(z))
    grad_weights = np.einsum("bi,bo->io", inputs, at_z)
    return np.einsum("bo,io->bi", at_z, layer.weights), grad_weights, np.einsum("bo->o", at_z)


@right("dense_backward")
def all_transposed(layer, inputs, z, gradient):
    at_z = (np.asarray(gradient) * derivative_of(layer.activation)(z)).T
    return (layer.weights @ at_z).T, (at_z @ np.asarray(inputs)).T, at_z.sum(axis=-1)


@right("dense_backward")
def lists_in_single_precision(layer, inputs, z, gradient):
    inputs, weights = np.asarray(inputs, dtype=np.float32), np.asarray(layer.weights, dtype=np.float32)
    at_z = (np.asarray(gradient) * derivative_of(layer.activation)(z)).astype(np.float32)
    return [np.dot(at_z, weights.T).tolist(), np.dot(inputs.T, at_z).tolist(), sum(at_z).tolist()]


# backward


@mistake("backward", "The gradients stand in the order of the way back: the last layer's come first.", section=BACK)
def in_order_of_the_way_back(network, loss_gradient):
    gradient, gradients = as_floats(loss_gradient), []
    for layer, (inputs, z) in zip(reversed(network.dense_layers), reversed(network.cache)):
        at_z = gradient * derivative_of(layer.activation)(z)
        gradients += [inputs.T @ at_z, at_z.sum(axis=0)]
        gradient = at_z @ layer.weights.T
    return gradients


@mistake("backward", "The whole list runs backwards: each bias stands before its weights.", section=BACK)
def biases_first(network, loss_gradient):
    gradient, gradients = as_floats(loss_gradient), []
    for layer, (inputs, z) in zip(reversed(network.dense_layers), reversed(network.cache)):
        at_z = gradient * derivative_of(layer.activation)(z)
        gradients = [at_z.sum(axis=0), inputs.T @ at_z] + gradients
        gradient = at_z @ layer.weights.T
    return gradients


@mistake("backward", "The slopes of the activations are missing from the chain.", section=FACTORS)
def no_slopes_at_all(network, loss_gradient):
    at_z, gradients = as_floats(loss_gradient), []
    for layer, (inputs, _) in zip(reversed(network.dense_layers), reversed(network.cache)):
        gradients = [inputs.T @ at_z, at_z.sum(axis=0)] + gradients
        at_z = at_z @ layer.weights.T
    return gradients


@mistake(
    "backward",
    "The slopes of the activations were taken at what came out of them.",
    section=PLACE,
)
def slopes_at_outputs(network, loss_gradient):
    gradient, gradients = as_floats(loss_gradient), []
    for layer, (inputs, z) in zip(reversed(network.dense_layers), reversed(network.cache)):
        at_z = gradient * derivative_of(layer.activation)(layer.activation(z))
        gradients = [inputs.T @ at_z, at_z.sum(axis=0)] + gradients
        gradient = at_z @ layer.weights.T
    return gradients


@mistake(
    "backward",
    "What is handed on to the layer before has not gone back through this layer's activation.",
    section=FACTORS,
)
def handed_on_without_slope(network, loss_gradient):
    gradient, gradients = as_floats(loss_gradient), []
    for layer, (inputs, z) in zip(reversed(network.dense_layers), reversed(network.cache)):
        at_z = gradient * derivative_of(layer.activation)(z)
        gradients = [inputs.T @ at_z, at_z.sum(axis=0)] + gradients
        gradient = gradient @ layer.weights.T
    return gradients


@mistake(
    "backward",
    "The last layer's activation was skipped: the loss's gradient stands behind it, not before it.",
    section=FACTORS,
)
def last_gate_skipped(network, loss_gradient):
    gradient, gradients = as_floats(loss_gradient), []
    for layer, (inputs, z) in zip(reversed(network.dense_layers), reversed(network.cache)):
        at_z = gradient * derivative_of(layer.activation)(z) if gradients else gradient
        gradients = [inputs.T @ at_z, at_z.sum(axis=0)] + gradients
        gradient = at_z @ layer.weights.T
    return gradients


@mistake(
    "backward",
    "Every layer got the loss's own gradient; each should get what the layer behind it hands on.",
    section=BACK,
)
def same_gradient_for_all(network, loss_gradient):
    gradients = []
    for layer, (inputs, z) in zip(network.dense_layers, network.cache):
        at_z = as_floats(loss_gradient)[:, : layer.n_out] * derivative_of(layer.activation)(z)
        gradients += [inputs.T @ at_z, at_z.sum(axis=0)]
    return gradients


@mistake("backward", "The gradients of the weights lie on their sides: rows and columns are swapped.", section=STEP)
def all_weights_transposed(network, loss_gradient):
    gradient, gradients = as_floats(loss_gradient), []
    for layer, (inputs, z) in zip(reversed(network.dense_layers), reversed(network.cache)):
        at_z = gradient * derivative_of(layer.activation)(z)
        gradients = [at_z.T @ inputs, at_z.sum(axis=0)] + gradients
        gradient = at_z @ layer.weights.T
    return gradients


@mistake(
    "backward",
    "The gradients of the biases are means over the samples; the mean is in the loss's gradient already.",
    section=STEP,
)
def biases_averaged(network, loss_gradient):
    gradient, gradients = as_floats(loss_gradient), []
    for layer, (inputs, z) in zip(reversed(network.dense_layers), reversed(network.cache)):
        at_z = gradient * derivative_of(layer.activation)(z)
        gradients = [inputs.T @ at_z, at_z.mean(axis=0)] + gradients
        gradient = at_z @ layer.weights.T
    return gradients


@mistake(
    "backward",
    "Every layer divides by the number of samples once more; the mean is in the loss's gradient already.",
    section=STEP,
)
def averaged_at_every_layer(network, loss_gradient):
    gradient, gradients = as_floats(loss_gradient), []
    for layer, (inputs, z) in zip(reversed(network.dense_layers), reversed(network.cache)):
        at_z = gradient * derivative_of(layer.activation)(z)
        gradients = [inputs.T @ at_z / len(inputs), at_z.mean(axis=0)] + gradients
        gradient = at_z @ layer.weights.T
    return gradients


@mistake("backward", "Only the last layer has gradients; the way back goes on to the first.", section=BACK)
def last_layer_only(network, loss_gradient):
    inputs, z = network.cache[-1]
    at_z = as_floats(loss_gradient) * derivative_of(network.dense_layers[-1].activation)(z)
    return [inputs.T @ at_z, at_z.sum(axis=0)]


@mistake("backward", "What an earlier call has found is still in the list.", section=BACK)
def list_not_begun_anew(network, loss_gradient):
    network.found = getattr(network, "found", [])
    gradient = as_floats(loss_gradient)
    for layer, (inputs, z) in zip(reversed(network.dense_layers), reversed(network.cache)):
        at_z = gradient * derivative_of(layer.activation)(z)
        network.found[:0] = [inputs.T @ at_z, at_z.sum(axis=0)]
        gradient = at_z @ layer.weights.T
    return list(network.found)


@mistake(
    "backward",
    "The cache is stale: it was kept from an earlier batch, and another one has gone forward since.",
    section=STEP,
)
def stale_cache(network, loss_gradient):
    network.kept = getattr(network, "kept", network.cache)
    gradient, gradients = as_floats(loss_gradient), []
    for layer, (inputs, z) in zip(reversed(network.dense_layers), reversed(network.kept)):
        at_z = gradient * derivative_of(layer.activation)(z[: len(gradient)])
        gradients = [inputs[: len(gradient)].T @ at_z, at_z.sum(axis=0)] + gradients
        gradient = at_z @ layer.weights.T
    return gradients


@mistake(
    "backward",
    "Each layer's weights were changed before the gradient went back through them.",
    section=BACK,
)
def turned_too_early(network, loss_gradient):
    gradient, gradients = as_floats(loss_gradient), []
    for layer, (inputs, z) in zip(reversed(network.dense_layers), reversed(network.cache)):
        at_z = gradient * derivative_of(layer.activation)(z)
        gradients = [inputs.T @ at_z, at_z.sum(axis=0)] + gradients
        gradient = at_z @ (layer.weights - 0.1 * gradients[0]).T
    return gradients


@mistake("backward", "All signs are turned round: these gradients point downhill.", section=DOWN)
def signs_turned(network, loss_gradient):
    gradient, gradients = -as_floats(loss_gradient), []
    for layer, (inputs, z) in zip(reversed(network.dense_layers), reversed(network.cache)):
        at_z = gradient * derivative_of(layer.activation)(z)
        gradients = [inputs.T @ at_z, at_z.sum(axis=0)] + gradients
        gradient = at_z @ layer.weights.T
    return gradients


@mistake(
    "backward",
    "Each sample overwrites what the one before it gave: only the last sample of the batch counts.",
    section=MEET,
)
def last_sample_only(network, loss_gradient):
    gradient, gradients = as_floats(loss_gradient), []
    for layer, (inputs, z) in zip(reversed(network.dense_layers), reversed(network.cache)):
        at_z = gradient * derivative_of(layer.activation)(z)
        for sample, row in zip(inputs, at_z):
            both = [np.outer(sample, row), row]
        gradients = both + gradients
        gradient = at_z @ layer.weights.T
    return gradients


@mistake("backward", "The gradients come in pairs, one for each layer; one flat list is asked for.", section=BACK)
def in_pairs(network, loss_gradient):
    gradient, gradients = as_floats(loss_gradient), []
    for layer, (inputs, z) in zip(reversed(network.dense_layers), reversed(network.cache)):
        at_z = gradient * derivative_of(layer.activation)(z)
        gradients = [(inputs.T @ at_z, at_z.sum(axis=0))] + gradients
        gradient = at_z @ layer.weights.T
    return gradients


@mistake("backward", OUT_OF_STEP, section=BACK)
def layers_and_cache_out_of_step(network, loss_gradient):
    gradient, gradients = as_floats(loss_gradient), []
    for layer, (inputs, z) in zip(reversed(network.dense_layers), network.cache):
        at_z = gradient * derivative_of(layer.activation)(z)
        gradients = [inputs.T @ at_z, at_z.sum(axis=0)] + gradients
        gradient = at_z @ layer.weights.T
    return gradients


@mistake("backward", OUT_OF_STEP, section=BACK)
def from_the_front(network, loss_gradient):
    gradient, gradients = as_floats(loss_gradient), []
    for layer, (inputs, z) in zip(network.dense_layers, network.cache):
        gradient, at_weights, at_bias = dense_backward(layer, inputs, z, gradient)
        gradients += [at_weights, at_bias]
    return gradients


@mistake("backward", OUT_OF_STEP, section=BACK)
def the_first_cache_for_all(network, loss_gradient):
    gradient, gradients = as_floats(loss_gradient), []
    for layer in reversed(network.dense_layers):
        gradient, at_weights, at_bias = dense_backward(layer, *network.cache[0], gradient)
        gradients = [at_weights, at_bias] + gradients
    return gradients


@mistake("backward", "The gradient is not handed on: each layer gets the loss's own.", section=BACK)
def loss_gradient_for_all(network, loss_gradient):
    gradients = []
    for layer, (inputs, z) in zip(reversed(network.dense_layers), reversed(network.cache)):
        _, at_weights, at_bias = dense_backward(layer, inputs, z, loss_gradient)
        gradients = [at_weights, at_bias] + gradients
    return gradients


@mistake("backward", "What `dense_backward` gives has been taken in another order than it comes in.", section=STEP)
def three_taken_in_another_order(network, loss_gradient):
    gradient, gradients = as_floats(loss_gradient), []
    for layer, (inputs, z) in zip(reversed(network.dense_layers), reversed(network.cache)):
        at_weights, at_bias, gradient = dense_backward(layer, inputs, z, gradient)
        gradients = [at_weights, at_bias] + gradients
    return gradients


@mistake("backward", "The gradients of the biases are missing from the list.", section=BACK)
def weights_alone(network, loss_gradient):
    gradient, gradients = as_floats(loss_gradient), []
    for layer, (inputs, z) in zip(reversed(network.dense_layers), reversed(network.cache)):
        gradient, at_weights, _ = dense_backward(layer, inputs, z, gradient)
        gradients.insert(0, at_weights)
    return gradients


@right("backward")
def with_dense_backward(network, loss_gradient):
    gradient, gradients = loss_gradient, []
    for layer, (inputs, z) in list(zip(network.dense_layers, network.cache))[::-1]:
        gradient, grad_weights, grad_bias = dense_backward(layer, inputs, z, gradient)
        gradients.insert(0, grad_bias)
        gradients.insert(0, grad_weights)
    return gradients


@right("backward")
def by_numbered_layers(network, loss_gradient):
    last = len(network.dense_layers)
    gradients, gradient = [None] * (2 * last), np.asarray(loss_gradient, dtype=float)
    for number in range(last - 1, -1, -1):
        layer, (inputs, z) = network.dense_layers[number], network.cache[number]
        at_z = np.multiply(gradient, derivative_of(layer.activation)(z))
        gradients[2 * number] = np.einsum("bi,bo->io", inputs, at_z)
        gradients[2 * number + 1] = np.ones(len(at_z)) @ at_z
        gradient = np.dot(at_z, layer.weights.T)
    return gradients


@right("backward")
def transposed_and_as_a_tuple(network, loss_gradient):
    gradient, found = np.asarray(loss_gradient, dtype=np.float64).T, []
    for layer, (inputs, z) in zip(network.dense_layers[::-1], network.cache[::-1]):
        at_z = gradient * derivative_of(layer.activation)(z).T
        found += [at_z.sum(axis=1), (at_z @ inputs).T]
        gradient = layer.weights @ at_z
    return found[::-1]


# numerical_gradient


@mistake("numerical_gradient", "f was pushed up only, and compared with where it was.", section=PROOF)
def pushed_up_only(f, x, h=1e-5):
    x = np.array(x, dtype=np.float64)
    gradient = np.zeros_like(x)
    for index in np.ndindex(*x.shape):
        above = x.copy()
        above[index] += h
        gradient[index] = (f(above) - f(x)) / h
    return gradient


@mistake("numerical_gradient", "f was pushed down only, and compared with where it was.", section=PROOF)
def pushed_down_only(f, x, h=1e-5):
    x = np.array(x, dtype=np.float64)
    gradient = np.zeros_like(x)
    for index in np.ndindex(*x.shape):
        below = x.copy()
        below[index] -= h
        gradient[index] = (f(x) - f(below)) / h
    return gradient


@mistake("numerical_gradient", "From x - h to x + h it is two steps of h, and only one was divided by.", section=PROOF)
def divided_by_one_step(f, x, h=1e-5):
    x = np.array(x, dtype=np.float64)
    gradient = np.zeros_like(x)
    for index in np.ndindex(*x.shape):
        above, below = x.copy(), x.copy()
        above[index] += h
        below[index] -= h
        gradient[index] = (f(above) - f(below)) / h
    return gradient


@mistake(
    "numerical_gradient",
    "A bracket is missing: this divides by 2 and then multiplies by h.",
    section=PROOF,
)
def bracket_missing(f, x, h=1e-5):
    x = np.array(x, dtype=np.float64)
    gradient = np.zeros_like(x)
    for index in np.ndindex(*x.shape):
        above, below = x.copy(), x.copy()
        above[index] += h
        below[index] -= h
        gradient[index] = (f(above) - f(below)) / 2 * h
    return gradient


@mistake("numerical_gradient", "The difference was not divided by the length of the step.", section=PROOF)
def difference_only(f, x, h=1e-5):
    x = np.array(x, dtype=np.float64)
    gradient = np.zeros_like(x)
    for index in np.ndindex(*x.shape):
        above, below = x.copy(), x.copy()
        above[index] += h
        below[index] -= h
        gradient[index] = f(above) - f(below)
    return gradient


@mistake(
    "numerical_gradient",
    "All elements were pushed at once, so every element shows the same number.",
    section=PROOF,
)
def all_at_once(f, x, h=1e-5):
    x = np.array(x, dtype=np.float64)
    return np.full_like(x, (f(x + h) - f(x - h)) / (2 * h))


@mistake(
    "numerical_gradient",
    "An element that has been pushed stays pushed while the others are tried.",
    section=PROOF,
)
def stays_pushed(f, x, h=1e-5):
    x = np.array(x, dtype=np.float64)
    gradient = np.zeros_like(x)
    above, below = x.copy(), x.copy()
    for index in np.ndindex(*x.shape):
        above[index] += h
        below[index] -= h
        gradient[index] = (f(above) - f(below)) / (2 * h)
    return gradient


@mistake(
    "numerical_gradient",
    "Both pushes went into one and the same array, so that up and down cancel.",
    section=PROOF,
)
def one_array_for_both(f, x, h=1e-5):
    x = np.array(x, dtype=np.float64)
    gradient = np.zeros_like(x)
    for index in np.ndindex(*x.shape):
        above = below = x.copy()
        above[index] += h
        below[index] -= h
        gradient[index] = (f(above) - f(below)) / (2 * h)
    return gradient


@mistake("numerical_gradient", "The sign is turned round: down was taken for up.", section=PROOF)
def down_for_up(f, x, h=1e-5):
    x = np.array(x, dtype=np.float64)
    gradient = np.zeros_like(x)
    for index in np.ndindex(*x.shape):
        above, below = x.copy(), x.copy()
        above[index] += h
        below[index] -= h
        gradient[index] = (f(below) - f(above)) / (2 * h)
    return gradient


@mistake(
    "numerical_gradient",
    "Of an array with two axes whole rows were pushed at once, where it should be single elements.",
    section=PROOF,
)
def rows_at_once(f, x, h=1e-5):
    x = np.array(x, dtype=np.float64)
    gradient = np.zeros_like(x)
    for row in range(len(x)):
        above, below = x.copy(), x.copy()
        above[row] += h
        below[row] -= h
        gradient[row] = (f(above) - f(below)) / (2 * h)
    return gradient


@mistake("numerical_gradient", "The step is always the same, whatever h was handed over.", section=PROOF)
def h_of_its_own(f, x, h=1e-5):
    h = 1e-5
    x = np.array(x, dtype=np.float64)
    gradient = np.zeros_like(x)
    for index in np.ndindex(*x.shape):
        above, below = x.copy(), x.copy()
        above[index] += h
        below[index] -= h
        gradient[index] = (f(above) - f(below)) / (2 * h)
    return gradient


@mistake("numerical_gradient", "The result has lost the shape of x: it is one long row.", section=PROOF)
def shape_lost(f, x, h=1e-5):
    x = np.array(x, dtype=np.float64)
    gradient = []
    for index in np.ndindex(*x.shape):
        above, below = x.copy(), x.copy()
        above[index] += h
        below[index] -= h
        gradient.append((f(above) - f(below)) / (2 * h))
    return np.array(gradient)


@mistake("numerical_gradient", "All elements were pushed at once: one number comes back for all.", section=PROOF)
def all_pushed_at_once(f, x, h=1e-5):
    x = as_floats(x)
    return (f(x + h) - f(x - h)) / (2 * h)


@mistake(
    "numerical_gradient",
    "The push down has only taken back the push up: f is compared with where it was.",
    section=PROOF,
)
def down_takes_up_back(f, x, h=1e-5):
    x = as_floats(x).copy()
    gradient = np.zeros_like(x)
    for index in np.ndindex(*x.shape):
        x[index] += h
        above = f(x)
        x[index] -= h
        gradient[index] = (above - f(x)) / (2 * h)
    return gradient


@mistake("numerical_gradient", "This goes along the first axis only, and pushes whole rows of a table.", section=PROOF)
def first_axis_only(f, x, h=1e-5):
    x = as_floats(x)
    slopes = []
    for number in range(len(x)):
        push = np.zeros_like(x)
        push[number] = h
        slopes.append((f(x + push) - f(x - push)) / (2 * h))
    return np.array(slopes)


@right("numerical_gradient")
def pushed_and_put_back(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    slopes = np.empty(x.shape)
    for index in np.ndindex(*x.shape):
        kept = x[index]
        x[index] = kept + h
        above = f(x.copy())
        x[index] = kept - h
        slopes[index] = (above - f(x.copy())) / (2.0 * h)
        x[index] = kept
    return slopes


@right("numerical_gradient")
def by_rows_of_pushes(f, x, h=1e-5):
    x = np.asarray(x, dtype=float)
    pushes = (h * np.eye(x.size)).reshape((x.size, *x.shape))
    return np.reshape([(f(x + push) - f(x - push)) / (2 * h) for push in pushes], x.shape)


@right("numerical_gradient")
def element_for_element(f, x, h=1e-5):
    x = np.asarray(x, dtype=float)
    flat = []
    for number in range(x.size):
        values = []
        for push in (h, -h):
            moved = x.ravel().tolist()
            moved[number] += push
            values.append(f(np.array(moved).reshape(x.shape)))
        flat.append((values[0] - values[1]) / h / 2)
    return np.array(flat).reshape(x.shape).tolist()


# gradient_descent_step


@mistake("gradient_descent_step", "The step goes uphill: the loss grows.", section=DOWN)
def step_uphill(parameters, gradients, learning_rate):
    for parameter, gradient in paired(parameters, gradients):
        parameter += learning_rate * gradient


@mistake(
    "gradient_descent_step",
    "New arrays were made, and the parameters themselves have stayed as they were.",
    section=DOWN,
)
def new_arrays(parameters, gradients, learning_rate):
    for parameter, gradient in paired(parameters, gradients):
        parameter = parameter - learning_rate * gradient


@mistake(
    "gradient_descent_step", "The whole gradient was taken away: the learning rate has no part in it.", section=RATE
)
def without_learning_rate(parameters, gradients, learning_rate):
    for parameter, gradient in paired(parameters, gradients):
        parameter -= gradient


@mistake("gradient_descent_step", "Only the first parameter has taken its step.", section=VARIABLES)
def first_parameter_only(parameters, gradients, learning_rate):
    parameters[0] -= learning_rate * gradients[0]


@mistake("gradient_descent_step", "The gradient was divided by the learning rate.", section=RATE)
def divided_by_the_rate(parameters, gradients, learning_rate):
    for parameter, gradient in paired(parameters, gradients):
        parameter -= gradient / learning_rate


@mistake(
    "gradient_descent_step",
    "The parameter has become the step, where it should take the step from where it was.",
    section=DOWN,
)
def step_in_place_of_parameter(parameters, gradients, learning_rate):
    for parameter, gradient in paired(parameters, gradients):
        parameter[...] = -learning_rate * gradient


@mistake("gradient_descent_step", "The gradients have been changed as well.", section=DOWN)
def gradients_scaled_in_place(parameters, gradients, learning_rate):
    for parameter, gradient in paired(parameters, gradients):
        gradient *= learning_rate
        parameter -= gradient


@mistake("gradient_descent_step", "The biases have stayed where they were; they are learnt, too.", section=VARIABLES)
def weights_only(parameters, gradients, learning_rate):
    for parameter, gradient in list(paired(parameters, gradients))[::2]:
        parameter -= learning_rate * gradient


@mistake(
    "gradient_descent_step", "The parameters were scaled by the learning rate along with the gradients.", section=DOWN
)
def parameters_scaled_too(parameters, gradients, learning_rate):
    for parameter, gradient in paired(parameters, gradients):
        parameter[...] = learning_rate * (parameter - gradient)


@mistake(
    "gradient_descent_step",
    "New arrays come back, and the parameters that were handed over have stayed as they were.",
    section=DOWN,
)
def returned_instead(parameters, gradients, learning_rate):
    return [parameter - learning_rate * gradient for parameter, gradient in paired(parameters, gradients)]


@mistake(
    "gradient_descent_step",
    "The lists have been treated as if they were arrays: each array in them takes a step of its own.",
    section=DOWN,
)
def lists_as_arrays(parameters, gradients, learning_rate):
    parameters -= learning_rate * gradients


@right("gradient_descent_step")
def written_into_the_array(parameters, gradients, learning_rate):
    for number in range(len(parameters)):
        parameters[number][...] = parameters[number] - learning_rate * gradients[number]


@right("gradient_descent_step")
def subtracted_into(parameters, gradients, learning_rate):
    for parameter, gradient in zip(parameters, gradients):
        np.subtract(parameter, np.multiply(gradient, learning_rate), out=parameter)


@right("gradient_descent_step")
def one_element_after_the_other(parameters, gradients, learning_rate):
    for parameter, gradient in zip(parameters, gradients):
        for index in np.ndindex(*parameter.shape):
            parameter[index] += -learning_rate * gradient[index]


# slope_of_w

wrong_answer(
    "slope_of_w",
    "This is the gradient of the bias: the input has no part in it yet.",
    section=CHAIN,
    slope_of_w=0.192,
)
wrong_answer(
    "slope_of_w",
    "The slope of the gate is missing: here the loss and the input were multiplied without it.",
    section=CHAIN,
    slope_of_w=3.6,
)
wrong_answer("slope_of_w", "The slope of the loss is missing from the chain.", section=CHAIN, slope_of_w=0.48)
wrong_answer("slope_of_w", "The 2 from the slope of the square is missing.", section=CHAIN, slope_of_w=0.288)
wrong_answer("slope_of_w", "The sign is turned round: y lies above the target.", section=CHAIN, slope_of_w=-0.576)
wrong_answer(
    "slope_of_w",
    "The value of the sigmoid was used, where its slope is asked for.",
    section=CHAIN,
    slope_of_w=2.88,
)
wrong_answer(
    "slope_of_w",
    "The loss itself, 0.36, was multiplied in; the chain needs its slope.",
    section=CHAIN,
    slope_of_w=0.1728,
)
wrong_answer(
    "slope_of_w",
    "Two factors are missing: the 2 from the slope of the square, and the slope of the gate.",
    section=CHAIN,
    slope_of_w=1.8,
)


# test_gradient


@mistake("test_gradient", NUMBERS, section=PROOF)
def asserts_nothing(gradient):
    gradient(np.array([[0.5, -1.0, 2.0]]), np.array([1]))


@mistake(
    "test_gradient",
    NUMBERS,
    section=PROOF,
)
def shape_only(gradient):
    assert np.shape(gradient(np.array([[0.5, -1.0, 2.0], [1.5, 0.25, -0.5]]), np.array([1, 0]))) == (2, 3)


@mistake(
    "test_gradient",
    "Does the test look at each number? Rows that add up to 0 are a good sign, but many wrong gradients have them.",
    section=PROOF,
)
def rows_add_up_to_zero(gradient):
    found = np.asarray(gradient(np.array([[0.5, -1.0, 2.0], [1.5, 0.25, -0.5]]), np.array([1, 0])))
    assert np.allclose(found.sum(axis=1), 0.0, atol=1e-5)
    assert not np.allclose(found, 0.0)


@mistake(
    "test_gradient",
    SIZES,
    section=PROOF,
)
def one_sample_only(gradient):
    found = gradient(np.log(np.array([[1.0, 2.0, 5.0]])), np.array([2]))
    assert np.allclose(found, [[0.125, 0.25, -0.375]], atol=1e-5)


@mistake(
    "test_gradient",
    SIZES,
    section=PROOF,
)
def signs_only(gradient):
    found = np.asarray(gradient(np.array([[0.5, -1.0, 2.0], [1.5, 0.25, -0.5]]), np.array([1, 0])))
    assert (np.sign(found) == [[1, -1, 1], [-1, 1, 1]]).all()


@mistake(
    "test_gradient",
    RIGHT,
    section=PROOF,
)
def no_room_for_rounding(gradient):
    scores, labels = np.array([[0.5, -1.0, 2.0], [1.5, 0.25, -0.5]]), np.array([1, 0])
    tried = np.zeros((2, 3))
    for index in np.ndindex(2, 3):
        push = np.zeros((2, 3))
        push[index] = 1e-5
        rise = softmax_cross_entropy(scores + push, labels) - softmax_cross_entropy(scores - push, labels)
        tried[index] = rise / 2e-5
    assert np.array_equal(gradient(scores, labels), tried)


@mistake(
    "test_gradient",
    RIGHT,
    section=PROOF,
)
def compared_with_the_loss(gradient):
    scores, labels = np.array([[0.5, -1.0, 2.0], [1.5, 0.25, -0.5]]), np.array([1, 0])
    assert np.allclose(gradient(scores, labels), softmax_cross_entropy(scores, labels))


@mistake(
    "test_gradient",
    "Are all labels in the test class 0? Then a function that always takes class 0 for the right one is not noticed.",
    section=LOSSES,
)
def all_labels_alike(gradient):
    found = gradient(np.log(np.array([[1.0, 2.0, 5.0], [3.0, 1.0, 4.0]])), np.array([0, 0]))
    assert np.allclose(found, [[-0.4375, 0.125, 0.3125], [-0.3125, 0.0625, 0.25]], atol=1e-5)


@right("test_gradient")
def numbers_worked_out_by_hand(gradient):
    found = gradient(np.log([[1.0, 2.0, 5.0], [3.0, 1.0, 4.0]]), np.array([2, 0]))
    assert np.allclose(found, [[0.0625, 0.125, -0.1875], [-0.3125, 0.0625, 0.25]], atol=1e-5)


@right("test_gradient")
def pushed_along_a_random_way(gradient):
    rng = np.random.RandomState(1)
    scores, labels = rng.normal(size=(4, 3)), np.array([2, 0, 1, 0])
    found = np.asarray(gradient(scores, labels))
    assert found.shape == (4, 3)
    for _ in range(8):
        way = rng.normal(size=(4, 3))
        rise = softmax_cross_entropy(scores + 1e-4 * way, labels) - softmax_cross_entropy(scores - 1e-4 * way, labels)
        assert abs(rise / 2e-4 - (found * way).sum()) < 1e-4


@right("test_gradient")
def by_signs_sums_and_one_value(gradient):
    found = np.asarray(gradient(np.array([[0.0, 0.0], [0.0, np.log(3.0)]]), np.array([1, 0])), dtype=float)
    if found.shape != (2, 2):
        raise AssertionError("the shape of the scores is lost")
    for place, value in (((0, 0), 0.25), ((0, 1), -0.25), ((1, 0), -0.375), ((1, 1), 0.375)):
        assert abs(found[place] - value) < 1e-4, place


# batch_gradient


@mistake(
    "batch_gradient",
    "Each sample overwrites what the one before it gave, so that only the last one counts.",
    section=MEET,
)
def only_the_last_sample(inputs, targets, weights, bias):
    weights_gradient, bias_gradient = np.zeros(len(weights)), 0.0
    for x, t in zip(inputs, targets):
        y = sigmoid(x @ weights + bias)
        at_z = 2 * (y - t) * y * (1 - y) / len(inputs)
        weights_gradient = at_z * x
        bias_gradient = at_z
    return weights_gradient, bias_gradient


@mistake(
    "batch_gradient",
    "The weights' gradient is mended, but in the bias's only the last sample counts.",
    section=MEET,
)
def bias_still_overwritten(inputs, targets, weights, bias):
    weights_gradient, bias_gradient = np.zeros(len(weights)), 0.0
    for x, t in zip(inputs, targets):
        y = sigmoid(x @ weights + bias)
        at_z = 2 * (y - t) * y * (1 - y) / len(inputs)
        weights_gradient += at_z * x
        bias_gradient = at_z
    return weights_gradient, bias_gradient


@mistake(
    "batch_gradient",
    "The bias's gradient is mended, but in the weights' only the last sample counts.",
    section=MEET,
)
def weights_still_overwritten(inputs, targets, weights, bias):
    weights_gradient, bias_gradient = np.zeros(len(weights)), 0.0
    for x, t in zip(inputs, targets):
        y = sigmoid(x @ weights + bias)
        at_z = 2 * (y - t) * y * (1 - y) / len(inputs)
        weights_gradient = at_z * x
        bias_gradient += at_z
    return weights_gradient, bias_gradient


@mistake("batch_gradient", "The samples are added up now, but no longer averaged.", section=LOSSES)
def added_but_not_averaged(inputs, targets, weights, bias):
    weights_gradient, bias_gradient = np.zeros(len(weights)), 0.0
    for x, t in zip(inputs, targets):
        y = sigmoid(x @ weights + bias)
        at_z = 2 * (y - t) * y * (1 - y)
        weights_gradient += at_z * x
        bias_gradient += at_z
    return weights_gradient, bias_gradient


@mistake("batch_gradient", "The mean over the samples has been taken twice.", section=LOSSES)
def averaged_twice(inputs, targets, weights, bias):
    weights_gradient, bias_gradient = np.zeros(len(weights)), 0.0
    for x, t in zip(inputs, targets):
        y = sigmoid(x @ weights + bias)
        at_z = 2 * (y - t) * y * (1 - y) / len(inputs)
        weights_gradient += at_z * x
        bias_gradient += at_z
    return weights_gradient / len(inputs), bias_gradient / len(inputs)


@mistake("batch_gradient", "The slope of the sigmoid is gone from the chain.", section=CHAIN)
def slope_thrown_out(inputs, targets, weights, bias):
    weights_gradient, bias_gradient = np.zeros(len(weights)), 0.0
    for x, t in zip(inputs, targets):
        y = sigmoid(x @ weights + bias)
        at_z = 2 * (y - t) / len(inputs)
        weights_gradient += at_z * x
        bias_gradient += at_z
    return weights_gradient, bias_gradient


@mistake(
    "batch_gradient",
    "The slope of the sigmoid is taken at y, as if y had gone into it.",
    section=PLACE,
)
def slope_at_y(inputs, targets, weights, bias):
    weights_gradient, bias_gradient = np.zeros(len(weights)), 0.0
    for x, t in zip(inputs, targets):
        y = sigmoid(x @ weights + bias)
        at_z = 2 * (y - t) * sigmoid(y) * (1 - sigmoid(y)) / len(inputs)
        weights_gradient += at_z * x
        bias_gradient += at_z
    return weights_gradient, bias_gradient


@mistake("batch_gradient", "The sign is turned round: this gradient points downhill.", section=DOWN)
def error_turned_round(inputs, targets, weights, bias):
    weights_gradient, bias_gradient = np.zeros(len(weights)), 0.0
    for x, t in zip(inputs, targets):
        y = sigmoid(x @ weights + bias)
        at_z = 2 * (t - y) * y * (1 - y) / len(inputs)
        weights_gradient += at_z * x
        bias_gradient += at_z
    return weights_gradient, bias_gradient


@right("batch_gradient")
def all_samples_at_once(inputs, targets, weights, bias):
    y = sigmoid(inputs @ weights + bias)
    at_z = 2 * (y - targets) * y * (1 - y) / len(inputs)
    return inputs.T @ at_z, at_z.sum()


@right("batch_gradient")
def mean_of_lists(inputs, targets, weights, bias):
    found = []
    for x, t in zip(inputs, targets):
        y = 1 / (1 + np.exp(-(np.dot(x, weights) + bias)))
        found.append([2 * (y - t) * y * (1 - y) * part for part in [*x, 1.0]])
    mean = np.mean(found, axis=0)
    return mean[:-1].tolist(), float(mean[-1])


@right("batch_gradient")
def by_einsum_in_single_precision(inputs, targets, weights, bias):
    x = np.asarray(inputs, dtype=np.float32)
    y = sigmoid(np.einsum("bi,i->b", x, np.asarray(weights, dtype=np.float32)) + np.float32(bias))
    at_z = np.float32(2 / len(x)) * (y - np.asarray(targets, dtype=np.float32)) * y * (1 - y)
    return np.einsum("bi,b->i", x, at_z), np.einsum("b->", at_z)
