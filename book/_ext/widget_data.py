"""The numbers of the widgets, computed by nnlib when the book is built, so that they are those of the text."""

import hashlib
import json

import numpy as np

GRAPH = {"w0": 2.0, "x0": -1.0, "w1": -3.0, "x1": -2.0, "w2": -3.0}
NETWORK = {
    "inputs": [0.5, -1.0],
    "target": 1.0,
    "weights": [[[0.8, -0.4], [0.3, 0.9]], [[1.5], [-0.7]]],
    "biases": [[0.1, -0.2], [0.3]],
}
PRODUCT = {
    "inputs": [[1, 2, 3], [4, 0, -1], [2, -2, 1], [0, 3, 2], [-1, 1, 5]],
    "weights": [[2, 0, 1, -1], [1, 3, -2, 0], [0, -1, 4, 2]],
}
RUNS = {
    "xor": {"name": "XOR", "data": "xor", "hidden": [4], "learning_rate": 0.5, "epochs": 200, "batch_size": 4},
    "moons": {"name": "Two moons", "data": "moons", "hidden": [8, 8], "learning_rate": 0.1, "epochs": 60},
}
DEFAULTS = {"activation": "tanh", "seed": 6, "optimiser": "SGD", "momentum": 0.9, "batch_size": 20, "train_seed": 6}
MOONS = {"n": 200, "noise": 0.15, "data_seed": 6}
FRAMES = 60  # pictures of one training at most


def data(name, settings):
    """The data of one widget, and files that it fetches later, by their name."""
    made = {
        "activation-explorer": activations,
        "matrix-product": matrix_product,
        "backprop-stepper": backprop,
        "decision-regions": regions,
    }
    if name not in made:
        raise ValueError(f"there is no such widget; there are: {', '.join(made)}")
    content = made[name](settings)
    if name != "decision-regions":
        return content, {}
    files = {}
    for run in content["runs"]:
        text = json.dumps(run.pop("training"), separators=(",", ":"))
        run["file"] = f"training-{hashlib.sha256(text.encode()).hexdigest()[:12]}.json"
        files[run["file"]] = text
    return content, files


def activations(settings):
    """Which functions the explorer offers, and which it shows first."""
    functions = settings.get("functions", ["step", "sigmoid", "tanh", "relu", "identity"])
    return {"functions": functions, "start": settings.get("start", "sigmoid")}


def matrix_product(settings):
    """Inputs, weights and every element of their product."""
    from nnlib.forward import product_loops

    chosen = {**PRODUCT, **{key: settings[key] for key in PRODUCT if key in settings}}
    product = product_loops(chosen["inputs"], chosen["weights"])
    return {**chosen, "product": [[_number(value) for value in row] for row in product]}


def backprop(settings):
    """Two graphs with the steps that go forward and back through them."""
    return {"graphs": [neuron_graph(**GRAPH), network_graph(**{**NETWORK, **settings.get("network", {})})]}


def neuron_graph(w0, x0, w1, x1, w2):
    """f = sigma(w0 x0 + w1 x1 + w2), gate by gate."""
    from nnlib.backprop import AddGate, MultiplyGate, SigmoidGate

    times0, times1, add, plus, gate = MultiplyGate(), MultiplyGate(), AddGate(), AddGate(), SigmoidGate()
    a, b = times0.forward(w0, x0), times1.forward(w1, x1)
    c = add.forward(a, b)
    z = plus.forward(c, w2)
    f = gate.forward(z)
    to_z = gate.backward(1.0)
    to_c, to_w2 = plus.backward(to_z)
    to_a, to_b = add.backward(to_c)
    to_w0, to_x0 = times0.backward(to_a)
    to_w1, to_x1 = times1.backward(to_b)

    nodes = [
        *({"id": name, "text": name, "at": [0, row]} for row, name in enumerate(["w0", "x0", "w1", "x1", "w2"])),
        {"id": "times0", "text": "×", "at": [1, 0.5], "gate": True},
        {"id": "times1", "text": "×", "at": [1, 2.5], "gate": True},
        {"id": "add", "text": "+", "at": [2, 1.5], "gate": True},
        {"id": "plus", "text": "+", "at": [3, 2.75], "gate": True},
        {"id": "sigma", "text": "σ", "at": [4, 2.75], "gate": True},
        {"id": "f", "text": "f", "at": [5, 2.75]},
    ]
    wires = [  # from, to, value, gradient
        ("w0", "times0", w0, to_w0),
        ("x0", "times0", x0, to_x0),
        ("w1", "times1", w1, to_w1),
        ("x1", "times1", x1, to_x1),
        ("times0", "add", a, to_a),
        ("times1", "add", b, to_b),
        ("add", "plus", c, to_c),
        ("w2", "plus", w2, to_w2),
        ("plus", "sigma", z, to_z),
        ("sigma", "f", f, 1.0),
    ]
    edges = [
        {"from": start, "to": end, "value": _short(value), "gradient": _short(gradient)}
        for start, end, value, gradient in wires
    ]
    given = ", ".join(f"{start} = {_long(value)}" for start, _, value, _ in wires if start in GRAPH)
    s, t = _long, _inside
    steps = [
        _forward([0, 1, 2, 3, 7], f"Given: {given}."),
        _forward([4], f"The gate multiplies: {t(w0)} × {t(x0)} gives {s(a)}."),
        _forward([5], f"The gate multiplies: {t(w1)} × {t(x1)} gives {s(b)}."),
        _forward([6], f"The gate adds: {t(a)} + {t(b)} gives {s(c)}."),
        _forward([8], f"The bias is added: {t(c)} + {t(w2)} gives {s(z)}."),
        _forward([9], f"The sigmoid of {s(z)} is {s(f)}: the output f. Now the way back begins."),
        _back([9], "The slope of f in itself is 1."),
        _back([8], f"The sigmoid's slope, {s(f)} × (1 − {s(f)}), times the 1 that arrives, gives {s(to_z)}."),
        _back(
            [6, 7],
            f"An add gate passes what arrives, {s(to_c)}, to both inputs. The bias w2 has its gradient.",
        ),
        _back([4, 5], f"The next add gate does the same: {s(to_a)} to both."),
        _back([0], f"A multiply gate: what arrives times the other input. {t(to_a)} × {t(x0)} gives w0 {s(to_w0)}."),
        _back([1], f"To x0 goes {t(to_a)} × {t(w0)}, which gives {s(to_x0)}."),
        _back([2], f"To w1 goes {t(to_b)} × {t(x1)}, which gives {s(to_w1)}."),
        _back([3], f"To x1 goes {t(to_b)} × {t(w1)}, which gives {s(to_x1)}. All five gradients are found."),
    ]
    return {"name": "One neuron", "size": [5, 4], "nodes": nodes, "edges": edges, "steps": steps}


def network_graph(inputs, target, weights, biases):
    """Two inputs, two hidden sigmoid neurons, one output, squared error: values and gradients of one sample."""
    from nnlib.activations import sigmoid
    from nnlib.backprop import backward, mean_squared_error, mean_squared_error_gradient
    from nnlib.forward import Network
    from nnlib.layers import Dense, InputLayer

    network = Network([InputLayer(2), Dense(2, 2, sigmoid), Dense(2, 1, sigmoid)])
    for layer, weight, bias in zip(network.dense_layers, weights, biases):
        layer.weights, layer.bias = np.array(weight, dtype=float), np.array(bias, dtype=float)
    x, y = np.array([inputs], dtype=float), np.array([[target]], dtype=float)
    outputs = network.forward(x)
    loss = mean_squared_error(outputs, y)
    to_output = mean_squared_error_gradient(outputs, y)
    to_w1, to_b1, to_w2, to_b2 = backward(network, to_output)
    (_, z1), (a1, z2) = network.cache
    w1, w2 = (layer.weights for layer in network.dense_layers)

    d1, d2 = to_b1, to_b2[0]  # the gradient at z is that of the bias
    out, slope = outputs[0, 0], to_output[0, 0]

    nodes = [
        {"id": "x0", "text": "x0", "at": [0, 0.4], "value": _short(x[0, 0])},
        {"id": "x1", "text": "x1", "at": [0, 2.6], "value": _short(x[0, 1])},
        {
            "id": "h0",
            "text": "h0",
            "at": [1.8, 0.4],
            "gate": True,
            "value": _short(a1[0, 0]),
            "gradient": _short(d1[0]),
        },
        {
            "id": "h1",
            "text": "h1",
            "at": [1.8, 2.6],
            "gate": True,
            "value": _short(a1[0, 1]),
            "gradient": _short(d1[1]),
        },
        {"id": "y", "text": "y", "at": [3.6, 1.5], "gate": True, **_pair(out, d2)},
        {"id": "L", "text": "L", "at": [4.8, 1.5], "value": _short(loss, 3)},
    ]
    edges = [
        _edge("x0", "h0", w1[0, 0], to_w1[0, 0], 0.5),
        _edge("x0", "h1", w1[0, 1], to_w1[0, 1], 0.27),
        _edge("x1", "h0", w1[1, 0], to_w1[1, 0], 0.27),
        _edge("x1", "h1", w1[1, 1], to_w1[1, 1], 0.5),
        _edge("h0", "y", w2[0, 0], to_w2[0, 0], 0.5),
        _edge("h1", "y", w2[1, 0], to_w2[1, 0], 0.5),
        {"from": "y", "to": "L", "value": "", "gradient": _short(slope, 3)},
    ]
    s, t = _long, _inside

    def hidden(i):
        products = f"{t(x[0, 0])} × {t(w1[0, i])} + {t(x[0, 1])} × {t(w1[1, i])} + {t(biases[0][i])}"
        return f"h{i}: the weighted sum {products} is {s(z1[0, i])}, and its sigmoid {s(a1[0, i])}."

    def back_to_hidden(i):
        arrives = f"At h{i} arrives {t(d2)} × {t(w2[i, 0])}"
        return f"{arrives}. Times the sigmoid's slope, {s(a1[0, i])} × (1 − {s(a1[0, i])}), this gives {s(d1[i])}."

    def weights_into(i):
        return f"Into h{i}: {t(d1[i])} times each input gives {s(to_w1[0, i])} and {s(to_w1[1, i])}."

    summed = f"{t(a1[0, 0])} × {t(w2[0, 0])} + {t(a1[0, 1])} × {t(w2[1, 0])} + {t(biases[1][0])}"
    steps = [
        _forward(
            [0, 1, 2, 3, 4, 5],
            f"Given: the inputs {s(x[0, 0])} and {s(x[0, 1])}, and the weights, which stand on the lines.",
            ["x0", "x1"],
        ),
        _forward([], hidden(0), ["h0"]),
        _forward([], hidden(1), ["h1"]),
        _forward([], f"y: the weighted sum {summed} is {s(z2[0, 0])}, and its sigmoid {s(out)}.", ["y"]),
        _forward([], f"The loss is ({s(out)} − {s(target)})², which is {s(loss)}. Now the way back begins.", ["L"]),
        _back([6], f"The slope of the loss in y is 2 × ({s(out)} − {s(target)}), which is {s(slope)}."),
        _back(
            [],
            f"Through y's sigmoid: {t(slope)} × {s(out)} × (1 − {s(out)}) gives {s(d2)}, its bias's gradient too.",
            ["y"],
        ),
        _back([4], f"The weight from h0: {t(d2)} × {s(a1[0, 0])} gives {s(to_w2[0, 0])}."),
        _back([5], f"The weight from h1: {t(d2)} × {s(a1[0, 1])} gives {s(to_w2[1, 0])}."),
        _back([], back_to_hidden(0), ["h0"]),
        _back([], back_to_hidden(1), ["h1"]),
        _back([0, 2], weights_into(0)),
        _back([1, 3], weights_into(1) + " Every weight has its gradient."),
    ]
    return {"name": "A small network", "size": [4.8, 3], "nodes": nodes, "edges": edges, "steps": steps}


def regions(settings):
    """Trainings with the network's parameters after chosen epochs."""
    asked = settings.get("runs", ["xor", "moons"])
    return {
        "runs": [training(RUNS[run] if isinstance(run, str) else {**RUNS.get(run["data"], {}), **run}) for run in asked]
    }


def training(settings):
    """Train as the settings say; the samples, and loss, accuracy and parameters at up to FRAMES moments."""
    from nnlib import activations as gates
    from nnlib.backprop import binary_cross_entropy
    from nnlib.forward import Network
    from nnlib.layers import Dense, InputLayer
    from nnlib.training import SGD, Adam, train

    chosen = {**DEFAULTS, **MOONS, **settings}
    inputs, targets = samples(chosen)
    rng = np.random.default_rng(chosen["seed"])
    widths = [2, *chosen["hidden"], 1]
    names = [chosen["activation"]] * len(chosen["hidden"]) + ["sigmoid"]
    layers = [Dense(n, m, getattr(gates, name), seed=rng) for n, m, name in zip(widths, widths[1:], names)]
    network = Network([InputLayer(2), *layers])
    if chosen["optimiser"] == "SGD":
        optimiser = SGD(chosen["learning_rate"], momentum=chosen["momentum"])
    else:
        optimiser = Adam(chosen["learning_rate"])

    every = max(1, round(chosen["epochs"] / FRAMES))
    batches = -(-len(inputs) // chosen["batch_size"])
    frames = []

    def look(epoch):
        outputs = network.forward(inputs)
        frames.append(
            {
                "epoch": epoch,
                "loss": round(float(binary_cross_entropy(outputs, targets)), 4),
                "accuracy": round(float(np.mean((outputs > 0.5) == (targets > 0.5))), 4),
                "parameters": [[_number(v) for v in p.ravel()] for p in network.parameters()],
            }
        )

    class Watched:
        steps = 0

        def step(self, parameters, gradients):
            optimiser.step(parameters, gradients)
            self.steps += 1
            if self.steps % batches == 0:
                epoch = self.steps // batches
                if epoch % every == 0 or epoch == chosen["epochs"]:
                    look(epoch)

    look(0)
    train(
        network,
        inputs,
        targets,
        binary_cross_entropy,
        Watched(),
        epochs=chosen["epochs"],
        batch_size=chosen["batch_size"],
        seed=chosen["train_seed"],
        progress=False,
    )
    points = [[_number(a), _number(b), int(t)] for (a, b), (t,) in zip(inputs, targets)]
    return {
        "name": chosen["name"],
        "training": {"widths": widths, "activations": names, "points": points, "frames": frames},
    }


def samples(chosen):
    """Inputs (n, 2) and targets (n, 1) of a training."""
    from nnlib.data import two_moons

    if chosen["data"] == "xor":
        inputs = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
        return inputs, np.array([[0.0], [1.0], [1.0], [0.0]])
    inputs, labels = two_moons(chosen["n"], noise=chosen["noise"], seed=chosen["data_seed"])
    return inputs, np.asarray(labels, dtype=float).reshape(-1, 1)


def _edge(start, end, value, gradient, near):
    # `near`: how far along the line its numbers stand
    return {"from": start, "to": end, **_pair(value, gradient), "near": near}


def _pair(value, gradient):
    return {"value": _short(value, 3), "gradient": _short(gradient, 3)}


def _forward(edges, say, nodes=()):
    return {"values": edges, "nodes": list(nodes), "say": say}


def _back(edges, say, nodes=()):
    return {"gradients": edges, "back": list(nodes), "say": say}


def _number(value):
    rounded = float(f"{float(value):.4g}")
    return int(rounded) if rounded == int(rounded) else rounded


def _short(value, digits=2):
    # As it stands in a picture, with a true minus sign.
    text = f"{round(float(value), digits) + 0.0:.{digits}f}".rstrip("0").rstrip(".")
    return text.replace("-", "−")


def _long(value):
    # As it stands in a sentence, where a reader may want to check it.
    return _short(value, 4)


def _inside(value):
    # As a part of a sum or product.
    return f"({_long(value)})" if value < 0 else _long(value)
