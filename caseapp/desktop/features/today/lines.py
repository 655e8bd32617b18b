"""What a line of the day's list is: plain values that the list draws and the printer prints."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Target = tuple[str, object]
"""A view's name and its argument."""


class Section(StrEnum):
    """Parts of the day's list; the value of one alone is also a place: its whole list."""

    REPLIES = "replies"
    RELEASES = "releases"
    CONSENTS = "consents"
    TASKS = "tasks"
    INTAKES = "intakes"
    HOUSE = "house"
    # Behind a line of the house each:
    STALE = "stale"
    CONTRADICTIONS = "contradictions"
    ADDRESSEES = "addressees"


@dataclass(frozen=True, slots=True)
class Deed:
    """A button on the current line: `code` says what it does, `key` is drawn inside.

    `target` is where it leads, if that is not where its line leads.
    """

    code: str
    words: str
    key: str
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a section with its count; `all_words` is the link to its whole list."""

    section: Section
    words: str
    count: str
    all_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that waits. `key` knows it again; `tone` colours icon and `when`."""

    key: object
    icon: str
    title: str
    tone: str = "quiet"
    detail: str = ""
    when: str = ""
    target: Target | None = None
    deeds: tuple[Deed, ...] = ()

    @property
    def spoken(self) -> str:
        """The whole line for a screen reader."""
        return ", ".join(part for part in (self.title, self.detail, self.when) if part)


Item = Heading | Line
