"""What a packed workbook (xlsx, ods) is before it is unpacked, and what its cells show.

Only the child process uses this. It refuses what would do harm, and finds in an xlsx what the
reader of its values does not tell: cells that show an error, and dates of which the cell shows
only a part, so that a month that somebody wrote does not become a day that nobody wrote.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.intake.documents import zipped
from caseapp.intake.documents.ods_dates import part_dates_of
from caseapp.intake.documents.table_rows import (
    MOST_COLUMNS,
    MOST_ROWS,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
)

_CALC: Final = b"application/vnd.oasis.opendocument.spreadsheet"

DAMAGED = N_("This workbook cannot be read. It is damaged; open it and save it anew.")
LOCKED = N_("This workbook is locked by a password. Open it and save it without one.")
MACROS = N_("This workbook may hold programs (.xlsm, .xlsb). Open it and save it as .xlsx.")
OTHER_WORKBOOK = N_("This is no workbook with a list. Open it and save it as .xlsx or .csv.")
TOO_LARGE = N_("This workbook is too large to read. Keep one sheet with the list, without more.")


@dataclass(frozen=True, slots=True)
class Shown:
    """Places count from 0. `errors` are signs such as #N/A by (row, column); `part_dates` the
    `strftime` pattern of what is shown of a date, by row: (column, pattern)."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    part_dates: dict[int, list[tuple[int, str]]] = field(default_factory=dict)


def refuse_harm(data: bytes) -> None:
    """What `zipped` refuses, and programs. Raises UserError, one sentence."""
    zipped.refuse_harm(data, zipped.Refusals(DAMAGED, TOO_LARGE, LOCKED), _refuse_kind)


def _refuse_kind(packed: zipfile.ZipFile, names: set[str]) -> None:
    if names & {"xl/workbook.bin", "xl/vbaProject.bin"}:
        raise UserError(MACROS)
    if "xl/workbook.xml" in names:
        if "[Content_Types].xml" in names and b"macroEnabled" in _part(
            packed, "[Content_Types].xml"
        ):
            raise UserError(MACROS)
        return
    if "mimetype" not in names or not packed.read("mimetype").strip().startswith(_CALC):
        raise UserError(OTHER_WORKBOOK)
    if b"encryption-data" in _part(packed, "META-INF/manifest.xml"):
        raise UserError(LOCKED)


def _part(packed: zipfile.ZipFile, name: str) -> bytes:
    try:
        return packed.read(name)
    except KeyError:
        return b""


# -- what cells show ---------------------------------------------------------------------------
_CELL = rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d{1,7})"'
_ERROR: Final = re.compile(
    _CELL + rb'[^>]*\bt="e"[^>]*>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]{1,20})<', re.S
)
_STYLED: Final = _CELL + rb'[^>]*?\bs="(%s)"'
_FAR: Final = re.compile(rb'<(?:\w+:)?c r="([A-Z]{3})\d{1,7}"[^>]*[^/]>')
_ROW: Final = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,7})"')


def look_into(data: bytes, sheet: str) -> Shown:
    """What the cells of a sheet show; of an ods no errors. Raises UserError for an xlsx that
    reaches too far, which the reader would make room for."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            book = _part(packed, "xl/workbook.xml")
            place = _place(book, _part(packed, "xl/_rels/workbook.xml.rels"), sheet)
            if not place:
                content, styles = _part(packed, "content.xml"), _part(packed, "styles.xml")
                return Shown(part_dates=part_dates_of(content, styles, sheet))
            cells = _part(packed, place)
            patterns = _patterns(_part(packed, "xl/styles.xml"))
    except zipped.BROKEN as error:
        raise UserError(DAMAGED) from error
    _refuse_far(cells)
    errors = {
        _at(column, row): sign.decode("ascii", "replace")
        for column, row, sign in (_ERROR.findall(cells) if b't="e"' in cells else ())
    }
    return Shown(errors, _part_dates(cells, patterns))


def _place(book: bytes, relations: bytes, sheet: str) -> str:
    """The part that holds the sheet of a name."""
    for found in re.finditer(rb"<(?:\w+:)?sheet\b[^>]*>", book):
        words = _attributes(found[0])
        if words.get("name") == sheet:
            wanted = next((w for name, w in words.items() if name.endswith(":id")), "")
            for relation in re.finditer(rb"<(?:\w+:)?Relationship\b[^>]*>", relations):
                told = _attributes(relation[0])
                if told.get("Id") == wanted:
                    target = told.get("Target", "")
                    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return ""


def _attributes(tag: bytes) -> dict[str, str]:
    told = re.findall(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag.decode("utf-8", "replace"))
    return {name: unescape(one or other) for name, one, other in told}


def _refuse_far(cells: bytes) -> None:
    for far in _FAR.finditer(cells):
        if _column(far[1]) >= MOST_COLUMNS and _has_words(cells, far.end()):
            raise UserError(TOO_MANY_COLUMNS)
    last = max(cells.rfind(b"<v>"), cells.rfind(b"<is>"), cells.rfind(b":v>"))
    begun = cells.rfind(b"<row ", 0, last)
    if (
        last > 0
        and begun >= 0
        and (row := _ROW.match(cells, begun))
        and int(row[1]) > 5 * MOST_ROWS
    ):
        raise UserError(TOO_MANY_ROWS)


def _has_words(cells: bytes, at: int) -> bool:
    inside = cells[at : at + 200]
    end = inside.find(b"</")
    return b"<v>" in inside[:end] or b"<is>" in inside[:end] or b"<f" in inside[:end]


_BUILT_IN: Final = {16: "%d-%b", 17: "%Y-%m"}
"""ECMA-376 part 1, 18.8.30: d-mmm and mmm-yy."""


def _patterns(styles: bytes) -> dict[str, str]:
    """What is shown of a date in cells of a style, by the style's number; whole dates left out."""
    formats = dict(_BUILT_IN)
    for found in re.finditer(rb"<(?:\w+:)?numFmt\b[^>]*>", styles):
        words = _attributes(found[0])
        number, told = words.get("numFmtId", ""), part_shown(words.get("formatCode", ""))
        if number.isdecimal() and told:
            formats[int(number)] = told
    inside = re.search(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", styles, re.S)
    result = {}
    for place, found in enumerate(
        re.finditer(rb"<(?:\w+:)?xf\b[^>]*>", inside[0] if inside else b"")
    ):
        number = _attributes(found[0]).get("numFmtId", "")
        if number.isdecimal() and int(number) in formats:
            result[str(place)] = formats[int(number)]
    return result


_NOT_SHOWN: Final = re.compile(r'\[[^\]]*\]|"[^"]*"|\\.|_.|\*.')


def part_shown(code: str) -> str:
    """The `strftime` pattern of what a number format shows of a date; "" for all of it, or none.

    ECMA-376 part 1, 18.8.31: y, m and d stand for year, month and day; m beside h or s for minutes.
    """
    letters = _NOT_SHOWN.sub("", code.partition(";")[0]).lower()
    if re.search(r"[hs0#?]", letters) or "general" in letters:
        return ""
    year, month, day = "y" in letters, "m" in letters, "d" in letters
    return {(True, True, False): "%Y-%m", (True, False, False): "%Y", (False, True, True): "%d-%b",
            (False, True, False): "%b"}.get((year, month, day), "")  # fmt: skip


def _part_dates(cells: bytes, patterns: dict[str, str]) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = {}
    if patterns:
        styles = b"|".join(style.encode() for style in patterns)
        for column, row, style in re.findall(_STYLED % styles, cells):
            at, place = _at(column, row)
            found.setdefault(at, []).append((place, patterns[style.decode()]))
    return found


def _at(column: bytes, row: bytes) -> tuple[int, int]:
    return int(row) - 1, _column(column)


def _column(letters: bytes) -> int:
    """A is 0, AA is 26."""
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place - 1
