"""Where an import begins: choose a file or drop one; beneath it the imports of before.

Shows what it is given; asking and undoing are the view's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import icons, text, theme
from caseapp.desktop.features.imports.words import ImportWords
from caseapp.desktop.widgets import (
    Label,
    Line,
    LinkButton,
    Mark,
    PrimaryButton,
    SectionHeading,
)
from caseapp.desktop.widgets.scrolling import ReadingColumn
from caseapp.desktop.widgets.tab_order import chain

_WIDTH, _ABOVE = 860, 32


@dataclass(frozen=True, slots=True)
class EarlierLine:
    """An import as it is listed. `kept`: why it cannot be undone, "" if it can."""

    id: UUID
    file_name: str
    when: str
    counts: str
    kept: str = ""
    has_cases: bool = True


class StartPage(QWidget):
    """`file_asked()`; of an earlier import `cases_asked(UUID)` and `undo_asked(UUID)`."""

    file_asked = Signal()
    cases_asked = Signal(object)
    undo_asked = Signal(object)

    def __init__(self, words: ImportWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self.choose = PrimaryButton(
            t("Choose a file…"), icon="folder-open", on_click=self.file_asked.emit,
            tip=t("A workbook (xlsx, xls, ods) or a text parted by signs (csv, tsv)"),
        )  # fmt: skip
        self._error = Label("", "error", wrap=True)
        self._error.hide()
        self._earlier = QWidget()
        self._lines = QVBoxLayout(self._earlier)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self.lines: list[_Line] = []
        self._heading = SectionHeading(t("Earlier imports"))
        self._lay_out()
        self.show_earlier(())

    def _lay_out(self) -> None:
        t = self._words.t
        said = t("Choose a spreadsheet or drop it here. You see how every row is read, and decide"
                 " where a person may be on file already, before anything is written.")  # fmt: skip
        self._page = ReadingColumn(self, _WIDTH, _ABOVE)
        column = self._page.column
        column.addWidget(Mark("file-spreadsheet", "ink2", icons.HUGE))
        column.addWidget(Label(t("Make cases from the rows of a list"), "lead", wrap=True))
        column.addWidget(Label(said, "second", wrap=True))
        column.addSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._error)
        column.addSpacing(24)
        column.addWidget(self._heading)
        column.addWidget(self._earlier)
        column.addStretch(1)

    def refuse(self, error: str) -> None:
        """Why a file was not read; "" takes it away."""
        self._error.setText(error)
        self._error.setHidden(not error)

    def show_earlier(self, earlier: Sequence[EarlierLine]) -> None:
        """Imports of before, the newest first."""
        for old in self.lines:
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.lines = [_Line(self._words, one) for one in earlier]
        for line in self.lines:
            line.cases.clicked.connect(lambda _=False, k=line.id: self.cases_asked.emit(k))
            line.undo.clicked.connect(lambda _=False, k=line.id: self.undo_asked.emit(k))
            self._lines.addWidget(line)
        self._heading.setHidden(not earlier)
        chain([self.choose, *self.lines])

    def focus_first(self) -> None:
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)


class _Line(QWidget):
    """One import: file, day, counts, and what can be done with it."""

    def __init__(self, words: ImportWords, one: EarlierLine) -> None:
        super().__init__()
        t, name = words.t, text.file_name(one.file_name)
        self.id = one.id
        self.cases = LinkButton(t("Show the cases"), small=True)
        self.cases.setAccessibleName(t("Show the cases of {name}", name=name))
        self.undo = LinkButton(t("Undo the whole import"), small=True, tip=one.kept)
        self.undo.setAccessibleName(t("Undo the whole import of {name}", name=name))
        self.undo.setEnabled(not one.kept)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(Label(name, "strong", elide=True))
        said.addWidget(Label(" · ".join((one.when, one.counts)), "caption", elide=True))
        row = QHBoxLayout()
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(theme.GRID)
        row.addLayout(said, 1)
        row.addWidget(self.cases)
        row.addWidget(self.undo)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(Line())
        if not one.has_cases:
            self.cases.hide()
