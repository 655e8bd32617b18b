"""The columns of a list: heading, what stands in them, what they say, and why that is thought.

Enter or a letter asks for another meaning of the chosen column. Knows columns, asks nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtWidgets import QWidget

from caseapp.desktop import text, theme
from caseapp.desktop.features.imports.bands import Band, Cell
from caseapp.desktop.features.imports.words import WHY_MARKS, ImportWords
from caseapp.desktop.widgets.list_table import ListHeader, ListTable
from caseapp.i18n import N_
from caseapp.intake.lists.mapping import ColumnMapping
from caseapp.intake.lists.targets import Target

SAMPLES = 3
_SAMPLE = 60
"""Letters of one sample that are shown."""
LINE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column with the first words in it; `unread` cells of the preview were not understood."""

    column: ColumnMapping
    samples: tuple[str, ...] = ()
    unread: int = 0


class Part(IntEnum):
    HEADING = 0
    SAMPLES = 1
    MEANS = 2
    WHY = 3


_HEADINGS = {
    Part.HEADING: N_("Heading in the list"), Part.SAMPLES: N_("For example"),
    Part.MEANS: N_("Is read as"), Part.WHY: N_("Why"),
}  # fmt: skip


class ColumnModel(QAbstractTableModel):
    """One line a column, in the order of the file."""

    def __init__(self, words: ImportWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.lines: Sequence[ColumnLine] = ()

    def show_lines(self, lines: Sequence[ColumnLine]) -> None:
        """Other lines; of as many as before only what is said of them changes."""
        if len(lines) == len(self.lines) and lines:
            self.lines = lines
            last = self.index(len(lines) - 1, len(Part) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Part)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._words.t(_HEADINGS[Part(section)])
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LINE:
            return line
        said = self._said(line)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in said.values() if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.tooltip(said[Part(index.column())])
        return said[Part(index.column())] if role == Qt.ItemDataRole.DisplayRole else None

    def _said(self, line: ColumnLine) -> dict[Part, str]:
        words, column = self._words, line.column
        means = words.meaning(column)
        if line.unread:
            n = line.unread
            unread = words.t.plural("{n} not understood", "{n} not understood", n)
            means = f"{means} · {unread}"
        return {
            Part.HEADING: column.heading,
            Part.SAMPLES: " · ".join(line.samples),
            Part.MEANS: means, Part.WHY: words.why(column.why),
        }  # fmt: skip


def samples_of(rows: Sequence[Sequence[str]], place: int) -> tuple[str, ...]:
    """The first different words that stand in a column, each cut where it is long."""
    found: dict[str, None] = {}
    for row in rows:
        cell = " ".join(row[place].split()) if place < len(row) else ""
        if cell:
            found[cell if len(cell) <= _SAMPLE else cell[:_SAMPLE] + "…"] = None
        if len(found) == SAMPLES:
            break
    return tuple(found)


class _Delegate(Band):
    def __init__(self, table: ColumnTable, words: ImportWords) -> None:
        super().__init__(table, Part.HEADING)
        self._words = words

    def fill(self, cell: Cell, index: QModelIndex) -> None:
        line: ColumnLine = index.data(LINE)
        part, t, column = Part(index.column()), theme.current(), line.column
        left_out = column.target is Target.IGNORE
        if part is Part.HEADING:
            cell.words(index.data(), t.ink3 if left_out else t.ink, medium=True)
        elif part is Part.SAMPLES:
            cell.words(index.data(), t.ink3 if left_out else t.ink2)
        elif part is Part.MEANS:
            plain = column.target in (Target.IGNORE, Target.NOTE)
            cell.icon("chevron-down", t.ink2)
            cell.words(self._words.meaning(column), t.ink2 if plain else t.ink, medium=not plain)
            if line.unread:
                cell.chip(str(line.unread), "triangle-alert", "danger")
        else:
            icon, colour = WHY_MARKS[column.why]
            cell.icon(icon, getattr(t, colour))
            cell.words(index.data(), t.ink2)


class ColumnTable(ListTable):
    """Rooms: "wide", "beside" a card, "narrow" windows."""

    lead = Part.SAMPLES
    widths = {  # noqa: RUF012
        "wide": {Part.HEADING: 220, Part.MEANS: 260, Part.WHY: 170},
        "beside": {Part.HEADING: 180, Part.MEANS: 220, Part.WHY: 170},
        "narrow": {Part.HEADING: 150, Part.MEANS: 190},
    }  # fmt: skip

    def __init__(
        self, words: ImportWords, model: ColumnModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(model, words.t("Columns of the list"), parent)
        self.setHorizontalHeader(ListHeader(self, sortable=False))
        self.setItemDelegate(_Delegate(self, words))
        self.setAcceptDrops(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.set_room("beside")
