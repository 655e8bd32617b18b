"""The first rows as they will be read: names with their script, dates in words, what is told.

Knows rows that were read, no file and no vault.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from caseapp.desktop import text, theme
from caseapp.desktop.features.imports.bands import Band, Cell
from caseapp.desktop.features.imports.words import (
    SEVERITY_MARKS,
    SEVERITY_WORDS,
    ImportWords,
)
from caseapp.desktop.widgets import Surface
from caseapp.desktop.widgets.list_table import ListHeader, ListTable
from caseapp.domain.dates import UncertainDate
from caseapp.intake.lists.mapping import ColumnMapping
from caseapp.intake.lists.remarks import Remark, Severity
from caseapp.intake.lists.rows import NameText, ReadValue, RowReading
from caseapp.intake.lists.targets import SPECS, Form, Target

CELL = Qt.ItemDataRole.UserRole + 1
_NUMBER, _WIDTH, _REMARKS = 64, 168, 320
_WIDTHS = {Form.NAME: 280, Form.DATE: 232}


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell: what was read in words, the script of names, what is told of it."""

    words: str = ""
    script: str = ""
    bounds: str = ""
    worst: Severity | None = None
    told: str = ""
    unsaid: str = ""
    """Why nothing is read of the words that stand there."""
    note: bool = False


class PreviewModel(QAbstractTableModel):
    """A line a row; a column for each one that is read, the last for what is told."""

    def __init__(self, words: ImportWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.rows: Sequence[RowReading] = ()
        self.places: Sequence[int] = ()
        """The columns of the file that are shown, from 0."""
        self._columns: Sequence[ColumnMapping] = ()

    def show_rows(self, rows: Sequence[RowReading], columns: Sequence[ColumnMapping]) -> None:
        """Other rows, or the same read otherwise."""
        places = [n for n, one in enumerate(columns) if one.target is not Target.IGNORE]
        same = len(rows) == len(self.rows) and places == self.places
        if not same:
            self.beginResetModel()
        self.rows, self._columns, self.places = rows, columns, places
        if not same:
            self.endResetModel()
        elif rows:
            last = self.index(len(rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    # -- as Qt asks --------------------------------------------------------------------------
    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.places) + 2

    def place(self, section: int) -> int | None:
        """The column of the file behind a section; None for the row's number and remarks."""
        return self.places[section - 1] if 0 < section <= len(self.places) else None

    def form(self, section: int) -> Form:
        """What the values of a section are."""
        place = self.place(section)
        return Form.TEXT if place is None else SPECS[self._columns[place].target].form

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        place = self.place(section)
        if role == Qt.ItemDataRole.ToolTipRole and place is not None:
            return text.tooltip(self._columns[place].heading)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if place is not None:
            return self._words.meaning(self._columns[place])
        return self._words.t("Row") if section == 0 else self._words.t("To know")

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index.row())
        shown = self._shown(index.row(), index.column())
        if role == CELL:
            return shown
        if role == Qt.ItemDataRole.ToolTipRole:
            parts = (shown.words, shown.script, shown.bounds, shown.told)
            return text.tooltip("\n".join(part for part in parts if part))
        return shown.words if role == Qt.ItemDataRole.DisplayRole else None

    def _spoken(self, at: int) -> str:
        cells = [self._shown(at, n) for n in range(self.columnCount())]
        return ", ".join(part for cell in cells for part in (cell.words, cell.told) if part)

    def _target(self, heading: str) -> Target:
        return next(one.target for one in self._columns if one.heading == heading)

    # -- what a cell says --------------------------------------------------------------------
    def _shown(self, at: int, section: int) -> Shown:
        row, place = self.rows[at], self.place(section)
        if section == 0:
            return Shown(str(row.row))
        if place is None:
            return self._told(row)
        heading = self._columns[place].heading
        values = [one for one in row.values if one.column == heading]
        remarks = [one for one in row.remarks if one.column == heading]
        return self._cell(row, heading, values, remarks)

    def _told(self, row: RowReading) -> Shown:
        words = self._words
        said = [words.remark(one) for one in row.remarks]
        return Shown(" ".join(said), worst=words.worst(row.remarks), told="\n".join(said))

    def _cell(
        self, row: RowReading, heading: str, values: Sequence[ReadValue],
        remarks: Sequence[Remark],
    ) -> Shown:  # fmt: skip
        words = self._words
        told = "\n".join(words.remark(one, column=False) for one in remarks)
        worst = words.worst(remarks)
        if not values:
            silent = row.cells.get(heading, "").strip() and not remarks
            unsaid = words.unsaid(self._target(heading)) if silent else ""
            return Shown(worst=worst, told=told, unsaid=unsaid)
        read = [one for one in values if one.target is not Target.NOTE]
        said = "; ".join(words.read(one) for one in read or values)
        names = [one.value for one in read if isinstance(one.value, NameText)]
        dates = [one.value for one in read if isinstance(one.value, UncertainDate)]
        return Shown(
            said, ", ".join(dict.fromkeys(words.script(one) for one in names)),
            words.bounds(dates[0]) if dates else "", worst, told, note=not read,
        )  # fmt: skip


class _Delegate(Band):
    def __init__(self, table: PreviewTable, words: ImportWords) -> None:
        super().__init__(table, 0)
        self._words, self._preview = words, table

    def fill(self, cell: Cell, index: QModelIndex) -> None:
        shown: Shown = index.data(CELL)
        t, last = theme.current(), index.column() == index.model().columnCount() - 1
        if shown.worst is not None:
            icon, tone = SEVERITY_MARKS[shown.worst]
            cell.icon(icon, theme.tone(tone)[0])
            if last:
                word = self._words.t(SEVERITY_WORDS[shown.worst])
                cell.words(word, theme.tone(tone)[0], medium=True)
        if shown.unsaid:
            cell.words(shown.unsaid, t.ink3, caption=True)
        elif index.column() == 0 or last or shown.note:
            cell.words(shown.words, t.ink2, tabular=index.column() == 0)
        else:
            cell.words(shown.words, t.ink)
        if shown.script:
            cell.chip(shown.script, "languages", "quiet")
        cell.words(shown.bounds, t.ink3, caption=True)


class _Header(ListHeader):
    """Headings of which one is marked: that of the column that is looked at."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.marked = -1
        self.setSortIndicatorShown(False)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        super().paintSection(painter, rect, section)
        if section == self.marked:
            bar = QRect(rect.left(), rect.bottom() - 1, rect.width(), 2)
            painter.fillRect(bar, theme.colour("accent"))


class PreviewTable(ListTable):
    """`column_chosen(place)` when a cell of another column of the file is gone to, by click or
    arrows."""

    column_chosen = Signal(int)
    lead = 0

    def __init__(
        self, words: ImportWords, model: PreviewModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(model, words.t("First rows as they will be read"), parent)
        header = _Header(self)
        header.sectionClicked.connect(self._told_of)
        self.setHorizontalHeader(header)
        self.setItemDelegate(_Delegate(self, words))
        self.setAcceptDrops(False)
        self.setCornerWidget(Surface("paper"))
        self.setHorizontalScrollMode(ListTable.ScrollMode.ScrollPerPixel)
        self.clicked.connect(lambda index: self._told_of(index.column()))
        self.selectionModel().currentColumnChanged.connect(
            lambda current, _before: self._told_of(current.column())
        )
        model.modelReset.connect(self._suit)

    def show_column(self, place: int) -> None:
        """Bring a column of the file into view and mark its heading."""
        model, header = self.model(), self.horizontalHeader()
        header.marked = list(model.places).index(place) + 1 if place in model.places else -1
        if header.marked > 0:
            self.scrollTo(model.index(max(0, self.currentIndex().row()), header.marked))
        header.viewport().update()

    def _suit(self) -> None:
        header, last = self.horizontalHeader(), self.model().columnCount() - 1
        if self.model().rowCount():
            self.go_to(0)  # who comes by the keyboard sees where they are
        for section in range(last + 1):
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(section, self._width(section, last))

    def _width(self, section: int, last: int) -> int:
        if section in (0, last):
            return _REMARKS if section else _NUMBER
        return _WIDTHS.get(self.model().form(section), _WIDTH)

    def _told_of(self, section: int) -> None:
        place = self.model().place(section)
        if place is not None:
            self.column_chosen.emit(place)
