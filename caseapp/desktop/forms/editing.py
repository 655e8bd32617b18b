"""Keeping what was changed on a record: each left field is one action, undone as one.

A change is made on the newest state of its record, so that two views never overwrite each
other. Errors go back to the field that they concern; where it is gone, they are told with
what was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QObject

from caseapp.desktop import text
from caseapp.desktop.context import Context
from caseapp.desktop.forms.form import Edit
from caseapp.desktop.forms.specs.labels import ADDED
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.jobs import Kind
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.errors import ConflictError
from caseapp.store.history import Action
from caseapp.store.records import NameForm, Record
from caseapp.store.records.types import Worded
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

_CODES = {"place": "place_code", "home_place": "home_place_code", "birth_place": "birth_place_code"}
"""Official numbers of places, by the field with the words that they stand for."""


class RecordEditor:
    """Runs the writes of one view. `origin` marks them as its own."""

    def __init__(
        self, context: Context, words: RecordWords, vault: Vault, owner: QObject, origin: object
    ) -> None:
        self._context, self._words, self._vault = context, words, vault
        self._owner, self._origin = owner, origin

    def keep(self, edit: Edit, belongs_to: str) -> None:
        """Keep an edited field; `belongs_to` names the case where its field is gone by then."""
        aside: list[str] = []

        def work(_progress: Progress) -> ChangeSet:
            return self._write(edit, aside)

        def kept(changes: ChangeSet) -> None:
            edit.kept(self._words.put_aside(aside))
            self._announce(changes)

        def failed(error: UserError) -> None:
            reason = self._context.t.error(error)
            if not edit.refused(reason):
                self.tell_unkept(belongs_to, edit.spec.label, edit.typed, reason)

        self._run(work, kept, failed)

    def tell_unkept(self, case: str, label: str, typed: str, reason: str = "") -> None:
        """Say in a notice what was typed and not kept, so that it can be typed again."""
        t = self._context.t
        said = t("{case}, {field}: not kept.", case=text.isolated(case), field=t(label))
        detail = " ".join(part for part in (reason, t("Typed was: {text}", text=typed)) if part)
        self._context.notices.show(said, detail, tone="danger")

    def change(
        self, kind: type[Record], changes: dict[UUID, dict[str, object]], action: Action
    ) -> None:
        """Set fields of some records of one kind, as one action."""

        def work(_progress: Progress) -> ChangeSet:
            records = []
            for record_id, values in changes.items():
                record = self._vault.get(kind, record_id)
                if record is None:
                    raise ConflictError
                for name, value in values.items():
                    setattr(record, name, value)
                records.append(record)
            return self._vault.save(*records, action=action)

        self._run(work, self._announce, None)

    def trash(self, kind: type[Record], record_id: UUID, action: Action) -> None:
        """Put one record in the trash."""

        def work(_progress: Progress) -> ChangeSet:
            record = self._vault.get(kind, record_id)
            return self._vault.trash(record, action=action) if record else ChangeSet()

        self._run(work, self._announce, None)

    def run(self, work: Callable[[Progress], ChangeSet], failed: Callable[[str], None]) -> None:
        """Any other write; `failed(sentence)` is where its error belongs."""
        self._run(work, self._announce, lambda error: failed(self._context.t.error(error)))

    # -- on the database worker ----------------------------------------------------------------
    def _write(self, edit: Edit, aside: list[str]) -> ChangeSet:
        record = self._vault.get(edit.kind, edit.record_id)
        if record is None and edit.draft is not None:
            added = Action(ADDED[edit.kind.__tablename__])
            return self._vault.save(edit.kind(**edit.draft), action=added)
        if record is None or record.deleted_at is not None:
            raise ConflictError
        if getattr(record, edit.spec.name) == edit.value:
            return ChangeSet()
        setattr(record, edit.spec.name, edit.value)
        aside += _follow(record, edit.spec.name)
        action = Action(N_("Change “{field}”"), {"field": edit.spec.label})
        return self._vault.save(record, action=action)

    # -- on the GUI thread ---------------------------------------------------------------------
    def _announce(self, changes: ChangeSet) -> None:
        self._context.changes.announce(replace(changes, origin=self._origin))

    def _run(
        self,
        work: Callable[[Progress], ChangeSet],
        kept: Callable[[ChangeSet], None],
        failed: Callable[[UserError], None] | None,
    ) -> None:
        self._context.jobs.run(work, kept, failed, kind=Kind.WRITE, owner=self._owner)


def _follow(record: Record, name: str) -> Sequence[str]:
    """Take away what was true of the former words of a field alone.

    A translation would go on saying the old text in the copies of that language, the parts
    of a name would hide the old words and not the new, a place's number would count it
    where it is no longer. Returns the languages of the translations that were put aside.
    """
    if isinstance(record, NameForm) and name == "text":
        record.parts = []
    code = _CODES.get(name, "")
    if hasattr(record, code):
        setattr(record, code, "")
    if not isinstance(record, Worded) or name not in record.wordings:
        return ()
    wordings = dict(record.wordings)
    languages = tuple(wordings.pop(name))
    record.wordings = wordings
    return languages
