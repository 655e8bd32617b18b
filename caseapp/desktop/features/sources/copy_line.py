"""A quiet line: this source may be another copy of one that is here. Said only by a click."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import text
from caseapp.desktop.features.sources.words import SourceWords
from caseapp.desktop.widgets import Label, LinkButton, QuietButton
from caseapp.store.queries.source_page import SourceName


@dataclass(frozen=True, slots=True)
class MaybeCopy:
    """Another source, and how much of the shorter text stands in the other: 0 to 1."""

    other: SourceName
    shared: float


class CopyLine(QWidget):
    """`said(source id)` that it is one, `opened(source id)`, `dismissed()`."""

    said = Signal(object)
    opened = Signal(object)
    dismissed = Signal()

    def __init__(self, words: SourceWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._shown: MaybeCopy | None = None
        self._label = Label("", "second", wrap=True)
        self.yes = QuietButton(t("It is another copy"), icon="copy-check", small=True,
                               on_click=lambda: self.said.emit(self._other()))  # fmt: skip
        self.open = LinkButton(
            t("Open"), small=True, on_click=lambda: self.opened.emit(self._other())
        )
        self.no = LinkButton(t("It is not"), small=True, on_click=self._dismiss)
        row = QHBoxLayout()
        row.setSpacing(6)
        for button in (self.yes, self.open, self.no):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 4)
        column.setSpacing(4)
        column.addWidget(self._label)
        column.addLayout(row)
        self.hide()

    def show_copy(self, found: MaybeCopy | None) -> None:
        """None hides it."""
        self._shown = found
        if found is not None:
            title = text.isolated(self._words.title(found.other.title))
            self._label.setText(
                self._words.t("Another copy? {share} % of its words are in no. {number}: {title}",
                              share=int(100 * found.shared), number=found.other.serial,
                              title=title)
            )  # fmt: skip
        self.setVisible(found is not None)

    def _other(self) -> UUID:
        assert self._shown is not None
        return self._shown.other.id

    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()
