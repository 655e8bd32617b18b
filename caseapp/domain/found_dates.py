"""Dates in running text, in English, Russian, Kazakh and Chinese: for being offered.

Finds where a year, a month or a date in figures stands, and how far the words around it belong
to the same date; what it means `dates.read_date` says. Knows no record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from caseapp.domain.dates import UncertainDate, read_date
from caseapp.domain.dates.words import FROM_CASE, LEXICON, Kind, fold

_TOKEN: Final = re.compile(r"\d+(?:[.,/]\d+)*(?:-(?=[^\W\d_]))?|[^\W\d_]+(?:['’-][^\W\d_]+)*|[-–—]")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_FIGURES: Final = re.compile(
    r"\d{1,2}[./]\d{1,2}[./](?:19|20)?\d\d|(?:19|20)\d\d[./]\d{1,2}[./]\d{1,2}"
)
_ISO: Final = re.compile(r"(?<![\d-])(?:19|20)\d\d-[01]\d-[0-3]\d(?![\d-])")
_HAN: Final = re.compile(
    r"(?<!\d)(?:约|大约)?(?:(?:19|20)\d\d年(?:\d{1,2}月)?(?:\d{1,2}[日号])?(?:初|底|末|春|夏|秋|冬)?"
    r"(?:左右|前后)?|\d{1,2}月\d{1,2}[日号])"
)
_BETWEEN: Final = re.compile(r"[ \u00a0]?(?:г\.)?[ \u00a0]?|, ?|\. ?(?=(?:19|20)\d\d)")
_CORE: Final = frozenset({
    Kind.MONTH, Kind.SEASON, Kind.YEAR_WORD, Kind.PART, Kind.HALF, Kind.QUARTER, Kind.ORDINAL,
    Kind.ABOUT, Kind.BETWEEN, Kind.TO, Kind.AND, Kind.DASH, Kind.BEFORE, Kind.AFTER, Kind.UP_TO,
    Kind.SINCE, Kind.NOISE, Kind.FROM_CASE,
})  # fmt: skip
_MAY_BEGIN: Final = frozenset({
    Kind.MONTH, Kind.SEASON, Kind.PART, Kind.HALF, Kind.QUARTER, Kind.ORDINAL, Kind.ABOUT,
    Kind.BETWEEN, Kind.BEFORE, Kind.AFTER, Kind.SINCE,
})  # fmt: skip
_BEHIND: Final = frozenset({"дейин", "бурын", "кейин", "бери", "бастап"})
"""Words for before, after and since that stand behind their date; others stand before it."""
_LONGEST: Final = 8
"""Words of a date."""
_LEADS: Final = frozenset({
    "in", "since", "by", "from", "until", "till", "after", "before", "during", "around", "about",
    "of", "to", "and", "early", "late", "mid", "between", "year", "в", "с", "со", "до", "к",
    "около", "после", "по", "году", "год", "годы", "годов", "между", "жылы", "жылдың", "жылдан",
    "жылға", "жыл",
})  # fmt: skip
"""What stands beside a number that is a year, and no number of people."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """Where a date stands, and what it means."""

    start: int
    end: int
    date: UncertainDate


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    kind: Kind | None
    """What it does in a date; NUMBER for figures, None for any other word."""


def found_dates(text: str) -> Iterator[FoundDate]:
    """Every date with a year in it, and days of a month, in the order of the text."""
    found = [*_in_one_piece(text), *_in_words(text)]
    last = 0
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.start >= last:
            last = one.end
            yield one


def _in_one_piece(text: str) -> Iterator[FoundDate]:
    for pattern in (_HAN, _ISO):
        for match in pattern.finditer(text):
            date = read_date(match[0])
            if _says_when(date):
                yield FoundDate(match.start(), match.end(), date)


def _in_words(text: str) -> Iterator[FoundDate]:
    words = [_Word(m[0], m.start(), m.end(), _kind(m[0])) for m in _TOKEN.finditer(text)]
    at = floor = 0
    while at < len(words):
        if words[at].kind is None or not _is_anchor(words[at]):
            at += 1
            continue
        first, last = _around(words, at, text)
        first = max(first, floor)
        found = _longest(words, first, last, at, text)
        if found is None:
            at += 1
            continue
        date, until = found
        at = floor = until + 1
        yield date


def _kind(word: str) -> Kind | None:
    if word[0].isdigit():
        return Kind.NUMBER
    if word in "-–—":
        return Kind.DASH
    known = LEXICON.get(fold(word)) or FROM_CASE.get(fold(word))
    return known[0] if known is not None and known[0] in _CORE else None


def _is_anchor(word: _Word) -> bool:
    return word.kind in (Kind.MONTH, Kind.SEASON) or (
        word.kind is Kind.NUMBER and bool(_YEAR.match(word.text) or _FIGURES.fullmatch(word.text))
    )


def _around(words: list[_Word], at: int, text: str) -> tuple[int, int]:
    """The words beside one that may belong to the same date."""
    first = last = at
    while first > 0 and _joined(words[first - 1], words[first], text):
        if not _can_be_one(words[first - 1 : at + 1]):
            break
        first -= 1
    while last + 1 < len(words) and _joined(words[last], words[last + 1], text):
        if not _can_be_one(words[at : last + 2]):
            break
        last += 1
    return first, last


def _joined(one: _Word, other: _Word, text: str) -> bool:
    return (
        one.kind is not None
        and other.kind is not None
        and _BETWEEN.fullmatch(text, one.end, other.start) is not None
    )


def _longest(
    words: list[_Word], first: int, last: int, at: int, text: str
) -> tuple[FoundDate, int] | None:
    """The longest stretch around a word that is read as a date, and its last word."""
    spans = sorted(
        ((begin, end) for begin in range(first, at + 1) for end in range(at, last + 1)),
        key=lambda span: (span[0] - span[1], span[0]),
    )  # fmt: skip
    for begin, end in spans:
        inside = words[begin : end + 1]
        if not (_may_begin(inside[0]) and _may_end(inside[-1]) and _can_be_one(inside)):
            continue
        if _counts_something(words, begin, end, text):
            continue
        if begin == end and not _stands_alone(words, at, text):
            continue
        start, stop = words[begin].start, words[end].end
        date = read_date(text[start:stop])
        if _says_when(date):
            return FoundDate(start, stop, date), end
    return None


def _can_be_one(words: list[_Word]) -> bool:
    """Two years and two days at most: a row of figures is no date, and need not be read."""
    if len(words) > _LONGEST:
        return False
    numbers = [word.text for word in words if word.kind is Kind.NUMBER]
    return len(numbers) <= 4 and sum(map(bool, map(_YEAR.fullmatch, numbers))) <= 2


def _counts_something(words: list[_Word], begin: int, end: int, text: str) -> bool:
    """ "About 2000 people", "of 1900 families": a round number with a word behind it."""
    last = words[end].text
    if any(word.kind is Kind.MONTH for word in words[begin : end + 1]) or not last.endswith("00"):
        return False
    if end + 1 == len(words) or not _YEAR.fullmatch(last):
        return False
    after = words[end + 1]
    beside = text[words[end].end : after.start] in (" ", "\u00a0")
    return beside and after.kind is None and after.text[0].islower()


def _may_begin(word: _Word) -> bool:
    return word.kind is Kind.NUMBER or word.kind in _MAY_BEGIN


def _may_end(word: _Word) -> bool:
    plain = word.kind in (Kind.NUMBER, Kind.MONTH, Kind.SEASON, Kind.YEAR_WORD, Kind.PART)
    return plain or fold(word.text) in _BEHIND


def _stands_alone(words: list[_Word], at: int, text: str) -> bool:
    """Whether a lone word is a date: figures of one, or a year by what stands beside it."""
    word = words[at]
    if _FIGURES.fullmatch(word.text):
        return True
    if not _YEAR.fullmatch(word.text):
        return False
    before = words[at - 1].text.casefold() if at else ""
    year = at + 1 < len(words) and words[at + 1].kind is Kind.YEAR_WORD
    bracketed = text[word.start - 1 : word.start] == "(" and text[word.end : word.end + 1] in ");,"
    return before in _LEADS or year or bracketed


def _says_when(date: UncertainDate) -> bool:
    return date.earliest is not None or date.latest is not None
