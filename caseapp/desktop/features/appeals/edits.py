"""Keeping what is changed on an appeal: each change is one action and undone as one.

Every change is made on the newest state of its record. Qt-free but for running as jobs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from caseapp.desktop.context import Context
from caseapp.desktop.jobs import Kind
from caseapp.desktop.letters.state import Key, letter_state, with_lines
from caseapp.domain.dates import UncertainDate
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.errors import ConflictError
from caseapp.store.history import Action
from caseapp.store.queries.appeals import addressee_rows, person_rows
from caseapp.store.records import (
    Addressee,
    Appeal,
    AppealAddressee,
    AppealPerson,
    LetterTemplate,
    Record,
    utc_now,
)
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault

_OF_COPY = {
    "language": N_("Change the language of a copy"),
    "second_language": N_("Change the second language of a copy’s signature sheets"),
    "letter": N_("Choose the letter of a copy"),
    "parts": N_("Change the parts of a copy"),
    "left_out": N_("Change who is left out of a copy"),
    "enclosures": N_("Change what goes with a copy"),
    "": N_("Change a copy"),
}
"""What is told in the history, by the field that changed."""


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

    def add_persons(self, appeal_id: UUID, cases: Sequence[UUID]) -> None:
        """Put cases at the end of the list; those that are in it already stay where they are."""
        vault = self._vault

        def work() -> ChangeSet:
            rows = vault.read(lambda session: person_rows(session, appeal_id))
            known = {row.case.id for row in rows}
            new = [case for case in dict.fromkeys(cases) if case not in known]
            links = [
                AppealPerson(appeal_id=appeal_id, detainee_id=case, position=len(rows) + place)
                for place, case in enumerate(new)
            ]
            one = Action(N_("Add a person to the appeal"))
            many = Action(N_("Add {n} persons to the appeal"), {"n": len(links)})
            return vault.save(*links, action=one if len(links) == 1 else many)

        self._run(work)

    def move_person(self, appeal_id: UUID, link_id: UUID, way: int) -> None:
        """Change the order of the list by one place."""
        rows = lambda session: [row.link_id for row in person_rows(session, appeal_id)]  # noqa: E731
        self._move(AppealPerson, rows, link_id, way, Action(N_("Change the order of persons")))

    def move_addressee(self, appeal_id: UUID, link_id: UUID, way: int) -> None:
        """Change the order of the copies by one place."""
        rows = lambda session: [r.link_id for r in addressee_rows(session, appeal_id)]  # noqa: E731
        action = Action(N_("Change the order of addressees"))
        self._move(AppealAddressee, rows, link_id, way, action)

    def set_petitioner(self, link_id: UUID, contact_id: UUID | None) -> None:
        """Say who asks for a person."""
        self._set(
            AppealPerson, link_id, "petitioner_id", contact_id,
            Action(N_("Change who asks for a person")),
        )  # fmt: skip

    def checked_today(self, addressee_id: UUID) -> None:
        """Somebody looked an addressee up: post, holder and address are right."""
        self._set(
            Addressee, addressee_id, "checked", UncertainDate.on(utc_now().date()),
            Action(N_("Note that an addressee was checked")),
        )  # fmt: skip

    def keep_letter(
        self, appeal_id: UUID, key: Key, section: str, lines: tuple[str, ...],
        failed: Callable[[str], None],
    ) -> None:  # fmt: skip
        """Keep an edited part of a letter for this appeal."""
        vault = self._vault

        def work() -> ChangeSet:
            appeal = vault.get(Appeal, appeal_id)
            if appeal is None:
                raise ConflictError
            state = letter_state(appeal.letters, vault.all(LetterTemplate), key)
            kept = with_lines(state, section, lines)
            appeal.letters = {**appeal.letters, ".".join(key): kept}
            return vault.save(appeal, action=Action(N_("Change the letter")))

        self._run(work, failed)

    def restore_letter(self, appeal_id: UUID, key: Key) -> None:
        """Back to the template's wording."""
        vault = self._vault

        def work() -> ChangeSet:
            appeal = vault.get(Appeal, appeal_id)
            if appeal is None:
                raise ConflictError
            name = ".".join(key)
            appeal.letters = {k: v for k, v in appeal.letters.items() if k != name}
            action = Action(N_("Go back to the template's wording"))
            return vault.save(appeal, action=action)

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
        self.set_copy(link_id, "language", language)

    def set_copy(self, link_id: UUID, name: str, value: object) -> None:
        """Change what one copy is made of; `name` is a field of `AppealAddressee`."""
        action = Action(_OF_COPY[name]) if name in _OF_COPY else Action(_OF_COPY[""])
        self._set(AppealAddressee, link_id, name, value, action)

    def _set(
        self, kind: type[Record], record_id: UUID, name: str, value: object, action: Action
    ) -> None:
        def work() -> ChangeSet:
            record = self._vault.get(kind, record_id)
            if record is None:
                raise ConflictError
            setattr(record, name, value)
            return self._vault.save(record, action=action)

        self._run(work)

    def _move(
        self, kind: type[AppealPerson] | type[AppealAddressee],
        order: Callable[[Any], list[UUID]], link_id: UUID, way: int, action: Action,
    ) -> None:  # fmt: skip
        vault = self._vault

        def work() -> ChangeSet:
            keys = vault.read(order)
            place = keys.index(link_id) if link_id in keys else -1
            if place < 0 or not 0 <= place + way < len(keys):
                return ChangeSet()
            keys[place], keys[place + way] = keys[place + way], keys[place]
            records = [vault.get(kind, key) for key in keys]
            for position, record in enumerate(records):
                if record is None:
                    raise ConflictError
                record.position = position
            return vault.save(*records, action=action)

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
