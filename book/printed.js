// Run by printed.py on the first page: gathers all pages in one document, with a cover and contents.
async (names) => {
  const body = document.createElement("main");
  const contents = [];
  for (const name of names) {
    const page = new DOMParser().parseFromString(await (await fetch(`${name}.html`)).text(), "text/html");
    const article = page.querySelector("article");
    article.querySelectorAll("script, .headerlink, .chapter-links, .run-bar, .practice-section, .progress-strip, .widget").forEach((part) => part.remove());
    article.querySelectorAll("details").forEach((part) => { part.open = true; });
    article.querySelectorAll("img").forEach((part) => { part.loading = "eager"; });
    // ids are those of their page: in one document they need its name before them
    article.querySelectorAll("[id]").forEach((part) => { part.id = `${name}.${part.id}`; });
    article.querySelectorAll("a[href]").forEach((link) => {
      const [path, id] = link.getAttribute("href").split("#");
      const target = path.replace(/\.html$/, "") || name;
      if (names.includes(target)) link.setAttribute("href", `#${target}${id ? "." + id : ""}`);
      else if (!path.includes(":")) link.replaceWith(...link.childNodes);
    });
    article.id = name;
    contents.push([name, article.querySelector("h1").textContent]);
    body.append(article);
  }
  const cover = document.createElement("header");
  cover.className = "cover";
  cover.innerHTML = `<img src="_static/cover.svg" alt=""><p class="title"></p><p>Build a small library in NumPy, one idea at a time, until it reads handwriting</p>`;
  cover.querySelector(".title").textContent = contents[0][1];
  const list = document.createElement("nav");
  list.className = "printed-contents";
  list.setAttribute("aria-label", "Contents");
  list.innerHTML = "<h1>Contents</h1><ol></ol>";
  for (const [name, title] of contents.slice(1)) {
    const item = document.createElement("li");
    item.innerHTML = `<a href="#${name}"></a> <span data-page="${name}"></span>`;
    item.firstChild.textContent = title;
    list.lastChild.append(item);
  }
  document.documentElement.className = "printed";
  document.documentElement.dataset.theme = "light";
  document.body.replaceChildren(cover, list, body);
  await Promise.all([...document.images].map((image) => image.decode()));
  await document.fonts.ready;
}
