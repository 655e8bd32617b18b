"""Draws a frozen dossier as a PDF. The same content gives the same bytes.

Sees the document, its images and fonts, never a record: what is withheld cannot come here.
"""

from __future__ import annotations

import gc
import hashlib
import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caseapp.dossier.document import (
    Annex,
    CaseSheets,
    Contents,
    Dossier,
    Enclosures,
    Forms,
    Letter,
    Part,
    PersonList,
    Posters,
    SignatureSheets,
    Summary,
    VerificationPage,
    WithheldList,
)
from caseapp.dossier.frozen import hash_of, page_code
from caseapp.dossier.pdf.annex import draw_annex
from caseapp.dossier.pdf.compose import Compositor
from caseapp.dossier.pdf.contents import draw_contents
from caseapp.dossier.pdf.division import draw_divided, worth_dividing
from caseapp.dossier.pdf.enclosures import draw_enclosures
from caseapp.dossier.pdf.form import draw_forms
from caseapp.dossier.pdf.frame import Book
from caseapp.dossier.pdf.letter import draw_letter
from caseapp.dossier.pdf.links import anchors
from caseapp.dossier.pdf.persons import draw_persons
from caseapp.dossier.pdf.poster import draw_posters
from caseapp.dossier.pdf.sheet import draw_sheets
from caseapp.dossier.pdf.signatures import draw_signatures
from caseapp.dossier.pdf.summary import draw_summary
from caseapp.dossier.pdf.tasks import Drawing, tasks_of
from caseapp.dossier.pdf.verification import draw_verification
from caseapp.dossier.pdf.withheld import draw_withheld
from caseapp.dossier.pdf.writer import PdfWriter
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.system.progress import Progress

_DRAW: dict[type[Part], Callable[[Book, Any, str], None]] = {
    Letter: draw_letter,
    Contents: draw_contents,
    Summary: draw_summary,
    PersonList: draw_persons,
    CaseSheets: draw_sheets,
    Posters: draw_posters,
    Forms: draw_forms,
    Annex: draw_annex,
    SignatureSheets: draw_signatures,
    Enclosures: draw_enclosures,
    VerificationPage: draw_verification,
    WithheldList: draw_withheld,
}


@dataclass(frozen=True)
class RenderResult:
    """What was drawn.

    `anchors` gives the page (from 1) of each case sheet and source; `parts` the first page and
    the number of pages of each part by its kind ("sheets"; a second part of a kind is
    "sheets-2"; forms are named by their template, "wgeid"); `missing` the characters that no
    face has and that stand on paper as codes.
    """

    pages: int
    anchors: dict[str, int]
    parts: dict[str, tuple[int, int]]
    pdf_sha256: str
    missing: tuple[str, ...]


def drawing_of(dossier: Dossier) -> Drawing:
    """What draws the parts of a dossier, whichever process does."""
    return Drawing(dossier, _DRAW)


def render(
    dossier: Dossier,
    images: Mapping[str, bytes],
    path: Path | io.BytesIO,
    progress: Progress | None = None,
    *,
    divided: bool | None = None,
) -> RenderResult:
    """Draw `dossier` into memory or into a file, which is replaced only when all is drawn.

    `images` are JPEG bytes (grey or RGB) by their SHA-256. `progress` is told pages. `divided`
    has a second process draw a part of it; None decides by the size. The file is the same either
    way. Raises UserError for a dossier without parts or with an image that is missing or if the
    second process fails, Cancelled if the person stopped it; none leaves a file behind.
    """
    if not dossier.parts:
        raise UserError(N_("This copy has no parts. Choose at least one part to print."))
    sha256 = hash_of(dossier)
    told = _Told(progress, expected_pages(dossier))
    head = dossier.head
    tag = head.language.replace("_", "-")
    with (
        _collector_at_rest(),
        PdfWriter(
            path, title=head.title, language=tag, day=head.produced, on_page=told.here
        ) as writer,
    ):
        book = Book(
            dossier, images, writer, Compositor(anchors(dossier)), sha256, page_code(sha256)
        )
        drawing = drawing_of(dossier)
        if worth_dividing(dossier) if divided is None else divided:
            summary = draw_divided(book, drawing, told.elsewhere)
        else:
            for task in tasks_of(dossier):
                drawing.draw(book, task)
            summary = writer.finish()
        places = book.anchors()
    return RenderResult(
        pages=summary.pages,
        anchors=places,
        parts=book.parts,
        pdf_sha256=_sha256(path),
        missing=tuple(sorted(summary.missing)),
    )


class _Told:
    """Adds the pages of both processes up for whoever watches."""

    def __init__(self, progress: Progress | None, expected: int) -> None:
        self._progress = progress
        self._expected = expected
        self._here = self._elsewhere = self._last = 0

    def here(self, pages: int) -> None:
        """This process has drawn so many pages. Raises Cancelled."""
        self._here = pages
        self._tell()

    def elsewhere(self, pages: int) -> None:
        """The other process has drawn so many pages. Raises Cancelled."""
        self._elsewhere = pages
        self._tell()

    def _tell(self) -> None:
        if self._progress is None:
            return
        self._progress.raise_if_cancelled()
        page = self._here + self._elsewhere
        if page > self._last:
            self._last = page
            total = max(page, self._expected)
            self._progress.report(page, total, N_("Drawing page {page}"), page=page)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Pages hold no reference cycles, and each full collection walks the whole dossier: without
    this, a copy of a thousand persons takes a fifth longer."""
    active = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if active:
            gc.enable()


def expected_pages(dossier: Dossier) -> int:
    """A guess, for the progress bar."""
    pages = 0.0
    for part in dossier.parts:
        if isinstance(part, PersonList):
            pages += 1 + len(part.rows) / 10
        elif isinstance(part, CaseSheets):
            pages += len(part.sheets) * 1.3
        elif isinstance(part, Forms):
            pages += len(part.forms) * 1.5
        elif isinstance(part, Annex):
            pages += 1 + len(part.entries) / 5
        elif isinstance(part, SignatureSheets):
            pages += 1 + len(part.rows) / 8
        elif isinstance(part, Posters):
            pages += len(part.posters)
        else:
            pages += 2
    return round(pages)


def _sha256(path: Path | io.BytesIO) -> str:
    if isinstance(path, io.BytesIO):
        return hashlib.sha256(path.getbuffer()).hexdigest()
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
