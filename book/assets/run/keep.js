// What the reader wrote, kept in this browser's storage under one key:
// {"3.2": {code: {relu: "…"}, solved: {relu: "…"}}, "cells": {"3-activations": {"4": {book: "…", mine: "…"}}}}
// `solved` is the text that last passed; it stays when the reader goes on editing.

export class Keep {
  constructor(key, changed) {
    this.key = key;
    this.changed = changed;
    this.memory = {};
    this.lasts = true; // false where the browser refuses to keep anything
    addEventListener("storage", (event) => event.key === key && changed());
  }

  read() {
    if (!this.lasts) return this.memory;
    try {
      return JSON.parse(localStorage.getItem(this.key)) || {};
    } catch {
      return this.memory;
    }
  }

  update(change) {
    const kept = this.read(); // read anew: another tab may have written
    change(kept);
    this.memory = kept;
    try {
      localStorage.setItem(this.key, JSON.stringify(kept));
    } catch {
      this.lasts = false;
    }
    this.changed();
  }

  exercise(number) {
    return this.read()[number] || {};
  }

  write(number, code) {
    this.update((kept) => {
      kept[number] = { ...kept[number], code };
    });
  }

  forget(number) {
    this.update((kept) => delete kept[number]);
  }

  solve(number, code) {
    this.update((kept) => {
      kept[number] = { code, solved: code };
    });
  }

  cell(page, number) {
    return this.read().cells?.[page]?.[number];
  }

  writeCell(page, number, entry) {
    this.update((kept) => {
      kept.cells ??= {};
      kept.cells[page] ??= {};
      if (entry) kept.cells[page][number] = entry;
      else delete kept.cells[page][number];
    });
  }
}
