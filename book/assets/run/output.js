// What Python prints, draws and raises, put on the page as it comes.

export class Output {
  // `figures` are the book's own, whose words go with those that take their place.
  constructor(figures = []) {
    this.figures = [...figures];
    this.element = document.createElement("div");
    this.element.className = "cell_output run-output";
  }

  hear(kind, value) {
    if (kind === "text") this.text(value.text);
    else if (kind === "figure") this.figure(value);
  }

  text(text) {
    let last = this.element.lastElementChild;
    if (last?.tagName !== "PRE") {
      last = document.createElement("pre");
      last.tabIndex = 0;
      this.element.append(last);
      this.written = "";
    }
    this.written = overwritten(this.written + text);
    last.textContent = this.written;
  }

  figure({ png, width, height }) {
    const book = this.figures.shift();
    const image = new Image(width, height);
    image.alt = book?.alt || "The figure that this cell has drawn.";
    image.src = `data:image/png;base64,${png}`;
    const figure = document.createElement("figure");
    figure.append(image);
    const caption = book?.closest("figure")?.querySelector("figcaption .caption-text");
    if (caption) {
      const words = document.createElement("figcaption");
      words.append(caption.cloneNode(true));
      figure.append(words);
    }
    this.element.append(figure);
  }
}

// A carriage return goes back to the start of its line, as progress bars use it.
function overwritten(text) {
  return text.includes("\r") ? text.replace(/\r\n/g, "\n").replace(/[^\n]*\r(?=[^\n])/g, "") : text;
}

// An error as lines of text, with links to the section or the exercise that it speaks of.
export function showError(element, error, page, opening) {
  const frame = document.createElement("div");
  frame.className = `run-error ${error.kind}`;
  if (opening) {
    const first = document.createElement("p");
    first.textContent = opening;
    frame.append(first);
  }
  const text = document.createElement("pre");
  text.tabIndex = 0;
  text.textContent = error.text;
  if (error.kind === "unwritten" && error.exercise) {
    link(text, `Exercise ${error.exercise}`, exerciseAddress(error.exercise, page));
  }
  frame.append(text);
  for (const words of error.notes ?? []) {
    const note = document.createElement("p");
    note.textContent = words;
    for (const { text: place, href } of error.links) link(note, place, new URL(href, page.root));
    frame.append(note);
  }
  element.append(frame);
}

function exerciseAddress(exercise, page) {
  const chapter = Object.keys(page.session.known.units).find((name) => name.startsWith(`${exercise.split(".")[0]}-`));
  return new URL(`${chapter}.html#practice-${exercise.replace(".", "-")}`, page.root);
}

// Turn the first occurrence of `words` in an element's text into a link.
function link(element, words, href) {
  for (const node of [...element.childNodes]) {
    const start = node.nodeType === Node.TEXT_NODE ? node.data.indexOf(words) : -1;
    if (start < 0) continue;
    const found = node.splitText(start);
    found.splitText(words.length);
    const anchor = document.createElement("a");
    anchor.href = href;
    found.replaceWith(anchor);
    anchor.append(words);
    return;
  }
}
