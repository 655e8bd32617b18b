"""The list itself: rows of 32 pixels without grid lines, moved and marked with the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from caseapp.desktop import icons, theme
from caseapp.desktop.features.cases.columns import Arrangement, Column
from caseapp.desktop.features.cases.header import CasesHeader
from caseapp.desktop.features.cases.model import CasesModel
from caseapp.desktop.features.cases.row_delegate import RowDelegate
from caseapp.desktop.features.cases.words import ListWords, as_line
from caseapp.desktop.widgets import paint
from caseapp.desktop.widgets.list_table import PAD, ListTable
from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import Status

_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_LONG_DATE = read_date("before 28 September 2018")
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


def _worded_widths(words: ListWords) -> dict[Column, int]:
    """A status and a date with its day are not cut, unless a language is very long."""
    longest = max(paint.text_width(as_line(words.label(s)), theme.font()) for s in Status)
    date = paint.text_width(words.brief(_LONG_DATE), theme.font()) + 2 * PAD + 1
    dates = dict.fromkeys((Column.TAKEN, Column.AS_OF), max(108, min(date, 136)))
    return {Column.STATUS: min(longest + 2 * PAD + icons.SMALL + 8, 164), **dates}


class CasesTable(ListTable):
    """`opened()` for Enter and a double click, `previewed()` for Space where it previews,
    `typed(str)` for letters, `escaped()` for Esc when nothing is marked.

    `current_changed(place)`: another line is chosen; -1 for none. Space marks the chosen case,
    Shift with arrows a stretch, Ctrl+A all; Esc takes the marks away.
    """

    escaped = Signal()
    lead = Column.NAME

    def __init__(self, words: ListWords, model: CasesModel, parent: QWidget | None = None) -> None:
        super().__init__(model, words.t("Cases"), parent)
        self.space_previews = False
        """Space shows the card as long as nothing is marked: for windows without room for it."""
        self._cases = model
        self._from = 0
        self._stretch: tuple[int, int] | None = None
        self.header = CasesHeader(_worded_widths(words), self)
        self.setHorizontalHeader(self.header)
        self.setItemDelegate(RowDelegate(words, self))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerWidget(QWidget())
        self.arrange(Arrangement(), "wide")
        self.doubleClicked.connect(self._double_clicked)
        model.marked_changed.connect(self.viewport().update)
        model.modelReset.connect(self._forget_stretch)

    def arrange(self, arrangement: Arrangement, room: str) -> None:
        """Show these columns: "wide" all of them, "narrow" the telling ones, "narrowest" who."""
        self.header.arrange(arrangement, room)
        self._fit_name()

    def _fit_name(self) -> None:
        """The name takes what is left; where that is too little the list scrolls sideways."""
        tight = self.header.least_width() > self.viewport().width()
        way = QHeaderView.ResizeMode.Fixed if tight else QHeaderView.ResizeMode.Stretch
        self.header.fix_name(way)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_name()

    # -- keyboard ----------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not (self.pressed_plain(event) if not keys & ~_SHIFT else self._pressed_ctrl(event)):
            super().keyPressEvent(event)

    def pressed_plain(self, event: QKeyEvent) -> bool:
        key, shift, letter = event.key(), bool(event.modifiers() & _SHIFT), event.text()
        here, count = self.currentIndex().row(), self._cases.rowCount()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key == Qt.Key.Key_Space:
            self._space(here)
        elif key == Qt.Key.Key_Escape:
            if self._cases.marked:
                self._cases.mark_none()
            else:
                self.escaped.emit()
        elif shift and key in _STEPS and 0 <= here + _STEPS[key] < count:
            self._stretch_to(here, here + _STEPS[key])
        elif shift and key in (Qt.Key.Key_Home, Qt.Key.Key_End) and count:
            self._stretch_to(here, 0 if key == Qt.Key.Key_Home else count - 1)
        elif len(letter) == 1 and letter.isalnum():
            self.typed.emit(letter)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and count:
            self.go_to(0 if key == Qt.Key.Key_Home else count - 1)
        else:
            return False
        return True

    def _pressed_ctrl(self, event: QKeyEvent) -> bool:
        if event.modifiers() & _CTRL and event.key() == Qt.Key.Key_A:
            self._cases.mark(0, self._cases.rowCount() - 1, on=True)
            return True
        if event.modifiers() & _CTRL and event.key() == Qt.Key.Key_Space:
            self.toggle(self.currentIndex().row())
            return True
        return False

    def _space(self, here: int) -> None:
        if self.space_previews and not self._cases.marked:
            self.previewed.emit()
        else:
            self.toggle(here)

    def toggle(self, place: int) -> None:
        """Mark the case of a line, or no longer; a stretch is counted from here."""
        if 0 <= place < self._cases.rowCount():
            self._forget_stretch()
            self._from = place
            self._cases.mark(place, place, on=not self._cases.is_marked(place))

    def _stretch_to(self, here: int, there: int) -> None:
        """Mark from where the stretch began to a line; what it leaves again is unmarked."""
        if self._stretch is None or self._stretch[1] != here:
            self._from = here
        else:
            self._cases.mark(*self._stretch, on=False)
        self._stretch = self._from, there
        self._cases.mark(*self._stretch, on=True)
        self.go_to(there)

    def _forget_stretch(self) -> None:
        self._stretch = None

    # -- mouse -------------------------------------------------------------------------------
    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        keys = event.modifiers()
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            if keys & _SHIFT:
                self._cases.mark(self._from, index.row(), on=True)
                self.go_to(index.row())
                return
            if index.column() == Column.MARK or keys & _CTRL:
                self.toggle(index.row())
                self.go_to(index.row())
                return
            self._from = index.row()
        super().mousePressEvent(event)

    def _double_clicked(self, index: QModelIndex) -> None:
        if index.column() != Column.MARK:
            self.opened.emit()

    def selectionCommand(
        self, index: QModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """The chosen line follows the current one whatever keys are held."""
        if not index.isValid():
            return QItemSelectionModel.SelectionFlag.NoUpdate
        flag = QItemSelectionModel.SelectionFlag
        return flag.ClearAndSelect | flag.Rows
