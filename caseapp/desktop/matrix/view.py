"""The matrix on the screen: a table that is filled in by clicks, letters and arrows.

A cell is its word with an icon; only what is allowed or to be asked is tinted, so that ninety
cells stay readable. The column under the cursor is lit. Never: a lock, and no click helps.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from caseapp.desktop import icons, theme
from caseapp.desktop.matrix.model import AUDIENCES, ROWS, ClassModel, Look
from caseapp.desktop.widgets import paint
from caseapp.domain.consent_matrix import About, Cell
from caseapp.domain.vocabulary import Audience, InfoClass

ROW, HEAD = 23, 38
_LEAST_NAME, _MOST_NAME = 104, 188
_LEAST = 44
"""Of a column: its icon can be seen and clicked."""
_TEXT = 12
_MOVES = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down,
                    Qt.Key.Key_Home, Qt.Key.Key_End})  # fmt: skip


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: MatrixView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(64, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = ROWS[index.row()]
        if index.column() and index.column() == self._view.lit_column():
            painter.fillRect(option.rect, theme.colour("sunken"))
        if isinstance(row, About):
            self._group(painter, option, index)
        elif index.column() == 0:
            self._name(painter, option, str(index.data()))
        else:
            self._cell(painter, option, index)
        painter.restore()

    def _group(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        t, box = theme.current(), option.rect
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), theme.colour("line"))
        if index.column() == 0:
            paint.draw_text(
                painter, box.adjusted(0, 5, 0, -1), str(index.data()),
                theme.font(theme.CAPTION, theme.MEDIUM), t.ink2, paint.leading(option.direction),
            )  # fmt: skip

    def _name(self, painter: QPainter, option: QStyleOptionViewItem, words: str) -> None:
        box = paint.visual(option.direction, option.rect, option.rect.adjusted(0, 0, -6, 0))
        lead = paint.leading(option.direction)
        paint.draw_text(painter, box, words, theme.font(), theme.current().ink, lead)

    def _cell(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        look = self._view.look_at(index)
        if look is None:
            return
        box = option.rect.adjusted(3, 2, -3, -2)
        ink = self._ground(painter, box, look)
        self._content(painter, option, box, look, str(index.data()), ink)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        current = index == self._view.currentIndex()
        if current and self._view.hasFocus():
            paint.draw_focus(painter, box.adjusted(-1, -1, 1, 1), 5)
        elif chosen and len(self._view.selectedIndexes()) > 1:
            painter.setPen(QPen(theme.colour("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _ground(self, painter: QPainter, box: QRect, look: Look) -> str:
        """Draw what the word stands on; returns the colour of the word."""
        t = theme.current()
        if look.dashed:
            painter.setPen(QPen(theme.colour(look.ink), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        elif look.tone:
            ink, tint = theme.tone(look.tone)
            painter.setPen(QPen(QColor(ink), 1.5) if look.framed else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tint))
            painter.drawRoundedRect(box, 4, 4)
            return ink
        return str(getattr(t, look.ink))

    def _content(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, look: Look,
        words: str, ink: str,
    ) -> None:  # fmt: skip
        """Icon and word in the middle; where there is no room for both, the word alone."""
        font = theme.font(_TEXT)
        font.setItalic(look.slanted)
        icon = look.icon
        room = box.width() - 6
        if look.quiet and paint.text_width(words, font) < room:
            icon = ""
        width = paint.text_width(words, font) + 1
        mark = icons.SMALL + 5 if icon else 0
        if mark + width > box.width() - 6:
            mark, icon = (0, "") if width <= box.width() - 4 or not icon else (icons.SMALL, icon)
            width = min(width, box.width() - 4) if not mark else 0
        left = box.left() + (box.width() - mark - width) // 2
        if icon:
            top = box.top() + (box.height() - icons.SMALL) // 2
            place = QRect(left, top, icons.SMALL, icons.SMALL)
            icons.draw(painter, icon, paint.visual(option.direction, box, place), ink)
        if width:
            place = QRect(left + mark, box.top(), width, box.height())
            shown = paint.visual(option.direction, box, place)
            lead = paint.leading(option.direction)
            paint.draw_text(painter, shown, words, font, ink, lead)


class _Header(QHeaderView):
    """Audiences on two lines at most, the one under the cursor lit."""

    def __init__(self, view: MatrixView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._matrix = view
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFixedHeight(HEAD)
        self.setMinimumSectionSize(24)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = section and section == self._matrix.lit_column()
        painter.fillRect(rect, theme.colour("surface"))
        if lit:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("sunken"))
            painter.drawRoundedRect(rect.adjusted(0, 0, 0, 8), 6, 6)
        if section:
            words = str(self.model().headerData(section, self.orientation()))
            font = theme.font(theme.CAPTION, theme.SEMIBOLD if lit else theme.MEDIUM)
            t = theme.current()
            lines = _two_lines(words, rect.width() - 4, font)
            height = 15
            top = rect.bottom() - 5 - height * len(lines)
            for number, line in enumerate(lines):
                box = QRect(rect.left() + 2, top + number * height, rect.width() - 4, height)
                centre = Qt.AlignmentFlag.AlignCenter
                paint.draw_text(painter, box, line, font, t.ink if lit else t.ink2, centre)
        painter.restore()


def _two_lines(words: str, width: int, font: object) -> list[str]:
    """The words broken once where they find no room on one line."""
    if paint.text_width(words, font) <= width or " " not in words:  # type: ignore[arg-type]
        return [words]
    parts = words.split(" ")
    cuts = [(" ".join(parts[:n]), " ".join(parts[n:])) for n in range(1, len(parts))]
    return list(min(cuts, key=lambda cut: max(len(cut[0]), len(cut[1]))))


def _least_head(words: str) -> int:
    """What a head needs on its two lines so that nothing is cut, also when it is lit."""
    font = theme.font(theme.CAPTION, theme.SEMIBOLD)
    return max(paint.text_width(line, font) for line in _two_lines(words, 0, font)) + 6


def shares(width: int, needs: list[int]) -> list[int]:
    """Equal widths as far as each column has what it needs; in need the widest yield."""
    enough = sum(max(need, _LEAST) for need in needs) <= width

    def at(level: int) -> list[int]:
        return [max(need, level) if enough else max(min(need, level), _LEAST) for need in needs]

    level = bisect_right(range(width), width, key=lambda one: sum(at(one))) - 1
    return at(max(level, _LEAST))


class MatrixView(QTableView):
    """`answered({cell: answer})` when answers are set, `refused(cell)` for one that cannot be;
    `moved(audience)` when another column is under the cursor."""

    answered = Signal(object)
    refused = Signal(object)
    moved = Signal(object)

    def __init__(
        self,
        model: ClassModel,
        name: str,
        letters: Mapping[Qt.Key, StrEnum],
        parent: QWidget | None = None,
    ) -> None:
        """`letters` are the keys that set every chosen cell."""
        super().__init__(parent)
        self._model, self._letters = model, dict(letters)
        self._pressed: QModelIndex | None = None
        self._audience: Audience | None = None
        self.setModel(model)
        self.setHorizontalHeader(_Header(self))
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(off)
        self.setVerticalScrollBarPolicy(off)
        lines = self.verticalHeader()
        lines.setVisible(False)
        lines.setMinimumSectionSize(ROW)
        lines.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        lines.setDefaultSectionSize(ROW)
        self.setFixedHeight(HEAD + ROW * len(ROWS) + 2)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.horizontalHeader().sectionClicked.connect(self.choose_column)
        self.selectionModel().currentChanged.connect(self._came)
        self.stand_on((AUDIENCES[1], InfoClass.DETAINEE_NAME))

    # -- where one is ------------------------------------------------------------------------
    def audience(self) -> Audience:
        """The audience whose column is under the cursor."""
        return AUDIENCES[max(self.currentIndex().column(), 1) - 1]

    def lit_column(self) -> int:
        return AUDIENCES.index(self.audience()) + 1

    def current_cell(self) -> Cell | None:
        return self._model.cell_at(self.currentIndex())

    def stand_on(self, cell: Cell) -> None:
        """Put the cursor on a cell, and select it alone whatever key is held down."""
        alone = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self._model.index_of(cell), alone)

    def choose_column(self, section: int) -> None:
        """Select a whole column: the next letter answers for all of it."""
        if not section:
            return
        selection = self.selectionModel()
        row = max(self.currentIndex().row(), 1)
        quiet = QItemSelectionModel.SelectionFlag.NoUpdate
        selection.setCurrentIndex(self._model.index(row, section), quiet)
        selection.clearSelection()
        for number, info in enumerate(ROWS):
            if not isinstance(info, About):
                selection.select(
                    self._model.index(number, section), QItemSelectionModel.SelectionFlag.Select
                )
        self.setFocus()

    def _came(self, _current: QModelIndex, _before: QModelIndex) -> None:
        self.viewport().update()
        self.horizontalHeader().viewport().update()
        if self.audience() is not self._audience:
            self._audience = self.audience()
            self.moved.emit(self._audience)

    # -- setting -----------------------------------------------------------------------------
    def look_at(self, index: QModelIndex) -> Look | None:
        """How the cell of an index is drawn; None where there is nothing to draw."""
        cell = self._model.cell_at(index)
        return self._model.look(cell) if cell and self._model.view_of(cell) is not None else None

    def set_answer(self, answer: StrEnum) -> None:
        """Give every selected cell that can be set this answer."""
        cells = [self._model.cell_at(index) for index in self.selectedIndexes()]
        self._set({cell: answer for cell in cells if cell is not None})

    def cycle(self) -> None:
        """The current cell gets its next answer; so do all that are selected with it."""
        cell = self.current_cell()
        if cell is None or self._model.view_of(cell) is None:
            return
        answer = self._model.after(cell)
        if len(self.selectedIndexes()) > 1:
            self.set_answer(answer)
        else:
            self._set({cell: answer})

    def _set(self, wanted: Mapping[Cell, StrEnum]) -> None:
        model = self._model
        settable = {cell: answer for cell, answer in wanted.items() if model.can_set(cell)}
        if not settable and wanted:
            self.refused.emit(next(iter(wanted)))
            return
        changed = {c: answer for c, answer in settable.items() if model.value_of(c) is not answer}
        if changed:
            self.answered.emit(changed)

    # -- hands -------------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        key = Qt.Key(event.key())
        if plain and key in self._letters:
            self.set_answer(self._letters[key])
        elif plain and key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.cycle()
        elif control and key == Qt.Key.Key_Space:
            self.choose_column(self.currentIndex().column())
        elif plain and key == Qt.Key.Key_Escape and len(self.selectedIndexes()) > 1:
            cell = self.current_cell()
            if cell is not None:
                self.stand_on(cell)
        elif key in _MOVES:
            super().keyPressEvent(event)
        else:
            event.ignore()  # letters and pages belong to the page around

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = self._at(event.position().toPoint()) if plain and left else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        if pressed is None or not pressed.isValid():
            return
        if self._at(event.position().toPoint()) == pressed and len(self.selectedIndexes()) == 1:
            self.cycle()

    def _at(self, place: QPoint) -> QModelIndex:
        index = self.indexAt(place)
        return index if self._model.cell_at(index) else QModelIndex()

    def wheelEvent(self, event: object) -> None:
        event.ignore()  # type: ignore[attr-defined]

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.viewport().width()
        name = max(_LEAST_NAME, min(_MOST_NAME, round(width * 0.215)))
        header = self.horizontalHeader()
        columns = shares(width - name, [_least_head(head) for head in self._heads()])
        header.resizeSection(0, width - sum(columns))
        for section, column in enumerate(columns, start=1):
            header.resizeSection(section, column)

    def _heads(self) -> list[str]:
        across = Qt.Orientation.Horizontal
        places = range(1, len(AUDIENCES) + 1)
        return [str(self._model.headerData(place, across)) for place in places]
