"""A menu of names in which one is found by typing its first letters, or those of a word in it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

_FORGOTTEN_MS = 1500


class NameMenu(QMenu):
    """Typing marks the first name that fits; what was typed is forgotten after a moment."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._typed = ""
        self._rest = QTimer(self, singleShot=True, interval=_FORGOTTEN_MS)
        self._rest.timeout.connect(self._forget)

    def add_name(self, name: str, icon: object) -> QAction:
        """A name to choose."""
        action = QAction(icon, name.replace("&", "&&"), self)
        action.setData(name.casefold())
        self.addAction(action)
        return action

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        typed = event.text()
        if held or not typed.isprintable() or not typed or (typed == " " and not self._typed):
            super().keyPressEvent(event)
            return
        self._typed += typed.casefold()
        self._rest.start()
        found = self._named(self._typed)
        if found is not None:
            self.setActiveAction(found)

    def _named(self, typed: str) -> QAction | None:
        names = [action for action in self.actions() if action.data()]
        begun = (action for action in names if action.data().startswith(typed))
        within = (action for action in names if f" {typed}" in action.data())
        return next(begun, None) or next(within, None)

    def _forget(self) -> None:
        self._typed = ""
