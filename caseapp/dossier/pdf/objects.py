"""ReportLab's PDF document made to write each object to disk as soon as it is complete.

Also the images of a document, stored once each. Knows no page content and no text.
"""

from __future__ import annotations

import hashlib
import zlib
from array import array
from collections.abc import Iterable
from typing import IO

from reportlab.pdfbase import pdfdoc

from caseapp.dossier.pdf import srgb
from caseapp.dossier.pdf.archive import PRODUCER, metadata, output_intent

_FONTS = "BasicFonts"
"""ReportLab's name for the document's font dictionary, its first object."""
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
    """An object table with the objects themselves on disk; of each it holds the place alone.

    ReportLab formats the fonts and the trailer; what it would add of its own (Helvetica, dates,
    an author, comments) is left out. `fonts` and `pages` are references to the font dictionary
    and the page tree.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._places = array("Q", [0])  # by object number; 0 until it is written
        super().__init__(compression=1, invariant=1, pdfVersion=(1, 7))
        self._out = file
        self._position = 0
        self._digest = hashlib.sha256()
        self._add(_HEADER)
        self.fonts = self.reference(self.idToObjectNumberAndVersion[_FONTS][0])
        self._pages = self.reserve()
        self.pages = self.reference(self._pages)

    def reserve(self) -> int:
        """The number of an object that `fill` will write later."""
        self.objectcounter += 1
        return int(self.objectcounter)

    def fill(self, number: int, data: bytes) -> None:
        """Write the object that was reserved under this number."""
        self._place(number, b"%d 0 obj\n%s\nendobj\n" % (number, data))

    def write(self, data: bytes) -> bytes:
        """Write a new object now; the reference to it."""
        number = self.reserve()
        self.fill(number, data)
        return self.reference(number)

    def reference(self, number: int) -> bytes:
        """`12 0 R` for an object."""
        return b"%d 0 R" % number

    def close(
        self,
        *,
        fonts: pdfdoc.PDFDictionary,
        pages: Iterable[int],
        outline: bytes | None,
        title: str,
        language: str,
        day: str,
    ) -> None:
        """Write what is left: fonts, page tree, catalogue, cross references, trailer.

        `day` is the ISO date that the metadata bear, or empty.
        """
        self.idToObject[_FONTS] = fonts
        kids = list(map(self.reference, pages))
        tree = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
        self.fill(self._pages, tree)
        packet = metadata(title, language, day)
        profile = self.write(stream(srgb.profile(), b"/N 3"))
        catalog = b"<</Type/Catalog/Pages %s/Lang %s/Metadata %s/OutputIntents[%s]%s%s>>" % (
            self.pages,
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
        self._write_rest()
        start = self._add(self._cross_references())
        identifier = self._digest.hexdigest()[:32].upper()
        trailer = pdfdoc.PDFTrailer(
            startxref=start,
            Size=self.objectcounter + 1,
            Root=catalog_reference,
            Info=info_reference,
            ID=f"[<{identifier}> <{identifier}>]",
        )
        self._add(trailer.format(self))

    def _write_rest(self) -> None:
        """Write the objects that ReportLab holds; formatting them may add more."""
        number = 1
        while number <= self.objectcounter:
            name = self.numberToId.get(number)
            if name is not None:
                held = pdfdoc.PDFIndirectObject(name, self.idToObject[name])
                self._place(number, held.format(self))
            number += 1

    def _place(self, number: int, data: bytes) -> None:
        while len(self._places) <= number:
            self._places.append(0)
        self._places[number] = self._add(data)

    def _cross_references(self) -> bytes:
        """The table of places (ISO 32000-1, 7.5.4)."""
        lines = [b"xref\n0 %d\n0000000000 65535 f \n" % (self.objectcounter + 1)]
        for number in range(1, self.objectcounter + 1):
            place = self._places[number]
            if not place:
                raise ValueError(f"Object {number} was never written.")
            lines.append(b"%010d 00000 n \n" % place)
        return b"".join(lines)

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
