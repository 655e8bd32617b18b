"""Offers under a line what may be meant: places of the list, people who told before.

The list never takes the keyboard: who goes on typing or presses Tab keeps what was typed;
arrows go into it, Enter takes, Esc closes. Knows words and keys, neither records nor where the
offers come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from caseapp.desktop import theme
from caseapp.desktop.forms.lines import PERSON_HEIGHT, LinePen, PersonWords
from caseapp.desktop.widgets import Field, paint
from caseapp.desktop.widgets.editors import LineEditor

_PERSON = Qt.ItemDataRole.UserRole + 1
_ROWS = 8
_ROW = 28
_WIDEST = 440


@dataclass(frozen=True, slots=True)
class Offer:
    """`typed` stands in the line once chosen, `shown` in the list; `key` says who or what.

    Somebody is shown as `person`, with what tells namesakes apart; then `shown` is only spoken.
    """

    typed: str
    shown: str
    key: object = None
    person: PersonWords | None = None


class _Row(QStyledItemDelegate):
    """One offer: as high as the rows of every list, its text plain and cut with "…"."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, PERSON_HEIGHT if index.data(_PERSON) else _ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        chosen = option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver)
        if chosen:
            painter.fillRect(option.rect, theme.colour("select"))
        person: PersonWords | None = index.data(_PERSON)
        if person is not None:
            painter.save()
            pen = LinePen(painter, option.rect, option.direction)
            person.draw(pen, option.rect.width(), option.rect.height())
            painter.restore()
            return
        words = str(index.data())
        font = paint.font_for(words, theme.font())
        paint.draw_text(
            painter, option.rect.adjusted(theme.GRID, 0, -theme.GRID, 0), words, font,
            theme.current().ink, paint.leading(option.direction),
        )  # fmt: skip


class TypeAhead(QObject):
    """`chosen(key)` when an offer is taken."""

    chosen = Signal(object)

    def __init__(self, field: Field, over: QWidget) -> None:
        """The list floats over `over`, which must hold the field."""
        super().__init__(field)
        editor = field.editor
        assert isinstance(editor, LineEditor)
        self._editor, self._over = editor, over
        self.offers: Sequence[Offer] = ()
        self._model = QStandardItemModel(self)
        self.list = QListView(over)
        self.list.setModel(self._model)
        self.list.setAccessibleName(editor.accessibleName())
        self.list.setProperty("surface", "panel")
        self.list.setFrameShape(QFrame.Shape.StyledPanel)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setItemDelegate(_Row(self.list))
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(lambda index: self._take(index.row()))
        self.list.hide()
        editor.installEventFilter(self)

    def offer(self, offers: Sequence[Offer]) -> None:
        """Show these beneath the line, nothing if there are none or the line was left."""
        self.offers = tuple(offers)
        self._model.clear()
        for one in self.offers:
            item = QStandardItem(one.shown)
            item.setData(one.person, _PERSON)
            item.setEditable(False)
            self._model.appendRow(item)
        if offers and self._editor.hasFocus():
            self._place()
            self.list.show()
            self.list.raise_()
        else:
            self.list.hide()

    def _place(self) -> None:
        """Under the line, or above it where there is no room."""
        editor, over, room = self._editor, self._over, _ROWS * _ROW
        each = [PERSON_HEIGHT if offer.person else _ROW for offer in self.offers]
        height = min(room, sum(each)) + 6
        top = editor.mapTo(over, QPoint(0, 0))
        width = min(max(editor.width(), _WIDEST), over.width() - theme.GRID)
        below = top.y() + editor.height() + 2
        y = below if below + height <= over.height() else top.y() - height - 2
        mirrored = editor.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = top.x() + editor.width() - width if mirrored else top.x()
        x = max(0, min(x, over.width() - width))
        self.list.setGeometry(x, max(0, y), width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.list.hide()
        elif event.type() == QEvent.Type.KeyPress and self.list.isVisible():
            assert isinstance(event, QKeyEvent)
            return self._key(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> bool:
        row, count = self.list.currentIndex().row(), len(self.offers)
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = row + (1 if key == Qt.Key.Key_Down else -1)
            self.list.setCurrentIndex(self._model.index(max(0, min(step, count - 1)), 0))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self._take(row)
        elif key == Qt.Key.Key_Escape:
            self.list.hide()
        else:
            return False
        return True

    def _take(self, row: int) -> None:
        offer = self.offers[row]
        self.list.hide()
        self._editor.setText(offer.typed)
        self._editor.setModified(True)
        self.chosen.emit(offer.key)
