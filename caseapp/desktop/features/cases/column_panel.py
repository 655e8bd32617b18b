"""Which columns the list shows, in which order: a small panel with boxes that can be moved.

Space shows or hides a column, Alt with an arrow moves it; the mouse drags in the headings.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from caseapp.desktop import theme
from caseapp.desktop.features.cases.columns import ALWAYS, HEADINGS, Arrangement, Column
from caseapp.desktop.features.cases.row_delegate import BOX, draw_box
from caseapp.desktop.widgets import IconButton, KeyHint, Label, QuietButton, Surface, paint
from caseapp.i18n import Translator

_COLUMN = Qt.ItemDataRole.UserRole + 1
_CHECK = Qt.ItemDataRole.CheckStateRole
_WIDTH, _ROW = 260, 28


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(80, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        whole, direction, t = option.rect, option.direction, theme.current()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(whole, theme.colour("select"))
        box = QRect(whole.left() + 8, whole.top() + (_ROW - BOX) // 2, BOX, BOX)
        on = Qt.CheckState(index.data(_CHECK)) is Qt.CheckState.Checked
        draw_box(painter, paint.visual(direction, whole, box), on=on)
        words = paint.visual(direction, whole, whole.adjusted(BOX + 16, 0, -8, 0))
        enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
        ink, lead = t.ink if enabled else t.ink3, paint.leading(direction)
        paint.draw_text(painter, words, index.data(), theme.font(), ink, lead)
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: Any, option: QStyleOptionViewItem, index: QModelIndex
    ) -> bool:
        """A click anywhere on the line ticks it; Space too."""
        clicked = event.type() == QEvent.Type.MouseButtonRelease
        space = event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space
        if not (clicked or space) or not index.flags() & Qt.ItemFlag.ItemIsEnabled:
            return False
        on = Qt.CheckState(index.data(_CHECK)) is Qt.CheckState.Checked
        after = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
        return model.setData(index, after.value, _CHECK)


class ColumnPanel(Surface):
    """Floats under its button. `changed(Arrangement)`; Esc, or a click elsewhere, closes it."""

    changed = Signal(object)

    def __init__(self, t: Translator, parent: QWidget) -> None:
        super().__init__("panel", parent)
        self.setWindowFlags(Qt.WindowType.Popup)
        self.setAccessibleName(t("Columns"))
        self._t = t
        self._arrangement = Arrangement()
        self._items = QStandardItemModel(self)
        self._items.itemChanged.connect(self._ticked)
        self.list = QListView()
        self.list.setModel(self._items)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setAccessibleName(t("Columns"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.installEventFilter(self)
        up = IconButton("arrow-up", t("Move this column to the front"))
        down = IconButton("arrow-down", t("Move this column to the back"))
        up.clicked.connect(lambda: self._move(-1))
        down.clicked.connect(lambda: self._move(1))
        usual = QuietButton(t("As usual"), small=True, on_click=self._reset)
        row = QHBoxLayout()
        row.addWidget(up)
        row.addWidget(down)
        row.addWidget(KeyHint("Alt+Down", t("move")))
        row.addStretch(1)
        row.addWidget(usual)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 10, 8, 8)
        column.setSpacing(6)
        column.addWidget(Label(t("Columns"), "heading"))
        column.addWidget(self.list)
        column.addLayout(row)
        self.setFixedWidth(_WIDTH)

    def open(self, arrangement: Arrangement, under: QWidget) -> None:
        """Show the panel with this arrangement, its end under the end of the button."""
        self._show(arrangement, Column.NUMBER)
        self.list.setFixedHeight(_ROW * self._items.rowCount() + 4)
        self.adjustSize()
        mirrored = under.layoutDirection() == Qt.LayoutDirection.RightToLeft
        across = 0 if mirrored else under.width() - self.width()
        self.move(under.mapToGlobal(QPoint(across, under.height() + 4)))
        self.show()
        self.list.setFocus()

    def _show(self, arrangement: Arrangement, at: Column) -> None:
        self._arrangement = arrangement
        self._items.blockSignals(True)
        self._items.clear()
        rest = [c for c in Column if c not in arrangement.shown and c is not Column.MARK]
        for column in (*arrangement.shown, *rest):
            item = QStandardItem(self._t(HEADINGS[column]))
            item.setData(column, _COLUMN)
            item.setEditable(False)
            item.setCheckable(True)
            item.setEnabled(column not in ALWAYS or column in arrangement.shown)
            on = column in arrangement.shown
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self._items.appendRow(item)
        self._items.blockSignals(False)
        self._items.layoutChanged.emit()
        place = next(r for r in range(self._items.rowCount()) if self._column(r) is at)
        self.list.setCurrentIndex(self._items.index(place, 0))

    def _column(self, row: int) -> Column:
        return Column(self._items.item(row).data(_COLUMN))

    def _ticked(self, item: QStandardItem) -> None:
        column = Column(item.data(_COLUMN))
        shown = [c for c in self._arrangement.shown if c is not column]
        if item.checkState() == Qt.CheckState.Checked:
            shown.append(column)
        elif column in ALWAYS:
            shown = list(self._arrangement.shown)
        self._change(self._arrangement.with_columns(shown), column)

    def _move(self, by: int) -> None:
        column = self._column(self.list.currentIndex().row())
        if column in self._arrangement.shown:
            self._change(self._arrangement.moved(column, by), column)

    def _reset(self) -> None:
        self._change(Arrangement(), Column.NUMBER)

    def _change(self, arrangement: Arrangement, at: Column) -> None:
        self._show(arrangement, at)
        self.changed.emit(arrangement)

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.modifiers() & Qt.KeyboardModifier.AltModifier
            and event.key() in steps
        ):
            self._move(steps[Qt.Key(event.key())])
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> Any:
        hint = super().sizeHint()
        hint.setWidth(_WIDTH)
        return hint
