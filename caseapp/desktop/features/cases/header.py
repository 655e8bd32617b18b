"""The headings over the list: click to sort, drag to move, pull the border to widen."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from caseapp.desktop.features.cases.columns import (
    LEAST,
    MARK_WIDTH,
    NAME_LEAST,
    ORDERS,
    ROOMS,
    WIDTHS,
    Arrangement,
    Column,
)
from caseapp.desktop.widgets import paint
from caseapp.desktop.widgets.list_table import PAD, ListHeader


class CasesHeader(ListHeader):
    """`arranged(Arrangement)`: the person moved or widened a column."""

    arranged = Signal(object)

    def __init__(self, widths: Mapping[Column, int], parent: QWidget) -> None:
        """`widths` of columns whose words differ in length from language to language."""
        super().__init__(parent, least=MARK_WIDTH)
        self._widths = WIDTHS | widths
        self._arrangement = Arrangement()
        self._room = "wide"
        self._arranging = False
        self.setSectionsMovable(True)
        self.setFirstSectionMovable(False)
        self.sectionMoved.connect(self._moved)
        self.sectionResized.connect(self._resized)

    def arrange(self, arrangement: Arrangement, room: str) -> None:
        """Show these columns, as far as there is room for them."""
        self._arrangement, self._room = arrangement, room
        self._arranging = True
        fixed, stretch = QHeaderView.ResizeMode.Fixed, QHeaderView.ResizeMode.Stretch
        own = QHeaderView.ResizeMode.Interactive
        shown = [Column.MARK, *(c for c in arrangement.shown if c in ROOMS[room])]
        for column in Column:
            self.setSectionHidden(column, column not in shown)
        for place, column in enumerate(shown):
            self.moveSection(self.visualIndex(column), place)
            mark, name = column is Column.MARK, column is Column.NAME
            self.setSectionResizeMode(column, fixed if mark else stretch if name else own)
            if not name:
                self.resizeSection(column, self._width(column))
        self._arranging = False

    def _width(self, column: Column) -> int:
        if column is Column.MARK:
            return MARK_WIDTH
        usual = max(self._widths[column], self._least(column))
        return self._arrangement.width(column) or usual

    def _least(self, column: Column) -> int:
        """Wide enough for its heading with the arrow of the order."""
        words = str(self.model().headerData(column, self.orientation()))
        return paint.text_width(words, self.font_of_words()) + 2 * PAD + 18

    def fix_name(self, way: QHeaderView.ResizeMode) -> None:
        """Let the name take what is left (Stretch), or give it the least that it needs (Fixed)."""
        if self.sectionResizeMode(Column.NAME) == way:
            return
        self._arranging = True
        self.setSectionResizeMode(Column.NAME, way)
        if way == QHeaderView.ResizeMode.Fixed:
            self.resizeSection(Column.NAME, NAME_LEAST)
        self._arranging = False

    def least_width(self) -> int:
        """Below this width of the table not even the name has room."""
        others = [c for c in Column if not self.isSectionHidden(c) and c is not Column.NAME]
        return sum(self.sectionSize(column) for column in others) + NAME_LEAST

    def _moved(self, _section: int, _before: int, _after: int) -> None:
        if self._arranging:
            return
        order = [Column(self.logicalIndex(place)) for place in range(self.count())]
        seen = [c for c in order if not self.isSectionHidden(c) and c is not Column.MARK]
        unseen = [c for c in self._arrangement.shown if c not in seen]
        self._tell(self._arrangement.with_columns([*seen, *unseen]))

    def _resized(self, section: int, _before: int, after: int) -> None:
        column = Column(section)
        own = self.sectionResizeMode(section) == QHeaderView.ResizeMode.Interactive
        if not self._arranging and own and after >= LEAST:
            self._tell(self._arrangement.with_width(column, after))

    def _tell(self, arrangement: Arrangement) -> None:
        self._arrangement = arrangement
        self.arranged.emit(arrangement)

    def is_sorted(self, section: int) -> bool:
        return super().is_sorted(section) and Column(section) in ORDERS

    def span(self, section: int, rect: QRect, wanted: int) -> tuple[int, int]:
        room = rect.width() - 2 * PAD - (16 if self.is_sorted(section) else 0)
        return rect.left() + PAD, min(wanted, room)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        if section == Column.MARK:
            self.paint_back(painter, rect)
        else:
            super().paintSection(painter, rect, section)
