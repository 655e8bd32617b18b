"""Splits a word into stretches that one face can draw, by coverage over a list of priorities.

Also the classes of Chinese characters and marks that itemising, shaping and line breaking share.
Knows no sizes and no PDF.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from caseapp.dossier.pdf.text.clean import INVISIBLE, LINE_ENDS, clean
from caseapp.dossier.pdf.text.style import FacePart, FamilyName, parts_of

HAN = (
    "\u2e80-\u2fdf\u3000\u3005-\u3007\u3021-\u312f\u3190-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uff9f\U00020000-\U0003ffff"
)
"""Ranges, for a character class: ideographs, kana, full-width letters; a line may break at each."""
HAN_OPENING = "（「『《〈【〔〖［｛"
HAN_CLOSING = "、。，．：；？！）」』》〉】〕〗］｝"
# Latin typography has these too; in Chinese text they take the Chinese form.
SHARED_OPENING = "“‘"
SHARED_CLOSING = "”’…—·"

IS_HAN = re.compile(f"[{HAN}{HAN_OPENING}{HAN_CLOSING}]")
# The dot between the parts of a name stays Latin: the Chinese one is as wide as a letter.
_SHARED = frozenset(SHARED_OPENING + SHARED_CLOSING) - {"·"}
_LETTER = re.compile(r"[^\W\d_]")
_RTL_LETTER = re.compile(
    "[\u0590-\u05ff\u0620-\u065f\u066e-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
)

MISSING = -1
"""Stands for a face where no face has the character."""


def is_chinese(text: str) -> bool:
    """Whether a paragraph is Chinese: more Han characters in it than other letters."""
    han = len(IS_HAN.findall(text))
    return bool(han) and han * 2 > len(_LETTER.findall(text))


def itemise(
    text: str, parts: Sequence[FacePart], chinese: bool = False, rtl: bool = False
) -> list[tuple[int, str]]:
    """`text` as stretches `(index into parts, or MISSING; characters)`, in logical order.

    In right-to-left text with letters the marks come from the face of the letters, so that they
    fit them; figures stay with the first face. A combining mark stays with its base.
    """
    order = tuple(range(len(parts)))
    marks_order = (1, 0, 2) if rtl and _RTL_LETTER.search(text) else order
    out: list[tuple[int, str]] = []
    current = MISSING
    for char in text:
        if INVISIBLE.match(char):
            if current != MISSING and out:
                out[-1] = (current, out[-1][1] + char)
            continue
        if unicodedata.combining(char) and current != MISSING and char in parts[current].face:
            found = current
        elif chinese and char in _SHARED:
            found = _first(char, parts, (2, 0, 1))
        else:
            found = _first(char, parts, order if char.isdecimal() else marks_order)
        if out and found == current:
            out[-1] = (found, out[-1][1] + char)
        else:
            out.append((found, char))
        current = found
    return out


def missing_characters(text: str, family: FamilyName = "serif") -> set[str]:
    """The characters of a user's text that would print as a code, for a check before drawing.

    Those that no face of the family has; controls and the like are `clean.unprintable`.
    """
    parts = parts_of(family, 1.0, 1.0)
    rest = set(INVISIBLE.sub("", clean(LINE_ENDS.sub(" ", text))))
    for part in parts:
        rest -= part.face.characters
    return rest


def _first(char: str, parts: Sequence[FacePart], order: Sequence[int]) -> int:
    for index in order:
        if char in parts[index].face:
            return index
    return MISSING
