"""The last look at a finished PDF: nothing that this copy withholds may be in it.

Searches the text of every page as a reader's program extracts it, forwards and backwards, over
hyphens and through spaced letters, then every string and every decoded stream of the file,
metadata included, as it stands and out of the codings of addresses and of XML, and the pictures
for anything that is no pixel. Whoever calls deletes the file when it raises.

It reads what a program can read. Out of its reach are words drawn as outlines or as pixels, what
is packed once more within a stream, and glyphs of appearances that no page shows: our own drawing
makes none of these.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from enum import Enum

import pikepdf
import pypdfium2

from caseapp.disclosure.disguises import spaced_out, unbroken, unwrapped
from caseapp.disclosure.leaks import LeakError, LeakSearch, is_bare_jpeg, turned_about
from caseapp.disclosure.protected import Found, Secret
from caseapp.i18n import N_


class LeakGate:
    """What one copy must not hold; `shown` are strings that it shows on purpose."""

    def __init__(self, secrets: Sequence[Secret], shown: Sequence[str]) -> None:
        self._leaks = LeakSearch(secrets, shown)
        self.searched = self._leaks.searched

    def check(self, pdf: bytes, on_page: Callable[[], None] | None = None) -> None:
        """Raise LeakError with the page of the first find; None if there is none.

        `on_page` is called after each page and may raise to stop the search. Of a copy that may
        hold everything only the pictures are looked at. What a later part of the file replaced
        is still in it, so each state that the file had is searched.
        """
        for earlier in _earlier_states(pdf):
            self._check_state(earlier, lambda: None)
        self._check_state(pdf, on_page or (lambda: None))

    def _check_state(self, pdf: bytes, on_page: Callable[[], None]) -> None:
        if self.searched:
            self._check_pages(pdf, on_page)
        with pikepdf.open(io.BytesIO(pdf)) as document:
            # The names of keys come thousands of times.
            for string in set(_strings(document)) if self.searched else ():
                for text in unwrapped(string):
                    self._search(text, 0)
            for kind, data in _streams(document):
                self._check_stream(kind, data)

    def _check_pages(self, pdf: bytes, on_page: Callable[[], None]) -> None:
        for number, text in enumerate(_page_texts(pdf), 1):
            for reading in _readings(text):
                self._search(reading, number)
            for letters in spaced_out(text):
                self._search_letters(letters, number)
            on_page()

    def _check_stream(self, kind: _Stream, data: bytes) -> None:
        if kind is _Stream.PICTURE:
            _check_picture(data)
        if not self.searched:
            return
        if kind is _Stream.PAGE:
            for text in _words_in_page(data):
                self._search(text, 0)
            return
        if self._leaks.in_bytes(data):
            raise LeakError(LEAK_IN_FILE)
        for text in unwrapped(_as_text(data)):
            self._search(text, 0)

    def _search_letters(self, letters: str, page: int) -> None:
        found = self._leaks.in_letters(letters)
        if found is not None:
            raise _leak(found, page)

    def _search(self, text: str, page: int) -> None:
        found = self._leaks.in_text(text)
        if found is not None:
            raise _leak(found, page)


LEAK_ON_PAGE = N_(
    "Page {page} of the finished copy held something that this addressee may not see. The file "
    "was deleted. Look through the texts of the cases for names and numbers, then print again."
)
LEAK_IN_FILE = N_(
    "The finished file held something that this addressee may not see. It was deleted. Please "
    "report this: it is a fault of the program."
)


def _leak(found: Found, page: int) -> LeakError:
    """Says where, never what: an error text may be kept in a log."""
    if page:
        return LeakError(LEAK_ON_PAGE, page=page)
    return LeakError(LEAK_IN_FILE)


def _page_texts(pdf: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            text = page.get_textpage()
            yield text.get_text_range()
            text.close()
            page.close()
    finally:
        document.close()


def _readings(text: str) -> Iterator[str]:
    """The text forwards and backwards, and with the words of Arabic script turned about:
    beside Latin words on one line the extractor gives them in the order of the page."""
    yield text
    yield text[::-1]
    turned = turned_about(text)
    if turned != text:
        yield turned
    yield from unbroken(text)


def _as_text(data: bytes) -> str:
    """A stream that is text, as text; empty for any other."""
    try:
        return data.decode("utf-16" if data[:2] in (b"\xfe\xff", b"\xff\xfe") else "utf-8")
    except UnicodeDecodeError:
        return ""


def _strings(document: pikepdf.Pdf) -> Iterator[str]:
    """Every string and name in the file's objects: titles, bookmarks, metadata."""
    for item in document.objects:
        yield from _strings_in(item)
    yield from _strings_in(document.trailer)


def _strings_in(item: object) -> Iterator[str]:
    if isinstance(item, pikepdf.String | pikepdf.Name):
        yield str(item)
    elif isinstance(item, pikepdf.Array):
        for part in item:
            if not _is_indirect(part):
                yield from _strings_in(part)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for key, part in item.items():
            yield str(key)
            if not _is_indirect(part):
                yield from _strings_in(part)


def _is_indirect(item: object) -> bool:
    """Indirect objects are visited by themselves; following them would never end."""
    return bool(getattr(item, "is_indirect", False))


class _Stream(Enum):
    PAGE = "page"
    PICTURE = "picture"
    OTHER = "other"


def _streams(document: pikepdf.Pdf) -> Iterator[tuple[_Stream, bytes]]:
    """Decoded streams; pictures as they stand; font files and their maps left out."""
    pages = {
        part.objgen
        for page in document.pages
        for part in (page.Contents if isinstance(page.Contents, pikepdf.Array) else [page.Contents])
    }
    for item in document.objects:
        if not isinstance(item, pikepdf.Stream):
            continue
        kind = str(item.get("/Subtype", ""))
        if "/Length1" in item or kind in ("/CIDFontType0C", "/Type1C", "/OpenType"):
            continue
        if kind == "/Image":
            yield _Stream.PICTURE, item.read_raw_bytes()
            continue
        data = item.read_bytes()
        if b"begincmap" not in data:
            is_page = item.objgen in pages or kind == "/Form"
            yield _Stream.PAGE if is_page else _Stream.OTHER, data


_SPOKEN = re.compile(rb"<\s*(?:[Ff][Ee][Ff][Ff])([0-9A-Fa-f\s]+)>")
_SHOWN = re.compile(rb"<[0-9A-Fa-f\s]*>")
_OPERANDS = re.compile(rb"[-+.\d\s]+")


def _words_in_page(data: bytes) -> Iterator[str]:
    """What a page's instructions say in plain characters, beside the glyphs that they show.

    Replacement texts (UTF-16 with its mark) and whatever else is no number and no glyph.
    The glyphs themselves are read as text; numbers are places on the paper.
    """
    for match in _SPOKEN.finditer(data):
        yield bytes.fromhex(match[1].decode()).decode("utf-16-be", "replace")
    rest = _OPERANDS.sub(b" ", _SHOWN.sub(b" ", data))
    yield rest.decode("utf-8", "replace")
    if b"\xfe\xff" in rest:
        yield rest.decode("utf-16-be", "replace")


def _check_picture(data: bytes) -> None:
    """Raise if a JPEG carries more than pixels."""
    if data.startswith(b"\xff\xd8") and not is_bare_jpeg(data):
        raise LeakError(LEAK_IN_FILE)


def _earlier_states(pdf: bytes) -> Iterator[bytes]:
    """The file as it ended before each addition (ISO 32000-1, 7.5.6); ours has none."""
    for end in re.finditer(rb"%%EOF[\r\n]*", pdf):
        if b"startxref" in pdf[end.end() :]:
            yield pdf[: end.end()]
