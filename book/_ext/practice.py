"""Sphinx extension: makes the pages of the book run.

- every code cell of a chapter gets a bar with *Run*; a cell tagged ``not-in-browser`` gets none, and the bar of one
  tagged ``slow-in-browser`` says so;
- each chapter gets a block for every exercise of its unit at its end, and at its top a strip: which are solved;
- a Markdown cell ``<!-- widget: name -->`` becomes that widget, ``<!-- progress -->`` a strip for all chapters.

Settings, in ``_config.yml``: ``practice_pyodide``, the address of Pyodide's loader, and ``practice_reference``, whether
the solved functions are served to the browser (a public book) or not (a graded class).
"""

import hashlib
import html
import json
import re
import shutil
import sys
from pathlib import Path

import practice_data
import widget_data
from docutils import nodes
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from sphinx.errors import ExtensionError

HERE = Path(__file__).parent
MARKER = re.compile(r"<!--\s*(widget|progress|practice):?\s*([\w.-]*)\s*(\{.*\})?\s*-->", re.DOTALL)
SECTION = "Practice on the page"


def add_practice(app, docname, source):
    """Append the practice blocks to a chapter's notebook as Sphinx reads it."""
    units = practice_data.units(_root(app))
    unit = units.get(docname)
    made_from = list(unit.sources) if unit else []
    if "<!-- progress" in source[0]:
        made_from += [other.notebook for other in units.values()]
    if "<!-- widget" in source[0]:
        made_from += (_root(app) / "nnlib").glob("*.py")
    for path in made_from:
        app.env.note_dependency(str(path))
    if unit is None:
        return
    notebook = json.loads(source[0])
    exercises, _ = practice_data.exercises(unit)
    for cell in notebook["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown" and re.match(r"# ", text):
            title, _, rest = text.partition("\n")
            cell["source"] = f"{title}\n\n<!-- progress: {docname} -->\n\n{rest.strip()}"
            break
    texts = [f"## {SECTION}\n\n<!-- practice: tools -->"]
    for exercise in exercises:
        texts.append(f"### Exercise {exercise.number} · {exercise.title}\n\n{exercise.statement}")
        texts.append(f"<!-- practice: {exercise.number} -->")
    for number, text in enumerate(texts):
        cell = {"cell_type": "markdown", "metadata": {}, "source": text}
        if notebook["nbformat_minor"] >= 5:
            cell["id"] = f"practice-{number}"
        notebook["cells"].append(cell)
    source[0] = json.dumps(notebook)


def name_sections(app, doctree):
    """Give the practice sections their classes and addresses, before tables of contents are made."""
    for node in list(doctree.findall(nodes.raw)):
        match = MARKER.fullmatch(node.astext().strip())
        if not match or match[1] != "practice" or not isinstance(node.parent, nodes.section):
            continue
        if match[2] == "tools":
            node.parent["classes"].append("practice-section")
        else:
            node.parent["ids"].append("practice-" + match[2].replace(".", "-"))


def put_in(app, doctree, docname):
    """Put bars, blocks, strips and widgets in the place of their markers."""
    blocks = _blocks(app, docname)
    for node in list(doctree.findall(nodes.raw)) + list(doctree.findall(nodes.comment)):
        match = MARKER.fullmatch(node.astext().strip())
        if isinstance(node, nodes.comment):
            match = MARKER.fullmatch(f"<!-- {node.astext().strip()} -->")
        if not match:
            continue
        kind, name, settings = match.groups()
        if kind == "practice":
            node.replace_self(_raw(blocks[name]))
        elif kind == "progress":
            node.replace_self(_raw(_strip(app, docname, name)))
        else:
            node.replace_self(_raw(_widget(app, name, settings, node)))
    cells = [n for n in doctree.findall(nodes.container) if n.get("nb_element") == "cell_code"]
    for number, cell in enumerate(cells):
        tags = cell.get("cell_metadata", {}).get("tags", [])
        if "not-in-browser" in tags:
            continue
        code = next((n for n in cell.children if "cell_input" in n["classes"]), None)
        if code is not None:
            cell.insert(cell.index(code) + 1, _raw(_bar(number, "slow-in-browser" in tags)))


def add_scripts(app, pagename, templatename, context, doctree):
    """Let only the pages that have something to run load the script and its styles."""
    if doctree is None or not any(node.get("alive") for node in doctree.findall(nodes.raw)):
        return
    app.add_css_file("run/run.css")
    app.add_js_file(
        "run/start.js",
        loading_method="defer",
        **{"data-pyodide": app.config.practice_pyodide, "data-page": pagename},
    )


def write_data(app, exception):
    """Write what the scripts fetch: the package, the units, and, if the course serves it, the reference."""
    if exception or app.builder.name != "html":
        return
    root, target = _root(app), _served(app)
    served, data = practice_data.library(root)
    units = practice_data.units(root)
    served["units"] = {name: f"nnlib/{unit.module}.py" for name, unit in units.items()}
    if app.config.practice_reference:
        served["reference"] = {
            f"nnlib/{unit.module}.py": practice_data.reference(root, unit) for unit in units.values()
        }
    files = {"library.json": served}
    files.update({f"{name}.json": practice_data.unit_data(unit) for name, unit in units.items()})
    for name, content in files.items():
        _write(target / name, json.dumps(content, ensure_ascii=False, separators=(",", ":")))
    for name, path in data.items():
        (target / "files" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target / "files" / name)


def _blocks(app, docname):
    # The HTML of each practice block of a chapter, by the number of its exercise.
    unit = practice_data.units(_root(app)).get(docname)
    if unit is None:
        return {}
    exercises, _ = practice_data.exercises(unit)
    blocks = {"tools": _tools(unit)}
    for exercise in exercises:
        key = exercise.anchor
        editors = [_editor(f"{key}-{i}", s.name, _where(unit, s), s.text) for i, s in enumerate(exercise.slots)]
        for number, answer in enumerate(exercise.answers, len(editors)):
            editors.append(_editor(f"{key}-{number}", answer["id"], "Your answer", answer["code"]))
        checks = "\n\n".join(cell["code"] for cell in exercise.cells if cell["kind"] == "check")
        blocks[exercise.number] = (
            f'<div class="practice" data-exercise="{exercise.number}"{" data-only-form" if exercise.only_form else ""}>'
            f"{''.join(editors)}"
            f'<div class="run-bar"><button class="button" type="button" data-do="check" disabled>Check</button>'
            f'<button class="button" type="button" data-do="stop" hidden>Stop</button>'
            f'<button class="button" type="button" data-do="reset" disabled>Reset</button>'
            f'<span class="run-status" role="status"></span></div>'
            f'<div class="practice-result" hidden></div>'
            f'<details class="practice-source"><summary>What Check runs</summary>{_code(checks)}</details></div>'
        )
    return blocks


def _where(unit, slot):
    owner, _, name = slot.name.rpartition(".")
    inside = f", in the class <code>{owner}</code>" if owner else ""
    return f"<code>{name}</code>{inside} of <code>nnlib/{unit.module}.py</code>"


def _tools(unit):
    module = f"nnlib/{unit.module}.py"
    stub = unit.stub.read_text(encoding="utf-8")
    return (
        '<div class="practice-tools">'
        "<p>Write each answer here and press <em>Check</em>: the checks of the assignment run in your browser, where "
        "Python starts at the first click. What you write stays in this browser, and a solved function takes its "
        f"place in every cell you run. Download it as <code>{module}</code> to go on in the assignment's folder.</p>"
        '<p class="practice-keys" id="practice-keys">In an editor, Tab indents and Ctrl + Enter checks. '
        "To leave it by keyboard, press Escape, then Tab.</p>"
        f'<div class="run-bar"><button class="button" type="button" data-do="download" disabled>'
        f"Download {module}</button>"
        '<span class="run-status" role="status"></span></div>'
        f'<details class="practice-source"><summary>All of <code>{module}</code>, as it is handed out</summary>'
        f"{_code(stub)}</details></div>"
    )


def _editor(key, name, label, code):
    return (
        f'<div class="editor" data-name="{html.escape(name)}"><label for="{key}">{label}</label>'
        f'<div class="editor-field highlight"><pre aria-hidden="true"><code>{_coloured(code)}</code></pre>'
        f'<textarea id="{key}" rows="1" cols="20" aria-describedby="practice-keys" spellcheck="false" '
        f'autocapitalize="off" autocomplete="off">{html.escape(code)}</textarea></div></div>'
    )


def _bar(number, slow):
    return (
        f'<div class="run-bar" data-cell="{number}"{" data-slow" if slow else ""}>'
        '<button class="button" type="button" data-do="run" disabled>Run</button>'
        '<button class="button" type="button" data-do="stop" hidden>Stop</button>'
        '<button class="button" type="button" data-do="edit" disabled>Edit</button>'
        '<button class="button" type="button" data-do="back" hidden>Back to the book</button>'
        f'<span class="run-status" role="status">{"Takes a minute or so in the browser." if slow else ""}</span></div>'
    )


def _strip(app, docname, name):
    # Links to the exercises of one chapter, or of all; the script marks those that are solved.
    units = practice_data.units(_root(app))
    chosen = [name] if name else list(units)
    rows = []
    for page in chosen:
        target = "" if page == docname else app.builder.get_relative_uri(docname, page)
        links = "".join(
            f'<li><a href="{target}#{exercise.anchor}" data-exercise="{exercise.number}" '
            f'data-done="{"answered" if exercise.only_form else "solved"}">'
            f'<span class="visually-hidden">Exercise </span>{exercise.number}'
            '<span class="visually-hidden progress-word"></span></a></li>'
            for exercise in practice_data.exercises(units[page])[0]
        )
        title = "Exercises" if name else html.escape(app.env.titles[page].astext())
        rows.append(f'<span class="progress-label">{title}</span><ul>{links}</ul>')
    inside = "".join(f'<div class="progress-row">{row}</div>' for row in rows)
    if not name:
        inside = f"<p>Exercises solved in this browser</p>{inside}"
    return f'<nav class="progress-strip" aria-label="Exercises solved in this browser">{inside}</nav>'


def _widget(app, name, settings, node):
    try:
        data, files = widget_data.data(name, json.loads(settings) if settings else {})
    except (KeyError, ValueError, TypeError) as error:
        raise ExtensionError(f"{node.source}: widget {name!r}: {error}") from error
    for file, content in files.items():
        _write(_served(app) / file, content)
    content = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return f'<div class="widget" data-widget="{name}"><script type="application/json">{content}</script></div>'


def _raw(text):
    return nodes.raw("", text, format="html", alive=True)


def _code(text):
    return f'<div class="highlight"><pre>{_coloured(text)}</pre></div>'


def _coloured(text):
    return highlight(text, PythonLexer(), HtmlFormatter(nowrap=True)).rstrip("\n")


def _root(app):
    return Path(app.srcdir).parent


def _served(app):
    return Path(app.outdir) / "_static" / "run" / "data"


def _write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _version():
    # Pages are read anew when the extension has changed.
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(HERE.glob("*.py")))).hexdigest()
    return int(digest[:7], 16)


def setup(app):
    """Connect the extension to Sphinx."""
    sys.path.insert(0, str(_root(app)))
    app.add_config_value("practice_pyodide", "", "html")
    app.add_config_value("practice_reference", True, "html")
    app.connect("source-read", add_practice)
    app.connect("doctree-read", name_sections, priority=100)
    app.connect("doctree-resolved", put_in)
    app.connect("html-page-context", add_scripts, priority=100)  # before the theme gathers the scripts
    app.connect("build-finished", write_data)
    return {"version": "1", "env_version": _version(), "parallel_read_safe": True, "parallel_write_safe": True}
