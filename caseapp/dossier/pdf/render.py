"""Draws a frozen dossier as a PDF. The same content gives the same bytes.

Sees the document, its images and fonts, never a record: what is withheld cannot come here.
"""

from __future__ import annotations

import gc
import hashlib
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
    Letter,
    Part,
    PersonList,
    SignatureSheets,
    Summary,
    VerificationPage,
    WithheldList,
)
from caseapp.dossier.frozen import hash_of, page_code
from caseapp.dossier.pdf.annex import draw_annex
from caseapp.dossier.pdf.compose import Compositor
from caseapp.dossier.pdf.contents import draw_contents
from caseapp.dossier.pdf.frame import Book
from caseapp.dossier.pdf.letter import draw_letter
from caseapp.dossier.pdf.links import anchors, part_names
from caseapp.dossier.pdf.persons import draw_persons
from caseapp.dossier.pdf.sheet import draw_sheets
from caseapp.dossier.pdf.signatures import draw_signatures
from caseapp.dossier.pdf.summary import draw_summary
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
    Annex: draw_annex,
    SignatureSheets: draw_signatures,
    VerificationPage: draw_verification,
    WithheldList: draw_withheld,
}


@dataclass(frozen=True)
class RenderResult:
    """What was drawn.

    `anchors` gives the page (from 1) of each case sheet and source; `parts` the first page and
    the number of pages of each part by its kind ("sheets"; a second part of a kind is
    "sheets-2"); `missing` the characters that no face has and that stand on paper as codes.
    """

    pages: int
    anchors: dict[str, int]
    parts: dict[str, tuple[int, int]]
    pdf_sha256: str
    missing: tuple[str, ...]


def render(
    dossier: Dossier,
    images: Mapping[str, bytes],
    path: Path,
    progress: Progress | None = None,
) -> RenderResult:
    """Draw `dossier` into the file `path`, which is replaced only when all is drawn.

    `images` are JPEG bytes (grey or RGB) by their SHA-256. `progress` is told pages. Raises
    UserError for a dossier without parts or with an image that is missing, Cancelled if the
    person stopped it; neither leaves a file behind.
    """
    if not dossier.parts:
        raise UserError(N_("This copy has no parts. Choose at least one part to print."))
    sha256 = hash_of(dossier)
    expected = _expected_pages(dossier)

    def told(page: int) -> None:
        if progress:
            progress.raise_if_cancelled()
            progress.report(page, max(page, expected), N_("Drawing page {page}"), page=page)

    head = dossier.head
    names = part_names(dossier)
    compositor = Compositor(anchors(dossier))
    tag = head.language.replace("_", "-")
    with (
        _collector_at_rest(),
        PdfWriter(path, title=head.title, language=tag, day=head.produced, on_page=told) as writer,
    ):
        book = Book(dossier, images, writer, compositor, sha256, page_code(sha256))
        for part, name in zip(dossier.parts, names, strict=True):
            _DRAW[type(part)](book, part, name)
        places = book.anchors()
        summary = writer.finish()
    return RenderResult(
        pages=summary.pages,
        anchors=places,
        parts=book.parts,
        pdf_sha256=_sha256(path),
        missing=tuple(sorted(summary.missing)),
    )


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


def _expected_pages(dossier: Dossier) -> int:
    """A guess, for the progress bar."""
    pages = 0.0
    for part in dossier.parts:
        if isinstance(part, PersonList):
            pages += 1 + len(part.rows) / 10
        elif isinstance(part, CaseSheets):
            pages += len(part.sheets) * 1.3
        elif isinstance(part, Annex):
            pages += 1 + len(part.entries) / 5
        elif isinstance(part, SignatureSheets):
            pages += 1 + len(part.rows) / 8
        else:
            pages += 2
    return round(pages)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
