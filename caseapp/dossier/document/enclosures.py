"""The index of what travels with the dossier on paper: copies of documents, with their hashes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from caseapp.dossier.document.basics import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class EnclosureRow:
    """One document. `sheets` is a number in words of the copy or empty; `hash` is the SHA-256 of
    the file that the paper was printed from, 64 hexadecimal digits, empty where there is none."""

    number: str
    title: Text
    sheets: str = ""
    hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosures:
    """`heads` are four: number, document, sheets, SHA-256; the last is empty where no row has a
    hash, and then there is no such column. `total` stands under the last row."""

    kind: Literal["enclosures"] = "enclosures"
    annex: str
    title: str
    intro: str
    heads: tuple[str, str, str, str]
    rows: tuple[EnclosureRow, ...]
    total: str = ""
