// A graph with values above its lines and gradients below them, that appear step by step: forward, then back.
import { button, choice, html, lowered, svg } from "./widgets.js";

const RADIUS = 19;

export function draw(element, { graphs }) {
  const stage = html("div", { class: "graph" });
  const says = html("p", { class: "widget-says", role: "status" });
  const count = html("span", { class: "widget-count" });
  let graph = graphs[0];
  let at = 0;

  const go = (step) => {
    at = Math.min(Math.max(step, 0), graph.steps.length);
    show();
  };
  const back = button("Back", () => go(at - 1));
  const next = button("Next step", () => go(at + 1));
  const all = button("All", () => go(graph.steps.length));
  const again = button("From the start", () => go(0));

  function show() {
    const tall = element.clientWidth < 520;
    stage.replaceChildren(picture(graph, at, tall));
    says.textContent = at
      ? graph.steps[at - 1].say
      : "Nothing is computed yet. Press “Next step”, or use the arrow keys on it.";
    count.textContent = `Step ${at} of ${graph.steps.length}`;
    for (const [one, end] of [
      [back, 0],
      [again, 0],
      [next, graph.steps.length],
      [all, graph.steps.length],
    ]) {
      one.setAttribute("aria-disabled", at === end);
    }
  }

  const controls = html("div", { class: "widget-choice" }, next, back, all, again, count);
  controls.addEventListener("keydown", (event) => {
    const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!move) return;
    event.preventDefault();
    go(at + move);
  });
  const names = graphs.map(({ name }, i) => [i, name]);
  const pick = (i) => {
    graph = graphs[i];
    go(0);
  };
  element.append(
    choice("Graph", names, 0, pick).element,
    stage,
    says,
    controls,
    html("p", { class: "widget-legend" }, "Values in green; gradients in orange, after the sign ∇."),
  );
  let width = 0;
  new ResizeObserver(() => {
    if (Math.abs(element.clientWidth - width) < 2) return;
    width = element.clientWidth;
    show();
  }).observe(element);
}

// The graph as it stands after `at` steps; on a narrow screen it runs from top to bottom.
function picture({ name, size, nodes, edges, steps }, at, tall) {
  const done = steps.slice(0, at);
  const current = steps[at - 1] ?? {};
  const has = (list, key) => done.some((step) => step[list]?.includes(key));
  const [columns, rows] = size;
  const space = tall ? { x: 74, y: 100 } : { x: 118, y: 80 };
  const margin = tall ? { x: size[1] > 3 ? 26 : 66, y: 26 } : { x: 36, y: 44 };
  const place = ([column, row]) =>
    tall
      ? [margin.x + row * space.x, margin.y + column * space.y]
      : [margin.x + column * space.x, margin.y + row * space.y];
  const [width, height] = place([columns, rows]);
  const where = Object.fromEntries(nodes.map((node) => [node.id, place(node.at)]));
  const lines = [];
  const words = [];

  edges.forEach((edge, i) => {
    const [from, to] = [where[edge.from], where[edge.to]];
    const lit = current.values?.includes(i) || current.gradients?.includes(i);
    const [x1, y1, x2, y2] = shortened(from, to);
    lines.push(svg("line", { class: `wire${lit ? " lit" : ""}`, x1, y1, x2, y2, "marker-end": "url(#wire-end)" }));
    const near = edge.near ?? (tall && /^[wx]/.test(edge.from) ? 0.3 : 0.5);
    const [x, y] = [x1 + (x2 - x1) * near, y1 + (y2 - y1) * near];
    if (has("values", i) && edge.value) words.push(label(edge.value, "value", x, y, current.values?.includes(i)));
    if (has("gradients", i)) words.push(label(`∇ ${edge.gradient}`, "gradient", x, y, current.gradients?.includes(i)));
  });
  const circles = nodes.flatMap((node) => {
    const [x, y] = where[node.id];
    const lit = current.nodes?.includes(node.id) || current.back?.includes(node.id);
    const shapes = [
      svg("circle", { class: `node${node.gate ? " gate" : ""}${lit ? " lit" : ""}`, cx: x, cy: y, r: RADIUS }),
    ];
    shapes.push(lowered(node.text, { x, y: y + 5, "text-anchor": "middle", class: "name" }));
    const besides = (side) => ({ x: x + side * (RADIUS + 5), y: y + 5, "text-anchor": side < 0 ? "end" : "start" });
    const over = (dy) => ({ x, y: y + dy, "text-anchor": "middle" });
    if (node.value && has("nodes", node.id)) {
      shapes.push(svg("text", { ...(tall ? besides(-1) : over(-RADIUS - 6)), class: "value" }, node.value));
    }
    if (node.gradient && has("back", node.id)) {
      shapes.push(svg("text", { ...(tall ? besides(1) : over(RADIUS + 17)), class: "gradient" }, `∇ ${node.gradient}`));
    }
    return shapes;
  });
  const arrow = svg(
    "marker",
    {
      id: "wire-end",
      viewBox: "0 0 8 8",
      refX: 7,
      refY: 4,
      markerWidth: 9,
      markerHeight: 9,
      markerUnits: "userSpaceOnUse",
      orient: "auto",
    },
    svg("path", { d: "M0 0L8 4L0 8Z", class: "wire-head" }),
  );
  const whole = [width + margin.x, height + margin.y];
  return svg(
    "svg",
    {
      viewBox: `0 0 ${whole.join(" ")}`,
      role: "img",
      "aria-label": described(name, nodes, edges, has),
      style: `max-width: ${whole[0] * 1.15}px`,
    },
    svg("defs", {}, arrow),
    ...lines,
    ...circles,
    ...words,
  );
}

// A number at a line: values above the point, gradients below it.
function label(text, kind, x, y, lit) {
  const dy = kind === "value" ? -5 : 15;
  return svg("text", { x, y: y + dy, "text-anchor": "middle", class: `${kind}${lit ? " lit" : ""}` }, text);
}

function shortened([x1, y1], [x2, y2]) {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [dx, dy] = [((x2 - x1) / length) * (RADIUS + 2), ((y2 - y1) / length) * (RADIUS + 2)];
  return [x1 + dx, y1 + dy, x2 - dx, y2 - dy];
}

function described(name, nodes, edges, has) {
  const title = Object.fromEntries(
    nodes.map((node) => [node.id, node.gate && node.text.length === 1 ? `the gate ${node.text}` : node.text]),
  );
  const parts = edges
    .map((edge, i) => {
      const facts = [];
      if (has("values", i) && edge.value) facts.push(`value ${edge.value}`);
      if (has("gradients", i)) facts.push(`gradient ${edge.gradient}`);
      return facts.length ? `${title[edge.from]} to ${title[edge.to]}: ${facts.join(", ")}` : "";
    })
    .filter(Boolean);
  return `${name}, a graph. ${parts.length ? `${parts.join("; ")}.` : "No values yet."}`;
}
