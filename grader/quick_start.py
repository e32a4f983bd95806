"""To be imported before nbformat, which loads jsonschema, which loads a grammar of web addresses where there is one.

That takes longer than to grade twenty submissions, and no notebook's schema asks for web addresses.
"""

import sys

sys.modules.setdefault("rfc3987_syntax", None)  # as if it were not installed: jsonschema does without
