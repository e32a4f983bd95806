"""Markup that a page would run, in every kind of output."""
from IPython.display import HTML, Javascript, display as show
show(HTML("<script>alert(1)</script>"), Javascript("alert(1)"))
class Page:
    def _repr_html_(self):
        return "<script>alert(1)</script>"
    def _repr_mimebundle_(self, *a, **k):
        return {"application/javascript": "alert(1)", "image/svg+xml": "<svg onload='alert(1)'/>"}
    def __repr__(self):
        return "<script>alert(1)</script>"
Page()
