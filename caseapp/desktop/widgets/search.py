"""The field that narrows a list while one types. Knows no list: it says what is asked."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QWidget

from caseapp.desktop import theme
from caseapp.desktop.widgets.editors import LineEditor

_WAIT_MS = 100


class SearchField(LineEditor):
    """`asked(str)` when typing rests; `entered()` for Enter and Down, `emptied()` for Esc."""

    asked = Signal(str)
    entered = Signal()
    emptied = Signal()

    def __init__(
        self,
        name: str,
        placeholder: str,
        *,
        icon: str = "search",
        clear: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`name` is what a screen reader calls it; `clear` names a button that empties it."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setProperty("kind", "search")
        self._wait = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._wait.timeout.connect(self.ask)
        self.edited.connect(lambda _text: self._wait.start())
        before = LineEditor.ActionPosition.LeadingPosition
        self.addAction(QAction(theme.icon(icon), "", self), before)
        if clear:
            self._add_clear(clear)

    def _add_clear(self, name: str) -> None:
        clear = QAction(theme.icon("x"), name, self)
        clear.triggered.connect(self._clear)
        self.addAction(clear, LineEditor.ActionPosition.TrailingPosition)
        clear.setVisible(False)  # before it was added this would hide nothing
        self.textChanged.connect(lambda text: clear.setVisible(bool(text)))

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

    def begin(self, letter: str) -> None:
        """Start anew with a letter that was typed elsewhere."""
        self.setFocus()
        self.selectAll()
        self.insert(letter)
        self._wait.start()

    def _clear(self) -> None:
        self.empty()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.is_waiting():
                self.ask()
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.empty()
            self.emptied.emit()
        else:
            super().keyPressEvent(event)
