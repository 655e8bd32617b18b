"""Signature sheets, A4 across: title and demand on each, eight rows, a cell for each digit.

Text stands on a row's lower line, so that a pen can follow it; blank rows are numbered on.
"""

from __future__ import annotations

from collections.abc import Sequence

from caseapp.dossier.document import SignatureRow, SignatureSheets
from caseapp.dossier.pdf import styles
from caseapp.dossier.pdf.addresses import broken
from caseapp.dossier.pdf.canvas import Align, Page
from caseapp.dossier.pdf.compose import Compositor, leading_of
from caseapp.dossier.pdf.flow import CHANGE_BAR, Cell, Row, Rule
from caseapp.dossier.pdf.frame import Book, Header
from caseapp.dossier.pdf.grid import HAIR, LANDSCAPE, SECTION, TABLE, mm
from caseapp.dossier.pdf.links import part_anchor
from caseapp.dossier.pdf.tables import Running, pages_of
from caseapp.dossier.pdf.text import Line, TextStyle, width_of

_LEFT, _RIGHT, _WIDTH = LANDSCAPE.left, LANDSCAPE.right, LANDSCAPE.measure
_WIDTHS = (9.0, 60.0, 45.0, 62.0, 33.0, 20.0, 28.0)
"""Number, name, IIN, address, phone, date, signature; millimetres."""
_EDGES = tuple(_LEFT + mm(sum(_WIDTHS[:number])) for number in range(len(_WIDTHS) + 1))
_WHITE = mm(1.5)
_NUMBER_RIGHT = _EDGES[1] - mm(3.5)
_ROW = mm(13.6)
_BASELINE = 30.5
"""The lower line of a row's text, below the row's top."""
_ROWS = 8
_CELL, _CELLS = mm(3.4), 12
_CELL_RULE = 0.35
_IIN = _CELL * _CELLS
_TITLE_DROP, _TITLE_GAP = 15.0, mm(12)
_SECOND_TITLE = mm(62)
_COLUMNS_GAP = mm(8)
_DEMAND_DROP, _DEMAND_FOOT = 22.0, 13.0
_HEAD_FIRST, _HEAD_FOOT = 10.5, 4.5
_FOOT_DROP = 17.0
_FOOT_WIDTHS = (mm(80), mm(84))
_MOST_DEMAND, _MOST_HEAD = 8, 2


def draw_signatures(book: Book, part: SignatureSheets, name: str) -> None:
    """Draw the sheets as the part `name`; at least one."""
    set_, running = book.compositor, Running()
    titles = [running.lines(set_, text, styles.SHEET_TITLE, mm(100), 1) for text in part.titles]
    demands = _demands(set_, running, part)
    head = _head(set_, running, part.heads)
    foot = [
        running.lines(set_, text, styles.LABEL, width, 1)
        for text, width in zip(part.foot, _FOOT_WIDTHS, strict=True)
    ]
    top = LANDSCAPE.top + _TITLE_DROP + demands.height + _DEMAND_FOOT
    room = LANDSCAPE.bottom - top - head.height - _FOOT_DROP
    rows = [_row(set_, number, row) for number, row in enumerate(part.rows, 1)]
    pages = pages_of(rows, room, _ROWS)
    book.begin_part(name)
    left = part.header or part.annex or part.contents_title
    header = Header(left, part.header_right or book.copy)
    for number, page_rows in enumerate(pages, 1):
        page = book.page(LANDSCAPE, header)
        if number == 1:
            book.anchor(page, part_anchor(name), LANDSCAPE.top)
            book.bookmark(book.joined(part.annex, part.contents_title), part_anchor(name))
        _draw_titles(page, titles, f"{number} / {len(pages)}")
        demands.draw(page, LANDSCAPE.top + _TITLE_DROP, 0.0)
        y = top
        for row in (head, *page_rows):
            row.draw(page, y, _LEFT - CHANGE_BAR)
            y += row.height
        page.rule(_LEFT, y, _RIGHT, y, SECTION)
        for edge in _EDGES[5:7]:
            page.rule(edge, top + head.height, edge, y, HAIR)
        _draw_foot(page, foot, y + _FOOT_DROP)
    if running.rest:
        book.flow(LANDSCAPE, header).place(running.rows(set_, _LEFT, _WIDTH))
    book.end_part(name)


def _draw_titles(page: Page, titles: Sequence[Sequence[Line]], count: str) -> None:
    """Titles beside each other, and which sheet of how many, as large as they are."""
    x, y = _LEFT, LANDSCAPE.top + _TITLE_DROP
    style = styles.SHEET_TITLE
    for number, lines in enumerate(titles):
        if number == 1:
            x = max(x, _LEFT + _SECOND_TITLE)
        page.lines(x, y, lines, style.leading)
        x += max((line.width for line in lines), default=0.0) + _TITLE_GAP
    page.text(_RIGHT, y, count, style, align="right")


def _demands(set_: Compositor, running: Running, part: SignatureSheets) -> Row:
    """What is signed, in one or two languages side by side."""
    count = max(1, len(part.demands))
    width = (_WIDTH - (count - 1) * _COLUMNS_GAP) / count
    cells = []
    for number, text in enumerate(part.demands):
        lines = running.lines(set_, text, styles.STATEMENT, width, _MOST_DEMAND)
        x = _LEFT + number * (width + _COLUMNS_GAP)
        leading = leading_of(lines, styles.STATEMENT.plain)
        cells.append(Cell(x, width, lines, leading, _DEMAND_DROP))
    return Row(tuple(cells))


def _head(set_: Compositor, running: Running, heads: Sequence[Sequence[str]]) -> Row:
    """A line a language: the first bold, the others plain."""
    leading = 9.0
    cells = []
    for column, texts in enumerate(heads[: len(_WIDTHS)]):
        x = _EDGES[column] if column == 0 else _text_left(column)
        width = (_NUMBER_RIGHT if column == 0 else _EDGES[column + 1] - _WHITE) - x
        lines: list[Line] = []
        for number, text in enumerate(texts):
            style = styles.LABEL if number else styles.LABEL_STRONG
            lines += running.lines(set_, text, style, width, _MOST_HEAD)
        align: Align = "right" if column == 0 else "start"
        cells.append(Cell(x, width, lines, leading, _HEAD_FIRST, align))
    height = max((cell.height for cell in cells), default=_HEAD_FIRST) + _HEAD_FOOT

    def paint(page: Page, top: float) -> None:
        page.rule(_LEFT, top + height, _RIGHT, top + height, TABLE)

    return Row(tuple(cells), least=height, rules=(Rule(_LEFT, _RIGHT, SECTION),), paint=paint)


def _text_left(column: int) -> float:
    """Date and signature stand right of their vertical rules."""
    return _EDGES[column] + (mm(1.5) if column >= 5 else 0.0)


def _row(set_: Compositor, number: int, row: SignatureRow) -> Row:
    """Number, name, digits in cells, address and telephone on the lower line."""
    digits = row.iin if len(row.iin) <= _CELLS and row.iin.isalnum() else ""
    texts = (
        (1, row.name, styles.ROW_TEXT),
        (2, "" if digits else row.iin, styles.ROW_DENSE),
        (3, row.address, styles.ROW_DENSE),
        (4, row.phone, styles.ROW_DENSE),
    )
    digits_width = max(_NUMBER_RIGHT - _LEFT, width_of(str(number), styles.ROW_TEXT))
    cells = [_lower(set_, str(number), styles.ROW_TEXT, _LEFT, digits_width)]
    cells[0] = cells[0]._replace(align="right")
    for column, text, style in texts:
        width = _EDGES[column + 1] - _EDGES[column] - 2 * _WHITE
        cells.append(_lower(set_, text, style, _EDGES[column], width))
    extra = max(0.0, max(cell.height for cell in cells) - _BASELINE)
    if extra:
        # Taller than usual: everything ends on the same lower line still.
        cells = [
            cell._replace(first=cell.first + _BASELINE + extra - cell.height) for cell in cells
        ]

    def paint(page: Page, top: float) -> None:
        _draw_cells(page, digits, top + _BASELINE + min(extra, LANDSCAPE.height / 3))

    return Row(
        tuple(cells),
        least=_ROW + extra,
        foot=_ROW - _BASELINE,
        rules=(Rule(_LEFT, _RIGHT, HAIR),),
        whole=True,
        paint=None if not digits and row.iin else paint,
    )


def _lower(set_: Compositor, text: str, style: TextStyle, x: float, width: float) -> Cell:
    """Lines that end on the row's lower line, if they are three at most."""
    cell = set_.cell(broken(text, style, width), style, x, width, _BASELINE)
    lift = (len(cell.lines) - 1) * cell.leading
    return cell._replace(first=max(_BASELINE - lift, cell.leading)) if cell.lines else cell


def _draw_cells(page: Page, digits: str, baseline: float) -> None:
    """A comb of twelve cells, a digit in each; every sixth rule is longer."""
    x, bottom = _EDGES[2], baseline + 4.0
    page.rule(x, bottom, x + _IIN, bottom, _CELL_RULE)
    for number in range(_CELLS + 1):
        height = 9.0 if number % 6 == 0 else 5.0
        at = x + number * _CELL
        page.rule(at, bottom - height, at, bottom, _CELL_RULE)
    for number, digit in enumerate(digits):
        middle = x + (number + 0.5) * _CELL
        page.text(middle, baseline, digit, styles.ROW_TEXT, align="center")


def _draw_foot(page: Page, foot: Sequence[Sequence[Line]], y: float) -> None:
    """Who collected, and how many on this sheet."""
    style = styles.LABEL
    lengths = (mm(60), mm(16))
    x = _LEFT
    for number, (lines, length) in enumerate(zip(foot, lengths, strict=True)):
        if number:
            x = max(x, _LEFT + mm(120))
        page.lines(x, y, lines, style.leading)
        x += max((line.width for line in lines), default=0.0) + mm(4)
        if number == 0:
            x = max(x, _LEFT + mm(55))
        page.rule(x, y + 1.5, x + length, y + 1.5, HAIR)
        x += length + mm(6)
