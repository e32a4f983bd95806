"""Given files and the checks are changed, and others put beside them."""
import json


def tamper(folder, course):
    for path in [*folder.glob("checks/*.py"), *folder.glob("nnlib/a*.py")]:
        path.write_text("check = build = answer = examine = numbers = lambda *a, **k: None")
    for name in ("numpy.py", "checks.py", "nnlib.py", "sitecustomize.py", "usercustomize.py", "json.py"):
        (folder / name).write_text("check = build = answer = numbers = lambda *a, **k: None")
    (folder / "Checks").mkdir()
    (folder / "Checks" / "__init__.py").write_text("")
