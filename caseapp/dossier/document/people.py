"""Contents, the list of persons, and the sheet of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from caseapp.dossier.document.basics import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Contents page. Rows come from the other parts; `index_*` head the list of case sheets."""

    kind: Literal["contents"] = "contents"
    title: str
    index_label: str
    index_note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the list of persons: `key` gives its width, `head` is one or two lines."""

    key: str
    head: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One person: a cell per column, each a tuple of lines. `anchor` is the case sheet's."""

    number: int
    anchor: str
    cells: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonList:
    """List of persons, A4 landscape. `note` stands beside the title and may hold {sheet}
    and {sheets}, which only the drawing knows. Column keys: number, name, birth, identifier,
    home, taken, reason_given, reason_believed, term, status, petitioner; a class of
    information that is absent for everybody has no column."""

    kind: Literal["persons"] = "persons"
    annex: str
    title: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[PersonRow, ...]
    legend: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameShown:
    """A name in one more script, with the label that says which."""

    text: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """`image` is the SHA-256 of JPEG bytes that travel beside the document; empty means
    that an empty frame is drawn with `token` in it."""

    image: str
    token: str
    caption: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    label: str
    value: Text


BarKind = Literal["liberty", "custody", "change", "term", "release"]
MarkKind = Literal["day", "span", "about", "release"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A stretch on the timeline, ISO dates, end exclusive.

    liberty: thin line; custody: black; change: hatched, the change falls within it; term:
    open, what remains; release: hatched end, window of the expected release.
    """

    kind: BarKind
    start: str
    end: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An event on the axis: earliest and latest day (ISO) as this copy may know them."""

    letter: str
    kind: MarkKind
    earliest: str
    latest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRow:
    """The line that explains a mark; an event that cannot be drawn has no mark and no
    letter."""

    letter: str
    when: str
    what: Text
    source: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    first_year: int
    last_year: int
    today: str
    today_words: str
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    key: tuple[KeyRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """The account that contradicts a statement, with its own source and grade."""

    text: Text
    source: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    text: Text
    source: Text
    contradictions: tuple[Contradiction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyRow:
    relation: str
    who: Text
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSheet:
    """One person's sheet. `sheet_words` is "Sheet 6 of 48"; `bookmark` may name the person
    only where the copy does. `notice` marks a fictitious person on the sheet itself."""

    anchor: str
    bookmark: str
    case_number: str
    header: str
    sheet_words: str
    name: Text
    names: tuple[NameShown, ...]
    photo: Photo | None
    status_label: str
    status: Text
    status_note: Text
    tie_label: str
    tie: Text
    notice: str
    particulars: tuple[Field, ...]
    timeline: Timeline | None
    statements: tuple[Statement, ...]
    family: tuple[FamilyRow, ...]
    asked: tuple[Text, ...]
    answered: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLabels:
    particulars: str
    timeline: str
    statements: str
    statements_source: str
    family: str
    asked: str
    answered: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSheets:
    kind: Literal["sheets"] = "sheets"
    annex: str
    title: str
    labels: SheetLabels
    sheets: tuple[CaseSheet, ...]
