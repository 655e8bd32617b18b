"""Fields that two laptops changed in two ways: what stands here, what they have, in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from caseapp.desktop.forms.specs.labels import LABELS
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.history_words import HistoryWords
from caseapp.desktop.record_titles import KIND_WORDS
from caseapp.domain.vocabulary import ConflictVerdict
from caseapp.exchange.packets import deciding
from caseapp.exchange.packets.kinds import kind_of
from caseapp.i18n import Translator
from caseapp.store.history import FieldChange
from caseapp.store.queries.actions import subject_of
from caseapp.store.records import FieldConflict
from caseapp.store.records.values import to_json
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault

LISTED = 300
"""Conflicts that the list shows; all are counted."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field: of which record, what stands here, what they have, who they are and when."""

    conflict: FieldConflict
    subject: str
    field: str
    ours: str
    theirs: str
    who: str
    when: str
    case_id: UUID | None

    @property
    def id(self) -> UUID:
        return self.conflict.id


def load_conflicts(vault: Vault, t: Translator) -> tuple[list[Conflict], int]:
    """The oldest conflicts that wait, and how many there are."""
    waiting, words = deciding.waiting(vault), RecordWords(t)
    found = [_worded(vault, one, words) for one in waiting[:LISTED]]
    return [one for one in found if one is not None], len(waiting)


def _worded(vault: Vault, one: FieldConflict, words: RecordWords) -> Conflict | None:
    record = vault.get(kind_of(one.kind), one.record_id)
    if record is None:
        return None
    t, history = words.t, HistoryWords(words)
    change = FieldChange(
        one.kind, one.record_id, one.field, to_json(getattr(record, one.field)),
        one.theirs.get("value"),
    )  # fmt: skip
    page = vault.read(partial(subject_of, kind=one.kind, record_id=one.record_id))
    told = history.changes(change)
    if told:
        name, ours, theirs = told[0].label, told[0].old, told[0].new
    else:  # what a field of ids or figures holds says nothing to a person
        label = LABELS.get((one.kind, one.field))
        kind = t(KIND_WORDS.get(one.kind, one.kind))
        name = f"{kind} · {t(label) if label else one.field.replace('_', ' ')}"
        ours, theirs = t("what stands here"), t("another one")
    when = words.moment(one.changed_at) if one.changed_at is not None else ""
    return Conflict(
        one, history.subject(page), name, ours, theirs, one.changed_by, when,
        page.id if page is not None and page.kind == "detainee" else None,
    )  # fmt: skip


def decide(vault: Vault, conflict: Conflict, verdict: ConflictVerdict) -> ChangeSet:
    """Settle one; who works at this laptop decides."""
    return deciding.decide(vault, conflict.conflict, verdict, vault.station)
