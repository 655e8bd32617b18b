"""Runs the check before printing on the worker: soon after each change, the latest wish only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from caseapp.desktop.context import Context
from caseapp.desktop.jobs import Kind
from caseapp.dossier.preflight import Drawn, Finding, preflight
from caseapp.errors import UserError
from caseapp.store.casefile import AppealFile, load_appeal_file
from caseapp.store.queries.today import stale_after_months
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

_WAIT_MS = 250


class Checking(QObject):
    """`found(findings)` for the appeal that was asked for last; `failed(sentence)`."""

    found = Signal(object)
    failed = Signal(str)

    def __init__(self, context: Context, vault: Vault, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._vault = context, vault
        self._appeal_id: UUID | None = None
        self._letter_pages: dict[UUID, int] = {}
        self.soon = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self.soon.timeout.connect(self._begin)

    def ask(self, appeal_id: UUID) -> None:
        """Check an appeal soon; another wish before then takes the place of this one."""
        if appeal_id != self._appeal_id:
            self._letter_pages.clear()
        self._appeal_id = appeal_id
        self.soon.start()

    def drawn(self, addressee_id: UUID, letter_pages: int) -> None:
        """A draft was drawn: check again if its letter fills another number of pages now."""
        if self._letter_pages.get(addressee_id) != letter_pages:
            self._letter_pages[addressee_id] = letter_pages
            self.soon.start()

    def _begin(self) -> None:
        appeal_id, vault = self._appeal_id, self._vault
        if appeal_id is None:
            return

        def read(_progress: Progress) -> tuple[AppealFile | None, int]:
            file = vault.read(lambda session: load_appeal_file(session, appeal_id, to_print=False))
            return file, vault.read(stale_after_months)

        self._context.jobs.run(
            read, self._check, self._tell, owner=self, latest="appeal-check"
        )  # fmt: skip

    def _check(self, loaded: tuple[AppealFile | None, int]) -> None:
        """The rules themselves need no vault, so they do not keep others from it."""
        file, months = loaded
        if file is None:
            return
        drawn = Drawn(dict(self._letter_pages))

        def work(progress: Progress) -> Sequence[Finding]:
            today = date.today()
            return preflight(
                file, today=today, stale_after_months=months, drawn=drawn, thorough=False,
                progress=progress,
            )  # fmt: skip

        self._context.jobs.run(
            work, self.found.emit, self._tell, kind=Kind.FREE, owner=self, latest="appeal-check"
        )

    def _tell(self, error: UserError) -> None:
        self.failed.emit(self._context.t.error(error))
