"""What the source reader shows: a source, its files, its excerpts and what each bears on.

Also what one chooses from while reading: cases, their claims and contacts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import Bearing
from caseapp.store.queries.cases import CaseRow, case_rows
from caseapp.store.records import (
    Attachment,
    Citation,
    Contact,
    Event,
    Excerpt,
    NameForm,
    Source,
)


@dataclass(frozen=True, slots=True)
class CitationRow:
    """What an excerpt does to one claim of one case: an event, or with `field` a fact."""

    id: UUID
    bearing: Bearing
    case: CaseRow
    event: Event | None
    field: str
    note: str


@dataclass(frozen=True, slots=True)
class ExcerptRow:
    """An excerpt and the claims that it is cited for, in the order in which they were made."""

    excerpt: Excerpt
    citations: tuple[CitationRow, ...]


@dataclass(frozen=True, slots=True)
class SourceName:
    """A source as another one names it."""

    id: UUID
    serial: int
    title: str


@dataclass(frozen=True, slots=True)
class ContactChoice:
    """A contact as a field offers it: what tells namesakes apart stands beside the name."""

    id: UUID
    serial: int
    names: tuple[str, ...]
    birth: UncertainDate
    region: str
    fictitious: bool


@dataclass(frozen=True, slots=True)
class SourcePage:
    """Everything in the reader but the bytes of the files.

    `copies` are the sources that were said to be other copies of this text.
    """

    source: Source
    testifier: ContactChoice | None
    same_text_as: SourceName | None
    copies: tuple[SourceName, ...]
    files: tuple[Attachment, ...]
    excerpts: tuple[ExcerptRow, ...]
    cases: tuple[CaseRow, ...]


@dataclass(frozen=True, slots=True)
class ClaimKey:
    """A claim of a case: an event by its id, or a field of the case by its name."""

    event_id: UUID | None = None
    field: str = ""


@dataclass(frozen=True, slots=True)
class CaseClaims:
    """A case, and its events in the order in which they were entered."""

    case: CaseRow
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class LastClaim:
    """What was cited last; where work goes on."""

    case_id: UUID
    claim: ClaimKey
    bearing: Bearing


def load_source_page(session: Session, source_id: UUID, language: str = "en") -> SourcePage | None:
    """The page of a source; None if there is none or it is in the trash."""
    source = session.get(Source, source_id)
    if source is None or source.deleted_at is not None:
        return None
    excerpts = session.scalars(
        select(Excerpt)
        .where(Excerpt.source_id == source_id, Excerpt.deleted_at.is_(None))
        .order_by(Excerpt.created_at, Excerpt.id)
    ).all()
    citations = _citations(session, [excerpt.id for excerpt in excerpts], language)
    rows = tuple(ExcerptRow(one, tuple(citations[one.id])) for one in excerpts)
    cases = {cited.case.id: cited.case for row in rows for cited in row.citations}
    files = select(Attachment).where(
        Attachment.source_id == source_id, Attachment.deleted_at.is_(None)
    )
    copies = select(Source).where(Source.same_text_as_id == source_id, Source.deleted_at.is_(None))
    testifier = contacts_by_id(session, [source.testifier_id]) if source.testifier_id else []
    return SourcePage(
        source=source,
        testifier=testifier[0] if testifier else None,
        same_text_as=source_name(session, source.same_text_as_id, language),
        copies=tuple(
            SourceName(one.id, one.serial, one.worded("title", language)[0])
            for one in session.scalars(copies.order_by(Source.serial))
        ),
        files=tuple(session.scalars(files.order_by(Attachment.created_at, Attachment.id))),
        excerpts=rows,
        cases=tuple(sorted(cases.values(), key=lambda case: case.number)),
    )


def source_name(session: Session, source_id: UUID | None, language: str) -> SourceName | None:
    """Number and title of a source outside the trash."""
    source = session.get(Source, source_id) if source_id else None
    if source is None or source.deleted_at is not None:
        return None
    return SourceName(source.id, source.serial, source.worded("title", language)[0])


def every_excerpt(session: Session, source_id: UUID) -> list[Excerpt]:
    """The excerpts of a source, in the trash or not, oldest first."""
    query = select(Excerpt).where(Excerpt.source_id == source_id)
    return list(session.scalars(query.order_by(Excerpt.created_at, Excerpt.id)))


def last_claim(session: Session, source_id: UUID) -> LastClaim | None:
    """What was cited last from this source; else from any, as long as it is there."""
    query = (
        select(Citation, Event.detainee_id)
        .join(Excerpt, Excerpt.id == Citation.excerpt_id)
        .outerjoin(Event, Event.id == Citation.event_id)
        .where(
            Citation.deleted_at.is_(None), Excerpt.deleted_at.is_(None),
            or_(Event.id.is_(None), Event.deleted_at.is_(None)),
        )
        .order_by(Citation.created_at.desc(), Citation.id.desc())
        .limit(1)
    )  # fmt: skip
    here = session.execute(query.where(Excerpt.source_id == source_id)).first()
    found = here or session.execute(query).first()
    if found is None:
        return None
    citation, of_event = found
    case_id = citation.detainee_id or of_event
    if not case_rows(session, [case_id], alive=True):
        return None
    return LastClaim(case_id, ClaimKey(citation.event_id, citation.field), citation.bearing)


def load_claims_of(session: Session, case_id: UUID, language: str = "en") -> CaseClaims | None:
    """What an excerpt can be cited for in a case; None if it is gone."""
    found = case_rows(session, [case_id], language, alive=True)
    if not found:
        return None
    events = session.scalars(
        select(Event)
        .where(Event.detainee_id == case_id, Event.deleted_at.is_(None))
        .order_by(Event.created_at, Event.id)
    ).all()
    ordered = sorted(events, key=lambda e: (e.when.earliest is None, str(e.when.earliest)))
    return CaseClaims(found[0], tuple(ordered))


def contacts_by_id(session: Session, ids: Sequence[UUID]) -> list[ContactChoice]:
    """These contacts outside the trash, in the order of the ids."""
    query = select(Contact).where(Contact.id.in_(ids), Contact.deleted_at.is_(None))
    found = {contact.id: contact for contact in session.scalars(query)}
    names: dict[UUID, list[str]] = defaultdict(list)
    forms = (
        select(NameForm.contact_id, NameForm.text)
        .where(NameForm.contact_id.in_(ids), NameForm.deleted_at.is_(None))
        .order_by(NameForm.position, NameForm.created_at)
    )
    for owner, text in session.execute(forms):
        if owner is not None:
            names[owner].append(text)
    return [
        ContactChoice(
            c.id, c.serial, tuple(names[c.id]), c.birth, c.region or c.country, c.fictitious
        )
        for c in (found[i] for i in ids if i in found)
    ]


def _citations(
    session: Session, excerpts: Sequence[UUID], language: str
) -> dict[UUID, list[CitationRow]]:
    """By excerpt. A citation of an event or a case in the trash counts for nothing."""
    query = (
        select(Citation, Event)
        .outerjoin(Event, Event.id == Citation.event_id)
        .where(
            Citation.excerpt_id.in_(excerpts), Citation.deleted_at.is_(None),
            or_(Event.id.is_(None), Event.deleted_at.is_(None)),
        )
        .order_by(Citation.created_at, Citation.id)
    )  # fmt: skip
    rows = session.execute(query).all()
    owners = [citation.detainee_id or event.detainee_id for citation, event in rows]
    cases = {
        case.id: case
        for case in case_rows(session, list(dict.fromkeys(owners)), language, alive=True)
    }
    found: dict[UUID, list[CitationRow]] = defaultdict(list)
    for (citation, event), owner in zip(rows, owners, strict=True):
        if owner in cases:
            row = CitationRow(
                citation.id, citation.bearing, cases[owner], event, citation.field, citation.note
            )
            found[citation.excerpt_id].append(row)
    return found


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """Where a source stands among all, the newest first: from 1; its neighbours if there are."""

    position: int
    count: int
    before: UUID | None
    after: UUID | None


def place_of_source(session: Session, source_id: UUID) -> SourcePlace | None:
    """None for a source that is gone."""
    alive = select(Source.id).where(Source.deleted_at.is_(None)).order_by(Source.serial.desc())
    ids = list(session.scalars(alive))
    if source_id not in ids:
        return None
    at = ids.index(source_id)
    return SourcePlace(
        at + 1, len(ids), ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None
    )
