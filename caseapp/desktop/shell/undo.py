"""Ctrl+Z and Ctrl+Shift+Z over everything that was kept, also after a restart.

What can be undone, and the undoing, are callables of the composition root; they run as
jobs. Knows texts and change sets, no record.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from caseapp.desktop.changes import Changes, ChangeSet
from caseapp.desktop.jobs import Jobs, Kind
from caseapp.i18n import Translator
from caseapp.system.progress import Progress


@dataclass(frozen=True)
class UndoState:
    """What the next undo and redo would do, in the screen's language; "" = nothing."""

    undo: str = ""
    redo: str = ""


class UndoSource(Protocol):
    """Qt-free; each method runs on the database worker."""

    def state(self, progress: Progress) -> UndoState: ...

    def undo(self, progress: Progress) -> ChangeSet: ...

    def redo(self, progress: Progress) -> ChangeSet: ...


class UndoActions(QObject):
    """Two actions with their keys, enabled and named as `source.state` says.

    `changed()` after their state changed.
    """

    changed = Signal()

    def __init__(
        self, t: Translator, jobs: Jobs, changes: Changes, source: UndoSource, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._t, self._jobs, self._changes, self._source = t, jobs, changes, source
        self.undo = QAction(t("Undo"), self)
        self.undo.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        self.undo.triggered.connect(lambda: self._run(source.undo))
        self.redo = QAction(t("Redo"), self)
        self.redo.setShortcut(QKeySequence("Ctrl+Shift+Z"))
        self.redo.triggered.connect(lambda: self._run(source.redo))
        changes.subscribe(lambda _change: self.refresh(), owner=self)
        self._show(UndoState())
        self.refresh()

    def refresh(self) -> None:
        """Ask again what can be undone."""
        self._jobs.run(self._source.state, self._show, owner=self, latest="undo-state")

    def _run(self, work: object) -> None:
        self._jobs.run(work, self._changes.announce, kind=Kind.WRITE, owner=self)

    def _show(self, state: UndoState) -> None:
        t = self._t
        for action, what, bare, full in (
            (self.undo, state.undo, t("Undo"), t("Undo: {what}", what=state.undo)),
            (self.redo, state.redo, t("Redo"), t("Redo: {what}", what=state.redo)),
        ):
            action.setEnabled(bool(what))
            action.setText(full if what else bare)
        self.changed.emit()
