"""What fills a page while something is worked out: what it is, how far, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from caseapp.desktop.widgets.buttons import QuietButton
from caseapp.desktop.widgets.label import Label
from caseapp.i18n import Translator

_WIDTH = 360


class WaitingPage(QWidget):
    """Words, a bar and a button in the middle; `stop_asked()` by it. Esc is the view's to hear."""

    stop_asked = Signal()

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = Label("", "second")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(_WIDTH, 6)
        self.stop = QuietButton(
            t("Stop"), icon="x", key="Esc", live=False, on_click=self.stop_asked.emit
        )
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(3)
        for part in (self._said, self._bar, self.stop):
            column.addWidget(part, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(4)

    def say(self, words: str, done: int = 0, total: int = 0) -> None:
        """What is being done; without a `total` nobody knows how far it is."""
        self._said.setText(words)
        self._bar.setAccessibleName(words)
        self._bar.setRange(0, max(total, 0))
        if total > 0:
            self._bar.setValue(min(done, total))
