"""The annex of sources with their passages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from caseapp.dossier.document.basics import Text


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
