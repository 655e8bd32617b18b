"""The cross table for Qt: a row and a column for each value, totals last. Numbers only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from caseapp.desktop import text
from caseapp.desktop.features.statistics.words import AxisWords
from caseapp.store.queries.statistics import Axis, CrossTable

TOTAL = object()
"""Stands for all values of an axis, in the last row and the last column."""

SMALL = 3
"""Below this a count can point to a person. (The usual least cell of published counts.)"""


@dataclass(frozen=True)
class Counted:
    """What is counted by what."""

    first: Axis = Axis.YEAR_TAKEN
    second: Axis | None = Axis.STATUS
    table: CrossTable = field(default_factory=lambda: CrossTable(0, {}, {}, {}))


class CrossModel(QAbstractTableModel):
    """`set_counted` shows another table; `row_values` and `column_values` end with `TOTAL`."""

    def __init__(self, words: AxisWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.counted = Counted()
        self.row_values: list[Any] = []
        self.column_values: list[Any] = []

    def set_counted(self, counted: Counted) -> None:
        self.beginResetModel()
        self.counted = counted
        words, table = self._words, counted.table
        self.row_values = [*words.in_order(counted.first, table.rows), TOTAL]
        self.column_values = [TOTAL]
        if counted.second is not None:
            self.column_values = [*words.in_order(counted.second, table.columns), TOTAL]
        self.endResetModel()

    def count(self, row: int, column: int) -> int:
        """The number in a cell, a total where either is `TOTAL`."""
        one, other, table = self.row_values[row], self.column_values[column], self.counted.table
        if one is TOTAL:
            return table.total if other is TOTAL else table.columns.get(other, 0)
        if other is TOTAL:
            return table.rows.get(one, 0)
        return table.cells.get((one, other), 0)

    def has_small(self) -> bool:
        """Whether some count could point to a person."""
        cells = (*self.counted.table.cells.values(), *self.counted.table.rows.values())
        return any(0 < n < SMALL for n in cells)

    def row_words(self, row: int) -> str:
        return self._name(self.counted.first, self.row_values[row])

    def column_words(self, column: int) -> str:
        value = self.column_values[column]
        second = self.counted.second
        return self._words.t("All") if second is None else self._name(second, value)

    def _name(self, axis: Axis, value: Any) -> str:
        return self._words.t("All") if value is TOTAL else self._words.value(axis, value)

    def as_text(self) -> str:
        """The table as lines of cells with tabs, for a spreadsheet or a letter."""
        columns = range(self.columnCount())
        lines = [[self._words.axis(self.counted.first), *map(self.column_words, columns)]]
        for row in range(self.rowCount()):
            lines.append([self.row_words(row), *(str(self.count(row, c)) for c in columns)])
        return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)

    # -- as Qt asks --------------------------------------------------------------------------
    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self.row_values)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.column_values)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        if section >= (self.columnCount() if across else self.rowCount()):
            return None
        words = self.column_words(section) if across else self.row_words(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.tooltip(words)
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        count = self.count(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words.number(count) if count else "–"
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            spoken = self._spoken(index, count)
            return text.tooltip(spoken) if role == Qt.ItemDataRole.ToolTipRole else spoken
        return None

    def _spoken(self, index: QModelIndex, count: int) -> str:
        cases = self._words.t.plural("{n} case", "{n} cases", count)
        return f"{self.row_words(index.row())}, {self.column_words(index.column())}: {cases}"
