"""Pages of a PDF in memory, shown as they will be printed, drawn off the GUI thread.

Takes bytes, never a path. Clicks do nothing: no link can lead out of the program.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Protocol

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import text as texts
from caseapp.desktop import theme
from caseapp.desktop.jobs import Jobs, Kind
from caseapp.desktop.widgets import paint
from caseapp.desktop.widgets.buttons import IconButton
from caseapp.desktop.widgets.label import Label
from caseapp.desktop.widgets.pdf_document import PdfPages
from caseapp.errors import UserError
from caseapp.i18n import Translator

_MARGIN, _GAP = 16, 12
_STEP, _LEAST, _MOST = 1.2, 0.2, 6.0
_KEPT = 12
"""Pictures kept around the page in view."""
_serial = count(1)


def _close(pages: list[Pages]) -> None:
    """Let go of the documents; a list of its own, because it outlives the widget."""
    while pages:
        pages.pop().close()


class Pages(Protocol):
    """What the area shows: sizes in points, pictures of pages drawn on any thread.

    `draw` gives None after `close`, and raises UserError for a page that cannot be shown.
    """

    sizes: list[tuple[float, float]]

    def draw(self, index: int, scale: float) -> QImage | None: ...
    def close(self) -> None: ...


class PageArea(QAbstractScrollArea):
    """The pages beneath each other. `moved(index)` when another comes into view;
    `page_failed(index)` when one cannot be shown, which it then says itself.

    The surfaces of documents build on it and paint over the pages.
    """

    moved = Signal(int)
    page_failed = Signal(int)

    FRAMED = True
    """Whether the area itself shows that it has the keyboard."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._word = f"pdf-{next(_serial)}"
        self._pages: Pages | None = None
        self._to_close: list[Pages] = []
        self.destroyed.connect(partial(_close, self._to_close))
        self._zoom: float | None = None
        self._pictures: dict[int, tuple[float, QImage]] = {}
        self._asked: dict[int, float] = {}
        self._broken: dict[int, UserError] = {}
        self.say: Callable[[UserError], str] = str
        """What is written on a page that cannot be shown: set by who knows the language."""
        self._page = 0
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().setSingleStep(40)

    # -- document ----------------------------------------------------------------------------
    def set_pages(self, pages: Pages | None) -> None:
        page = self._page
        _close(self._to_close)
        self._pages = pages
        if pages is not None:
            self._to_close.append(pages)
        self._pictures.clear()
        self._asked.clear()
        self._broken.clear()
        self._measure()
        self._page = -1
        self.go_to(min(page, max(0, self.count() - 1)))
        self._scrolled()

    @property
    def pages(self) -> Pages | None:
        """What is shown."""
        return self._pages

    def count(self) -> int:
        return len(self._pages.sizes) if self._pages else 0

    @property
    def page(self) -> int:
        return max(0, self._page)

    # -- places ------------------------------------------------------------------------------
    def factor(self) -> float:
        """Logical pixels a point."""
        if self._zoom is not None:
            return self._zoom
        widest = max((size[0] for size in self._pages.sizes), default=595.0)
        return max(0.05, (self.viewport().width() - 2 * _MARGIN) / widest)

    def zoom_by(self, step: int) -> None:
        """Larger (1), smaller (-1), or fitted to the width again (0)."""
        if self._pages is None:
            return
        page = self.page
        zoom = min(max(self.factor() * _STEP**step, _LEAST), _MOST)
        self._zoom = zoom if step else None
        self._measure()
        self.go_to(page)

    def go_to(self, index: int) -> None:
        if 0 <= index < self.count():
            self.verticalScrollBar().setValue(round(self.top(index)) - _GAP)

    def top(self, index: int) -> float:
        """Where a page begins, in logical pixels from the top of all pages."""
        factor = self.factor()
        above = sum(height * factor + _GAP for _width, height in self._pages.sizes[:index])
        return _MARGIN + above

    def _measure(self) -> None:
        vertical, across = self.verticalScrollBar(), self.horizontalScrollBar()
        if self._pages is None or not self.count():
            vertical.setRange(0, 0)
            across.setRange(0, 0)
            return
        view, factor = self.viewport().size(), self.factor()
        height = self.top(self.count()) - _GAP + _MARGIN
        width = max(size[0] for size in self._pages.sizes) * factor + 2 * _MARGIN
        vertical.setRange(0, max(0, round(height) - view.height()))
        vertical.setPageStep(view.height())
        across.setRange(0, max(0, round(width) - view.width()))
        across.setPageStep(view.width())

    def page_rect(self, index: int) -> QRect:
        """Where a page is, in the viewport, in view or not."""
        factor, (width, height) = self.factor(), self._pages.sizes[index]
        wide, high = round(width * factor), round(height * factor)
        left = (self.viewport().width() - wide) // 2
        if self.horizontalScrollBar().maximum():
            left = _MARGIN - self.horizontalScrollBar().value()
        top = round(self.top(index)) - self.verticalScrollBar().value()
        return QRect(left, top, wide, high)

    def rects(self) -> list[tuple[int, QRect]]:
        """Pages that are at least partly in view."""
        if self._pages is None:
            return []
        view, result = self.viewport().rect(), []
        top, factor = _MARGIN - self.verticalScrollBar().value(), self.factor()
        for index, (_width, height) in enumerate(self._pages.sizes):
            if top > view.height():
                break
            if top + height * factor >= 0:
                result.append((index, self.page_rect(index)))
            top += height * factor + _GAP
        return result

    def _scrolled(self) -> None:
        middle = self.viewport().height() // 3
        page = next((i for i, rect in self.rects() if rect.bottom() >= middle), 0)
        self.viewport().update()
        if page != self._page:
            self._page = page
            self.moved.emit(page)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        page = self.page
        self._measure()
        if self._zoom is None:
            self.go_to(page)

    # -- pictures ----------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.colour("sunken"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        scale = self.factor() * self.devicePixelRatioF() if self._pages else 1.0
        for index, rect in self.rects():
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.setBrush(Qt.GlobalColor.white)
            painter.drawRect(rect.adjusted(-1, -1, 0, 0))
            drawn, picture = self._pictures.get(index, (0.0, None))
            if index in self._broken:
                self._write_trouble(painter, rect, self._broken[index])
                continue
            if picture is not None:
                painter.drawImage(QRectF(rect), picture)
            if drawn != scale:
                self._ask(index, scale)
        if self.FRAMED and self.hasFocus():
            paint.draw_focus(painter, self.viewport().rect())

    def _write_trouble(self, painter: QPainter, rect: QRect, error: UserError) -> None:
        room = rect.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN) & self.viewport().rect()
        middle = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.setPen(QColor(theme.LIGHT.ink2))  # paper is white in every theme
        painter.setFont(theme.font(theme.BODY))
        painter.drawText(room, int(middle), texts.isolated(self.say(error)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _ask(self, index: int, scale: float) -> None:
        if self._asked.get(index) == scale or self._pages is None:
            return
        self._asked[index] = scale
        pages = self._pages
        self._jobs.run(
            lambda _progress: pages.draw(index, scale),
            lambda picture: self._came(pages, index, scale, picture),
            lambda error: self._failed(pages, index, error),
            kind=Kind.FREE,
            owner=self,
            latest=f"{self._word}-{index}",
        )

    def _came(self, pages: Pages, index: int, scale: float, picture: QImage | None) -> None:
        if picture is None or pages is not self._pages:
            return
        self._pictures[index] = (scale, picture)
        far = sorted(self._pictures, key=lambda i: abs(i - self.page))[_KEPT:]
        for i in far:
            del self._pictures[i]
            self._asked.pop(i, None)
        self.viewport().update()

    def _failed(self, pages: Pages, index: int, error: UserError) -> None:
        """The page says so itself; the others are shown all the same."""
        if pages is self._pages:
            self._pictures.pop(index, None)
            self._broken[index] = error
            self.page_failed.emit(index)
            self.viewport().update()

    def trouble(self, index: int) -> str:
        """Why a page cannot be shown; "" if nothing is known against it."""
        return self.say(self._broken[index]) if index in self._broken else ""

    # -- keys --------------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = event.key()
        zooms = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
        pages = {
            Qt.Key.Key_PageDown: self.page + 1, Qt.Key.Key_PageUp: self.page - 1,
            Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.count() - 1,
        }  # fmt: skip
        if control and key in zooms:
            self.zoom_by(zooms[key])
        elif key in pages:
            self.go_to(pages[key])
        else:
            super().keyPressEvent(event)


class PdfView(QWidget):
    """Pages under a bar: page back and on, "Page 2 of 6", zoom, fit to width.

    `page_changed(index)` counts from 0. `shown(pages)` comes when other pages are there.
    """

    page_changed = Signal(int)
    shown = Signal(int)

    def __init__(self, t: Translator, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t, self._jobs = t, jobs
        self._word = f"pdf-open-{next(_serial)}"
        self._area = PageArea(jobs, self)
        self._area.setAccessibleName(t("Pages of the document"))
        self._area.moved.connect(self._moved)
        self._area.say = t.error
        self._place = Label("", "second")
        self._trouble = Label("", "error", wrap=True)
        self._trouble.setContentsMargins(_MARGIN, 4, _MARGIN, 4)
        self.setFocusProxy(self._area)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._make_bar())
        layout.addWidget(self._trouble)
        layout.addWidget(self._area, 1)
        self._trouble.hide()
        self._moved(0)

    def _make_bar(self) -> QHBoxLayout:
        t = self._t
        self._back = IconButton(
            "chevron-up", t("Page back"), on_click=lambda: self.go_to_page(self.page() - 1)
        )
        self._on = IconButton(
            "chevron-down", t("Next page"), on_click=lambda: self.go_to_page(self.page() + 1)
        )
        bar = QHBoxLayout()
        bar.setContentsMargins(theme.GRID, 4, theme.GRID, 4)
        bar.setSpacing(4)
        bar.addWidget(self._back)
        bar.addWidget(self._on)
        bar.addWidget(self._place)
        bar.addStretch(1)
        for icon, name, by in (
            ("zoom-out", t("Smaller"), -1),
            ("zoom-in", t("Larger"), 1),
            ("move-horizontal", t("Fit to width"), 0),
        ):
            button = IconButton(icon, name, on_click=lambda by=by: self._area.zoom_by(by))
            bar.addWidget(button)
        return bar

    def show_pdf(self, data: bytes) -> None:
        """Show other pages; the page in view stays where it can. Opened off the GUI thread.

        What cannot be shown is said above the pages that were there before.
        """
        self._jobs.run(
            lambda _progress: PdfPages(data),
            self._opened,
            self._failed,
            kind=Kind.FREE,
            owner=self,
            latest=self._word,
        )

    def clear(self) -> None:
        """Show nothing, and let go of the bytes."""
        self._area.set_pages(None)
        self._moved(0)

    def page_count(self) -> int:
        return self._area.count()

    def page(self) -> int:
        """Index of the page in view, from 0."""
        return self._area.page

    def go_to_page(self, index: int) -> None:
        """Scroll to a page; an index outside the document does nothing."""
        self._area.go_to(index)

    def _opened(self, pages: PdfPages) -> None:
        self._trouble.hide()
        self._area.set_pages(pages)
        self._moved(self.page())
        self.shown.emit(self.page_count())

    def _failed(self, error: UserError) -> None:
        self._trouble.setText(self._t.error(error))
        self._trouble.show()

    def _moved(self, index: int) -> None:
        count = self.page_count()
        said = self._t("Page {page} of {count}", page=index + 1, count=count) if count else ""
        self._place.setText(said)
        self._area.setAccessibleDescription(said)
        self._back.setEnabled(index > 0)
        self._on.setEnabled(index < count - 1)
        self.page_changed.emit(index)
