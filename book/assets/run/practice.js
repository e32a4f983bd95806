// The practice blocks: write, check, reset, and take home what was written.
import { Bar } from "./bar.js";
import * as editor from "./editor.js";
import { showError } from "./output.js";
import { assemble, compose, indent } from "./session.js";

export function wake(page) {
  for (const element of document.querySelectorAll(".practice")) new Block(element, page);
  const tools = document.querySelector(".practice-tools .run-bar");
  if (tools) new Tools(tools, page);
}

class Block {
  constructor(element, page) {
    this.page = page;
    this.number = element.dataset.exercise;
    this.result = element.querySelector(".practice-result");
    this.element = element;
    // where the checks see no more than the form of an answer, passing them proves little
    this.onlyForm = "onlyForm" in element.dataset;
    this.bar = new Bar(element.querySelector(".run-bar"), page);
    const kept = page.keep.exercise(this.number);
    this.editors = [...element.querySelectorAll(".editor")].map((frame) => {
      const name = frame.dataset.name;
      const stub = frame.querySelector("textarea").defaultValue;
      const woken = editor.wake(frame.querySelector(".editor-field"), {
        changed: () => this.write(),
        run: () => this.check(),
      });
      woken.text = kept.code?.[name] ?? stub;
      return { name, stub, woken };
    });
    this.bar.on("check", () => this.check());
    this.bar.on("reset", () => this.reset());
    this.mark();
  }

  get done() {
    if (!this.onlyForm) return "Solved.";
    return "Answered, and no known mistake. Whether it is right is told when the assignment is marked.";
  }

  get code() {
    return Object.fromEntries(this.editors.map(({ name, woken }) => [name, woken.text]));
  }

  write() {
    this.page.keep.write(this.number, this.code);
    this.mark();
  }

  // Solved as it stands, solved before it was changed again, or open.
  mark() {
    const { solved } = this.page.keep.exercise(this.number);
    const same = solved && this.editors.every(({ name, woken }) => woken.text === solved[name]);
    this.element.classList.toggle("solved", Boolean(same));
    if (same && !this.bar.status.textContent) this.bar.say(this.done);
  }

  reset() {
    const before = this.code;
    for (const { stub, woken } of this.editors) woken.text = stub;
    this.page.keep.forget(this.number);
    this.result.hidden = true;
    const undo = document.createElement("button");
    undo.type = "button";
    undo.className = "button";
    undo.textContent = "Bring back what you had";
    undo.addEventListener("click", () => {
      for (const { name, woken } of this.editors) woken.text = before[name];
      this.write();
      this.bar.say("Brought back.");
      this.editors[0].woken.area.focus();
    });
    this.bar.say(undo);
    this.mark();
  }

  async check() {
    const { page, number } = this;
    const code = this.code;
    page.keep.write(number, code);
    this.result.replaceChildren();
    this.result.hidden = true;
    const result = await this.bar.during(async () => {
      const unit = await unitData(page);
      return page.session.run(
        () => request(page, unit, number, code),
        unit.figures ? ["numpy", "matplotlib"] : ["numpy"],
        (kind, value) => this.bar.hear(kind, value) || this.hear(kind, value),
      );
    });
    if (!result) return;
    if (result.error) {
      this.result.hidden = false;
      showError(this.result, result.error, page);
    }
    const open = result.checks.filter(({ error }) => error).length;
    if (result.error) this.bar.say("The checks could not run.");
    else if (open) this.bar.say(`${open} of ${result.checks.length} checks not passed yet.`);
    else {
      page.keep.solve(number, code);
      this.bar.say(page.keep.lasts ? this.done : `${this.done} This browser keeps nothing: download what you wrote.`);
    }
    this.mark();
  }

  hear(kind, { claim, said, error }) {
    if (kind !== "check") return;
    const outcome = document.createElement("div");
    outcome.className = `check-outcome ${error ? "open" : "passed"}`;
    const line = document.createElement("p");
    const sign = document.createElement("span");
    sign.className = "check-sign";
    sign.textContent = error ? "Not yet" : this.onlyForm ? "Answered" : "Passed";
    line.append(sign, ` ${claim.split("\n")[0]}`);
    outcome.append(line);
    const own = said.split("\n").filter((text) => text && !text.startsWith("ok  "));
    if (own.length) {
      const printed = document.createElement("pre");
      printed.tabIndex = 0;
      printed.textContent = own.join("\n");
      outcome.append(printed);
    }
    if (error) showError(outcome, error, this.page);
    this.result.append(outcome);
    this.result.hidden = false;
  }
}

class Tools {
  constructor(element, page) {
    this.page = page;
    this.bar = new Bar(element, page);
    this.bar.on("download", () => this.download());
  }

  // The module as it is handed out, with everything in it that the reader has written.
  async download() {
    try {
      const library = await this.page.session.library();
      const path = library.units[this.page.name];
      const text = assemble(library.modules[path], (exercise) => this.page.keep.exercise(exercise).code);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type: "text/x-python" }));
      link.download = path.split("/").pop();
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
      this.bar.say(`Put it into the assignment's folder as ${path}.`);
    } catch (error) {
      this.bar.tell(error);
    }
  }
}

function unitData(page) {
  page.unit ??= page.session.json(`${page.name}.json`);
  page.unit.catch(() => (page.unit = undefined));
  return page.unit;
}

// What Python is asked: the checks of one exercise on what the reader wrote, everything else finished or as served.
export function request(page, unit, number, code) {
  const { known } = page.session;
  const { slots, cells } = unit.exercises[number];
  const answer = (exercise) => (exercise === number ? code : page.keep.exercise(exercise).solved);
  const files = { ...compose(known, answer), ...unit.checks };
  return {
    do: "check",
    files,
    folder: "/practice",
    setup: unit.setup,
    cells: cells.map((cell) => ({ ...cell, code: (cell.kind === "answer" && code[cell.id]) || cell.code })),
    slots: slots.map((name) => {
      const part = known.modules[unit.module].find((one) => one.name === name);
      return {
        name,
        code: code[name],
        path: unit.module,
        ...place(files[unit.module], indent(code[name], part.indent)),
      };
    }),
  };
}

// Where in a module the reader's text stands, so that errors can name the lines of the editor.
function place(module, text) {
  const before = module.slice(0, module.indexOf(text));
  return { first: before.split("\n").length - 1, lines: text.split("\n").length };
}
