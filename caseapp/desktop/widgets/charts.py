"""Two small charts: bars in a list, and columns in time order. Each bar is a filter.

Drawn from plain data. One Tab stop a chart, arrows move inside it; each bar has a tooltip and a
name for screen readers, and a click or Enter tells its key. What is not known is a hatched bar
of its own, never hidden. Knows no record and no language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from caseapp.desktop import icons, text, theme
from caseapp.desktop.widgets import paint

ROW = 26
"""Height of a bar in a list, as of a facet."""
_BAR, _GAP, _LEAST = 8, 8, 2
_HATCH = 5
_LABEL_SHARE = 0.46
_COLUMNS_HEIGHT, _CAPTION_ROW = 118, 18
_WIDEST = 48


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: the key it stands for, its word, how many, and how the number is written.

    `unknown` is drawn hatched. `icon` and `tone` stand before the word in a list; `spoken` is
    the word for screen reader and tooltip where the label is short ("’17").
    """

    key: object
    label: str
    count: int
    shown: str = ""
    icon: str = ""
    tone: str = "quiet"
    unknown: bool = False
    spoken: str = ""

    @property
    def number(self) -> str:
        return self.shown or str(self.count)

    @property
    def name(self) -> str:
        """What a screen reader says of it, and the tooltip."""
        return f"{self.spoken or self.label}: {self.number}"


class _Item(QAbstractButton):
    """A bar that keyboard, pointer and screen reader can reach; its chart paints it."""

    def __init__(self, chart: Chart, bar: Bar) -> None:
        super().__init__(chart)
        self.bar = bar
        self._chart = chart
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(bar.name)
        self.setToolTip(text.tooltip(bar.name))
        self.clicked.connect(lambda: chart.chosen.emit(bar.key))
        self.setVisible(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("sunken"))
            painter.drawRoundedRect(self.rect(), theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)
        self._chart.draw(painter, self.rect(), self.bar)
        if self.hasFocus():
            paint.draw_focus(painter, self.rect())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._chart.keep_tab_stop(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif not (plain and self._chart.move_focus(self, Qt.Key(event.key()))):
            super().keyPressEvent(event)


class Chart(QWidget):
    """What both charts share. `chosen(key)` when a bar is clicked, or entered."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._items: list[_Item] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def bars(self) -> list[Bar]:
        """The bars as they stand."""
        return [item.bar for item in self._items]

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show these, in this order; the keyboard stays on the bar it was on."""
        if list(bars) == self.bars():
            return
        focused = next((item.bar.key for item in self._items if item.hasFocus()), None)
        had = any(item.hasFocus() for item in self._items)
        old, self._items = self._items, [_Item(self, bar) for bar in bars]
        stop = next((i for i in self._items if had and i.bar.key == focused), None)
        self.keep_tab_stop(stop or (self._items[0] if self._items else None))
        self._arrange()
        if had and self._items:
            (stop or self._items[0]).setFocus()
        for item in old:
            item.hide()
            item.deleteLater()
        self.updateGeometry()
        self.update()

    def focus_first(self) -> None:
        """Put the keyboard on the bar that Tab would reach."""
        for item in self._items:
            if item.focusPolicy() & Qt.FocusPolicy.TabFocus:
                item.setFocus(Qt.FocusReason.TabFocusReason)

    def item(self, key: object) -> QAbstractButton | None:
        """The button of a bar."""
        return next((item for item in self._items if item.bar.key == key), None)

    def keep_tab_stop(self, stop: _Item | None) -> None:
        """Tab comes back to this bar."""
        for item in self._items:
            here = item is stop
            policy = Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus
            item.setFocusPolicy(policy)

    def move_focus(self, item: _Item, key: Qt.Key) -> bool:
        """Step from a bar to another; whether the key was one for that."""
        at, last = self._items.index(item), len(self._items) - 1
        steps = {**self._arrows(), Qt.Key.Key_Home: -at, Qt.Key.Key_End: last - at}
        if key not in steps:
            return False
        self._items[min(max(at + steps[key], 0), last)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _most(self) -> int:
        return max((item.bar.count for item in self._items), default=0) or 1

    def _visual(self, whole: QRect, part: QRect) -> QRect:
        return paint.visual(self.layoutDirection(), whole, part)

    # -- what a kind of chart says -----------------------------------------------------------
    def draw(self, painter: QPainter, whole: QRect, bar: Bar) -> None:
        """Draw a bar into its own rectangle."""
        raise NotImplementedError

    def _arrange(self) -> None:
        raise NotImplementedError

    def _arrows(self) -> dict[Qt.Key, int]:
        raise NotImplementedError


class BarList(Chart):
    """Icon, word, bar and number on a line each; the longest bar is the largest number."""

    def sizeHint(self) -> QSize:
        return QSize(312, ROW * len(self._items))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, ROW * len(self._items))

    def _arrange(self) -> None:
        for at, item in enumerate(self._items):
            item.setGeometry(0, at * ROW, self.width(), ROW)

    def _arrows(self) -> dict[Qt.Key, int]:
        return {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}

    def _label_width(self) -> int:
        """As wide as the longest word, up to a share of the line; more is elided."""
        font, mark = theme.font(), icons.SMALL + 6
        wanted = [
            paint.text_width(item.bar.label, font) + (mark if item.bar.icon else 0)
            for item in self._items
        ]
        return min(max(wanted, default=0) + 2, int(self.width() * _LABEL_SHARE))

    def _number_width(self) -> int:
        font = theme.font(theme.CAPTION, tabular=True)
        return max((paint.text_width(i.bar.number, font) for i in self._items), default=0) + 2

    def draw(self, painter: QPainter, whole: QRect, bar: Bar) -> None:
        direction, t = self.layoutDirection(), theme.current()
        lead = paint.leading(direction)
        left, end = 4, 4 + self._label_width()
        if bar.icon:
            mark = QRect(left, (ROW - icons.SMALL) // 2, icons.SMALL, icons.SMALL)
            icons.draw(painter, bar.icon, self._visual(whole, mark), theme.tone(bar.tone)[0])
            left += icons.SMALL + 6
        label = self._visual(whole, QRect(left, 0, end - left, ROW))
        paint.draw_text(painter, label, bar.label, theme.font(), t.ink, lead)
        numbers = self._number_width()
        room = max(whole.width() - end - 3 * _GAP - numbers, _LEAST)
        length = max(round(room * bar.count / self._most()), _LEAST if bar.count else 0)
        box = QRect(end + _GAP + 4, (ROW - _BAR) // 2, length, _BAR)
        _draw_bar(painter, self._visual(whole, box), hatched=bar.unknown)
        number = QRect(box.left() + length + 6, 0, numbers, ROW)
        font = theme.font(theme.CAPTION, tabular=True)
        paint.draw_text(painter, self._visual(whole, number), bar.number, font, t.ink2, lead)


class ColumnChart(Chart):
    """Columns side by side in the order given, the number above and the word under each."""

    def sizeHint(self) -> QSize:
        return QSize(312, _COLUMNS_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, _COLUMNS_HEIGHT)

    def _slot(self) -> float:
        return min(self.width() / max(len(self._items), 1), _WIDEST)

    def _arrange(self) -> None:
        slot, whole = self._slot(), self.rect()
        for at, item in enumerate(self._items):
            left = round(at * slot)
            box = QRect(left, 0, round((at + 1) * slot) - left, _COLUMNS_HEIGHT)
            item.setGeometry(self._visual(whole, box))

    def _arrows(self) -> dict[Qt.Key, int]:
        on = -1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
        return {Qt.Key.Key_Right: on, Qt.Key.Key_Left: -on}

    def _every(self) -> int:
        """Every which column bears its word: as many as find room."""
        font = theme.font(theme.CAPTION)
        known = [i.bar for i in self._items if not i.bar.unknown]
        widest = max((paint.text_width(bar.label, font) for bar in known), default=0) + 4
        return max(1, -(-widest // max(int(self._slot()), 1)))

    def draw(self, painter: QPainter, whole: QRect, bar: Bar) -> None:
        t, middle = theme.current(), Qt.AlignmentFlag.AlignCenter
        font = theme.font(theme.CAPTION, tabular=True)
        room = _COLUMNS_HEIGHT - 2 * _CAPTION_ROW
        height = max(round(room * bar.count / self._most()), _LEAST if bar.count else 0)
        width = min(max(whole.width() * 3 // 4, 3), 28)
        column = QRect((whole.width() - width) // 2, _CAPTION_ROW + room - height, width, height)
        _draw_bar(painter, column, hatched=bar.unknown)
        if bar.count and paint.text_width(bar.number, font) <= whole.width() + 2:
            box = QRect(-2, column.top() - _CAPTION_ROW, whole.width() + 4, _CAPTION_ROW)
            paint.draw_text(painter, box, bar.number, font, t.ink2, middle)
        place = self.bars().index(bar)
        if bar.unknown or place % self._every() == 0:
            reach = paint.text_width(bar.label, font) + 4
            box = QRect(0, _COLUMNS_HEIGHT - _CAPTION_ROW, whole.width(), _CAPTION_ROW)
            spare = max(0, (reach - whole.width() + 1) // 2)
            paint.draw_text(painter, box.adjusted(-spare, 0, spare, 0), bar.label, font, t.ink2,
                            middle)  # fmt: skip


def _draw_bar(painter: QPainter, box: QRect, *, hatched: bool) -> None:
    """A filled bar, or one hatched and framed: what is not known is told from what is."""
    if box.isEmpty():
        return
    path = QPainterPath()
    shape = QRectF(box)
    path.addRoundedRect(shape, 2, 2)
    if not hatched:
        painter.fillPath(path, theme.colour("fill"))
        return
    painter.save()
    painter.setClipPath(path)
    painter.setPen(QPen(QColor(theme.current().control), 1))
    reach = box.height()
    for start in range(box.left() - reach, box.right() + 1, _HATCH):
        painter.drawLine(QLineF(start, box.bottom() + 1, start + reach, box.top()))
    painter.restore()
    painter.setPen(QPen(QColor(theme.current().control), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(shape.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
