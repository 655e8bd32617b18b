"""The lists of this feature: the shared painted lines."""

from __future__ import annotations

from caseapp.desktop.widgets.rows import Item, Paint, Rows

__all__ = ["Item", "Paint", "Rows"]
