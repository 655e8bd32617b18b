"""Words to glyphs: the fast way for letters that stand side by side, HarfBuzz for the rest.

A shaped word does not depend on the size of the type, so every word of every document is shaped
once a process and kept. Knows no line and no page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from caseapp.dossier.pdf.text.clean import INVISIBLE, visible_code
from caseapp.dossier.pdf.text.faces import Glyph
from caseapp.dossier.pdf.text.itemise import (
    HAN_CLOSING,
    HAN_OPENING,
    MISSING,
    itemise,
)
from caseapp.dossier.pdf.text.style import FacePart, TextStyle, parts_of

# Everything outside these ranges is shaped: marks that sit on letters, joining scripts.
_COMPLEX = re.compile(
    "[^\x20-\x7e\xa0-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff\u2000-\u200a\u2010-\u205f"
    "\u2070-\u20cf\u2100-\u2bff\u2e80-\u302d\u3030-\u3098\u309b-\u9fff\uf900-\ufaff"
    "\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)
_LATIN_FEATURES = {"liga": False, "clig": False}
# A decorative ligature of the divine name would come apart again when copied.
_DIVINE_NAME = re.compile("لله")
_SUPERIOR = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RAISED_SCALE, _RAISED_BY = 0.62, 330.0
# The half of the square that holds no ink; between two marks it would gape.
_BLANK_RIGHT = frozenset(HAN_CLOSING + "”’")
_BLANK_LEFT = frozenset(HAN_OPENING + "“‘")
_HAN_MARKS = _BLANK_RIGHT | _BLANK_LEFT
# The Chinese face joins the two dashes to one stroke.
_LONG_DASH = "——"
_CACHE_LIMIT = 8_000
# The same few pairs stand in every word that is kept; one of each is enough.
_PAIRS: dict[tuple[int, str], tuple[int, str]] = {}
_LATIN, _ARABIC, _HAN = range(3)


class Run:
    """Glyphs of one face that are drawn in one go. Never changes; identity is its key.

    `pieces` are `(rise, TJ array content)` with rise and all numbers in thousandths of the run's
    own size (style size × `part.scale`), the content without its first `<` and last `>`, so that
    contents joined are one content; `level` is the only piece's content if it has no rise, else
    None; `width` is in thousandths of the style's size; `count` is the number of characters that
    tracking spreads (none in joined letters); `glyphs` are `(cid, text)`; `missing` holds the
    character that the run stands in for, where no face has it. `noted` is a mark for whoever
    counts the glyphs of a document.
    """

    __slots__ = ("_raised", "count", "glyphs", "level", "missing", "noted", "part", "width")

    def __init__(
        self,
        part: FacePart,
        glyphs: Sequence[Glyph],
        missing: str = "",
        rise: float = 0.0,
        tracked: bool = True,
    ) -> None:
        self.part = part
        self.missing = missing
        self.count = len(glyphs) if tracked else 0
        self.width = sum(glyph.advance for glyph in glyphs) * part.scale
        pairs = ((glyph.cid, glyph.text) for glyph in glyphs)
        self.glyphs = tuple(_PAIRS.setdefault(pair, pair) for pair in pairs)
        self.noted = 0
        self._raised = _encode(glyphs, rise)
        self.level: str | None = None
        if len(self._raised) == 1 and not self._raised[0][0]:
            self.level = self._raised[0][1]
            self._raised = ()

    @classmethod
    def of_letters(cls, part: FacePart, text: str) -> Run:
        """The run of covered letters that stand side by side as they are, made quickly."""
        letters = part.face.letters
        try:
            found = [letters[char] for char in text]
        except KeyError:
            found = [part.face.letter(char) for char in text]
        run = cls.__new__(cls)
        run.part, run.missing, run.noted, run.count = part, "", 0, len(found)
        run.width = sum([letter[2] for letter in found]) * part.scale
        run.glyphs = tuple([letter[0] for letter in found])
        run.level = "".join([letter[1] for letter in found])
        run._raised = ()
        return run

    @property
    def pieces(self) -> tuple[tuple[float, str], ...]:
        """`(rise, content)` of each stretch of one height."""
        return self._raised if self.level is None else ((0.0, self.level),)


class Gap(Run):
    """A movement without glyphs; `width` may be negative."""

    __slots__ = ()

    def __init__(self, part: FacePart, width: float) -> None:
        super().__init__(part, ())
        self.width = width
        self.level = f">{-width / part.scale:.0f}<"


class Word:
    """A shaped word: runs in visual order, width in thousandths of the style's size."""

    __slots__ = ("count", "runs", "width")

    def __init__(self, runs: Iterable[Run]) -> None:
        self.runs = tuple(runs)
        if len(self.runs) == 1:
            self.width, self.count = self.runs[0].width, self.runs[0].count
        else:
            self.width = sum(run.width for run in self.runs)
            self.count = sum(run.count for run in self.runs)


def _encode(glyphs: Sequence[Glyph], rise: float) -> tuple[tuple[float, str], ...]:
    """TJ array contents, one for each height above the baseline."""
    pieces: list[tuple[float, str]] = []
    ops: list[str] = []
    height = rise
    for glyph in glyphs:
        if glyph.dy + rise != height:
            if ops:
                pieces.append((height, "".join(ops)))
            ops, height = [], glyph.dy + rise
        before = round(-glyph.dx)
        after = round(glyph.dx - glyph.advance + glyph.width)
        if before:
            ops.append(f">{before}<")
        ops.append(f"{glyph.cid:04X}")
        if after:
            ops.append(f">{after}<")
    if ops:
        pieces.append((height, "".join(ops)))
    return tuple(pieces)


class Shaper:
    """Shapes the words of one family in one manner of setting; keeps what it has shaped."""

    def __init__(
        self, parts: Sequence[FacePart], kerning: bool, superior: bool, chinese: bool
    ) -> None:
        self.parts = parts
        self._kerning = kerning
        self._superior = superior
        self._chinese = chinese
        self._words: dict[str, Word] = {}
        self._rtl_words: dict[str, Word] = {}
        self._spaces = [Word([Run.of_letters(part, " ")]) for part in parts]
        self.space = self._spaces[_LATIN]

    def space_between(self, before: Word, after: Word) -> Word:
        """The space of the face that stands on both sides, else the Latin one."""
        if before.runs and after.runs:
            part = before.runs[-1].part
            if part is after.runs[0].part and part is self.parts[_ARABIC]:
                return self._spaces[_ARABIC]
        return self.space

    def word(self, text: str) -> Word:
        """A word, or part of one, that runs from left to right. No line ends in it."""
        found = self._words.get(text)
        if found is None:
            if len(self._words) >= _CACHE_LIMIT:
                self._words.clear()
            found = self._words[text] = self._left_to_right(text)
        return found

    def rtl_word(self, text: str) -> Word:
        """A word, or part of one, that runs from right to left; brackets are mirrored."""
        found = self._rtl_words.get(text)
        if found is None:
            if len(self._rtl_words) >= _CACHE_LIMIT:
                self._rtl_words.clear()
            runs = []
            for index, piece in reversed(itemise(text, self.parts, rtl=True)):
                if index == MISSING:
                    runs.extend(self._stand_ins(piece))
                else:
                    part = self.parts[index]
                    names = [(m.start(), m.end(), False) for m in _DIVINE_NAME.finditer(piece)]
                    features = {"rlig": names} if names else None
                    glyphs = part.face.shape(piece, True, features)
                    runs.append(Run(part, glyphs, tracked=index != _ARABIC))
            found = self._rtl_words[text] = Word(runs)
        return found

    def _left_to_right(self, text: str) -> Word:
        if self._superior:
            return self._raised(text)
        latin = self.parts[_LATIN]
        if not _COMPLEX.search(text):
            if latin.face.covers(text) and not self._chinese:
                if self._kerning:
                    return Word([Run(latin, latin.face.shape(text, False, _LATIN_FEATURES))])
                return Word([Run.of_letters(latin, text)])
            shaped = False
        else:
            shaped = True
        runs: list[Run] = []
        for index, piece in itemise(text, self.parts, self._chinese):
            if index == MISSING:
                runs.extend(self._stand_ins(piece))
            elif shaped or (self._kerning and index == _LATIN):
                part = self.parts[index]
                runs.append(Run(part, part.face.shape(piece, False, _LATIN_FEATURES)))
            else:
                part = self.parts[index]
                if index == _HAN and _LONG_DASH in piece:
                    glyphs = part.face.shape(piece, False, {"kern": False})
                else:
                    glyphs = [part.face.glyph(c) for c in piece if not INVISIBLE.match(c)]
                runs.append(Run(part, _squeezed(glyphs) if index == _HAN else glyphs))
        return Word(runs)

    def _stand_ins(self, text: str) -> list[Run]:
        """Characters without a glyph, as codes; each run remembers what it stands for."""
        latin = self.parts[_LATIN]
        return [
            Run(latin, [latin.face.glyph(letter) for letter in visible_code(char)], missing=char)
            for char in text
        ]

    def _raised(self, text: str) -> Word:
        """Figures as the face's own superiors; what has none is set smaller and higher."""
        latin = self.parts[_LATIN]
        raised = text.translate(_SUPERIOR)
        small = FacePart(latin.face, _RAISED_SCALE)
        runs = []
        for char, superior in zip(text, raised, strict=True):
            if superior != char and superior in latin.face:
                runs.append(Run(latin, [latin.face.glyph(superior)]))
            elif char in latin.face:
                glyphs = [latin.face.glyph(char)]
                runs.append(Run(small, glyphs, rise=_RAISED_BY / _RAISED_SCALE))
            else:
                runs.extend(self._stand_ins(char))
        return Word(runs)


def _squeezed(glyphs: list[Glyph]) -> list[Glyph]:
    """Full-width marks in a row lose the half square that is empty between them."""
    out = []
    for glyph, following in zip(glyphs, [*glyphs[1:], None], strict=True):
        if following and squeeze(glyph.text, following.text):
            glyph = glyph._replace(advance=glyph.advance - 500.0)
        out.append(glyph)
    return out


def squeeze(before: str, after: str) -> bool:
    """Whether there is a blank half square to take away between two full-width marks."""
    return (before in _BLANK_RIGHT and after in _HAN_MARKS) or (
        after in _BLANK_LEFT and before in _HAN_MARKS
    )


@cache
def _shaper(
    family: str, arabic: float, han: float, kerning: bool, superior: bool, chinese: bool
) -> Shaper:
    parts = parts_of(family, arabic, han, chinese)  # type: ignore[arg-type]
    return Shaper(parts, kerning, superior, chinese)


def shaper_for(style: TextStyle, chinese: bool = False) -> Shaper:
    """The shaper of a style; styles that differ in size or tracking only share one."""
    return _shaper(style.family, style.arabic, style.han, style.kerning, style.superior, chinese)
