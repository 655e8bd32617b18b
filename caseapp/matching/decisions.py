"""“Not the same” and “later”: decisions on two cases that change neither of them."""

from __future__ import annotations

from uuid import UUID

from caseapp.domain.vocabulary import MatchVerdict
from caseapp.i18n import N_
from caseapp.store.history import Action
from caseapp.store.queries.review import decision_on
from caseapp.store.records import MatchDecision, utc_now
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault

_SAID = {
    MatchVerdict.NOT_SAME: N_("Say that two cases are not the same person"),
    MatchVerdict.LATER: N_("Put off whether two cases are the same person"),
}


def ordered(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    """Two cases as a decision names them: one order for each pair."""
    return (one, other) if one < other else (other, one)


def decide(
    vault: Vault, one: UUID, other: UUID, verdict: MatchVerdict, *, by: str = ""
) -> ChangeSet:
    """Remember NOT_SAME or LATER for two cases; an earlier decision on them gives way."""
    decision = vault.read(lambda session: decision_on(session, one, other))
    if decision is None:
        first, second = ordered(one, other)
        decision = MatchDecision(first_id=first, second_id=second, verdict=verdict)
    elif decision.verdict is verdict is MatchVerdict.LATER:
        # Put off again: else nothing would differ, and the month would not begin anew.
        decision.why = utc_now().isoformat(timespec="seconds")
    decision.verdict, decision.by = verdict, by
    return vault.save(decision, action=Action(_SAID[verdict]))
