"""What a search gives the palette: groups of hits with the letters that matched.

Plain values; knows no store and no widget.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from caseapp.system.progress import Progress

Marks = tuple[tuple[int, int], ...]
"""Start and end of each marked run of a text, in characters, from the left."""


@dataclass(frozen=True)
class Hit:
    """Something found: what it is called, two words about it, where choosing it leads.

    `kind` stands at the end of the line ("Detained"). What matched is marked in `title` and
    in `detail`; `is_quote` writes the title as words of a text instead of as a name. `reason`
    says why it is here where no letters match: "sounds like Қарапа".
    """

    title: str
    view: str
    argument: object = None
    detail: str = ""
    kind: str = ""
    icon: str = "folder"
    tone: str = "quiet"
    marks: Marks = ()
    detail_marks: Marks = ()
    is_quote: bool = False
    reason: str = ""


@dataclass(frozen=True)
class HitGroup:
    """The best hits of one kind and how many there are (`at_least`: counting was stopped).

    `all_view` and `all_argument` lead to a list of all of them; without a view the palette
    itself shows more, asking for the group by its `code`.
    """

    code: str
    words: str
    hits: tuple[Hit, ...]
    total: int
    at_least: bool = False
    all_words: str = ""
    all_view: str = ""
    all_argument: object = None


@dataclass(frozen=True)
class Found:
    """An answer: its groups in order, and how long it took.

    `by_ear`: names were looked for in every script; None while they are still being read.
    """

    groups: tuple[HitGroup, ...] = ()
    seconds: float = 0.0
    by_ear: bool | None = True

    @property
    def total(self) -> int:
        return sum(group.total for group in self.groups)

    @property
    def at_least(self) -> bool:
        return any(group.at_least for group in self.groups)


Search = Callable[[str, str, Progress], Found]
"""`search(words, only, progress)` on the database worker; `only` is the code of one group."""

ReadNames = Callable[[Progress], tuple[int, int] | None]
"""Reads the next names on the database worker: how many of how many are read; None when all."""
