"""Something that is on or off, with a sentence that may wrap."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.widgets.label import Label


class Switch(QWidget):
    """A box to tick, its words and a detail beneath; a click on the words ticks it too."""

    def __init__(
        self, words: str, detail: str, on: bool, changed: Callable[[bool], object]
    ) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setAccessibleName(words)
        self.box.setAccessibleDescription(detail)
        self.box.setMinimumSize(theme.SMALL_CONTROL, theme.SMALL_CONTROL)
        self.box.setChecked(on)
        self.box.toggled.connect(changed)
        said = QVBoxLayout()
        said.setSpacing(2)
        self._words = Label(words, wrap=True)
        said.addWidget(self._words)
        said.addWidget(Label(detail, "caption", wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(theme.GRID)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(said, 1)

    def set_words(self, words: str) -> None:
        """Say something else beside the box."""
        self.box.setAccessibleName(words)
        self._words.setText(words)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.box.toggle()
