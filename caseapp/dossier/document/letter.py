"""The letter and its registration corner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from caseapp.dossier.document.basics import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A line of the letter's list; the drawing fills in the sheets of the named part.

    `part` is the kind of a part ("persons"). What travels beside the dossier has an empty
    `part` and says its size in `sheets` itself ("31 sheets"). `label` is its number in words
    ("附件一"), where a layout has no figures. What is no numbered annex is not `numbered`, so that
    the list agrees with the contents.
    """

    title: str
    part: str
    sheets: str = ""
    label: str = ""
    numbered: bool = True


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
    the English order. `title` may be empty. Demands are numbered by the drawing, unless
    `demand_numbers` has what stands before each ("一、"). The layout "chinese" centres the
    title and puts sender and date at the end. A letter in another language than its copy has
    that `language`, its own left `header`, and words for numbers of `sheets` (see Words).
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
    layout: Literal["western", "chinese"] = "western"
    demand_numbers: tuple[str, ...] = ()
    language: str = ""
    header: str = ""
    sheets: tuple[tuple[str, str], ...] = ()
