"""The cells stand in reverse order."""
def tamper(folder, course):
    edit(folder, lambda notebook: notebook["cells"].reverse())
