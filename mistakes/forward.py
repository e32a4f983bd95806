"""What goes wrong in unit 4, and right answers written another way."""

import numpy as np

from mistakes import mistake, right, wrong_answer
from nnlib.activations import sigmoid
from nnlib.forward import as_factors
from nnlib.layers import Dense

ELEMENT = "one-element-of-the-product"
PRODUCT = "the-whole-product-by-loops"
FORMULA = "the-network-in-one-line"
CACHE = "what-the-network-keeps-for-the-way-back"
TRACE = "the-shapes-on-the-way"
COUNT = "how-much-work-is-a-forward-pass"
GATES = "a-gate-after-every-layer"


# ---- product_element


@mistake("product_element", "Row and column have changed places: this is another element of the product.", ELEMENT)
def row_and_column_swapped(inputs, weights, row, column):
    inputs, weights = as_factors(inputs, weights)
    return (inputs @ weights)[column % len(inputs), row % weights.shape[1]]


@mistake("product_element", "The elements are counted from 1 here, and from 0 in the exercise.", ELEMENT)
def counted_from_one(inputs, weights, row, column):
    inputs, weights = as_factors(inputs, weights)
    return (inputs @ weights)[row - 1, column - 1]


@mistake("product_element", "The last product of the sum is missing.", ELEMENT)
def last_product_missing(inputs, weights, row, column):
    inputs, weights = as_factors(inputs, weights)
    return sum(inputs[row, i] * weights[i, column] for i in range(len(weights) - 1))


@mistake("product_element", "One product has been taken; the element is a sum of several.", ELEMENT)
def one_product_only(inputs, weights, row, column):
    inputs, weights = as_factors(inputs, weights)
    k = min(row, len(weights) - 1)
    return inputs[row, k] * weights[k, column]


@mistake("product_element", "The products have not been added up: they come back one by one.", ELEMENT)
def products_not_added(inputs, weights, row, column):
    inputs, weights = as_factors(inputs, weights)
    return inputs[row] * weights[:, column]


@mistake("product_element", "Sums have been multiplied, where products are to be added up.", ELEMENT)
def product_of_sums(inputs, weights, row, column):
    inputs, weights = as_factors(inputs, weights)
    return np.prod(inputs[row] + weights[:, column])


@mistake("product_element", "A row of the weights has been taken where their column is needed.", ELEMENT)
def row_of_weights(inputs, weights, row, column):
    inputs, weights = as_factors(inputs, weights)
    line = weights[column % len(weights)]
    return sum(a * b for a, b in zip(inputs[row], line))


@mistake("product_element", "A whole row of the product comes back instead of one element of it.", ELEMENT)
def whole_row(inputs, weights, row, column):
    inputs, weights = as_factors(inputs, weights)
    return inputs[row] @ weights


@mistake("product_element", "A row of the weights has been taken, where a column is asked for.", ELEMENT)
def a_row_of_each(inputs, weights, row, column):
    inputs, weights = as_factors(inputs, weights)
    return inputs[row] @ weights[column]


@mistake("product_element", "In each factor the two places in the brackets have changed.", ELEMENT)
def places_swapped(inputs, weights, row, column):
    inputs, weights = as_factors(inputs, weights)
    return sum(inputs[i, row] * weights[column, i] for i in range(len(weights)))


@mistake("product_element", "The element comes in a matrix of its own; a bare number is asked for.", ELEMENT)
def a_matrix_of_one(inputs, weights, row, column):
    inputs, weights = as_factors(inputs, weights)
    return inputs[row : row + 1] @ weights[:, column : column + 1]


@mistake("product_element", "Each product has overwritten the one before it, and only the last is left.", ELEMENT)
def only_the_last_product(inputs, weights, row, column):
    inputs, weights = as_factors(inputs, weights)
    for i in range(len(weights)):
        total = inputs[row, i] * weights[i, column]
    return total


@right("product_element")
def row_times_column(inputs, weights, row, column):
    return np.asarray(inputs)[row] @ np.asarray(weights)[:, column]


@right("product_element")
def element_by_a_running_total(inputs, weights, row, column):
    inputs, weights = as_factors(inputs, weights)
    total = 0.0
    i = 0
    while i < weights.shape[0]:
        total = total + inputs[row][i] * weights[i][column]
        i += 1
    return total


@right("product_element")
def element_in_single_precision(inputs, weights, row, column):
    inputs, weights = np.asarray(inputs, dtype=np.float32), np.asarray(weights, dtype=np.float32)
    return np.sum(inputs[row] * weights.T[column])


# ---- product_loops


@mistake("product_loops", "The result stands on its side: samples lie in columns.", PRODUCT)
def product_transposed(inputs, weights):
    inputs, weights = as_factors(inputs, weights)
    return (inputs @ weights).T


@mistake(
    "product_loops", "Each element holds only the last of its products: the others have been overwritten.", PRODUCT
)
def overwritten(inputs, weights):
    inputs, weights = as_factors(inputs, weights)
    product = np.zeros((inputs.shape[0], weights.shape[1]))
    for row in range(inputs.shape[0]):
        for column in range(weights.shape[1]):
            for i in range(len(weights)):
                product[row, column] = inputs[row, i] * weights[i, column]
    return product


@mistake("product_loops", "The running sum is not begun anew for each element.", PRODUCT)
def sum_never_reset(inputs, weights):
    inputs, weights = as_factors(inputs, weights)
    product = np.zeros((inputs.shape[0], weights.shape[1]))
    total = 0.0
    for row in range(inputs.shape[0]):
        for column in range(weights.shape[1]):
            for i in range(len(weights)):
                total += inputs[row, i] * weights[i, column]
            product[row, column] = total
    return product


@mistake("product_loops", "The numbers have been cut to whole numbers on their way into the result.", PRODUCT)
def integer_result(inputs, weights):
    inputs, weights = as_factors(inputs, weights)
    product = np.zeros((inputs.shape[0], weights.shape[1]), dtype=int)
    product[...] = (inputs @ weights).astype(int)
    return product


@mistake("product_loops", "The last column of the result has been left at 0: a loop stops too early.", PRODUCT)
def last_column_missing(inputs, weights):
    inputs, weights = as_factors(inputs, weights)
    product = np.zeros((inputs.shape[0], weights.shape[1]))
    product[:, :-1] = inputs @ weights[:, :-1]
    return product


@mistake("product_loops", "Only the first sample has been computed; the other rows are still 0.", PRODUCT)
def first_row_only(inputs, weights):
    inputs, weights = as_factors(inputs, weights)
    product = np.zeros((inputs.shape[0], weights.shape[1]))
    product[0] = inputs[0] @ weights
    return product


@mistake("product_loops", "The last of the inputs has no part in the sums: the inner loop stops too early.", PRODUCT)
def last_input_missing(inputs, weights):
    inputs, weights = as_factors(inputs, weights)
    return inputs[:, :-1] @ weights[:-1]


@mistake("product_loops", "The result, or a loop, has been given the width of another array.", PRODUCT)
def shape_of_the_inputs(inputs, weights):
    inputs, weights = as_factors(inputs, weights)
    product = np.zeros(inputs.shape)
    for row in range(inputs.shape[0]):
        for column in range(weights.shape[1]):
            product[row, column] = inputs[row] @ weights[:, column]
    return product


@mistake("product_loops", "Row and column of the weights have changed places in the brackets.", PRODUCT)
def weights_read_across(inputs, weights):
    inputs, weights = as_factors(inputs, weights)
    product = np.zeros((inputs.shape[0], weights.shape[1]))
    for row in range(inputs.shape[0]):
        for column in range(weights.shape[1]):
            for i in range(inputs.shape[1]):
                product[row, column] += inputs[row, i] * weights[column, i]
    return product


@mistake("product_loops", "All elements come in one row: the rows of the result are not there.", PRODUCT)
def in_one_row(inputs, weights):
    inputs, weights = as_factors(inputs, weights)
    return np.array([x @ weights[:, column] for x in inputs for column in range(weights.shape[1])])


@mistake("product_loops", "The sums do not begin at 0.", PRODUCT)
def sums_begin_at_one(inputs, weights):
    inputs, weights = as_factors(inputs, weights)
    product = np.ones((inputs.shape[0], weights.shape[1]))
    for row in range(inputs.shape[0]):
        for column in range(weights.shape[1]):
            for i in range(inputs.shape[1]):
                product[row, column] += inputs[row, i] * weights[i, column]
    return product


@right("product_loops")
def rows_times_columns(inputs, weights):
    return np.array([[row @ column for column in np.transpose(weights)] for row in np.asarray(inputs)])


@right("product_loops")
def outer_products_added(inputs, weights):
    inputs, weights = as_factors(inputs, weights)
    product = np.zeros((len(inputs), weights.shape[1]))
    for i in range(len(weights)):
        product += np.outer(inputs[:, i], weights[i])
    return product


@right("product_loops")
def nested_lists(inputs, weights):
    inputs, weights = np.asarray(inputs).tolist(), np.asarray(weights).tolist()
    return [[sum(a * w[c] for a, w in zip(row, weights)) for c in range(len(weights[0]))] for row in inputs]


# ---- forward_formula


@mistake("forward_formula", "The last sigmoid is missing: the weighted sums of the last layer come out.", GATES)
def no_last_gate(x, w1, b1, w2, b2, w3, b3):
    return sigmoid(sigmoid(x @ w1 + b1) @ w2 + b2) @ w3 + b3


@mistake("forward_formula", "Only the last layer has its sigmoid; between the layers nothing is bent.", GATES)
def last_gate_only(x, w1, b1, w2, b2, w3, b3):
    return sigmoid(((x @ w1 + b1) @ w2 + b2) @ w3 + b3)


@mistake("forward_formula", "The biases have no part in the result.", FORMULA)
def formula_without_biases(x, w1, b1, w2, b2, w3, b3):
    return sigmoid(sigmoid(sigmoid(x @ w1) @ w2) @ w3)


@mistake("forward_formula", "Each bias has been added behind the sigmoid instead of inside it.", FORMULA)
def biases_outside(x, w1, b1, w2, b2, w3, b3):
    return sigmoid((sigmoid((sigmoid(x @ w1) + b1) @ w2) + b2) @ w3) + b3


@mistake("forward_formula", "The biases have been taken away instead of added.", FORMULA)
def biases_subtracted(x, w1, b1, w2, b2, w3, b3):
    return sigmoid(sigmoid(sigmoid(x @ w1 - b1) @ w2 - b2) @ w3 - b3)


@mistake("forward_formula", "The last layer is missing: this is what the second hidden layer passes on.", FORMULA)
def two_layers_only(x, w1, b1, w2, b2, w3, b3):
    return sigmoid(sigmoid(x @ w1 + b1) @ w2 + b2)


@mistake("forward_formula", "Only the first sample of a batch comes out.", FORMULA)
def first_sample_only(x, w1, b1, w2, b2, w3, b3):
    return sigmoid(sigmoid(sigmoid(x[:1] @ w1 + b1) @ w2 + b2) @ w3 + b3)


@mistake("forward_formula", "The second layer gets x, not what the first layer put out.", FORMULA)
def x_for_the_second_layer(x, w1, b1, w2, b2, w3, b3):
    return sigmoid(sigmoid(x @ w2 + b2) @ w3 + b3)


@mistake("forward_formula", "The gate is a tanh, where the formula has the sigmoid.", FORMULA)
def tanh_for_the_sigmoid(x, w1, b1, w2, b2, w3, b3):
    return np.tanh(np.tanh(np.tanh(x @ w1 + b1) @ w2 + b2) @ w3 + b3)


@mistake("forward_formula", "The factors stand in the wrong order: the data comes first.", FORMULA)
def weights_first(x, w1, b1, w2, b2, w3, b3):
    return sigmoid(w3 @ sigmoid(w2 @ sigmoid(w1 @ x + b1) + b2) + b3)


@mistake("forward_formula", "The factors meet element by element, which is another product.", FORMULA)
def element_by_element(x, w1, b1, w2, b2, w3, b3):
    return sigmoid(sigmoid(sigmoid(x * w1 + b1) * w2 + b2) * w3 + b3)


@mistake("forward_formula", "Only the first sample of a batch comes out.", FORMULA)
def first_sample_alone(x, w1, b1, w2, b2, w3, b3):
    return sigmoid(sigmoid(sigmoid(x[0] @ w1 + b1) @ w2 + b2) @ w3 + b3)


@mistake("forward_formula", "The second layer has been given the bias of the first.", FORMULA)
def first_bias_again(x, w1, b1, w2, b2, w3, b3):
    return sigmoid(sigmoid(sigmoid(x @ w1 + b1) @ w2 + b1) @ w3 + b3)


@right("forward_formula")
def layer_after_layer(x, w1, b1, w2, b2, w3, b3):
    values = np.asarray(x, dtype=float)
    for w, b in ((w1, b1), (w2, b2), (w3, b3)):
        values = sigmoid(np.dot(values, w) + np.asarray(b))
    return values


@right("forward_formula")
def formula_by_einsum(x, w1, b1, w2, b2, w3, b3):
    hidden = sigmoid(np.einsum("bi,ij->bj", x, w1) + b1)
    hidden = sigmoid(np.einsum("bi,ij->bj", hidden, w2) + b2)
    return sigmoid(np.einsum("bi,ij->bj", hidden, w3) + b3)


@right("forward_formula")
def formula_in_single_precision(x, w1, b1, w2, b2, w3, b3):
    x, w1, b1, w2, b2, w3, b3 = [np.asarray(a, dtype=np.float32) for a in (x, w1, b1, w2, b2, w3, b3)]
    return sigmoid(sigmoid(sigmoid(x @ w1 + b1) @ w2 + b2) @ w3 + b3)


# ---- Network.forward


@mistake(
    "Network.forward", "The activations are missing: the weighted sums of a layer go straight into the next.", GATES
)
def network_without_gates(self, inputs):
    outputs = self.layers[0].forward(inputs)
    self.cache = []
    for layer in self.dense_layers:
        z = layer.weighted_sums(outputs)
        self.cache.append((outputs, z))
        outputs = z
    return outputs


@mistake("Network.forward", "Every layer has used the sigmoid, whichever activation it was made with.", GATES)
def always_sigmoid(self, inputs):
    outputs = self.layers[0].forward(inputs)
    self.cache = []
    for layer in self.dense_layers:
        z = layer.weighted_sums(outputs)
        self.cache.append((outputs, z))
        outputs = sigmoid(z)
    return outputs


@mistake("Network.forward", "The last layer has been left out.", FORMULA)
def stops_before_the_last_layer(self, inputs):
    outputs = self.layers[0].forward(inputs)
    self.cache = []
    for layer in self.dense_layers[:-1]:
        z = layer.weighted_sums(outputs)
        self.cache.append((outputs, z))
        outputs = layer.activation(z)
    return outputs


@mistake("Network.forward", "The cache is not begun anew: what an earlier batch left is still in it.", CACHE)
def cache_grows(self, inputs):
    outputs = self.layers[0].forward(inputs)
    for layer in self.dense_layers:
        z = layer.weighted_sums(outputs)
        self.cache.append((outputs, z))
        outputs = layer.activation(z)
    return outputs


@mistake("Network.forward", "The cache stays as it was at the first batch.", CACHE)
def cache_of_the_first_batch(self, inputs):
    outputs = self.layers[0].forward(inputs)
    first = not self.cache
    for layer in self.dense_layers:
        z = layer.weighted_sums(outputs)
        if first:
            self.cache.append((outputs, z))
        outputs = layer.activation(z)
    return outputs


@mistake(
    "Network.forward", "The cache holds what came out of the activation, where the weighted sums are asked for.", CACHE
)
def outputs_kept_for_sums(self, inputs):
    outputs = self.layers[0].forward(inputs)
    self.cache = []
    for layer in self.dense_layers:
        after = layer.activation(layer.weighted_sums(outputs))
        self.cache.append((outputs, after))
        outputs = after
    return outputs


@mistake("Network.forward", "The cache holds what came out of each layer, where what went in is asked for.", CACHE)
def outputs_kept_for_inputs(self, inputs):
    outputs = self.layers[0].forward(inputs)
    self.cache = []
    for layer in self.dense_layers:
        z = layer.weighted_sums(outputs)
        outputs = layer.activation(z)
        self.cache.append((outputs, z))
    return outputs


@mistake("Network.forward", "Nothing has been put into the cache.", CACHE)
def nothing_kept(self, inputs):
    outputs = self.layers[0].forward(inputs)
    for layer in self.dense_layers:
        outputs = layer.forward(outputs)
    return outputs


@mistake("Network.forward", "The cache runs backwards: the pair of the last layer stands first.", CACHE)
def cache_backwards(self, inputs):
    outputs = self.layers[0].forward(inputs)
    self.cache = []
    for layer in self.dense_layers:
        z = layer.weighted_sums(outputs)
        self.cache.insert(0, (outputs, z))
        outputs = layer.activation(z)
    return outputs


@mistake("Network.forward", "What comes out are the last layer's weighted sums: they have passed no gate.", GATES)
def last_gate_missing(self, inputs):
    outputs = self.layers[0].forward(inputs)
    self.cache = []
    for layer in self.dense_layers:
        z = layer.weighted_sums(outputs)
        self.cache.append((outputs, z))
        outputs = layer.activation(z)
    return z


@mistake("Network.forward", "The outputs have gone through the activation twice.", GATES)
def gate_passed_twice(self, inputs):
    outputs = self.layers[0].forward(inputs)
    self.cache = []
    for layer in self.dense_layers:
        self.cache.append((outputs, layer.weighted_sums(outputs)))
        outputs = layer.activation(layer.forward(outputs))
    return outputs


@mistake("Network.forward", "A layer gets the network's own inputs, not what the layer before it put out.", CACHE)
def each_from_the_start(self, inputs):
    inputs = self.layers[0].forward(inputs)
    self.cache = []
    for layer in self.dense_layers:
        z = layer.weighted_sums(inputs)
        self.cache.append((inputs, z))
        outputs = layer.activation(z)
    return outputs


@mistake("Network.forward", "The input layer has been asked for weighted sums, and computes none.", CACHE)
def input_layer_asked(self, inputs):
    outputs = self.layers[0].forward(inputs)
    self.cache = []
    for layer in self.layers:
        z = layer.weighted_sums(outputs)
        self.cache.append((outputs, z))
        outputs = layer.activation(z)
    return outputs


@mistake("Network.forward", "In each pair of the cache the two have changed places.", CACHE)
def pairs_swapped(self, inputs):
    outputs = self.layers[0].forward(inputs)
    self.cache = []
    for layer in self.dense_layers:
        z = layer.weighted_sums(outputs)
        self.cache.append((z, outputs))
        outputs = layer.activation(z)
    return outputs


@mistake("Network.forward", "The cache is one flat list, where a pair for each layer is asked for.", CACHE)
def flat_cache(self, inputs):
    outputs = self.layers[0].forward(inputs)
    self.cache = []
    for layer in self.dense_layers:
        z = layer.weighted_sums(outputs)
        self.cache += [outputs, z]
        outputs = layer.activation(z)
    return outputs


@mistake("Network.forward", "Only the last layer's pair is left: each has taken the place of the one before.", CACHE)
def last_pair_only(self, inputs):
    outputs = self.layers[0].forward(inputs)
    for layer in self.dense_layers:
        z = layer.weighted_sums(outputs)
        self.cache = [(outputs, z)]
        outputs = layer.activation(z)
    return outputs


@mistake("Network.forward", "Only the weighted sums are in the cache; what went into each layer is missing.", CACHE)
def sums_alone_kept(self, inputs):
    outputs = self.layers[0].forward(inputs)
    self.cache = []
    for layer in self.dense_layers:
        z = layer.weighted_sums(outputs)
        self.cache.append(z)
        outputs = layer.activation(z)
    return outputs


@right("Network.forward")
def by_index(self, inputs):
    values = [self.layers[0].forward(inputs)]
    self.cache = []
    for number in range(len(self.dense_layers)):
        layer = self.dense_layers[number]
        self.cache.append((values[-1], values[-1] @ layer.weights + layer.bias))
        values.append(layer.activation(self.cache[-1][1]))
    return values[-1]


@right("Network.forward")
def pairs_as_lists(self, inputs):
    outputs, cache = np.array(inputs, dtype=float), []
    for layer in self.layers[1:]:
        z = np.dot(outputs, layer.weights) + layer.bias
        cache.append([outputs, z])
        outputs = layer.activation(z)
    self.cache = cache
    return outputs


@right("Network.forward")
def cleared_in_place(self, inputs):
    outputs = self.layers[0].forward(inputs)
    del self.cache[:]
    for layer in self.dense_layers:
        self.cache += [(outputs, layer.weighted_sums(outputs))]
        outputs = layer.forward(outputs)
    return outputs


# ---- shape_trace


@mistake("shape_trace", "The weights are not in the list.", TRACE)
def trace_without_weights(network, inputs):
    values = network.layers[0].forward(inputs)
    trace = [("inputs", values.shape)]
    for number, layer in enumerate(network.dense_layers, start=1):
        values = layer.forward(values)
        trace += [(f"weighted sums {number}", values.shape), (f"outputs {number}", values.shape)]
    return trace


@mistake("shape_trace", "The layers are counted from 0.", TRACE)
def layers_from_zero(network, inputs):
    values = network.layers[0].forward(inputs)
    trace = [("inputs", values.shape)]
    for number, layer in enumerate(network.dense_layers):
        values = layer.forward(values)
        trace += [
            (f"weights {number}", layer.weights.shape),
            (f"weighted sums {number}", values.shape),
            (f"outputs {number}", values.shape),
        ]
    return trace


@mistake("shape_trace", "The shapes of the weights stand the wrong way round.", TRACE)
def weights_on_their_side(network, inputs):
    values = network.layers[0].forward(inputs)
    trace = [("inputs", values.shape)]
    for number, layer in enumerate(network.dense_layers, start=1):
        values = layer.forward(values)
        trace += [
            (f"weights {number}", layer.weights.T.shape),
            (f"weighted sums {number}", values.shape),
            (f"outputs {number}", values.shape),
        ]
    return trace


@mistake("shape_trace", "The number of samples has been left out of the shapes.", TRACE)
def without_the_batch(network, inputs):
    values = network.layers[0].forward(inputs)
    trace = [("inputs", values.shape[1:])]
    for number, layer in enumerate(network.dense_layers, start=1):
        values = layer.forward(values)
        trace += [
            (f"weights {number}", layer.weights.shape),
            (f"weighted sums {number}", values.shape[1:]),
            (f"outputs {number}", values.shape[1:]),
        ]
    return trace


@mistake("shape_trace", "The list begins after the inputs.", TRACE)
def inputs_not_listed(network, inputs):
    values = network.layers[0].forward(inputs)
    trace = []
    for number, layer in enumerate(network.dense_layers, start=1):
        values = layer.forward(values)
        trace += [
            (f"weights {number}", layer.weights.shape),
            (f"weighted sums {number}", values.shape),
            (f"outputs {number}", values.shape),
        ]
    return trace


@mistake("shape_trace", "The labels do not say which layer they belong to.", TRACE)
def labels_without_numbers(network, inputs):
    values = network.layers[0].forward(inputs)
    trace = [("inputs", values.shape)]
    for layer in network.dense_layers:
        values = layer.forward(values)
        trace += [("weights", layer.weights.shape), ("weighted sums", values.shape), ("outputs", values.shape)]
    return trace


@mistake("shape_trace", "Each layer's shapes come in a list of their own; one flat list is asked for.", TRACE)
def a_list_for_each_layer(network, inputs):
    values = network.layers[0].forward(inputs)
    trace = [("inputs", values.shape)]
    for number, layer in enumerate(network.dense_layers, start=1):
        values = layer.forward(values)
        shapes = [("weights", layer.weights.shape), ("weighted sums", values.shape), ("outputs", values.shape)]
        trace.append([(f"{label} {number}", shape) for label, shape in shapes])
    return trace


@mistake("shape_trace", "A layer gets the network's own inputs, not what the layer before it put out.", TRACE)
def values_not_passed_on(network, inputs):
    values = network.layers[0].forward(inputs)
    trace = [("inputs", values.shape)]
    for number, layer in enumerate(network.dense_layers, start=1):
        z = layer.weighted_sums(values)
        trace += [
            (f"weights {number}", layer.weights.shape),
            (f"weighted sums {number}", z.shape),
            (f"outputs {number}", z.shape),
        ]
    return trace


@right("shape_trace")
def with_shapes_as_lists(network, inputs):
    values = network.layers[0].forward(inputs)
    trace = [("inputs", list(values.shape))]
    for number, layer in enumerate(network.dense_layers, start=1):
        values = layer.forward(values)
        trace.append((f"weights {number}", list(layer.weights.shape)))
        trace.append((f"weighted sums {number}", list(values.shape)))
        trace.append((f"outputs {number}", list(values.shape)))
    return trace


@right("shape_trace")
def shapes_from_sizes(network, inputs):
    batch = len(inputs)
    trace = [("inputs", (batch, network.layers[0].n_out))]
    for k, layer in enumerate(network.dense_layers):
        wide = (batch, layer.n_out)
        trace.append(("weights " + str(k + 1), (layer.n_in, layer.n_out)))
        trace.append(("weighted sums " + str(k + 1), wide))
        trace.append(("outputs " + str(k + 1), wide))
    return trace


@right("shape_trace")
def shapes_as_lists(network, inputs):
    values = np.asarray(inputs, dtype=float)
    trace = [["inputs", values.shape]]
    for k, layer in enumerate(network.dense_layers, 1):
        z = values @ layer.weights + layer.bias
        values = layer.activation(z)
        trace.extend(
            [
                [f"weights {k}", np.shape(layer.weights)],
                [f"weighted sums {k}", z.shape],
                [f"outputs {k}", z.shape],
            ]
        )
    return trace


@right("shape_trace")
def shapes_from_the_cache(network, inputs):
    network.forward(inputs)
    trace = [("inputs", network.cache[0][0].shape)]
    for k, (layer, (_, z)) in enumerate(zip(network.dense_layers, network.cache), 1):
        trace += [(f"weights {k}", layer.weights.shape), (f"weighted sums {k}", z.shape), (f"outputs {k}", z.shape)]
    return trace


# ---- short answers and the repair

wrong_answer("n_products", "This is the number of weights: one sample's worth, not seven.", COUNT, n_products=36)
wrong_answer("n_products", "The last layer has been left out.", COUNT, n_products=196)
wrong_answer("n_products", "So many it takes for the five nights of the chapter.", COUNT, n_products=180)
wrong_answer(
    "n_products",
    "These are the numbers that come out of the products, not what it takes to make them.",
    COUNT,
    n_products=70,
)
wrong_answer("n_products", "The additions have been counted too.", COUNT, n_products=504)
wrong_answer("n_products", "This is the first of the three products.", COUNT, n_products=84)
wrong_answer(
    "n_products",
    "All sizes have been multiplied: there are three products, one after the other.",
    COUNT,
    n_products=672,
)
wrong_answer("n_products", "The biases have been counted too, as if each were multiplied.", COUNT, n_products=322)


@mistake(
    "layer_by_layer",
    "Between the layers nothing is bent: the whole is still one linear map with a single gate at its end.",
    GATES,
)
def one_gate_at_the_end(x, weights, biases):
    values = np.asarray(x)
    for w, b in zip(weights, biases):
        values = values @ np.asarray(w) + np.asarray(b)
    return sigmoid(values)


@mistake("layer_by_layer", "The last layer has no gate.", GATES)
def gate_at_the_end_missing(x, weights, biases):
    values = np.asarray(x)
    for number, (w, b) in enumerate(zip(weights, biases)):
        z = values @ np.asarray(w) + np.asarray(b)
        values = sigmoid(z) if number < len(weights) - 1 else z
    return values


@mistake("layer_by_layer", "The gate comes before the weighted sum, not after it.", GATES)
def gate_before_the_sum(x, weights, biases):
    values = np.asarray(x)
    for w, b in zip(weights, biases):
        values = sigmoid(values) @ np.asarray(w) + np.asarray(b)
    return values


@mistake("layer_by_layer", "The gate is applied twice at the end.", GATES)
def one_gate_too_many(x, weights, biases):
    values = np.asarray(x)
    for w, b in zip(weights, biases):
        values = sigmoid(values @ np.asarray(w) + np.asarray(b))
    return sigmoid(values)


@mistake("layer_by_layer", "The biases are added after the gate.", FORMULA)
def biases_after_the_gate(x, weights, biases):
    values = np.asarray(x)
    for w, b in zip(weights, biases):
        values = sigmoid(values @ np.asarray(w)) + np.asarray(b)
    return values


@mistake("layer_by_layer", "Only the first layer has been applied.", FORMULA)
def returns_too_early(x, weights, biases):
    values = np.asarray(x)
    for w, b in zip(weights, biases):
        return sigmoid(values @ np.asarray(w) + np.asarray(b))


@mistake("layer_by_layer", "Every layer gets x, not what the layer before it put out.", FORMULA)
def each_layer_from_x(x, weights, biases):
    for w, b in zip(weights, biases):
        values = sigmoid(np.asarray(x) @ np.asarray(w) + np.asarray(b))
    return values


@right("layer_by_layer")
def by_recursion(x, weights, biases):
    if len(weights) == 0:
        return np.asarray(x)
    return layer_by_layer(sigmoid(np.dot(x, weights[0]) + np.asarray(biases[0])), weights[1:], biases[1:])  # noqa: F821


@right("layer_by_layer")
def with_an_index(x, weights, biases):
    for k in range(len(weights)):
        x = 1.0 / (1.0 + np.exp(-(np.dot(x, weights[k]) + biases[k])))
    return x


@right("layer_by_layer")
def through_dense_layers(x, weights, biases):
    values = np.asarray(x, dtype=float)
    for w, b in zip(weights, biases):
        layer = Dense(*np.shape(w), sigmoid)
        layer.weights, layer.bias = np.asarray(w, dtype=float), np.asarray(b, dtype=float)
        values = layer.forward(values)
    return values
