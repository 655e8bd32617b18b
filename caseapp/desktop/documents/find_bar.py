"""The line for finding words in a document: field, count, back and on, close.

Knows nothing of the document; it says what is sought and is told what was found.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from caseapp.desktop import theme
from caseapp.desktop.widgets import IconButton, Label
from caseapp.i18n import Translator


class FindBar(QWidget):
    """Hidden until `open`. Enter and Shift+Enter step; Esc closes."""

    sought = Signal(str)
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t = t
        self.words = QLineEdit()
        self.words.setProperty("kind", "search")
        self.words.setAccessibleName(t("Find in this document"))
        self.words.setPlaceholderText(t("Find in this document"))
        self.words.textChanged.connect(self.sought)
        self.words.installEventFilter(self)
        self._count = Label("", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.COLUMN_MARGIN, 4, theme.GRID, 4)
        row.setSpacing(4)
        row.addWidget(self.words, 1)
        row.addWidget(self._count)
        for icon, name, act in (
            ("chevron-up", t("Place before"), lambda: self.stepped.emit(-1)),
            ("chevron-down", t("Next place"), lambda: self.stepped.emit(1)),
            ("x", t("Close"), self.close_bar),
        ):
            row.addWidget(IconButton(icon, name, on_click=act))
        self.hide()

    def open(self, words: str = "") -> None:
        """Show the line with `words` chosen, or with what was sought before."""
        self.show()
        if words:
            self.words.setText(words)
        self.words.selectAll()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.sought.emit(self.words.text())

    def close_bar(self) -> None:
        """Hide the line; `closed` follows."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def set_found(self, nth: int, count: int) -> None:
        """Say that place `nth` (from 1) of `count` is shown."""
        if not self.words.text().strip():
            said = ""
        elif count:
            said = self._t("{n} of {count}", n=nth, count=count)
        else:
            said = self._t("Not found")
        self._count.setText(said)
        self.words.setAccessibleDescription(said)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3):
                self.stepped.emit(-1 if back else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_bar()
                return True
        return super().eventFilter(watched, event)
