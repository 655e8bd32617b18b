"""The portrait poster: one page a person, to be read from across a street."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from caseapp.dossier.document.basics import Text
from caseapp.dossier.document.people import NameShown, Photo


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterFigure:
    """A large figure with the lines under it, one a language."""

    value: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """`questions` stand left and right under the name, `texts` in columns of equal width.

    `foot` are the left and the right side of the last line: whose word it is, where to write.
    """

    anchor: str
    bookmark: str
    name: Text
    names: tuple[NameShown, ...]
    photo: Photo | None
    figures: tuple[PosterFigure, ...]
    questions: tuple[str, ...]
    texts: tuple[Text, ...]
    foot: tuple[str, str]
    notice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posters:
    kind: Literal["posters"] = "posters"
    annex: str
    title: str
    posters: tuple[Poster, ...]
