"""Writes the PDF file: pages as they are finished, fonts and cross references at the end.

Built on ReportLab's document and objects. ReportLab's own text shaping is not used, because in
5.1.0 it crashes on fonts whose glyphs have a vertical offset, prints figures in Arabic-script words
backwards and loses such text for copying. Shaping and order are the text engine's (`text`).

The same calls give the same bytes: no dates, no random identifiers. Knows no dossier.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from caseapp.dossier.languages import is_mirrored
from caseapp.dossier.pdf.canvas import A4, Page
from caseapp.dossier.pdf.mirrored import MirroredPage
from caseapp.dossier.pdf.objects import FONTS, Images, StreamedDocument, stream
from caseapp.dossier.pdf.outline import Bookmark, write_outline
from caseapp.dossier.pdf.text.clean import LINE_ENDS, clean
from caseapp.dossier.pdf.text.embed import DocumentFonts


@dataclass(frozen=True, slots=True)
class Summary:
    """What came out: the number of pages, and the characters for which no face has a glyph."""

    pages: int
    missing: frozenset[str]


@dataclass(slots=True)
class _Sealed:
    """A page whose content is on disk: its object's name, and references to the content."""

    name: str
    page: Page
    contents: list[bytes] = field(default_factory=list)


class PdfWriter:
    """One PDF file in the making; use as a context manager and end with `finish`.

    The file is written beside `path` under a temporary name and put in its place by `finish`.
    Leaving the `with` block in any other way, by an error or a cancellation, leaves nothing
    behind and an older file at `path` as it was. `language` is a BCP 47 tag. `day` is
    the ISO date that the metadata bear; without it they bear none. `on_page` is called with the
    number of pages finished so far; it may raise to cancel.
    """

    def __init__(
        self,
        path: Path,
        *,
        title: str,
        language: str,
        day: str = "",
        on_page: Callable[[int], None] | None = None,
    ) -> None:
        self._path = path
        self._title = clean(LINE_ENDS.sub(" ", title))
        self._language = language
        self._page = MirroredPage if is_mirrored(language) else Page
        self._day = day
        self._on_page = on_page
        self._fonts = DocumentFonts()
        self._pages: list[_Sealed] = []
        self._open: Page | None = None
        self._bookmarks: list[Bookmark] = []
        self._places: dict[str, tuple[int, float]] = {}
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        self._temporary: Path | None = Path(name)
        self._file = os.fdopen(handle, "wb")
        self._document = StreamedDocument(self._file)
        self._images = Images(self._document)

    def __enter__(self) -> PdfWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
        if self._temporary is not None:
            self._temporary.unlink(missing_ok=True)
            self._temporary = None

    @property
    def page_count(self) -> int:
        """How many pages have been begun."""
        return len(self._pages) + (self._open is not None)

    def new_page(self, *, landscape: bool = False) -> Page:
        """Finish the page before and begin an A4 page."""
        width, height = (A4[1], A4[0]) if landscape else A4
        return self.new_page_of(width, height)

    def new_page_of(self, width: float, height: float) -> Page:
        """Finish the page before and begin one of any size, in points."""
        self._seal()
        self._open = self._page(width, height, self._fonts, self._images)
        return self._open

    def bookmark(self, title: str, destination: str, level: int = 0) -> None:
        """An entry in the outline; `level` is at most one deeper than the entry before."""
        deepest = self._bookmarks[-1].level + 1 if self._bookmarks else 0
        if not 0 <= level <= deepest:
            raise ValueError(f"A bookmark of level {level} cannot follow here.")
        self._bookmarks.append(Bookmark(clean(LINE_ENDS.sub(" ", title)), destination, level))

    def page_of(self, destination: str) -> int:
        """The number, from 1, of the page that holds a destination. KeyError if none does."""
        if self._open is not None and destination in self._open.destinations:
            return self.page_count
        return self._places[destination][0] + 1

    def finish(self) -> Summary:
        """Draw what waited for the total, write the rest and put the file in its place."""
        self._seal()
        if not self._pages:
            raise ValueError("A PDF needs at least one page.")
        self._draw_later()
        for number, sealed in enumerate(self._pages):
            self._document.fill(sealed.name, self._page_object(sealed, number))
        outline = write_outline(self._document, self._bookmarks, self._destination)
        self._document.close(
            fonts=self._fonts.resources(self._document),
            pages=[sealed.name for sealed in self._pages],
            outline=outline,
            title=self._title,
            language=self._language,
            day=self._day,
        )
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        assert self._temporary is not None
        self._temporary.replace(self._path)
        self._temporary = None
        _sync_folder(self._path.parent)
        return Summary(len(self._pages), frozenset(self._fonts.missing))

    def _seal(self) -> None:
        """Write the open page's content; only its links and callbacks stay in memory."""
        page, self._open = self._open, None
        if page is None:
            return
        number = len(self._pages)
        for name, y in page.destinations.items():
            if self._places.setdefault(name, (number, y)) != (number, y):
                raise ValueError(f"There are two destinations {name!r}.")
        contents = [self._document.write(stream(page.take_content()))]
        self._pages.append(_Sealed(self._document.reserve(), page, contents))
        if self._on_page:
            self._on_page(len(self._pages))

    def _draw_later(self) -> None:
        total = len(self._pages)
        for number, sealed in enumerate(self._pages):
            for draw in sealed.page.callbacks:
                draw(sealed.page, number + 1, total)
            content = sealed.page.take_content()
            if content:
                sealed.contents.append(self._document.write(stream(b"\n" + content)))

    def _page_object(self, sealed: _Sealed, number: int) -> bytes:
        page = sealed.page
        images = b"".join(
            b"/%s %s" % (name.encode("ascii"), self._images.reference(name)) for name in page.images
        )
        annotations = b"".join(
            b"<</Type/Annot/Subtype/Link/Border[0 0 0]/F 4/Rect[%.2f %.2f %.2f %.2f]/Dest%s>>"
            % (x1, y1, x2, y2, self._destination(target))
            for x1, y1, x2, y2, target in page.links
        )
        return b"<</Type/Page/Parent %s/MediaBox[0 0 %.2f %.2f]/Resources<</Font %s%s>>%s%s>>" % (
            self._document.reference("Pages"),
            page.width,
            page.height,
            self._document.reference(FONTS),
            b"/XObject<<%s>>" % images if images else b"",
            b"/Contents[%s]" % b" ".join(sealed.contents),
            b"/Annots[%s]" % annotations if annotations else b"",
        )

    def _destination(self, name: str) -> bytes:
        if name not in self._places:
            raise ValueError(f"There is no destination {name!r}.")
        number, y = self._places[name]
        return b"[%s/XYZ 0 %.2f null]" % (self._document.reference(self._pages[number].name), y)


def _sync_folder(folder: Path) -> None:
    """Make the replacement last through a power cut; Windows has no such call and needs none."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
