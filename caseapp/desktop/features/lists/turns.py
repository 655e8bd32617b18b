"""A long search in the window: one short job after another, so that other work is not held up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from caseapp.desktop.jobs import Jobs
from caseapp.errors import UserError
from caseapp.matching.name_lists import Search
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress, Report


class Turns(QObject):
    """`told(Report)` after each turn; `failed(UserError)`. Begun anew, the search before ends."""

    told = Signal(object)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, vault: Vault, language: str, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._vault, self._language = jobs, vault, language
        self._search: Search[Any] | None = None
        self._found: Callable[[Any], None] | None = None

    def begin(self, search: Search[Any], found: Callable[[Any], None]) -> None:
        """Run a search to its end; `found(result)` is called on the GUI thread."""
        self._search, self._found = search, found
        self._next(search)

    def stop(self) -> None:
        """What was found so far is let go."""
        self._search = self._found = None

    def _next(self, search: Search[Any]) -> None:
        if search is self._search:
            vault, language = self._vault, self._language

            def turn(_progress: Progress) -> tuple[bool, Report, Any]:
                ready = search.step(vault)
                result = search.result(vault, language) if ready else None
                return ready, search.progress(), result

            self._jobs.run(turn, lambda done: self._turned(search, *done), self._fail, owner=self)

    def _turned(self, search: Search[Any], ready: bool, report: Report, result: Any) -> None:
        if search is not self._search:
            return
        self.told.emit(report)
        if not ready:
            QTimer.singleShot(0, self, lambda: self._next(search))
            return
        found = self._found
        self.stop()
        if found is not None:
            found(result)

    def _fail(self, error: UserError) -> None:
        self.stop()
        self.failed.emit(error)
