"""One action: who and when, the pages that it is about, each field before and after."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.history_words import ChangeWords, HistoryWords
from caseapp.desktop.widgets import Button, IconButton, Label, Line, LinkButton
from caseapp.desktop.widgets.diff_text import DiffText
from caseapp.desktop.widgets.scrolling import scroll_area, show_in
from caseapp.store.history import CREATED, FieldChange
from caseapp.store.queries.actions import ActionDetail, Subject

_MOST_PAGES, _MOST_CHANGES = 5, 80


class DetailPane(QWidget):
    """`undo_asked(number)`, `page_asked(Subject)`, `left()` in narrow windows."""

    undo_asked = Signal(int)
    page_asked = Signal(object)
    left = Signal()

    def __init__(self, words: HistoryWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._t = words, words.t
        t = words.t
        self._number = 0
        self.back = IconButton("arrow-left", t("Back to the list"), on_click=self.left.emit)
        self._title = Label("", "lead", wrap=True)
        self._when = Label("", "second", wrap=True)
        self._area = scroll_area(name=t("What was changed"), focus=True)
        self.undo = Button(t("Undo only this"), icon="undo-2", on_click=self._ask)
        self.reason = Label("", "caption", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(theme.GRID)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(theme.GRID)
        column.addLayout(head)
        column.addWidget(self._when)
        column.addWidget(Line())
        column.addWidget(self._area, 1)
        column.addWidget(self.reason)
        column.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignLeading)
        self.back.hide()

    def show_action(self, detail: ActionDetail) -> None:
        """Everything that one action did."""
        row = detail.line.row
        self._number = row.seq
        self._title.setText(self._words.action(row))
        self._when.setText(self._words.when(row))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(4)
        self._add_pages(column, detail)
        lines, left = self._first_lines(detail.changes)
        for line in lines[:_MOST_CHANGES]:
            self._add_change(column, line)
        not_read = max(detail.line.changes - len(detail.changes), 0)
        hidden = len(lines) - _MOST_CHANGES + left + not_read
        if hidden > 0:
            words = self._t.plural("and {n} more field", "and {n} more fields", hidden)
            column.addWidget(Label(words, "caption"))
        if not lines:
            column.addWidget(Label(self._t("No field that can be read changed."), "muted"))
        column.addStretch(1)
        show_in(self._area, content)
        again = row.kind == "undo"
        self.undo.setText(self._t("Do only this again") if again else self._t("Undo only this"))
        self.undo.setEnabled(detail.obstacle is None)
        self.reason.setVisible(detail.obstacle is not None)
        if detail.obstacle is not None:
            self.reason.setText(self._t.error(detail.obstacle))
            self.undo.set_tip(self._t.error(detail.obstacle))

    def _first_lines(self, changes: Sequence[FieldChange]) -> tuple[list[ChangeWords], int]:
        """As many lines as are shown, or some more, and how many fields were not put in words.

        An import changes thousands: all their words would hold the window up for a second.
        """
        lines: list[ChangeWords] = []
        for at, change in enumerate(changes):
            if len(lines) >= _MOST_CHANGES:
                rest = changes[at:]
                return lines, sum(len(one.new or {}) if one.field == CREATED else 1 for one in rest)
            lines += self._words.changes(change)
        return lines, 0

    def _add_pages(self, column: QVBoxLayout, detail: ActionDetail) -> None:
        pages: dict[object, Subject] = {one.id: one for one in detail.subjects.values()}
        for subject in list(pages.values())[:_MOST_PAGES]:
            link = LinkButton(
                self._words.subject(subject),
                icon="arrow-right",
                on_click=lambda one=subject: self.page_asked.emit(one),
            )
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)
        hidden = len(pages) - _MOST_PAGES
        if hidden > 0:
            words = self._t.plural("and {n} more page", "and {n} more pages", hidden)
            column.addWidget(Label(words, "caption"))

    def _add_change(self, column: QVBoxLayout, line: ChangeWords) -> None:
        column.addSpacing(theme.GRID)
        column.addWidget(Label(line.label, "strong", wrap=True))
        if line.old:
            column.addWidget(DiffText(line.old, line.taken, self._t("before"), taken=True))
        if line.new:
            column.addWidget(DiffText(line.new, line.put, self._t("after"), taken=False))
        elif line.old:
            column.addWidget(Label(self._t("empty"), "muted"))

    def _ask(self) -> None:
        if self._number:
            self.undo_asked.emit(self._number)
