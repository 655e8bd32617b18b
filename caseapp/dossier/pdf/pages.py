"""Pages one after another: what is begun, what is done, what leads where. Knows no file.

What becomes of a page that is done is for those who build on this: `writer` puts it into a file,
`second` keeps it until the first process asks for it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable

from caseapp.dossier.languages import is_mirrored
from caseapp.dossier.pdf.canvas import A4, Images, Page
from caseapp.dossier.pdf.mirrored import MirroredPage
from caseapp.dossier.pdf.outline import Bookmark
from caseapp.dossier.pdf.text.clean import LINE_ENDS, clean
from caseapp.dossier.pdf.text.embed import DocumentFonts


class Pages(ABC):
    """`language` is a BCP 47 tag; `on_page` is called with the number of pages done so far and
    may raise to cancel."""

    def __init__(
        self, language: str, images: Images, on_page: Callable[[int], None] | None = None
    ) -> None:
        self.fonts = DocumentFonts()
        self._language = language
        self._page = MirroredPage if is_mirrored(language) else Page
        self._images = images
        self._on_page = on_page
        self._done = 0
        self._open: Page | None = None
        self.bookmarks: list[Bookmark] = []

    @property
    def page_count(self) -> int:
        """How many pages have been begun."""
        return self._done + (self._open is not None)

    def new_page(self, *, landscape: bool = False) -> Page:
        """Finish the page before and begin an A4 page."""
        width, height = (A4[1], A4[0]) if landscape else A4
        return self.new_page_of(width, height)

    def new_page_of(self, width: float, height: float) -> Page:
        """Finish the page before and begin one of any size, in points."""
        self.end_page()
        self._open = self._page(width, height, self.fonts, self._images)
        return self._open

    def bookmark(self, title: str, destination: str, level: int = 0) -> None:
        """An entry in the outline."""
        self.bookmarks.append(Bookmark(clean(LINE_ENDS.sub(" ", title)), destination, level))

    @abstractmethod
    def page_of(self, destination: str) -> int:
        """The number, from 1, of the page that holds a destination. KeyError if none does."""

    def end_page(self) -> None:
        """Finish the open page, if there is one."""
        page, self._open = self._open, None
        if page is None:
            return
        self._keep(page, page.take_content())
        self._done += 1
        if self._on_page:
            self._on_page(self._done)

    @abstractmethod
    def _keep(self, page: Page, content: bytes) -> None:
        """Take a page that is done but for what waits for the total."""
