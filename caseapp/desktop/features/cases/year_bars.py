"""The years of the taking as bars that are a range picker; "not known" is a hatched bar apart.

A real list view lying on its side, so arrows, focus and screen readers come with it: Space
picks a year, Shift with an arrow or a drag picks from year to year. Knows no case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from caseapp.desktop import text, theme
from caseapp.desktop.features.cases.words import ListWords
from caseapp.desktop.widgets import paint
from caseapp.store.queries.case_filter import CaseFilter

HEIGHT, _BARS, _LABEL = 64, 42, 16
MOST = 16
"""Years that have a bar of their own, the latest; what was before them shares one."""
_DATA = Qt.ItemDataRole.UserRole + 1
_CHECK = Qt.ItemDataRole.CheckStateRole
_LRM = "\u200e"
"""Keeps the sign before a short year on its left in a mirrored window."""


@dataclass(frozen=True, slots=True)
class YearBar:
    """The years from `first` (None: all before) to `last`; both None: not known."""

    first: int | None
    last: int | None
    count: int
    picked: bool = False

    @property
    def unknown(self) -> bool:
        return self.last is None


def year_bars(
    whole: Mapping[int | None, int], counted: Mapping[int | None, int], shown: CaseFilter
) -> list[YearBar]:
    """A bar for each year between the first and the last that any case has, then "not known".

    `whole` counts all cases, so that bars keep their places; `counted` those of the filter.
    """
    years = sorted(year for year in {*whole, *counted} if year is not None)
    bars: list[YearBar] = []
    if years:
        start = max(years[0], years[-1] - MOST + 1)
        if years[0] < start:
            early = sum(n for year, n in counted.items() if year is not None and year < start)
            bars.append(YearBar(None, start - 1, early, _within(shown, None, start - 1)))
        bars += [
            YearBar(year, year, counted.get(year, 0), _within(shown, year, year))
            for year in range(start, years[-1] + 1)
        ]
    if None in whole or None in counted or shown.taken_unknown:
        bars.append(YearBar(None, None, counted.get(None, 0), shown.taken_unknown))
    return bars


def _within(shown: CaseFilter, first: int | None, last: int) -> bool:
    """Whether the years of a bar are among the picked ones."""
    if shown.taken_from is None and shown.taken_to is None:
        return False
    begins = shown.taken_from is None or (first is not None and shown.taken_from <= first)
    return begins and (shown.taken_to is None or last <= shown.taken_to)


class YearModel(QAbstractListModel):
    """`picked(first, last)`: a range of years; `unknown_toggled()`: the hatched bar."""

    picked = Signal(object, object)
    unknown_toggled = Signal()

    def __init__(self, words: ListWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.bars: tuple[YearBar, ...] = ()
        self.highest = 1

    def set_bars(self, bars: Sequence[YearBar]) -> None:
        same = [(b.first, b.last) for b in bars] == [(b.first, b.last) for b in self.bars]
        self.highest = max((bar.count for bar in bars), default=0) or 1
        if same:
            self.bars = tuple(bars)
            if bars:
                self.dataChanged.emit(self.index(0), self.index(len(bars) - 1))
            return
        self.beginResetModel()
        self.bars = tuple(bars)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self.bars)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        bar = self.bars[index.row()]
        if role == _DATA:
            return bar
        if role == Qt.ItemDataRole.DisplayRole:
            return "?" if bar.unknown else f"{_LRM}’{(bar.last or 0) % 100:02}"
        if role == _CHECK:
            return Qt.CheckState.Checked if bar.picked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.tooltip(self._spoken(bar))
        return self._spoken(bar) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def _spoken(self, bar: YearBar) -> str:
        t, cases = self._words.t, self._words.cases(bar.count)
        if bar.unknown:
            return t("No single year is certain: {cases}", cases=cases)
        if bar.first is None:
            return t("{year} and before: {cases}", year=bar.last, cases=cases)
        return f"{bar.first}: {cases}"

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != _CHECK or not index.isValid():
            return False
        self.pick(index.row(), index.row())
        return True

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else flags

    def pick(self, one: int, other: int) -> None:
        """Pick the bars between two places; what alone was picked is no longer."""
        if one == other and self.bars[one].unknown:
            self.unknown_toggled.emit()
            return
        years = [p for p in range(min(one, other), max(one, other) + 1) if not self.bars[p].unknown]
        if not years:
            return
        before = [place for place, bar in enumerate(self.bars) if bar.picked and not bar.unknown]
        if years == before:
            self.picked.emit(None, None)
        else:
            self.picked.emit(self.bars[years[0]].first, self.bars[years[-1]].last)


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: YearList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(self._view.bar_width, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        bar: YearBar = index.data(_DATA)
        whole, picked = option.rect, bar.picked or self._view.is_wished(index.row())
        painter.save()
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(whole, theme.colour("sunken"))
        height = max(2, round(_BARS * bar.count / self._view.highest)) if bar.count else 1
        width = max(3, min(16, whole.width() - 3))
        column = QRectF(
            whole.center().x() - width / 2 + 0.5, whole.top() + 4 + _BARS - height, width, height
        )
        ink = theme.colour("fill" if picked else "control")
        if bar.unknown:
            self._hatched(painter, column, ink, picked=picked)
        else:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawRoundedRect(column, 2, 2)
        if self._view.has_label(index.row()):
            self._label(painter, whole, index.data(), picked=picked)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint.draw_focus(painter, whole)
        painter.restore()

    @staticmethod
    def _hatched(painter: QPainter, column: QRectF, ink: QColor, *, picked: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(ink, 1))
        pattern = Qt.BrushStyle.Dense3Pattern if picked else Qt.BrushStyle.BDiagPattern
        painter.setBrush(QBrush(ink, pattern))
        painter.drawRect(column.toRect().adjusted(0, 0, -1, -1))

    def _label(self, painter: QPainter, whole: QRect, words: str, *, picked: bool) -> None:
        weight = theme.MEDIUM if picked else theme.REGULAR
        font = theme.font(theme.CAPTION, weight)
        width = paint.text_width(words, font) + 2
        box = QRect(whole.center().x() - width // 2, whole.bottom() - _LABEL, width, _LABEL)
        ink = theme.current().ink if picked else theme.current().ink2
        paint.draw_text(painter, box, words, font, ink, Qt.AlignmentFlag.AlignCenter)


class YearList(QListView):
    """The bars side by side, as wide as there is room; `left(step)` for arrows up and down."""

    left = Signal(int)

    def __init__(self, model: YearModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar_width = 12
        self._years = model
        self._from: int | None = None
        self._to: int | None = None
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(name)
        self.setFixedHeight(HEIGHT)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        theme.restyle(self, surface="canvas")
        model.modelReset.connect(self._fit)

    @property
    def highest(self) -> int:
        return self._years.highest

    def is_wished(self, place: int) -> bool:
        """Whether a bar lies in the stretch that is being picked now."""
        if self._from is None or self._to is None:
            return False
        return min(self._from, self._to) <= place <= max(self._from, self._to)

    def has_label(self, place: int) -> bool:
        """As many years are written below as there is room for; "not known" always."""
        step = max(1, -(-30 // max(self.bar_width, 1)))
        years = [p for p, bar in enumerate(self._years.bars) if not bar.unknown]
        return self._years.bars[place].unknown or (bool(years) and (years[-1] - place) % step == 0)

    def _fit(self) -> None:
        count = max(1, len(self._years.bars))
        self.bar_width = max(6, min(32, self.viewport().width() // count))
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # -- keyboard ----------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, here = event.key(), self.currentIndex().row()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        on, back = (Qt.Key.Key_Left, Qt.Key.Key_Right) if mirrored else (
            Qt.Key.Key_Right, Qt.Key.Key_Left
        )  # fmt: skip
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and here >= 0:
            self._from = self._to = None
            self._years.pick(here, here)
        elif key in (on, back) and here >= 0:
            self._step(here, 1 if key == on else -1, shift=shift)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.left.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(event)
        if event.key() == Qt.Key.Key_Shift:
            self._pick_stretch()

    def _step(self, here: int, by: int, *, shift: bool) -> None:
        there = max(0, min(len(self._years.bars) - 1, here + by))
        if shift:
            self._from = here if self._from is None else self._from
            self._to = there
        else:
            self._from = self._to = None
        self.setCurrentIndex(self._years.index(there))
        self.viewport().update()

    def _pick_stretch(self) -> None:
        if self._from is not None and self._to is not None:
            self._years.pick(self._from, self._to)
        self._from = self._to = None
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._years.bars:
            self.setCurrentIndex(self._years.index(0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._from = self._to = None

    # -- mouse -------------------------------------------------------------------------------
    def _place_at(self, point: QPoint) -> int | None:
        place = self.indexAt(point).row()
        return place if place >= 0 else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().toPoint())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self.setCurrentIndex(self._years.index(place))
            self._from = self._to = place

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        place = self._place_at(event.position().toPoint())
        if event.buttons() & Qt.MouseButton.LeftButton and place is not None:
            self._to = place if self._from is not None else None
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pick_stretch()
