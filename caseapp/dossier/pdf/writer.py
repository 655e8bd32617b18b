"""Writes the PDF file: pages as they are finished, fonts and cross references at the end.

Built on ReportLab's document and objects. ReportLab's own text shaping is not used, because in
5.1.0 it crashes on fonts whose glyphs have a vertical offset, prints figures in Arabic-script words
backwards and loses such text for copying. Shaping and order are the text engine's (`text`).

The same calls give the same bytes: no clock, no random identifiers. Knows no dossier.
"""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, NamedTuple

from caseapp.dossier.pdf.canvas import Page
from caseapp.dossier.pdf.objects import Images, StreamedDocument, stream
from caseapp.dossier.pdf.outline import write_outline
from caseapp.dossier.pdf.pages import Pages
from caseapp.dossier.pdf.text.clean import LINE_ENDS, clean

Links = tuple[bytes, list[str]]
"""Clickable areas, a line of PDF coordinates each, and the destinations that they lead to."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What came out: the number of pages, and the characters for which no face has a glyph."""

    pages: int
    missing: frozenset[str]


class Drawn(NamedTuple):
    """A page that another process has drawn: its packed content and what it holds."""

    width: float
    height: float
    content: bytes
    images: list[str]
    links: list[Links]
    destinations: dict[str, float]


class Later(NamedTuple):
    """What came onto such a page once the total was known: packed content, or nothing."""

    content: bytes
    images: list[str]
    links: list[Links]


@dataclass(slots=True)
class _Sealed:
    """A page whose content is on disk: its object's number, and references to the content.

    `page` is None for a page that another process has drawn.
    """

    number: int
    width: float
    height: float
    page: Page | None
    contents: list[bytes]
    images: list[str]
    links: list[Links]


class PdfWriter(Pages):
    """One PDF file in the making; use as a context manager and end with `finish`.

    The file is written beside `path` under a temporary name and put in its place by `finish`.
    Leaving the `with` block in any other way, by an error or a cancellation, leaves nothing
    behind and an older file at `path` as it was. With a `BytesIO` instead it is in memory alone.
    `language` is a BCP 47 tag. `day` is the ISO
    date that the metadata bear; without it they bear none. `on_page` is called with the number of
    pages finished so far; it may raise to cancel.
    """

    def __init__(
        self,
        path: Path | io.BytesIO,
        *,
        title: str,
        language: str,
        day: str = "",
        on_page: Callable[[int], None] | None = None,
    ) -> None:
        self._path = path
        self._title = clean(LINE_ENDS.sub(" ", title))
        self._day = day
        self._pages: list[_Sealed] = []
        self._places: dict[str, tuple[int, float]] = {}
        self._temporary: Path | None = None
        self._file: IO[bytes]
        if isinstance(path, Path):
            handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
            self._temporary = Path(name)
            self._file = os.fdopen(handle, "wb")
        else:
            self._file = path
        self._document = StreamedDocument(self._file)
        self._stored = Images(self._document)
        super().__init__(language, self._stored, on_page)

    def __enter__(self) -> PdfWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._temporary is not None:
            self._file.close()
            self._temporary.unlink(missing_ok=True)
            self._temporary = None

    def bookmark(self, title: str, destination: str, level: int = 0) -> None:
        """An entry in the outline; `level` is at most one deeper than the entry before."""
        deepest = self.bookmarks[-1].level + 1 if self.bookmarks else 0
        if not 0 <= level <= deepest:
            raise ValueError(f"A bookmark of level {level} cannot follow here.")
        super().bookmark(title, destination, level)

    def page_of(self, destination: str) -> int:
        """The number, from 1, of the page that holds a destination. KeyError if none does."""
        if self._open is not None and destination in self._open.destinations:
            return self.page_count
        return self._places[destination][0] + 1

    def page_numbers(self) -> dict[str, int]:
        """The number of the page of every destination on a finished page."""
        return {name: number + 1 for name, (number, _) in self._places.items()}

    def adopt(self, pages: Iterable[Drawn], jpegs: Mapping[str, bytes]) -> None:
        """Put pages that another process has drawn behind those that are there.

        `jpegs` are the images that they show. Where a destination's name comes twice the first
        place counts. `finish` wants what comes onto these pages later.
        """
        self.end_page()
        for jpeg in jpegs.values():
            self._stored.add(jpeg)
        for width, height, content, images, links, destinations in pages:
            for name, y in destinations.items():
                self._places.setdefault(name, (self._done, y))
            self._append(width, height, None, content, images, links)
            self._done += 1

    def finish(self, later: Iterable[Later] = ()) -> Summary:
        """Draw what waited for the total, write the rest and put the file in its place.

        `later` is taken, when the own pages are complete, one for each adopted page.
        """
        self.end_page()
        if not self._pages:
            raise ValueError("A PDF needs at least one page.")
        self._draw_later(iter(later))
        for number, sealed in enumerate(self._pages):
            self._document.fill(sealed.number, self._page_object(sealed, number))
        outline = write_outline(self._document, self.bookmarks, self._destination)
        self._document.close(
            fonts=self.fonts.resources(self._document),
            pages=(sealed.number for sealed in self._pages),
            outline=outline,
            title=self._title,
            language=self._language,
            day=self._day,
        )
        self._put_in_place()
        return Summary(len(self._pages), frozenset(self.fonts.missing))

    def _put_in_place(self) -> None:
        """What lies in memory is in its place already."""
        if self._temporary is None or not isinstance(self._path, Path):
            return
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._temporary.replace(self._path)
        self._temporary = None
        _sync_folder(self._path.parent)

    def _keep(self, page: Page, content: bytes) -> None:
        """Write the page's content; only its links and callbacks stay in memory."""
        for name, y in page.destinations.items():
            if self._places.setdefault(name, (self._done, y)) != (self._done, y):
                raise ValueError(f"There are two destinations {name!r}.")
        page.destinations = {}
        content = stream(content)
        self._append(page.width, page.height, page, content, page.images, packed_links(page))

    def _append(
        self,
        width: float,
        height: float,
        page: Page | None,
        content: bytes,
        images: list[str],
        links: list[Links],
    ) -> None:
        for name in images:
            self._stored.write(name)
        contents = [self._document.write(content)]
        number = self._document.reserve()
        self._pages.append(_Sealed(number, width, height, page, contents, images, links))

    def _draw_later(self, adopted: Iterator[Later]) -> None:
        total = len(self._pages)
        for number, sealed in enumerate(self._pages):
            page = sealed.page
            if page is None:
                packed, sealed.images, links = next(adopted)
            else:
                for draw in page.callbacks:
                    draw(page, number + 1, total)
                packed = later_stream(page)
                links = packed_links(page)
                sealed.page = None  # its callbacks hold much and are done
            sealed.links += links
            for name in sealed.images:
                self._stored.write(name)
            if packed:
                sealed.contents.append(self._document.write(packed))
        for _ in adopted:
            raise ValueError("There are later contents without a page.")

    def _page_object(self, sealed: _Sealed, number: int) -> bytes:
        images = b"".join(
            b"/%s %s" % (name.encode("ascii"), self._stored.reference(name))
            for name in sealed.images
        )
        annotations = b"".join(
            b"<</Type/Annot/Subtype/Link/Border[0 0 0]/F 4/Rect[%s]/Dest%s>>"
            % (area, self._destination(target))
            for areas, targets in sealed.links
            for area, target in zip(areas.split(b"\n"), targets, strict=True)
        )
        return b"<</Type/Page/Parent %s/MediaBox[0 0 %.2f %.2f]/Resources<</Font %s%s>>%s%s>>" % (
            self._document.pages,
            sealed.width,
            sealed.height,
            self._document.fonts,
            b"/XObject<<%s>>" % images if images else b"",
            b"/Contents[%s]" % b" ".join(sealed.contents),
            b"/Annots[%s]" % annotations if annotations else b"",
        )

    def _destination(self, name: str) -> bytes:
        if name not in self._places:
            raise ValueError(f"There is no destination {name!r}.")
        number, y = self._places[name]
        return b"[%s/XYZ 0 %.2f null]" % (self._document.reference(self._pages[number].number), y)


def later_stream(page: Page) -> bytes:
    """What was drawn onto a finished page, packed; empty if it is nothing."""
    content = page.take_content()
    return stream(b"\n" + content) if content else b""


def packed_links(page: Page) -> list[Links]:
    """The links drawn since the last call, in the least room; none is an empty list."""
    if not page.links:
        return []
    areas = b"\n".join([b"%.2f %.2f %.2f %.2f" % link[:4] for link in page.links])
    targets = [link[4] for link in page.links]
    page.links = []
    return [(areas, targets)]


def _sync_folder(folder: Path) -> None:
    """Make the replacement last through a power cut; Windows has no such call and needs none."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
