"""IPython's run_cell and its input transformers are replaced, where there are any."""
shell = get_ipython() if "get_ipython" in globals() else None
try:
    from IPython.core.interactiveshell import InteractiveShell

    InteractiveShell.run_cell = lambda *a, **k: None
    shell = shell or InteractiveShell.instance()
    shell.input_transformers_cleanup.append(lambda lines: ["pass"])
    shell.run_cell("raise SystemExit")
except BaseException:
    pass
