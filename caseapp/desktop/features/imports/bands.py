"""What the tables of the wizard share: a row is painted as one band, chosen or plain.

Knows places and colours, nothing of lists.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from caseapp.desktop import icons, theme
from caseapp.desktop.widgets import paint
from caseapp.desktop.widgets.list_table import PAD, BandDelegate


class Band(BandDelegate):
    """`fill` of who derives from it paints what stands in a cell, from its start to its end."""

    def paint_cell(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        self.fill(Cell(painter, option.rect, option.direction), index)

    def fill(self, cell: Cell, index: QModelIndex) -> None:
        """Draw the content of one cell."""
        raise NotImplementedError


class Cell:
    """Draws from the start of a cell to its end; what finds no room is cut with "…"."""

    def __init__(self, painter: QPainter, whole: QRect, direction: Qt.LayoutDirection) -> None:
        self._painter, self._whole, self._direction = painter, whole, direction
        self._left, self._end = whole.left() + PAD, whole.right() + 1 - PAD

    def icon(self, name: str, colour: str) -> None:
        """`colour` is a colour, not a token."""
        side = icons.SMALL
        top = self._whole.top() + (self._whole.height() - side) // 2
        box = QRect(self._left, top, side, side)
        name = paint.pointing(name, self._direction)
        icons.draw(self._painter, name, paint.visual(self._direction, self._whole, box), colour)
        self._left += side + 6

    def words(
        self, words: str, colour: str, *, medium: bool = False, tabular: bool = False,
        caption: bool = False,
    ) -> None:  # fmt: skip
        """One line of text, then a gap."""
        size = theme.CAPTION if caption else theme.BODY
        font = theme.font(size, theme.MEDIUM if medium else theme.REGULAR, tabular=tabular)
        room = self._end - self._left
        if not words or room <= 4:
            return
        box = QRect(self._left, self._whole.top(), room, self._whole.height())
        paint.draw_text(
            self._painter, paint.visual(self._direction, self._whole, box), words, font, colour,
            paint.leading(self._direction),
        )  # fmt: skip
        self._left += min(room, paint.text_width(words, font) + 1) + 8

    def chip(self, words: str, icon: str, tone: str) -> None:
        """A filled chip, if all of it finds room."""
        size = paint.chip_size(words, icon)
        if size.width() > self._end - self._left:
            return
        top = self._whole.top() + (self._whole.height() - size.height()) // 2
        box = QRect(self._left, top, size.width(), size.height())
        box = paint.visual(self._direction, self._whole, box)
        paint.draw_chip(self._painter, box, words, icon, tone, self._direction)
        self._left += size.width() + 8
