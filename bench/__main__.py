"""Every measurement in turn: ``python -m bench``, or only those named, such as ``python -m bench training``."""

import importlib
import sys

NAMES = ("training", "grading", "first_run", "pages")


def main():
    """Run the measurements that were asked for."""
    asked = sys.argv[1:] or NAMES
    unknown = [name for name in asked if name not in NAMES]
    if unknown:
        sys.exit(f"no measurement {unknown[0]!r}; there are: {', '.join(NAMES)}")
    for name in asked:
        print(f"== {name}", flush=True)
        importlib.import_module(f"bench.{name}").main()


if __name__ == "__main__":
    main()
