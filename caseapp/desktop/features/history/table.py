"""The list of actions: what was done, where, when; one line each."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from caseapp.desktop import icons, theme
from caseapp.desktop.features.history.model import LINE, HistoryModel
from caseapp.desktop.history_words import HistoryWords
from caseapp.desktop.widgets import paint
from caseapp.store.queries.actions import ActionLine

_ICONS = {"undo": "undo-2", "redo": "redo-2", "fixed": "lock"}


class ActionList(QListView):
    """`entered()` for Enter on a line; the current line is what the detail shows."""

    entered = Signal()
    current_changed = Signal(int)

    def __init__(self, name: str, words: HistoryWords, model: HistoryModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_ActionDelegate(words, self))
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(
            lambda now, _before: self.current_changed.emit(now.row())
        )
        self.clicked.connect(lambda _index: self.entered.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class _ActionDelegate(QStyledItemDelegate):
    def __init__(self, words: HistoryWords, parent: QListView) -> None:
        super().__init__(parent)
        self._words = words

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(160, theme.ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        whole, line = option.rect, index.data(LINE)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(whole, theme.colour("select"))
            if option.state & QStyle.StateFlag.State_HasFocus:
                paint.draw_focus(painter, whole.adjusted(1, 1, -1, -1))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(whole, theme.colour("sunken"))
        if isinstance(line, ActionLine):
            self._draw(painter, whole, option.direction, line)
        painter.restore()

    def _draw(
        self, painter: QPainter, whole: QRect, direction: Qt.LayoutDirection, line: ActionLine
    ) -> None:
        t, lead = theme.current(), paint.leading(direction)
        box = QRect(whole.left() + 24, whole.top() + 8, icons.MEDIUM, icons.MEDIUM)
        icon = _ICONS.get(line.row.kind, "pencil-line")
        icons.draw(painter, icon, paint.visual(direction, whole, box), t.ink2)
        left, right = whole.left() + 52, whole.right() - 16
        figures = theme.font(theme.CAPTION, tabular=True)
        when = self._words.moment(line.row)
        right -= paint.text_width(when, figures) + 1
        box = QRect(right, whole.top(), whole.right() - 16 - right, whole.height())
        paint.draw_text(painter, paint.visual(direction, whole, box), when, figures, t.ink2, lead)
        right -= 12
        for words, font, colour in (
            (self._words.action(line.row), theme.font(theme.BODY, theme.MEDIUM), t.ink),
            (self._words.subject(line.subject) if line.subject else "", theme.font(), t.ink2),
        ):
            room = right - left
            if not words or room < 24:
                continue
            width = min(paint.text_width(words, font) + 1, room)
            box = QRect(left, whole.top(), width, whole.height())
            shown = paint.visual(direction, whole, box)
            paint.draw_text(painter, shown, words, font, colour, lead)
            left += width + 12
