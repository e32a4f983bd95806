// What every page can do beyond being read: colours, the menu on phones, copying code and formulas.

const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

// ---- colours: automatic, light, dark

const colours = document.querySelector(".colours");
const names = { auto: "automatic", light: "light", dark: "dark" };

function setMode(mode) {
  root.dataset.mode = mode;
  root.dataset.theme = mode === "auto" ? (dark.matches ? "dark" : "light") : mode;
  colours.setAttribute("aria-label", `Colours: ${names[mode]}`);
  colours.title = `Colours: ${names[mode]}`;
  document.dispatchEvent(new Event("themechange"));
}

colours.addEventListener("click", () => {
  const modes = Object.keys(names);
  const mode = modes[(modes.indexOf(root.dataset.mode) + 1) % modes.length];
  try {
    if (mode === "auto") localStorage.removeItem("theme");
    else localStorage.setItem("theme", mode);
  } catch { /* no storage: the choice holds for this page */ }
  setMode(mode);
});
dark.addEventListener("change", () => setMode(root.dataset.mode));
setMode(root.dataset.mode);

// ---- the menu on phones

const menu = document.querySelector(".menu");
const chapters = document.querySelector(".chapters");

function openMenu(open) {
  menu.setAttribute("aria-expanded", open);
  chapters.classList.toggle("open", open);
  document.body.style.overflow = open ? "hidden" : "";
}

menu.addEventListener("click", () => openMenu(menu.getAttribute("aria-expanded") !== "true"));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && chapters.classList.contains("open")) {
    openMenu(false);
    menu.focus();
  }
});
chapters.addEventListener("focusout", ({ relatedTarget: next }) => {
  if (next && next !== menu && !chapters.contains(next)) openMenu(false);
});
matchMedia("(min-width: 50.01rem)").addEventListener("change", () => openMenu(false));

// ---- the page's sections: open beside the text, folded above it; the one being read is marked

const contents = document.querySelector(".contents details");
if (contents) {
  const beside = matchMedia("(min-width: 75.01rem)");
  const unfold = () => { contents.open = beside.matches; };
  beside.addEventListener("change", unfold);
  unfold();

  const links = new Map([...contents.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
  const sections = [...links.keys()].map((id) => document.getElementById(id));
  const mark = () => {
    const read = sections.filter((section) => section && section.getBoundingClientRect().top < innerHeight / 3).pop();
    for (const [id, link] of links) {
      if (read && id === read.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  new IntersectionObserver(mark, { rootMargin: "0px 0px -66% 0px" }).observe(document.querySelector("article"));
  let waiting = false;
  addEventListener("scroll", () => {
    if (!waiting) requestAnimationFrame(() => { waiting = false; mark(); });
    waiting = true;
  }, { passive: true });
}

// ---- copying: code as it stands, formulas as their LaTeX

const CODE = ".cell_input .highlight, div[class*=highlight-] .highlight";
// a page that came over plain http has no clipboard to write to
for (const block of navigator.clipboard ? document.querySelectorAll(CODE) : []) {
  if (block.closest(".cell_output, .highlight-text") || block.querySelector(".copy")) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.setAttribute("aria-label", "Copy this code");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(block.querySelector("pre").innerText);
    button.textContent = "Copied";
    button.classList.add("done");
    setTimeout(() => { button.textContent = "Copy"; button.classList.remove("done"); }, 1500);
  });
  block.append(button);
}

document.addEventListener("copy", (event) => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  // a selection that begins or ends inside a formula takes the whole of it
  for (const [side, set] of [["startContainer", "setStartBefore"], ["endContainer", "setEndAfter"]]) {
    const node = range[side];
    const formula = (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement).closest("math");
    if (formula) range[set](formula);
  }
  const copied = range.cloneContents();
  const formulas = copied.querySelectorAll("math");
  if (!formulas.length) return;
  for (const formula of formulas) {
    const fence = formula.getAttribute("display") === "block" ? "$$" : "$";
    formula.replaceWith(fence + formula.querySelector("annotation").textContent + fence);
  }
  event.clipboardData.setData("text/plain", copied.textContent);
  event.preventDefault();
});

// ---- what scrolls sideways can be reached by keyboard

const scrolling = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth + 1) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
for (const wide of document.querySelectorAll("article :is(pre, .wide, .formula)")) scrolling.observe(wide);
