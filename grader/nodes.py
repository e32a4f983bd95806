"""Cells and outputs as nbformat makes them, but without holding each against its schema: that takes longest of all."""

import nbformat
from nbformat import NotebookNode


def cell(kind, source, identifier=""):
    """A code or Markdown cell."""
    made = NotebookNode(id=identifier, cell_type=kind, metadata=NotebookNode(), source=source)
    if kind == "code":
        made.update(execution_count=None, outputs=[])
    return made


def stream(name, text):
    """What was printed."""
    return NotebookNode(output_type="stream", name=name, text=clean(text))


def value(text, count):
    """The value of a cell's last line."""
    data = NotebookNode({"text/plain": clean(text)})
    return NotebookNode(output_type="execute_result", metadata=NotebookNode(), data=data, execution_count=count)


def picture(png):
    """A figure, as base64 text."""
    data = NotebookNode({"image/png": png, "text/plain": "a figure"})
    return NotebookNode(output_type="display_data", metadata=NotebookNode(), data=data)


def error(name, lines):
    """An error, with the lines that are shown for it."""
    lines = [clean(line) for line in lines]
    return NotebookNode(output_type="error", ename=name, evalue=lines[0] if lines else "", traceback=lines)


def clean(text):
    """`text` as a notebook can store it."""
    return text.encode("utf-8", "replace").decode("utf-8")


def as_text(notebook):
    """The notebook as it is stored."""
    return nbformat.v4.writes(notebook) + "\n"
