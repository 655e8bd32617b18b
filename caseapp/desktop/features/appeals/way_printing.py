"""Printing for the office from the window: an appeal's history, the register of receipts.

What is read is worded on the database worker; drawing needs no vault.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar
from uuid import UUID

from PySide6.QtWidgets import QWidget

from caseapp.desktop.context import Context
from caseapp.desktop.office_print import print_for_office
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

T = TypeVar("T")


class WayPrint:
    """Works for one view, `owner`: its jobs end with it."""

    def __init__(self, context: Context, vault: Vault, owner: QWidget) -> None:
        self._context, self._vault, self._owner = context, vault, owner

    def history(self, appeal_id: UUID, serial: int) -> None:
        """Print all that became of an appeal."""
        from caseapp.dossier.office.history import appeal_history
        from caseapp.dossier.pdf.office_register import draw_chapters

        vault, language, today = self._vault, self._context.t.language, date.today()
        self._read(
            lambda: appeal_history(vault, appeal_id, language, today),
            lambda paper, chapters: print_for_office(
                self._context, self._owner, paper.title, paper.note,
                f"appeal-{serial}-history.pdf",
                lambda path, _paper: draw_chapters(path, paper, chapters),
            ),
        )  # fmt: skip

    def register(self) -> None:
        """Print the register of all copies that went out."""
        from caseapp.dossier.office.register import receipt_register
        from caseapp.dossier.pdf.office_register import draw_columns

        vault, language, today = self._vault, self._context.t.language, date.today()
        self._read(
            lambda: receipt_register(vault, language, today),
            lambda paper, table: print_for_office(
                self._context, self._owner, paper.title, paper.note,
                f"register-{today.isoformat()}.pdf",
                lambda path, _paper: draw_columns(path, paper, table),
            ),
        )  # fmt: skip

    def _read(self, work: Callable[[], tuple[T, ...]], show: Callable[..., None]) -> None:
        def step(_progress: Progress) -> tuple[T, ...]:
            return work()

        self._context.jobs.run(step, lambda found: show(*found), owner=self._owner)
