// A small Python editor: a real text area, with its text coloured underneath. What assistive technology, undo and a
// phone's keyboard do with a text area keeps working.

const KEYWORDS =
  "and as assert async await break class continue def del elif else except finally for from global if import in is " +
  "lambda nonlocal not or pass raise return try while with yield";
const BUILTINS =
  "abs all any bool dict enumerate filter float int isinstance len list map max min print range reversed round set sorted " +
  "str sum super tuple type zip ArithmeticError AssertionError AttributeError IndexError KeyError NotImplementedError " +
  "RuntimeError TypeError ValueError ZeroDivisionError";
const NAMED = new Map([
  ...KEYWORDS.split(" ").map((word) => [word, "k"]),
  ...BUILTINS.split(" ").map((word) => [word, "nb"]),
  ...["None", "True", "False"].map((word) => [word, "kc"]),
  ["self", "bp"],
]);
// comment | string | number | word | operator
const TOKEN = new RegExp(
  String.raw`(#.*)|([rbfuRBFU]{0,2}(?:"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?))` +
    String.raw`|(\b\d[\d_]*\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|([^\W\d]\w*)|([-+*/%@&|^~<>=!]+)`,
  "gu",
);

// The text as HTML, in the classes that the book's own code is coloured by.
export function coloured(text) {
  let html = "";
  let here = 0;
  let before = "";
  for (const match of text.matchAll(TOKEN)) {
    const [token, comment, string, number, word] = match;
    const kind = comment ? "c1" : string ? "s2" : number ? "mf" : word ? wordKind(word, before) : "o";
    html += escaped(text.slice(here, match.index));
    html += kind ? `<span class="${kind}">${escaped(token)}</span>` : escaped(token);
    here = match.index + token.length;
    before = token;
  }
  return html + escaped(text.slice(here));
}

function wordKind(word, before) {
  if (before === "def") return "nf";
  if (before === "class") return "nc";
  return NAMED.get(word) ?? "";
}

function escaped(text) {
  return text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);
}

// Wake the editor in `field`, which holds a text area and the coloured text below it.
export function wake(field, { changed, run }) {
  const area = field.querySelector("textarea");
  const code = field.querySelector("code");
  let leaving = false; // Escape was pressed: the next Tab moves on instead of indenting

  const paint = () => {
    code.innerHTML = `${coloured(area.value)}\n`;
  };
  area.addEventListener("input", () => {
    paint();
    changed(area.value);
  });
  area.addEventListener("blur", () => (leaving = false));
  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leaving = true;
    else if (event.key === "Tab" && !leaving && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      shift(area, event.shiftKey);
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      run();
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      type(area, `\n${indentAfter(area.value.slice(0, area.selectionStart))}`);
    } else if (event.key === "Backspace" && stepBack(area)) event.preventDefault();
    else if (event.key !== "Shift") leaving &&= event.key === "Tab";
  });
  paint();
  return {
    get text() {
      return area.value;
    },
    set text(value) {
      area.value = value;
      paint();
    },
    area,
  };
}

// Type a text in the place of the selection, so that undo knows of it.
function type(area, text) {
  area.focus();
  const typed = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
  if (!typed) {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input"));
  }
}

function shift(area, back) {
  const { value, selectionStart: start, selectionEnd: end } = area;
  if (start === end && !back) return type(area, " ".repeat(4 - (column(value, start) % 4)));
  const first = value.lastIndexOf("\n", start - 1) + 1;
  const after = value.indexOf("\n", Math.max(start, end - 1));
  const last = after < 0 ? value.length : after;
  const lines = value.slice(first, last).split("\n");
  const shifted = lines.map((line) => (back ? line.replace(/^ {1,4}/, "") : line && `    ${line}`)).join("\n");
  area.setSelectionRange(first, last);
  type(area, shifted);
  if (start === end) {
    const moved = Math.max(first, start + shifted.length - (last - first));
    area.setSelectionRange(moved, moved);
  } else area.setSelectionRange(first, first + shifted.length);
}

// Backspace in the indentation goes back one step of it.
function stepBack(area) {
  const { value, selectionStart: start, selectionEnd: end } = area;
  const before = value.slice(value.lastIndexOf("\n", start - 1) + 1, start);
  if (start !== end || !before || before.trim()) return false;
  area.setSelectionRange(start - ((before.length - 1) % 4) - 1, start);
  type(area, "");
  return true;
}

function indentAfter(text) {
  const line = text.slice(text.lastIndexOf("\n") + 1);
  const indent = line.match(/^ */)[0];
  if (/:\s*(#.*)?$/.test(line)) return `${indent}    `;
  if (/^\s*(return|raise|pass|break|continue)\b/.test(line)) return indent.slice(4);
  return indent;
}

function column(text, index) {
  return index - (text.lastIndexOf("\n", index - 1) + 1);
}
