"""Whom a name typed in any script may mean, besides those who hold the very letters.

The one door for search, lists and pickers. Two names in letters are one from a similarity of
0.85; across to Chinese a name alone tells little, so that only the best three are given. Whether
this machine wants it stands in `Session.info`, put there by the vault. Knows no list and no view.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from caseapp.domain.names.index import Found
from caseapp.domain.names.readings import written_names
from caseapp.domain.names.segments import Writing
from caseapp.domain.names.similarity import SAME_SOUND, Comparison, Similarity, similarities
from caseapp.domain.names.typed import SAME_NAME, TO_CHINESE, Heard
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
MOST_TO_CHINESE = 3
MOST = 500
"""Whom a typed text brings at most by ear: who types more letters sees them all."""
_ANSWERS = 50
"""Answers that are kept: a list asks for its ids, its counts and its rows."""
_LOOKED_AT = 300
_COMPARED = 8
"""Of those whose whole name is near: how many are looked at, and compared word by word."""
_PORTION = 250


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


Holding = Callable[[Sequence[UUID]], Set[UUID]]
"""Those of some records that hold what was typed."""


def sounding(
    session: Session, typed: str, kind: str = "detainee", holding: Holding | None = None
) -> list[Sounds]:
    """Cases ("detainee") or contacts ("contact") by ear, best first, at most `MOST`.

    Without those that contain what was typed: `search` finds these; who has its answer already
    says with `holding` who they are. Empty while the index of a large vault is being built, and
    where nobody wants it.
    """
    if not is_wanted(session) or not written_names(typed) or not is_ready(session):
        return []
    index = sounding_index(session)
    if (kind, typed) not in index.answers:
        if len(index.answers) > _ANSWERS:
            index.answers.clear()
        connection = session.connection()
        known = holding or (lambda ids: search.holding(connection, typed, kind, ids))
        index.answers[kind, typed] = _found(index, typed, kind, known)
    return list(index.answers[kind, typed])


def _found(index: SoundingIndex, typed: str, kind: str, holding: Holding) -> tuple[Sounds, ...]:
    """Those in letters first; then the few across to Chinese, of which a name tells less."""
    ears = index.cases if kind == "detainee" else index.contacts
    by_words = ears.typed.find(typed, limit=2 * MOST)
    letters = [
        Sounds(one.owner, one.score, " ".join(one.words), one.distance <= SAME_SOUND)
        for one in _without(holding, by_words)
    ]
    known = {one.owner for one in by_words}
    near = [one for one in ears.whole.find(typed, limit=_LOOKED_AT, least=TO_CHINESE)
            if one.owner not in known]  # fmt: skip
    whole = list(_by_whole_name(index, typed, kind, _without(holding, near)[:_COMPARED]))
    letters += [sounds for chinese, sounds in whole if not chinese]
    across = [sounds for chinese, sounds in whole if chinese]
    best = sorted(letters, key=_by_score)[:MOST]
    return (*best, *sorted(across, key=_by_score)[:MOST_TO_CHINESE])


def _by_score(sounds: Sounds) -> float:
    return -round(sounds.score, 6)


_Of = TypeVar("_Of", Heard[UUID], Found[UUID])


def _without(holding: Holding, found: Sequence[_Of]) -> list[_Of]:
    """Those whose record does not hold what was typed, in portions till there are enough."""
    left: list[_Of] = []
    for start in range(0, len(found), _PORTION):
        some = found[start : start + _PORTION]
        literal = holding([one.owner for one in some])
        left += [one for one in some if one.owner not in literal]
        if len(left) >= MOST:
            break
    return left


def _by_whole_name(
    index: SoundingIndex, typed: str, kind: str, near: Sequence[Found[UUID]]
) -> Iterator[tuple[bool, Sounds]]:
    """Names written together or apart, with another ending, and in Chinese: whether it is that.

    All their names are compared at once: one by one would take as long for each.
    """
    across = 0
    named = [(one.owner, name) for one in near for name in _names(index, kind, one.owner)]
    alike: dict[UUID, list[tuple[bool, Similarity]]] = {}
    compared = similarities(typed, [name for _owner, name in named])
    for (owner, name), found in zip(named, compared, strict=True):
        chinese = _is_chinese(typed) or _is_chinese(name)
        alike.setdefault(owner, []).append((chinese, found))
    for one in near:
        if across == MOST_TO_CHINESE and (_is_chinese(typed) or one.score < SAME_NAME):
            return
        for chinese in (True, False):
            best = _best(alike.get(one.owner, ()), chinese=chinese)
            if best is not None:
                across += chinese
                yield chinese, Sounds(one.owner, best.score, *_meant(best))
                break


def _names(index: SoundingIndex, kind: str, owner: UUID) -> tuple[str, ...]:
    if kind == "contact":
        return index.contacts.names.get(owner, ())
    known = index.people.known.get(owner) if index.people else None
    return known.names if known else ()


def _best(compared: Sequence[tuple[bool, Similarity]], *, chinese: bool) -> Similarity | None:
    """Of comparisons, with Chinese on one side or not, the nearest, if it is near enough."""
    least = TO_CHINESE if chinese else SAME_NAME
    fitting = (found for across, found in compared if across is chinese)
    best = max(fitting, key=lambda one: one.score, default=None)
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
