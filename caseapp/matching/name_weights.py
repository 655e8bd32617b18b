"""How much the likeness of two names weighs, and what of it is the father's name.

The curves were set by hand between what published pairs of names and names of invented people
showed: how often a likeness is met with one person, against how often with two at random.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from math import log

import numpy as np

from caseapp.domain.names.readings import written_names
from caseapp.domain.names.scripts import detect_script, search_key
from caseapp.domain.names.segments import Writing, writing_of
from caseapp.domain.names.similarity import (
    ALIKE,
    SAME_SOUND,
    Comparison,
    Similarity,
    WordMatch,
    similarities,
)
from caseapp.matching.facts import Evidence, Ground

_LIKENESS = (0.30, 0.50, 0.60, 0.65, 0.70, 0.75, 0.80, 0.85, 0.90, 0.95, 1.0)
_WHOLE = (-7.0, -4.0, -1.5, 0.2, 1.5, 3.2, 4.9, 7.0, 9.2, 11.2, 12.5)
"""Weight where both names have two words or more."""
_ONE_WORD = (-7.0, -2.0, 0.3, 1.5, 2.5, 3.2, 3.6, 3.9, 4.1, 4.2, 4.3)
"""Weight where one has a given name alone: hundreds may bear it."""

_SHARE = (0.5, 0.1, 0.015, 7e-3, 2.5e-3, 9e-4, 2.5e-4, 6e-5, 2e-5, 5e-6, 2e-6)
_SHARE_ONE_WORD = (0.5, 0.1, 0.02, 0.012, 9e-3, 6e-3, 4.5e-3, 3.8e-3, 3.4e-3, 3.2e-3, 3e-3)
"""Of people at random, those whose name is at least so near."""
_PEOPLE_BEHIND = 20_000
"""How many people the shares are worth beside those that were counted."""

_SCRIPTS = 1.0
"""What it adds that the name is the same in more than one script."""

_FATHER_APART, _FATHER = (SAME_SOUND, 0.6), (2.0, -2.5)
"""Distance of the two fathers' names, and the part it has in the weight of the whole."""
_SIBLINGS = 6.0
_IN_LETTERS = 0.03
_DIFFERENT = 0.7
"""Similarity below which names are not taken for one."""
_CHILD_OF = re.compile(
    r"(?:ұлы|улы|ули|үлі|қызы|кызы|кизи|ович|евич|овна|евна|[uw]l[iyıu]|[qk][iyı]z[iyı]"
    r"|[oe]vich|[oe]vna|ۇلى|قىزى|吾勒|乌勒|克孜|合孜)$"
)
"""Words for "son of", "daughter of" at the end of a name."""


def name_weight(
    likeness: float, *, one_word: bool = False, persons: int = 0, namesakes: int = 1
) -> float:
    """Weight of a `similarity` of 0 to 1; it never falls where the likeness grows.

    `one_word`: one of the names has a single word. Of `persons` that were looked through,
    `namesakes` bear a name as near, the one who is weighed among them: the more, the less it
    says; with many persons and a single one who is called so, it says more.
    """
    curve, shares = (_ONE_WORD, _SHARE_ONE_WORD) if one_word else (_WHOLE, _SHARE)
    weight = _on_curve(likeness, curve)
    if not persons or weight <= 0:
        return weight
    share = float(np.exp(np.interp(likeness, _LIKENESS, np.log(shares))))
    others = max(namesakes - 1, 0)
    common = log((_PEOPLE_BEHIND + others / share) / (_PEOPLE_BEHIND + persons))
    return max(0.0, weight - common)


@lru_cache(maxsize=20_000)
def _on_curve(likeness: float, curve: tuple[float, ...]) -> float:
    return float(np.interp(likeness, _LIKENESS, curve))


def has_one_word(name: str) -> bool:
    """Whether a name, in whichever writing has most words of it, is a single word."""
    return max((len(one.words) for one in written_names(name)), default=0) < 2


def name_evidence(
    mine: Sequence[str],
    theirs: Sequence[str],
    persons: int = 0,
    namesakes: int = 1,
) -> Iterator[Evidence]:
    """Reasons from the two names that are nearest: the name, and apart the father's in it.

    Together they weigh what the name weighs. Nothing if nothing of one side can be read.
    """
    equal = {search_key(name) for name in mine} & {search_key(name) for name in theirs} - {""}
    best = _nearest(mine, theirs, equal)
    if best is None:
        return
    alike, first, second = best
    weight = name_weight(
        alike.score, one_word=_as_one_word(first, second, alike), persons=persons,
        namesakes=namesakes,
    )  # fmt: skip
    scripts = len({detect_script(name) for name in equal})
    weight += _SCRIPTS if scripts > 1 else 0.0
    fathers = _fathers(alike)
    weight -= _as_of_siblings(alike, fathers)
    if not fathers:
        yield Evidence(Ground.NAME, weight, first, second, alike, scripts=scripts)
        return
    apart = max(word.distance for word in fathers)
    father = Evidence(
        Ground.FATHER, float(np.interp(apart, _FATHER_APART, _FATHER)),
        " ".join(word.first for word in fathers), " ".join(word.second for word in fathers),
        Similarity(alike.score, fathers),
    )  # fmt: skip
    yield father
    if not father.speaks_for:
        alike = Similarity(alike.score, tuple(w for w in _both(alike) if w not in fathers))
    yield Evidence(
        Ground.NAME, weight - father.weight, first, second, alike,
        given=not father.speaks_for, scripts=scripts,
    )  # fmt: skip


def _nearest(
    mine: Sequence[str], theirs: Sequence[str], equal: set[str]
) -> tuple[Similarity, str, str] | None:
    """The nearest pair, the same whichever side comes first; equal spellings need no search.

    Two names in letters go before a nearly as near one in Chinese, which says less.
    """
    pairs = [(a, b) for a, b in product(mine, theirs) if equal and search_key(a) in equal]
    pairs = [(a, b) for a, b in pairs if search_key(a) == search_key(b)] or [*product(mine, theirs)]
    best: tuple[tuple[float, int, list[str]], Similarity, str, str] | None = None
    for a, b, alike in _compared(pairs):
        if not alike.words:
            continue
        score = alike.score + (_IN_LETTERS if writing_of(a + b) is Writing.LETTERS else 0.0)
        if score < _DIFFERENT:  # where names differ, two in one script and in letters show it best
            score -= 3 - (detect_script(a) is detect_script(b))
            score += writing_of(a + b) is Writing.LETTERS
        order = (round(score, 6), len(alike.words), sorted((a, b)))
        if best is None or order > best[0]:
            best = order, alike, a, b
    return best[1:] if best else None


def _compared(pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str, Similarity]]:
    for a in dict.fromkeys(a for a, _b in pairs):
        others = [b for one, b in pairs if one == a]
        yield from ((a, b, alike) for b, alike in zip(others, similarities(a, others), strict=True))


def _as_one_word(first: str, second: str, alike: Similarity) -> bool:
    """Whether a single word is all that agrees: two that were written together are two."""
    return (has_one_word(first) or has_one_word(second)) and len(_both(alike)) < 2


def _fathers(alike: Similarity) -> tuple[WordMatch, ...]:
    """The words of the father's name that both have; none if that cannot be told.

    A word for "son of" tells it. Else the given name comes first, as on papers of China; a
    name that stands in the other order on the other side does not tell which it is.
    """
    both = _both(alike)
    if len(both) < 2:
        return ()
    told = [word for word in both if _is_child_of(word.first) or _is_child_of(word.second)]
    if told and len(told) < len(both):
        return tuple(told)
    return () if alike.other_order else tuple(both[1:])


def _both(alike: Similarity) -> list[WordMatch]:
    """The words that both names have."""
    return [word for word in alike.words if word.comparison is not Comparison.ONLY_ONE]


def _as_of_siblings(alike: Similarity, fathers: Sequence[WordMatch]) -> float:
    """What it takes from a name in letters that only the father's half of it is the same.

    Brothers and sisters stand on file beside one another, often with names that rhyme; two
    people at random, from whom the curves are, seldom have one father's name.
    """
    if not fathers or any(word.distance > SAME_SOUND for word in fathers):
        return 0.0
    given = [word.distance for word in _both(alike) if word not in fathers]
    letters = all(writing_of(w.first + w.second) is Writing.LETTERS for w in alike.words)
    far = max(given, default=0.0)
    return _SIBLINGS * min(far / ALIKE, 1.0) if letters and far > SAME_SOUND else 0.0


def _is_child_of(word: str) -> bool:
    return bool(_CHILD_OF.search(search_key(word)))
