"""The family and other people of a case, as its page lists them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from caseapp.domain.dates import UncertainDate
from caseapp.domain.status import derive_status
from caseapp.domain.vocabulary import RiskLevel, Sex, Status
from caseapp.store.queries.cases import status_event
from caseapp.store.records import Contact, Detainee, Event, Kinship, NameForm

R = TypeVar("R", Detainee, Contact)


@dataclass(frozen=True, slots=True, kw_only=True)
class KinRow:
    """One person who belongs to the case.

    `reversed`: the record says what the detainee is to the other, not the other way round.
    With a file of his own as detainee (`case_id`, `case_number`, `status`) or as contact
    (`contact_id`) a person is described there; else by the kinship record alone.
    """

    kinship: Kinship
    reversed: bool
    name: str
    place: str
    birth: UncertainDate
    sex: Sex
    risk: RiskLevel = RiskLevel.NOT_ASSESSED
    languages: tuple[str, ...] = ()
    contact_id: UUID | None = None
    case_id: UUID | None = None
    case_number: str = ""
    status: Status | None = None

    @property
    def alone(self) -> bool:
        """Whether the kinship record is all that there is of this person."""
        return self.contact_id is None and self.case_id is None


def load_kin(session: Session, detainee_id: UUID) -> list[KinRow]:
    """Everyone whom a kinship record ties to the case, in the order of entry."""
    query = (
        select(Kinship)
        .where(
            Kinship.deleted_at.is_(None),
            or_(Kinship.of_detainee_id == detainee_id, Kinship.detainee_id == detainee_id),
        )
        .order_by(Kinship.created_at, Kinship.id)
    )
    return [_row(session, kinship, detainee_id) for kinship in session.scalars(query)]


def _row(session: Session, kinship: Kinship, detainee_id: UUID) -> KinRow:
    reverse = kinship.of_detainee_id != detainee_id
    case_id = kinship.of_detainee_id if reverse else kinship.detainee_id
    contact_id = kinship.of_contact_id if reverse else kinship.contact_id
    case = _alive(session, Detainee, case_id)
    contact = _alive(session, Contact, contact_id)
    if case is not None:
        return KinRow(
            kinship=kinship, reversed=reverse,
            name=_first_name(session, case) or case.description,
            place=case.home_place, birth=case.birth, sex=case.sex, case_id=case.id,
            case_number=case.case_number, status=_status(session, case.id),
        )  # fmt: skip
    if contact is not None:
        return KinRow(
            kinship=kinship, reversed=reverse, name=_first_name(session, contact) or kinship.name,
            place=contact.region or kinship.place, birth=contact.birth, sex=contact.sex,
            risk=contact.risk, languages=tuple(contact.languages), contact_id=contact.id,
        )  # fmt: skip
    return KinRow(
        kinship=kinship, reversed=reverse, name=kinship.name, place=kinship.place,
        birth=kinship.birth, sex=kinship.sex,
    )  # fmt: skip


def _alive(session: Session, kind: type[R], record_id: UUID | None) -> R | None:
    """The record, unless there is none or it lies in the trash."""
    record = session.get(kind, record_id) if record_id is not None else None
    return record if record is not None and record.deleted_at is None else None


def _first_name(session: Session, owner: Detainee | Contact) -> str:
    column = NameForm.detainee_id if isinstance(owner, Detainee) else NameForm.contact_id
    query = (
        select(NameForm.text)
        .where(column == owner.id, NameForm.deleted_at.is_(None))
        .order_by(NameForm.position, NameForm.created_at)
    )
    return session.scalars(query).first() or ""


def _status(session: Session, case_id: UUID) -> Status:
    query = select(Event).where(Event.detainee_id == case_id, Event.deleted_at.is_(None))
    return derive_status([status_event(event) for event in session.scalars(query)]).status
