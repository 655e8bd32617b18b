"""Names, dates and places that a text speaks of: offered to whoever reads it, never recorded.

Each is told once, with every place of it in the text. Knows no vault; who may be on file
already is asked by whoever shows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from caseapp.domain.dates import UncertainDate
from caseapp.domain.found_dates import found_dates
from caseapp.domain.found_names import found_names
from caseapp.domain.found_places import found_places
from caseapp.domain.names.scripts import search_key

MOST_LETTERS = 300_000
"""Letters of a text that are looked through: a book's first part."""
AROUND = 60
_SENTENCE_END = re.compile(
    r"(?<!\s\d)(?<!\s\d\d)[.!?…][\"”»’)]*\s+(?=[^\Wa-zа-я\d_]|[“«\"(])|[。！？؟]|\n"
)
"""A full stop behind a number counts what follows: "1. A; 2. B"."""
_LONGEST_SENTENCE = 1_000


class Found(StrEnum):
    """What kind of thing was found."""

    NAME = "name"
    DATE = "date"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words of the text and every place of them: first character, and the one behind the last.

    `before` and `after` are the words around the first place. `date` is what a date means,
    `code` the present number of a place.
    """

    kind: Found
    words: str
    places: tuple[tuple[int, int], ...]
    before: str
    after: str
    date: UncertainDate | None = None
    code: str = ""

    @property
    def key(self) -> str:
        """What tells it from others of its kind in any text."""
        return f"{self.kind} {self.code or search_key(self.words)}"


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Of each kind those found, in the order of the text."""

    names: tuple[Suggestion, ...] = ()
    dates: tuple[Suggestion, ...] = ()
    places: tuple[Suggestion, ...] = ()

    def of(self, kind: Found) -> tuple[Suggestion, ...]:
        return {Found.NAME: self.names, Found.DATE: self.dates, Found.PLACE: self.places}[kind]


def suggestions_in(text: str) -> Suggestions:
    """What a text names. A few hundredths of a second for an article: call it off the window."""
    looked = text[:MOST_LETTERS]
    places = [(one.start, one.end, one.code) for one in found_places(looked)]
    names = _shortened(looked, list(found_names(looked, [one[:2] for one in places])))
    dates = list(found_dates(looked))
    meant = {(one.start, one.end): one.date for one in dates}
    return Suggestions(
        names=_grouped(Found.NAME, looked, names),
        dates=_grouped(Found.DATE, looked, meant, meant),
        places=_of_places(looked, _outside(places, names)),
    )


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence in which a passage stands, without the spaces at its ends."""
    first, last = 0, len(text)
    begin = max(0, start - _LONGEST_SENTENCE)
    for match in _SENTENCE_END.finditer(text, begin, start):
        first = match.end()
    following = _SENTENCE_END.search(text, end, min(len(text), end + _LONGEST_SENTENCE))
    if following is not None:
        last = following.start() + len(following[0].rstrip())
    first, last = max(first, begin), min(last, end + _LONGEST_SENTENCE)
    words = text[first:last]
    return first + len(words) - len(words.lstrip()), last - (len(words) - len(words.rstrip()))


def _shortened(text: str, names: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where a name is said without its first word elsewhere, that word is likely none of it."""
    said = {search_key(text[start:end]) for start, end in names}
    result = []
    for start, end in names:
        first, _, rest = text[start:end].partition(" ")
        if " " in rest and search_key(rest) in said:
            start += len(first) + 1
        result.append((start, end))
    return result


def _outside(
    places: Iterable[tuple[int, int, str]], names: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, str]]:
    """Places that are no part of a person's name."""
    taken = iter(sorted(names))
    name = next(taken, None)
    for start, end, code in sorted(places):
        while name is not None and name[1] <= start:
            name = next(taken, None)
        if name is None or end <= name[0]:
            yield start, end, code


def _grouped(
    kind: Found, text: str, found: Iterable[tuple[int, int]],
    meant: dict[tuple[int, int], UncertainDate] | None = None,
) -> tuple[Suggestion, ...]:  # fmt: skip
    """Equal words once, in the order in which they come first."""
    spots: dict[str, list[tuple[int, int]]] = {}
    for start, end in sorted(found):
        spots.setdefault(search_key(text[start:end]), []).append((start, end))
    return tuple(
        _suggestion(kind, text, places, date=meant[places[0]] if meant else None)
        for places in spots.values()
    )


def _of_places(text: str, found: Iterable[tuple[int, int, str]]) -> tuple[Suggestion, ...]:
    spots: dict[str, list[tuple[int, int]]] = {}
    for start, end, code in found:
        spots.setdefault(code, []).append((start, end))
    return tuple(
        _suggestion(Found.PLACE, text, places, code=code) for code, places in spots.items()
    )


def _suggestion(
    kind: Found, text: str, places: Sequence[tuple[int, int]],
    date: UncertainDate | None = None, code: str = "",
) -> Suggestion:  # fmt: skip
    start, end = places[0]
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    plain = [re.sub(r"\s+", " ", part) for part in (before, text[start:end], after)]
    if start > AROUND:
        plain[0] = "…" + (plain[0].partition(" ")[2] if " " in plain[0] else plain[0])
    if end + AROUND < len(text):
        plain[2] = (plain[2].rpartition(" ")[0] if " " in plain[2] else plain[2]) + "…"
    return Suggestion(kind, plain[1], tuple(places), plain[0], plain[2], date, code)
