"""What the intake page asks beside its own records: how many today, who took them, who tells."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from caseapp.store.queries.by_index import first_is_contact
from caseapp.store.queries.choosing import PersonChoice, people_found
from caseapp.store.records import (
    KINDS,
    Contact,
    Detainee,
    Identifier,
    Intake,
    Kinship,
    NameForm,
    Record,
)
from caseapp.store.records.people import case_number
from caseapp.store.saving import load

_TELLERS = 8
"""Known contacts that are offered at once."""


@dataclass(frozen=True, slots=True)
class KnownTeller:
    """A contact who may be telling again. `cases` are names of persons he or she told of."""

    person: PersonChoice
    phones: tuple[str, ...]
    cases: tuple[str, ...]


def records_by_id(session: Session, wanted: Mapping[UUID, type[Record]]) -> dict[UUID, Record]:
    """The wanted records, also from the trash; those that do not exist are left out."""
    return dict(load(session.connection(), wanted))


def named_elsewhere(session: Session, contact_id: UUID, own: Set[UUID]) -> bool:
    """Whether a contact tells, is kin, agreed or signed anywhere but in the records `own`."""
    for kind in KINDS.values():
        columns = [
            column
            for column in kind.__table__.c
            if any(key.target_fullname == "contact.id" for key in column.foreign_keys)
        ]
        if not columns or kind in (NameForm, Identifier):  # these are the contact's own
            continue
        naming = or_(*(column == contact_id for column in columns))
        found = session.scalars(select(kind.id).where(kind.deleted_at.is_(None), naming))
        if not own >= set(found):
            return True
    return False


def intakes_since(session: Session, moment: datetime) -> int:
    """How many intakes were begun at or after a moment."""
    query = select(func.count(Intake.id)).where(
        Intake.deleted_at.is_(None), Intake.started_at >= moment
    )
    return session.scalar(query) or 0


def taken_last_by(session: Session, moment: datetime) -> str:
    """Who took the newest intake since a moment: most likely the one who sits here still."""
    query = (
        select(Intake.taken_by)
        .where(Intake.deleted_at.is_(None), Intake.started_at >= moment)
        .order_by(Intake.started_at.desc(), Intake.serial.desc())
    )
    return session.scalars(query).first() or ""


def known_tellers(session: Session, typed: str) -> list[KnownTeller]:
    """Contacts whose name, phone or region contains the typed words, or whose name sounds so."""
    found = []
    for person in people_found(session, typed, kinds=("contact",), limit=_TELLERS):
        contact = session.get(Contact, person.id)
        if contact is not None and person.names:
            told = tuple(_told_of(session, person.id))
            found.append(KnownTeller(person, tuple(contact.phones), told))
    return found


def _told_of(session: Session, contact_id: UUID) -> list[str]:
    """The first names of the cases that a contact is kin of; without a name the number."""
    query = (
        select(Detainee.id, Detainee.prefix, Detainee.serial)
        .join(Kinship, Kinship.of_detainee_id == Detainee.id)
        .where(
            first_is_contact([contact_id]),
            Kinship.deleted_at.is_(None),
            Detainee.deleted_at.is_(None),
        )
        .order_by(Detainee.serial)
        .limit(3)
    )
    told = []
    for detainee_id, prefix, serial in session.execute(query):
        names = (
            select(NameForm.text)
            .where(NameForm.detainee_id == detainee_id, NameForm.deleted_at.is_(None))
            .order_by(NameForm.position, NameForm.created_at)
        )
        told.append(session.scalars(names).first() or case_number(prefix, serial))
    return told
