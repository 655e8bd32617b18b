"""The first rows as they will stand in the file, under its own headings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from caseapp.desktop import text, theme
from caseapp.desktop.widgets import Surface, paint
from caseapp.desktop.widgets.list_table import PAD, ListHeader, ListTable
from caseapp.i18n import Translator

_LEAST, _MOST = 72, 240


class RowsModel(QAbstractTableModel):
    """Plain cells under plain headings."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.headings: Sequence[str] = ()
        self.rows: Sequence[Sequence[str]] = ()

    def show_rows(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.beginResetModel()
        self.headings, self.rows = headings, rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.headings[section]
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.tooltip(cell)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.headings[index.column()]}: {cell}"
        return " ".join(cell.split()) if role == Qt.ItemDataRole.DisplayRole else None


class _Delegate(QStyledItemDelegate):
    def __init__(self, table: QWidget) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        painter.save()
        rect, t = option.rect, theme.current()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, theme.colour("select" if chosen else "surface"))
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, theme.colour("line"))
        if chosen and index.column() == 0:
            mark = QRect(rect.left(), rect.top() + 4, 3, rect.height() - 9)
            shown = paint.visual(option.direction, rect, mark)
            colour = "accent" if self._table.hasFocus() else "control"
            painter.fillRect(shown, theme.colour(colour))
        words = str(index.data() or "")
        box = rect.adjusted(PAD, 0, -PAD, 0)
        withheld = words.startswith("[")
        ink = t.ink2 if withheld else t.ink
        font = theme.font(theme.BODY, tabular=True)
        paint.draw_text(painter, box, words, font, ink, paint.leading(option.direction))
        painter.restore()


class RowsTable(ListTable):
    """Ten rows that can be looked through with the arrows; nothing is done to them."""

    lead = 0

    def __init__(self, t: Translator, model: RowsModel, parent: QWidget | None = None) -> None:
        super().__init__(model, t("First rows as they will stand in the file"), parent)
        self.setHorizontalHeader(ListHeader(self, sortable=False))
        self.setItemDelegate(_Delegate(self))
        self.setCornerWidget(Surface("paper"))
        self.setHorizontalScrollMode(ListTable.ScrollMode.ScrollPerPixel)
        model.modelReset.connect(self._suit)

    def _suit(self) -> None:
        """Each column as wide as its heading and its longest cell, within bounds."""
        header, model = self.horizontalHeader(), self.model()
        if model.rows:
            self.go_to(0)
        font, cells = ListHeader.font_of_words(), theme.font(theme.BODY)
        for section, heading in enumerate(model.headings):
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.Interactive)
            said = [" ".join(row[section].split()) for row in model.rows]
            widest = max((paint.text_width(one, cells) for one in said), default=0)
            wanted = max(paint.text_width(heading, font), widest) + 2 * PAD + 4
            header.resizeSection(section, min(max(wanted, _LEAST), _MOST))
