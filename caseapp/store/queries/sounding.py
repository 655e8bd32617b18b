"""Whom a name typed in any script may mean, besides those who hold the very letters.

The one door for search, lists and pickers. Two names in letters are one from a similarity of
0.85; across to Chinese a name alone tells little, so that only the best three are given. Whether
this machine wants it stands in `Session.info`, put there by the vault. Knows no list and no view.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from caseapp.domain.names.readings import written_names
from caseapp.domain.names.segments import Writing
from caseapp.domain.names.similarity import SAME_SOUND, Comparison, Similarity, similarity
from caseapp.domain.names.typed import Heard
from caseapp.store import search
from caseapp.store.queries.cases import case_count
from caseapp.store.queries.sounding_index import (
    AT_ONCE,
    SoundingIndex,
    sounding_index,
    whole_sounding_index,
)

HEARD = ("detainee", "contact")
"""Kinds of records that have names."""
SAME_NAME = 0.85
TO_CHINESE = 0.75
"""How alike names must be at least, both in letters, and with Chinese on one side."""
MOST_TO_CHINESE = 3
MOST = 500
"""Whom a typed text brings at most by ear: who types more letters sees them all."""
_ANSWERS = 50
"""Answers that are kept: a list asks for its ids, its counts and its rows."""
_LOOKED_AT = 300
_COMPARED = 24
"""Of those whose whole name is near: how many are looked at, and compared word by word."""
_PORTION = 200


@dataclass(frozen=True, slots=True)
class Sounds:
    """Somebody found by ear: `spelling` is the part of a name on file that was meant.

    `closely`: it is read like what was typed, letter for letter; else it may be a spelling of it.
    """

    id: UUID
    score: float
    spelling: str
    closely: bool


def is_ready(session: Session) -> bool:
    """Whether `sounding` can answer; small vaults always can."""
    index = sounding_index(session)
    if not index.ready and case_count(session) <= AT_ONCE:
        index = whole_sounding_index(session)
    return index.ready


def hears(session: Session) -> bool | None:
    """Whether `sounding` answers: False if nobody wants it, None while names are being read."""
    return (is_ready(session) or None) if is_wanted(session) else False


def listen(session: Session) -> tuple[int, int] | None:
    """Read the next names of a large vault: how many of how many are read; None when all are."""
    index = sounding_index(session)
    if not index.ready and is_wanted(session):
        index.step(session)
        return None if index.ready else index.progress
    return None


def is_wanted(session: Session) -> bool:
    """Whether this machine looks for names in every script."""
    return bool(session.info.get(search.ACROSS_SCRIPTS, True))


def sounding(session: Session, typed: str, kind: str = "detainee") -> list[Sounds]:
    """Cases ("detainee") or contacts ("contact") by ear, best first, at most `MOST`.

    Without those that contain what was typed: `search` finds these. Empty while the index of a
    large vault is being built, and where nobody wants it.
    """
    if not is_wanted(session) or not written_names(typed) or not is_ready(session):
        return []
    index = sounding_index(session)
    if (kind, typed) not in index.answers:
        if len(index.answers) > _ANSWERS:
            index.answers.clear()
        index.answers[kind, typed] = _found(session, index, typed, kind)
    return list(index.answers[kind, typed])


def names_of(session: Session, kind: str, owner: UUID) -> tuple[str, ...]:
    """All spellings of somebody whom `sounding` gave."""
    return _names(sounding_index(session), kind, owner)


def _found(session: Session, index: SoundingIndex, typed: str, kind: str) -> tuple[Sounds, ...]:
    """Those in letters first; then the few across to Chinese, of which a name tells less."""
    ears = index.cases if kind == "detainee" else index.contacts
    by_words = ears.typed.find(typed, limit=2 * MOST)
    whole = list(_by_whole_name(session, index, typed, kind, {one.owner for one in by_words}))
    letters = [
        Sounds(one.owner, one.score, " ".join(one.words), one.distance <= SAME_SOUND)
        for one in _not_literal(session, typed, kind, by_words)
    ]
    letters += [sounds for chinese, sounds in whole if not chinese]
    across = [sounds for chinese, sounds in whole if chinese]
    best = sorted(letters, key=_by_score)[:MOST]
    return (*best, *sorted(across, key=_by_score)[:MOST_TO_CHINESE])


def _by_score(sounds: Sounds) -> float:
    return -round(sounds.score, 6)


def _not_literal(
    session: Session, typed: str, kind: str, heard: Sequence[Heard[UUID]]
) -> list[Heard[UUID]]:
    """Those of which the record does not hold what was typed."""
    found: list[Heard[UUID]] = []
    for start in range(0, len(heard), _PORTION):
        some = heard[start : start + _PORTION]
        literal = search.holding(session.connection(), typed, kind, [one.owner for one in some])
        found += [one for one in some if one.owner not in literal]
        if len(found) >= MOST:
            break
    return found


def _by_whole_name(
    session: Session, index: SoundingIndex, typed: str, kind: str, told: Set[UUID]
) -> Iterator[tuple[bool, Sounds]]:
    """Names written together or apart, with another ending, and in Chinese: whether it is that."""
    whole = index.cases.whole if kind == "detainee" else index.contacts.whole
    found = whole.find(typed, limit=_LOOKED_AT, least=TO_CHINESE)
    others = [one.owner for one in found if one.owner not in told]
    literal = search.holding(session.connection(), typed, kind, others)
    for owner in [one for one in others if one not in literal][:_COMPARED]:
        for chinese in (False, True):
            best = _best(typed, _names(index, kind, owner), chinese=chinese)
            if best is not None:
                yield chinese, Sounds(owner, best.score, *_meant(best))
                break


def _names(index: SoundingIndex, kind: str, owner: UUID) -> tuple[str, ...]:
    if kind == "contact":
        return index.contacts.names.get(owner, ())
    known = index.people.known.get(owner) if index.people else None
    return known.names if known else ()


def _best(typed: str, names: Sequence[str], *, chinese: bool) -> Similarity | None:
    """The name most alike, if it is alike enough."""
    least = TO_CHINESE if chinese else SAME_NAME
    compared = (
        similarity(typed, name) for name in names
        if (_is_chinese(typed) or _is_chinese(name)) is chinese
    )  # fmt: skip
    best = max(compared, key=lambda one: one.score, default=None)
    return best if best is not None and best.score >= least else None


def _is_chinese(text: str) -> bool:
    return any(name.writing is Writing.CHINESE for name in written_names(text))


_MEANT = (Comparison.SAME, Comparison.SAME_SOUND, Comparison.ALIKE)


def _meant(best: Similarity) -> tuple[str, bool]:
    """The words on file that were meant, and whether all of them are read like what was typed."""
    words = [word for word in best.words if word.second and word.comparison in _MEANT]
    closely = all(word.comparison is not Comparison.ALIKE for word in words)
    dot = "·" if words and _is_chinese(words[0].second) else " "
    return dot.join(word.second for word in words), closely
