// The code cells of a chapter: run, edit, and go back to what the book shows.
import { Bar } from "./bar.js";
import * as editor from "./editor.js";
import { showError, Output } from "./output.js";
import { compose } from "./session.js";

const PACKAGES = ["numpy", "matplotlib"];

export function wake(page) {
  const bars = [...document.querySelectorAll(".run-bar[data-cell]")];
  const chapter = { page, cells: [], ran: new Set(), restarts: 0, using: "" };
  chapter.cells = bars.map((bar) => new Cell(bar, chapter));
}

class Cell {
  constructor(element, chapter) {
    this.chapter = chapter;
    this.number = Number(element.dataset.cell);
    this.bar = new Bar(element, chapter.page);
    this.cell = element.closest(".cell");
    this.input = this.cell.querySelector(".cell_input");
    this.stored = this.cell.querySelector(".cell_output");
    this.book = this.input.querySelector("pre").textContent.replace(/\n$/, "");
    this.bar.on("run", () => this.run());
    this.bar.on("edit", () => this.edit());
    this.bar.on("back", () => this.back());
    const kept = chapter.page.keep.cell(chapter.page.name, this.number);
    if (kept?.book === this.book && kept.mine !== this.book) this.edit(kept.mine);
  }

  get code() {
    return this.editor ? this.editor.text : this.book;
  }

  async run() {
    const { chapter } = this;
    const { page } = chapter;
    this.output?.element.remove();
    const output = (this.output = new Output(this.stored?.querySelectorAll("img")));
    this.bar.buttons.back.hidden = false;
    let result;
    const work = () =>
      page.session.run(
        () => this.request(),
        PACKAGES,
        (kind, value) => {
          if (this.bar.hear(kind, value)) return;
          this.place(output);
          output.hear(kind, value);
        },
      );
    result = await this.bar.during(work);
    if (!result) {
      if (!output.element.isConnected && !this.editor) this.bar.buttons.back.hidden = true;
      return;
    }
    for (const number of result.done) chapter.ran.add(number);
    this.place(output);
    if (result.error)
      showError(output.element, result.error, page, result.error.before && "A cell before this one stopped:");
    this.bar.say(result.error ? "Stopped by an error." : "Done.");
  }

  // What Python is asked: this cell, after the earlier ones that have not run since Python or the package began anew.
  request() {
    const { chapter, number } = this;
    const { session, keep } = chapter.page;
    const files = compose(session.known, (exercise) => keep.exercise(exercise).solved);
    const using = JSON.stringify(files);
    const fresh = chapter.restarts !== session.restarts || chapter.using !== using;
    if (fresh) chapter.ran.clear();
    chapter.restarts = session.restarts;
    chapter.using = using;
    const quiet = chapter.cells
      .filter((cell) => cell.number < number && !chapter.ran.has(cell.number))
      .map((cell) => [cell.number, cell.code]);
    return { do: "cells", files, fresh, quiet, number, code: this.code };
  }

  // The live output takes the place of the book's.
  place(output) {
    if (output.element.isConnected || output !== this.output) return;
    if (this.stored) this.stored.hidden = true;
    this.cell.append(output.element);
  }

  edit(text = this.book) {
    if (this.editor) return;
    const frame = document.createElement("div");
    frame.className = "editor editor-field highlight";
    frame.innerHTML = `<pre aria-hidden="true"><code></code></pre><textarea spellcheck="false" autocapitalize="off"
      autocomplete="off" rows="1" cols="20"></textarea>`;
    const area = frame.querySelector("textarea");
    area.setAttribute("aria-label", `Code of cell ${this.number + 1}. To leave the editor, press Escape, then Tab.`);
    area.value = text;
    this.input.hidden = true;
    this.input.after(frame);
    const { keep, name } = this.chapter.page;
    this.editor = editor.wake(frame, {
      changed: (mine) => keep.writeCell(name, this.number, { book: this.book, mine }),
      run: () => this.run(),
    });
    this.bar.buttons.edit.hidden = true;
    this.bar.buttons.back.hidden = false;
    if (text === this.book) area.focus();
  }

  back() {
    const { page } = this.chapter;
    if (this.editor) page.keep.writeCell(page.name, this.number, null);
    this.editor?.area.closest(".editor").remove();
    this.editor = null;
    this.output?.element.remove();
    this.output = null;
    this.input.hidden = false;
    if (this.stored) this.stored.hidden = false;
    this.bar.buttons.edit.hidden = false;
    this.bar.buttons.back.hidden = true;
    this.bar.say("As in the book.");
    this.bar.buttons.run.focus();
  }
}
