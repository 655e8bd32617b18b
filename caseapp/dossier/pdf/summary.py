"""The summary: figures set large, remarks, and charts, two half ones beside each other.

Draws what it is given; counts nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from caseapp.dossier.document import BigFigure, Chart, Summary
from caseapp.dossier.pdf import styles
from caseapp.dossier.pdf.binding import bind
from caseapp.dossier.pdf.canvas import Page
from caseapp.dossier.pdf.charts import Span, chart_rows
from caseapp.dossier.pdf.compose import Compositor
from caseapp.dossier.pdf.flow import Cell, Row, Rule, beside
from caseapp.dossier.pdf.frame import Book, Header
from caseapp.dossier.pdf.grid import HAIR, HALF, PORTRAIT, SECTION, column, mm
from caseapp.dossier.pdf.links import part_anchor

_LEFT, _RIGHT = PORTRAIT.left, PORTRAIT.right
_IN_ROW = 4
_FIGURE_WIDTH = mm(36)
_RULE_WHITE = mm(4)
_TITLE_FIRST, _VALUE_FIRST, _LINES_DROP = 16.0, 36.0, 15.0
_FIGURE_HEAD = 12.0
_REMARK_WIDTH = mm(140)
_WHITE = 24.0
_FIRST_WHITE = 18.0


def draw_summary(book: Book, part: Summary, name: str) -> None:
    """Draw the summary as the part `name`."""
    set_ = book.compositor
    book.begin_part(name)
    short = book.dossier.head.short_title
    flow = book.flow(PORTRAIT, Header(book.joined(short, part.annex, part.title), book.copy))
    book.anchor(flow.page, part_anchor(name), PORTRAIT.top)
    book.bookmark(part.title, part_anchor(name))
    flow.place([_title(set_, part), *_figures(set_, part.figures), *_remarks(set_, part.remarks)])
    room = PORTRAIT.bottom - PORTRAIT.top
    flow.place(_charts(set_, part.charts, room))
    book.end_part(name)


def _title(set_: Compositor, part: Summary) -> Row:
    """The title, and at the right edge on the same line as of when it is known."""
    note = set_.cell(part.note, styles.INTRO, _LEFT + PORTRAIT.measure / 2,
                     PORTRAIT.measure / 2, _TITLE_FIRST, align="right")  # fmt: skip
    taken = max((line.width for line in note.lines), default=-mm(4)) + mm(4)
    width = PORTRAIT.measure - taken
    title = set_.cell(part.title, styles.PAGE_TITLE, _LEFT, width, _TITLE_FIRST)
    return Row((title, note), foot=6.0, with_next=True)


def _figures(set_: Compositor, figures: Sequence[BigFigure]) -> list[Row]:
    """Up to four side by side, a rule between each two."""
    rows = []
    for start in range(0, len(figures), _IN_ROW):
        some = figures[start : start + _IN_ROW]
        cells: list[Cell] = []
        for number, figure in enumerate(some):
            cells += _figure(set_, figure, column(3 * number))
        rules = () if start else (Rule(_LEFT, _RIGHT, SECTION),)
        gap = 0.0 if start else 15.0
        rows.append(_between(Row(tuple(cells), gap=gap, foot=3.0, rules=rules), len(some)))
    return rows


def _figure(set_: Compositor, figure: BigFigure, x: float) -> list[Cell]:
    """The value, and its lines below however many the value takes."""
    value = set_.cell(figure.value, styles.BIG_FIGURE, x, _FIGURE_WIDTH, _VALUE_FIRST)
    first = max(value.height, _VALUE_FIRST) + _LINES_DROP
    cells = [value]
    for words in figure.lines:
        cell = set_.cell(bind(words), styles.UNDER_FIGURE, x, _FIGURE_WIDTH, first)
        cells.append(cell)
        first = cell.height + cell.leading if cell.lines else first
    return cells


def _between(row: Row, count: int) -> Row:
    """The row with upright rules between its figures."""

    def paint(page: Page, top: float) -> None:
        bottom = min(top + row.height, PORTRAIT.bottom)
        for number in range(1, count):
            x = column(3 * number) - _RULE_WHITE
            page.rule(x, top + _FIGURE_HEAD, x, bottom, HAIR)

    return Row(row.cells, gap=row.gap, foot=row.foot, rules=row.rules, whole=True, paint=paint)


def _remarks(set_: Compositor, remarks: Sequence[str]) -> list[Row]:
    rows = []
    for number, words in enumerate(remarks):
        cell = set_.cell(bind(words), styles.INTRO, _LEFT, _REMARK_WIDTH, 11.0, fit="even")
        rows.append(Row((cell,), gap=1.0 if number else 9.0, foot=1.0))
    return rows


def _charts(set_: Compositor, charts: Sequence[Chart], room: float) -> list[Row]:
    """One below another; two half charts share a row if a page has room for both."""
    whole = Span(_LEFT, _RIGHT)
    rows: list[Row] = []
    waiting: list[Row] = []
    for number, chart in enumerate(charts):
        gap = _WHITE if number else _FIRST_WHITE
        if not chart.half:
            rows += waiting + _together(chart_rows(set_, chart, whole, gap), room)
            waiting = []
            continue
        place = Span(_RIGHT - HALF, _RIGHT) if waiting else Span(_LEFT, _LEFT + HALF)
        half = chart_rows(set_, chart, place, gap)
        if not waiting:
            waiting = half
            continue
        pair = beside(waiting, half)
        if pair.height <= room:
            rows.append(_with_gap(pair, gap))
        else:
            rows += waiting + chart_rows(set_, chart, Span(_LEFT, _LEFT + HALF), gap)
        waiting = []
    return rows + waiting


def _with_gap(row: Row, gap: float) -> Row:
    return Row(row.cells, gap=gap, least=row.height, whole=True, paint=row.paint)


def _together(rows: list[Row], room: float) -> list[Row]:
    """The rows of a chart as one that does not break, if a page can hold it."""
    one = beside(rows, ())
    return [_with_gap(one, rows[0].gap)] if one.height <= room else rows
