"""Keeping what is changed on an appeal: each change is one action and undone as one.

Every change is made on the newest state of its record. Qt-free but for running as jobs.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject

from caseapp.desktop.context import Context
from caseapp.desktop.jobs import Kind
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.errors import ConflictError
from caseapp.store.history import Action
from caseapp.store.queries.appeals import addressee_rows, person_rows
from caseapp.store.records import Addressee, Appeal, AppealAddressee, AppealPerson, Record
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault


class AppealEditor:
    """Runs the writes of one view and announces them."""

    def __init__(self, context: Context, vault: Vault, owner: QObject) -> None:
        self._context, self._vault, self._owner = context, vault, owner

    def change(
        self,
        appeal_id: UUID,
        how: Callable[[Appeal], None],
        label: str,
        failed: Callable[[str], None],
    ) -> None:
        """Change fields of the appeal; `label` is a message id, `failed` gets the sentence."""

        def work() -> ChangeSet:
            appeal = self._vault.get(Appeal, appeal_id)
            if appeal is None:
                raise ConflictError
            how(appeal)
            return self._vault.save(appeal, action=Action(N_("Change “{field}”"), {"field": label}))

        self._run(work, failed)

    def add_person(self, appeal_id: UUID, case_id: UUID) -> None:
        """Put a case at the end of the list; once is enough."""
        vault = self._vault

        def work() -> ChangeSet:
            rows = vault.read(lambda session: person_rows(session, appeal_id))
            if any(row.case.id == case_id for row in rows):
                return ChangeSet()
            link = AppealPerson(appeal_id=appeal_id, detainee_id=case_id, position=len(rows))
            return vault.save(link, action=Action(N_("Add a person to the appeal")))

        self._run(work)

    def remove_person(self, link_id: UUID) -> None:
        """Take a case out of the appeal; the case itself stays."""
        self._trash(AppealPerson, link_id, Action(N_("Take a person out of the appeal")))

    def add_addressee(self, appeal_id: UUID, addressee: Addressee, language: str) -> None:
        """Send the appeal there too; one that is not in the vault yet is added to it."""
        vault = self._vault

        def work() -> ChangeSet:
            rows = vault.read(lambda session: addressee_rows(session, appeal_id))
            link = AppealAddressee(
                appeal_id=appeal_id, addressee_id=addressee.id, language=language,
                position=len(rows),
            )  # fmt: skip
            new = [addressee] if addressee.version == 0 else []
            return vault.save(*new, link, action=Action(N_("Add an addressee to the appeal")))

        self._run(work)

    def remove_addressee(self, link_id: UUID) -> None:
        """Take an addressee out of the appeal; it stays in the vault."""
        self._trash(AppealAddressee, link_id, Action(N_("Take an addressee out of the appeal")))

    def set_language(self, link_id: UUID, language: str) -> None:
        """Print the copy of one addressee in another language."""
        vault = self._vault

        def work() -> ChangeSet:
            link = vault.get(AppealAddressee, link_id)
            if link is None:
                raise ConflictError
            link.language = language
            return vault.save(link, action=Action(N_("Change the language of a copy")))

        self._run(work)

    def _trash(self, kind: type[Record], record_id: UUID, action: Action) -> None:
        def work() -> ChangeSet:
            record = self._vault.get(kind, record_id)
            return self._vault.trash(record, action=action) if record else ChangeSet()

        self._run(work)

    def _run(
        self, work: Callable[[], ChangeSet], failed: Callable[[str], None] | None = None
    ) -> None:
        context = self._context

        def told(error: UserError) -> None:
            sentence = context.t.error(error)
            if failed is not None:
                failed(sentence)
            else:
                context.notices.show(sentence, tone="danger")

        context.jobs.run(
            lambda _progress: work(), context.changes.announce, told, kind=Kind.WRITE,
            owner=self._owner,
        )  # fmt: skip
