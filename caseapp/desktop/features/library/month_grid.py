"""A month as a table: weeks by days, walked with the arrows. Knows days, no record."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from babel.dates import format_date, get_day_names
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from caseapp.desktop import icons, text, theme
from caseapp.desktop.widgets import paint

WEEKS, DAYS, ROW, HEAD = 6, 7, 44, 28
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
DAY = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class DayView:
    """A day: do people work, did the office say so, what is it called, is it a public day."""

    works: bool
    entered: bool = False
    name: str = ""
    public: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """What a grid shows."""

    year: int
    month: int
    days: Mapping[date, DayView] = field(default_factory=dict)

    def first(self) -> date:
        """The Monday with which the grid begins."""
        start = date(self.year, self.month, 1)
        return start - timedelta(days=start.weekday())


class MonthModel(QAbstractTableModel):
    """Six weeks; the days of other months are empty cells."""

    def __init__(
        self, language: str, words: Callable[[DayView], str], parent: QObject | None = None
    ) -> None:
        """`words` says what sort of day it is."""
        super().__init__(parent)
        self._language, self._words = language, words
        self._month = Month(2026, 1)

    @property
    def month(self) -> Month:
        return self._month

    def set_month(self, month: Month) -> None:
        self._month = month
        self.dataChanged.emit(self.index(0, 0), self.index(WEEKS - 1, DAYS - 1))

    def day_at(self, index: QModelIndex) -> date | None:
        """The day of a cell, None for one of another month."""
        if not index.isValid():
            return None
        day = self._month.first() + timedelta(days=index.row() * DAYS + index.column())
        return day if day.month == self._month.month else None

    def index_of(self, day: date) -> QModelIndex:
        place = (day - self._month.first()).days
        return self.index(place // DAYS, place % DAYS)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else WEEKS

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else DAYS

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        if self.day_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        wide = {_SPOKEN: "wide", Qt.ItemDataRole.DisplayRole: "abbreviated"}.get(
            Qt.ItemDataRole(role)
        )
        return get_day_names(wide, locale=self._language)[section] if wide else None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        day = self.day_at(index)
        if day is None:
            return None
        view = self._month.days.get(day)
        if role == DAY:
            return view
        if role == Qt.ItemDataRole.DisplayRole:
            return str(day.day)
        if role in (_SPOKEN, Qt.ItemDataRole.ToolTipRole) and view is not None:
            said = [format_date(day, "full", locale=self._language), self._words(view), view.name]
            words = ", ".join(part for part in said if part)
            return words if role == _SPOKEN else text.tooltip(words)
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, grid: MonthGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        view: DayView | None = index.data(DAY)
        if view is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t, box, direction = theme.current(), option.rect.adjusted(2, 2, -2, -2), option.direction
        ink = t.ink if view.works else t.ink2
        if view.entered or view.public:
            ink, tint = theme.tone("info" if view.works else "warn")
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tint))
            painter.drawRoundedRect(box, 6, 6)
        elif not view.works:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("sunken"))
            painter.drawRoundedRect(box, 6, 6)
        weight = theme.SEMIBOLD if view.entered else theme.REGULAR
        number = QRect(box.left() + 8, box.top() + 3, 28, 18)
        lead = paint.leading(direction)
        paint.draw_text(painter, paint.visual(direction, box, number), str(index.data()),
                        theme.font(theme.BODY, weight, tabular=True), ink, lead)  # fmt: skip
        if view.entered or view.public:
            sign = QRect(box.right() - icons.SMALL - 6, box.top() + 5, icons.SMALL, icons.SMALL)
            icon = "briefcase" if view.works else "coffee"
            icons.draw(painter, icon, paint.visual(direction, box, sign), ink)
        if view.name:
            name = QRect(box.left() + 8, box.top() + 21, box.width() - 12, 16)
            shown = paint.visual(direction, box, name)
            paint.draw_text(painter, shown, view.name, theme.font(theme.CAPTION), ink, lead)
        if index == self._grid.currentIndex():
            if self._grid.hasFocus():
                paint.draw_focus(painter, box, 6)
            else:
                painter.setPen(QPen(theme.colour("accent"), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.restore()


class MonthGrid(QTableView):
    """`chosen(date)` when another day is current; `turned(date)` for Space, Enter or a double
    click; `left(date)` when the keyboard walks out of the month, to that day."""

    chosen = Signal(object)
    turned = Signal(object)
    left = Signal(object)

    def __init__(self, model: MonthModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(off)
        self.setVerticalScrollBarPolicy(off)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW)
        head = self.horizontalHeader()
        head.setFixedHeight(HEAD)
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(24)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFixedHeight(HEAD + ROW * WEEKS + 2)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.selectionModel().currentChanged.connect(self._came)
        self.doubleClicked.connect(lambda _index: self._turn())

    def day(self) -> date | None:
        """The current day."""
        return self._model.day_at(self.currentIndex())

    def stand_on(self, day: date) -> None:
        self.setCurrentIndex(self._model.index_of(day))

    def _came(self, *_: object) -> None:
        self.viewport().update()
        day = self.day()
        if day is not None:
            self.chosen.emit(day)

    def _turn(self) -> None:
        day = self.day()
        if day is not None:
            self.turned.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, day = Qt.Key(event.key()), self.day()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        steps = {
            Qt.Key.Key_Left: 1 if mirrored else -1, Qt.Key.Key_Right: -1 if mirrored else 1,
            Qt.Key.Key_Up: -DAYS, Qt.Key.Key_Down: DAYS,
        }  # fmt: skip
        if day is not None and key in steps:
            self._go(day + timedelta(days=steps[key]))
        elif day is not None and key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._go(_month_on(day, 1 if key == Qt.Key.Key_PageDown else -1))
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._turn()
        else:
            event.ignore()

    def _go(self, day: date) -> None:
        shown = self._model.month
        if (day.year, day.month) == (shown.year, shown.month):
            self.stand_on(day)
        else:
            self.left.emit(day)

    def wheelEvent(self, event: object) -> None:
        event.ignore()  # type: ignore[attr-defined]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.viewport().width()
        for column in range(DAYS):
            right = width * (column + 1) // DAYS
            self.horizontalHeader().resizeSection(column, right - width * column // DAYS)


def _month_on(day: date, step: int) -> date:
    """The same day a month earlier or later, or that month's last."""
    month = day.month - 1 + step
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
