"""Which dates of an OpenDocument spreadsheet are shown in part: "March 2017" over 1 March 2017.

Only the child process uses this. By the date styles of its cells (OpenDocument 1.3, part 3,
sections 16.29 and 19.380). Knows no value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

_DATE_STYLE: Final = re.compile(
    rb'<number:date-style\b[^>]*?\bstyle:name="([^"]+)"[^>]*>(.*?)</number:date-style>', re.S
)
_STYLE: Final = re.compile(rb"<style:style\b[^>]*>")
_TABLE: Final = re.compile(rb'<table:table\b[^>]*?\btable:name="([^"]*)"[^>]*>')
_PIECE: Final = re.compile(
    rb"<table:(table-row|table-column|table-cell|covered-table-cell)\b([^>]*)>|</table:table>"
)
_ATTRIBUTE: Final = re.compile(rb'([\w:-]+)="([^"]*)"')
_MOST_REPEATED: Final = 1_000
_SHOWN: Final = {
    (True, True, False): "%Y-%m", (True, False, False): "%Y", (False, True, True): "%d-%b",
    (False, True, False): "%b",
}  # fmt: skip


def part_dates_of(content: bytes, styles: bytes, sheet: str) -> dict[int, list[tuple[int, str]]]:
    """By row from 0: the columns of cells whose style shows a part of a date, and the `strftime`
    pattern of that part."""
    patterns = _patterns(content, styles)
    begun = next((m for m in _TABLE.finditer(content) if _said(m[1]) == sheet), None)
    if not patterns or begun is None:
        return {}
    found: dict[int, list[tuple[int, str]]] = {}
    for row, column, style in _cells(content, begun.end()):
        if (pattern := patterns.get(style)) is not None:
            found.setdefault(row, []).append((column, pattern))
    return found


def _patterns(content: bytes, styles: bytes) -> dict[bytes, str]:
    dates = {
        found[1]: _pattern(found[2])
        for part in (styles, content)
        for found in _DATE_STYLE.finditer(part)
    }
    result = {}
    for found in _STYLE.finditer(content):
        told = dict(_ATTRIBUTE.findall(found[0]))
        pattern = dates.get(told.get(b"style:data-style-name", b""), "")
        if pattern and b"style:name" in told:
            result[told[b"style:name"]] = pattern
    return result


def _pattern(body: bytes) -> str:
    if b"<number:hours" in body:
        return ""
    parts = (b"<number:year" in body, b"<number:month" in body, b"<number:day" in body)
    return _SHOWN.get(parts, "")


def _cells(content: bytes, at: int) -> Iterator[tuple[int, int, bytes]]:
    """Row, column and style of each cell of the table that begins there; what is repeated more
    often than any list does is empty."""
    columns: list[bytes] = []
    row, rows, column = -1, 1, 0
    for piece in _PIECE.finditer(content, at):
        if piece[1] is None:
            return
        told = dict(_ATTRIBUTE.findall(piece[2]))
        if piece[1] == b"table-column":
            times = _count(told.get(b"table:number-columns-repeated"))
            columns += [told.get(b"table:default-cell-style-name", b"")] * min(times, 1_000)
        elif piece[1] == b"table-row":
            row, column = row + rows, 0
            rows = _count(told.get(b"table:number-rows-repeated"))
        else:
            times = _count(told.get(b"table:number-columns-repeated"))
            own = told.get(b"table:style-name")
            if b"office:date-value" in told and max(times, rows) <= _MOST_REPEATED:
                for place in range(column, column + times):
                    style = own or (columns[place] if place < len(columns) else b"")
                    for line in range(row, row + rows):
                        yield line, place, style
            column += times


def _count(told: bytes | None) -> int:
    return int(told) if told is not None and told.isdigit() and len(told) < 9 else 1


def _said(name: bytes) -> str:
    return unescape(name.decode("utf-8", "replace"))
