"""What a search shows: one line a hit, of whatever kind."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.store import search
from caseapp.store.queries.cases import case_rows
from caseapp.store.records import Appeal, Contact, Excerpt, NameForm, Source

SHOWN = 160
"""Characters of an excerpt that a line shows."""


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A hit: its kind (see `search.KINDS`), the number people use, a title, a second line."""

    kind: str
    id: UUID
    number: str
    title: str
    detail: str


def found_rows(session: Session, typed: str, *, limit: int = 50) -> list[FoundRow]:
    """What contains all typed words, best first."""
    hits = search.find(session.connection(), typed, limit=limit)
    cases = {
        row.id: row
        for row in case_rows(session, [h.record_id for h in hits if h.kind == "detainee"])
    }
    rows = []
    for hit in hits:
        if hit.kind == "detainee" and (case := cases.get(hit.record_id)):
            names = [text for _script, text in case.names]
            title = names[0] if names else case.description
            rows.append(FoundRow("case", case.id, case.number, title, " · ".join(names[1:])))
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
        return FoundRow("contact", contact.id, str(contact.serial), name or "", contact.region)
    if hit.kind == "source" and (source := session.get(Source, hit.record_id)):
        detail = " · ".join(part for part in (source.publisher, source.dated.text) if part)
        return FoundRow("source", source.id, str(source.serial), source.title, detail)
    if hit.kind == "excerpt" and (excerpt := session.get(Excerpt, hit.record_id)):
        source = session.get(Source, excerpt.source_id)
        number = str(source.serial) if source else ""
        return FoundRow("excerpt", excerpt.id, number, excerpt.text[:SHOWN], excerpt.place)
    if hit.kind == "appeal" and (appeal := session.get(Appeal, hit.record_id)):
        return FoundRow("appeal", appeal.id, str(appeal.serial), appeal.title, appeal.reference)
    return None
