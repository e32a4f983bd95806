"""One form for every committed notebook, so that a change shows only what was changed."""

import base64
import io
import json
import re
from pathlib import Path

from PIL import Image

from grader.units import CourseError

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
STABLE = re.compile(r"[a-z0-9][a-zA-Z0-9_-]*|[A-Z][a-zA-Z0-9_-]*")
GENERATED = re.compile(r"[0-9a-f]{8}(-[0-9a-f-]+)?")


def normalise(paths):
    """Rewrite these notebooks in their one form; return those that changed.

    Machine-made cell ids raise CourseError: an id is how a cell is found again, so it is chosen.
    """
    changed = []
    for path in map(Path, paths):
        before = path.read_text(encoding="utf-8")
        after = normal_form(json.loads(before), path)
        if after != before:
            path.write_text(after, encoding="utf-8")
            changed.append(path)
    return changed


def normal_form(notebook, name):
    """The text of a notebook (a dict as in its JSON): known metadata, sorted keys, whole outputs, small pictures."""
    notebook["metadata"] = METADATA
    for number, cell in enumerate(notebook["cells"], 1):
        if not STABLE.fullmatch(cell.get("id", "")) or GENERATED.fullmatch(cell["id"]):
            raise CourseError(f"{name}, cell {number}: give it an id that says what it is, not {cell.get('id')!r}")
        for passing in ("execution", "collapsed", "editable", "scrolled"):
            cell["metadata"].pop(passing, None)
        if "outputs" in cell:
            cell["outputs"] = _joined(cell["outputs"])
        for output in cell.get("outputs", []):
            picture = output.get("data", {}).get("image/png")
            if picture:
                output["data"]["image/png"] = _smaller("".join(picture))
    return json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _joined(outputs):
    # What a kernel printed arrives in one piece or in several, as chance will have it.
    joined = []
    for output in outputs:
        before = joined[-1] if joined else {}
        if output["output_type"] == "stream" and output["name"] == before.get("name"):
            before["text"] = "".join([*before["text"], *output["text"]]).splitlines(keepends=True)
        else:
            joined.append(output)
    return joined


def _smaller(picture):
    # A figure of lines and flat colours looks the same with a palette of 256, in a third of the bytes.
    image = Image.open(io.BytesIO(base64.b64decode(picture)))
    if image.mode == "P":
        return picture
    small = io.BytesIO()
    image.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(
        small, "PNG", optimize=True, dpi=image.info.get("dpi")
    )
    return base64.b64encode(small.getvalue()).decode()
