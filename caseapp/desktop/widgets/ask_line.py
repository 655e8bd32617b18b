"""A line of a view that asks for one thing: a name, a title, a tag. It makes nothing itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.widgets.buttons import PrimaryButton, QuietButton
from caseapp.desktop.widgets.field import Field
from caseapp.desktop.widgets.frames import Surface
from caseapp.i18n import Translator

_LABEL_HEIGHT = 21


class AskLine(Surface):
    """`wanted(str)` with what was typed; `left()` when the person steps out."""

    wanted = Signal(str)
    left = Signal()

    def __init__(
        self, t: Translator, label: str, button: str, *, icon: str = "plus", hint: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__("sunken", parent)
        self._t = t
        self.field = Field(label, hint=hint)
        self.field.editor.returnPressed.connect(self._ask)
        self.button = PrimaryButton(button, icon=icon, key="Return", live=False)
        self.button.clicked.connect(self._ask)
        leave = QuietButton(t("Cancel"), key="Esc", live=False, on_click=self.left.emit)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GRID)
        buttons.addWidget(self.button)
        buttons.addWidget(leave)
        side = QVBoxLayout()
        side.setContentsMargins(0, _LABEL_HEIGHT, 0, 0)
        side.addLayout(buttons)
        side.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.COLUMN_MARGIN)
        row.addWidget(self.field, 1)
        row.addLayout(side)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.COLUMN_MARGIN, 12, theme.COLUMN_MARGIN, 12)
        self._column.addLayout(row)
        self.setFocusProxy(self.field)

    def add_below(self, layout: QLayout) -> None:
        """More of the panel, under the line."""
        self._column.addLayout(layout)

    def clear(self) -> None:
        """Empty the field."""
        self.field.editor.set_value("")
        self.field.restore()

    def _ask(self) -> None:
        """While an answer is made, the button rests, and so does Enter."""
        if self.button.isEnabled():
            self.wanted.emit(self.field.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
