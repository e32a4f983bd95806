// One neuron with one input: weight, bias and activation can be moved, and the curve follows.
import { ACTIVATIONS, choice, html, number, slider, svg } from "./widgets.js";

const WIDTH = 560;
const HEIGHT = 300;
const X = [-5, 5];
const Y = [-1.5, 2.5];

export function draw(element, { functions, start }) {
  const state = { name: start, w: 1, b: 0, x: 1 };
  const curve = svg("path", { class: "curve" });
  const slope = svg("path", { class: "slope" });
  const tangent = svg("line", { class: "tangent" });
  const dot = svg("circle", { class: "dot", r: 6 });
  const slopeDot = svg("rect", { class: "slope-dot", width: 9, height: 9 });
  const readout = html("p", { class: "widget-says", role: "status" });
  const picture = svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img" },
    ...axes(),
    slope,
    curve,
    tangent,
    slopeDot,
    dot,
  );

  function update(changes = {}) {
    Object.assign(state, changes);
    const { name, w, b, x } = state;
    const { f, slope: derivative, jumps, bends } = ACTIVATIONS[name];
    const edge = w === 0 ? undefined : -b / w;
    curve.setAttribute(
      "d",
      path((at) => f(w * at + b), jumps ? edge : undefined),
    );
    slope.setAttribute(
      "d",
      path((at) => derivative(w * at + b), jumps || bends ? edge : undefined),
    );
    const z = w * x + b;
    const [a, d] = [f(z), derivative(z)];
    place(dot, "cx", "cy", x, a);
    place(slopeDot, "x", "y", x, d, -4.5);
    const reach = 0.8;
    place(tangent, "x1", "y1", x - reach, a - reach * d * w);
    place(tangent, "x2", "y2", x + reach, a + reach * d * w);
    readout.textContent =
      `z = w·x + b = ${number(w)} · ${brackets(x)} + ${brackets(b)} = ${number(z)}, ` +
      `output a = ${number(a, 3)}, slope of the activation at z = ${number(d, 3)}`;
    picture.setAttribute(
      "aria-label",
      `The curve of a = ${ACTIVATIONS[name].name}(${number(w)}·x + ${brackets(b)}) over x from −5 to 5, solid; ` +
        "the slope of the activation, dashed; the chosen x as a dot on both.",
    );
  }

  const sliders = [
    slider("weight w", { min: -4, max: 4, step: 0.25, value: state.w }, (w) => update({ w })),
    slider("bias b", { min: -4, max: 4, step: 0.25, value: state.b }, (b) => update({ b })),
    slider("input x", { min: -5, max: 5, step: 0.25, value: state.x }, (x) => update({ x })),
  ];
  const named = functions.map((name) => [name, ACTIVATIONS[name].name]);
  element.append(
    choice("Activation function", named, start, (name) => update({ name })).element,
    html("div", { class: "widget-sliders" }, ...sliders.map((one) => one.element)),
    picture,
    legend(),
    readout,
  );
  update();
}

const across = (x) => ((x - X[0]) / (X[1] - X[0])) * WIDTH;
const up = (y) => HEIGHT - ((y - Y[0]) / (Y[1] - Y[0])) * HEIGHT;

function path(f, breaks) {
  let d = "";
  let before;
  for (let i = 0; i <= 400; i += 1) {
    const x = X[0] + (i * (X[1] - X[0])) / 400;
    const broken = before === undefined || (breaks !== undefined && before <= breaks !== x <= breaks);
    const y = Math.min(Math.max(f(x), Y[0] - 2), Y[1] + 2);
    d += `${broken ? "M" : "L"}${across(x).toFixed(1)} ${up(y).toFixed(1)}`;
    before = x;
  }
  return d;
}

function place(shape, xName, yName, x, y, shift = 0) {
  shape.setAttribute(xName, across(x) + shift);
  shape.setAttribute(yName, up(Math.min(Math.max(y, Y[0] - 1), Y[1] + 1)) + shift);
}

function axes() {
  const parts = [
    svg("line", { class: "axis", x1: 0, x2: WIDTH, y1: up(0), y2: up(0) }),
    svg("line", { class: "axis", x1: across(0), x2: across(0), y1: 0, y2: HEIGHT }),
  ];
  for (const x of [-4, -2, 2, 4])
    parts.push(svg("text", { x: across(x), y: up(0) + 18, "text-anchor": "middle" }, number(x, 0)));
  for (const y of [-1, 1, 2]) {
    parts.push(svg("line", { class: "grid", x1: 0, x2: WIDTH, y1: up(y), y2: up(y) }));
    parts.push(svg("text", { x: across(0) - 8, y: up(y) + 5, "text-anchor": "end" }, number(y, 0)));
  }
  parts.push(svg("text", { x: WIDTH - 8, y: up(0) - 8, "text-anchor": "end" }, "x"));
  return parts;
}

function legend() {
  const line = (kind) =>
    svg(
      "svg",
      { viewBox: "0 0 40 10", class: "widget-key", "aria-hidden": "true" },
      svg("path", { class: kind, d: "M0 5H40" }),
    );
  return html(
    "p",
    { class: "widget-legend" },
    line("curve"),
    "output a = f(w·x + b)",
    line("slope"),
    "slope f′ at w·x + b",
  );
}

function brackets(value) {
  return value < 0 ? `(${number(value)})` : number(value);
}
