"""Paper that stays in the office: a list to work through, a table of counts.

No dossier and no copy: nobody is addressed, nothing is registered, and every page says that it
is for the office. Sees plain words that are already in the language of the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from caseapp.dossier.pdf import styles
from caseapp.dossier.pdf.canvas import Page
from caseapp.dossier.pdf.compose import Compositor, fitted
from caseapp.dossier.pdf.flow import Flow, Place, Row, Rule
from caseapp.dossier.pdf.frame import fill
from caseapp.dossier.pdf.grid import HAIR, LANDSCAPE, PORTRAIT, SECTION, TABLE, Paper, mm
from caseapp.dossier.pdf.sections import closing_rule, section
from caseapp.dossier.pdf.writer import PdfWriter

_BOX = mm(3)
_INDENT = mm(7)
_WHEN = mm(46)
_FIRST, _FOOT = 11.5, 5.0
_BETWEEN = 7.0
_HEAD_WIDTH, _LEAST_COLUMN = mm(42), mm(13)
_PORTRAIT_COLUMNS = 8
"""With more columns than this a table is printed across."""
_MOST_COLUMNS = 17
"""Columns side by side; further ones follow in a table of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficePaper:
    """What stands on every page. `page_of` holds {page} and {pages}; `warning` is in bold."""

    title: str
    note: str
    warning: str
    page_of: str
    language: str


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One thing to do, with a box to tick: what, some more about it, by when."""

    title: str
    detail: str
    when: str


@dataclass(frozen=True, slots=True)
class PaperSection:
    """Lines under a label; `note` stands at the right of it."""

    label: str
    note: str
    lines: tuple[PaperLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTable:
    """Counts: `corner` names the rows, `heads` the columns, the last of each are totals.

    `rows` are (name, a cell a head); `remarks` stand below.
    """

    corner: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    remarks: tuple[str, ...] = ()


def draw_list(
    path: Path,
    paper: OfficePaper,
    sections: Sequence[PaperSection],
    on_page: Callable[[int], None] | None = None,
) -> int:
    """Draw a list into `path`, which is replaced only when all is drawn; how many pages."""
    set_ = Compositor(frozenset())
    left, right = PORTRAIT.left, PORTRAIT.right
    with paper_writer(path, paper, on_page) as writer:
        flow = paper_flow(writer, paper, PORTRAIT, left)
        flow.place(opening(set_, paper, left, right))
        for part in sections:
            head = section(set_, part.label, left, right, first=_FIRST, gap=20.0, note=part.note)
            rows = [_line(set_, line, left, right, first=not at) for at, line in
                    enumerate(part.lines)]  # fmt: skip
            flow.place([head, *rows])
        return writer.finish().pages


def draw_table(path: Path, paper: OfficePaper, table: PaperTable) -> int:
    """Draw a table of counts into `path`; how many pages."""
    set_ = Compositor(frozenset())
    sheet = PORTRAIT if len(table.heads) <= _PORTRAIT_COLUMNS else LANDSCAPE
    left, right = sheet.left, sheet.right
    with paper_writer(path, paper, None) as writer:
        flow = paper_flow(writer, paper, sheet, left)
        flow.place(opening(set_, paper, left, right))
        for start in range(0, len(table.heads), _MOST_COLUMNS):
            stretch = slice(start, start + _MOST_COLUMNS)
            flow.place(_table(set_, table, stretch, left, right))
        for remark in table.remarks:
            cell = set_.cell(remark, styles.INTRO, left, mm(150), 13.0, fit="even")
            flow.place([Row((cell,), gap=8.0, foot=2.0)])
        return writer.finish().pages


def paper_writer(
    path: Path, paper: OfficePaper, on_page: Callable[[int], None] | None
) -> PdfWriter:
    """The file of a paper for the office, which is replaced only when all is drawn."""
    tag = paper.language.replace("_", "-")
    return PdfWriter(path, title=paper.title, language=tag, on_page=on_page)


def paper_flow(
    writer: PdfWriter,
    paper: OfficePaper,
    sheet: Paper,
    left: float,
    repeated: Callable[[Page, float], float] = lambda _page, _top: 0.0,
) -> Flow:
    """Pages with the warning and the footer. `repeated` draws what every page begins with and
    says how high that is."""

    def turn() -> Place:
        page = writer.new_page_of(sheet.width, sheet.height)
        warning = fitted(paper.warning, styles.LABEL_STRONG, sheet.measure)
        page.lines(sheet.left, sheet.head, [warning], styles.LABEL_STRONG.leading)
        page.later(lambda page, number, total: _footer(page, sheet, paper, number, total))
        return Place(page, sheet.top + repeated(page, sheet.top), sheet.bottom)

    return Flow(turn, left)


def _footer(page: Page, sheet: Paper, paper: OfficePaper, number: int, total: int) -> None:
    page.rule(sheet.left, sheet.foot, sheet.right, sheet.foot, HAIR)
    y = sheet.foot + 11.0
    count = fill(paper.page_of, page=number, pages=total)
    half = sheet.measure / 2 - 12.0
    page.lines(sheet.left, y, [fitted(count, styles.LABEL, half)], styles.LABEL.leading)
    title = fitted(paper.title, styles.LABEL, half)
    page.lines(sheet.right - title.width, y, [title], styles.LABEL.leading)


def opening(set_: Compositor, paper: OfficePaper, left: float, right: float) -> list[Row]:
    """The title and what is told beneath it, on the first page."""
    title = set_.cell(paper.title, styles.SHEET_TITLE, left, right - left, 16.0)
    note = set_.cell(paper.note, styles.INTRO, left, right - left, 12.0)
    return [Row((title,), foot=4.0, with_next=True), Row((note,), foot=8.0)]


def _line(set_: Compositor, line: PaperLine, left: float, right: float, *, first: bool) -> Row:
    """A box to tick, what it is with some more under it, and the day at the right."""
    width = right - left - _INDENT - _WHEN - mm(3)
    title = set_.cell(line.title, styles.REGISTER.strong, left + _INDENT, width, _FIRST)
    below = title.height + 11.0 if title.lines else _FIRST
    detail = set_.cell(line.detail, styles.SMALL, left + _INDENT, width, below)
    when = set_.cell(line.when, styles.SMALL, right - _WHEN, _WHEN, _FIRST)

    def tick(page: Page, top: float) -> None:
        page.rect(left, top + _FIRST - _BOX + 1.0, _BOX, _BOX, weight=TABLE)

    rules = () if first else (Rule(left, right, HAIR),)
    cells = (title, detail, when._replace(align="right"))
    return Row(cells, foot=_FOOT, rules=rules, whole=True, paint=tick)


def _table(
    set_: Compositor, table: PaperTable, stretch: slice, left: float, right: float
) -> list[Row]:
    heads = table.heads[stretch]
    column = max((right - left - _HEAD_WIDTH) / max(len(heads), 1), _LEAST_COLUMN)
    column = min(column, mm(30))
    edge = left + _HEAD_WIDTH + column * len(heads)

    def row(name: str, cells: Sequence[str], *, strong: bool, rules: tuple[Rule, ...]) -> Row:
        setting = styles.DENSE.strong if strong else styles.DENSE.plain
        made = [set_.cell(name, setting, left, _HEAD_WIDTH - 4.0, _FIRST)]
        for at, text in enumerate(cells):
            x = left + _HEAD_WIDTH + at * column + _BETWEEN
            cell = set_.cell(text, setting, x, column - _BETWEEN, _FIRST)
            made.append(cell._replace(align="right"))
        return Row(tuple(made), foot=_FOOT, rules=rules, whole=True)

    lines = [row(table.corner, heads, strong=True, rules=(Rule(left, edge, SECTION),))]
    last = len(table.rows) - 1
    for at, (name, cells) in enumerate(table.rows):
        weight = TABLE if at in (0, last) else HAIR
        shown = cells[stretch]
        lines.append(row(name, shown, strong=at == last, rules=(Rule(left, edge, weight),)))
    return [*lines, closing_rule(left, edge), Row(foot=10.0, least=10.0)]
