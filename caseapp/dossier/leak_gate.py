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
from dataclasses import replace
from enum import Enum

import pikepdf
import pypdfium2

from caseapp.domain.names.scripts import index_tokens
from caseapp.domain.vocabulary import InfoClass
from caseapp.dossier.byte_strings import ByteStrings
from caseapp.dossier.disguises import in_other_orders, spaced_out, unbroken, unwrapped
from caseapp.dossier.protected import Finder, Found, Kind, Secret, name_parts
from caseapp.errors import UserError
from caseapp.i18n import N_

LEAST_BYTES = 6
"""Shorter strings are found in any compressed or coded stream by chance."""

_ARABIC = r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]+"
_ARABIC_WORDS = re.compile(rf"{_ARABIC}(?:\s+{_ARABIC})+")

_HARMLESS_MARKERS = frozenset({0xC0, 0xC4, 0xDA, 0xDB, 0xDD, 0xE0, 0xEE, 0xC2})
"""JPEG segments that hold pixels and how to read them: no Exif, profile or comment."""


class LeakError(UserError):
    """The finished file holds something that its addressee must not see."""


class LeakGate:
    """What one copy must not hold; `shown` are strings that it shows on purpose."""

    def __init__(self, secrets: Sequence[Secret], shown: Sequence[str]) -> None:
        self._shown = frozenset(shown)
        wanted = [s for s in secrets if s.kind is not Kind.PART and s.text not in self._shown]
        masks = [
            Secret(text, InfoClass.DETAINEE_NAME, None, kind)
            for text in {*self._shown, *map(_turned_about, self._shown)}
            for kind in (Kind.NAME, Kind.EXACT, Kind.NUMBER)
        ]
        self._masks = frozenset(masks)
        turned = (
            replace(secret, text=text)
            for secret in wanted
            if secret.kind is Kind.NAME and secret.owner is not None
            for text in in_other_orders(secret.text)
        )
        self._finder = Finder([*masks, *wanted, *turned])
        self._parts = frozenset(
            token for text in shown for part in name_parts(text, ()) for token in index_tokens(part)
        )
        self._raw = ByteStrings(_encodings(wanted, self._shown))
        self._closed = {
            closed: secret
            for secret in wanted
            if len(closed := "".join(index_tokens(secret.text))) >= LEAST_BYTES
        }
        self.searched = len({s.text for s in wanted})

    def check(self, pdf: bytes, on_page: Callable[[], None] | None = None) -> None:
        """Raise LeakError with the page of the first find; None if there is none.

        `on_page` is called after each page and may raise to stop the search. Of a copy that may
        hold everything only the pictures are looked at.
        """
        if self.searched:
            self._check_pages(pdf, on_page or (lambda: None))
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
        if self._raw.any_in(data):
            raise LeakError(LEAK_IN_FILE)
        for text in unwrapped(_as_text(data)):
            self._search(text, 0)

    def _search_letters(self, letters: str, page: int) -> None:
        """Letters of which nobody can say any more where words ended."""
        run = "".join(index_tokens(letters))
        for closed, secret in self._closed.items():
            if closed in run:
                raise _leak(Found(0, len(letters), secret), page)

    def _search(self, text: str, page: int) -> None:
        for found in self._finder.find(text, exempt_parts=self._parts):
            if found.secret not in self._masks:
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
    turned = _turned_about(text)
    if turned != text:
        yield turned
    yield from unbroken(text)


def _turned_about(text: str) -> str:
    """With neighbouring words of Arabic script in the other order."""
    return _ARABIC_WORDS.sub(lambda match: " ".join(reversed(match[0].split())), text)


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


def _encodings(secrets: Sequence[Secret], shown: frozenset[str]) -> Iterator[bytes]:
    """How a string would stand in raw bytes: UTF-8, UTF-16 and hexadecimal UTF-16."""
    anywhere = "\n".join(shown)
    for secret in secrets:
        if secret.text in anywhere:
            continue
        for encoded in (
            secret.text.encode("utf-8", "replace"),
            secret.text.encode("utf-16-be", "replace"),
            secret.text.encode("utf-16-be", "replace").hex().upper().encode(),
            secret.text.encode("utf-16-be", "replace").hex().encode(),
        ):
            if len(encoded) >= LEAST_BYTES and len(secret.text) >= LEAST_BYTES:
                yield encoded


def _check_picture(data: bytes) -> None:
    """Raise if a JPEG carries more than pixels."""
    if not data.startswith(b"\xff\xd8"):
        return
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker not in _HARMLESS_MARKERS or (marker == 0xE0 and not _is_jfif(data, at)):
            raise LeakError(LEAK_IN_FILE)
        if marker == 0xDA:
            return
        at += 2 + int.from_bytes(data[at + 2 : at + 4])


def _is_jfif(data: bytes, at: int) -> bool:
    return re.match(rb"JFIF\x00", data[at + 4 : at + 9]) is not None
