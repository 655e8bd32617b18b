"""Changes every printed string of a dossier, for tests with hostile and very long text."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from caseapp.dossier.document import Dossier, Span

NOT_TEXT = frozenset(
    ("kind", "layout", "format", "anchor", "target", "style", "hash", "earliest", "latest", "start",
     "end", "today", "image", "part", "language", "key", "letter", "audience", "produced",
     "bookmark", "form")
)  # fmt: skip
"""Fields that steer the drawing or are not on the page."""

Change = Callable[[str, str], str]
"""From the place ("CaseSheet.name.plain") and the string to the new string."""


def changed(dossier: Dossier, change: Change) -> Dossier:
    """The dossier with every printed string passed through `change`."""
    result: Dossier = _visit(dossier, "", change)
    return result


def _visit(value: Any, place: str, change: Change) -> Any:
    if isinstance(value, str):
        return change(place, value)
    if isinstance(value, tuple):
        return tuple(_visit(item, place, change) for item in value)
    if isinstance(value, Span):
        return dataclasses.replace(value, text=change(f"{place}.{value.style}", value.text))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kind = type(value).__name__
        fields = {
            field.name: _visit(getattr(value, field.name), f"{kind}.{field.name}", change)
            for field in dataclasses.fields(value)
            if field.name not in NOT_TEXT
        }
        return dataclasses.replace(value, **fields)
    return value
