"""The page seen with the eyes of others: what an audience's copy would say of the case."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.seen_by import SeenByPanel
from caseapp.desktop.widgets import QuietButton
from caseapp.store.vault import Vault


class SeenPane(QWidget):
    """`left()` when the person goes back to the page."""

    left = Signal()

    def __init__(self, context: Context, vault: Vault, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: UUID | None = None
        self._panel = SeenByPanel(context, vault)
        back = QuietButton(context.t("Back to the case"), icon="arrow-left", key="Esc", live=False)
        back.setObjectName("back-to-case")
        back.clicked.connect(self.left)
        self._panel.head.addWidget(back)
        margin = theme.PAGE_MARGIN
        column = QVBoxLayout(self)
        column.setContentsMargins(margin, 16, margin, 16)
        column.addWidget(self._panel)
        self.hide()

    def show_case(self, case_id: UUID | None) -> None:
        """Show what others would see of this case; None shows nothing."""
        self._shown = case_id
        self.setHidden(case_id is None)
        if case_id is not None:
            self._panel.look_at(case_id)
            self._panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def look_again(self) -> None:
        """Something of the case was changed."""
        if self._shown is not None:
            self._panel.look_again()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
