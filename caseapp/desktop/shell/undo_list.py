"""What can be undone, as a list under the undo button: the newest first, down to any line.

Going over a line marks all that would be undone with it. A child of the desk, no dialog.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout

from caseapp.desktop import icons, theme
from caseapp.desktop.shell.undo import PastStep
from caseapp.desktop.widgets import Label, Line, Surface, paint
from caseapp.i18n import Translator

_WIDTH, _ROWS = 440, 12
_STEP = Qt.ItemDataRole.UserRole + 1


class UndoList(Surface):
    """`chosen(count)` when so many actions are to be undone; `closed()` when it went."""

    chosen = Signal(int)
    closed = Signal()

    def __init__(self, t: Translator, parent: object) -> None:
        super().__init__("panel", parent)
        self._t = t
        self.setAccessibleName(t("What can be undone"))
        self._model = _Steps(self)
        self.view = _StepView(t("What can be undone"), self._model)
        self._foot = Label("", "caption")
        self.view.reached.connect(self._reached)
        self.view.chosen.connect(self._choose)
        self.view.left.connect(self.close_list)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 4, 1, 1)
        column.setSpacing(4)
        column.addWidget(self.view, 1)
        column.addWidget(Line())
        column.addWidget(self._foot)
        self._foot.setContentsMargins(16, 2, 16, 6)
        self.hide()

    def show_steps(self, steps: Sequence[PastStep], beneath: QRect) -> None:
        """Show the steps under a place of the parent, with the newest one marked."""
        self._model.set_steps(steps)
        whole = self.parentWidget().rect()
        width = min(_WIDTH, whole.width() - 2 * theme.GRID)
        wanted = min(len(steps), _ROWS) * theme.ROW + 46
        height = min(wanted, whole.height() - beneath.bottom() - 2 * theme.GRID)
        x = beneath.left()
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            x = beneath.right() - width
        x = max(theme.GRID, min(x, whole.width() - width - theme.GRID))
        self.setGeometry(QRect(QPoint(x, beneath.bottom() + 4), QSize(width, height)))
        self.show()
        self.raise_()
        self.view.setFocus(Qt.FocusReason.PopupFocusReason)
        self.view.setCurrentIndex(self._model.index(0))
        self.view.scrollToTop()
        self._reached(0)

    def close_list(self) -> None:
        """Go away without undoing anything."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def _reached(self, row: int) -> None:
        t, count = self._t, row + 1
        self._model.reach(row)
        words = t.plural("Undo this action", "Undo these {n} actions", count)
        self._foot.setText(words)
        if QAccessible.isActive():
            said = f"{self._model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)}. {words}"
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.view, said))

    def _choose(self, row: int) -> None:
        self.hide()
        self.closed.emit()
        self.chosen.emit(row + 1)


class _Steps(QAbstractListModel):
    """The steps; `reached` is the last row that would be undone."""

    def __init__(self, parent: object) -> None:
        super().__init__(parent)
        self._steps: tuple[PastStep, ...] = ()
        self.reached = 0

    def set_steps(self, steps: Sequence[PastStep]) -> None:
        self.beginResetModel()
        self._steps, self.reached = tuple(steps), 0
        self.endResetModel()

    def reach(self, row: int) -> None:
        self.reached = row
        if self._steps:
            self.dataChanged.emit(self.index(0), self.index(len(self._steps) - 1))

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._steps)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        step = self._steps[index.row()]
        if role == _STEP:
            return step
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(part for part in (step.what, step.where, step.when) if part)
        return None


class _StepView(QListView):
    """`reached(row)` under the mouse or the keys, `chosen(row)`, `left()` on Esc or away."""

    reached = Signal(int)
    chosen = Signal(int)
    left = Signal()

    def __init__(self, name: str, model: _Steps) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name)
        self.setItemDelegate(_StepDelegate(model, self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(
            lambda now, _before: self.reached.emit(max(0, now.row()))
        )
        self.clicked.connect(lambda index: self.chosen.emit(index.row()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.setCurrentIndex(index)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # nothing beneath hears what is meant for this list
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(max(0, self.currentIndex().row()))
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class _StepDelegate(QStyledItemDelegate):
    def __init__(self, model: _Steps, parent: QListView) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(120, theme.ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        step, t, direction = index.data(_STEP), theme.current(), option.direction
        marked = index.row() <= self._model.reached
        whole = option.rect
        if marked:
            painter.fillRect(whole, theme.colour("select"))
        lead = paint.leading(direction)
        icon = QRect(whole.left() + 12, whole.top() + 8, icons.MEDIUM, icons.MEDIUM)
        colour = t.accent if marked else t.ink3
        icons.draw(painter, "undo-2", paint.visual(direction, whole, icon), colour)
        left, right = whole.left() + 38, whole.right() - 12
        when = paint.text_width(step.when, theme.font(theme.CAPTION)) + 1
        box = QRect(right - when, whole.top(), when, whole.height())
        paint.draw_text(
            painter, paint.visual(direction, whole, box), step.when,
            theme.font(theme.CAPTION), t.ink2, lead,
        )  # fmt: skip
        right -= when + 12
        room = max(0, right - left)
        width = min(paint.text_width(step.what, theme.font(theme.BODY, theme.MEDIUM)) + 1, room)
        box = QRect(left, whole.top(), width, whole.height())
        paint.draw_text(
            painter, paint.visual(direction, whole, box), step.what,
            theme.font(theme.BODY, theme.MEDIUM), t.ink, lead,
        )  # fmt: skip
        left += width + 10
        if step.where and right - left > 24:
            box = QRect(left, whole.top(), right - left, whole.height())
            paint.draw_text(
                painter, paint.visual(direction, whole, box), step.where, theme.font(), t.ink2, lead
            )
