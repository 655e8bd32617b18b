"""Builds the index of a large vault in the background, and decides who may be named to whom.

In steps, each a job of its own: between two of them the database worker serves what the
person asks for. Knows no list.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Signal

from caseapp.desktop.features.cases.asking import build_some, decide_some, read_names
from caseapp.desktop.jobs import Jobs
from caseapp.store.vault import Vault


class Counting(QObject):
    """`building(done, total)` and then `built()`; `deciding(waiting)` and then `decided()`;
    `heard()` when all names are read that can be found in every script."""

    building = Signal(int, int)
    built = Signal()
    deciding = Signal(int)
    decided = Signal()
    heard = Signal()

    def __init__(self, jobs: Jobs, vault: Vault, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._vault = jobs, vault
        self._builds = self._decides = self._listens = False

    def build(self) -> None:
        """Read all cases into the index, unless that is under way."""
        if not self._builds:
            self._builds = True
            self._build_next()

    def decide(self) -> None:
        """Decide on all cases that wait for it, unless that is under way."""
        if not self._decides:
            self._decides = True
            self._decide_next()

    def listen(self) -> None:
        """Read all names, unless that is under way."""
        if not self._listens:
            self._listens = True
            self._listen_next()

    def _listen_next(self) -> None:
        vault = self._vault
        self._jobs.run(
            lambda _progress: read_names(vault), self._heard_some, self._listen_failed, owner=self
        )

    def _heard_some(self, all_read: bool) -> None:
        if not all_read:
            self._listen_next()
        else:
            self._listens = False
            self.heard.emit()

    def _listen_failed(self, error: Exception) -> None:
        self._listens = False
        self._jobs.failed.emit(error)

    def _build_next(self) -> None:
        vault = self._vault
        self._jobs.run(
            lambda _progress: build_some(vault), self._built_some, self._build_failed, owner=self
        )

    def _built_some(self, progress: tuple[int, int] | None) -> None:
        if progress is not None:
            self.building.emit(*progress)
            self._build_next()
        else:
            self._builds = False
            self.built.emit()

    def _build_failed(self, error: Exception) -> None:
        self._builds = False
        self._jobs.failed.emit(error)

    def _decide_next(self) -> None:
        vault, today = self._vault, date.today()
        self._jobs.run(
            lambda _progress: decide_some(vault, today), self._decided_some, self._decide_failed,
            owner=self,
        )  # fmt: skip

    def _decided_some(self, waiting: int) -> None:
        if waiting:
            self.deciding.emit(waiting)
            self._decide_next()
        else:
            self._decides = False
            self.decided.emit()

    def _decide_failed(self, error: Exception) -> None:
        self._decides = False
        self._jobs.failed.emit(error)
