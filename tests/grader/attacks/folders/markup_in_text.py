"""Text and raw cells hold scripts, and links that run code."""
def tamper(folder, course):
    def change(notebook):
        for kind in ("markdown", "raw"):
            for text in (
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)> <svg/onload=alert(1)>",
                "[x](javascript:alert(1)) $\\href{javascript:alert(1)}{x}$",
                "<iframe srcdoc='<script>alert(1)</script>'>",
            ):
                notebook["cells"].append({"cell_type": kind, "metadata": {"format": "text/html"}, "source": text})

    edit(folder, change)
