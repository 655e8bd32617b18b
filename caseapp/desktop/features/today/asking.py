"""What the day's list asks of the vault, on the database worker, in short turns.

First the office's own papers, at once; then one step after the other through all cases until
both indexes stand, so that nobody waits for the list; then what they say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from caseapp.domain.waiting import TASK_SOON
from caseapp.matching.waiting import pair_count
from caseapp.store.backups import Standing
from caseapp.store.checks import LastCheck
from caseapp.store.queries.case_filter import Facet
from caseapp.store.queries.facet_index import facet_index
from caseapp.store.queries.facets import FacetCounts, facet_counts
from caseapp.store.queries.today import (
    AddresseeWait,
    ReplyWait,
    TaskWait,
    addressees_to_check,
    stale_after_months,
    waiting_replies,
    waiting_tasks,
)
from caseapp.store.queries.today_cases import (
    Contradicted,
    ReleaseWait,
    StaleCase,
    contradicted_cases,
    stale_cases,
    waiting_releases,
)
from caseapp.store.queries.today_index import wait_index
from caseapp.store.queries.today_people import (
    ConsentWait,
    IntakeWait,
    Who,
    case_names,
    waiting_consents,
    waiting_intakes,
)
from caseapp.store.recovery import Standing as Recovery
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

CHARTED = (Facet.STATUS, Facet.YEAR_TAKEN, Facet.COUNTY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """What waits in the office's own papers; `backup` is None while none is due, `recovery` while
    nothing is to be done for the recovery key."""

    replies: Sequence[ReplyWait] = ()
    tasks: Sequence[TaskWait] = ()
    consents: Sequence[ConsentWait] = ()
    intakes: Sequence[IntakeWait] = ()
    addressees: Sequence[AddresseeWait] = ()
    backup: Standing | None = None
    check: LastCheck | None = None
    recovery: Recovery | None = None
    months: int = 12
    generation: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class InCases:
    """What waits among all cases, and the counts. `names` are of the cases listed so far."""

    releases: Sequence[ReleaseWait] = ()
    stale: Sequence[StaleCase] = ()
    contradicted: Sequence[Contradicted] = ()
    pairs: int = 0
    counts: FacetCounts = field(default_factory=lambda: FacetCounts(0, 0, {}))
    names: dict[UUID, Who] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """How far the looking through all cases is; `done` when both indexes stand."""

    read: int
    total: int
    done: bool


def ask_papers(vault: Vault, today: date) -> Papers:
    """The quick part: some milliseconds, however many cases there are."""
    generation = vault.generation
    standing, recovery = vault.backups.standing(), vault.keys.standing()
    check = vault.checks.last()
    to_try = recovery.wanted or recovery.is_due(today)

    def query(session: Any) -> Papers:
        return Papers(
            replies=waiting_replies(session, today),
            tasks=waiting_tasks(session, today + TASK_SOON),
            consents=waiting_consents(session, today),
            intakes=waiting_intakes(session),
            addressees=addressees_to_check(session, today),
            backup=standing if standing.is_due(today) else None,
            check=check if check is not None and check.faults else None,
            recovery=recovery if to_try else None,
            months=stale_after_months(session),
            generation=generation,
        )

    return vault.read(query)


def ask_step(vault: Vault) -> Step:
    """One more step through the cases."""

    def query(session: Any) -> Step:
        counted, waits = facet_index(session), wait_index(session)
        for index in (counted, waits):
            if not index.ready:
                index.step(session)
                break
        read = [index.progress[0] for index in (counted, waits)]
        total = [index.progress[1] for index in (counted, waits)]
        return Step(sum(read) // 2, max(total), counted.ready and waits.ready)

    return vault.read(query)


def ask_cases(vault: Vault, today: date, months: int, shown: int) -> InCases:
    """What the indexes say, with the names of the first `shown` cases of each list."""

    def query(session: Any) -> InCases:
        releases = waiting_releases(session, today)
        stale = stale_cases(session, today, months)
        contradicted = contradicted_cases(session)
        wanted = [row.case_id for rows in (releases, stale, contradicted) for row in rows[:shown]]
        return InCases(
            releases=releases, stale=stale, contradicted=contradicted,
            counts=facet_counts(session, facets=CHARTED), names=case_names(session, wanted),
        )  # fmt: skip

    return replace(vault.read(query), pairs=pair_count(vault, Progress()))


def ask_names(vault: Vault, ids: Sequence[UUID]) -> dict[UUID, Who]:
    """Names of more cases."""
    return vault.read(lambda session: case_names(session, ids))
