"""The notebook holds outputs, attachments and values that a passing one would have."""
def tamper(folder, course):
    def change(notebook):
        for cell in graded(notebook):
            cell["outputs"] = [
                {"output_type": "execute_result", "data": {"text/plain": "2"}, "metadata": {}, "execution_count": 1},
                {"output_type": "display_data", "data": {"text/html": "<script>alert(1)</script>"}, "metadata": {}},
            ]
            cell["attachments"] = {"x.png": {"image/png": '"><script>alert(1)</script>'}}

    edit(folder, change)
