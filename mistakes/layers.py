"""What goes wrong in unit 2, and right answers written another way."""

import numpy as np

from mistakes import mistake, right, wrong_answer
from nnlib.layers import Dense, InputLayer, fitting, parameter_count, run
from nnlib.neurons import step

XOR = "two-neurons-do-what-one-cannot"
ROLES = "input-hidden-output-three-roles"
MATRIX = "a-column-for-each-neuron"
SWAPPED = "rows-and-columns-swapped"
STEPS = "the-same-step-over-and-over"
DEEP = "plain-or-deep"
COUNT = "how-many-numbers-can-a-network-learn"
EQUAL = "why-not-begin-with-equal-weights"
SIZE = "how-large-should-random-weights-be"

FROM_THE_START = "Every layer is given the network's own inputs, not what the layer before it puts out."
ON_ITS_SIDE = "The matrix lies on its side: it has a row for each neuron."
ROW_FOR_EACH = "The weights are read as if they had a row for each neuron, so that the shapes no longer fit."


@mistake("he", "The weights spread as if the number of neurons decided, not the number of inputs.", section=SIZE)
def he_from_the_outputs(n_in, n_out, seed=None):
    return np.random.default_rng(seed).normal(0.0, np.sqrt(2 / n_out), size=(n_in, n_out))


@mistake("he", "The root is missing: this uses the variance where the standard deviation is asked for.", section=SIZE)
def he_without_root(n_in, n_out, seed=None):
    return np.random.default_rng(seed).normal(0.0, 2 / n_in, size=(n_in, n_out))


@mistake(
    "he",
    "The weights are too small by a factor of the root of 2: nothing makes up for the half that ReLU cuts off.",
    section=SIZE,
)
def he_with_one_on_top(n_in, n_out, seed=None):
    return np.random.default_rng(seed).normal(0.0, np.sqrt(1 / n_in), size=(n_in, n_out))


@mistake("he", "This is Xavier's spread: inputs and outputs both have a say in it.", section=SIZE)
def he_from_both_sizes(n_in, n_out, seed=None):
    return np.random.default_rng(seed).normal(0.0, np.sqrt(2 / (n_in + n_out)), size=(n_in, n_out))


@mistake("he", "The numbers come from the standard normal distribution, and have not been scaled.", section=SIZE)
def he_not_scaled(n_in, n_out, seed=None):
    return np.random.default_rng(seed).normal(size=(n_in, n_out))


@mistake(
    "he",
    "The numbers are uniform, within the right standard deviation on either side; a normal distribution is asked for.",
    section=SIZE,
)
def he_uniform(n_in, n_out, seed=None):
    limit = np.sqrt(2 / n_in)
    return np.random.default_rng(seed).uniform(-limit, limit, size=(n_in, n_out))


@mistake(
    "he",
    "The spread is right, but the numbers are uniform: none lies far out, as some of a normal distribution do.",
    section=SIZE,
)
def he_uniform_of_right_spread(n_in, n_out, seed=None):
    limit = np.sqrt(6 / n_in)
    return np.random.default_rng(seed).uniform(-limit, limit, size=(n_in, n_out))


@mistake("he", "All weights are positive: their mean is not 0.", section=SIZE)
def he_only_positive(n_in, n_out, seed=None):
    return np.abs(np.random.default_rng(seed).normal(0.0, np.sqrt(2 / n_in), size=(n_in, n_out)))


@mistake("he", ON_ITS_SIDE, section=SWAPPED)
def he_transposed(n_in, n_out, seed=None):
    return np.random.default_rng(seed).normal(0.0, np.sqrt(2 / n_in), size=(n_out, n_in))


@mistake("he", ON_ITS_SIDE, section=SWAPPED)
def he_turned_afterwards(n_in, n_out, seed=None):
    return np.random.default_rng(seed).normal(0.0, np.sqrt(2 / n_in), size=(n_in, n_out)).T


@mistake("he", "The seed has no part in it: each call gives other numbers.", section=EQUAL)
def he_without_seed(n_in, n_out, seed=None):
    return np.random.default_rng().normal(0.0, np.sqrt(2 / n_in), size=(n_in, n_out))


@mistake("he", "Whatever the seed, the same numbers come back.", section=EQUAL)
def he_with_fixed_seed(n_in, n_out, seed=None):
    return np.random.default_rng(0).normal(0.0, np.sqrt(2 / n_in), size=(n_in, n_out))


@mistake("he", "The root has been taken of a part of the fraction only.", section=SIZE)
def he_root_of_a_part(n_in, n_out, seed=None):
    return np.random.default_rng(seed).normal(0.0, np.sqrt(2) / n_in, size=(n_in, n_out))


@right("he")
def he_scaled_afterwards(n_in, n_out, seed=None):
    return np.random.default_rng(seed).standard_normal((n_in, n_out)) * (2 / n_in) ** 0.5


@right("he")
def he_drawn_one_by_one(n_in, n_out, seed=None):
    rng = np.random.default_rng(seed)
    return np.array([[rng.normal(0.0, np.sqrt(2.0 / n_in)) for _ in range(n_out)] for _ in range(n_in)])


@right("he")
def he_drawn_column_by_column(n_in, n_out, seed=None):
    rng = np.random.default_rng(seed)
    return rng.normal(loc=0.0, scale=np.sqrt(2) / np.sqrt(n_in), size=(n_out, n_in)).T


@right("he")
def he_in_single_precision(n_in, n_out, seed=None):
    return (np.random.default_rng(seed).normal(size=(n_in, n_out)) * np.sqrt(2 / n_in)).astype(np.float32)


@mistake("Dense.weighted_sums", "The biases have not been added to the sums.", section=MATRIX)
def sums_without_bias(self, inputs):
    return fitting(inputs, self.weights) @ self.weights


@mistake("Dense.weighted_sums", "The biases have been taken away instead of added.", section=MATRIX)
def sums_minus_bias(self, inputs):
    return fitting(inputs, self.weights) @ self.weights - self.bias


@mistake(
    "Dense.weighted_sums", "Each bias has been added once for every input, not once for its neuron.", section=MATRIX
)
def sums_bias_for_each_input(self, inputs):
    return fitting(inputs, self.weights) @ self.weights + self.n_in * self.bias


@mistake("Dense.weighted_sums", ROW_FOR_EACH, section=SWAPPED)
def sums_with_weights_transposed(self, inputs):
    return fitting(inputs, self.weights) @ self.weights.T + self.bias


@mistake(
    "Dense.weighted_sums",
    "The matrix has been pressed into another shape instead of being used as it is: the weights have changed places.",
    section=SWAPPED,
)
def sums_with_weights_reshaped(self, inputs):
    return fitting(inputs, self.weights) @ self.weights.reshape(self.n_out, self.n_in).T + self.bias


@mistake(
    "Dense.weighted_sums",
    "The activation function has already been applied; here the bare sums are asked for.",
    section=MATRIX,
)
def sums_already_activated(self, inputs):
    return self.activation(fitting(inputs, self.weights) @ self.weights + self.bias)


@mistake("Dense.weighted_sums", "The sums of all neurons have been added up into a single number.", section=MATRIX)
def sums_of_all_neurons(self, inputs):
    return (fitting(inputs, self.weights) @ self.weights + self.bias).sum(axis=-1)


@mistake(
    "Dense.weighted_sums",
    "The samples of a batch have been added up together; each of them has sums of its own.",
    section=MATRIX,
)
def sums_over_the_batch(self, inputs):
    inputs = fitting(inputs, self.weights)
    return np.array([np.sum(inputs * self.weights[:, j]) + self.bias[j] for j in range(self.weights.shape[1])])


@mistake("Dense.weighted_sums", "Only the first neuron has been computed.", section=MATRIX)
def sums_of_first_neuron(self, inputs):
    return fitting(inputs, self.weights) @ self.weights[:, 0] + self.bias[0]


@mistake("Dense.weighted_sums", "Only the first sample of a batch is looked at.", section=MATRIX)
def sums_of_one_sample(self, inputs):
    return np.atleast_2d(fitting(inputs, self.weights))[0] @ self.weights + self.bias


@mistake("Dense.weighted_sums", "One sample comes back as a batch of one.", section=MATRIX)
def sums_always_as_batch(self, inputs):
    return np.atleast_2d(fitting(inputs, self.weights)) @ self.weights + self.bias


@mistake(
    "Dense.weighted_sums",
    "The products stand side by side: nothing has been added up over the inputs.",
    section=MATRIX,
)
def sums_not_added_up(self, inputs):
    return fitting(inputs, self.weights)[..., None] * self.weights + self.bias


@mistake("Dense.weighted_sums", "The biases run along the samples, not along the neurons.", section=MATRIX)
def sums_with_bias_as_column(self, inputs):
    return fitting(inputs, self.weights) @ self.weights + self.bias[:, None]


@mistake("Dense.weighted_sums", "The numbers have been cut to whole numbers on the way.", section=MATRIX)
def sums_of_whole_numbers(self, inputs):
    return fitting(inputs, self.weights).astype(int) @ self.weights.astype(int) + self.bias.astype(int)


@mistake("Dense.weighted_sums", "Inputs and weights meet element by element, which is another product.", section=MATRIX)
def element_by_element(self, inputs):
    inputs = fitting(inputs, self.weights)
    return inputs * self.weights + self.bias


@mistake("Dense.weighted_sums", "This works for one sample only: a batch does not fit on that side.", section=MATRIX)
def one_sample_on_the_right(self, inputs):
    inputs = fitting(inputs, self.weights)
    return self.weights.T @ inputs + self.bias


@mistake("Dense.weighted_sums", "The function of chapter 1 knows one neuron, with weights in a row.", section=MATRIX)
def as_one_neuron(self, inputs):
    inputs = fitting(inputs, self.weights)
    if self.weights.shape != inputs.shape[-1:]:
        raise ValueError(f"inputs of shape {inputs.shape} do not fit weights of shape {self.weights.shape}")
    return inputs @ self.weights + self.bias


@mistake("Dense.weighted_sums", ROW_FOR_EACH, section=SWAPPED)
def weights_before_the_inputs(self, inputs):
    return self.weights @ fitting(inputs, self.weights) + self.bias


@right("Dense.weighted_sums")
def sums_by_einsum(self, inputs):
    inputs = fitting(inputs, self.weights)
    return np.einsum("...i,ij->...j", inputs, self.weights) + self.bias


@right("Dense.weighted_sums")
def sums_neuron_by_neuron(self, inputs):
    inputs = fitting(inputs, self.weights)
    columns = [inputs @ self.weights[:, j] + self.bias[j] for j in range(self.weights.shape[1])]
    return np.stack(columns, axis=-1)


@right("Dense.weighted_sums")
def sums_by_loops(self, inputs):
    inputs = fitting(inputs, self.weights)
    rows = []
    for row in np.atleast_2d(inputs):
        sums = [float(b) for b in self.bias]
        for i, value in enumerate(row):
            for j in range(len(sums)):
                sums[j] += value * self.weights[i, j]
        rows.append(sums)
    return rows[0] if inputs.ndim == 1 else rows


@right("Dense.weighted_sums")
def sums_from_the_other_side(self, inputs):
    inputs = np.asfortranarray(fitting(inputs, self.weights), dtype=np.float32)
    return np.dot(self.weights.T, inputs.T).T + self.bias


@mistake("Dense.forward", "The bare weighted sums come out: they have not gone through the activation.", section=STEPS)
def forward_without_activation(self, inputs):
    return fitting(inputs, self.weights) @ self.weights + self.bias


@mistake("Dense.forward", "The step is always used, whichever activation the layer was made with.", section=STEPS)
def forward_always_step(self, inputs):
    return step(fitting(inputs, self.weights) @ self.weights + self.bias)


@mistake(
    "Dense.forward",
    "The activation has been applied to the inputs, before they were weighed and added up.",
    section=STEPS,
)
def forward_activates_the_inputs(self, inputs):
    return self.activation(fitting(inputs, self.weights)) @ self.weights + self.bias


@mistake("Dense.forward", "The biases have been added after the activation instead of before it.", section=STEPS)
def forward_bias_after_activation(self, inputs):
    return self.activation(fitting(inputs, self.weights) @ self.weights) + self.bias


@mistake("Dense.forward", "The biases have no part in the result.", section=MATRIX)
def forward_without_bias(self, inputs):
    return self.activation(fitting(inputs, self.weights) @ self.weights)


@mistake("Dense.forward", "The activation has been applied twice.", section=STEPS)
def forward_activates_twice(self, inputs):
    return self.activation(self.activation(fitting(inputs, self.weights) @ self.weights + self.bias))


@mistake("Dense.forward", "The activation function itself comes back, and has not been called.", section=STEPS)
def forward_activation_not_called(self, inputs):
    return self.activation


@mistake(
    "Dense.forward",
    "The inputs are handed on without being weighed: that is what an input layer does.",
    section=ROLES,
)
def forward_hands_on(self, inputs):
    return fitting(inputs, self.weights)


@mistake("Dense.forward", "The inputs go through the activation, but not through the weights.", section=ROLES)
def forward_without_weights(self, inputs):
    return self.activation(fitting(inputs, self.weights))


@mistake("Dense.forward", "Nothing comes back: the result is computed, but not returned.", section=STEPS)
def forward_returns_nothing(self, inputs):
    self.activation(fitting(inputs, self.weights) @ self.weights + self.bias)


@right("Dense.forward")
def forward_through_weighted_sums(self, inputs):
    return self.activation(self.weighted_sums(inputs))


@right("Dense.forward")
def forward_by_tensordot(self, inputs):
    inputs = fitting(inputs, self.weights)
    return self.activation(np.tensordot(inputs, self.weights, axes=1) + self.bias)


@right("Dense.forward")
def forward_sample_by_sample(self, inputs):
    inputs = fitting(inputs, self.weights)
    if inputs.ndim == 1:
        return self.activation(np.dot(inputs, self.weights) + self.bias)
    return np.array([self.activation(np.dot(row, self.weights) + self.bias) for row in inputs])


@right("Dense.forward")
def forward_in_single_precision(self, inputs):
    z = np.add(fitting(inputs, self.weights) @ self.weights, self.bias).astype(np.float32)
    return self.activation(z)


@mistake("Dense.parameter_count", "The biases have not been counted.", section=COUNT)
def count_without_biases(self):
    return self.weights.size


@mistake("Dense.parameter_count", "The biases alone have been counted, which are as many as neurons.", section=COUNT)
def count_only_biases(self):
    return self.bias.size


@mistake("Dense.parameter_count", "A bias has been counted for each input; a bias belongs to a neuron.", section=COUNT)
def count_biases_of_inputs(self):
    return self.n_in * self.n_out + self.n_in


@mistake(
    "Dense.parameter_count",
    "Inputs and neurons have been added up, where each pair of them has a weight of its own.",
    section=COUNT,
)
def count_inputs_and_neurons(self):
    return self.n_in + self.n_out


@mistake("Dense.parameter_count", "The layer has been counted as if all its neurons shared one bias.", section=COUNT)
def count_one_bias(self):
    return self.n_in * self.n_out + 1


@mistake("Dense.parameter_count", "A shape comes back, where a number is asked for.", section=COUNT)
def count_as_shape(self):
    return self.weights.shape


@mistake("Dense.parameter_count", "This counts the rows of the weights, not all their elements.", section=COUNT)
def count_rows(self):
    return len(self.weights)


@right("Dense.parameter_count")
def count_from_sizes(self):
    return self.n_in * self.n_out + self.n_out


@right("Dense.parameter_count")
def count_neuron_by_neuron(self):
    return sum(len(self.weights[:, j]) + 1 for j in range(len(self.bias)))


@right("Dense.parameter_count")
def count_by_product_of_shape(self):
    return np.prod(self.weights.shape) + np.prod(self.bias.shape)


@mistake("parameter_count", "The layers have been counted, not their parameters.", section=COUNT)
def how_many_layers(layers):
    return len(layers)


@mistake("parameter_count", "Only the first layer has been asked.", section=COUNT)
def returns_inside_the_loop(layers):
    total = 0
    for layer in layers:
        total += layer.parameter_count()
        return total
    return total


@mistake(
    "parameter_count", "Each layer's number takes the place of the one before: only the last is left.", section=COUNT
)
def keeps_only_the_last(layers):
    total = 0
    for layer in layers:
        total = layer.parameter_count()
    return total


@mistake("parameter_count", "The layers' numbers come back one by one; they have not been added up.", section=COUNT)
def not_added_up(layers):
    return [layer.parameter_count() for layer in layers]


@mistake("parameter_count", "The last layer has been left out.", section=COUNT)
def without_the_last(layers):
    return sum(layer.parameter_count() for layer in layers[:-1])


@mistake("parameter_count", "The layers' numbers have been multiplied, where they add up.", section=COUNT)
def multiplied(layers):
    product = 1
    for layer in layers:
        product *= layer.parameter_count()
    return product


@mistake("parameter_count", "Only the largest layer has been counted.", section=COUNT)
def only_the_largest(layers):
    return max([layer.parameter_count() for layer in layers], default=0)


@mistake(
    "parameter_count",
    "Every layer is taken for one with weights; an input layer has none. Ask the layer instead of counting for it.",
    section=ROLES,
)
def counts_for_the_layer(layers):
    return sum(layer.weights.size + layer.bias.size for layer in layers)


@mistake("parameter_count", "The layers' methods themselves are added up; they have not been called.", section=COUNT)
def method_not_called(layers):
    return sum(layer.parameter_count for layer in layers)


@mistake("parameter_count", "This function has been called on a single layer, which is no list.", section=COUNT)
def calls_itself(layers):
    return sum(parameter_count(layer) for layer in layers)


@right("parameter_count")
def total_by_loop(layers):
    total = 0
    for layer in layers:
        total += layer.parameter_count()
    return total


@right("parameter_count")
def total_by_numpy(layers):
    return np.sum([layer.parameter_count() for layer in layers], dtype=int)


@right("parameter_count")
def total_by_recursion(layers):
    def total(rest):
        return rest[0].parameter_count() + total(rest[1:]) if rest else 0

    return total(layers)


@mistake(
    "is_deep",
    "One hidden layer is enough for this function; the output layer must have been counted too.",
    section=DEEP,
)
def output_counted(layers):
    return len(layers) > 2


@mistake(
    "is_deep", "Here every network is deep: input and output layer have been counted as hidden ones.", section=DEEP
)
def input_and_output_counted(layers):
    return len(layers) >= 2


@mistake("is_deep", "Two hidden layers are not enough for this function, and they should be.", section=DEEP)
def more_than_two(layers):
    return len(layers) - 2 > 2


@mistake("is_deep", "It is the wrong way round: True is for deep networks.", section=DEEP)
def plain_and_not_deep(layers):
    return len(layers) - 2 < 2


@mistake("is_deep", "The number of hidden layers comes back, where yes or no is asked for.", section=DEEP)
def how_many_hidden(layers):
    return len(layers) - 2


@mistake("is_deep", "Exactly two hidden layers are deep here; more of them should be, too.", section=DEEP)
def exactly_two(layers):
    return len(layers) == 4


@mistake("is_deep", "How wide a layer is has been taken for how deep the network is.", section=DEEP)
def wide_is_deep(layers):
    return any(layer.n_out >= 4 for layer in layers[1:-1])


@mistake("is_deep", "A word comes back, where True or False is asked for.", section=DEEP)
def in_words(layers):
    return "deep" if len(layers) >= 4 else "plain"


@right("is_deep")
def by_length(layers):
    return len(layers) > 3


@right("is_deep")
def by_counting(layers):
    hidden = 0
    for number, _layer in enumerate(layers):
        if 0 < number < len(layers) - 1:
            hidden += 1
    return hidden >= 2


@right("is_deep")
def as_numpy_answer(layers):
    return np.greater_equal(len(layers) - 2, 2)


@mistake("run", FROM_THE_START, section=STEPS)
def each_from_the_start(layers, inputs):
    for layer in layers:
        outputs = layer.forward(inputs)
    return outputs


@mistake("run", FROM_THE_START, section=STEPS)
def all_from_the_start(layers, inputs):
    return [layer.forward(inputs) for layer in layers]


@mistake("run", "Only the first layer has been run.", section=STEPS)
def stops_after_the_first(layers, inputs):
    for layer in layers:
        inputs = layer.forward(inputs)
        return inputs


@mistake("run", "The layers have been run from the last to the first.", section=STEPS)
def backwards(layers, inputs):
    for layer in reversed(layers):
        inputs = layer.forward(inputs)
    return inputs


@mistake("run", "The last layer has been left out.", section=STEPS)
def without_the_output_layer(layers, inputs):
    for layer in layers[:-1]:
        inputs = layer.forward(inputs)
    return inputs


@mistake("run", "The outputs of all layers come back, where only the last one's are asked for.", section=STEPS)
def every_output(layers, inputs):
    outputs = []
    for layer in layers:
        inputs = layer.forward(inputs)
        outputs.append(inputs)
    return outputs


@mistake("run", "The inputs come back as they were: what the layers put out has not been kept.", section=STEPS)
def results_dropped(layers, inputs):
    for layer in layers:
        layer.forward(inputs)
    return inputs


@mistake("run", "The layers' outputs have been added to what came in, instead of taking its place.", section=STEPS)
def added_up(layers, inputs):
    for layer in layers[1:]:
        inputs = inputs + layer.forward(inputs)
    return inputs


@mistake("run", "Only the weighted sums are passed on: the activations have been left out.", section=STEPS)
def sums_only(layers, inputs):
    for layer in layers[1:]:
        inputs = layer.weighted_sums(inputs)
    return inputs


@mistake("run", "The outputs have gone through the activation twice: `forward` has done that already.", section=STEPS)
def activation_again(layers, inputs):
    outputs = inputs
    for layer in layers:
        outputs = layer.forward(outputs)
        if hasattr(layer, "activation"):
            outputs = layer.activation(outputs)
    return outputs


@right("run")
def by_number(layers, inputs):
    signal = inputs
    for number in range(len(layers)):
        signal = layers[number].forward(signal)
    return signal


@right("run")
def by_nesting(layers, inputs):
    *before, last = layers
    return last.forward(run(before, inputs) if before else inputs)


@right("run")
def keeping_them_all(layers, inputs):
    signals = [np.asarray(inputs, dtype=float)]
    for layer in layers:
        signals.append(layer.forward(signals[-1]))
    return signals[-1].tolist()


@mistake(
    "xor_layers",
    "This is the chapter's lamp, with NAND in second place; this exercise asks for AND there.",
    section=XOR,
)
def lamp_of_the_chapter():
    hidden, output = Dense(2, 2, activation=step), Dense(2, 1, activation=step)
    hidden.weights[:], hidden.bias[:] = [[1.0, -1.0], [1.0, -1.0]], [-0.5, 1.5]
    output.weights[:], output.bias[:] = [[1.0], [1.0]], [-1.5]
    return [InputLayer(2), hidden, output]


@mistake("xor_layers", "The two hidden neurons have changed places.", section=XOR)
def and_before_or():
    hidden, output = Dense(2, 2, activation=step), Dense(2, 1, activation=step)
    hidden.weights[:], hidden.bias[:] = [[1.0, 1.0], [1.0, 1.0]], [-1.5, -0.5]
    output.weights[:], output.bias[:] = [[-1.0], [1.0]], [-0.5]
    return [InputLayer(2), hidden, output]


@mistake(
    "xor_layers",
    "The output neuron fires when at least one of the hidden neurons does: nothing holds it back where AND fires.",
    section=XOR,
)
def output_is_or():
    hidden, output = Dense(2, 2, activation=step), Dense(2, 1, activation=step)
    hidden.weights[:], hidden.bias[:] = [[1.0, 1.0], [1.0, 1.0]], [-0.5, -1.5]
    output.weights[:], output.bias[:] = [[1.0], [1.0]], [-0.5]
    return [InputLayer(2), hidden, output]


@mistake("xor_layers", "The output neuron fires only when both of the hidden neurons do.", section=XOR)
def output_is_and():
    hidden, output = Dense(2, 2, activation=step), Dense(2, 1, activation=step)
    hidden.weights[:], hidden.bias[:] = [[1.0, 1.0], [1.0, 1.0]], [-0.5, -1.5]
    output.weights[:], output.bias[:] = [[1.0], [1.0]], [-1.5]
    return [InputLayer(2), hidden, output]


@mistake("xor_layers", "The output neuron never fires: OR speaks against it and AND alone cannot lift it.", section=XOR)
def output_signs_swapped():
    hidden, output = Dense(2, 2, activation=step), Dense(2, 1, activation=step)
    hidden.weights[:], hidden.bias[:] = [[1.0, 1.0], [1.0, 1.0]], [-0.5, -1.5]
    output.weights[:], output.bias[:] = [[-1.0], [1.0]], [-0.5]
    return [InputLayer(2), hidden, output]


@mistake(
    "xor_layers",
    "The output neuron fires even when both hidden neurons are silent: it is never held down.",
    section=XOR,
)
def output_bias_positive():
    hidden, output = Dense(2, 2, activation=step), Dense(2, 1, activation=step)
    hidden.weights[:], hidden.bias[:] = [[1.0, 1.0], [1.0, 1.0]], [-0.5, -1.5]
    output.weights[:], output.bias[:] = [[1.0], [-1.0]], [0.5]
    return [InputLayer(2), hidden, output]


@mistake(
    "xor_layers",
    "The first hidden neuron is silent when only one input is 1: its sum reaches 0 there, and does not exceed it.",
    section=XOR,
)
def or_just_at_its_level():
    hidden, output = Dense(2, 2, activation=step), Dense(2, 1, activation=step)
    hidden.weights[:], hidden.bias[:] = [[1.0, 1.0], [1.0, 1.0]], [-1.0, -1.5]
    output.weights[:], output.bias[:] = [[1.0], [-1.0]], [-0.5]
    return [InputLayer(2), hidden, output]


@mistake(
    "xor_layers",
    "The second hidden neuron never fires: even with both inputs its sum does not exceed 0.",
    section=XOR,
)
def and_just_at_its_level():
    hidden, output = Dense(2, 2, activation=step), Dense(2, 1, activation=step)
    hidden.weights[:], hidden.bias[:] = [[1.0, 1.0], [1.0, 1.0]], [-0.5, -2.0]
    output.weights[:], output.bias[:] = [[1.0], [-1.0]], [-0.5]
    return [InputLayer(2), hidden, output]


@mistake(
    "xor_layers",
    "The first hidden neuron always fires: the levels have been set as biases without turning their signs.",
    section=MATRIX,
)
def levels_as_biases():
    hidden, output = Dense(2, 2, activation=step), Dense(2, 1, activation=step)
    hidden.weights[:], hidden.bias[:] = [[1.0, 1.0], [1.0, 1.0]], [0.5, 1.5]
    output.weights[:], output.bias[:] = [[1.0], [-1.0]], [0.5]
    return [InputLayer(2), hidden, output]


@mistake(
    "xor_layers",
    "The matrix holds a row for each hidden neuron, where it should have a column for each.",
    section=SWAPPED,
)
def hidden_weights_in_rows():
    hidden, output = Dense(2, 2, activation=step), Dense(2, 1, activation=step)
    hidden.weights[:], hidden.bias[:] = [[1.0, 1.0], [0.4, 0.4]], [-0.5, -0.6]
    output.weights[:], output.bias[:] = [[1.0], [-1.0]], [-0.5]
    return [InputLayer(2), hidden, output]


@mistake(
    "xor_layers",
    "The output layer's weights lie in a row: one neuron with two inputs needs a column of two.",
    section=SWAPPED,
)
def output_weights_in_a_row():
    hidden, output = Dense(2, 2, activation=step), Dense(2, 1, activation=step)
    hidden.weights[:], hidden.bias[:] = [[1.0, 1.0], [1.0, 1.0]], [-0.5, -1.5]
    output.weights, output.bias = np.array([[1.0, -1.0]]), np.array([-0.5])
    return [InputLayer(2), hidden, output]


@mistake("xor_layers", "Both hidden neurons are OR.", section=XOR)
def both_are_or():
    hidden, output = Dense(2, 2, activation=step), Dense(2, 1, activation=step)
    hidden.weights[:], hidden.bias[:] = [[1.0, 1.0], [1.0, 1.0]], [-0.5, -0.5]
    output.weights[:], output.bias[:] = [[1.0], [-1.0]], [-0.5]
    return [InputLayer(2), hidden, output]


@right("xor_layers")
def larger_weights():
    hidden, output = Dense(2, 2, activation=step), Dense(2, 1, activation=step)
    hidden.weights[:], hidden.bias[:] = [[20.0, 3.0], [30.0, 2.0]], [-10.0, -4.0]
    output.weights[:], output.bias[:] = [[4.0], [-9.0]], [-1.0]
    return [InputLayer(2), hidden, output]


@right("xor_layers")
def arrays_put_in_place():
    hidden, output = Dense(2, 2, activation=step), Dense(2, 1, activation=step)
    hidden.weights = np.array([[1, 1], [1, 1]])
    hidden.bias = np.array([0, -1])  # the step is silent at its level
    output.weights = np.array([[1, -1]]).T
    output.bias = np.array([0])
    return [InputLayer(2), hidden, output]


@right("xor_layers")
def number_by_number():
    hidden, output = Dense(2, 2, activation=step, dtype=np.float32), Dense(2, 1, activation=step)
    for i in range(2):
        hidden.weights[i, 0], hidden.weights[i, 1] = 0.7, 0.7
        output.weights[i, 0] = 0.5 if i == 0 else -0.75
    hidden.bias[0], hidden.bias[1] = -0.2, -1.0
    output.bias[0] = -0.3
    return [InputLayer(2), hidden, output]


wrong_answer("n_parameters", "The biases have not been counted.", section=COUNT, n_parameters=51)
wrong_answer(
    "n_parameters",
    "A bias has been counted for each input of a layer; a bias belongs to a neuron.",
    section=COUNT,
    n_parameters=65,
)
wrong_answer(
    "n_parameters",
    "The input layer has been given biases of its own; it has nothing to learn.",
    section=ROLES,
    n_parameters=67,
)
wrong_answer("n_parameters", "The output layer has been left out.", section=COUNT, n_parameters=53)
wrong_answer(
    "n_parameters", "These are the nodes; count the links between them, and the biases.", section=COUNT, n_parameters=16
)
wrong_answer(
    "n_parameters",
    "The four sizes have been multiplied: a weight leads from one layer to the next, not through all of them.",
    section=COUNT,
    n_parameters=180,
)
wrong_answer(
    "n_parameters",
    "Each layer has been given a single bias, where each neuron has one.",
    section=COUNT,
    n_parameters=54,
)


TWINS = "Layers of one size begin with the same weights: for the second of them nothing new is drawn."


@mistake("fresh_layers", TWINS, section=EQUAL)
def as_released(sizes, seed):
    layers = [InputLayer(sizes[0])]
    for n_in, n_out in zip(sizes, sizes[1:]):
        layers.append(Dense(n_in, n_out, seed=seed))
    return layers


@mistake("fresh_layers", TWINS, section=EQUAL)
def generator_made_in_the_loop(sizes, seed):
    layers = [InputLayer(sizes[0])]
    for n_in, n_out in zip(sizes, sizes[1:]):
        rng = np.random.default_rng(seed)
        layers.append(Dense(n_in, n_out, seed=rng))
    return layers


@mistake("fresh_layers", "The network cannot be made again: its seed has no part in it any more.", section=EQUAL)
def without_any_seed(sizes, seed):
    layers = [InputLayer(sizes[0])]
    for n_in, n_out in zip(sizes, sizes[1:]):
        layers.append(Dense(n_in, n_out))
    return layers


@mistake("fresh_layers", "Whatever the seed, some layer comes out the same.", section=EQUAL)
def seeded_by_place(sizes, seed):
    layers = [InputLayer(sizes[0])]
    for number, (n_in, n_out) in enumerate(zip(sizes, sizes[1:])):
        layers.append(Dense(n_in, n_out, seed=number))
    return layers


@mistake("fresh_layers", "The last layer has been lost on the way.", section=STEPS)
def output_layer_lost(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = [InputLayer(sizes[0])]
    for n_in, n_out in zip(sizes[:-1], sizes[1:-1]):
        layers.append(Dense(n_in, n_out, seed=rng))
    return layers


@mistake("fresh_layers", "Inputs and outputs of each layer have changed places.", section=SWAPPED)
def sizes_swapped(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = [InputLayer(sizes[0])]
    for n_in, n_out in zip(sizes, sizes[1:]):
        layers.append(Dense(n_out, n_in, seed=rng))
    return layers


@right("fresh_layers")
def a_seed_for_each(sizes, seed):
    layers = [InputLayer(sizes[0])]
    for number, (n_in, n_out) in enumerate(zip(sizes, sizes[1:])):
        layers.append(Dense(n_in, n_out, seed=[seed, number]))
    return layers


@right("fresh_layers")
def seeds_dealt_out(sizes, seed):
    children = iter(np.random.SeedSequence(seed).spawn(len(sizes)))
    return [InputLayer(sizes[0])] + [Dense(n_in, n_out, seed=next(children)) for n_in, n_out in zip(sizes, sizes[1:])]


@right("fresh_layers")
def seeds_counted_on(sizes, seed):
    layers = [InputLayer(sizes[0])]
    for number in range(1, len(sizes)):
        layers.append(Dense(sizes[number - 1], sizes[number], seed=1000 * seed + number))
    return layers
