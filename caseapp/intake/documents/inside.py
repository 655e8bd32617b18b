"""What the child process reads: text, saved pages and PDF text, as plain JSON values."""

from __future__ import annotations

from typing import Any

from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.intake.documents.clutter import without_clutter
from caseapp.intake.documents.encoding import decode
from caseapp.intake.documents.kinds import DocumentKind

_MOST_PAGES = 3000
_MOST_LETTERS = 20_000_000


def read(data: bytes, kind: str) -> dict[str, Any]:
    """Called by name in the child; see `read.read_document` for what the keys mean."""
    found = _READERS[DocumentKind(kind)](data)
    if len(found["text"]) > _MOST_LETTERS:
        raise UserError(N_("This file holds too much text to read. Split it into parts."))
    return found


def _text(data: bytes) -> dict[str, Any]:
    text, left_out = without_clutter(decode(data))
    first = text.split("\n", 1)[0].strip()
    title = first if 0 < len(first) <= 150 and "\n" in text else ""
    return {"text": text, "title": title, "left_out": left_out}


def _page(data: bytes) -> dict[str, Any]:
    from caseapp.intake.documents.article import article_in

    article = article_in(data)
    return {
        "text": article.text, "title": article.title, "author": article.author,
        "dated": article.dated, "site": article.site, "address": article.address,
        "language": article.language,
    }  # fmt: skip


def _pdf(data: bytes) -> dict[str, Any]:
    import pypdfium2

    from caseapp.intake.documents.page_text import page_text

    unreadable = UserError(N_("This PDF cannot be read. It is damaged, or locked by a password."))
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise unreadable from error
    if not len(document):
        raise unreadable
    pages = []
    for index in range(min(len(document), _MOST_PAGES)):
        page = document[index]
        pages.append(page_text(page).characters)
        page.close()
    title = str(document.get_metadata_dict().get("Title", "") or "")[:500]
    return {"text": "\n\n".join(pages).strip(), "pages": pages, "title": title}


_READERS = {
    DocumentKind.TEXT: _text,
    DocumentKind.PAGE: _page,
    DocumentKind.PDF: _pdf,
}
