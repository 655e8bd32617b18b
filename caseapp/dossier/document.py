"""The frozen dossier: everything that one copy prints, already worded and redacted.

This is the wall between records and paper. `compile` makes it from records, policy and
consents; `pdf` draws it and sees nothing else. All values are plain, all words stand in
the copy's language, all dates that drawings use are the copy's own bounds. What depends
on the layout (page numbers, sheets of a part, the hash of the content itself) is left to
the drawing and marked as such. Lengths of lists are free; strings may hold any Unicode.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FORMAT = 1
"""Version of this shape. A reader refuses a newer one."""

Style = Literal["plain", "strong", "token", "note"]
Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one style.

    "token" stands for something withheld, "note" is a footnote number (superior figures);
    `target` is the anchor that a click jumps to, empty for none.
    """

    text: str
    style: Style = "plain"
    target: str = ""


Text = tuple[Span, ...]
"""A paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What identifies the copy; printed in headers and footers.

    `title` is the PDF's title and names nobody. `notice` stands under the footer of every
    page that shows a fictitious person, empty if none. `office` marks the copy that must
    not be given out: its warning replaces the left header in bold.
    """

    dossier_number: str
    copy_number: int
    audience: str
    language: str
    title: str
    short_title: str
    copy_words: str
    addressee_short: str
    produced: str
    notice: str = ""
    office_warning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Fixed words of the copy's language that the drawing needs.

    `page_of` holds {page} and {pages}; `sheets` maps CLDR plural categories to a phrase
    with {n} ("{n} sheets"). `cited_in` stands before the case numbers whose sheets refer to
    a source; empty prints no such line in the annex.
    """

    page_of: str
    dossier: str
    sheets: tuple[tuple[str, str], ...]
    contents: str
    contents_sheets: str
    contents_page: str
    cited_in: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A line of the letter's list; the drawing fills in the sheets of the named part.

    `part` is the kind of a part ("persons"). What travels beside the dossier has an empty
    `part` and says its size in `sheets` itself ("31 sheets").
    """

    title: str
    part: str
    sheets: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureLine:
    """`lead` lines stand left of the line, `name` right of it, `caption` under it."""

    lead: tuple[str, ...]
    name: str
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationCorner:
    """The corner left free for the receiving clerk: a heading and lines to fill."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The letter, one or two pages.

    `sender_first` puts the sender left and the addressee right (Russian, Kazakh); false is
    the English order. `title` may be empty. Demands are numbered by the drawing.
    """

    kind: Literal["letter"] = "letter"
    contents_title: str
    addressee: tuple[str, ...]
    sender: tuple[str, ...]
    sender_first: bool
    date: str
    number: str
    title: str
    subject: str
    salutation: str
    body: tuple[Text, ...]
    demands_lead: Text
    demands: tuple[Text, ...]
    closing: tuple[Text, ...]
    enclosures_label: str
    enclosures: tuple[Enclosure, ...]
    farewell: str
    signature: SignatureLine
    corner: RegistrationCorner | None = None


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
    """The line that explains a mark; an event without a day has a row and no mark."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcerptShown:
    """A passage: its language's name, the original, the translation if any, the place."""

    label: str
    text: str
    place: str
    translation_label: str = ""
    translation: str = ""
    translator: str = ""
    cases: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """A numbered source. `contradicts` draws the change bar and prints `remark` in bold."""

    number: int
    anchor: str
    title: Text
    details: Text
    hash_label: str
    hash: str
    grade: str
    excerpts: tuple[ExcerptShown, ...]
    contradicts: bool = False
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    kind: Literal["annex"] = "annex"
    annex: str
    title: str
    intro: str
    entries: tuple[SourceEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureRow:
    """An empty row has empty strings; the IIN is drawn one digit a cell."""

    name: str = ""
    iin: str = ""
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureSheets:
    """Title, demand and column heads in one or two languages, repeated on every sheet.

    `heads` holds, for number, name, IIN, address, phone, date and signature, one line a
    language. `foot` are the two labels at the foot (collected by, signatures on the sheet).
    `header` stands in the header in place of `annex` where that is in two languages.
    """

    kind: Literal["signatures"] = "signatures"
    annex: str
    contents_title: str
    titles: tuple[str, ...]
    demands: tuple[Text, ...]
    heads: tuple[tuple[str, ...], ...]
    rows: tuple[SignatureRow, ...]
    foot: tuple[str, str]
    header: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """`value` may hold {pages} and {code}, which only the drawing knows."""

    label: str
    value: str
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationPage:
    kind: Literal["verification"] = "verification"
    title: str
    rows: tuple[RegisterRow, ...]
    hash_label: str
    hash_note: str
    how_label: str
    how: tuple[Text, ...]
    behind_label: str
    behind: tuple[RegisterRow, ...]
    corner: RegistrationCorner
    behind_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldRow:
    """One item that a copy does not show: page(s) of that copy, class, what, token, ground."""

    pages: str
    information: str
    what: Text
    token: str
    ground: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldGroup:
    name: Text
    case_number: str
    rows: tuple[WithheldRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldList:
    """What one copy does not show; stands only in the office's copy. Rows are numbered
    through by the drawing; `heads` are six: number, page, class, what, token, ground.
    `shown` tells what was shown although it could be withheld, `checked` what the finished
    file was searched for."""

    kind: Literal["withheld"] = "withheld"
    header_right: str
    title: str
    intro: str
    heads: tuple[str, str, str, str, str, str]
    groups: tuple[WithheldGroup, ...]
    shown_label: str
    shown: Text
    checked_label: str = ""
    checked: Text = ()


Part = (
    Letter
    | Contents
    | PersonList
    | CaseSheets
    | Annex
    | SignatureSheets
    | VerificationPage
    | WithheldList
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One copy. Parts are drawn in order; each can be left out."""

    format: int = FORMAT
    head: Head
    words: Words
    parts: tuple[Part, ...]
