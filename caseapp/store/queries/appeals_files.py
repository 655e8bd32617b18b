"""Files of an appeal's cases that can go with a copy on paper."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from caseapp.domain.vocabulary import AttachmentRole
from caseapp.store.records import AppealPerson, Attachment, Citation, Event, Excerpt
from caseapp.store.saving import chunks

ON_PAPER = (AttachmentRole.DOCUMENT_SCAN, AttachmentRole.CAPTURE, AttachmentRole.OTHER)
"""What can be enclosed: portraits, and evidence of consents, stay in the office."""


def files_of_appeal(session: Session, appeal_id: UUID) -> list[Attachment]:
    """Papers of the cases of an appeal and of the sources that they cite, by file name."""
    cases = list(
        session.scalars(
            select(AppealPerson.detainee_id).where(
                AppealPerson.appeal_id == appeal_id, AppealPerson.deleted_at.is_(None)
            )
        )
    )
    found: dict[UUID, Attachment] = {}
    for some in chunks(cases):
        query = select(Attachment).where(
            Attachment.role.in_(ON_PAPER),
            Attachment.deleted_at.is_(None),
            or_(
                Attachment.detainee_id.in_(some),
                Attachment.source_id.in_(_sources(some)),
            ),
        )
        found |= {one.id: one for one in session.scalars(query)}
    return sorted(found.values(), key=lambda one: (one.file_name.casefold(), one.id))


def _sources(cases: Sequence[UUID]) -> Select[UUID]:
    """Ids of the sources that claims and events of these cases rest on."""
    events = select(Event.id).where(Event.detainee_id.in_(cases), Event.deleted_at.is_(None))
    return (
        select(Excerpt.source_id)
        .join(Citation, Citation.excerpt_id == Excerpt.id)
        .where(
            Citation.deleted_at.is_(None),
            or_(Citation.detainee_id.in_(cases), Citation.event_id.in_(events)),
        )
    )
