"""The fonts of one document: which glyphs were drawn, and the PDF objects that carry them.

One composite font (Type0, Identity-H) a face, with one subset that keeps the glyph numbers, so
that page contents can be written before the subset is known. Knows no pages.
"""

from __future__ import annotations

import hashlib
import itertools
import zlib
from collections.abc import Iterable, Iterator, Mapping

from reportlab.pdfbase import pdfdoc

from caseapp.dossier.pdf.text.faces import Face, face
from caseapp.dossier.pdf.text.shape import Run

_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
)
_CMAP_TAIL = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
_CMAP_BLOCK = 100
_MARKS = itertools.count(1)


class FontUse:
    """One face in one document: its name in the resources, and text by character identifier."""

    __slots__ = ("face", "name", "text_of")

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self.text_of: dict[int, str] = {}


class DocumentFonts:
    """Counts what a document draws. `missing` are the characters that no face has.

    `mark` is what `record` leaves on a run, so that a run that bears it need not be handed in
    again. Should another document take the mark away, the run is only counted twice.
    """

    def __init__(self) -> None:
        self._uses: dict[Face, FontUse] = {}
        self.mark = next(_MARKS)
        self.missing: set[str] = set()

    def record(self, run: Run) -> None:
        """Note that a run was drawn."""
        run.noted = self.mark
        _note(self.use(run.part.face).text_of, run.glyphs)
        if run.missing:
            self.missing.add(run.missing)

    def use(self, drawn: Face) -> FontUse:
        """The face's entry; its name follows from the face's alone."""
        found = self._uses.get(drawn)
        if found is None:
            found = self._uses[drawn] = FontUse(drawn, f"F{_letters(drawn.name)}")
        return found

    def counted(self) -> list[tuple[str, str, dict[int, str]]]:
        """What was drawn, in plain values for another process: family, file and text by CID."""
        return [(use.face.family, use.face.name, use.text_of) for use in self._uses.values()]

    def count_in(self, family: str, file: str, text_of: Mapping[int, str]) -> None:
        """Add what another process has counted of a face."""
        _note(self.use(face(family, file)).text_of, text_of.items())

    def resources(self, document: pdfdoc.PDFDocument) -> pdfdoc.PDFDictionary:
        """The `/Font` dictionary of the whole document; adds the font objects to it."""
        return pdfdoc.PDFDictionary(
            {
                use.name: document.Reference(_type0(use, document))
                for use in sorted(self._uses.values(), key=lambda use: use.name)
            }
        )


def _type0(use: FontUse, document: pdfdoc.PDFDocument) -> pdfdoc.PDFDictionary:
    name = pdfdoc.PDFName(f"{_subset_tag(use)}+{use.face.postscript_name()}")
    return pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName("Type0"),
            "BaseFont": name,
            "Encoding": pdfdoc.PDFName("Identity-H"),
            "DescendantFonts": pdfdoc.PDFArray(
                [document.Reference(_cid_font(use, name, document))]
            ),
            "ToUnicode": document.Reference(_stream(_to_unicode(use).encode("ascii"))),
        }
    )


def _cid_font(use: FontUse, name: str, document: pdfdoc.PDFDocument) -> pdfdoc.PDFDictionary:
    face = use.face
    cids = sorted(use.text_of)
    aliases = [cid for cid in cids if cid in face.alias_glyphs]
    system = {
        "Registry": pdfdoc.PDFString("Adobe"),
        "Ordering": pdfdoc.PDFString("Identity"),
        "Supplement": 0,
    }
    to_glyph = pdfdoc.PDFName("Identity")
    if aliases:
        to_glyph = document.Reference(_stream(_glyph_map(face, aliases)))
    return pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName("CIDFontType2"),
            "BaseFont": name,
            "CIDSystemInfo": pdfdoc.PDFDictionary(system),
            "FontDescriptor": document.Reference(_descriptor(use, name, document)),
            "DW": 1000,
            "W": pdfdoc.PDFArray(list(_widths(face, cids))),
            "CIDToGIDMap": to_glyph,
        }
    )


def _descriptor(use: FontUse, name: str, document: pdfdoc.PDFDocument) -> pdfdoc.PDFDictionary:
    face = use.face
    data = face.subset(sorted(use.text_of))
    program = _stream(data)
    program.dictionary["Length1"] = len(data)
    return pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("FontDescriptor"),
            "FontName": name,
            "Flags": 4,
            "FontBBox": pdfdoc.PDFArray(face.bounding_box()),
            "ItalicAngle": -12 if face.name.endswith("Italic") else 0,
            "Ascent": round(face.ascent),
            "Descent": round(face.descent),
            "CapHeight": round(face.cap_height),
            "StemV": 140 if "Bold" in face.name else 80,
            "FontFile2": document.Reference(program),
        }
    )


def _widths(face: Face, cids: list[int]) -> Iterator[object]:
    """The `/W` array: stretches of consecutive identifiers with their widths."""
    start = 0
    while start < len(cids):
        end = start + 1
        while end < len(cids) and cids[end] == cids[end - 1] + 1:
            end += 1
        yield cids[start]
        yield pdfdoc.PDFArray([round(face.width_of(cid), 2) for cid in cids[start:end]])
        start = end


def _glyph_map(face: Face, aliases: list[int]) -> bytes:
    """The CIDToGIDMap stream: glyph numbers stand for themselves, aliases for their glyph."""
    table = bytearray()
    for number in range(face.glyph_count):
        table += number.to_bytes(2, "big")
    table += bytes(2 * (max(aliases) + 1 - face.glyph_count))
    for cid in aliases:
        table[2 * cid : 2 * cid + 2] = face.alias_glyphs[cid].to_bytes(2, "big")
    return bytes(table)


def _to_unicode(use: FontUse) -> str:
    """The ToUnicode map. Glyphs without text of their own (parts of a letter) are left out."""
    entries = [
        f"<{cid:04X}> <{text.encode('utf-16-be').hex().upper()}>"
        for cid, text in sorted(use.text_of.items())
        if text
    ]
    out = [_CMAP_HEAD]
    for start in range(0, len(entries), _CMAP_BLOCK):
        block = entries[start : start + _CMAP_BLOCK]
        out.append(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n")
    out.append(_CMAP_TAIL)
    return "".join(out)


def _note(text_of: dict[int, str], glyphs: Iterable[tuple[int, str]]) -> None:
    """Add to the texts by CID. Of two texts of one glyph the shorter stands, so that the order
    in which pages are drawn does not matter."""
    for cid, text in glyphs:
        known = text_of.get(cid)
        if known is None or (
            text and known != text and (not known or (len(text), text) < (len(known), known))
        ):
            text_of[cid] = text


def _subset_tag(use: FontUse) -> str:
    """Six capitals that follow from the subset, as the PDF specification wants them (9.9.2)."""
    return _letters(",".join(map(str, sorted(use.text_of))))


def _letters(text: str) -> str:
    """Six capitals that follow from a text."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6])


def _stream(data: bytes) -> pdfdoc.PDFStream:
    """A compressed stream object, without the text filter that ReportLab adds by default."""
    packed = zlib.compress(data, 9)
    dictionary = pdfdoc.PDFDictionary({"Filter": pdfdoc.PDFName("FlateDecode")})
    return pdfdoc.PDFStream(dictionary, packed, filters=[])
