"""How a line of the list is painted: one band, chosen, marked, under the mouse, or plain."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from caseapp.desktop import icons, theme
from caseapp.desktop.features.cases.columns import Column
from caseapp.desktop.features.cases.words import ListWords
from caseapp.desktop.forms.lines import GAP, draw_reason, fitting_reason
from caseapp.desktop.widgets import paint
from caseapp.desktop.widgets.list_table import PAD, BandDelegate, ListTable
from caseapp.desktop.widgets.paged import ROW
from caseapp.store.queries.cases import CaseRow

BOX = 15
_FICTITIOUS = "venetian-mask"
_CHECK = Qt.ItemDataRole.CheckStateRole
_FIGURES = (Column.NUMBER, Column.BORN)


def draw_box(painter: QPainter, box: QRect, *, on: bool) -> None:
    """A check box of `BOX` pixels, as the sheet draws those of forms."""
    t = theme.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(t.fill if on else t.control), 1))
    painter.setBrush(QColor(t.fill if on else t.surface))
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    if on:
        icons.draw(painter, "check", box.adjusted(2, 2, -2, -2), t.on_fill)


class RowDelegate(BandDelegate):
    """In the first column stand the bar of the chosen case and the box that marks one."""

    def __init__(self, words: ListWords, table: ListTable) -> None:
        super().__init__(table, Column.MARK)
        self._words = words

    def paint_cell(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        row: CaseRow | None = index.data(ROW)
        if row is not None and index.column() != Column.MARK:
            self._cell(painter, option, Column(index.column()), row, index)

    def paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        whole = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        marked = index.siblingAtColumn(Column.MARK).data(_CHECK) == Qt.CheckState.Checked
        hovered = index.row() == self.table.row_under_mouse
        if chosen or marked:
            painter.fillRect(whole, theme.colour("select"))
        elif hovered:
            painter.fillRect(whole, theme.colour("sunken"))
        if index.column() != Column.MARK:
            return
        focused = self.table.hasFocus()
        if chosen:
            bar = QRect(whole.left(), whole.top(), 3, whole.height())
            colour = theme.colour("accent" if focused else "control")
            painter.fillRect(paint.visual(option.direction, whole, bar), colour)
        if marked or hovered or (chosen and focused):
            box = QRect(whole.left() + PAD + 4, whole.top() + (whole.height() - BOX) // 2, BOX, BOX)
            draw_box(painter, paint.visual(option.direction, whole, box), on=marked)

    def _cell(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        column: Column,
        row: CaseRow,
        index: QModelIndex,
    ) -> None:
        words = index.data() or ""
        if column is Column.NAME:
            model = index.model()
            self._name(painter, option, row, model.reason(row.id), model.heard_as(row.id))
        elif column is Column.STATUS:
            self._status(painter, option, row, words)
        elif column is Column.VERIFICATION:
            self._verification(painter, option, row, words)
        else:
            paint.draw_text(
                painter, option.rect.adjusted(PAD, 0, -PAD, 0), words,
                theme.font(tabular=column in _FIGURES), theme.current().ink2,
                paint.leading(option.direction),
            )  # fmt: skip

    def _name(
        self, painter: QPainter, option: QStyleOptionViewItem, row: CaseRow, reason: str,
        brief: str,
    ) -> None:  # fmt: skip
        """The main name; behind it a second spelling, or why a case is here that only sounds so."""
        t, direction, whole = theme.current(), option.direction, option.rect
        lead = paint.leading(direction)
        left, end = whole.left() + PAD, whole.right() - PAD
        if row.fictitious:
            end = self._fictitious(painter, option, end)
        name = self._words.name(row)
        font = theme.font(theme.BODY, theme.MEDIUM if row.names else theme.REGULAR)
        width = paint.text_width(name, font) + 1
        reason, ear = fitting_reason(reason, brief, width, end - left)
        width = min(width, end - left - (ear + GAP if ear else 0))
        box = QRect(left, whole.top(), width, whole.height())
        ink = t.ink if row.names else t.ink2
        paint.draw_text(painter, paint.visual(direction, whole, box), name, font, ink, lead)
        left += width + GAP
        if ear:
            draw_reason(painter, whole, left, ear, reason, direction)
            return
        second = self._words.second_name(row)
        if second and end - left > 40:
            box = QRect(left, whole.top(), end - left, whole.height())
            shown = paint.visual(direction, whole, box)
            paint.draw_text(painter, shown, second, theme.font(), t.ink2, lead)

    def _fictitious(self, painter: QPainter, option: QStyleOptionViewItem, end: int) -> int:
        """The mark of an invented person, at the end of the name; returns where it begins."""
        t, direction, whole = theme.current(), option.direction, option.rect
        words, font = self._words.t("fictitious"), theme.font(theme.CAPTION)
        width = paint.text_width(words, font) + 1
        if whole.width() < 340:
            words, width = "", -4
        box = QRect(end - width, whole.top(), max(0, width), whole.height())
        lead = paint.leading(direction)
        paint.draw_text(painter, paint.visual(direction, whole, box), words, font, t.ink3, lead)
        side = icons.SMALL
        left = end - width - 4 - side
        mark = QRect(left, whole.top() + (whole.height() - side) // 2, side, side)
        icons.draw(painter, _FICTITIOUS, paint.visual(direction, whole, mark), t.ink3)
        return left - 8

    def _status(
        self, painter: QPainter, option: QStyleOptionViewItem, row: CaseRow, words: str
    ) -> None:
        direction, whole = option.direction, option.rect
        icon, tone = paint.status_mark(row.status.status.value)
        side = icons.SMALL
        mark = QRect(whole.left() + PAD, whole.top() + (whole.height() - side) // 2, side, side)
        icons.draw(painter, icon, paint.visual(direction, whole, mark), theme.tone(tone)[0])
        box = whole.adjusted(PAD + side + 6, 0, -PAD, 0)
        paint.draw_text(
            painter, paint.visual(direction, whole, box), words, theme.font(),
            theme.current().ink, paint.leading(direction),
        )  # fmt: skip

    def _verification(
        self, painter: QPainter, option: QStyleOptionViewItem, row: CaseRow, words: str
    ) -> None:
        direction, whole, size = option.direction, option.rect, paint.BARS
        top = whole.top() + (whole.height() - size.height()) // 2
        bars = QRect(whole.left() + PAD, top, size.width(), size.height())
        code = row.verification.value
        paint.draw_bars(painter, paint.visual(direction, whole, bars), code, direction)
        box = whole.adjusted(PAD + size.width() + 8, 0, -PAD, 0)
        paint.draw_text(
            painter, paint.visual(direction, whole, box), words, theme.font(),
            theme.current().ink2, paint.leading(direction),
        )  # fmt: skip
