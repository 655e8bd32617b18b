"""One font file as the drawing code sees it: coverage, advances, character identifiers, shaping.

A face is read once a process and never changes; what a document uses of it is counted elsewhere
(`embed`). Character identifiers (CID) are glyph numbers. Where one glyph serves several characters
the preferred one keeps the glyph number and each other one gets a number above the glyphs, so that
text copied out of the paper is the text that went in. Knows no page, size or paragraph.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as hb

from caseapp.system.resources import resource

# Some extractors give a ligature's letters back in the wrong order; its one compatibility
# character is unfolded rightly by all of them (NFKC).
_LIGATURES = {"لا": "\ufefb", "لأ": "\ufef7", "لإ": "\ufef9", "لآ": "\ufef5"}
# The typesetter puts these in; a reader who copies or searches means a plain space.
_SPACES = {"\u00a0": " ", "\u202f": " ", "\u2007": " "}
_COMPATIBILITY = ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF), (0x2F800, 0x2FA1F))


class Glyph(NamedTuple):
    """One glyph in place. All measures in thousandths of the face's size."""

    cid: int
    text: str
    width: float
    """Advance that the font states for the glyph."""
    advance: float
    """Advance after shaping; differs from `width` by kerning."""
    dx: float
    dy: float


Letter = tuple[tuple[int, str], str, float]
"""CID and text, the CID in hexadecimal digits, and the advance."""


class Face:
    """One font file. `ascent`, `descent` (negative), `cap_height`, `x_height` per 1000 of size."""

    def __init__(self, path: Path) -> None:
        self.family, self.name = path.parent.name, path.stem
        self._face = hb.Face(hb.Blob.from_file_path(str(path)))
        self._font = hb.Font(self._face)
        self.scale = 1000.0 / self._face.upem
        self.characters = frozenset(map(chr, self._face.unicodes))
        self.glyph_count: int = self._face.glyph_count
        extents = self._font.get_font_extents("ltr")
        self.ascent: float = extents.ascender * self.scale
        self.descent: float = extents.descender * self.scale
        self.cap_height = self._top("H")
        self.x_height = self._top("x")
        self._single: dict[str, Glyph] = {}
        self.letters: dict[str, Letter] = {}
        """What `letter` gave so far."""
        self._advances: dict[int, float] = {}
        self._char_of: dict[int, str] = {}
        self._alias: dict[str, int] = {}
        self.alias_glyphs: dict[int, int] = {}
        """CID -> glyph, for characters that share another one's glyph."""
        self._number_characters()

    def __contains__(self, char: str) -> bool:
        return char in self.characters

    def covers(self, text: str) -> bool:
        """Whether every character of `text` has a glyph."""
        return self.characters.issuperset(text)

    def width_of(self, cid: int) -> float:
        """Advance of a character identifier that this face handed out."""
        glyph = self.alias_glyphs.get(cid, cid)
        width = self._advances.get(glyph)
        if width is None:
            width = self._advances[glyph] = self._font.get_glyph_h_advance(glyph) * self.scale
        return width

    def glyph(self, char: str) -> Glyph:
        """The unshaped glyph of one covered character."""
        found = self._single.get(char)
        if found is None:
            cid = self._alias.get(char)
            if cid is None:
                cid = self._font.get_nominal_glyph(ord(char)) or 0
            width = self.width_of(cid)
            found = Glyph(cid, _SPACES.get(char, char), width, width, 0.0, 0.0)
            self._single[char] = found
        return found

    def letter(self, char: str) -> Letter:
        """One covered character as it stands by itself."""
        glyph = self.glyph(char)
        found = (glyph.cid, glyph.text), f"{glyph.cid:04X}", glyph.width
        self.letters[char] = found
        return found

    def shape(
        self, text: str, rtl: bool, features: Mapping[str, object] | None = None
    ) -> list[Glyph]:
        """Shape one run of one direction; glyphs come in visual order, left to right.

        Invisible characters (joiners) do their work and leave no glyph.
        """
        buffer = hb.Buffer()
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if rtl else "ltr"
        hb.shape(self._font, buffer, dict(features or {}))
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        starts = sorted({info.cluster for info in infos})
        end = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        clusters: dict[int, list[int]] = {}
        for info in infos:
            clusters.setdefault(info.cluster, []).append(info.codepoint)
        named = {
            start: self._name_cluster(glyphs, text[start : end[start]], rtl)
            for start, glyphs in clusters.items()
        }
        scale = self.scale
        out = []
        for info, place in zip(infos, positions, strict=True):
            cid, logical = named[info.cluster].pop(0)
            advance, dx, dy = place.x_advance, place.x_offset, place.y_offset
            width = self.width_of(cid)
            out.append(Glyph(cid, logical, width, advance * scale, dx * scale, dy * scale))
        return out

    def _name_cluster(self, glyphs: list[int], source: str, rtl: bool) -> list[tuple[int, str]]:
        """CID and text for each glyph, in visual order, of the characters `source`.

        Marks that the font splits off keep their own character; the rest of the text goes to the
        first other glyph. A mirrored bracket is called what it looks like, because extractors
        mirror it back where they see right-to-left text.
        """
        if len(glyphs) == 1 and len(source) == 1:
            if source in self.characters:
                nominal = self.glyph(source)
                if self.alias_glyphs.get(nominal.cid, nominal.cid) == glyphs[0]:
                    return [(nominal.cid, nominal.text)]
            if rtl and unicodedata.mirrored(source):
                return [(glyphs[0], self._char_of.get(glyphs[0], source))]
            return [(glyphs[0], source)]
        letters = [char for char in source if unicodedata.category(char) != "Cf"]
        is_mark = [len(glyphs) > 1 and not self.width_of(glyph) for glyph in glyphs]
        if sum(is_mark) > sum(map(_is_combining, letters)):
            letters = list(unicodedata.normalize("NFD", "".join(letters)))
        names = [""] * len(glyphs)
        for index, glyph in enumerate(glyphs):
            own = self._char_of.get(glyph, "")
            if is_mark[index] and own in letters:
                letters.remove(own)
                names[index] = own
        for index in range(len(glyphs)):
            if is_mark[index] and not names[index]:
                names[index] = "".join(filter(_is_combining, letters))
                letters = [char for char in letters if not _is_combining(char)]
        base = "".join(letters)
        if base:
            first = is_mark.index(False) if False in is_mark else 0
            names[first] = _LIGATURES.get(base, base) + names[first]
        return list(zip(glyphs, names, strict=True))

    def _number_characters(self) -> None:
        """Name each glyph by its preferred character; give the others CIDs above the glyphs."""
        following = self.glyph_count
        for char in sorted(self.characters, key=_preference):
            glyph = self._font.get_nominal_glyph(ord(char)) or 0
            if self._char_of.setdefault(glyph, char) != char:
                self._alias[char] = following
                self.alias_glyphs[following] = glyph
                following += 1

    def _top(self, char: str) -> float:
        glyph = self._font.get_nominal_glyph(ord(char))
        extents = self._font.get_glyph_extents(glyph) if glyph else None
        return extents.y_bearing * self.scale if extents else self.ascent * 0.7

    def bounding_box(self) -> list[int]:
        """The box around all glyphs, left, bottom, right, top per 1000 of size (table `head`)."""
        head = self._face.reference_table("head").data
        return [round(edge * self.scale) for edge in struct.unpack(">4h", head[36:44])]

    def postscript_name(self) -> str:
        """The name for the PDF, from the font's own name table."""
        name: str | None = self._face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME)
        return name or self.name

    def subset(self, cids: Iterable[int]) -> bytes:
        """The font file cut down to these glyphs, which keep their numbers."""
        wanted = hb.SubsetInput()
        glyphs = wanted.sets(hb.SubsetInputSets.GLYPH_INDEX)
        glyphs.update({0} | {self.alias_glyphs.get(cid, cid) for cid in cids})
        wanted.flags = (
            hb.SubsetFlags.RETAIN_GIDS
            | hb.SubsetFlags.NO_LAYOUT_CLOSURE
            | hb.SubsetFlags.NOTDEF_OUTLINE
        )
        drop = wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG)
        for table in ("GSUB", "GPOS", "GDEF", "DSIG", "kern", "STAT", "name", "vhea", "vmtx"):
            drop.add(int.from_bytes(table.ljust(4).encode("ascii"), "big"))
        data: bytes = wanted.subset(self._face).blob.data
        return data


def _is_combining(char: str) -> bool:
    return unicodedata.combining(char) != 0


def _preference(char: str) -> tuple[bool, int]:
    """Ordinary characters before compatibility forms, then by number."""
    code = ord(char)
    return any(low <= code <= high for low, high in _COMPATIBILITY), code


@cache
def face(family: str, file: str) -> Face:
    """The shipped face `resources/fonts/<family>/<file>.ttf`, read once a process."""
    return Face(resource("fonts", family, f"{file}.ttf"))
