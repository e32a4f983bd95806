"""Open files without end."""
import os

try:
    while True:
        os.open("/dev/null", os.O_RDONLY)
except OSError as error:
    raise RuntimeError(str(error))
