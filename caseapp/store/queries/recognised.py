"""What the vault says, beside the names in memory, of cases that may be the one told of.

Which begin with the letters typed so far, who told of each, and which were told apart. Bounded,
as somebody is typing. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from caseapp.domain.names.scripts import search_key
from caseapp.domain.names.segments import Writing, writing_of
from caseapp.domain.vocabulary import MatchVerdict, Relation
from caseapp.store import search
from caseapp.store.records import Kinship, MatchDecision

_SHORTEST = {Writing.CHINESE: 1, Writing.LETTERS: 3}
"""Letters from which a name is looked up: a Chinese one says something, three others do."""


@dataclass(frozen=True, slots=True)
class Teller:
    """A contact of a case, and what they are to the person."""

    contact_id: UUID
    relation: Relation


def spelled_so(session: Session, names: Iterable[str], *, most: int = 24) -> list[UUID]:
    """Cases in which these letters stand, the last word perhaps unfinished; best first."""
    found: dict[UUID, None] = {}
    for name in names:
        if len(search_key(name)) >= _SHORTEST[writing_of(name)]:
            ranked = search.find_by_kind(
                session.connection(), name, kinds=("detainee",), each=most
            )  # fmt: skip
            found.update(dict.fromkeys(hit.record_id for one in ranked for hit in one.hits))
    return list(found)


def told_apart(session: Session, case_id: UUID | None) -> set[UUID]:
    """Cases of which somebody said that they are not the same person as this one."""
    if case_id is None:
        return set()
    query = select(MatchDecision.first_id, MatchDecision.second_id).where(
        or_(MatchDecision.first_id == case_id, MatchDecision.second_id == case_id),
        MatchDecision.verdict == MatchVerdict.NOT_SAME,
        MatchDecision.deleted_at.is_(None),
    )
    return {one for pair in session.execute(query) for one in pair if one != case_id}


def tellers(session: Session, ids: Sequence[UUID]) -> dict[UUID, list[Teller]]:
    """Contacts of the cases, in the order in which they were entered."""
    query = (
        select(Kinship.of_detainee_id, Kinship.contact_id, Kinship.relation)
        .where(
            Kinship.of_detainee_id.in_(ids),
            Kinship.contact_id.is_not(None),
            Kinship.deleted_at.is_(None),
        )
        .order_by(Kinship.created_at)
    )
    found: dict[UUID, list[Teller]] = {}
    for case_id, contact_id, relation in session.execute(query):
        if case_id is not None and contact_id is not None:
            found.setdefault(case_id, []).append(Teller(contact_id, relation))
    return found
