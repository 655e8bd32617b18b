"""How an action and each change of a field are told, in the screen's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from caseapp.desktop import text
from caseapp.desktop.claim_words import ClaimWords
from caseapp.desktop.forms.specs.labels import LABELS
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.record_titles import RecordTitles
from caseapp.domain.word_diff import Marks, word_diff
from caseapp.i18n import N_
from caseapp.store.history import CREATED, ActionRow, FieldChange
from caseapp.store.queries.actions import Subject
from caseapp.store.records import KINDS
from caseapp.store.records.values import from_json

_REVERSING = {"undo": N_("Undone: {what}"), "redo": N_("Done again: {what}")}
_UNREADABLE = frozenset({"key", "sha256", "size", "parts", "position", "embedded_metadata", "crop"})
"""Fields that say nothing to a person who reads the history; so do ids."""


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """One changed field: whose and which, before and after, and the letters that differ."""

    label: str
    old: str
    new: str
    taken: Marks = ()
    put: Marks = ()


class HistoryWords:
    """Tells actions in one language."""

    def __init__(self, words: RecordWords) -> None:
        self._words, self.t = words, words.t
        self._titles = RecordTitles(ClaimWords(words.t))

    def action(self, row: ActionRow) -> str:
        said = self.sentence(row.label, row.params)
        reversing = _REVERSING.get(row.kind)
        return self.t(reversing, what=said) if reversing else said

    def sentence(self, label: str, params: Mapping[str, object]) -> str:
        """An action's own sentence, without whether it was undone."""
        return self._words.action(label, params)

    def when(self, row: ActionRow) -> str:
        """When and on which machine."""
        where = text.isolated(row.station)
        return " · ".join(part for part in (self._words.moment(row.at), where) if part)

    def moment(self, row: ActionRow) -> str:
        return self._words.moment(row.at)

    def subject(self, subject: Subject | None) -> str:
        """A record as people call it: "CF-0412 Нұрлан Серікұлы"."""
        return self._titles.subject(subject)

    def changes(self, change: FieldChange) -> list[ChangeWords]:
        """The lines of one change; the making of a record has a line for each field."""
        if change.field == CREATED:
            values: dict[str, object] = change.new or {}
            made = [self._change(change, name, None, value) for name, value in values.items()]
            return [line for line in made if line is not None and line.new]
        line = self._change(change, change.field, change.old, change.new)
        return [line] if line is not None else []

    def _change(
        self, change: FieldChange, field: str, before: object, after: object
    ) -> ChangeWords | None:
        if field in _UNREADABLE or field.endswith("_id"):
            return None
        kind = self._titles.kind(change.record_kind)
        if field == "deleted_at":
            there, gone = self.t("in use"), self.t("in the trash")
            old, new = (gone, there) if after is None else (there, gone)
            return ChangeWords(kind, old, new, ((0, len(old)),), ((0, len(new)),))
        label = LABELS.get((change.record_kind, field))
        name = self.t(label) if label else field.replace("_", " ")
        old, new = (self._value(change.record_kind, field, value) for value in (before, after))
        return ChangeWords(f"{kind} · {name}", old, new, *word_diff(old, new))

    def _value(self, kind: str, field: str, value: object) -> str:
        if value is None:
            return ""
        return _flat(from_json(KINDS[kind], field, value), self._words)


def _flat(value: object, words: RecordWords) -> str:
    """A stored value in words; what has parts is written part by part."""
    if isinstance(value, Mapping):
        parts = [(str(key), _flat(part, words)) for key, part in value.items()]
        return "; ".join(f"{key}: {part}" for key, part in parts if part)
    if isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
        return "; ".join(_flat(item, words) for item in value)
    return words.value(value)
