"""ReportLab's PDF document made to write each object to disk as soon as it is complete.

Also the images of a document, stored once each. Knows no page content and no text.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import IO

from reportlab.pdfbase import pdfdoc

from caseapp.dossier.pdf import srgb
from caseapp.dossier.pdf.archive import PRODUCER, metadata, output_intent

FONTS = "BasicFonts"
"""ReportLab's name for the document's font dictionary, its first object."""
_PAGES = "Pages"
_EFFORT = 5
"""Of zlib: a quarter less time than its default for a fiftieth more bytes."""
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


class Raw(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object whose bytes are known."""

    __RefOnly__ = 1

    def __init__(self, data: bytes = b"") -> None:
        self.data = data

    def format(self, document: object) -> bytes:
        """ReportLab's hook: the object as it stands in the file."""
        return self.data


def stream(data: bytes, dictionary: bytes = b"") -> bytes:
    """A compressed stream object with more dictionary entries, if any."""
    packed = zlib.compress(data, _EFFORT)
    head = b"<<%s/Filter/FlateDecode/Length %d>>\nstream\n" % (dictionary, len(packed))
    return head + packed + b"\nendstream"


def plain_stream(data: bytes, dictionary: bytes) -> bytes:
    """A stream object as it is, with these dictionary entries."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (dictionary, len(data), data)


def text_string(text: str) -> bytes:
    """A text string of any script, for titles (ISO 32000-1, 7.9.2.2)."""
    return b"<FEFF%s>" % text.encode("utf-16-be").hex().upper().encode("ascii")


class StreamedDocument(pdfdoc.PDFDocument):  # type: ignore[misc]
    """ReportLab's object table with the objects themselves on disk.

    ReportLab numbers the objects, formats fonts, writes the cross references and the trailer;
    what it would add of its own (Helvetica, dates, an author, comments) is left out.
    """

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(compression=1, invariant=1, pdfVersion=(1, 7))
        self._out = file
        self._position = 0
        self._digest = hashlib.sha256()
        self._names = 0
        self._add(_HEADER)
        self.Reference(Raw(), _PAGES)

    def reserve(self) -> str:
        """A name for an object that `fill` will write later."""
        self._names += 1
        name = f"N{self._names}"
        self.Reference(Raw(), name)
        return name

    def fill(self, name: str, data: bytes) -> None:
        """Write the object that was reserved under this name."""
        self.idToObject[name].data = data
        self._write(name)

    def write(self, data: bytes) -> bytes:
        """Write a new object now; the reference to it."""
        name = self.reserve()
        self.fill(name, data)
        return self.reference(name)

    def reference(self, name: str) -> bytes:
        """`12 0 R` for a named object."""
        return b"%d 0 R" % self.idToObjectNumberAndVersion[name][0]

    def close(
        self,
        *,
        fonts: pdfdoc.PDFDictionary,
        pages: list[str],
        outline: bytes | None,
        title: str,
        language: str,
        day: str,
    ) -> None:
        """Write what is left: fonts, page tree, catalogue, cross references, trailer.

        `day` is the ISO date that the metadata bear, or empty.
        """
        self.idToObject[FONTS] = fonts
        kids = b" ".join(map(self.reference, pages))
        self.fill(_PAGES, b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), kids))
        packet = metadata(title, language, day)
        profile = self.write(stream(srgb.profile(), b"/N 3"))
        catalog = b"<</Type/Catalog/Pages %s/Lang %s/Metadata %s/OutputIntents[%s]%s%s>>" % (
            self.reference(_PAGES),
            text_string(language),
            # Not compressed, so that tools which know no PDF can read it.
            self.write(plain_stream(packet, b"/Type/Metadata/Subtype/XML")),
            output_intent(profile),
            b"/ViewerPreferences<</DisplayDocTitle true>>",
            b"/Outlines %s/PageMode/UseOutlines" % outline if outline else b"",
        )
        info = b"<</Title %s/Producer(%s)/Creator(%s)>>" % (
            text_string(title),
            PRODUCER.encode("ascii"),
            PRODUCER.encode("ascii"),
        )
        catalog_reference = self.Reference(Raw(catalog), "Catalog")
        info_reference = self.Reference(Raw(info), "Info")
        names = self._write_rest()
        table = pdfdoc.PDFCrossReferenceTable()
        table.addsection(0, names)
        start = self._add(table.format(self))
        identifier = self._digest.hexdigest()[:32].upper()
        trailer = pdfdoc.PDFTrailer(
            startxref=start,
            Size=len(names) + 1,
            Root=catalog_reference,
            Info=info_reference,
            ID=f"[<{identifier}> <{identifier}>]",
        )
        self._add(trailer.format(self))

    def _write_rest(self) -> list[str]:
        """Write every object not yet written; formatting may add more. All names, by number."""
        names: list[str] = []
        number = 1
        while number in self.numberToId:
            name = self.numberToId[number]
            if name not in self.idToOffset:
                self._write(name)
            names.append(name)
            number += 1
        return names

    def _write(self, name: str) -> None:
        held = self.idToObject[name]
        if isinstance(held, Raw):
            data = b"%d 0 obj\n%s\nendobj\n" % (self.idToObjectNumberAndVersion[name][0], held.data)
        else:
            data = pdfdoc.PDFIndirectObject(name, held).format(self)
        self.idToOffset[name] = self._add(data)
        self.idToObject[name] = None  # it is on disk; the number is all that is needed now

    def _add(self, data: bytes) -> int:
        position = self._position
        self._position += len(data)
        self._digest.update(data)
        self._out.write(data)
        return position


class Images:
    """The JPEGs of a document. The same bytes are stored once."""

    def __init__(self, document: StreamedDocument) -> None:
        self._document = document
        self._references: dict[str, bytes] = {}
        self._waiting: dict[str, bytes] = {}

    def add(self, jpeg: bytes) -> str:
        """Take the image in; its name. ValueError if it is no plain JPEG."""
        name = image_name(jpeg)
        if name not in self._references and name not in self._waiting:
            check_jpeg(jpeg)
            self._waiting[name] = jpeg
        return name

    def write(self, name: str) -> None:
        """Write an image that was taken in, unless it is written."""
        jpeg = self._waiting.pop(name, None)
        if jpeg is None:
            return
        width, height, space = _jpeg_header(jpeg)
        head = (
            b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8"
            b"/ColorSpace/%s/Filter/DCTDecode" % (width, height, space)
        )
        self._references[name] = self._document.write(plain_stream(jpeg, head))

    def reference(self, name: str) -> bytes:
        """The object reference of an image that is written."""
        return self._references[name]


def image_name(jpeg: bytes) -> str:
    """A name that follows from the bytes alone; of letters, so that no number is read into it."""
    digest = hashlib.sha256(jpeg).digest()
    return "I" + "".join(chr(97 + byte % 26) for byte in digest[:20])


def check_jpeg(jpeg: bytes) -> None:
    """ValueError if the image is no plain JPEG, grey or RGB with 8 bits."""
    _jpeg_header(jpeg)


def _jpeg_header(data: bytes) -> tuple[int, int, bytes]:
    """Width, height and PDF colour space of a JPEG, from its frame header (ITU-T T.81, B.2.2)."""
    position = 2
    if data[:2] != b"\xff\xd8":
        raise ValueError("The image is not a JPEG.")
    while position + 10 <= len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        length = int.from_bytes(data[position + 2 : position + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height = int.from_bytes(data[position + 5 : position + 7], "big")
            width = int.from_bytes(data[position + 7 : position + 9], "big")
            spaces = {1: b"DeviceGray", 3: b"DeviceRGB"}
            if data[position + 4] != 8 or data[position + 9] not in spaces:
                raise ValueError("The JPEG is neither grey nor RGB with 8 bits.")
            return width, height, spaces[data[position + 9]]
        position += 2 + length
    raise ValueError("The JPEG has no frame header.")
