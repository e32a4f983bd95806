"""Homes, keys and passwords of the machine are looked for."""
import os

for name in ("/root/.ssh", "/etc/shadow", "/etc/passwd", "/home", "/var", "/run", "/mnt", "/srv"):
    if os.path.exists(name) and os.path.isdir(name) and set(os.listdir(name)) - {"student", "matplotlib"}:
        raise RuntimeError("never-hand-out")
    if os.path.isfile(name):
        raise RuntimeError("never-hand-out " + open(name).read())
