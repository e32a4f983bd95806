// The search page: sections whose text holds all the words asked for, the best first.

const query = document.getElementById("query");
const found = document.getElementById("found");
const results = document.getElementById("results");
const HANGUL = /[\uac00-\ud7a3]/;

const plain = (text) => text.normalize("NFC").toLowerCase();
const pages = window.bookIndex.map((entry) => ({ ...entry, plainTitle: plain(entry.title), plainText: plain(entry.text) }));

// The forms in which a word is looked for: as typed, then without an English plural or a Korean particle.
function forms(word) {
  if (HANGUL.test(word)) return [word, word.slice(0, -1), word.slice(0, -2)].filter((form) => form.length > 1 || form === word);
  return word.length > 3 && word.endsWith("s") ? [word, word.slice(0, -1)] : [word];
}

// In Latin script a word counts from its beginning: "layer" finds "layers" but not "player". Korean words may stand
// together or apart: 경사하강법 finds 경사 하강법.
function pattern(form) {
  const letters = [...form].map((letter) => letter.replace(/[^\p{L}\p{N}\s]/u, "\\$&"));
  return HANGUL.test(form) ? new RegExp(letters.join(" ?"), "g") : new RegExp(`(?<![a-z0-9])${letters.join("")}`, "g");
}

// Where the form begins and ends in the text, each time.
function places(text, form) {
  return [...text.matchAll(pattern(form))].map((match) => [match.index, match.index + match[0].length]);
}

function search(words) {
  const chosen = words.map((word) => forms(word).find((form) => pages.some((page) =>
    places(page.plainTitle, form).length || places(page.plainText, form).length)));
  if (!words.length || chosen.includes(undefined)) return { chosen, hits: [] };
  const hits = [];
  for (const page of pages) {
    let score = 0;
    const all = chosen.every((form) => {
      const inTitle = places(page.plainTitle, form).length;
      const inText = places(page.plainText, form).length;
      score += 20 * inTitle + Math.min(inText, 10);
      return inTitle + inText;
    });
    if (all) hits.push({ page, score });
  }
  return { chosen, hits: hits.sort((a, b) => b.score - a.score) };
}

// A piece of the text around the first word found, with the words marked.
function excerpt(page, chosen) {
  const starts = chosen.flatMap((form) => places(page.plainText, form)).sort((a, b) => a[0] - b[0]);
  const first = starts.length ? starts[0][0] : 0;
  const from = first < 60 ? 0 : page.text.lastIndexOf(" ", first - 50) + 1;
  const end = page.text.lastIndexOf(" ", from + 200);
  const to = from + 200 < page.text.length && end > first ? end : page.text.length;
  const piece = document.createElement("p");
  let at = from;
  if (from) piece.append("… ");
  for (const [start, stop] of starts) {
    if (start < at || stop > to) continue;
    const mark = document.createElement("mark");
    mark.textContent = page.text.slice(start, stop);
    piece.append(page.text.slice(at, start), mark);
    at = stop;
  }
  piece.append(page.text.slice(at, to), to < page.text.length ? " …" : "");
  return piece;
}

function show() {
  const asked = (new URLSearchParams(location.search).get("q") || "").trim();
  query.value = asked;
  if (!asked) return query.focus();
  const { chosen, hits } = search(plain(asked).split(/\s+/).filter(Boolean));
  found.textContent = hits.length
    ? `“${asked}” is found in ${hits.length} ${hits.length === 1 ? "section" : "sections"}.`
    : `“${asked}” is found nowhere. Try fewer or other words.`;
  results.replaceChildren(...hits.slice(0, 30).map(({ page }) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = page.page;
    link.textContent = page.title;
    item.append(link);
    if (page.chapter !== page.title) {
      const where = document.createElement("span");
      where.className = "where";
      where.textContent = ` in ${page.chapter}`;
      item.append(where);
    }
    item.append(excerpt(page, chosen));
    return item;
  }));
}

show();
