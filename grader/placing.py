"""Put one answer in the place of another inside a module, and leave everything else right."""

import ast
import inspect
import re
import textwrap


def place(source, target, function):
    """`source` with the source of `function` in the place of `target` (``relu`` or ``Dense.forward``).

    Whatever else in the module uses the target goes on using the right one, so that a wrong answer is wrong in its
    own exercise only.
    """
    owner, _, method = target.rpartition(".")
    tree = ast.parse(source)
    top = {node.name: node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    container = top[owner or method]
    node = container
    if owner:
        node = next(n for n in container.body if isinstance(n, ast.FunctionDef) and n.name == method)
    lines = source.splitlines()
    right = lines[node.lineno - 1 : node.end_lineno]
    wrong = textwrap.indent(definition(function, method), " " * node.col_offset).splitlines()

    kept = f"_right_{owner or method}"
    used = False
    for other in tree.body:
        if other is container:
            continue
        for name in sorted(_uses(other, owner, method), key=lambda n: (n.lineno, n.col_offset), reverse=True):
            line = lines[name.lineno - 1].encode()
            start, stop = name.col_offset, name.end_col_offset
            lines[name.lineno - 1] = (line[:start] + kept.encode() + line[stop:]).decode()
            used = True

    after = []
    if used and owner:  # a subclass keeps isinstance() working for both
        after = ["", "", f"class {kept}({owner}):", *right]
    elif used:
        after = ["", "", *(re.sub(rf"^def {method}\b", f"def {kept}", line) for line in right)]
    placed = lines[: node.lineno - 1] + wrong + lines[node.end_lineno : container.end_lineno]
    return "\n".join(placed + after + lines[container.end_lineno :]) + "\n"


def _uses(node, owner, method):
    if not owner:
        return [n for n in ast.walk(node) if isinstance(n, ast.Name) and n.id == method]
    calls = (n.func for n in ast.walk(node) if isinstance(n, ast.Call))
    return [f for f in calls if isinstance(f, ast.Name) and f.id == owner]


def definition(function, name):
    """The function's own text, without the decorator that entered it into the bank, under another name."""
    text = textwrap.dedent(inspect.getsource(function))
    node = ast.parse(text).body[0]
    text = "\n".join(text.splitlines()[node.lineno - 1 : node.end_lineno])
    return re.sub(rf"^def {function.__name__}\b", f"def {name}", text)
