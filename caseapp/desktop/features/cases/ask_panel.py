"""A line of the view that asks for one word: the name of a view, a tag for several cases."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.widgets import Field, PrimaryButton, QuietButton, Surface
from caseapp.i18n import Translator


class AskPanel(Surface):
    """`wanted(str)` with the word, never an empty one; `left()` when the person steps out."""

    wanted = Signal(str)
    left = Signal()

    def __init__(
        self, t: Translator, label: str, button: str, icon: str, parent: QWidget | None = None
    ) -> None:
        super().__init__("sunken", parent)
        self._t = t
        self._before = ""
        self._known = QStringListModel(self)
        self.field = Field(label)
        self.field.editor.returnPressed.connect(self._ask)
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.field.editor.setCompleter(completer)
        self.button = PrimaryButton(
            button, icon=icon, key="Return", live=False, on_click=self._ask
        )  # fmt: skip
        leave = QuietButton(t("Cancel"), key="Esc", live=False, on_click=self.left.emit)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GRID)
        buttons.addWidget(self.button)
        buttons.addWidget(leave)
        side = QVBoxLayout()
        side.setContentsMargins(0, 21, 0, 0)
        side.addLayout(buttons)
        side.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.COLUMN_MARGIN, 12, theme.COLUMN_MARGIN, 12)
        row.setSpacing(theme.COLUMN_MARGIN)
        row.addWidget(self.field, 1)
        row.addLayout(side)
        self.setFocusProxy(self.field)
        self.hide()

    def complete(self, known: Sequence[str]) -> None:
        """Words that what is typed can be completed to."""
        self._known.setStringList(list(known))

    def begin(self, word: str = "", hint: str = "") -> None:
        """Ask, with a word to begin from."""
        self.field.editor.set_value(word)
        self.field.restore()
        self.field.editor.set_value(word)
        self.field.say(hint)
        self.show()
        self.field.editor.selectAll()
        self.field.editor.setFocus()

    def _ask(self) -> None:
        word = " ".join(self.field.text().split())
        if word:
            self.wanted.emit(word)
        else:
            self.field.say(self._t("Type a word first."), "warn")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
