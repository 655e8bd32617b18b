"""The field above the list: what is typed filters it a moment later. Esc empties, Down goes on."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QWidget

from caseapp.desktop import theme
from caseapp.desktop.widgets.editors import LineEditor
from caseapp.i18n import Translator

_WAIT_MS = 100


class FilterField(LineEditor):
    """`asked(str)` when typing rests; `entered()` for Enter and Down, `emptied()` for Esc."""

    asked = Signal(str)
    entered = Signal()
    emptied = Signal()

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(t("Filter – any script"))
        self.setAccessibleName(t("Filter the list"))
        self.setProperty("kind", "search")
        self._wait = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._wait.timeout.connect(self.ask)
        self.addAction(
            QAction(theme.icon("list-filter"), "", self), LineEditor.ActionPosition.LeadingPosition
        )
        clear = QAction(theme.icon("x"), t("Clear the filter"), self)
        clear.triggered.connect(self.empty)
        self.addAction(clear, LineEditor.ActionPosition.TrailingPosition)
        clear.setVisible(False)
        self.textChanged.connect(lambda text: clear.setVisible(bool(text)))
        self.edited.connect(lambda _text: self._wait.start())

    def is_waiting(self) -> bool:
        """Whether something was typed that was not asked for yet."""
        return self._wait.isActive()

    def ask(self) -> None:
        """Ask for what stands in the field, without waiting."""
        self._wait.stop()
        self.asked.emit(self.value())

    def empty(self) -> None:
        """Show everything again."""
        self.set_value("")
        self.ask()
        self.setFocus()

    def begin(self, letter: str) -> None:
        """Start anew with a letter that was typed elsewhere."""
        self.setFocus()
        self.selectAll()
        self.insert(letter)
        self._wait.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.empty()
            self.emptied.emit()
        else:
            super().keyPressEvent(event)
