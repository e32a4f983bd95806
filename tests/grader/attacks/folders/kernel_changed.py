"""Another kernel and language are asked for."""
def tamper(folder, course):
    def change(notebook):
        notebook["metadata"] = {
            "kernelspec": {"name": "bash", "display_name": "<script>", "language": "bash"},
            "language_info": {"name": "bash", "pygments_lexer": "<script>"},
            "refused": "no",
        }

    edit(folder, change)
