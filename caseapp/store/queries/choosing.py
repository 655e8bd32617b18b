"""Who can be chosen where somebody is looked for: with what tells namesakes apart.

The one answer for every field that finds a person. Those who contain what was typed come
first, then those whose names sound so.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.domain.dates import UncertainDate
from caseapp.store import search
from caseapp.store.queries.cases import CaseRow, case_rows
from caseapp.store.queries.sounding import HEARD, Sounds, sounding
from caseapp.store.records import Contact, NameForm


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """A case ("detainee") or a contact. `names` as written, the first one first.

    `number` is the case's or, in figures, the contact's; `place` is of home, of a contact the
    region. `sounds` is set where the letters do not match and only a name sounds so.
    """

    kind: str
    id: UUID
    number: str
    names: tuple[str, ...] = ()
    description: str = ""
    birth: UncertainDate = field(default_factory=UncertainDate.unknown)
    place: str = ""
    fictitious: bool = False
    sounds: Sounds | None = None

    @property
    def is_case(self) -> bool:
        return self.kind == "detainee"


def people_found(
    session: Session,
    typed: str,
    *,
    kinds: Sequence[str] = HEARD,
    without: Collection[UUID] = (),
    limit: int = 7,
    language: str = "en",
) -> list[PersonChoice]:
    """At most `limit` people of these kinds to choose from, best first."""
    hits = search.find(
        session.connection(), typed, kinds=kinds, limit=limit + len(without)
    )  # fmt: skip
    found = [(hit.kind, hit.record_id, None) for hit in hits if hit.record_id not in without]
    heard = [(one.score, kind, one) for kind in kinds for one in sounding(session, typed, kind)]
    heard.sort(key=lambda entry: -round(entry[0], 6))
    told = [(kind, one.id, one) for _score, kind, one in heard if one.id not in without]
    return _choices(session, [*found, *told][:limit], language)


def people_by_id(
    session: Session, kind: str, ids: Sequence[UUID], language: str = "en"
) -> list[PersonChoice]:
    """These people outside the trash, in the order of the ids."""
    return _choices(session, [(kind, one, None) for one in ids], language)


def case_choice(row: CaseRow, sounds: Sounds | None = None) -> PersonChoice:
    """A case of which the row is known already."""
    return PersonChoice(
        "detainee", row.id, row.number, tuple(text for _script, text in row.names),
        row.description, row.birth, row.home_place, row.fictitious, sounds,
    )  # fmt: skip


def _choices(
    session: Session, wanted: Sequence[tuple[str, UUID, Sounds | None]], language: str
) -> list[PersonChoice]:
    cases = [one for kind, one, _sounds in wanted if kind == "detainee"]
    contacts = [one for kind, one, _sounds in wanted if kind == "contact"]
    heard = {one: sounds for _kind, one, sounds in wanted}
    found = {
        row.id: case_choice(row, heard[row.id])
        for row in case_rows(session, cases, language, alive=True)
    }
    names = _names(session, contacts)
    alive = select(Contact).where(Contact.id.in_(contacts), Contact.deleted_at.is_(None))
    for contact in session.scalars(alive):
        found[contact.id] = PersonChoice(
            "contact", contact.id, str(contact.serial), tuple(names.get(contact.id, ())), "",
            contact.birth, contact.region or contact.country, contact.fictitious,
            heard[contact.id],
        )  # fmt: skip
    return [found[one] for _kind, one, _sounds in wanted if one in found]


def _names(session: Session, contacts: Sequence[UUID]) -> dict[UUID, list[str]]:
    query = (
        select(NameForm.contact_id, NameForm.text)
        .where(NameForm.contact_id.in_(contacts), NameForm.deleted_at.is_(None))
        .order_by(NameForm.position, NameForm.created_at)
    )
    found: dict[UUID, list[str]] = {}
    for owner, text in session.execute(query):
        if owner is not None:
            found.setdefault(owner, []).append(text)
    return found
