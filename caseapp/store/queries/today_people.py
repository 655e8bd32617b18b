"""What waits with people: consents that end or were withdrawn, intakes that were begun.

Also the names of cases and contacts, for lines that tell of them in a few words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from caseapp.domain.dates import UncertainDate
from caseapp.domain.status import StatusReport
from caseapp.domain.vocabulary import Audience, Relation
from caseapp.domain.waiting import CONSENT_SOON, consent_end
from caseapp.store.queries.cases import case_rows
from caseapp.store.records import (
    Addressee,
    Consent,
    Contact,
    Copy,
    Detainee,
    Event,
    Intake,
    Kinship,
    NameForm,
)
from caseapp.store.saving import chunks, table_of


@dataclass(frozen=True, slots=True)
class Who:
    """A person by id and first name, which may be empty; a detainee by number and status too."""

    id: UUID
    name: str
    number: str = ""
    status: StatusReport | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWait:
    """A consent that ends soon (`ends`), or was withdrawn and stands in `copies` that are out.

    `about` is whom it concerns; `appeal_id` an appeal of such a copy.
    """

    consent_id: UUID
    serial: int
    audience: Audience
    about: Who
    is_case: bool
    ends: date | None = None
    withdrawn: UncertainDate | None = None
    copies: int = 0
    appeal_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeWait:
    """An intake that was begun. `missing` are codes: name, home, event, consent, contact."""

    intake_id: UUID
    case: Who
    contact: Who | None
    relation: Relation | None
    started_at: datetime
    missing: tuple[str, ...]


# -- consents ----------------------------------------------------------------------------------
def waiting_consents(session: Session, today: date) -> list[ConsentWait]:
    """Withdrawn consents that stand in copies which are out, then those that end in a month."""
    consents = table_of(Consent).c
    said = or_(
        consents.withdrawn_text != "",
        consents.withdrawn_earliest.is_not(None),
        consents.withdrawn_latest.is_not(None),
    )
    end = func.coalesce(consents.until_earliest, consents.until_latest)
    alive = Consent.deleted_at.is_(None)
    withdrawn = list(session.scalars(select(Consent).where(alive, said).order_by(Consent.serial)))
    ending = list(
        session.scalars(
            select(Consent)
            .where(alive, ~said, end >= today, end <= today + CONSENT_SOON)
            .order_by(end, Consent.serial)
        )
    )
    out = [(consent, _copies_out(session, consent)) for consent in withdrawn]
    kept = [(consent, copies) for consent, copies in out if copies]
    return _consents(session, [*kept, *((consent, ()) for consent in ending)])


def _consents(
    session: Session, found: Collection[tuple[Consent, Collection[UUID]]]
) -> list[ConsentWait]:
    contacts = contact_names(session, [c.about_contact_id for c, _ in found if c.about_contact_id])
    cases = case_names(session, [c.about_detainee_id for c, _ in found if c.about_detainee_id])
    rows = []
    for consent, copies in found:
        contact = contacts.get(consent.about_contact_id) if consent.about_contact_id else None
        case = cases.get(consent.about_detainee_id) if consent.about_detainee_id else None
        about = contact or case
        if about is None:  # whom it concerned lies in the trash
            continue
        rows.append(
            ConsentWait(
                consent_id=consent.id, serial=consent.serial, audience=consent.audience,
                about=about, is_case=contact is None, copies=len(copies),
                ends=None if copies else consent_end(consent.until),
                withdrawn=consent.withdrawn if copies else None,
                appeal_id=next(iter(copies), None),
            )
        )  # fmt: skip
    return rows


def _copies_out(session: Session, consent: Consent) -> list[UUID]:
    """The appeal of each issued copy that names whom a consent concerns, for its audience.

    A consent for the public reached every audience but the detaining state. A name is looked
    for in the frozen content as it was printed, whatever the records say today.
    """
    audiences = [consent.audience]
    if consent.audience is Audience.PUBLIC:
        audiences = [a for a in Audience if a is not Audience.DETAINING_STATE]
    names = select(NameForm.text).where(
        NameForm.deleted_at.is_(None), NameForm.text != "",
        or_(
            and_(
                NameForm.contact_id.is_not(None),
                NameForm.contact_id == consent.about_contact_id,
            ),
            and_(
                NameForm.detainee_id.is_not(None),
                NameForm.detainee_id == consent.about_detainee_id,
            ),
        ),
    )  # fmt: skip
    spellings = list(session.scalars(names))
    if not spellings:
        return []
    query = (
        select(Copy.appeal_id)
        .join(Addressee, Addressee.id == Copy.addressee_id)
        .where(
            Copy.deleted_at.is_(None), Copy.for_office.is_(False),
            Addressee.audience.in_(audiences),
            or_(*(func.instr(Copy.frozen, spelling) > 0 for spelling in spellings)),
        )
        .order_by(Copy.produced_at, Copy.number)
    )  # fmt: skip
    return list(session.scalars(query))


# -- intakes -----------------------------------------------------------------------------------
def waiting_intakes(session: Session) -> list[IntakeWait]:
    """Intakes that nobody has finished, the newest first: the person may still be in the room."""
    query = (
        select(Intake, Detainee)
        .join(Detainee, Detainee.id == Intake.detainee_id)
        .where(Intake.finished_at.is_(None), Intake.deleted_at.is_(None))
        .where(Detainee.deleted_at.is_(None))
        .order_by(Intake.started_at.desc(), Intake.serial.desc())
    )
    found = session.execute(query).all()
    cases = case_names(session, [case.id for _intake, case in found])
    contacts = contact_names(session, [i.contact_id for i, _case in found if i.contact_id])
    return [
        IntakeWait(
            intake_id=intake.id, case=cases[case.id], started_at=intake.started_at,
            contact=contacts.get(intake.contact_id) if intake.contact_id else None,
            relation=_relation(session, intake),
            missing=tuple(_missing(session, intake, case, cases[case.id])),
        )
        for intake, case in found
    ]  # fmt: skip


def _relation(session: Session, intake: Intake) -> Relation | None:
    """What the person who tells is to the one who is missing."""
    if intake.contact_id is None:
        return None
    return session.scalars(
        select(Kinship.relation).where(
            Kinship.contact_id == intake.contact_id,
            Kinship.of_detainee_id == intake.detainee_id,
            Kinship.deleted_at.is_(None),
        )
    ).first()


def _missing(session: Session, intake: Intake, case: Detainee, who: Who) -> Iterable[str]:
    def there(kind: type[Event] | type[Consent], *which: object) -> bool:
        query = select(kind.id).where(kind.deleted_at.is_(None), *which)  # type: ignore[arg-type]
        return session.scalars(query.limit(1)).first() is not None

    if not who.name:
        yield "name"
    if not case.home_place:
        yield "home"
    if not there(Event, Event.detainee_id == case.id):
        yield "event"
    if intake.contact_id is None:
        yield "contact"
    about = [Consent.about_detainee_id == case.id]
    if intake.contact_id is not None:
        about.append(Consent.about_contact_id == intake.contact_id)
    if not there(Consent, or_(*about)):
        yield "consent"


# -- names -------------------------------------------------------------------------------------
def case_names(session: Session, ids: Collection[UUID]) -> dict[UUID, Who]:
    """First name, else description, number and status of each case outside the trash."""
    found = {}
    for part in chunks(dict.fromkeys(ids)):
        for row in case_rows(session, part, alive=True):
            name = row.names[0][1] if row.names else row.description
            found[row.id] = Who(row.id, name, row.number, row.status)
    return found


def contact_names(session: Session, ids: Collection[UUID]) -> dict[UUID, Who]:
    """First name of each contact outside the trash."""
    found: dict[UUID, Who] = {}
    for part in chunks(dict.fromkeys(ids)):
        alive = select(Contact.id).where(Contact.id.in_(part), Contact.deleted_at.is_(None))
        names = (
            select(NameForm.contact_id, NameForm.text)
            .where(NameForm.contact_id.in_(part), NameForm.deleted_at.is_(None))
            .order_by(NameForm.position.desc(), NameForm.created_at.desc())
        )
        first = {owner: text for owner, text in session.execute(names)}  # noqa: C416
        found |= {one: Who(one, first.get(one, "")) for one in session.scalars(alive)}
    return found
