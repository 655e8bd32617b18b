"""Lets the index of people be read to its end in pieces, while everybody else has their turn.

For what asks who may be in the vault already: it answers from what is read, and asks again.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from caseapp.desktop.jobs import Jobs
from caseapp.matching.known_already import read_more
from caseapp.store.vault import Vault


class ReadingOn(QObject):
    """Calls `complete` on the GUI thread once everything is read; goes with its parent."""

    def __init__(
        self, jobs: Jobs, vault: Vault, complete: Callable[[], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._jobs, self._vault, self._complete = jobs, vault, complete
        self._runs = False

    def go_on(self) -> None:
        """Begin, unless it is under way."""
        if not self._runs:
            self._runs = True
            self._read()

    def _read(self) -> None:
        vault = self._vault
        self._jobs.run(
            lambda _progress: read_more(vault), self._was_read, lambda _error: self._end(),
            owner=self,
        )  # fmt: skip

    def _was_read(self, complete: bool) -> None:
        if not complete:
            self._read()
            return
        self._end()
        self._complete()

    def _end(self) -> None:
        self._runs = False
