"""A small panel that makes a source: its title and kind; all else is entered in the reader."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.sources.words import SourceWords
from caseapp.desktop.widgets import Field, PrimaryButton, QuietButton, Surface
from caseapp.domain.vocabulary import SourceKind

_LABEL = 21
"""Height of the label over a field, so that the buttons stand beside the input."""


class NewSourcePanel(Surface):
    """`wanted(title, kind)`, `file_wanted()`, `left()` when the person steps out."""

    wanted = Signal(str, object)
    file_wanted = Signal()
    left = Signal()

    def __init__(self, words: SourceWords, parent: QWidget | None = None) -> None:
        super().__init__("sunken", parent)
        t = words.t
        self.title = Field(t("Title"), hint=t("As it stands in the source, or what it is."))
        self.title.editor.returnPressed.connect(self._ask)
        kinds = [(kind.value, words.word(kind)) for kind in SourceKind]
        self.kind = Field(t("Kind of source"), kind="choice", choices=kinds)
        self.kind.set_value(SourceKind.ARTICLE.value)
        self.button = PrimaryButton(
            t("Make the source"), icon="plus", key="Return", live=False, on_click=self._ask
        )
        self.from_file = QuietButton(
            t("From a file…"), icon="file-up", on_click=self.file_wanted.emit
        )
        leave = QuietButton(t("Cancel"), key="Esc", live=False, on_click=self.left.emit)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GRID)
        for button in (self.button, self.from_file, leave):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._side = QVBoxLayout()
        self._side.addLayout(buttons)
        self._side.addStretch(1)
        fields = QHBoxLayout()
        fields.setSpacing(theme.COLUMN_MARGIN)
        fields.addWidget(self.title, 2)
        fields.addWidget(self.kind, 1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(theme.COLUMN_MARGIN, 12, theme.COLUMN_MARGIN, 12)
        self._row.addLayout(fields, 1)
        self._row.addLayout(self._side)
        self.set_compact(False)
        self.setFocusProxy(self.title)

    def set_compact(self, compact: bool) -> None:
        """In narrow windows what to do stands beneath the fields, not beside them."""
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if compact else ways.LeftToRight)
        self._row.setSpacing(theme.GRID if compact else theme.COLUMN_MARGIN)
        self._side.setContentsMargins(0, 0 if compact else _LABEL, 0, 0)

    def clear(self) -> None:
        self.title.editor.set_value("")
        self.title.restore()

    def _ask(self) -> None:
        if self.button.isEnabled():
            kind = SourceKind(self.kind.text() or SourceKind.ARTICLE.value)
            self.wanted.emit(" ".join(self.title.text().split()), kind)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
