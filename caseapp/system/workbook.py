"""A workbook of plain text and numbers (Office Open XML), made in memory.

Made here because the usual libraries lay the sheets open in the system's temporary folder while
they write. Text is always text: no formula, link or macro can stand in it, and no property says
who wrote it or on which machine. Knows nothing of what the cells say.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

Cell = str | int | float
MOST_LETTERS = 32_767
"""Of one cell, by the format."""
TITLE = 31
"""Letters of a sheet's name, by the format."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WHEN = (1980, 1, 1, 0, 0, 0)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
_PLAIN, _STRONG, _NUMBER = 0, 1, 2
_WIDEST, _NARROWEST, _MEASURED = 48.0, 8.0, 300
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="0.0"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFEFEBE4"/></patternFill></fill></fills>'
    '<borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="3">'
    '<xf numFmtId="49" applyNumberFormat="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="49" fontId="1" fillId="2" applyNumberFormat="1" applyFont="1" applyFill="1"'
    ' applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="164" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """`widths` in characters, one for each column. With `header` the first row stays in sight."""

    title: str
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[float]
    header: bool = False


def fitting_widths(rows: Sequence[Sequence[Cell]]) -> list[float]:
    """By the longest line of the first rows, Chinese counted double."""
    widths = [_NARROWEST] * max(map(len, rows), default=0)
    for row in rows[:_MEASURED]:
        for place, cell in enumerate(row):
            longest = max(map(_breadth, str(cell).split("\n")), default=0)
            widths[place] = max(widths[place], min(longest + 2, _WIDEST))
    return widths


def _breadth(text: str) -> int:
    return sum(2 if "\u1100" <= c <= "\uffdc" else 1 for c in text)


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The file. The same sheets give the same bytes."""
    parts = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _book(sheets),
        "xl/_rels/workbook.xml.rels": _relations(
            [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
            + [("styles", "styles.xml")]
        ),
        "xl/styles.xml": _STYLES,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, xml in parts.items():
            packed.writestr(_entry(name), (_HEAD + xml).encode())
        for number, sheet in enumerate(sheets, 1):
            with packed.open(_entry(f"xl/worksheets/sheet{number}.xml"), "w") as file:
                for piece in _sheet(sheet):
                    file.write(piece.encode())
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _WHEN)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _content_types(sheets: int) -> str:
    parts = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    parts += [(f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in range(1, sheets + 1)]
    told = "".join(
        f'<Override PartName="{part}" ContentType="{_KIND}.{kind}+xml"/>' for part, kind in parts
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{told}</Types>'
    )


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    told = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


def _book(sheets: Sequence[Sheet]) -> str:
    told = "".join(
        f'<sheet name={quoteattr(_title(sheet.title))} sheetId="{n}" r:id="rId{n}"/>'
        for n, sheet in enumerate(sheets, 1)
    )
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{told}</sheets></workbook>'


def _title(words: str) -> str:
    return _NOT_IN_TITLES.sub(" ", _FORBIDDEN.sub(" ", words))[:TITLE].strip("' ") or "1"


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    if sheet.header:
        yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    yield "</sheetView></sheetViews><cols>"
    for number, width in enumerate(sheet.widths, 1):
        yield f'<col min="{number}" max="{number}" width="{width:.1f}" customWidth="1"/>'
    yield "</cols><sheetData>"
    for at, row in enumerate(sheet.rows, 1):
        style = _STRONG if sheet.header and at == 1 else _PLAIN
        cells = (_cell(f"{column_letters(n)}{at}", cell, style) for n, cell in enumerate(row))
        yield f'<row r="{at}">{"".join(cells)}</row>'
    yield "</sheetData>"
    if sheet.header and sheet.rows:
        last = f"{column_letters(len(sheet.rows[0]) - 1)}{len(sheet.rows)}"
        yield f'<autoFilter ref="A1:{last}"/>'
    yield "</worksheet>"


def _cell(place: str, cell: Cell, style: int) -> str:
    if not isinstance(cell, str):
        return f'<c r="{place}" s="{_NUMBER}"><v>{cell}</v></c>'
    if not cell:
        return ""
    text = _LIKE_ESCAPE.sub("_x005F_", _FORBIDDEN.sub(" ", cell))[:MOST_LETTERS]
    inside = f'<is><t xml:space="preserve">{escape(text)}</t></is>'
    return f'<c r="{place}" s="{style}" t="inlineStr">{inside}</c>'


def column_letters(column: int) -> str:
    """What spreadsheets call a column: 0 is A, 26 is AA."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
