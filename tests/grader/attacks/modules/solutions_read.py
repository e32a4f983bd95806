"""The solutions, the bank and the gradebook are looked for along every path.

secret: never-hand-out
"""
import pathlib

places = [pathlib.Path.cwd(), *pathlib.Path.cwd().parents, pathlib.Path("/proc/1/root"), pathlib.Path("/proc/1/cwd")]
for place in places:
    for name in ("solutions", "mistakes", "gradebook.db", "autograded", "submitted", "secret.txt"):
        for file in [place / name, *place.glob(f"*/{name}"), *place.glob(f"*/*/{name}")]:
            if file.exists():
                raise RuntimeError(f"never-hand-out: {file}")
