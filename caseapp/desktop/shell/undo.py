"""Ctrl+Z and Ctrl+Shift+Z over everything that was kept, also after a restart.

What can be undone, and the undoing, are callables of the composition root; they run as
jobs. Knows texts and change sets, no record.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from caseapp.desktop.changes import Changes, ChangeSet
from caseapp.desktop.jobs import Jobs, Kind
from caseapp.errors import UserError
from caseapp.i18n import Translator
from caseapp.system.progress import Progress


@dataclass(frozen=True)
class UndoState:
    """What the next undo and redo would do, in the screen's language; "" = nothing."""

    undo: str = ""
    redo: str = ""


@dataclass(frozen=True)
class PastStep:
    """One action that can be undone: what was done, where, when; in the screen's language."""

    what: str
    where: str = ""
    when: str = ""


@dataclass(frozen=True)
class Reversed:
    """What an undo or redo did: the change to announce, in words, and the place to see it."""

    change: ChangeSet
    what: str = ""
    where: str = ""
    view: str = ""
    argument: object = None


class UndoSource(Protocol):
    """Qt-free; each method runs on the database worker."""

    def state(self, progress: Progress) -> UndoState: ...

    def past(self, progress: Progress) -> Sequence[PastStep]: ...

    def undo(self, progress: Progress) -> Reversed: ...

    def redo(self, progress: Progress) -> Reversed: ...


class UndoActions(QObject):
    """Two actions with their keys, enabled and named as `source.state` says.

    `changed()` after their state changed. `undone(list[Reversed])` and `redone(Reversed)`
    after something was taken back or done again; `stopped(UserError)` when a step could not.
    """

    changed = Signal()
    undone = Signal(object)
    redone = Signal(object)
    stopped = Signal(object)

    def __init__(
        self, t: Translator, jobs: Jobs, changes: Changes, source: UndoSource, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._t, self._jobs, self._changes, self._source = t, jobs, changes, source
        self.undo = QAction(t("Undo"), self)
        self.undo.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        self.undo.triggered.connect(lambda: self.undo_steps(1))
        self.redo = QAction(t("Redo"), self)
        self.redo.setShortcut(QKeySequence("Ctrl+Shift+Z"))
        self.redo.triggered.connect(lambda: self._redo())
        changes.subscribe(lambda _change: self.refresh(), owner=self)
        self._show(UndoState())
        self.refresh()

    def refresh(self) -> None:
        """Ask again what can be undone."""
        self._jobs.run(self._source.state, self._show, owner=self, latest="undo-state")

    def ask_past(self, answer: Callable[[Sequence[PastStep]], None]) -> None:
        """`answer(steps)` with what can be undone, the newest first."""
        self._jobs.run(self._source.past, answer, owner=self, latest="undo-past")

    def undo_steps(self, count: int) -> None:
        """Take back the newest `count` actions, each by itself; stop at one that cannot be."""
        self._undo_more(count, [])

    def _undo_more(self, left: int, done: list[Reversed]) -> None:
        def kept(step: Reversed) -> None:
            self._changes.announce(step.change)
            done.append(step)
            if left > 1:
                self._undo_more(left - 1, done)
            else:
                self.undone.emit(done)

        def failed(error: UserError) -> None:
            if done:
                self.undone.emit(done)
            self.stopped.emit(error)

        self._jobs.run(self._source.undo, kept, failed, kind=Kind.WRITE, owner=self)

    def _redo(self) -> None:
        def kept(step: Reversed) -> None:
            self._changes.announce(step.change)
            self.redone.emit(step)

        self._jobs.run(self._source.redo, kept, self.stopped.emit, kind=Kind.WRITE, owner=self)

    def _show(self, state: UndoState) -> None:
        t = self._t
        for action, what, bare, full in (
            (self.undo, state.undo, t("Undo"), t("Undo: {what}", what=state.undo)),
            (self.redo, state.redo, t("Redo"), t("Redo: {what}", what=state.redo)),
        ):
            action.setEnabled(bool(what))
            action.setText(full if what else bare)
        self.changed.emit()
