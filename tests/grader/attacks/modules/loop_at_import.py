"""A loop that cannot be stopped, when the module is imported.

log: time limit
"""
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
