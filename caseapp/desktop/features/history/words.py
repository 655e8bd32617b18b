"""How an action and each change of a field are told, in the screen's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from caseapp.desktop import text
from caseapp.desktop.forms.specs.labels import LABELS
from caseapp.desktop.forms.words import RecordWords
from caseapp.domain.word_diff import Marks, word_diff
from caseapp.i18n import N_
from caseapp.store.history import CREATED, ActionRow, FieldChange
from caseapp.store.queries.actions import Subject
from caseapp.store.records import KINDS
from caseapp.store.records.values import from_json

KIND_WORDS = {
    "addressee": N_("Addressee"),
    "appeal": N_("Appeal"),
    "appeal_addressee": N_("Addressee of an appeal"),
    "appeal_person": N_("Person in an appeal"),
    "attachment": N_("File"),
    "calendar_day": N_("Day of the calendar"),
    "citation": N_("What a claim rests on"),
    "consent": N_("Consent"),
    "contact": N_("Contact"),
    "contact_note": N_("Note of a call"),
    "copy": N_("Copy"),
    "custody_entry": N_("Keeping of a file"),
    "detainee": N_("Case"),
    "dispatch": N_("Handing in"),
    "event": N_("Event"),
    "excerpt": N_("Excerpt"),
    "identifier": N_("Document number"),
    "import_batch": N_("Import"),
    "intake": N_("Intake"),
    "kinship": N_("Relative"),
    "letter_template": N_("Letter"),
    "match_decision": N_("Decision on namesakes"),
    "name_form": N_("Name, spelling"),
    "office": N_("Office"),
    "place_entry": N_("Place"),
    "policy": N_("Rules of disclosure"),
    "reply": N_("Reply"),
    "saved_view": N_("Saved view"),
    "signatory": N_("Signatory"),
    "source": N_("Source"),
    "task": N_("Task"),
    "term": N_("Word of a list"),
}
"""What each kind of record is called, by the name of its table."""

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
        if subject is None:
            return ""
        number = subject.number if subject.kind == "detainee" else ""
        name = text.isolated(subject.name) or self.t("Name not known")
        return " ".join(part for part in (number, name) if part)

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
        kind = self.t(KIND_WORDS.get(change.record_kind, change.record_kind))
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
