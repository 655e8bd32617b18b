"""What the page of one case shows: its records, detached and complete, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from caseapp.domain.dates import UncertainDate
from caseapp.domain.status import (
    Grade,
    StatusReport,
    Support,
    derive_status,
    in_order,
    release_window,
    verification,
)
from caseapp.domain.vocabulary import Bearing, Relation, RiskLevel, Verification
from caseapp.store import history
from caseapp.store.queries.cases import status_event
from caseapp.store.records import (
    Appeal,
    AppealPerson,
    Attachment,
    Citation,
    Contact,
    Detainee,
    Event,
    Excerpt,
    Identifier,
    Kinship,
    NameForm,
    Source,
)

HISTORY_SHOWN = 100


@dataclass(frozen=True, slots=True)
class KinRow:
    """One person who belongs to the case: what they are to the detainee, and who they are."""

    kinship_id: UUID
    relation: Relation
    reversed: bool
    name: str
    place: str
    birth: UncertainDate
    risk: RiskLevel
    case_id: UUID | None


@dataclass(frozen=True, slots=True)
class Mark:
    """What one source says of a claim, and how credible that is (1 to 6)."""

    source: int
    bearing: Bearing
    credibility: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A line of the evidence grid: an event or, with `field`, a fact of the detainee."""

    event: Event | None
    field: str
    marks: tuple[Mark, ...]
    verification: Verification

    @property
    def contradicted(self) -> bool:
        return any(mark.bearing is Bearing.CONTRADICTS for mark in self.marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """Everything on the page. `sources` are numbered from 1 in their order."""

    detainee: Detainee
    names: tuple[NameForm, ...]
    identifiers: tuple[Identifier, ...]
    events: tuple[Event, ...]
    status: StatusReport
    release: UncertainDate | None
    verification: Verification
    kin: tuple[KinRow, ...]
    sources: tuple[Source, ...]
    claims: tuple[Claim, ...]
    files: tuple[Attachment, ...]
    photo: Attachment | None
    appeals: tuple[tuple[UUID, int, str], ...]
    history: tuple[history.Entry, ...]


def load_case_page(session: Session, detainee_id: UUID) -> CasePage | None:
    """The page of a case; None if there is none or it is in the trash."""
    detainee = session.get(Detainee, detainee_id)
    if detainee is None or detainee.deleted_at is not None:
        return None
    events = _events(session, detainee_id)
    states = [status_event(event) for event in events]
    sources, claims = _evidence(session, detainee_id, events)
    files = _alive(session, Attachment, Attachment.detainee_id == detainee_id)
    photo = session.get(Attachment, detainee.photo_id) if detainee.photo_id else None
    return CasePage(
        detainee=detainee,
        names=tuple(
            sorted(
                _alive(session, NameForm, NameForm.detainee_id == detainee_id),
                key=lambda name: name.position,
            )
        ),
        identifiers=tuple(_alive(session, Identifier, Identifier.detainee_id == detainee_id)),
        events=tuple(events),
        status=derive_status(states),
        release=release_window(states),
        verification=_least([c.verification for c in claims if c.event is not None]),
        kin=tuple(_kin(session, detainee_id)),
        sources=tuple(sources),
        claims=tuple(claims),
        files=tuple(files),
        photo=photo,
        appeals=_appeals(session, detainee_id),
        history=tuple(_history(session, detainee, events)),
    )


def _alive(session: Session, kind: type, *conditions: object) -> list:  # type: ignore[type-arg]
    query = select(kind).where(kind.deleted_at.is_(None), *conditions)
    return list(session.scalars(query.order_by(kind.created_at, kind.id)))


def _events(session: Session, detainee_id: UUID) -> list[Event]:
    """In the order in which they happened, undated ones last."""
    found = {e.id: e for e in _alive(session, Event, Event.detainee_id == detainee_id)}
    ordered = [found[state.key] for state in in_order([status_event(e) for e in found.values()])]
    return sorted(ordered, key=lambda event: event.when.is_unknown)


def _evidence(
    session: Session, detainee_id: UUID, events: Sequence[Event]
) -> tuple[list[Source], list[Claim]]:
    query = (
        select(Citation, Excerpt, Source)
        .join(Excerpt, Citation.excerpt_id == Excerpt.id)
        .join(Source, Excerpt.source_id == Source.id)
        .where(
            Citation.deleted_at.is_(None),
            or_(
                Citation.detainee_id == detainee_id,
                Citation.event_id.in_([event.id for event in events]),
            ),
        )
        .order_by(Source.serial, Citation.created_at)
    )
    rows = session.execute(query).tuples().all()
    sources = list({source.id: source for _citation, _excerpt, source in rows}.values())
    numbers = {source.id: number for number, source in enumerate(sources, start=1)}
    grouped: dict[object, list[tuple[Citation, Excerpt, Source]]] = {e.id: [] for e in events}
    for citation, excerpt, source in rows:
        key = citation.event_id or citation.field
        grouped.setdefault(key, []).append((citation, excerpt, source))
    by_id = {event.id: event for event in events}
    claims = [
        Claim(
            by_id.get(key) if isinstance(key, UUID) else None,
            "" if isinstance(key, UUID) else str(key),
            tuple(Mark(numbers[s.id], c.bearing, e.credibility.value) for c, e, s in cited),
            _verified(cited),
        )
        for key, cited in grouped.items()
    ]
    return sources, claims


def _verified(cited: Iterable[tuple[Citation, Excerpt, Source]]) -> Verification:
    supports = []
    contradicted = False
    for citation, excerpt, source in cited:
        if citation.bearing is Bearing.CONTRADICTS:
            contradicted = True
            continue
        grade = Grade(source.reliability, excerpt.credibility)
        supports.append(
            Support(origin=source.same_text_as_id or source.id, kind=source.kind, grade=grade)
        )
    return verification(supports, contradicted)


def _least(steps: Sequence[Verification]) -> Verification:
    """A case is as far verified as the weakest of its sourced events."""
    order = list(Verification)
    sourced = [step for step in steps if step is not Verification.UNSOURCED]
    return min(sourced, key=order.index) if sourced else Verification.UNSOURCED


def _kin(session: Session, detainee_id: UUID) -> list[KinRow]:
    rows = []
    either = or_(Kinship.of_detainee_id == detainee_id, Kinship.detainee_id == detainee_id)
    for kinship in _alive(session, Kinship, either):
        reverse = kinship.detainee_id == detainee_id
        other_case = kinship.of_detainee_id if reverse else kinship.detainee_id
        other_contact = kinship.of_contact_id if reverse else kinship.contact_id
        contact = session.get(Contact, other_contact) if other_contact else None
        name = kinship.name or _first_name(session, other_case, other_contact)
        rows.append(
            KinRow(
                kinship.id,
                kinship.relation,
                reverse,
                name,
                kinship.place or (contact.region if contact else ""),
                kinship.birth if not contact else contact.birth,
                contact.risk if contact else RiskLevel.NOT_ASSESSED,
                other_case,
            )
        )
    return rows


def _first_name(session: Session, case_id: UUID | None, contact_id: UUID | None) -> str:
    owner = NameForm.detainee_id == case_id if case_id else NameForm.contact_id == contact_id
    name = session.scalar(
        select(NameForm.text)
        .where(owner, NameForm.deleted_at.is_(None))
        .order_by(NameForm.position)
    )
    if name is None and case_id and (case := session.get(Detainee, case_id)):
        return case.description
    return name or ""


def _appeals(session: Session, detainee_id: UUID) -> tuple[tuple[UUID, int, str], ...]:
    query = (
        select(Appeal.id, Appeal.serial, Appeal.title)
        .join(AppealPerson, AppealPerson.appeal_id == Appeal.id)
        .where(
            AppealPerson.detainee_id == detainee_id,
            AppealPerson.deleted_at.is_(None),
            Appeal.deleted_at.is_(None),
        )
        .order_by(Appeal.serial)
    )
    return tuple(session.execute(query).tuples().all())


def _history(session: Session, detainee: Detainee, events: Sequence[Event]) -> list[history.Entry]:
    """The newest changes of the case itself and of its events."""
    found = []
    for record_id in [detainee.id, *(event.id for event in events)]:
        found += history.entries(session.connection(), record_id, HISTORY_SHOWN)
    found.sort(key=lambda entry: entry.action.seq, reverse=True)
    return found[:HISTORY_SHOWN]
