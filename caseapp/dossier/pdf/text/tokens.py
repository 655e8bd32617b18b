"""Where a line may break: at spaces, between Chinese characters, after a hyphen or a dash.

A token is what must stay on one line as long as it fits. No hyphenation; no-break spaces and
hyphens keep their words together. Knows no widths.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from caseapp.dossier.pdf.text.itemise import (
    HAN,
    HAN_CLOSING,
    HAN_OPENING,
    SHARED_CLOSING,
    SHARED_OPENING,
)

_SPACES = " \u1680\u2000-\u2006\u2008-\u200a\u205f"
_LATIN_OPENING = r"(\[{<«"
_MEASURE = "年月日号名人个条页件份岁起次张届级"
_WHOLE = "自治[区州县]|邮编|出生"
"""Chinese words that stand in every copy and read badly in two halves."""
_opening = re.escape(HAN_OPENING) + SHARED_OPENING + _LATIN_OPENING
# The wide blank keeps notes apart; a line may end with it and not begin.
_closing = re.escape(HAN_CLOSING) + SHARED_CLOSING + r"\u3000%)\]}>,.;:!?»‰°"
_other = rf"[^{_SPACES}\u200b{HAN}{re.escape(HAN_OPENING)}{re.escape(HAN_CLOSING)}]"
_TOKEN = re.compile(
    rf"([{_SPACES}\u200b]*)"
    # What stands for something withheld, and a number with its measure word, are not parted;
    # nor is "日生", born on a day.
    rf"((?:[{_opening}]*?(?:〔[{HAN}]{{1,16}}〕|\d{{1,8}}[{_MEASURE}]生?|{_WHOLE}|[{HAN}])[{_closing}]*)"
    # The bounded look ahead keeps a megabyte of brackets from taking quadratic time.
    rf"|(?:(?![{_opening}]{{1,4}}[{HAN}]){_other})+[{_closing}]*"
    rf"|[{_opening}{_closing}]+)"
)
_SPACES_AND_BREAKS = "".join(
    map(chr, [0x20, 0x1680, *range(0x2000, 0x2007), *range(0x2008, 0x200C), 0x205F])
)
# In plain text without these, tokens are simply the words between spaces.
_SPECIAL = re.compile(
    rf"[\u1680\u2000-\u200b\u205f{HAN}{re.escape(HAN_OPENING)}{re.escape(HAN_CLOSING)}‐—/-]"
)
_WORD = re.compile("[^ ]+")
_MAY_BREAK = re.compile("[-‐—/]")
_letter = r"[^\W\d_]"
# After a hyphen, dash or slash between two letters on either side: "state-owned", not "x-ray".
_INNER_BREAK = re.compile(rf"(?<={_letter}{_letter}[-‐—/])(?={_letter}{_letter})")
# Where an address or a path that is too long for any line may be cut.
_GOOD_CUT = re.compile(r"[-‐—/\\?&=._:;,@#+|~]")


_MOST_MARKS = 8


class Token(NamedTuple):
    """`text[start:end]`; `space` is where the space before it stands, or -1 if there is none."""

    space: int
    start: int
    end: int


def words(text: str) -> list[tuple[bool, str]] | None:
    """The tokens of simple text as `(space before, word)`; None if it needs `tokens`."""
    if _SPECIAL.search(text):
        return None
    found = [(True, word) for word in text.split(" ") if word]
    if found:
        found[0] = (False, found[0][1])
    return found


def tokens(text: str) -> list[Token]:
    """The tokens of any text, in order. Spaces in a row count as one, at the ends as none."""
    if not _SPECIAL.search(text):
        return [
            Token(match.start() - 1 if number else -1, *match.span())
            for number, match in enumerate(_WORD.finditer(text))
        ]
    out: list[Token] = []
    for match in _TOKEN.finditer(text.rstrip(_SPACES_AND_BREAKS)):
        space = -1
        if out:
            for index in range(match.start(1), match.end(1)):
                if text[index] != "\u200b":
                    space = index
                    break
        start, end = match.span(2)
        if _MAY_BREAK.search(text, start, end):
            for cut in _INNER_BREAK.finditer(text, start, end):
                out.append(Token(space, start, cut.start()))
                space, start = -1, cut.start()
        out.append(Token(space, start, end))
    return out


def good_cut(text: str, start: int, end: int) -> int:
    """Where to cut an over-long word at `end` at the latest: after a stop, or at `end`.

    Only the last third of the stretch is looked at, so that no line gets too short. A letter keeps
    the marks that follow it, and an opening bracket what it opens.
    """
    for index in range(end, max(start + 1, end - (end - start) // 3), -1):
        if _GOOD_CUT.match(text[index - 1]):
            return index
    for index in range(end, max(start, end - _MOST_MARKS), -1):
        kept = text[index] in HAN_CLOSING or text[index - 1] in HAN_OPENING
        if not kept and not unicodedata.combining(text[index]):
            return index
    return end
