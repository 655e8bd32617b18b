"""The items of the day's list for Qt: headings that are passed over, lines that are stood on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal

from caseapp.desktop import text
from caseapp.desktop.features.today.lines import Heading, Item, Line

ITEM = Qt.ItemDataRole.UserRole + 1
"""Role of the `Heading` or `Line` behind an index."""


class TodayModel(QAbstractListModel):
    """`more_wanted()` when the end of a list comes into sight of which not all is loaded."""

    more_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[Item] = []
        self._total = 0
        self._asked = False

    @property
    def items(self) -> list[Item]:
        return self._items

    def set_items(self, items: Sequence[Item], total: int = 0) -> None:
        """Show these; `total` is how many there are in all, if that is more."""
        self._asked = False
        if list(items) == self._items:
            self._total = max(total, len(items))
            return
        self.beginResetModel()
        self._items, self._total = list(items), max(total, len(items))
        self.endResetModel()

    def append(self, items: Sequence[Item]) -> None:
        """What was wanted came."""
        self._asked = False
        if not items:
            self._total = len(self._items)
            return
        first = len(self._items)
        self.beginInsertRows(QModelIndex(), first, first + len(items) - 1)
        self._items.extend(items)
        self.endInsertRows()

    def place(self, key: object) -> int | None:
        """The row of the line with a key."""
        for row, item in enumerate(self._items):
            if isinstance(item, Line) and item.key == key:
                return row
        return None

    def first_line(self) -> int | None:
        """The row of the first line, behind its heading."""
        rows = (row for row, item in enumerate(self._items) if isinstance(item, Line))
        return next(rows, None)

    # -- as Qt asks --------------------------------------------------------------------------
    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self._items)

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        """A heading is stood on only where it leads to its whole list."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        item = self._items[index.row()]
        if isinstance(item, Heading) and not item.all_words:
            return Qt.ItemFlag.ItemNeverHasChildren
        on = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return on | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == ITEM:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return item.words if isinstance(item, Heading) else item.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(item)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(item, Line):
            return text.tooltip("\n".join(p for p in (item.title, item.detail, item.when) if p))
        return None

    @staticmethod
    def _spoken(item: Item) -> str:
        if isinstance(item, Line):
            return item.spoken
        return ", ".join(part for part in (item.words, item.count, item.all_words) if part)

    def canFetchMore(self, parent: QModelIndex) -> bool:
        return not parent.isValid() and not self._asked and len(self._items) < self._total

    def fetchMore(self, parent: QModelIndex) -> None:
        self._asked = True
        self.more_wanted.emit()
