"""A small panel that makes a source: its title and kind; all else is entered in the reader."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.sources.words import SourceWords
from caseapp.desktop.widgets import Field, PrimaryButton, QuietButton, Surface
from caseapp.domain.vocabulary import SourceKind


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
        side = QVBoxLayout()
        side.setContentsMargins(0, 21, 0, 0)
        side.addLayout(buttons)
        side.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.COLUMN_MARGIN, 12, theme.COLUMN_MARGIN, 12)
        row.setSpacing(theme.COLUMN_MARGIN)
        row.addWidget(self.title, 2)
        row.addWidget(self.kind, 1)
        row.addLayout(side)
        self.setFocusProxy(self.title)

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
