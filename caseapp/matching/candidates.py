"""Who on file may be the person that somebody tells of: found by name, number or phone, then
weighed. Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from caseapp.matching.evidence import Evidence, Facts, points, weigh
from caseapp.store.queries.people_index import Known, PeopleIndex

LOOKED_AT = 40
"""People found by each name who are weighed."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case that may be the person, with what speaks for and against it."""

    case_id: UUID
    points: float
    evidence: tuple[Evidence, ...]


def facts_of(known: Known) -> Facts:
    """What is on file of a case, for weighing."""
    return Facts(
        known.names, known.sex, known.born_earliest, known.born_latest, known.county,
        known.documents, known.phones,
    )  # fmt: skip


def candidates(
    index: PeopleIndex,
    asked: Facts,
    *,
    limit: int = 12,
    without: Collection[UUID] = (),
) -> list[Candidate]:
    """At most `limit` cases, the likeliest first; of equals the older number.

    `index` must be ready, and the caller must have the vault's turn (`Vault.read`).
    """
    ids: dict[UUID, None] = {}
    for document in asked.documents:
        ids.update(dict.fromkeys(index.with_document(document)))
    for phone in asked.phones:
        ids.update(dict.fromkeys(index.with_phone(phone)))
    for name in asked.names:
        found = index.names.find(name, limit=LOOKED_AT)
        ids.update(dict.fromkeys(one.owner for one in found))
    weighed = []
    for case_id in ids:
        if case_id not in without:
            evidence = weigh(asked, facts_of(index.known[case_id]))
            weighed.append(Candidate(case_id, points(evidence), evidence))
    weighed.sort(key=lambda one: (-one.points, index.known[one.case_id].serial))
    return weighed[:limit]
