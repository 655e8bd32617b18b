"""Comparing all cases of a large vault in the background, so that the window goes on meanwhile.

The vault is read in short turns on the database worker; the comparing itself keeps off it.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from caseapp.desktop.jobs import Jobs, Kind
from caseapp.errors import UserError
from caseapp.i18n import Translator
from caseapp.matching.pairs import Pair, scan
from caseapp.matching.waiting import ReadStep, Taken, keep, read_step, take
from caseapp.store.vault import Vault


class Comparing(QObject):
    """`done()` when the pairs are known. `start` while it runs does nothing."""

    done = Signal()

    def __init__(self, jobs: Jobs, vault: Vault, t: Translator, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._vault, self._t = jobs, vault, t
        self._runs = self._keeps = False

    def start(self) -> None:
        if not self._runs:
            self._runs = True
            self._read()

    def _read(self) -> None:
        vault = self._vault
        self._jobs.run(lambda _progress: read_step(vault), self._was_read, self._failed, owner=self)

    def _was_read(self, step: ReadStep) -> None:
        if not step.ready:
            self._read()
            return
        vault = self._vault
        self._jobs.run(lambda _progress: take(vault), self._compare, self._failed, owner=self)

    def _compare(self, taken: Taken) -> None:
        self._jobs.run(
            lambda progress: scan(taken.people, progress), lambda found: self._keep(taken, found),
            self._failed, kind=Kind.FREE, owner=self, cancellable=True,
            title=self._t("Comparing cases"), on_end=self._compared,
        )  # fmt: skip

    def _keep(self, taken: Taken, found: list[Pair]) -> None:
        vault, self._keeps = self._vault, True
        self._jobs.run(
            lambda _progress: keep(vault, taken, found), lambda _none: self.done.emit(),
            self._failed, owner=self, on_end=self._ended,
        )  # fmt: skip

    def _compared(self) -> None:
        """Also after it was cancelled: then nothing is kept."""
        if not self._keeps:
            self._ended()

    def _ended(self) -> None:
        self._runs = self._keeps = False

    def _failed(self, error: UserError) -> None:
        self._ended()
        self._jobs.failed.emit(error)
