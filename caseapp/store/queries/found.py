"""What a search shows: one line a hit, of whatever kind, and where it leads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from caseapp.domain.vocabulary import Status
from caseapp.store import search
from caseapp.store.queries.by_index import first_is_contact
from caseapp.store.queries.cases import case_rows
from caseapp.store.queries.sounding import HEARD, sounding
from caseapp.store.records import (
    Appeal,
    AppealPerson,
    Citation,
    Contact,
    Detainee,
    Event,
    Excerpt,
    Kinship,
    NameForm,
    Source,
)

SHOWN = 160
"""Characters of an excerpt that a line shows."""


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A hit: its kind (see `search.KINDS`), the number people use, a title, a second line.

    `leads_to` is the appeal itself or a case: the hit's own, or the first one that the
    contact, source or excerpt bears on; None where there is none. Cases have a `status`.
    `born` and `place` tell namesakes apart; the place of a contact stands in `detail`.
    `sounds_like` is the spelling on file of a name that only sounds like what was typed.
    """

    kind: str
    id: UUID
    number: str
    title: str
    detail: str
    leads_to: UUID | None
    status: Status | None = None
    born: str = ""
    place: str = ""
    sounds_like: str = ""


def found_rows(session: Session, typed: str, *, limit: int = 50) -> list[FoundRow]:
    """What contains all typed words, best first; then people whose names sound so."""
    hits = search.find(session.connection(), typed, limit=limit)
    found = _rows(session, hits)
    for kind in HEARD:
        heard = {one.id: one for one in sounding(session, typed, kind)[:limit]}
        by_ear = _rows(session, [search.Hit(kind, one, 0.0) for one in heard])
        found += [replace(row, sounds_like=heard[row.id].spelling) for row in by_ear]
    return found


def _rows(session: Session, hits: Sequence[search.Hit]) -> list[FoundRow]:
    cases = {
        row.id: row
        for row in case_rows(session, [h.record_id for h in hits if h.kind == "detainee"])
    }
    rows = []
    for hit in hits:
        if hit.kind == "detainee" and (case := cases.get(hit.record_id)):
            names = [text for _script, text in case.names]
            title = names[0] if names else case.description
            detail = " · ".join(names[1:])
            status = case.status.status
            rows.append(
                FoundRow("case", case.id, case.number, title, detail, case.id, status,
                         case.birth.text, case.home_place)
            )  # fmt: skip
        elif row := _other(session, hit):
            rows.append(row)
    return rows


def _other(session: Session, hit: search.Hit) -> FoundRow | None:
    if hit.kind == "contact" and (contact := session.get(Contact, hit.record_id)):
        name = session.scalar(
            select(NameForm.text)
            .where(NameForm.contact_id == contact.id, NameForm.deleted_at.is_(None))
            .order_by(NameForm.position)
        )
        case = case_of_contact(session, contact.id)
        number = str(contact.serial)
        return FoundRow(
            "contact", contact.id, number, name or "", contact.region, case,
            born=contact.birth.text,
        )  # fmt: skip
    if hit.kind == "source" and (source := session.get(Source, hit.record_id)):
        detail = " · ".join(part for part in (source.publisher, source.dated.text) if part)
        case = case_of_excerpts(session, Excerpt.source_id == source.id)
        return FoundRow("source", source.id, str(source.serial), source.title, detail, case)
    if hit.kind == "excerpt" and (excerpt := session.get(Excerpt, hit.record_id)):
        source = session.get(Source, excerpt.source_id)
        number = str(source.serial) if source else ""
        case = case_of_excerpts(session, Excerpt.id == excerpt.id)
        title = excerpt.text[:SHOWN]
        return FoundRow("excerpt", excerpt.id, number, title, excerpt.place, case)
    if hit.kind == "appeal" and (appeal := session.get(Appeal, hit.record_id)):
        number = str(appeal.serial)
        return FoundRow("appeal", appeal.id, number, appeal.title, appeal.reference, appeal.id)
    return None


def case_of_contact(session: Session, contact_id: UUID) -> UUID | None:
    """The first case that a contact is kin of, testified on or signs for."""
    return _first_alive(
        session,
        (
            select(Kinship.of_detainee_id).where(
                first_is_contact([contact_id]), Kinship.deleted_at.is_(None)
            ),
            select(Kinship.detainee_id).where(
                Kinship.of_contact_id == contact_id, Kinship.deleted_at.is_(None)
            ),
            select(AppealPerson.detainee_id).where(
                AppealPerson.petitioner_id == contact_id, AppealPerson.deleted_at.is_(None)
            ),
            _cited(Excerpt.source_id.in_(select(Source.id).filter_by(testifier_id=contact_id))),
        ),
    )


def case_of_excerpts(session: Session, which: ColumnElement[bool]) -> UUID | None:
    """The first case for which one of these excerpts is cited."""
    return _first_alive(session, (_cited(which),))


def _cited(which: ColumnElement[bool]) -> Select[Any]:
    """Cases whose claims rest on these excerpts, directly or by an event."""
    return (
        # Not by a join with cases on either: that would walk all cases for each citation.
        select(func.coalesce(Citation.detainee_id, Event.detainee_id))
        .join(Excerpt, Excerpt.id == Citation.excerpt_id)
        .outerjoin(Event, Event.id == Citation.event_id)
        .where(which, Citation.deleted_at.is_(None))
    )


def _first_alive(session: Session, queries: Iterable[Select[Any]]) -> UUID | None:
    for query in queries:
        alive = (
            select(Detainee.id)
            .where(Detainee.id.in_(query), Detainee.deleted_at.is_(None))
            .order_by(Detainee.prefix, Detainee.serial)
        )
        if found := session.scalars(alive).first():
            return found
    return None
