"""What another copy does not show, for the office alone: a table grouped by person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from caseapp.dossier.document import Text, WithheldGroup, WithheldList, WithheldRow
from caseapp.dossier.pdf import styles
from caseapp.dossier.pdf.compose import Compositor
from caseapp.dossier.pdf.flow import Row, Rule
from caseapp.dossier.pdf.frame import Book, Header
from caseapp.dossier.pdf.grid import HAIR, PORTRAIT, SECTION, TABLE, mm
from caseapp.dossier.pdf.headed import HeadedTable
from caseapp.dossier.pdf.sections import closing_rule, section
from caseapp.dossier.pdf.tables import Running

_LEFT, _RIGHT = PORTRAIT.left, PORTRAIT.right
_WIDTHS = (8.0, 13.0, 29.0, 42.0, 35.0, 38.0)
"""Number, page, class, what, token, ground; millimetres."""
_EDGES = tuple(_LEFT + mm(sum(_WIDTHS[:number])) for number in range(len(_WIDTHS) + 1))
_WHITE = mm(2.5)
"""A bracket at a line's start hangs into it."""
_FIRST, _FOOT = 11.0, 4.9
_INTRO_WIDTH = mm(140)
_TEXT_WIDTH = mm(151)


def draw_withheld(book: Book, part: WithheldList, name: str) -> None:
    """Draw the list as the part `name`; the table's head is repeated on each page."""
    set_, running = book.compositor, Running()
    book.begin_part(name)
    header = Header(part.title, part.header_right)
    head = _head(set_, running, part.heads)
    table = HeadedTable(book, header, head, part.title, name)
    flow = table.flow
    opening = table.opening(part.title, part.intro, _INTRO_WIDTH)
    flow.place([*opening, replace(head, gap=15.0)])
    with table.repeated():
        flow.place(_table(set_, part.groups))
    flow.place(_notes(set_, part))
    flow.place(running.rows(set_, _LEFT, _RIGHT - _LEFT))
    book.end_part(name)


def _head(set_: Compositor, running: Running, heads: Sequence[str]) -> Row:
    cells = []
    for column, text in enumerate(heads):
        width = _EDGES[column + 1] - _EDGES[column] - _WHITE
        lines = running.lines(set_, text, styles.LABEL_STRONG, width, 2)
        cell = set_.cell("", styles.LABEL_STRONG, _EDGES[column], width, _FIRST)
        cells.append(cell._replace(lines=lines))
    rules = (Rule(_LEFT, _RIGHT, SECTION),)
    return Row(tuple(cells), foot=5.0, rules=rules, whole=True, with_next=True)


def _table(set_: Compositor, groups: Sequence[WithheldGroup]) -> list[Row]:
    """A row a person, and the items under it, numbered through."""
    rows: list[Row] = []
    number = 0
    for group in groups:
        rules = () if rows else (Rule(_LEFT, _RIGHT, TABLE),)
        width = _EDGES[3] - _LEFT - _WHITE
        cells = (
            set_.cell(group.name, styles.WITHHELD_NAME, _LEFT, width, 16.0),
            set_.cell(group.case_number, styles.LABEL, _EDGES[3], _EDGES[4] - _EDGES[3], 16.0),
        )
        rows.append(
            Row(cells, foot=5.0, rules=rules or (Rule(_LEFT, _RIGHT, HAIR),), with_next=True)
        )
        for row in group.rows:
            number += 1
            rows.append(_item(set_, number, row))
    return [*rows, closing_rule(_LEFT, _RIGHT)]


def _item(set_: Compositor, number: int, row: WithheldRow) -> Row:
    texts: tuple[str | Text, ...] = (
        str(number),
        row.pages,
        row.information,
        row.what,
        row.token,
        row.ground,
    )
    cells = tuple(
        set_.cell(
            text,
            styles.WITHHELD,
            _EDGES[column],
            _EDGES[column + 1] - _EDGES[column] - _WHITE,
            _FIRST,
        )
        for column, text in enumerate(texts)
    )
    return Row(cells, foot=_FOOT, rules=(Rule(_LEFT, _RIGHT, HAIR),), whole=True)


def _notes(set_: Compositor, part: WithheldList) -> list[Row]:
    """What was shown although it could be withheld, what was set aside, what was searched for."""
    rows: list[Row] = []
    for label, texts in (
        (part.overridden_label, part.overridden),
        (part.shown_label, (part.shown,)),
        (part.checked_label, (part.checked,)),
    ):
        texts = tuple(text for text in texts if text)
        if not texts:
            continue
        rows.append(section(set_, label, _LEFT, _RIGHT, first=9.0, gap=23.0))
        for text in texts:
            cell = set_.cell(text, styles.EXCERPT, _LEFT, _TEXT_WIDTH, 9.0, fit="even")
            rows.append(Row((cell,), foot=3.0))
    return rows
