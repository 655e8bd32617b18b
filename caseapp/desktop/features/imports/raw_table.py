"""The first rows of a file as they came, and which of them holds the headings.

A click or Enter on another row makes that one the headings. Knows rows of text, no meaning.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QWidget

from caseapp.desktop import text, theme
from caseapp.desktop.features.imports.bands import Band, Cell
from caseapp.desktop.widgets import Surface
from caseapp.desktop.widgets.list_table import ListTable
from caseapp.i18n import Translator
from caseapp.system.workbook import column_letters

SHOWN = 30
"""Rows that are shown: headings stand near the top."""
_NUMBER, _WIDTH = 148, 168
_CELL = 300
"""Letters of a cell that are shown."""


class RawModel(QAbstractTableModel):
    """Rows as they came, their numbers in front. `header` is the last row of the headings, from
    0 in `rows`, or None."""

    def __init__(self, t: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._t = t
        self.rows: Sequence[Sequence[str]] = ()
        self.header: int | None = None
        self._heads, self._first, self._width = 1, 1, 0

    def show_rows(
        self, rows: Sequence[Sequence[str]], header: int | None, heads: int = 1, first: int = 1
    ) -> None:
        """`heads` rows down to `header` hold the headings; `first` is the number of rows[0]."""
        self.beginResetModel()
        self.rows, self.header, self._heads, self._first = rows[:SHOWN], header, heads, first
        self._width = max(map(len, self.rows), default=0)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._width + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return column_letters(section - 1) if section else self._t("Row")

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = ", ".join(cell for cell in row if cell.strip())
            kind = self._kind(index.row())
            number = str(index.row() + self._first)
            return ", ".join(part for part in (number, kind, said) if part)
        place = index.column() - 1
        cell = row[place] if 0 <= place < len(row) else ""
        if role == Qt.ItemDataRole.ToolTipRole and place >= 0:
            return text.tooltip(cell)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if place >= 0:
            return " ".join(cell[:_CELL].split())
        return str(index.row() + self._first)

    def is_heading(self, row: int) -> bool:
        """Whether a row holds headings."""
        return self.header is not None and self.header - self._heads < row <= self.header

    def is_above(self, row: int) -> bool:
        """Whether a row stands over the headings: it is not read."""
        return self.header is not None and row <= self.header - self._heads

    def _kind(self, row: int) -> str:
        if self.is_heading(row):
            return self._t("headings")
        return self._t("not read") if self.is_above(row) else ""


class _Delegate(Band):
    def __init__(self, table: RawTable, t: Translator) -> None:
        super().__init__(table, 0)
        self._t = t

    def fill(self, cell: Cell, index: QModelIndex) -> None:
        model, colours = index.model(), theme.current()
        heads, over = model.is_heading(index.row()), model.is_above(index.row())
        if index.column() == 0:
            cell.words(index.data(), colours.ink2, tabular=True)
            if heads:
                cell.chip(self._t("headings"), "table-properties", "ok")
            return
        ink = colours.ink3 if over else colours.ink if heads else colours.ink2
        cell.words(index.data(), ink, medium=heads)


class RawTable(ListTable):
    """`header_chosen(row)` when another row is said to hold the headings."""

    header_chosen = Signal(int)
    lead = 0

    def __init__(self, t: Translator, model: RawModel, parent: QWidget | None = None) -> None:
        super().__init__(model, t("First rows of the file"), parent)
        self.setItemDelegate(_Delegate(self, t))
        self.setAcceptDrops(False)  # files dropped here are the view's
        self.setCornerWidget(Surface("paper"))
        head = self.horizontalHeader()
        head.setSectionsClickable(False)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        head.setFixedHeight(theme.ROW)
        self.opened.connect(lambda: self._choose(self.currentIndex()))
        self.clicked.connect(self._choose)

    def suit(self) -> None:
        """Give the columns their widths; after other rows are shown."""
        head = self.horizontalHeader()
        for section in range(self.model().columnCount()):
            head.setSectionResizeMode(section, QHeaderView.ResizeMode.Interactive)
            head.resizeSection(section, _WIDTH if section else _NUMBER)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid() and index.row() != self.model().header:
            self.header_chosen.emit(index.row())
