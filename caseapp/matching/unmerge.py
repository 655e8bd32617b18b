"""Taking a merge back: both cases as they were, and the knowledge that they are two.

Worked out from the history of the merge, record by record: a field that still holds what the
merge wrote gets back what stood there before; one that was changed since stays, and is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from caseapp.domain.vocabulary import MatchVerdict
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.history import CREATED, Action, FieldChange
from caseapp.store.queries.review import MergeNote, merge_of, references, value_before
from caseapp.store.records import Detainee, MatchDecision, Record
from caseapp.store.records.values import differ, to_json
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault

NOT_MERGED = N_("This case was not merged into another one.")
CHANGED_SINCE = N_(
    "Changed since the merge, and left as it is now: {n}. Look at both cases once more."
)


@dataclass(frozen=True, slots=True)
class Unmerged:
    """What was written, and how many fields were left because somebody changed them since."""

    changes: ChangeSet
    kept_id: UUID
    left: int


def unmerge(vault: Vault, other_id: UUID, *, by: str = "") -> Unmerged:
    """Take back the merge in which a case went to the trash.

    Raises UserError if there is none. The decision on the two becomes "not the same".
    """
    note = vault.read(lambda session: merge_of(session, other_id))
    kept = vault.get(Detainee, note.kept_id) if note else None
    other = vault.get(Detainee, other_id)
    if note is None or kept is None or other is None:
        raise UserError(NOT_MERGED)
    left = _take_back(note, by)
    action = Action(
        N_("Take {other} out of {number} again"),
        {"number": kept.case_number, "other": other.case_number},
    )
    changes = vault.save(*note.records.values(), action=action)
    return Unmerged(changes, note.kept_id, left)


def _take_back(note: MergeNote, by: str) -> int:
    left = 0
    for change in reversed(note.changes):
        record = note.records[change.record_id]
        if isinstance(record, MatchDecision) and _is_of(record, note):
            record.verdict, record.by = MatchVerdict.NOT_SAME, by
        elif change.field == CREATED:
            continue
        elif _was_changed(record, change, note):
            left += 1
        else:
            setattr(record, change.field, value_before(change))
    return left


def _was_changed(record: Record, change: FieldChange, note: MergeNote) -> bool:
    """Whether somebody wrote the field since; a further merge only moved it along."""
    now = getattr(record, change.field)
    moved = change.field in references(type(record)) and now == note.kept_id
    return not moved and differ(to_json(now), change.new)


def _is_of(decision: MatchDecision, note: MergeNote) -> bool:
    """Whether it is the decision on these two; others were only moved along."""
    trashed = {
        change.record_id
        for change in note.changes
        if change.record_kind == "detainee" and change.field == "deleted_at"
    }
    return {decision.first_id, decision.second_id} == {note.kept_id, *trashed}
