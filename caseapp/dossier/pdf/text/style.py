"""How text looks: families of faces, styles, spans. Values only, no measuring and no drawing.

Page code names a family and sizes in points; which face draws which character follows from the
family's priority list (Latin and Cyrillic, Arabic script, Han) and from what each face covers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from caseapp.dossier.pdf.text.faces import Face, face

FamilyName = Literal["serif", "serif-semibold", "sans", "sans-bold", "sans-italic"]

_SCHEHERAZADE = ("scheherazade-new", "ScheherazadeNew_400Regular")
_SCHEHERAZADE_BOLD = ("scheherazade-new", "ScheherazadeNew_700Bold")
# Latin face, Arabic face. Han is Noto Sans SC throughout: the one Chinese face that is shipped.
_FAMILIES: dict[FamilyName, tuple[tuple[str, str], tuple[str, str]]] = {
    "serif": (("noto-serif", "NotoSerif_400Regular"), _SCHEHERAZADE),
    "serif-semibold": (("noto-serif", "NotoSerif_600SemiBold"), _SCHEHERAZADE_BOLD),
    "sans": (("noto-sans", "NotoSans_400Regular"), _SCHEHERAZADE),
    "sans-bold": (("noto-sans", "NotoSans_700Bold"), _SCHEHERAZADE_BOLD),
    "sans-italic": (("noto-sans", "NotoSans_400Regular_Italic"), _SCHEHERAZADE),
}
_HAN = ("noto-sans-sc", "NotoSansSC_400Regular")
# Figures and letters in Chinese text keep company with the Han face, which is a sans of one weight.
_BESIDE_HAN: dict[FamilyName, FamilyName] = {"serif": "sans", "serif-semibold": "sans-bold"}
HAN_STROKE = 0.028
"""Stroke of the synthetic Chinese bold, as a part of the size."""
_STROKED = frozenset({"sans-bold", "serif-semibold"})


@dataclass(frozen=True)
class TextStyle:
    """Family, size and leading (points), and what departs from plain setting.

    `tracking` is added after each character (points). `arabic` and `han` scale those scripts
    against the Latin size. `superior` sets figures raised, for footnote numbers. `kerning` costs
    time: for letters, titles and names, not for tables. `language` is the language of the text
    (`zh` gives quotes and dashes their Chinese form).
    """

    family: FamilyName
    size: float
    leading: float
    tracking: float = 0.0
    kerning: bool = False
    superior: bool = False
    arabic: float = 1.2
    han: float = 0.95
    language: str = ""

    def __post_init__(self) -> None:
        # Every look for a set text hashes its style.
        values = tuple(getattr(self, name) for name in self.__dataclass_fields__)
        object.__setattr__(self, "_hash", hash(values))

    def __hash__(self) -> int:
        return self._hash  # type: ignore[attr-defined, no-any-return]

    def but(self, **changes: object) -> TextStyle:
        """The same style with some values changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    @cached_property
    def latin_face(self) -> Face:
        """The face that the measures below belong to."""
        return face(*_FAMILIES[self.family][0])

    @property
    def ascent(self) -> float:
        """From the baseline to the top of the tallest Latin letters with accents, points."""
        return self.latin_face.ascent * self.size / 1000

    @property
    def descent(self) -> float:
        """From the baseline down to the lowest Latin descender, a positive length in points."""
        return -self.latin_face.descent * self.size / 1000

    @property
    def cap_height(self) -> float:
        """Height of a Latin capital, points."""
        return self.latin_face.cap_height * self.size / 1000

    @property
    def x_height(self) -> float:
        """Height of a small Latin letter, points."""
        return self.latin_face.x_height * self.size / 1000


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a paragraph in one style; `link` is the destination that a click goes to."""

    text: str
    style: TextStyle
    link: str | None = None


Text = str | Sequence[Span]


@dataclass(frozen=True, slots=True)
class FacePart:
    """One face of a family: its size against the style's, and a stroke for synthetic bold."""

    face: Face
    scale: float
    stroke: float = 0.0


def parts_of(
    family: FamilyName, arabic: float, han: float, chinese: bool = False
) -> tuple[FacePart, FacePart, FacePart]:
    """The faces of a family in order of priority: Latin and Cyrillic, Arabic script, Han.

    `chinese`: for a Chinese text, in which figures and letters follow the Han face.
    """
    if chinese:
        family = _BESIDE_HAN.get(family, family)
    stroke = HAN_STROKE if family in _STROKED else 0.0
    latin_file, arabic_file = _FAMILIES[family]
    return (
        FacePart(face(*latin_file), 1.0),
        FacePart(face(*arabic_file), arabic),
        FacePart(face(*_HAN), han, stroke),
    )
