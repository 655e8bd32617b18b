"""Sources whose text is nearly that of another: the same article, printed somewhere else.

Candidates come from the full-text index, by runs of words from all over the text; only these
few are compared as a whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from caseapp.domain.near_copies import NEAR, containment, probes, tokens_of
from caseapp.store.records import Source

_MOST_OF_A_RUN = 40
_COMPARED = 12
_LEAST_SHARED = 2
"""Runs that a candidate must share: one alone may be a usual phrase."""


@dataclass(frozen=True, slots=True)
class NearCopy:
    """A source, and how much of the shorter of the two texts stands in the other: 0 to 1."""

    source_id: UUID
    shared: float


def near_copies(session: Session, words: str, without: Iterable[UUID] = ()) -> list[NearCopy]:
    """Sources outside the trash with nearly these words, the nearest first."""
    tokens = tokens_of(words)
    counted: Counter[UUID] = Counter()
    for run in probes(tokens):
        counted.update(holding_run(session, run, _MOST_OF_A_RUN))
    left_out = set(without)
    candidates = [
        key for key, shared in counted.most_common() if shared >= _LEAST_SHARED
        and key not in left_out
    ][:_COMPARED]  # fmt: skip
    query = select(Source.id, Source.text).where(
        Source.id.in_(candidates), Source.deleted_at.is_(None)
    )
    found = [
        NearCopy(key, containment(tokens, tokens_of(said))) for key, said in session.execute(query)
    ]
    near = [one for one in found if one.shared >= NEAR]
    return sorted(near, key=lambda one: (-one.shared, one.source_id))


def holding_run(session: Session, run: str, most: int) -> list[UUID]:
    """Sources in which these words stand side by side; `run` are tokens with spaces between."""
    rows = session.connection().execute(
        text(
            "SELECT e.record_id FROM search_text JOIN search_entry e ON e.id = search_text.rowid"
            " WHERE search_text MATCH :match AND e.kind = 'source' LIMIT :most"
        ),
        {"match": f'body : "{run}"', "most": most},
    )
    return [UUID(hex=record_id) for (record_id,) in rows]
