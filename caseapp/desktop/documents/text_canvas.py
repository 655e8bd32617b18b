"""Pages with a text layer: words are marked out by mouse and keyboard, over page ends too.

Where a page has no text (a scan), or nothing stands near the pointer, a part is framed as
on any page. A place is a page index and a position in its `PageText`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from caseapp.desktop import theme
from caseapp.desktop.documents.canvas import PageCanvas
from caseapp.desktop.documents.passage import Box, PassageMark
from caseapp.desktop.jobs import Jobs, Kind
from caseapp.desktop.widgets.pdf import Pages
from caseapp.intake.documents.page_text import PageText, runs_left

Spot = tuple[int, int]
_NEAR = 0.03
"""How far from a line a press still means the line: a fraction of the page's width."""
_KEPT = 60
_PATIENCE = 0.4
"""Seconds that the window waits, once, for the words of a page that were not read before."""


class TextCanvas(PageCanvas):
    """`read(pages, index)` gives the text of a page, on any thread."""

    read_page = Signal(int)

    def __init__(
        self,
        jobs: Jobs,
        read: Callable[[Pages, int], PageText],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(jobs, parent)
        self._read = read
        self._texts: dict[int, PageText] = {}
        self._reading: set[int] = set()
        self._slow: set[int] = set()
        self._anchor: Spot | None = None
        self._caret: Spot | None = None
        self._dragging_words = False
        self._found: tuple[int, int, int] | None = None
        self.framing = False
        """Whether a drag frames a part even where text stands."""

    # -- text of pages -------------------------------------------------------------------------
    def set_pages(self, pages: Pages | None) -> None:
        self._texts.clear()
        self._reading.clear()
        self._slow.clear()
        self._anchor = self._caret = self._found = None
        super().set_pages(pages)

    def text_of(self, index: int) -> PageText:
        """The text of a page, read now if it was not yet; none yet if that takes long."""
        if index not in self._texts and index not in self._slow and self._pages is not None:
            text = _soon(partial(self._read, self._pages, index))
            if text is None:
                self._slow.add(index)
                self._read_later(index)
            else:
                self._keep(index, text)
        return self._texts.get(index) or PageText()

    def _keep(self, index: int, text: PageText) -> None:
        self._texts[index] = text
        for far in sorted(self._texts, key=lambda page: abs(page - index))[_KEPT:]:
            del self._texts[far]

    def _read_later(self, index: int) -> None:
        if index in self._texts or index in self._reading or self._pages is None:
            return
        self._reading.add(index)
        pages = self._pages

        def came(text: PageText) -> None:
            self._reading.discard(index)
            if pages is self._pages:
                self._keep(index, text)
                self.read_page.emit(index)
                self.viewport().update()

        self._jobs.run(lambda _progress: self._read(pages, index), came, kind=Kind.FREE, owner=self)

    # -- selection -----------------------------------------------------------------------------
    def pieces(self) -> list[tuple[int, int, int]]:
        """Page, start and end of the words that are marked out, page by page."""
        if self._anchor is None or self._caret is None or self._anchor == self._caret:
            return []
        (first, start), (last, end) = sorted((self._anchor, self._caret))
        result = []
        for page in range(first, last + 1):
            whole = len(self.text_of(page).characters)
            piece = (page, start if page == first else 0, end if page == last else whole)
            if piece[2] > piece[1]:
                result.append(piece)
        return result

    def choose(self, anchor: Spot, caret: Spot) -> None:
        """Mark words out."""
        self._frame = self._cross = self._from = None
        self._anchor, self._caret = anchor, caret
        self.viewport().update()
        self.chosen.emit()

    def set_frame(self, page: int, box: Box) -> None:
        self._anchor = self._caret = None
        super().set_frame(page, box)

    def clear(self) -> None:
        self._anchor = self._caret
        super().clear()

    def boxes_of(self, page: int, start: int, end: int) -> list[Box]:
        """One box a line."""
        return [Box(*rect) for rect in self.text_of(page).rects(start, end)]

    def chosen_boxes(self) -> list[tuple[int, Box]]:
        words = [
            (page, box)
            for page, start, end in self.pieces()
            for box in self.boxes_of(page, start, end)
        ]
        return words or super().chosen_boxes()

    def show_found(self, found: tuple[int, int, int] | None) -> None:
        """Page, start and end of what the finding has come to."""
        self._found = found
        if found is not None:
            boxes = self.boxes_of(*found)
            self.show_box(found[0], boxes[0] if boxes else None)
        self.viewport().update()

    # -- painting ------------------------------------------------------------------------------
    def _paint_chosen(self, painter: QPainter, in_view: set[int]) -> None:
        for page in in_view:
            self._read_later(page)
        tint = QColor(theme.LIGHT.accent)
        tint.setAlpha(70)
        for page, start, end in self.pieces():
            if page in in_view:
                for box in self.boxes_of(page, start, end):
                    painter.fillRect(self.to_view(page, box), tint)
        if self._found is not None and self._found[0] in in_view:
            for box in self.boxes_of(*self._found):
                rect = self.to_view(self._found[0], box)
                self.pen_over(painter, rect, theme.LIGHT.info_bg)
                painter.setPen(QColor(theme.LIGHT.info))
                painter.drawRect(rect)
        super()._paint_chosen(painter, in_view)

    def _paint_cursor(self, painter: QPainter) -> None:
        super()._paint_cursor(painter)
        box = self._caret_box() if self.hasFocus() else None
        if box is not None and self._caret is not None:
            rect = self.to_view(self._caret[0], box)
            painter.fillRect(
                QRectF(rect.left() - 1, rect.top(), 2, rect.height()),
                QColor(theme.LIGHT.accent),
            )

    def _caret_box(self) -> Box | None:
        """A box without width where the caret stands."""
        if self._caret is None:
            return None
        page, place = self._caret
        text = self.text_of(page)
        for at, after in ((place, False), (place - 1, True)):
            box = text.boxes[at] if 0 <= at < len(text.boxes) else None
            if box is not None:
                side = box[2] if after != runs_left(text.characters[at]) else box[0]
                return Box(side, box[1], side, box[3])
        return None

    # -- mouse ---------------------------------------------------------------------------------
    def _spot_at(self, point: QPoint) -> tuple[Spot, float] | None:
        """The place in the text nearest to a point and its distance; None on a scan."""
        there = self.to_page(point)
        if there is None:
            return None
        page, x, y = there
        width, height = self._pages.sizes[page]
        near = self.text_of(page).nearest(x, y, height / max(1.0, width))
        return ((page, near[0]), near[1]) if near is not None else None

    def begin_drag(self, point: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        near = self._spot_at(point)
        forced = self.framing or bool(modifiers & Qt.KeyboardModifier.AltModifier)
        self._dragging_words = near is not None and near[1] < _NEAR and not forced
        if not self._dragging_words:
            self._anchor = self._caret = None
            super().begin_drag(point, modifiers)
            return
        self._frame = self._from = None
        self._caret = near[0]
        if not modifiers & Qt.KeyboardModifier.ShiftModifier or self._anchor is None:
            self._anchor = near[0]
        self.viewport().update()

    def drag_to(self, point: QPoint) -> None:
        if not self._dragging_words:
            super().drag_to(point)
            return
        near = self._spot_at(point)
        if near is not None:
            self._caret = near[0]
            self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        near = self._spot_at(event.position().toPoint())
        if near is None or near[1] >= _NEAR or self.framing:
            super().mouseDoubleClickEvent(event)
            return
        page, place = near[0]
        start, end = self.text_of(page).word_at(place)
        self.choose((page, start), (page, end))

    def shape_at(self, point: QPoint) -> Qt.CursorShape:
        shape = super().shape_at(point)
        there = self.to_page(point)
        if shape != Qt.CursorShape.CrossCursor or there is None or there[0] not in self._texts:
            return shape
        near = self._spot_at(point)
        over_words = near is not None and near[1] < _NEAR and not self.framing
        return Qt.CursorShape.IBeamCursor if over_words else shape

    # -- keyboard ------------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        upright = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        still = self._caret is None and self._cross is None
        if upright and still and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            bar = self.verticalScrollBar()  # who has no caret yet is reading on
            step = bar.singleStep() * (1 if event.key() == Qt.Key.Key_Down else -1)
            bar.setValue(bar.value() + step)
        else:
            super().keyPressEvent(event)

    def move_cursor(self, key: int, modifiers: Qt.KeyboardModifier) -> None:
        page = self._caret[0] if self._caret else self.page
        if self.framing or not self.text_of(page).characters:
            self._anchor = self._caret = None
            super().move_cursor(key, modifiers)
            return
        held = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if self._caret is None:
            self._caret = self._anchor = self._first_in_view(page)
            if not held:
                self.choose(self._caret, self._caret)
                return
        spot = self._moved(key, bool(modifiers & Qt.KeyboardModifier.ControlModifier))
        self.choose(self._anchor if held and self._anchor else spot, spot)
        box = self._caret_box()
        if box is not None:
            self.show_box(spot[0], box)

    def _first_in_view(self, page: int) -> Spot:
        text, top = self.text_of(page), self.to_page(QPoint(0, 0), page)
        for (start, _end), box in zip(text.lines, text.line_boxes, strict=True):
            if box is not None and top is not None and box[1] >= top[2]:
                return page, start
        return page, 0

    def _moved(self, key: int, by_word: bool) -> Spot:
        page, place = self._caret or (self.page, 0)
        text = self.text_of(page)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return self._other_line(page, place, 1 if key == Qt.Key.Key_Down else -1)
        letter = text.characters[place : place + 1] or text.characters[-1:]
        on = (key == Qt.Key.Key_Right) != bool(letter and runs_left(letter))
        target = text.step(place, on, by_word)
        if target is not None:
            return page, target
        return self._other_page(page, 1 if on else -1) or (page, place)

    def _other_line(self, page: int, place: int, by: int) -> Spot:
        text, caret = self.text_of(page), self._caret_box()
        line = text.line_of(place) + by
        while 0 <= line < len(text.lines):
            box = text.line_boxes[line]
            if box is not None and caret is not None:
                return page, text.nearest_in(line, caret.left)
            line += by
        return self._other_page(page, by) or (page, place)

    def _other_page(self, page: int, by: int) -> Spot | None:
        """The near end of the next page that has text."""
        page += by
        while 0 <= page < self.count():
            length = len(self.text_of(page).characters)
            if length:
                return page, 0 if by > 0 else length
            page += by
        return None

    def _mark_under_cursor(self) -> PassageMark | None:
        box = self._caret_box()
        if box is None or self._caret is None:
            return super()._mark_under_cursor()
        middle = Box(box.left, (box.top + box.bottom) / 2, box.left, box.bottom)
        point = self.to_view(self._caret[0], middle).topLeft().toPoint()
        return self.mark_at(point + QPoint(1, 0)) or self.mark_at(point - QPoint(2, 0))


def _soon(read: Callable[[], PageText]) -> PageText | None:
    """What `read` gives, if it comes soon: a page made to do harm must not hold the window."""
    found: list[PageText] = []
    thread = threading.Thread(target=lambda: found.append(read()), daemon=True)
    thread.start()
    thread.join(_PATIENCE)
    return found[0] if found else None
