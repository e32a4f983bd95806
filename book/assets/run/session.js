// The page's one Python: started at the first request, asked one thing at a time, stopped by ending its worker.

const PATIENCE = 30000; // ms without a sign of progress before the reader is told what can be done

export class Stopped extends Error {}
export class Unreachable extends Error {}

export class Session {
  constructor(page) {
    this.page = page;
    this.line = Promise.resolve(); // requests wait here for the ones before them
    this.waiting = new Map();
    this.number = 0;
    this.filled = false; // whether the package's data files are there
    this.restarts = 0; // how often Python has begun anew: what was defined before is gone
  }

  // Run a request of inside.py with these packages; `hear(kind, value)` gets progress and output on the way.
  run(request, packages, hear) {
    const restarts = this.restarts;
    const ask = (job, content) => {
      if (restarts !== this.restarts) throw new Stopped();
      return this.ask(job, content);
    };
    const turn = this.line.then(async () => {
      if (restarts !== this.restarts) throw new Stopped();
      this.hear = hear;
      const library = this.library(); // comes while Python starts
      library.catch(() => {}); // awaited below
      if (!this.worker) await ask("start", { packages, ...this.begin() });
      const { data } = await library;
      if (!this.filled) await ask("data", { address: this.page.data, files: data });
      this.filled = true;
      await ask("load", { packages });
      hear("progress", "Running.");
      return ask("run", { request: typeof request === "function" ? request() : request });
    });
    this.line = turn.catch(() => {});
    return turn;
  }

  stop() {
    this.worker?.terminate();
    this.worker = null;
    this.filled = false;
    this.restarts += 1;
    for (const { reject } of this.waiting.values()) reject(new Stopped());
    this.waiting.clear();
  }

  // What the book serves of its package, fetched once.
  async library() {
    this.fetched ??= this.json("library.json").then((library) => (this.known = library));
    return this.fetched;
  }

  async json(name) {
    try {
      const response = await fetch(new URL(name, this.page.data));
      if (!response.ok) throw new Error(response.status);
      return await response.json();
    } catch (error) {
      this.fetched = undefined;
      throw new Unreachable(`${name}: ${error.message}`);
    }
  }

  // Make the worker; returns what it has to know.
  begin() {
    const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    worker.onmessage = ({ data: message }) => this.receive(message);
    worker.onerror = (event) => {
      event.preventDefault();
      this.giveUp(new Unreachable(event.message || "the worker could not be loaded"));
    };
    this.worker = worker;
    return { address: this.page.pyodide, here: new URL(".", import.meta.url).href };
  }

  ask(job, request) {
    if (!this.worker) throw new Stopped();
    const id = ++this.number;
    const slow = job === "run" ? 0 : setTimeout(() => this.hear("slow", this.page.pyodide), PATIENCE);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, job, ...request });
    }).finally(() => clearTimeout(slow));
  }

  receive({ kind, id, value, away }) {
    const asked = this.waiting.get(id);
    if (kind === "done") asked?.resolve(value);
    else if (kind === "failed") {
      // Python that could not be fetched, or that has broken down, is not asked again.
      this.giveUp(away ? new Unreachable(value) : new Error(value));
    } else this.hear(kind, value);
    this.waiting.delete(id);
  }

  giveUp(error) {
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    this.stop();
    for (const { reject } of waiting) reject(error);
  }
}

// The files of the package. A reader's answer takes the place of the stub or of the reference; `answer(exercise)` is
// what the reader has for an exercise, by name.
export function compose(library, answer) {
  const files = { ...library.given };
  for (const [path, parts] of Object.entries(library.modules)) {
    files[path] = assemble(parts, answer, library.reference?.[path]);
  }
  return files;
}

// One module from its pieces: text, and stubs with what may stand in their place.
export function assemble(parts, answer, reference = {}) {
  const choose = ({ name, exercise, stub }) => answer(exercise)?.[name] ?? reference[name] ?? stub;
  return parts.map((part) => (typeof part === "string" ? part : indent(choose(part), part.indent))).join("");
}

// The reader's text at the depth where it stands in the module.
export function indent(code, width) {
  const lines = code.replace(/\s+$/, "").split("\n");
  return lines.map((line) => (line.trim() ? " ".repeat(width) + line : line)).join("\n");
}
