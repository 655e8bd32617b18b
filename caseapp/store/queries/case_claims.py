"""Claims against sources, as the page of a case shows them: a line a claim, a column a source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from caseapp.domain.status import Grade, Support, verification
from caseapp.domain.vocabulary import Bearing, Verification
from caseapp.store.queries.by_index import cites_fact_of
from caseapp.store.records import Citation, Event, Excerpt, Source

_Cited = tuple[Citation, Excerpt, Source]


@dataclass(frozen=True, slots=True)
class Mark:
    """What one source says of a claim, and how credible that is (1 to 6)."""

    source: int
    bearing: Bearing
    credibility: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What one excerpt says of a claim, in its own words; `source` is the source's number."""

    excerpt: Excerpt
    source_id: UUID
    source: int
    bearing: Bearing


@dataclass(frozen=True, slots=True)
class Claim:
    """A line of the evidence grid: an event or, with `field`, a fact of the detainee."""

    event: Event | None
    field: str
    marks: tuple[Mark, ...]
    verification: Verification
    passages: tuple[Passage, ...] = ()

    @property
    def contradicted(self) -> bool:
        return any(mark.bearing is Bearing.CONTRADICTS for mark in self.marks)


def load_claims(
    session: Session, detainee_id: UUID, events: Sequence[Event]
) -> tuple[list[Source], list[Claim]]:
    """The sources behind a case in the order of their numbers, and what each claim rests on.

    Events come first, in their order and also without a source; then the facts of the
    detainee that are cited. What lies in the trash counts for nothing.
    """
    rows = _cited(session, detainee_id, [event.id for event in events])
    sources = list({source.id: source for _citation, _excerpt, source in rows}.values())
    numbers = {source.id: number for number, source in enumerate(sources, start=1)}
    by_event: dict[UUID, list[_Cited]] = {event.id: [] for event in events}
    by_field: dict[str, list[_Cited]] = {}
    for row in rows:
        citation = row[0]
        if citation.event_id is not None:
            by_event[citation.event_id].append(row)
        else:
            by_field.setdefault(citation.field, []).append(row)
    claims = [_claim(event, "", by_event[event.id], numbers) for event in events]
    claims += [_claim(None, field, cited, numbers) for field, cited in by_field.items()]
    return sources, claims


def least_verified(claims: Iterable[Claim]) -> Verification:
    """A case is as far verified as the weakest of its sourced events."""
    order = list(Verification)
    steps = [claim.verification for claim in claims if claim.event is not None and claim.marks]
    return min(steps, key=order.index, default=Verification.UNSOURCED)


def _cited(session: Session, detainee_id: UUID, events: Sequence[UUID]) -> list[_Cited]:
    query = (
        select(Citation, Excerpt, Source)
        .join(Excerpt, Citation.excerpt_id == Excerpt.id)
        .join(Source, Excerpt.source_id == Source.id)
        .where(
            Citation.deleted_at.is_(None),
            Excerpt.deleted_at.is_(None),
            Source.deleted_at.is_(None),
            or_(cites_fact_of([detainee_id]), Citation.event_id.in_(events)),
        )
        .order_by(Source.serial, Citation.created_at, Citation.id)
    )
    return [(c, e, s) for c, e, s in session.execute(query)]


def _claim(
    event: Event | None, field: str, cited: Sequence[_Cited], numbers: dict[UUID, int]
) -> Claim:
    passages = tuple(
        Passage(
            excerpt=excerpt, source_id=source.id, source=numbers[source.id],
            bearing=citation.bearing,
        )
        for citation, excerpt, source in cited
    )  # fmt: skip
    return Claim(event, field, _marks(cited, numbers), _verified(cited), passages)


def _marks(cited: Sequence[_Cited], numbers: dict[UUID, int]) -> tuple[Mark, ...]:
    """One mark a source and bearing, with the best credibility among its excerpts."""
    best: dict[tuple[int, Bearing], str] = {}
    for citation, excerpt, source in cited:
        key = numbers[source.id], citation.bearing
        best[key] = min(best.get(key, "9"), excerpt.credibility.value)
    return tuple(Mark(number, bearing, value) for (number, bearing), value in best.items())


def _verified(cited: Sequence[_Cited]) -> Verification:
    supports = [
        Support(
            origin=source.same_text_as_id or source.id,
            kind=source.kind,
            grade=Grade(source.reliability, excerpt.credibility),
        )
        for citation, excerpt, source in cited
        if citation.bearing is Bearing.SUPPORTS
    ]
    return verification(supports, contradicted=len(supports) < len(cited))
