// Wakes a page: the progress strip at once, everything else when the page has been shown.
// Python itself is not asked for before the first click.
(() => {
  "use strict";
  const { src, dataset } = document.currentScript;
  const here = new URL(".", src);
  const root = new URL("../../", here);
  const page = {
    name: dataset.page,
    pyodide: new URL(dataset.pyodide, root).href,
    root: root.href,
    data: new URL("data/", here).href,
    store: `course:${root.pathname}`,
  };

  function showSolved() {
    let kept = {};
    try {
      kept = page.keep ? page.keep.read() : JSON.parse(localStorage.getItem(page.store)) || {};
    } catch {
      // a browser that keeps nothing starts with nothing solved
    }
    for (const link of document.querySelectorAll(".progress-strip a")) {
      const solved = Boolean(kept[link.dataset.exercise]?.solved);
      link.classList.toggle("solved", solved);
      link.querySelector(".progress-word").textContent = solved ? `, ${link.dataset.done}` : ", not solved yet";
    }
  }

  // A page opened from a folder may not load modules or workers: browsers forbid it.
  function explainFolder() {
    for (const bar of document.querySelectorAll(".run-bar")) bar.remove();
    const tools = document.querySelector(".practice-tools");
    const note = document.createElement("p");
    note.className = "run-notice";
    note.textContent =
      "This page was opened from a folder on disk, where browsers do not let a page start Python. " +
      "Run it from the book's address on the web, or serve the folder (python -m http.server), or work in the notebooks.";
    tools?.prepend(note);
  }

  async function wake() {
    const load = (file) => import(new URL(file, here).href);
    if (document.querySelector(".run-bar")) {
      const [{ Session }, { Keep }, cells, practice] = await Promise.all(
        ["session.js", "keep.js", "cells.js", "practice.js"].map(load),
      );
      page.session = new Session(page);
      page.keep = new Keep(page.store, showSolved);
      cells.wake(page);
      practice.wake(page);
    }
    if (document.querySelector(".widget")) (await load("widgets/widgets.js")).wake(page);
  }

  showSolved();
  if (location.protocol === "file:") explainFolder();
  else if (document.readyState === "complete") wake();
  else addEventListener("load", () => setTimeout(wake));
})();
