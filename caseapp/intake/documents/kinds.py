"""What kind of document some bytes are, told by their first bytes, never by a name alone.

Playlists and descriptions that point to other files (m3u8, SMIL, concat lists) are none of
the kinds: a player would follow them. Knows no library.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from caseapp.intake.documents.encoding import wide_encoding

READABLE = frozenset({
    "text/plain", "text/html", "application/pdf", "message/rfc822", "multipart/related",
    "application/rtf", "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
})  # fmt: skip
"""Media types of files of which the words can be read."""
HEAD = 4096
"""How many of the first bytes are enough to tell."""

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of old office programs begin, and new ones that are locked by a password."""


class DocumentKind(StrEnum):
    TEXT = "text"
    PAGE = "html"
    ARCHIVED_PAGE = "mhtml"
    PDF = "pdf"
    WORD = "word"
    OPEN_DOCUMENT = "odt"
    RICH_TEXT = "rtf"
    MAIL = "mail"
    PICTURE = "picture"
    SOUND = "sound"
    VIDEO = "video"
    OTHER = "other"


@dataclass(frozen=True)
class FileKind:
    """A kind, its media type, and the ending of a file's name that fits it ("" unknown)."""

    kind: DocumentKind
    media_type: str
    suffix: str


OTHER = FileKind(DocumentKind.OTHER, "application/octet-stream", "")
_SOUND, _VIDEO, _PICTURE = DocumentKind.SOUND, DocumentKind.VIDEO, DocumentKind.PICTURE
_STARTS: tuple[tuple[bytes, FileKind], ...] = (
    (b"\xff\xd8\xff", FileKind(_PICTURE, "image/jpeg", ".jpg")),
    (b"\x89PNG\r\n\x1a\n", FileKind(_PICTURE, "image/png", ".png")),
    (b"GIF87a", FileKind(_PICTURE, "image/gif", ".gif")),
    (b"GIF89a", FileKind(_PICTURE, "image/gif", ".gif")),
    (b"II*\0", FileKind(_PICTURE, "image/tiff", ".tif")),
    (b"MM\0*", FileKind(_PICTURE, "image/tiff", ".tif")),
    (b"ID3", FileKind(_SOUND, "audio/mpeg", ".mp3")),
    (b"OggS", FileKind(_SOUND, "audio/ogg", ".ogg")),
    (b"fLaC", FileKind(_SOUND, "audio/flac", ".flac")),
    (b"#!AMR", FileKind(_SOUND, "audio/amr", ".amr")),
    (b"caff", FileKind(_SOUND, "audio/x-caf", ".caf")),
    (b"\x1aE\xdf\xa3", FileKind(_VIDEO, "video/x-matroska", ".mkv")),
    (b"\x00\x00\x01\xba", FileKind(_VIDEO, "video/mpeg", ".mpg")),
    (b"FLV\x01", FileKind(_VIDEO, "video/x-flv", ".flv")),
    (b"0&\xb2u\x8ef\xcf\x11", FileKind(_VIDEO, "video/x-ms-asf", ".wmv")),
)
_WORD = FileKind(
    DocumentKind.WORD,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx",
)  # fmt: skip
_OPEN_DOCUMENT = FileKind(
    DocumentKind.OPEN_DOCUMENT, "application/vnd.oasis.opendocument.text", ".odt"
)
_RICH_TEXT = FileKind(DocumentKind.RICH_TEXT, "application/rtf", ".rtf")
_MAIL = FileKind(DocumentKind.MAIL, "message/rfc822", ".eml")
_ARCHIVED = FileKind(DocumentKind.ARCHIVED_PAGE, "multipart/related", ".mhtml")
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]")
_SAVED = re.compile(rb"^(From: <Saved by |Snapshot-Content-Location:)", re.M | re.I)
_RIFF = {
    b"WEBP": FileKind(_PICTURE, "image/webp", ".webp"),
    b"WAVE": FileKind(_SOUND, "audio/wav", ".wav"),
    b"AVI ": FileKind(_VIDEO, "video/x-msvideo", ".avi"),
}
_MARKUP = re.compile(
    rb"\s*(<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(!doctype\s+html|html|head|body)\b", re.S | re.I
)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def kind_of(head: bytes, file_name: str = "") -> FileKind:
    """The kind of a document by its first `HEAD` bytes; the name settles only plain text."""
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], OTHER)
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        return FileKind(_SOUND, "audio/aiff", ".aiff")
    if head[4:8] == b"ftyp":
        return _iso_media(head[8:12])
    if b"%PDF-" in head[:1024]:
        return FileKind(DocumentKind.PDF, "application/pdf", ".pdf")
    if head.startswith(b"PK\x03\x04"):
        return _packed(head, file_name.lower())
    if head.startswith(b"{\\rtf"):
        return _RICH_TEXT
    if _HEADER.match(head) and (letter := _letter(head, file_name.lower())) is not None:
        return letter
    if head.startswith(_BOMS):
        return _words(head, file_name.lower())
    if len(head) > 2 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and head[1] & 0x06:
        return FileKind(_SOUND, "audio/mpeg", ".mp3")
    if len(head) > 188 and head[0] == head[188] == 0x47:
        return FileKind(_VIDEO, "video/mp2t", ".ts")
    return _words(head, file_name.lower())


def is_playable(head: bytes) -> bool:
    """Whether these are the first bytes of a recording that may be given to the player."""
    return kind_of(head).kind in (_SOUND, _VIDEO)


def _iso_media(brand: bytes) -> FileKind:
    if brand in (b"M4A ", b"M4B "):
        return FileKind(_SOUND, "audio/mp4", ".m4a")
    if brand in (b"avif", b"avis", b"heic", b"heix", b"mif1", b"msf1"):
        return OTHER
    return FileKind(_VIDEO, "video/mp4", ".mp4")


def _packed(head: bytes, name: str) -> FileKind:
    """A ZIP of an office program, by the names of its first parts."""
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in head[:120]:
        return _OPEN_DOCUMENT
    if b"word/" in head or name.endswith((".docx", ".docm")):
        return _WORD
    return OTHER


def _letter(head: bytes, name: str) -> FileKind | None:
    """An e-mail, or a page saved as one, by the headers at its beginning."""
    headers = head.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    starts = {line.partition(b":")[0].lower() for line in headers.split(b"\n")}
    if b"from" not in starts or not starts & {b"date", b"message-id", b"mime-version"}:
        return None
    if _SAVED.search(headers) or name.endswith((".mht", ".mhtml")):
        return _ARCHIVED
    return _MAIL


def _words(head: bytes, name: str) -> FileKind:
    wide = wide_encoding(head)
    plain = head.decode(wide, errors="ignore").encode() if wide else head
    for mark in _BOMS:
        plain = plain.removeprefix(mark)
    if _MARKUP.match(plain):
        return FileKind(DocumentKind.PAGE, "text/html", ".html")
    if name.endswith((".html", ".htm", ".xhtml")) and b"\0" not in plain and b"<" in plain:
        return FileKind(DocumentKind.PAGE, "text/html", ".html")
    if b"\0" in plain or not plain.strip():
        return OTHER
    control = sum(byte < 0x20 and byte not in (9, 10, 11, 12, 13, 27) for byte in plain)
    if control > len(plain) // 100:
        return OTHER
    return FileKind(DocumentKind.TEXT, "text/plain", ".txt")
