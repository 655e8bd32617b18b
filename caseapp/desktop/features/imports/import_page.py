"""The last step: a sentence of what will be written and one button; then what was written.

Shows what it is given; writing, undoing and saving reports are the view's.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from caseapp.desktop import icons
from caseapp.desktop.features.imports.words import ImportWords
from caseapp.desktop.widgets import (
    Button,
    Field,
    FlowLayout,
    Label,
    Mark,
    PrimaryButton,
    QuietButton,
)
from caseapp.desktop.widgets.scrolling import ReadingColumn

_WIDTH, _ABOVE = 620, 32
Counts = Sequence[tuple[str, str, str]]
"""Icon, figure and words."""


class ImportPage(QWidget):
    """Before: `wanted(profile name)`. After: `cases_asked()`, `rest_asked()`, `report_asked()`,
    `undo_asked()`, `again_asked()`."""

    wanted = Signal(str)
    cases_asked = Signal()
    rest_asked = Signal()
    report_asked = Signal()
    undo_asked = Signal()
    again_asked = Signal()

    def __init__(self, words: ImportWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._mark = Mark("file-spreadsheet", "ink2", icons.HUGE)
        self._title = Label("", "title", wrap=True)
        self._said = Label("", "second", wrap=True)
        self._counts = QWidget()
        self._grid = QGridLayout(self._counts)
        self._grid.setContentsMargins(0, 8, 0, 8)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(2, 1)
        self.remember = Field(
            t("Remember how this list is read, as"),
            hint=t("Lists with these headings are then read so at once. Empty: not remembered."),
        )
        self._error = Label("", "error", wrap=True)
        self._make_buttons()
        self._lay_out()

    def _make_buttons(self) -> None:
        t = self._words.t
        self.go = PrimaryButton(
            t("Import"), icon="import", key="Ctrl+Return", on_click=self._send,
            tip=t("Write all of it, as one step that can be undone"),
        )  # fmt: skip
        self.cases = PrimaryButton(t("Show the cases"), icon="folder",
                                   on_click=self.cases_asked.emit)  # fmt: skip
        self.rest = Button(
            t("Decide the rest"), icon="user-round-search", on_click=self.rest_asked.emit,
            tip=t("Check the list again: what is imported stays, what waits is asked"),
        )  # fmt: skip
        self.report = Button(t("Save the report…"), icon="save", on_click=self.report_asked.emit,
                             tip=t("A workbook with every row and what became of it"))  # fmt: skip
        self.undo = Button(t("Undo the whole import"), icon="undo-2",
                           on_click=self.undo_asked.emit)  # fmt: skip
        self.again = QuietButton(t("Import another list"), icon="file-spreadsheet",
                                 on_click=self.again_asked.emit)  # fmt: skip
        self._all = (self.go, self.cases, self.rest, self.report, self.undo, self.again)
        for name in ("go", "cases", "rest", "report", "undo", "again"):
            getattr(self, name).setObjectName(name)

    def _lay_out(self) -> None:
        self._page = ReadingColumn(self, _WIDTH, _ABOVE)
        column = self._page.column
        buttons = QWidget()
        flow = FlowLayout(buttons, 8)
        for button in self._all:
            flow.addWidget(button)
        column.addWidget(self._mark)
        for part in (self._title, self._said, self._counts, self.remember, self._error, buttons):
            column.addWidget(part)
        column.addStretch(1)

    # -- before ------------------------------------------------------------------------------
    def show_plan(self, title: str, said: str, counts: Counts, button: str, profile: str) -> None:
        """What will be written; with `button` "" there is nothing to write."""
        self._mark.set("file-spreadsheet", "ink2")
        self._show(title, said, counts)
        self.go.setText(button or self._words.t("Import"))
        self.go.setEnabled(bool(button))
        self.remember.set_value(profile)
        self.refuse("")
        self._offer(self.go, remember=True)

    def refuse(self, error: str) -> None:
        """Why nothing was written; "" takes it away."""
        self._error.setText(error)
        self._error.setHidden(not error)

    def _send(self) -> None:
        if self.go.isEnabled() and not self.go.isHidden():
            self.remember.commit()
            self.wanted.emit(self.remember.value().strip())

    # -- after -------------------------------------------------------------------------------
    def show_done(
        self, title: str, said: str, counts: Counts, *, cases: bool, rest: bool
    ) -> None:  # fmt: skip
        """What was written. `cases`: there are some to show; `rest`: some rows still wait."""
        self._mark.set("circle-check", "ok")
        self._show(title, said, counts)
        self.refuse("")
        shown = [self.cases] * cases + [self.rest] * rest
        self._offer(*shown, self.report, self.undo, self.again)

    def show_undone(self, title: str, said: str) -> None:
        """All was taken back."""
        self._mark.set("undo-2", "ink2")
        self._show(title, said, ())
        self._offer(self.report, self.again)

    # -- both --------------------------------------------------------------------------------
    def _show(self, title: str, said: str, counts: Counts) -> None:
        self._title.setText(title)
        self._said.setText(said)
        while (item := self._grid.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for row, (icon, figure, words) in enumerate(counts):
            self._grid.addWidget(Mark(icon, "ink2", icons.MEDIUM), row, 0)
            self._grid.addWidget(Label(words), row, 1)
            self._grid.addWidget(Label(figure, "strong", tabular=True), row, 2)
        self._counts.setHidden(not counts)

    def _offer(self, *shown: Button, remember: bool = False) -> None:
        for button in self._all:
            button.setVisible(button in shown)
        self.remember.setHidden(not remember)

    def focus_first(self) -> None:
        buttons = (self.go, self.cases, self.report, self.again)
        first = next((one for one in buttons if not one.isHidden() and one.isEnabled()), self.again)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
