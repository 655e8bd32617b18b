"""Contents: parts with their sheets and first pages, and an index of the case sheets or forms.

Page numbers are drawn when all pages are; how many pages this one takes depends on its entries
alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from caseapp.dossier.document import (
    CaseSheet,
    CaseSheets,
    Contents,
    Form,
    Forms,
    Letter,
    Part,
    SignatureSheets,
)
from caseapp.dossier.pdf import styles
from caseapp.dossier.pdf.canvas import Page
from caseapp.dossier.pdf.compose import Compositor
from caseapp.dossier.pdf.flow import Flow, Row, Rule
from caseapp.dossier.pdf.frame import Book, Header
from caseapp.dossier.pdf.grid import HAIR, PORTRAIT, SECTION, column, mm
from caseapp.dossier.pdf.links import part_anchor, part_names
from caseapp.dossier.pdf.sections import closing_rule, page_title, section
from caseapp.dossier.pdf.text import width_of

_LEFT, _RIGHT = PORTRAIT.left, PORTRAIT.right
_TITLE = column(2)
_SHEETS_RIGHT = mm(162)
_ROW_FIRST, _ROW_FOOT = 13.0, 5.0
_INDEX_WIDTH = mm(76)
_INDEX_SECOND = _RIGHT - _INDEX_WIDTH
_NUMBER_WIDTH = mm(5)
_NAME = mm(8)
_CASE_RIGHT = _INDEX_WIDTH - mm(7.2)
_CASE_WIDTH = mm(14)
_INDEX_FIRST, _INDEX_FOOT = 8.6, 4.0
_GROUP, _GROUP_GAP = 6, 6.0


@dataclass(frozen=True)
class _Entry:
    """A line of the index, and the sheet whose page it names."""

    row: Row
    anchor: str


def draw_contents(book: Book, part: Contents, name: str) -> None:
    """Draw the contents as the part `name`."""
    set_ = book.compositor
    book.begin_part(name)
    short = book.dossier.head.short_title
    flow = book.flow(PORTRAIT, Header(book.joined(short, part.title), book.copy))
    book.anchor(flow.page, part_anchor(name), PORTRAIT.top)
    book.bookmark(part.title, part_anchor(name))
    flow.place([page_title(set_, part.title, _LEFT, _RIGHT), *_parts(book)])
    indexed = _indexed(book.dossier.parts)
    if indexed:
        _index(book, part, indexed, flow)
    book.end_part(name)


def _indexed(parts: Sequence[Part]) -> Sequence[CaseSheet | Form]:
    """The case sheets; in a copy without them the forms of the first kind."""
    sheets = [sheet for part in parts if isinstance(part, CaseSheets) for sheet in part.sheets]
    forms = (part.forms for part in parts if isinstance(part, Forms))
    return sheets or next(forms, ())


def _parts(book: Book) -> list[Row]:
    """One row a part: annex, title, number of sheets, first page."""
    set_, words = book.compositor, book.dossier.words
    right = _SHEETS_RIGHT - mm(30)
    heads = (
        set_.cell(words.contents_sheets, styles.LABEL, right, mm(30), 10.0, align="right"),
        set_.cell(
            words.contents_page,
            styles.LABEL,
            _SHEETS_RIGHT,
            _RIGHT - _SHEETS_RIGHT,
            10.0,
            align="right",
        ),
    )
    rows = [Row(heads, gap=14.0, foot=5.0, rules=(Rule(_LEFT, _RIGHT, SECTION),), with_next=True)]
    for part, name in zip(book.dossier.parts, part_names(book.dossier), strict=True):
        annex, title = _titles(part)
        anchor = part_anchor(name)
        cells = (
            set_.cell(annex, styles.LABEL, _LEFT, _TITLE - _LEFT - mm(2), _ROW_FIRST),
            set_.cell(
                title,
                styles.CONTENTS_TITLE,
                _TITLE,
                _SHEETS_RIGHT - mm(14) - _TITLE,
                _ROW_FIRST,
                target=anchor,
            ),
        )
        rules = (Rule(_LEFT, _RIGHT, HAIR),)
        paint = _numbers(book, name)
        rows.append(Row(cells, foot=_ROW_FOOT, rules=rules, paint=paint, whole=True))
    return [*rows, closing_rule(_LEFT, _RIGHT, SECTION)]


def _titles(part: Part) -> tuple[str, str]:
    """Annex and title of a part as the contents show them."""
    if isinstance(part, Letter):
        return "", part.contents_title
    if isinstance(part, SignatureSheets):
        return part.annex, part.contents_title
    return getattr(part, "annex", ""), part.title


def _numbers(book: Book, name: str) -> Callable[[Page, float], None]:
    """Draws sheets and first page of a part once all parts are drawn."""

    def paint(page: Page, top: float) -> None:
        def later(page: Page, number: int, total: int) -> None:
            first, sheets = book.parts[name]
            y = top + _ROW_FIRST
            page.text(_SHEETS_RIGHT, y, str(sheets), styles.CONTENTS_COUNT, align="right")
            page.text(_RIGHT, y, str(first), styles.CONTENTS_TITLE.plain, align="right")

        page.later(later)

    return paint


def _index(book: Book, part: Contents, sheets: Sequence[CaseSheet | Form], flow: Flow) -> None:
    """The case sheets in two columns, with a gap after every six names instead of lines."""
    set_ = book.compositor
    head = section(
        set_,
        part.index_label,
        _LEFT,
        _RIGHT,
        first=_INDEX_FIRST,
        gap=30.0,
        note=part.index_note,
        drop=25.0,
    )
    digits = max(_NUMBER_WIDTH, width_of(str(len(sheets)), styles.KEY.plain))
    entries = [_entry(set_, number, sheet, digits) for number, sheet in enumerate(sheets, 1)]
    if flow.room < head.gap + head.height + _GROUP * entries[0].row.height:
        flow.turn()
    flow.place([head])
    while entries:
        left, right = _columns([entry.row.height for entry in entries], flow.room)
        if left:
            ends = [
                _draw_column(book, flow, entries[:left], 0.0),
                _draw_column(book, flow, entries[left:right], _INDEX_SECOND - _LEFT),
            ]
            flow.y = max(ends)
            del entries[:right]
            if entries:
                flow.turn()
        elif flow.y > flow.top:
            flow.turn()
        else:
            # No page can hold this one whole.
            _page_number(book, flow.page, entries[0].anchor, _LEFT, flow.y)
            flow.place([entries.pop(0).row])


def _columns(heights: Sequence[float], room: float) -> tuple[int, int]:
    """How many entries go into the left column, and how many into both; even halves at the end."""

    def fitting(start: int) -> int:
        used, count = 0.0, start
        for height in heights[start:]:
            used += height + (_GROUP_GAP if count > start and not (count - start) % _GROUP else 0.0)
            if used > room:
                break
            count += 1
        return count

    half = math.ceil(len(heights) / 2)
    left = fitting(0)
    if half <= left and fitting(half) == len(heights):
        return half, len(heights)
    return left, fitting(left)


def _draw_column(book: Book, flow: Flow, entries: Sequence[_Entry], shift: float) -> float:
    """Draw entries below each other, moved right by `shift`; where they end."""
    y = flow.y
    for number, entry in enumerate(entries):
        if number and not number % _GROUP:
            y += _GROUP_GAP
        cells = tuple(cell._replace(x=cell.x + shift) for cell in entry.row.cells)
        replace(entry.row, cells=cells).draw(flow.page, y, 0.0)
        _page_number(book, flow.page, entry.anchor, _LEFT + shift, y)
        y += entry.row.height
    return y


def _page_number(book: Book, page: Page, anchor: str, left: float, top: float) -> None:
    """The page of a sheet, drawn once it is known."""
    if not book.compositor.leads(anchor):
        return

    def later(page: Page, number: int, total: int) -> None:
        words = str(book.writer.page_of(anchor))
        right, style = left + _INDEX_WIDTH, styles.VALUE.plain
        page.text(right, top + _INDEX_FIRST, words, style, align="right")

    page.later(later)


def _entry(set_: Compositor, number: int, sheet: CaseSheet | Form, digits: float) -> _Entry:
    """Number, name and case number; the name leads to the sheet."""
    case = _LEFT + _CASE_RIGHT - _CASE_WIDTH
    name = _LEFT + _NAME
    linked = tuple(replace(span, target=sheet.anchor) for span in sheet.name)
    first = _INDEX_FIRST
    cells = (
        set_.cell(str(number), styles.KEY, _LEFT, digits, first, align="right"),
        set_.cell(linked, styles.VALUE, name, case - mm(1.5) - name, first),
        set_.cell(sheet.case_number, styles.LABEL, case, _CASE_WIDTH, first, align="right"),
    )
    return _Entry(Row(cells, foot=_INDEX_FOOT, whole=True), sheet.anchor)
