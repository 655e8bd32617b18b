"""What the page of one case shows: its records, detached and complete, in their order."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from caseapp.domain.dates import UncertainDate
from caseapp.domain.status import (
    CaseFacts,
    Completeness,
    StatusReport,
    completeness,
    derive_status,
    in_order,
    release_window,
)
from caseapp.domain.vocabulary import CaseKind, Sex, Tie, Verification
from caseapp.store import history
from caseapp.store.casefile import AppealFile
from caseapp.store.queries.appeals_follow import CaseClaim, claims_of_case
from caseapp.store.queries.case_claims import Claim, Mark, least_verified, load_claims
from caseapp.store.queries.case_kin import KinRow, load_kin
from caseapp.store.queries.cases import status_event
from caseapp.store.queries.preview import load_consent_file, name_is_published
from caseapp.store.records import (
    Appeal,
    AppealPerson,
    Attachment,
    Detainee,
    Event,
    Identifier,
    Kinship,
    NameForm,
    Record,
    Source,
)

__all__ = ["CasePage", "Claim", "KinRow", "Mark", "load_case_page"]

HISTORY_SHOWN = 300
"""Changed fields that the page's history tells at most, the newest."""

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """Everything on the page. `sources` are numbered from 1 in their order.

    `officials` is what answers to appeals say of the person, no fact of the case.
    `consent_file` and `published` are as in `CasePreview`: to whom the person may be named.
    `completeness` is None for a group: most of what a person's file holds cannot be asked.
    """

    detainee: Detainee
    names: tuple[NameForm, ...]
    identifiers: tuple[Identifier, ...]
    events: tuple[Event, ...]
    status: StatusReport
    release: UncertainDate | None
    verification: Verification
    completeness: Completeness | None
    kin: tuple[KinRow, ...]
    sources: tuple[Source, ...]
    claims: tuple[Claim, ...]
    files: tuple[Attachment, ...]
    photo: Attachment | None
    appeals: tuple[tuple[UUID, int, str], ...]
    officials: tuple[CaseClaim, ...]
    history: tuple[history.Entry, ...]
    consent_file: AppealFile
    published: bool


def load_case_page(session: Session, detainee_id: UUID) -> CasePage | None:
    """The page of a case; None if there is none or it is in the trash."""
    detainee = session.get(Detainee, detainee_id)
    if detainee is None or detainee.deleted_at is not None:
        return None
    events = _events(session, detainee_id)
    states = [status_event(event) for event in events]
    sources, claims = load_claims(session, detainee_id, events)
    files = _alive(session, Attachment, Attachment.detainee_id == detainee_id)
    names = _alive(session, NameForm, NameForm.detainee_id == detainee_id)
    names.sort(key=lambda name: name.position)
    identifiers = _alive(session, Identifier, Identifier.detainee_id == detainee_id)
    kin = load_kin(session, detainee_id)
    photo = next((file for file in files if file.id == detainee.photo_id), None)
    consents = load_consent_file(session, detainee)
    facts = CaseFacts(
        name=bool(names),
        second_script=len({name.script for name in names}) > 1,
        sex=detainee.sex is not Sex.UNKNOWN,
        birth=not detainee.birth.is_unknown,
        identifier=bool(identifiers),
        home=bool(detainee.home_place),
        event=bool(events),
        event_dated=any(not event.when.is_unknown for event in events),
        reason=any(event.reason_given or event.reason_believed for event in events),
        tie=detainee.tie is not Tie.NONE_KNOWN or bool(detainee.tie_note),
        relative=bool(kin),
        source=bool(sources),
        consent=bool(consents.consents),
        photo=photo is not None,
    )
    return CasePage(
        detainee=detainee,
        names=tuple(names),
        identifiers=tuple(identifiers),
        events=tuple(events),
        status=derive_status(states),
        release=release_window(states),
        verification=least_verified(claims),
        completeness=None if detainee.kind is CaseKind.GROUP else completeness(facts),
        kin=tuple(kin),
        sources=tuple(sources),
        claims=tuple(claims),
        files=tuple(files),
        photo=photo,
        appeals=_appeals(session, detainee_id),
        officials=tuple(claims_of_case(session, detainee_id)),
        history=tuple(_history(session, detainee_id)),
        consent_file=consents,
        published=name_is_published(session, detainee_id),
    )


def _alive(session: Session, kind: type[R], condition: ColumnElement[bool]) -> list[R]:
    query = select(kind).where(kind.deleted_at.is_(None), condition)
    return list(session.scalars(query.order_by(kind.created_at, kind.id)))


def _events(session: Session, detainee_id: UUID) -> list[Event]:
    """In the order in which they happened, undated ones last."""
    found = _alive(session, Event, Event.detainee_id == detainee_id)
    by_key: dict[Hashable, Event] = {event.id: event for event in found}
    ordered = [by_key[state.key] for state in in_order([status_event(e) for e in found])]
    return sorted(ordered, key=lambda event: event.when.is_unknown)


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
    return tuple(session.execute(query).all())


def _history(session: Session, detainee_id: UUID) -> Sequence[history.Entry]:
    """The newest changes of the case and of all that is recorded on its page, trash included."""
    owned: dict[type[Record], ColumnElement[bool]] = {
        NameForm: NameForm.detainee_id == detainee_id,
        Identifier: Identifier.detainee_id == detainee_id,
        Event: Event.detainee_id == detainee_id,
        Attachment: Attachment.detainee_id == detainee_id,
        Kinship: or_(
            Kinship.of_detainee_id == detainee_id,
            and_(Kinship.detainee_id == detainee_id, Kinship.of_contact_id.is_(None)),
        ),
    }
    ids = {
        kind.__tablename__: list(session.scalars(select(kind.id).where(condition)))
        for kind, condition in owned.items()
    }
    ids[Detainee.__tablename__] = [detainee_id]
    return history.entries_of(session.connection(), ids, HISTORY_SHOWN)
