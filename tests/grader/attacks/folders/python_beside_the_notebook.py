"""Files beside the notebook that Python and its tools would run of themselves, and modules with the grader's names."""
def tamper(folder, course):
    code = "import builtins\nbuiltins.print = builtins.abs = builtins.isinstance = lambda *a, **k: True\n"
    for name in ("conftest", "nbgrader_config", "grader", "zygote", "struct", "socket", "mistakes", "__init__", "__main__"):
        (folder / f"{name}.py").write_text(code)
    (folder / "nnlib.pth").write_text("import os; os._exit(0)")
    (folder / "pyvenv.cfg").write_text("home = /tmp")
    (folder / "ipython_config.py").write_text(code)
    for place in (".ipython/profile_default/startup", ".config/matplotlib", "grader", "solutions/1-neurons"):
        (folder / place).mkdir(parents=True)
        (folder / place / "__init__.py").write_text(code)
    (folder / ".config/matplotlib/matplotlibrc").write_text("backend: module://grader")
