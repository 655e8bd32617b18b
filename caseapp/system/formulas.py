"""Cells that a spreadsheet must not take for a formula.

An apostrophe before the cell makes it text in every program. What begins with apostrophes before
such a sign gets one too, so that taking one away gives back exactly what was written.
"""

from __future__ import annotations

import re

_SIGNS = "=+\\-@\t\r＝＋－＠"
"""What a spreadsheet may take for the beginning of a formula, by OWASP's list of them."""
_LIKE_FORMULA = re.compile(f"'*[{_SIGNS}]")
_ESCAPED = re.compile(f"'+[{_SIGNS}]")


def harmless(text: str) -> str:
    """The cell as text for files without types, such as CSV."""
    return f"'{text}" if _LIKE_FORMULA.match(text) else text


def typed(text: str) -> str:
    """The cell for files in which text has a type of its own: only what `written` would misread
    is changed."""
    return f"'{text}" if _ESCAPED.match(text) else text


def written(cell: str) -> str:
    """What was written before `harmless` or `typed` made a cell of it."""
    return cell[1:] if _ESCAPED.match(cell) else cell
