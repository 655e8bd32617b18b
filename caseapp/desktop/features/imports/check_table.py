"""Every row of the list in the order of the file: what becomes of it, and why.

Lines are worded when they are seen. Knows lines, no plan and no vault.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtWidgets import QWidget

from caseapp.desktop import text, theme
from caseapp.desktop.features.imports.bands import Band, Cell
from caseapp.desktop.features.imports.words import ImportWords
from caseapp.desktop.widgets.list_table import ListHeader, ListTable
from caseapp.i18n import N_

LINE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A row as it is read in the table. `mark` is an icon and its tone, `outcome` its word."""

    row: int
    who: str
    outcome: str
    mark: tuple[str, str]
    why: str = ""
    case: str = ""


class Column(IntEnum):
    ROW = 0
    WHO = 1
    OUTCOME = 2
    CASE = 3
    WHY = 4


_HEADINGS = {
    Column.ROW: N_("Row"), Column.WHO: N_("In the list"), Column.OUTCOME: N_("What becomes of it"),
    Column.CASE: N_("Case"), Column.WHY: N_("Why"),
}  # fmt: skip


class CheckModel(QAbstractTableModel):
    """`places` are the rows of the plan that are shown, in the order of the file."""

    def __init__(self, words: ImportWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.places: Sequence[int] = ()
        self._worded: Callable[[int], CheckLine] | None = None
        self._known: dict[int, CheckLine] = {}

    def show_places(self, places: Sequence[int], worded: Callable[[int], CheckLine]) -> None:
        """Other rows; `worded(place)` says a row in words."""
        self.beginResetModel()
        self.places, self._worded, self._known = places, worded, {}
        self.endResetModel()

    def word_anew(self) -> None:
        """Decisions changed what is said; the rows stay."""
        self._known = {}
        if self.places:
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(self.places) - 1, len(Column) - 1)
            )

    def line(self, at: int) -> CheckLine | None:
        """What stands in a line of the table."""
        if self._worded is None or not 0 <= at < len(self.places):
            return None
        place = self.places[at]
        if place not in self._known:
            self._known[place] = self._worded(place)
        return self._known[place]

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.places)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._words.t(_HEADINGS[Column(section)])
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        if role == LINE:
            return line
        said = {
            Column.ROW: str(line.row), Column.WHO: line.who, Column.OUTCOME: line.outcome,
            Column.CASE: line.case, Column.WHY: line.why,
        }  # fmt: skip
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in said.values() if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.tooltip(said[Column(index.column())])
        return said[Column(index.column())] if role == Qt.ItemDataRole.DisplayRole else None


class _Delegate(Band):
    def fill(self, cell: Cell, index: QModelIndex) -> None:
        line: CheckLine | None = index.data(LINE)
        if line is None:
            return
        column, t = Column(index.column()), theme.current()
        if column is Column.OUTCOME:
            icon, tone = line.mark
            ink = theme.tone(tone)[0]
            cell.icon(icon, ink)
            cell.words(line.outcome, ink)
        elif column is Column.WHO:
            cell.words(line.who, t.ink, medium=True)
        else:
            tabular = column in (Column.ROW, Column.CASE)
            cell.words(index.data(), t.ink2, tabular=tabular)


class CheckTable(ListTable):
    """Rooms: "wide", "beside" the card, "narrow" windows."""

    lead = Column.WHO
    widths = {  # noqa: RUF012
        "wide": {Column.ROW: 64, Column.OUTCOME: 200, Column.CASE: 112, Column.WHY: 420},
        "beside": {Column.ROW: 64, Column.OUTCOME: 176, Column.CASE: 96, Column.WHY: 200},
        "narrow": {Column.ROW: 56, Column.OUTCOME: 160},
    }  # fmt: skip

    def __init__(
        self, words: ImportWords, model: CheckModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(model, words.t("Rows of the list"), parent)
        self.setHorizontalHeader(ListHeader(self, sortable=False))
        self.setItemDelegate(_Delegate(self, Column.WHO))
        self.setAcceptDrops(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.set_room("beside")
