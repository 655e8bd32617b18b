"""To whom cases may be named, as a facet: what the decision needs, for many cases at once.

The decision itself is made above the store, from policy and consents. It is kept in the index
(`keep_named`) until something that it rests on changes, or the day does: consents end.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.domain.vocabulary import Audience
from caseapp.store.casefile import AppealFile
from caseapp.store.queries.facet_index import whole_index
from caseapp.store.queries.policies import policy_in_force
from caseapp.store.queries.published_names import named_in_public
from caseapp.store.records import (
    Appeal,
    AppealPerson,
    Consent,
    Contact,
    Detainee,
    Kinship,
    Record,
)
from caseapp.store.saving import chunks


@dataclass(frozen=True, slots=True)
class ConsentBatch:
    """Some cases that wait for a decision. `file` is as in `CasePreview`, for `asked` cases.

    `asked` are those about whom a consent is on record; of the other `ids` the rules alone
    decide. `published`: a public source tells the name.
    """

    ids: tuple[UUID, ...]
    asked: frozenset[UUID]
    published: frozenset[UUID]
    file: AppealFile


def next_batch(session: Session, today: date, most: int) -> tuple[ConsentBatch, int] | None:
    """The next cases to decide on and how many wait; None if there is none left."""
    ids = _pending(session, today)
    return (load_batch(session, ids[:most]), len(ids)) if ids else None


def keep_named(session: Session, decided: Mapping[UUID, Collection[Audience]]) -> None:
    """Note in the index to whom these cases may be named."""
    columns = whole_index(session).columns
    for case_id, audiences in decided.items():
        columns.decide(case_id, audiences)


def load_batch(session: Session, ids: Collection[UUID]) -> ConsentBatch:
    """What decides on these cases; records are read of those alone who were asked."""
    consents = _of(session, Consent, Consent.about_detainee_id, ids)
    asked = frozenset(c.about_detainee_id for c in consents if c.about_detainee_id is not None)
    kinships = {
        tie.id: tie
        for column in (Kinship.of_detainee_id, Kinship.detainee_id)
        for tie in _of(session, Kinship, column, asked)
    }
    links = _of(session, AppealPerson, AppealPerson.detainee_id, asked)
    involved = {link.petitioner_id for link in links}
    involved |= {c for k in kinships.values() for c in (k.contact_id, k.of_contact_id)}
    contacts = _of(session, Contact, Contact.id, [c for c in involved if c is not None])
    file = AppealFile(
        appeal=Appeal(),
        persons=tuple(_as_made(links)),
        detainees={case.id: case for case in _of(session, Detainee, Detainee.id, asked)},
        contacts={contact.id: contact for contact in contacts},
        kinships=tuple(_as_made(kinships.values())),
        consents=tuple(_as_made(consents)),
        policy=policy_in_force(session),
    )
    return ConsentBatch(tuple(ids), asked, named_in_public(session, ids), file)


def _pending(session: Session, today: date) -> list[UUID]:
    index = whole_index(session)
    columns = index.columns
    if index.named_on != today:
        columns.decide_again()
        index.named_on = today
    return columns.undecided()


def _of(session: Session, kind: type[Any], column: Any, ids: Collection[UUID]) -> list[Any]:
    found: list[Any] = []
    for some in chunks(ids):
        query = select(kind).where(kind.deleted_at.is_(None), column.in_(some))
        found += session.scalars(query)
    return found


def _as_made(records: Collection[Record]) -> list[Any]:
    """In the order of their making, as the page of one case has them."""
    return sorted(records, key=lambda record: (record.created_at, record.id))
