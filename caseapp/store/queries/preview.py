"""What the card beside the case list shows of one case, and what its decisions need."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from caseapp.domain.dates import UncertainDate
from caseapp.domain.status import CaseFacts, Term, completeness, in_order, release_window
from caseapp.domain.vocabulary import CaseKind, EventKind, Sex, TermStart, Tie
from caseapp.store.casefile import AppealFile
from caseapp.store.queries.by_index import cites_fact_of
from caseapp.store.queries.cases import CaseRow, case_rows, status_event
from caseapp.store.queries.policies import policy_in_force
from caseapp.store.queries.published_names import NAME_FIELDS
from caseapp.store.records import (
    Appeal,
    AppealPerson,
    Attachment,
    Citation,
    Consent,
    Contact,
    Detainee,
    Event,
    Excerpt,
    Identifier,
    Kinship,
    NameForm,
    Record,
    Source,
)

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Teller:
    """A relative or witness of the case, with the first spelling of the name."""

    contact_id: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePreview:
    """One case in short. `names` are all spellings, each text once.

    `consent_file` holds only what tells who may speak for the person: the case, kinship,
    contacts, petitioners, consents and the policy in force. `published`: a public source
    tells the name. `missing` are fields of `CaseFacts`; empty too for a group.
    """

    row: CaseRow
    names: tuple[str, ...]
    taken_place: str
    term: Term
    term_start: TermStart
    release: UncertainDate | None
    tellers: tuple[Teller, ...]
    photo: Attachment | None
    consent_file: AppealFile
    published: bool
    missing: tuple[str, ...]


def load_case_preview(
    session: Session, detainee_id: UUID, language: str = "en"
) -> CasePreview | None:
    """The card of a case; None if there is none or it is in the trash."""
    case = session.get(Detainee, detainee_id)
    if case is None or case.deleted_at is not None:
        return None
    (row,) = case_rows(session, [detainee_id], language)
    events = _events(session, detainee_id)
    takings = [e for e in events if e.kind in (EventKind.TAKEN, EventKind.RETAKEN)]
    sentences = [e for e in events if e.kind is EventKind.SENTENCED and status_event(e).term]
    file = load_consent_file(session, case)
    testifiers = _testifiers(session, detainee_id)
    tellers = [link.petitioner_id for link in reversed(file.persons)] + testifiers
    known = {c.id for c in _alive(session, Contact, Contact.id.in_(_distinct(tellers)))}
    return CasePreview(
        row=row,
        names=_names(session, detainee_id),
        taken_place=takings[0].worded("place", language)[0] if takings else "",
        term=status_event(sentences[-1]).term if sentences else Term(),
        term_start=sentences[-1].term_start if sentences else TermStart.UNKNOWN,
        release=release_window([status_event(e) for e in events]),
        tellers=tuple(
            Teller(contact_id, _name_of(session, contact_id))
            for contact_id in _distinct(tellers)
            if contact_id in known
        ),
        photo=session.get(Attachment, case.photo_id) if case.photo_id else None,
        consent_file=file,
        published=name_is_published(session, detainee_id),
        missing=_missing(session, case, row, events, file),
    )


def _missing(
    session: Session, case: Detainee, row: CaseRow, events: Sequence[Event], file: AppealFile
) -> tuple[str, ...]:
    """What the file lacks, as the page of the case counts it."""
    if case.kind is CaseKind.GROUP:
        return ()
    mine = Attachment.detainee_id == case.id
    photo = case.photo_id and session.scalar(
        _count(Attachment, mine, Attachment.id == case.photo_id)
    )
    claims = or_(cites_fact_of([case.id]), Citation.event_id.in_([e.id for e in events]))
    facts = CaseFacts(
        name=bool(row.names),
        second_script=len(row.names) > 1,
        sex=case.sex is not Sex.UNKNOWN,
        birth=not case.birth.is_unknown,
        identifier=bool(session.scalar(_count(Identifier, Identifier.detainee_id == case.id))),
        home=bool(case.home_place),
        event=bool(events),
        event_dated=any(not event.when.is_unknown for event in events),
        reason=any(event.reason_given or event.reason_believed for event in events),
        tie=case.tie is not Tie.NONE_KNOWN or bool(case.tie_note),
        relative=bool(file.kinships),
        source=session.scalars(_cited_sources(claims)).first() is not None,
        consent=bool(file.consents),
        photo=bool(photo),
    )
    return completeness(facts).missing


def _count(kind: type[Record], *conditions: ColumnElement[bool]) -> Select[int]:
    return select(func.count(kind.id)).where(kind.deleted_at.is_(None), *conditions)


def load_consent_file(session: Session, case: Detainee) -> AppealFile:
    """What tells who may speak for one person, and what was allowed; see `CasePreview`."""
    kinships = _alive(session, Kinship, _either(case.id))
    links = _alive(session, AppealPerson, AppealPerson.detainee_id == case.id)
    involved = [link.petitioner_id for link in links]
    involved += [c for k in kinships for c in (k.contact_id, k.of_contact_id)]
    contacts = _alive(session, Contact, Contact.id.in_(_distinct(involved)))
    return AppealFile(
        appeal=Appeal(),
        persons=tuple(links),
        detainees={case.id: case},
        contacts={contact.id: contact for contact in contacts},
        kinships=tuple(kinships),
        consents=tuple(_alive(session, Consent, Consent.about_detainee_id == case.id)),
        policy=policy_in_force(session),
    )


def _alive(session: Session, kind: type[R], *conditions: ColumnElement[bool]) -> list[R]:
    """Records outside the trash, in the order of their making."""
    query = select(kind).where(kind.deleted_at.is_(None), *conditions)
    return list(session.scalars(query.order_by(kind.created_at, kind.id)))


def _distinct(ids: Sequence[UUID | None]) -> list[UUID]:
    return list(dict.fromkeys(i for i in ids if i is not None))


def _either(detainee_id: UUID) -> ColumnElement[bool]:
    return or_(Kinship.of_detainee_id == detainee_id, Kinship.detainee_id == detainee_id)


def _events(session: Session, detainee_id: UUID) -> list[Event]:
    """In the order in which they happened."""
    found: dict[Hashable, Event] = {
        e.id: e for e in _alive(session, Event, Event.detainee_id == detainee_id)
    }
    return [found[state.key] for state in in_order([status_event(e) for e in found.values()])]


def _names(session: Session, detainee_id: UUID) -> tuple[str, ...]:
    query = (
        select(NameForm.text)
        .where(NameForm.detainee_id == detainee_id, NameForm.deleted_at.is_(None))
        .order_by(NameForm.position, NameForm.created_at)
    )
    return tuple(dict.fromkeys(session.scalars(query)))


def _name_of(session: Session, contact_id: UUID) -> str:
    query = (
        select(NameForm.text)
        .where(NameForm.contact_id == contact_id, NameForm.deleted_at.is_(None))
        .order_by(NameForm.position, NameForm.created_at)
    )
    return session.scalars(query).first() or ""


def _cited_sources(of_claim: ColumnElement[bool]) -> Select[UUID]:
    """Ids of the sources whose excerpts are cited for a claim of the case."""
    return (
        select(Excerpt.source_id)
        .join(Citation, Citation.excerpt_id == Excerpt.id)
        .where(Citation.deleted_at.is_(None), Excerpt.deleted_at.is_(None), of_claim)
    )


def _testifiers(session: Session, detainee_id: UUID) -> list[UUID | None]:
    """Contacts whose testimony is cited in the case, in the order of the testimonies."""
    events = select(Event.id).where(Event.detainee_id == detainee_id, Event.deleted_at.is_(None))
    claim = or_(cites_fact_of([detainee_id]), Citation.event_id.in_(events))
    query = select(Source.testifier_id).where(
        Source.id.in_(_cited_sources(claim)),
        Source.testifier_id.is_not(None),
        Source.deleted_at.is_(None),
    )
    return list(session.scalars(query.order_by(Source.serial)))


def name_is_published(session: Session, detainee_id: UUID) -> bool:
    """A public source tells this person's name."""
    spelled = select(NameForm.source_id).where(
        NameForm.detainee_id == detainee_id, NameForm.deleted_at.is_(None)
    )
    named = cites_fact_of([detainee_id]) & Citation.field.in_(NAME_FIELDS)
    cited = _cited_sources(named)
    query = select(Source.id).where(
        or_(Source.id.in_(spelled), Source.id.in_(cited)),
        Source.published.is_(True),
        Source.deleted_at.is_(None),
    )
    return session.scalars(query).first() is not None
