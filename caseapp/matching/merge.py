"""Merging two cases of one person: everything of the one moves to the other, as one action.

Every spelling, number, event, tie, passage, consent, file, appeal, visit and note of the
case that is merged away goes to the one that stays; what both hold is kept once. The other
record goes to the trash with its own values readable, and a decision says what became of it.
Nothing is written that nobody told: where two values differ, what was cited for the one that
was not chosen stands against the other. What was printed stays as it was printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import Bearing, CaseKind, MatchVerdict
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.matching.decisions import ordered
from caseapp.matching.fields import (
    BOTH_STAY,
    CHOSEN,
    TOLD,
    Side,
    agree,
    is_blank,
    put_together,
    usual_choices,
)
from caseapp.matching.folding import is_twice
from caseapp.store.errors import ConflictError
from caseapp.store.history import Action
from caseapp.store.queries.review import belongings, decision_on, references
from caseapp.store.records import (
    Citation,
    Detainee,
    Kinship,
    MatchDecision,
    NameForm,
    Record,
    utc_now,
)
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault

RELATIVES = N_(
    "These two are on record as relatives of each other. If they are one person, put that tie"
    " in the trash first."
)
INVENTED = N_("One of these cases is fictitious and the other is not. They cannot be one person.")
OF_SEVERAL = N_("A case of several people cannot be merged with the case of one person.")


@dataclass(frozen=True, kw_only=True)
class Merging:
    """What a person decided: the number of `keep` stays; `choices` by field of `CHOSEN`.

    A field without a choice takes `usual`. `seen` are the versions of the two records when
    they were shown: if one changed since, nothing is merged.
    """

    left: UUID
    right: UUID
    keep: Side = Side.LEFT
    choices: Mapping[str, Side] = field(default_factory=dict)
    seen: Mapping[UUID, int] = field(default_factory=dict)
    by: str = ""


def obstacle(left: Detainee, right: Detainee, ties: Iterable[Kinship]) -> UserError | None:
    """Why two cases cannot be merged; None if they can."""
    both = {left.id, right.id}
    if any({tie.detainee_id, tie.of_detainee_id} == both for tie in ties):
        return UserError(RELATIVES)
    if left.fictitious is not right.fictitious:
        return UserError(INVENTED)
    if (left.kind is CaseKind.GROUP) is not (right.kind is CaseKind.GROUP):
        return UserError(OF_SEVERAL)
    return None


def merge(vault: Vault, merging: Merging) -> ChangeSet:
    """Merge two cases. Raises what `obstacle` tells, ConflictError if either changed."""
    kept, other, choices = _read(vault, merging)
    mine = vault.read(lambda session: belongings(session, kept.id))
    theirs = vault.read(lambda session: belongings(session, other.id))
    both = {record.id: record for record in (*theirs, *mine)}
    mine = tuple(both[record.id] for record in mine)
    theirs = tuple(both[record.id] for record in theirs)
    ties = [one for one in both.values() if isinstance(one, Kinship) and one.deleted_at is None]
    refused = obstacle(kept, other, ties)
    if refused is not None:
        raise refused
    _weigh(both.values(), kept, other, choices)
    _move(theirs, mine, kept.id, other.id)
    if kept.kind is not other.kind and CaseKind.PERSON in (kept.kind, other.kind):
        kept.kind = CaseKind.PERSON
    put_together(kept, other, choices)
    other.deleted_at = utc_now()
    decision = vault.read(lambda session: decision_on(session, kept.id, other.id))
    decision = _settled(both, decision, kept.id, other.id, merging.by)
    action = Action(
        N_("Merge {other} into {number}"),
        {"number": kept.case_number, "other": other.case_number},
    )
    records = {one.id: one for one in (kept, other, *both.values(), decision)}
    return vault.save(*records.values(), action=action)


def _read(vault: Vault, merging: Merging) -> tuple[Detainee, Detainee, dict[str, Side]]:
    """The case that stays, the other, and the choices as seen from the one that stays."""
    left, right = vault.get(Detainee, merging.left), vault.get(Detainee, merging.right)
    for case in (left, right):
        if case is None or case.deleted_at is not None:
            raise ConflictError
        if merging.seen.get(case.id, case.version) != case.version:
            raise ConflictError
    assert left is not None
    assert right is not None
    choices = usual_choices(left, right) | dict(merging.choices)
    if merging.keep is Side.LEFT:
        return left, right, choices
    turned = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT, Side.BOTH: Side.BOTH}
    return right, left, {name: turned[side] for name, side in choices.items()}


def _move(theirs: Iterable[Record], mine: Iterable[Record], kept_id: UUID, other_id: UUID) -> None:
    """Let everything name the case that stays; what it holds already goes to the trash.

    What lies in the trash moves too: taken back later, it belongs to the case that is there.
    """
    there = [record for record in mine if record.deleted_at is None]
    for record in theirs:
        if isinstance(record, MatchDecision):
            continue
        before = {name: getattr(record, name) for name in references(type(record))}
        if {kept_id, other_id} <= set(before.values()):
            continue  # a tie of the two, taken away before: nobody is his own brother
        for name, value in before.items():
            if value == other_id:
                setattr(record, name, kept_id)
        if record.deleted_at is not None:
            continue
        if is_twice(record, there):
            for name, value in before.items():
                setattr(record, name, value)
            record.deleted_at = utc_now()
        else:
            if isinstance(record, NameForm):
                record.position = _behind(there)
            there.append(record)
    _move_decisions(theirs, there, kept_id, other_id)


def _behind(there: Iterable[Record]) -> int:
    """A position behind all spellings: who a case is called stays as it was."""
    return 1 + max((one.position for one in there if isinstance(one, NameForm)), default=-1)


def _move_decisions(
    theirs: Iterable[Record], there: Iterable[Record], kept_id: UUID, other_id: UUID
) -> None:
    """Who was told apart from the other is told apart from the case that stays."""
    known = {
        frozenset((one.first_id, one.second_id)): one
        for one in there
        if isinstance(one, MatchDecision)
    }
    for record in theirs:
        if not isinstance(record, MatchDecision) or record.deleted_at is not None:
            continue
        third = record.second_id if record.first_id == other_id else record.first_id
        if third in (kept_id, other_id):
            continue
        if record.verdict is MatchVerdict.SAME:  # a case that was merged into it before
            record.first_id, record.second_id = ordered(kept_id, third)
            if (overruled := known.get(frozenset((kept_id, third)))) is not None:
                overruled.deleted_at = utc_now()
        elif frozenset((kept_id, third)) in known:
            record.deleted_at = utc_now()
        else:
            record.first_id, record.second_id = ordered(kept_id, third)


def _settled(
    both: Mapping[UUID, Record], decision: MatchDecision | None, kept: UUID, other: UUID, by: str
) -> MatchDecision:
    if decision is None:
        first, second = ordered(kept, other)
        return MatchDecision(first_id=first, second_id=second, verdict=MatchVerdict.SAME, by=by)
    found = both.get(decision.id, decision)
    assert isinstance(found, MatchDecision)
    found.verdict, found.by = MatchVerdict.SAME, by or found.by
    return found


def _weigh(
    records: Iterable[Record], kept: Detainee, other: Detainee, choices: Mapping[str, Side]
) -> None:
    """What was cited for a value that does not stay stands against the one that does.

    A passage against the value that goes keeps its bearing: what it says of the other value
    nobody has told, so a person has to look.
    """
    for record in records:
        if not isinstance(record, Citation) or record.field not in CHOSEN:
            continue
        side = choices[record.field]
        if side is Side.BOTH and record.field in BOTH_STAY:
            continue
        winner, loser = (other, kept) if side is Side.RIGHT else (kept, other)
        if record.detainee_id != loser.id:
            continue
        told, stays = getattr(loser, record.field), getattr(winner, record.field)
        if is_blank(told) or agree(told, stays):
            continue
        if record.bearing is Bearing.SUPPORTS:
            record.bearing = Bearing.CONTRADICTS
        if record.field in TOLD:
            said = told.text if isinstance(told, UncertainDate) else str(told)
            record.note = " · ".join(part for part in (record.note, said) if part)
