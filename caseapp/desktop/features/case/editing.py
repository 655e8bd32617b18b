"""Keeping what was changed on a case: each left field is one action, undone as one.

A change is made on the newest state of its record, so that two views never overwrite each
other. Errors go back to the field that they concern.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QObject

from caseapp.desktop.context import Context
from caseapp.desktop.jobs import Kind
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.errors import ConflictError
from caseapp.store.history import Action
from caseapp.store.records import Record
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress


class CaseEditor:
    """Runs the writes of one view; `kept()` is called after each that went well."""

    def __init__(self, context: Context, vault: Vault, owner: QObject, origin: object) -> None:
        self._context, self._vault = context, vault
        self._owner, self._origin = owner, origin

    def set_field(
        self,
        kind: type[Record],
        record_id: UUID,
        name: str,
        value: object,
        label: str,
        failed: Callable[[str], None],
    ) -> None:
        """Change one field; `label` is its message id, `failed(sentence)` where it is said."""

        def work(_progress: Progress) -> ChangeSet:
            record = self._vault.get(kind, record_id)
            if record is None:
                raise ConflictError
            setattr(record, name, value)
            return self._vault.save(record, action=Action(N_("Change “{field}”"), {"field": label}))

        self._run(work, failed)

    def add(self, records: Callable[[], list[Record]], action: Action) -> None:
        """Save new records as one action."""
        self._run(lambda _progress: self._vault.save(*records(), action=action), None)

    def trash(self, kind: type[Record], record_id: UUID, action: Action) -> None:
        """Put one record in the trash."""

        def work(_progress: Progress) -> ChangeSet:
            record = self._vault.get(kind, record_id)
            return self._vault.trash(record, action=action) if record else ChangeSet()

        self._run(work, None)

    def _run(
        self, work: Callable[[Progress], ChangeSet], failed: Callable[[str], None] | None
    ) -> None:
        def told(error: UserError) -> None:
            if failed is not None:
                failed(self._context.t.error(error))
            else:
                self._context.notices.show(self._context.t.error(error), tone="danger")

        self._context.jobs.run(
            work,
            lambda changes: self._context.changes.announce(replace(changes, origin=self._origin)),
            told,
            kind=Kind.WRITE,
            owner=self._owner,
        )
