// O = I·w: the element pointed at, the row and the column behind it, and its sum written out.
import { button, html } from "./widgets.js";

export function draw(element, { inputs, weights, product }) {
  const tables = {
    I: matrix("I", inputs),
    w: matrix("w", weights),
    O: matrix("O", product, true),
  };
  const says = html("p", { class: "widget-says", role: "status" });
  const cells = tables.O.cells;
  let [row, column] = [0, 0];

  function point(r, c, focus) {
    row = Math.min(Math.max(r, 0), product.length - 1);
    column = Math.min(Math.max(c, 0), product[0].length - 1);
    tables.I.cells.forEach((line, i) => line.forEach((cell) => cell.classList.toggle("behind", i === row)));
    tables.w.cells.forEach((line) => line.forEach((cell, j) => cell.classList.toggle("behind", j === column)));
    cells.forEach((line, i) =>
      line.forEach((cell, j) => {
        const here = i === row && j === column;
        cell.classList.toggle("pointed", here);
        const knob = cell.firstChild;
        knob.tabIndex = here ? 0 : -1;
        knob.setAttribute("aria-pressed", here);
        if (here && focus) knob.focus();
      }),
    );
    const names = weights.map((_, k) => html("span", { class: "term" }, low("I", row, k), " · ", low("w", k, column)));
    const sum = weights.map((line, k) => `${inBrackets(inputs[row][k])} · ${inBrackets(line[column])}`).join(" + ");
    says.replaceChildren(low("O", row, column), " = ", ...joined(names, " + "), ` = ${sum} = `);
    says.append(html("strong", {}, shown(product[row][column])));
  }

  const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  cells.forEach((line, i) =>
    line.forEach((cell, j) => {
      const knob = cell.firstChild;
      knob.addEventListener("click", () => point(i, j));
      cell.addEventListener("pointerenter", () => point(i, j));
      knob.addEventListener("keydown", (event) => {
        const move = moves[event.key];
        if (!move) return;
        event.preventDefault();
        point(row + move[0], column + move[1], true);
      });
    }),
  );
  const famous = [
    [0, 0],
    [0, 2],
    [3, 2],
  ].filter(([r, c]) => product[r]?.[c] !== undefined);
  element.append(
    html(
      "div",
      { class: "widget-choice", role: "group", "aria-label": "Elements of the text" },
      ...famous.map(([r, c]) => button(low("O", r, c), () => point(r, c))),
    ),
    html(
      "div",
      { class: "matrices" },
      tables.I.element,
      html("span", { class: "sign" }, "·"),
      tables.w.element,
      html("span", { class: "sign" }, "="),
      tables.O.element,
    ),
    says,
    html("p", { class: "widget-legend" }, "Point at an element of O, or choose one with the arrow keys."),
  );
  point(0, 0);
}

function matrix(name, values, pressed = false) {
  const cells = values.map((line, i) =>
    line.map((value, j) => {
      const text = shown(value);
      const label = `${name} ${i} ${j}: ${text}`;
      return html("td", {}, pressed ? html("button", { type: "button", "aria-label": label }, text) : text);
    }),
  );
  const size = `${values.length} × ${values[0].length}`;
  const table = html(
    "table",
    { class: `matrix matrix-${name}` },
    html("caption", {}, html("i", {}, name), ` (${size})`),
    html("tbody", {}, ...cells.map((line) => html("tr", {}, ...line))),
  );
  return { element: table, cells };
}

function low(name, row, column) {
  return html("span", { class: "element" }, html("i", {}, name), html("sub", {}, `${row}${column}`));
}

function joined(parts, sign) {
  return parts.flatMap((part, i) => (i ? [sign, part] : [part]));
}

function shown(value) {
  return String(value).replace("-", "−");
}

function inBrackets(value) {
  return value < 0 ? `(${shown(value)})` : shown(value);
}
