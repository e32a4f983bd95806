// Where a network with two inputs says yes, after each of many epochs; computed here from its stored parameters.
import { ACTIVATIONS, button, choice, html, number, slider, svg } from "./widgets.js";

const SIZE = 360;
const CELLS = 44; // squares along one side of the map
const LEVELS = [0.1, 0.3, 0.5, 0.7, 0.9];

export async function draw(element, { runs }, page) {
  const stage = html("div", { class: "regions" });
  const says = html("p", { class: "widget-says" });
  let training;
  let frame = 0;
  let playing = 0;

  const time = slider(
    "epoch",
    { min: 0, max: 1, step: 1, value: 0, show: (i) => String(training?.frames[i].epoch ?? 0) },
    (i) => {
      stop();
      show(i);
    },
  );
  const play = button("Play", () => (playing ? stop() : start()));

  function show(i) {
    frame = i;
    time.value = i;
    const { epoch, loss, accuracy } = training.frames[i];
    const facts = `Epoch ${epoch}: loss ${number(loss, 3)}, ${number(accuracy * 100, 1)} % of the points on the right side`;
    says.textContent = `${facts}.`;
    const map = picture(training, training.frames[i]);
    map.setAttribute(
      "aria-label",
      `${facts}. Filled dots are class 1, open dots class 0; the line is where the network says one half.`,
    );
    stage.replaceChildren(map);
  }

  function start() {
    if (frame === training.frames.length - 1) frame = -1;
    play.textContent = "Pause";
    playing = setInterval(() => {
      show(frame + 1);
      if (frame === training.frames.length - 1) stop();
    }, 120);
  }

  function stop() {
    clearInterval(playing);
    playing = 0;
    play.textContent = "Play";
    says.setAttribute("role", "status");
  }

  async function load(i) {
    stop();
    const run = runs[i];
    run.training ??= await (await fetch(new URL(run.file, page.data))).json();
    training = run.training;
    time.element.querySelector("input").max = training.frames.length - 1;
    show(0);
  }

  const names = runs.map(({ name }, i) => [i, name]);
  if (runs.length > 1) element.append(choice("Data", names, 0, load).element);
  element.append(
    stage,
    says,
    html("div", { class: "widget-sliders" }, play, time.element),
    html(
      "p",
      { class: "widget-legend" },
      "Filled dots: class 1, on orange ground. Open dots: class 0, on blue ground. Thick line: the network says one half.",
    ),
  );
  await load(0);
}

function picture({ points, widths, activations }, { parameters }) {
  const [left, right, bottom, top] = frameOf(points);
  const x = (i) => left + ((right - left) * i) / CELLS;
  const y = (j) => bottom + ((top - bottom) * j) / CELLS;
  const values = [];
  for (let j = 0; j <= CELLS; j += 1) {
    values.push(Array.from({ length: CELLS + 1 }, (_, i) => forward([x(i), y(j)], widths, activations, parameters)));
  }
  const bands = LEVELS.map((level, n) => svg("path", { class: `band band-${n}`, d: cut(values, level).area }));
  const half = svg("path", { class: "half", d: cut(values, 0.5).line });
  const across = (value) => ((value - left) / (right - left)) * SIZE;
  const up = (value) => SIZE - ((value - bottom) / (top - bottom)) * SIZE;
  const marks = points.map(([a, b, label]) => {
    return svg("circle", { class: label ? "point yes" : "point no", cx: across(a), cy: up(b), r: 4.5 });
  });
  const ground = svg("rect", { class: "ground", width: SIZE, height: SIZE });
  return svg("svg", { viewBox: `0 0 ${SIZE} ${SIZE}`, role: "img" }, ground, ...bands, half, ...marks);
}

// One output of a network from its parameters [W1, b1, W2, b2, …], the weights row by row.
export function forward(inputs, widths, activations, parameters) {
  let values = inputs;
  activations.forEach((name, layer) => {
    const [weights, bias] = [parameters[2 * layer], parameters[2 * layer + 1]];
    const wide = widths[layer + 1];
    const before = values;
    values = bias.map((b, j) =>
      ACTIVATIONS[name].f(before.reduce((sum, value, i) => sum + value * weights[i * wide + j], b)),
    );
  });
  return values[0];
}

// The area where the values exceed a level, and its edge, as paths: square by square, cut along the level.
function cut(values, level) {
  const side = SIZE / CELLS;
  const at = ([a, b]) => `${(a * side).toFixed(1)} ${(SIZE - b * side).toFixed(1)}`;
  let area = "";
  let line = "";
  for (let j = 0; j < CELLS; j += 1) {
    let full = 0; // squares in a row that lie inside become one rectangle
    for (let i = 0; i <= CELLS; i += 1) {
      const corners =
        i < CELLS
          ? [
              [i, j],
              [i + 1, j],
              [i + 1, j + 1],
              [i, j + 1],
            ]
          : [];
      const over = corners.map(([a, b]) => values[b][a] - level);
      if (corners.length && over.every((v) => v > 0)) {
        full += 1;
        continue;
      }
      if (full) area += box((i - full) * side, SIZE - (j + 1) * side, full * side, side);
      full = 0;
      if (!over.some((v) => v > 0)) continue;
      const outline = [];
      const edge = [];
      corners.forEach(([a, b], k) => {
        const [c, e] = corners[(k + 1) % 4];
        const [v, w] = [over[k], over[(k + 1) % 4]];
        if (v > 0) outline.push([a, b]);
        if (v > 0 !== w > 0) {
          const crossing = [a + ((c - a) * v) / (v - w), b + ((e - b) * v) / (v - w)];
          outline.push(crossing);
          edge.push(crossing);
        }
      });
      area += `M${outline.map(at).join("L")}Z`;
      if (edge.length) line += `M${edge.map(at).join("L")}`;
    }
  }
  return { area, line };
}

function box(x, y, width, height) {
  return `M${x.toFixed(1)} ${y.toFixed(1)}h${width.toFixed(1)}v${height.toFixed(1)}h${(-width).toFixed(1)}Z`;
}

function frameOf(points) {
  const edges = [0, 1].flatMap((axis) => {
    const all = points.map((point) => point[axis]);
    const [low, high] = [Math.min(...all), Math.max(...all)];
    const room = (high - low) * 0.25;
    return [low - room, high + room];
  });
  return edges;
}
