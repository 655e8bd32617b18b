"""What the child process reads: texts of every kind, as plain JSON values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.intake.documents.byline import byline_of, is_byline
from caseapp.intake.documents.clutter import without_clutter
from caseapp.intake.documents.encoding import decode
from caseapp.intake.documents.kinds import DocumentKind

if TYPE_CHECKING:
    from caseapp.intake.documents.article import Article

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
    title = first if 0 < len(first) <= 150 and "\n" in text and not is_byline(first) else ""
    said = byline_of(text)
    return {
        "text": text, "title": title, "author": said.author, "dated": said.dated,
        "site": said.site, "left_out": [[one.at, one.text] for one in left_out],
    }  # fmt: skip


def _page(data: bytes) -> dict[str, Any]:
    from caseapp.intake.documents.article import article_in

    return _said(article_in(data))


def _archived(data: bytes) -> dict[str, Any]:
    from caseapp.intake.documents.mail import archived_page

    return _said(archived_page(data))


def _said(article: Article) -> dict[str, Any]:
    """What the page states counts before what stands in its lines."""
    byline = byline_of(article.text)
    return {
        "text": article.text, "title": article.title, "author": article.author or byline.author,
        "dated": article.dated or byline.dated, "site": article.site or byline.site,
        "address": article.address, "language": article.language,
        "left_out": [[one.at, one.text] for one in article.left_out],
    }  # fmt: skip


def _word(data: bytes) -> dict[str, Any]:
    from caseapp.intake.documents.word import word_text

    return word_text(data)


def _open_document(data: bytes) -> dict[str, Any]:
    from caseapp.intake.documents.opendocument import opendocument_text

    return opendocument_text(data)


def _rich_text(data: bytes) -> dict[str, Any]:
    from caseapp.intake.documents.rich_text import rich_text

    return {"text": rich_text(data)}


def _mail(data: bytes) -> dict[str, Any]:
    from caseapp.intake.documents.mail import mail_text

    return mail_text(data)


def _pdf(data: bytes) -> dict[str, Any]:
    import pypdfium2

    from caseapp.intake.documents.page_letters import page_text

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
    DocumentKind.ARCHIVED_PAGE: _archived,
    DocumentKind.PDF: _pdf,
    DocumentKind.WORD: _word,
    DocumentKind.OPEN_DOCUMENT: _open_document,
    DocumentKind.RICH_TEXT: _rich_text,
    DocumentKind.MAIL: _mail,
}
