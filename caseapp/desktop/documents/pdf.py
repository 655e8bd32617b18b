"""PDF files: the real pages, with words that can be marked out and parts that can be framed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from caseapp.desktop import clipboard, theme
from caseapp.desktop.documents.characters import occurrences
from caseapp.desktop.documents.find_bar import FindBar
from caseapp.desktop.documents.page_surface import PageSurface
from caseapp.desktop.documents.passage import Box, Locator, Passage, pages_of
from caseapp.desktop.documents.text_canvas import TextCanvas
from caseapp.desktop.jobs import Jobs, Kind
from caseapp.desktop.widgets import IconButton
from caseapp.desktop.widgets.pdf import Pages
from caseapp.desktop.widgets.pdf_document import PdfPages
from caseapp.errors import UserError
from caseapp.i18n import Translator
from caseapp.intake.documents.page_text import PageText
from caseapp.system.progress import Progress


def _read(pages: Pages, index: int) -> PageText:
    """A page that cannot be read has no words; it says so where it is drawn."""
    assert isinstance(pages, PdfPages)
    try:
        return pages.text(index) or PageText()
    except UserError:
        return PageText()


class PdfSurface(PageSurface):
    """Pages to read. Drag over words, or over a picture to frame it; Alt frames anywhere.

    Keyboard: Left and Right place a caret, Shift and the arrows mark words out (on a scan
    they move a cross and draw a frame), Page Up and Page Down turn pages, Ctrl+F finds.
    """

    def __init__(
        self, t: Translator, jobs: Jobs, data: bytes, parent: QWidget | None = None
    ) -> None:
        self.pages_canvas = TextCanvas(jobs, _read)
        self.pages_canvas.setAccessibleName(t("Pages of the document"))
        self._hits: list[tuple[int, int, int]] = []
        self._nth = 0
        super().__init__(t, jobs, data, self.pages_canvas, parent)
        self._find = FindBar(t, self)
        self._find.sought.connect(self._seek)
        self._find.stepped.connect(self._step)
        self._find.closed.connect(self._end_finding)
        self._above.addWidget(self._find)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key, act in (
            ("Ctrl+F", self.find),
            ("Ctrl+C", self._copy),
            ("F3", lambda: self._step(1)),
            ("Shift+F3", lambda: self._step(-1)),
        ):
            QShortcut(QKeySequence(key), self, act, context=inside)

    def open_pages(self, data: bytes) -> Pages:
        return PdfPages(data)

    def notice_of(self, pages: Pages) -> str:
        assert isinstance(pages, PdfPages)
        if not pages.left_out:
            return ""
        count = len(pages.sizes)
        return self._t(
            "This file has {all} pages. The first {count} are shown.",
            all=count + pages.left_out, count=count,
        )  # fmt: skip

    def _fill_bar(self) -> None:
        t, canvas = self._t, self.canvas
        self._back = IconButton(
            "chevron-up", t("Page back"), on_click=lambda: canvas.go_to(canvas.page - 1)
        )
        self._on = IconButton(
            "chevron-down", t("Next page"), on_click=lambda: canvas.go_to(canvas.page + 1)
        )
        self._bar.addWidget(self._back)
        self._bar.addWidget(self._on)
        super()._fill_bar()
        self.framing = IconButton("square-dashed-mouse-pointer", t("Frame a part of the page"))
        self.framing.setCheckable(True)
        theme.restyle(self.framing, kind="segment")  # shows whether it is on
        self.framing.toggled.connect(self._set_framing)
        self._bar.insertWidget(self._bar.count() - 3, self.framing)

    def _set_framing(self, on: bool) -> None:
        self.pages_canvas.framing = on

    def words_of_view(self, page: int) -> str:
        count = self.canvas.count()
        self._back.setEnabled(page > 0)
        self._on.setEnabled(page < count - 1)
        return self._t("Page {page} of {count}", page=page + 1, count=count) if count else ""

    # -- passages ------------------------------------------------------------------------------
    def selection(self) -> Passage | None:
        words, parts = [], []
        for page, start, end in self.pages_canvas.pieces():
            boxes = self.pages_canvas.boxes_of(page, start, end)
            if boxes:
                words.append(self.pages_canvas.text_of(page).words(start, end))
                parts.append(_part(page, boxes))
        frame = self.canvas.frame()
        if not parts and frame is not None:
            parts.append({"page": frame[0] + 1, "box": frame[1].as_list()})
        if not parts or (words and not "".join(words).strip()):
            return None
        locator = parts[0]
        if len(parts) > 1:
            locator["next"] = parts[1:]
        return Passage(" ".join(words), locator, self.place_words(locator))

    def select(self, locator: Locator) -> bool:
        """Words by their lines, or a framed part."""
        places = [place for place in self.places(locator) if place[0] < self.canvas.count()]
        if not places or not places[0][1]:
            return False
        (first, boxes, framed), (last, last_boxes, _framed) = places[0], places[-1]
        if framed:
            self.canvas.set_frame(first, boxes[0])
        else:
            start = self._spot(first, boxes[0].left, boxes[0])
            end = self._spot(last, last_boxes[-1].right, last_boxes[-1])
            self.pages_canvas.choose((first, start), (last, end))
        return self.go_to(locator)

    def _spot(self, page: int, x: float, line: Box) -> int:
        text = self.pages_canvas.text_of(page)
        near = text.nearest(x, (line.top + line.bottom) / 2, 1.0)
        return near[0] if near is not None else 0

    def place_words(self, locator: Locator) -> str:
        """ "page 4" or "pages 4-5"; "" when the locator says no page."""
        pages = [page + 1 for page, _boxes in pages_of(locator)]
        if not pages:
            return ""
        if pages[0] == pages[-1]:
            return self._t("page {n}", n=pages[0])
        return self._t("pages {first}-{last}", first=pages[0], last=pages[-1])

    def places(self, locator: Locator) -> list[tuple[int, list[Box], bool]]:
        framed = "rects" not in locator
        return [(page, boxes, framed and bool(boxes)) for page, boxes in pages_of(locator)]

    def _copy(self) -> None:
        passage = self.selection()
        if passage is not None and passage.text:
            clipboard.copy(passage.text)

    # -- finding -------------------------------------------------------------------------------
    def can_find(self) -> bool:
        return True

    def find(self) -> None:
        passage = self.selection()
        self._find.open(passage.text if passage and len(passage.text) < 80 else "")

    def _seek(self, words: str) -> None:
        pages, count = self.canvas.pages, self.canvas.count()

        def search(progress: Progress) -> list[tuple[int, int, int]]:
            found = []
            for index in range(count if pages is not None and words.strip() else 0):
                progress.raise_if_cancelled()
                places = occurrences(_read(pages, index).characters, words, 500)
                found += [(index, start, end) for start, end in places]
            return found

        self._jobs.run(
            search, self._sought, kind=Kind.FREE, owner=self, latest=f"{self._word}-find"
        )

    def _sought(self, hits: list[tuple[int, int, int]]) -> None:
        self._hits = hits
        here = self.canvas.page
        after = (n for n, (page, _start, _end) in enumerate(hits, 1) if page >= here)
        self._nth = next(after, 1 if hits else 0)
        self._show_hit()

    def _step(self, by: int) -> None:
        if self._hits:
            self._nth = (self._nth - 1 + by) % len(self._hits) + 1
            self._show_hit()

    def _show_hit(self) -> None:
        self._find.set_found(self._nth, len(self._hits))
        self.pages_canvas.show_found(self._hits[self._nth - 1] if self._nth else None)

    def _end_finding(self) -> None:
        """What was found last is marked out, so that it can be kept with the next key."""
        self.pages_canvas.show_found(None)
        if self._nth:
            page, start, end = self._hits[self._nth - 1]
            self.pages_canvas.choose((page, start), (page, end))
        self.leave_find()


def _part(page: int, boxes: list[Box]) -> dict[str, object]:
    whole = boxes[0]
    for box in boxes[1:]:
        whole = whole.united(box)
    return {
        "page": page + 1,
        "box": whole.as_list(),
        "rects": [box.as_list() for box in boxes],
    }
