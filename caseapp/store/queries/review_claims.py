"""Claims that sources contradict, and excerpts that no claim rests on: what a person looks at.

A contradiction that was looked at can be set aside; a new passage against the same claim
brings it back. What was set aside stands in one saved view of the office, so that it is
undone and told in the history like everything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from caseapp.domain.vocabulary import Bearing
from caseapp.store.queries.case_claims import Claim, load_claims
from caseapp.store.queries.contact_ties import first_names
from caseapp.store.records import Citation, Detainee, Event, Excerpt, SavedView, Source
from caseapp.store.saving import chunks

VIEW = "review"
"""Value of `SavedView.view` of the record that holds what was set aside."""
ASIDE = "set_aside"
LISTED = 500
"""Lines that a list shows at most; all are counted."""


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim with passages against it. `against` are these citations; `event` or `field`."""

    case_id: UUID
    number: str
    name: str
    detainee: Detainee
    event: Event | None
    field: str
    against: frozenset[str]

    @property
    def key(self) -> str:
        """Names the claim in the whole vault."""
        return self.event.id.hex if self.event else f"{self.case_id.hex}:{self.field}"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One claim with every passage behind it; sources are numbered from 1 in their order."""

    line: ClaimLine
    claim: Claim
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class LooseExcerpt:
    """An excerpt that is cited for nothing, and its source."""

    excerpt: Excerpt
    source: Source


def contradicted_claims(session: Session) -> list[ClaimLine]:
    """Claims with a living passage against them that were not set aside, by case."""
    event_case = Event.detainee_id
    query = (
        select(Citation.id, Citation.event_id, Citation.field, Citation.detainee_id, event_case)
        .join(Excerpt, Citation.excerpt_id == Excerpt.id)
        .join(Source, Excerpt.source_id == Source.id)
        .join(Event, Citation.event_id == Event.id, isouter=True)
        .where(
            Citation.bearing == Bearing.CONTRADICTS, Citation.deleted_at.is_(None),
            Excerpt.deleted_at.is_(None), Source.deleted_at.is_(None),
            Event.deleted_at.is_(None),
        )
    )  # fmt: skip
    found: dict[tuple[UUID, UUID | None, str], set[str]] = {}
    for citation, event, field, mine, of_event in session.execute(query):
        case_id = mine or of_event
        if case_id is not None:
            found.setdefault((case_id, event, field), set()).add(citation.hex)
    lines = _lines(session, found)
    aside = set_aside(session)
    return [line for line in lines if not line.against <= set(aside.get(line.key, ()))]


def _lines(
    session: Session, found: Mapping[tuple[UUID, UUID | None, str], set[str]]
) -> list[ClaimLine]:
    cases: dict[UUID, Detainee] = {}
    names: dict[UUID, str] = {}
    events: dict[UUID, Event] = {}
    for ids in chunks({case_id for case_id, _event, _field in found}):
        query = select(Detainee).where(Detainee.id.in_(ids), Detainee.deleted_at.is_(None))
        cases |= {case.id: case for case in session.scalars(query)}
        names |= first_names(session, ids)
    for ids in chunks({event for _case, event, _field in found if event}):
        events |= {e.id: e for e in session.scalars(select(Event).where(Event.id.in_(ids)))}
    lines = [
        ClaimLine(
            case_id, cases[case_id].case_number,
            names.get(case_id, cases[case_id].description), cases[case_id],
            events[event] if event else None, "" if event else field, frozenset(against),
        )
        for (case_id, event, field), against in found.items() if case_id in cases
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (line.detainee.serial, line.key))


def contradiction(session: Session, line: ClaimLine) -> Contradiction | None:
    """A claim with all its passages; None if it is gone by now."""
    events = [line.event] if line.event is not None else []
    sources, claims = load_claims(session, line.case_id, events)
    for claim in claims:
        mine = claim.event is not None if line.event else claim.field == line.field
        if mine and claim.passages:
            return Contradiction(line, claim, tuple(sources))
    return None


def aside_view(session: Session) -> SavedView | None:
    """The record that holds what was set aside."""
    query = select(SavedView).where(SavedView.view == VIEW, SavedView.deleted_at.is_(None))
    return session.scalars(query.order_by(SavedView.created_at)).first()


def set_aside(session: Session) -> Mapping[str, list[str]]:
    """By key of a claim the citations against it that somebody has looked at."""
    view = aside_view(session)
    return dict(view.filters.get(ASIDE, {})) if view else {}


def loose_count(session: Session) -> int:
    """How many excerpts are cited for nothing."""
    return session.scalar(_loose(select(func.count(Excerpt.id)))) or 0


def loose_excerpts(session: Session) -> list[LooseExcerpt]:
    """Excerpts that are cited for nothing, the newest first, at most `LISTED`."""
    query = _loose(select(Excerpt, Source)).order_by(Excerpt.created_at.desc(), Excerpt.id)
    return [LooseExcerpt(e, s) for e, s in session.execute(query.limit(LISTED))]


def _loose(query: Any) -> Any:
    cited = exists().where(Citation.excerpt_id == Excerpt.id, Citation.deleted_at.is_(None))
    return query.join(Source, Excerpt.source_id == Source.id).where(
        Excerpt.deleted_at.is_(None), Source.deleted_at.is_(None), ~cited
    )
