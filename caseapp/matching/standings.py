"""What may be said of two accounts, in a word, from the reasons for and against.

Thresholds of points are logarithms of likelihood ratios. Knows no vault.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from caseapp.domain.names.segments import Writing, writing_of
from caseapp.domain.names.similarity import Comparison, Similarity
from caseapp.matching.facts import Evidence, Ground

SAME_NAME = 0.85
"""Similarity from which two names in letters are one name."""
POSSIBLE, LIKELY, VERY_LIKELY = 2.0, 8.0, 13.0
"""Points from which two accounts are called so."""
_SUPPORT, _CLEARLY_AGAINST = 1.0, -1.5
_SUPPORTS = frozenset((Ground.DOCUMENT, Ground.BIRTH, Ground.COUNTY, Ground.PHONE, Ground.KIN))


class Standing(StrEnum):
    """How likely it is, in a word."""

    VERY_LIKELY = "very_likely"
    LIKELY = "likely"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"


def points(reasons: Iterable[Evidence]) -> float:
    """All weights together."""
    return sum(reason.weight for reason in reasons)


def standing(reasons: Sequence[Evidence]) -> Standing:
    """What may be said of two accounts.

    A name alone is never enough where one side is Chinese or has one word, and nowhere if
    something speaks against: then birth, county, a number or a relative must speak for it.
    Where two things speak clearly against, even a number that both have may be a slip.
    """
    total = points(reasons)
    if sum(r.weight <= _CLEARLY_AGAINST for r in reasons) > 1:
        return Standing.POSSIBLE if total >= POSSIBLE else Standing.UNLIKELY
    supported = any(r.ground in _SUPPORTS and r.weight >= _SUPPORT for r in reasons)
    if total >= VERY_LIKELY and supported:
        return Standing.VERY_LIKELY
    if total >= LIKELY and (supported or _named_so(reasons)):
        return Standing.LIKELY
    return Standing.POSSIBLE if total >= POSSIBLE else Standing.UNLIKELY


def _named_so(reasons: Sequence[Evidence]) -> bool:
    """Whether the names alone may be enough."""
    names = next((r.names for r in reasons if r.ground is Ground.NAME), None)
    if names is None or any(r.weight <= -_SUPPORT for r in reasons):
        return False
    return names.score >= SAME_NAME and _in_letters_and_whole(names)


def _in_letters_and_whole(names: Similarity) -> bool:
    both = [word for word in names.words if word.comparison is not Comparison.ONLY_ONE]
    texts = [text for word in both for text in (word.first, word.second)]
    return len(both) > 1 and all(writing_of(text) is Writing.LETTERS for text in texts)
