"""Something that can be done, as the palette offers it. Knows no feature and no widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """Something that can be done, in the screen's language.

    `key` is shown beside it and binds nothing. `also` are other words that find it.
    """

    words: str
    run: Callable[[], object]
    icon: str = "arrow-right"
    key: str = ""
    also: str = ""
