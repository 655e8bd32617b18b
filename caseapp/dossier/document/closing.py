"""Signature sheets, the page of verification, and the office's list of what is withheld."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from caseapp.dossier.document.basics import Text
from caseapp.dossier.document.letter import RegistrationCorner


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
    `header` stands in the header in place of `annex` where that is in two languages, and
    `header_right` in place of the copy's name.
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
    header_right: str = ""


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
    file was searched for, `overridden` what the check blocked and somebody set aside."""

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
    overridden_label: str = ""
    overridden: tuple[Text, ...] = ()
