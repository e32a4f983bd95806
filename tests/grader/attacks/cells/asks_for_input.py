"""The cell waits for somebody to type, opens the debugger, leaves, asks for help."""
import sys

for stop in (input, breakpoint, help, sys.stdin.read, lambda: get_ipython().ask_exit(), exit):
    try:
        stop()
    except (Exception, SystemExit) as error:
        print(type(error).__name__)
