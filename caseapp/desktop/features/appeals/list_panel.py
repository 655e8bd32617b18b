"""The panel that begins a new appeal: its title, nothing else."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.widgets import Field, PrimaryButton, QuietButton, Surface
from caseapp.i18n import Translator


class NewAppealPanel(Surface):
    """`wanted(str)` with the title, `left()` when the person steps out."""

    wanted = Signal(str)
    left = Signal()

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__("sunken", parent)
        hint = t("For the office; what is printed is said by the letter.")
        self.field = Field(t("Title of the appeal"), hint=hint)
        self.field.editor.returnPressed.connect(self._ask)
        self.field.edited.connect(lambda _text: self._allow())
        self.button = PrimaryButton(
            t("Begin the appeal"), icon="plus", key="Return", live=False, on_click=self._ask
        )
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
        self._allow()

    def clear(self) -> None:
        """Empty the field."""
        self.field.editor.set_value("")
        self.field.restore()
        self._allow()

    def _allow(self) -> None:
        self.button.setEnabled(bool(self.field.text().strip()))

    def _ask(self) -> None:
        if self.button.isEnabled():
            self.wanted.emit(self.field.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
