"""What surfaces of pages share: the canvas, the bar under it, marks by their locators."""

from __future__ import annotations

from itertools import count

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.documents.canvas import PageCanvas, PlacedMark
from caseapp.desktop.documents.passage import Box, Locator, PassageMark
from caseapp.desktop.documents.surface import DocumentSurface
from caseapp.desktop.jobs import Jobs, Kind
from caseapp.desktop.widgets import IconButton, Label
from caseapp.desktop.widgets.pdf import Pages
from caseapp.errors import UserError
from caseapp.i18n import Translator

_serial = count(1)


class PageSurface(DocumentSurface):
    """Pages that are opened off the GUI thread; `ready` or `failed` tells how that went."""

    def __init__(
        self,
        t: Translator,
        jobs: Jobs,
        data: bytes,
        canvas: PageCanvas,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(t, parent)
        self._jobs, self._data = jobs, data
        self._word = f"document-{next(_serial)}"
        self._wanted: Locator | None = None
        self.canvas = canvas
        canvas.chosen.connect(self._report)
        canvas.mark_clicked.connect(self.marked_clicked)
        canvas.scrolled.connect(self.view_changed)
        canvas.moved.connect(self._tell_place)
        canvas.page_failed.connect(lambda _page: self._tell_place(self.canvas.page))
        canvas.say = t.error
        self._place = Label("", "muted")
        self._trouble = Label("", "error", wrap=True)
        self._trouble.setContentsMargins(16, 8, 16, 8)
        self._trouble.hide()
        self._above = QVBoxLayout()
        self._bar = QHBoxLayout()
        self._bar.setContentsMargins(theme.COLUMN_MARGIN, 2, theme.GRID, 2)
        self._bar.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*self.FRAME)
        layout.setSpacing(0)
        layout.addLayout(self._above)
        layout.addWidget(self._trouble)
        layout.addWidget(canvas, 1)
        layout.addLayout(self._bar)
        self.setFocusProxy(canvas)
        self._frame_when_focused(canvas)
        self._fill_bar()
        jobs.run(
            lambda _progress: self.open_pages(data),
            self._came, self._failed, kind=Kind.FREE, owner=self, latest=self._word,
        )  # fmt: skip

    def open_pages(self, data: bytes) -> Pages:
        """On any thread. Raises UserError when `data` cannot be shown."""
        raise NotImplementedError

    def notice_of(self, pages: Pages) -> str:
        """What is to be said above the pages; "" for nothing."""
        return ""

    def _fill_bar(self) -> None:
        self._bar.addWidget(self._place)
        self._bar.addStretch(1)
        for icon, name, by in (
            ("zoom-out", self._t("Smaller"), -1),
            ("zoom-in", self._t("Larger"), 1),
            (*self.fitting(), 0),
        ):
            act = lambda by=by: self.canvas.zoom_by(by)  # noqa: E731
            self._bar.addWidget(IconButton(icon, name, on_click=act))

    def fitting(self) -> tuple[str, str]:
        """Icon and name of the button that takes back all zooming."""
        return "move-horizontal", self._t("Fit to width")

    def _came(self, pages: Pages) -> None:
        self.is_ready = True
        self.canvas.set_pages(pages)
        if notice := self.notice_of(pages):
            self._trouble.setText(notice)
            self._trouble.show()
        self._show_marks()
        if self._wanted is not None:
            self.go_to(self._wanted)
        self._tell_place(self.canvas.page)
        self.ready.emit()

    def _failed(self, error: UserError) -> None:
        self.error = error
        self._trouble.setText(self._t.error(error))
        self._trouble.show()
        self.failed.emit(error)

    def _tell_place(self, page: int) -> None:
        words = self.words_of_view(page)
        self._place.setText(words)
        trouble = self.canvas.trouble(page)
        self.canvas.setAccessibleDescription(f"{words}. {trouble}" if trouble else words)
        self.place_changed.emit(words)

    def words_of_view(self, page: int) -> str:
        """What the bar says of the page in view."""
        return ""

    # -- passages ------------------------------------------------------------------------------
    def clear_selection(self) -> None:
        self.canvas.clear()

    def selection_rect(self) -> QRect:
        rect = QRectF()
        for page, box in self.canvas.chosen_boxes():
            rect |= self.canvas.to_view(page, box)
        seen = rect.toAlignedRect() & self.canvas.viewport().rect()
        if rect.isEmpty() or seen.isEmpty():
            return QRect()
        return seen.translated(self.canvas.viewport().mapTo(self, QPoint(0, 0)))

    # -- marks ---------------------------------------------------------------------------------
    def places(self, locator: Locator) -> list[tuple[int, list[Box], bool]]:
        """Page, boxes on it, whether they frame a part; empty when it is not in this document."""
        raise NotImplementedError

    def _placed(self, mark: PassageMark) -> list[PlacedMark]:
        return [
            PlacedMark(mark, page, tuple(boxes), framed, numbered=nth == 0)
            for nth, (page, boxes, framed) in enumerate(self.places(mark.locator))
            if page < self.canvas.count()
        ]

    def _show_marks(self) -> None:
        self.canvas.set_placed([placed for mark in self._marks for placed in self._placed(mark)])

    def go_to(self, locator: Locator) -> bool:
        if not self.is_ready:
            self._wanted = locator
            return bool(self.places(locator))
        places = [place for place in self.places(locator) if place[0] < self.canvas.count()]
        if not places:
            return False
        page, boxes, _framed = places[0]
        self.canvas.show_box(page, boxes[0] if boxes else None)
        return True

    def close_document(self) -> None:
        self._data = b""
        self.set_marks(())
        self.canvas.clear()
        self.canvas.set_pages(None)

    def leave_find(self) -> None:
        """Give the keyboard back to the pages."""
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
