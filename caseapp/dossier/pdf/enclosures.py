"""The index of enclosures: number, document, sheets, and the hash of its file in fours.

Where no file has a hash there is no column for it, and titles reach further to the right.
"""

from __future__ import annotations

from caseapp.dossier.document import EnclosureRow, Enclosures
from caseapp.dossier.pdf import styles
from caseapp.dossier.pdf.canvas import Align
from caseapp.dossier.pdf.compose import Compositor
from caseapp.dossier.pdf.flow import Row, Rule
from caseapp.dossier.pdf.frame import Book, Header
from caseapp.dossier.pdf.grid import HAIR, PORTRAIT, SECTION, mm
from caseapp.dossier.pdf.headed import HeadedTable
from caseapp.dossier.pdf.sections import closing_rule
from caseapp.dossier.pdf.tables import Running

_LEFT, _RIGHT = PORTRAIT.left, PORTRAIT.right
_NUMBER = mm(6)
_TITLE = _LEFT + mm(9)
_HASH = _RIGHT - mm(52)
_SHEETS = mm(14)
_FIRST, _FOOT = 11.5, 5.0
_INTRO_WIDTH = mm(140)
_GROUP, _GROUPS = 4, 8


def draw_enclosures(book: Book, part: Enclosures, name: str) -> None:
    """Draw the index as the part `name`; the table's head is repeated on each page."""
    set_, running = book.compositor, Running()
    book.begin_part(name)
    short = book.dossier.head.short_title
    header = Header(book.joined(short, part.annex, part.title), book.copy)
    end = _HASH - mm(6) if part.heads[3] else _RIGHT
    head = _head(set_, running, part.heads, end)
    table = HeadedTable(book, header, head, part.title, name)
    flow = table.flow
    opening = table.opening(part.title, part.intro, _INTRO_WIDTH)
    gap = 15.0
    flow.place([*opening, Row(least=gap, with_next=True), head])
    with table.repeated():
        flow.place([_row(set_, row, end) for row in part.rows])
        flow.place(_total(set_, part))
    flow.place(running.rows(set_, _LEFT, PORTRAIT.measure))
    book.end_part(name)


def _head(set_: Compositor, running: Running, heads: tuple[str, str, str, str], end: float) -> Row:
    """The heads; the number of sheets ends at `end`."""
    number, title, sheets, digest = heads
    places = (
        (number, _LEFT, _NUMBER),
        (title, _TITLE, end - _SHEETS - _TITLE),
        (sheets, end - _SHEETS, _SHEETS),
        (digest, _HASH, _RIGHT - _HASH),
    )[: None if digest else 3]
    cells = []
    for place, (words, x, width) in enumerate(places):
        lines = running.lines(set_, words, styles.LABEL, width, 2)
        align: Align = "right" if place in (0, 2) else "left"
        cell = set_.cell("", styles.LABEL, x, width, 10.0, align=align)
        cells.append(cell._replace(lines=lines))
    rules = (Rule(_LEFT, _RIGHT, SECTION),)
    return Row(tuple(cells), foot=5.0, rules=rules, whole=True, with_next=True)


def _row(set_: Compositor, row: EnclosureRow, end: float) -> Row:
    sheets_left = end - _SHEETS
    cells = (
        set_.cell(row.number, styles.KEY, _LEFT, _NUMBER, _FIRST, align="right"),
        set_.cell(row.title, styles.SENDER, _TITLE, sheets_left - _TITLE, _FIRST),
        set_.cell(row.sheets, styles.KEY, sheets_left, _SHEETS, _FIRST, align="right"),
        set_.cell(_in_fours(row.hash), styles.HASH, _HASH, _RIGHT - _HASH, _FIRST),
    )
    return Row(cells, foot=_FOOT, rules=(Rule(_LEFT, _RIGHT, HAIR),), whole=True)


def _in_fours(digest: str) -> str:
    """The hash in groups of four, eight of them a line."""
    groups = [digest[at : at + _GROUP] for at in range(0, len(digest), _GROUP)]
    return "\n".join(
        " ".join(groups[start : start + _GROUPS]) for start in range(0, len(groups), _GROUPS)
    )


def _total(set_: Compositor, part: Enclosures) -> list[Row]:
    """The rule below the last row, and what there is in all."""
    rule = closing_rule(_LEFT, _RIGHT, SECTION)
    if not part.total:
        return [rule]
    cell = set_.cell(part.total, styles.KEY.strong, _TITLE, _RIGHT - _TITLE, 12.0)
    return [rule, Row((cell,), foot=3.0)]
