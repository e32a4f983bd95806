"""Write the questions of every chapter, or of those named, into its notebook."""

import sys

from book.questions import files, load, refresh

wanted = sys.argv[1:]
for path, chapter in files():
    if not chapter.exists() or (wanted and path.stem not in wanted):
        continue
    try:
        print(chapter.name, "refreshed" if refresh(chapter, load(path)) else "is up to date")
    except ValueError as error:
        sys.exit(f"error: {error}")
