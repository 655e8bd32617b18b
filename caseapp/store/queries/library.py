"""What the library needs to know of the whole vault: versions, what is used where, words in use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from caseapp.domain.places import OwnPlace
from caseapp.store.records import (
    Addressee,
    Appeal,
    AppealAddressee,
    Contact,
    Copy,
    Detainee,
    Event,
    LetterTemplate,
    PlaceEntry,
    Record,
    Term,
)

Column = tuple[type[Record], str]

OPEN_LISTS: Mapping[str, tuple[Column, ...]] = {
    "occupation": ((Detainee, "occupation"),),
    "education": ((Detainee, "education"),),
    "ethnicity": ((Detainee, "ethnicity"),),
    "family_status": ((Detainee, "family_status"),),
    "citizenship": ((Detainee, "citizenships"), (Contact, "citizenship")),
    "tag": ((Detainee, "tags"),),
    "facility": ((Event, "facility"),),
    "authority": ((Event, "authority"),),
    "court": ((Event, "court"),),
    "reason_given": ((Event, "reason_given"),),
    "reason_believed": ((Event, "reason_believed"),),
    "language": ((Contact, "languages"),),
}
"""Open lists of words: the fields that each is for. The names are `Term.vocabulary`."""

SHORT_ENOUGH = 80
"""Letters of what counts as a word or phrase; a longer text is somebody's account."""


@dataclass(frozen=True, slots=True)
class WordUse:
    """A word that stands in the vault, and in how many records."""

    word: str
    count: int


def letter_versions(session: Session) -> list[LetterTemplate]:
    """All versions of all letters, also those in the trash: their numbers are taken.

    Forms are kept in the same table, by names that begin with "form."; they are no letters.
    """
    letters = select(LetterTemplate).where(LetterTemplate.name.not_like("form.%"))
    query = letters.order_by(LetterTemplate.name, LetterTemplate.language, LetterTemplate.number)
    return list(session.scalars(query))


def form_versions(session: Session) -> list[LetterTemplate]:
    """All of the office's versions of forms, also those in the trash: their numbers are taken."""
    forms = select(LetterTemplate).where(LetterTemplate.name.like("form.%"))
    return list(session.scalars(forms.order_by(LetterTemplate.name, LetterTemplate.number)))


def letters_relied_on(session: Session) -> frozenset[tuple[str, int]]:
    """Letters ("mfa.ru") with those versions that a copy names or an appeal was edited from.

    Forms stand among them, by the name and language of their rows: "form.wgeid.en".
    """
    found: set[tuple[str, int]] = set()
    for (templates,) in session.execute(select(Copy.templates)):
        found |= {(key, number) for key, number in templates.items() if isinstance(number, int)}
    for (letters,) in session.execute(select(Appeal.letters)):
        found |= {
            (key, int(own["from"]))
            for key, own in letters.items() if isinstance(own, dict) and own.get("from")
        }  # fmt: skip
    return frozenset(found)


def addressees(session: Session) -> list[Addressee]:
    """The office's directory, in the order of the numbers."""
    query = select(Addressee).where(Addressee.deleted_at.is_(None))
    return list(session.scalars(query.order_by(Addressee.serial, Addressee.created_at)))


def appeals_to(session: Session) -> dict[UUID, int]:
    """How many appeals go to each addressee."""
    query = (
        select(AppealAddressee.addressee_id, func.count())
        .where(AppealAddressee.deleted_at.is_(None))
        .group_by(AppealAddressee.addressee_id)
    )
    return {addressee: count for addressee, count in session.execute(query)}  # noqa: C416


def own_places(session: Session) -> list[OwnPlace]:
    """The places and names that the office entered, for `places.with_own`."""
    query = select(PlaceEntry).where(PlaceEntry.deleted_at.is_(None)).order_by(PlaceEntry.code)
    return [own_place(entry) for entry in session.scalars(query)]


def own_place(entry: PlaceEntry) -> OwnPlace:
    """A record as the domain takes it."""
    first, last = entry.valid_from.earliest, entry.valid_to.latest
    return OwnPlace(
        entry.code, dict(entry.names), entry.within,
        first.year if first else None, last.year if last else None,
    )  # fmt: skip


def terms(session: Session) -> dict[str, list[Term]]:
    """The words of each open list, in the office's order."""
    query = select(Term).where(Term.deleted_at.is_(None))
    found: dict[str, list[Term]] = {}
    for term in session.scalars(query.order_by(Term.position, Term.created_at, Term.id)):
        found.setdefault(term.vocabulary, []).append(term)
    return found


def words_in_use(session: Session, vocabulary: str) -> list[WordUse]:
    """What stands in the fields of an open list, the most frequent first."""
    counts: Counter[str] = Counter()
    for kind, name in OPEN_LISTS[vocabulary]:
        column = getattr(kind, name)
        query: Any = select(column, func.count()).where(kind.deleted_at.is_(None))
        for value, count in session.execute(query.group_by(column)):
            for word in value if isinstance(value, list) else [value]:
                counts[word] += count
    found = [WordUse(w, n) for w, n in counts.items() if w and len(w) <= SHORT_ENOUGH]
    return sorted(found, key=lambda use: (-use.count, use.word.casefold()))


def bearers(session: Session, vocabulary: str, word: str) -> list[tuple[Record, str]]:
    """The records in which a word of an open list stands, each with the field's name."""
    found: list[tuple[Record, str]] = []
    for kind, name in OPEN_LISTS[vocabulary]:
        column = getattr(kind, name)
        query: Any = select(kind).where(kind.deleted_at.is_(None))
        if _is_list(kind, name):
            values = func.json_each(column).table_valued("value")
            holds = select(1).select_from(values).where(values.c.value == word)
            query = query.where(holds.exists())
        else:
            query = query.where(column == word)
        found += [(record, name) for record in session.scalars(query.order_by(kind.id))]
    return found


def offered_words(session: Session, language: str) -> dict[str, list[str]]:
    """What the fields of each open list offer while somebody types, in the list's order.

    The list alone: what merely stands in the vault may be a slip of the pen.
    """
    return {
        vocabulary: [word_in(term.words, language) for term in listed]
        for vocabulary, listed in terms(session).items()
    }


def word_in(words: Mapping[str, str], language: str) -> str:
    """A term in a language, else in the first one that it is written in."""
    return words.get(language) or next((word for word in words.values() if word), "")


def _is_list(kind: type[Record], name: str) -> bool:
    return name in _LISTS.get(kind, ())


_LISTS: Mapping[type[Record], Sequence[str]] = {
    Detainee: ("citizenships", "tags"),
    Contact: ("languages",),
}
