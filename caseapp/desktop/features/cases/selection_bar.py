"""The bar at the table's foot while cases are marked: how many, and what can be done to all."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.cases.words import ListWords
from caseapp.desktop.widgets import Label, QuietButton, Surface


class SelectionBar(Surface):
    """`tag_asked()`, `appeal_asked()`, `send_asked()`, `export_asked()`, `trash_asked()`,
    `clear_asked()`."""

    tag_asked = Signal()
    appeal_asked = Signal()
    export_asked = Signal()
    send_asked = Signal()
    trash_asked = Signal()
    clear_asked = Signal()

    def __init__(self, words: ListWords, parent: QWidget | None = None) -> None:
        super().__init__("select", parent)
        self._words, t = words, words.t
        self.setAccessibleName(t("Selected cases"))
        self.count = Label("", "strong", tabular=True)
        self.tag = QuietButton(t("Tag"), icon="tag", on_click=self.tag_asked.emit)
        self.appeal = QuietButton(t("Add to appeal"), icon="mail", on_click=self.appeal_asked.emit)
        self.send = QuietButton(
            t("Send"), icon="package", tip=t("Send to another laptop…"),
            on_click=self.send_asked.emit,
        )  # fmt: skip
        self.export = QuietButton(
            t("Export"), icon="file-output", tip=t("Write for other programs…"),
            on_click=self.export_asked.emit,
        )  # fmt: skip
        self.trash = QuietButton(t("Move to trash"), icon="trash", on_click=self.trash_asked.emit)
        self.clear = QuietButton(
            t("Clear"), key="Esc", live=False, tip=t("Select none"), on_click=self.clear_asked.emit
        )  # fmt: skip
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.COLUMN_MARGIN, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self.count)
        for button in (self.tag, self.appeal, self.send, self.export, self.trash):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.clear)
        self.hide()

    def tab_stops(self) -> list[QWidget]:
        return [self.tag, self.appeal, self.send, self.export, self.trash, self.clear]

    def show_count(self, count: int) -> None:
        """Stand there for so many cases; for none, not at all."""
        self.count.setText(self._words.selected(count))
        self.setVisible(count > 0)
