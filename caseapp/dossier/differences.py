"""What one copy of an appeal shows and another does not, item by item, with the ground.

Asks the gate of both with the same words, so that two copies in different languages can be
compared. Draws nothing and registers nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from caseapp.disclosure.case_view import ReadImage
from caseapp.disclosure.gate import ItemKind, WithheldItem
from caseapp.disclosure.left_out import LeftOut
from caseapp.disclosure.passing import policy_of
from caseapp.disclosure.words import Words
from caseapp.domain.vocabulary import Audience, InfoClass
from caseapp.dossier.compile.copy import pass_gate
from caseapp.dossier.compile.withheld import KINDS, ground_words
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.casefile import AppealFile

_CLASSES = list(InfoClass)


@dataclass(frozen=True, slots=True)
class Difference:
    """One item that only one of two copies shows. `missing_in` is the place of the other: 0, 1."""

    item: WithheldItem
    missing_in: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What one copy holds back, and the passages of sources that it quotes."""

    withheld: tuple[WithheldItem, ...] = ()
    passages: frozenset[str] = frozenset()


def seen_by(
    file: AppealFile,
    addressee_id: UUID,
    *,
    words: Words,
    produced_at: datetime,
    read_image: ReadImage,
) -> Seen:
    """What the copy of one addressee shows and holds back, in `words`.

    Raises UserError for an addressee to whom the appeal does not go.
    """
    pair = file.addressee(addressee_id)
    if pair is None:
        raise UserError(
            N_("This appeal does not go to that addressee. Add it to the appeal first.")
        )
    return _seen(file, pair[1].audience, LeftOut.of(pair[0]), words, produced_at, read_image)


def seen_by_office(
    file: AppealFile, *, words: Words, produced_at: datetime, read_image: ReadImage
) -> Seen:
    """The same of the office's own copy, which holds nothing back."""
    return _seen(file, Audience.OFFICE, LeftOut(), words, produced_at, read_image)


def _seen(
    file: AppealFile, audience: Audience, left_out: LeftOut, words: Words, produced_at: datetime,
    read_image: ReadImage,
) -> Seen:  # fmt: skip
    gated = pass_gate(
        file, audience, words=words, policy=policy_of(file), produced_at=produced_at,
        read_image=read_image, left_out=left_out,
    )  # fmt: skip
    quoted = [one for source in gated.view.sources.values() for one in source.excerpts]
    passages = frozenset(text for one in quoted for text in (one.text, one.translation) if text)
    return Seen(gated.gate.withheld, passages)


def differences(file: AppealFile, first: Seen, second: Seen) -> tuple[Difference, ...]:
    """What is withheld in one of two copies alone, person by person in the order of the list.

    Of somebody who is left out of a copy whole, that alone is told: nothing else of him or her
    can stand there.
    """
    places = {person.detainee_id: place for place, person in enumerate(file.persons)}
    found = [Difference(item, 0) for item in filter(_Shows(second), first.withheld)]
    found += [Difference(item, 1) for item in filter(_Shows(first), second.withheld)]

    def order(one: Difference) -> tuple[int, int, int, str]:
        case = one.item.case_id
        place = places.get(case, len(places)) if case else len(places)
        whole = one.item.kind is not ItemKind.PERSON
        return place, whole, _CLASSES.index(one.item.info_class), one.item.what

    return tuple(sorted(found, key=order))


class _Shows:
    """Answers of one copy whether it shows something that another holds back."""

    def __init__(self, seen: Seen) -> None:
        self._passages = seen.passages
        self._keys = {_key(one) for one in seen.withheld}
        self._absent = {one.case_id for one in seen.withheld if one.kind is ItemKind.PERSON}
        self._events = {
            (one.case_id, one.what) for one in seen.withheld if one.kind is ItemKind.EVENT
        }

    def __call__(self, item: WithheldItem) -> bool:
        """Not if it holds back the same, or the whole of the event or person."""
        if item.kind is ItemKind.EXCERPT and item.what not in self._passages:
            return False
        held = _key(item) in self._keys or (item.case_id, item.what) in self._events
        return not held and item.case_id not in self._absent


def _key(item: WithheldItem) -> tuple[object, ...]:
    return item.case_id, item.info_class, item.kind, item.what


def what_words(item: WithheldItem, words: Words) -> str:
    """The class of an item, and what sort of thing it is where that says more."""
    information = words.label(item.info_class)
    if item.kind not in KINDS:
        return information
    kind = words.tr.in_context(*KINDS[item.kind])
    whole = item.kind is ItemKind.PERSON
    return kind if whole else f"{information}{words.marks.colon}{kind}"


def why_words(item: WithheldItem, words: Words) -> str:
    """Why it is withheld."""
    return ground_words(item.ground, words)
