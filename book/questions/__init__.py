"""The self-checks: questions kept as data, one YAML file a chapter, and the notebook cells made from them.

A file is a list of questions; each has two or more choices, of which one or more are right, and every choice has a
reply that says why::

    - question: "What does a neuron add last?"
      choices:
        - text: "The bias."
          right: true
          reply: "It moves the sum up or down before the activation sees it."
        - ...

`python -m book.questions` writes them into the chapters' Markdown cells that carry the tag `question`, in order.
"""

from pathlib import Path

import nbformat
import yaml

BOOK = Path(__file__).resolve().parents[1]


def load(path):
    """The questions of one file, their form checked."""
    questions = yaml.safe_load(path.read_text(encoding="utf-8"))
    for number, question in enumerate(questions, 1):
        where = f"{path.name}, question {number}"
        if set(question) != {"question", "choices"}:
            raise ValueError(f"{where}: needs exactly `question` and `choices`, has {sorted(question)}")
        if len(question["choices"]) < 2:
            raise ValueError(f"{where}: needs two or more choices")
        for choice in question["choices"]:
            if set(choice) != {"text", "right", "reply"} or not isinstance(choice["right"], bool):
                raise ValueError(f"{where}: a choice needs `text`, `right` (true or false) and `reply`")
            if not (str(choice["text"]).strip() and str(choice["reply"]).strip()):
                raise ValueError(f"{where}: a choice without text or reply")
        if not any(choice["right"] for choice in question["choices"]):
            raise ValueError(f"{where}: no choice is right")
    return questions


def render(question):
    """The question as Markdown: each choice folds out its reply, in Jupyter and on the page, without a script."""
    parts = [f"**{question['question'].strip()}**"]
    for choice in question["choices"]:
        verdict = "Yes." if choice["right"] else "No."
        parts.append(
            f"<details><summary>{choice['text'].strip()}</summary>\n\n"
            f"**{verdict}** {choice['reply'].strip()}\n\n</details>"
        )
    return "\n\n".join(parts)


def question_cells(notebook):
    return [
        cell for cell in notebook.cells if cell.cell_type == "markdown" and "question" in cell.metadata.get("tags", [])
    ]


def refresh(chapter, questions):
    """Write the questions into the chapter's cells; return whether any had to change."""
    notebook = nbformat.read(chapter, as_version=4)
    cells = question_cells(notebook)
    if len(cells) != len(questions):
        raise ValueError(
            f"{chapter.name} has {len(cells)} Markdown cells with the tag `question`, "
            f"its file has {len(questions)} questions"
        )
    changed = False
    for cell, question in zip(cells, questions, strict=True):
        changed = changed or cell.source != render(question)
        cell.source = render(question)
    if changed:
        nbformat.write(notebook, chapter)
    return changed


def files():
    """The question files with their chapters."""
    return [(path, BOOK / f"{path.stem}.ipynb") for path in sorted((BOOK / "questions").glob("*.yml"))]
