"""Undo and redo on the desk: the buttons, the list beneath them, and what is told after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from caseapp.desktop import text
from caseapp.desktop.context import Context
from caseapp.desktop.shell.commands import Command
from caseapp.desktop.shell.router import Place
from caseapp.desktop.shell.topbar import TopBar
from caseapp.desktop.shell.undo import PastStep, Reversed, UndoActions, UndoSource
from caseapp.desktop.shell.undo_list import UndoList
from caseapp.errors import UserError

if TYPE_CHECKING:
    from caseapp.desktop.shell.desk import Desk


class DeskUndo(QObject):
    """Joins the actions of undo with the top bar and the notices of one desk."""

    def __init__(self, context: Context, source: UndoSource, bar: TopBar, desk: Desk) -> None:
        super().__init__(desk)
        self._context, self._bar, self._desk = context, bar, desk
        self.actions = UndoActions(context.t, context.jobs, context.changes, source, self)
        self.list = UndoList(context.t, desk)
        desk.addAction(self.actions.undo)
        desk.addAction(self.actions.redo)
        bar.undo_asked.connect(self.actions.undo.trigger)
        bar.redo_asked.connect(self.actions.redo.trigger)
        bar.past_asked.connect(self.open_list)
        self.list.chosen.connect(self.actions.undo_steps)
        self.list.closed.connect(desk.focus_view)
        self.actions.changed.connect(self._refresh)
        self.actions.undone.connect(self._tell_undone)
        self.actions.redone.connect(self._tell_redone)
        self.actions.stopped.connect(self._tell_stopped)
        self._refresh()

    def open_list(self) -> None:
        """Show what can be undone, under the undo button."""
        self.actions.ask_past(self._show_list)

    def close_list(self) -> None:
        self.list.close_list()

    def commands(self) -> list[Command]:
        """For the palette: undo, redo, and the list."""
        actions, result = self.actions, []
        for action, icon, key in (
            (actions.undo, "undo-2", "Ctrl+Z"), (actions.redo, "redo-2", "Ctrl+Shift+Z"),
        ):  # fmt: skip
            if action.isEnabled():
                result.append(Command(action.text(), action.trigger, icon, key))
        if actions.undo.isEnabled():
            words = self._context.t("What can be undone…")
            result.append(Command(words, self.open_list, "file-clock"))
        return result

    def _show_list(self, steps: Sequence[PastStep]) -> None:
        if steps:
            self.list.show_steps(steps, self._desk.place_of(self._bar.undo))

    def _refresh(self) -> None:
        for button, action in (
            (self._bar.undo, self.actions.undo), (self._bar.redo, self.actions.redo),
        ):  # fmt: skip
            button.setEnabled(action.isEnabled())
            key = text.key_name(action.shortcut().toString())
            button.setToolTip(text.tooltip(f"{action.text()} ({key})"))
        self._bar.past.setEnabled(self.actions.undo.isEnabled())

    # -- telling -----------------------------------------------------------------------------
    def _tell_undone(self, done: list[Reversed]) -> None:
        t, last = self._context.t, done[-1]
        if len(done) == 1:
            words = t("Undone: {what}", what=last.what)
        else:
            words = t.plural("{n} action undone.", "{n} actions undone.", len(done))
        self._tell(words, last, (t("Redo"), self.actions.redo.trigger))

    def _tell_redone(self, step: Reversed) -> None:
        t = self._context.t
        words = t("Done again: {what}", what=step.what)
        self._tell(words, step, (t("Undo"), self.actions.undo.trigger))

    def _tell(self, words: str, step: Reversed, back: tuple[str, object]) -> None:
        """Where the change is not seen, a link leads to it."""
        t, router = self._context.t, self._context.router
        place = Place(step.view, step.argument)
        current = router.current
        same = current is not None and (current.view, _id(current)) == (place.view, _id(place))
        show = None
        if step.view and not same:
            show = (t("Show it"), lambda: router.go(place.view, place.argument))
        self._context.notices.pass_by(words, step.where, action=back, also=show)

    def _tell_stopped(self, error: UserError) -> None:
        self._context.notices.show(self._context.t.error(error), tone="warn")


def _id(place: Place) -> object:
    """What a place is about: its argument, or the first part of it."""
    return place.argument[0] if isinstance(place.argument, tuple) else place.argument
