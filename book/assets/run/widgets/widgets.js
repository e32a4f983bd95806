// Wakes the widgets of a page when they come near, and holds what they share.

const NAMES = {
  "activation-explorer": "Activation explorer",
  "matrix-product": "Matrix product, element by element",
  "backprop-stepper": "Forward and back, step by step",
  "decision-regions": "Decision regions while learning",
};

export function wake(page) {
  const near = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        show(target, page);
      }
    },
    { rootMargin: "800px" },
  );
  for (const element of document.querySelectorAll(".widget")) near.observe(element);
}

async function show(element, page) {
  const name = element.dataset.widget;
  const data = JSON.parse(element.querySelector("script").textContent);
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", NAMES[name]);
  const title = html("p", { class: "widget-title" }, NAMES[name]);
  element.append(title);
  const { draw } = await import(`./${name}.js`);
  await draw(element, data, page);
  element.dataset.ready = "";
}

// ---- elements

export function html(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

export function button(text, act, attributes = {}) {
  return html("button", { type: "button", class: "button", click: act, ...attributes }, text);
}

// A labelled slider that says its value; returns {element, value}.
export function slider(label, { min, max, step, value, show = (v) => number(v) }, changed) {
  const shown = html("output", {}, show(value));
  const input = html("input", { type: "range", min, max, step, value, "aria-valuetext": show(value) });
  const set = (given) => {
    input.value = given;
    shown.textContent = show(Number(input.value));
    input.setAttribute("aria-valuetext", shown.textContent);
  };
  input.addEventListener("input", () => {
    set(input.value);
    changed(Number(input.value));
  });
  return {
    element: html("label", { class: "widget-slider" }, html("span", {}, label), input, shown),
    get value() {
      return Number(input.value);
    },
    set value(given) {
      set(given);
    },
  };
}

// A choice of one among a few, as a row of buttons; returns {element, choose}.
export function choice(label, options, start, changed) {
  const buttons = options.map(([value, text]) =>
    button(text, () => choose(value), { "aria-pressed": value === start, "data-value": value }),
  );
  const choose = (value) => {
    for (const one of buttons) one.setAttribute("aria-pressed", one.dataset.value === String(value));
    changed(value);
  };
  return { element: html("div", { class: "widget-choice", role: "group", "aria-label": label }, ...buttons), choose };
}

// ---- numbers and names

export function number(value, digits = 2) {
  const text = (Math.round(value * 10 ** digits) / 10 ** digits + 0).toFixed(digits);
  return text.replace("-", "−");
}

// Text of an SVG with its last digits set lower: w0, O32.
export function lowered(text, attributes = {}) {
  const [, name, digits] = text.match(/^(.*?)(\d*)$/);
  const whole = svg("text", attributes, name);
  if (digits) whole.append(svg("tspan", { dy: "0.25em", "font-size": "0.75em" }, digits));
  return whole;
}

// ---- functions, as nnlib has them

export const ACTIVATIONS = {
  step: { name: "step", f: (z) => (z > 0 ? 1 : 0), slope: () => 0, jumps: true },
  sigmoid: { name: "sigmoid", f: sigmoid, slope: (z) => sigmoid(z) * (1 - sigmoid(z)) },
  tanh: { name: "tanh", f: Math.tanh, slope: (z) => 1 - Math.tanh(z) ** 2 },
  relu: { name: "ReLU", f: (z) => Math.max(z, 0), slope: (z) => (z > 0 ? 1 : 0), bends: true },
  identity: { name: "identity", f: (z) => z, slope: () => 1 },
};

export function sigmoid(z) {
  const e = Math.exp(-Math.abs(z));
  return (z >= 0 ? 1 : e) / (1 + e);
}
