"""Source that is made to bring down the compiler."""
for deep in ("(" * 100_000, "-" * 100_000 + "1", "[" * 150 + "]" * 150, "x" + ".x" * 100_000, "if 1:\n" * 200):
    try:
        exec(deep)
    except (MemoryError, RecursionError, SyntaxError, NameError):
        pass
