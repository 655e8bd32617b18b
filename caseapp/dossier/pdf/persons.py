"""The list of persons, A4 across: one row a person, the head repeated, the legend on each sheet.

The columns' widths are the page's; a class of information that no column carries leaves its room
to the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from caseapp.dossier.document import Column, PersonList, PersonRow
from caseapp.dossier.pdf import styles
from caseapp.dossier.pdf.canvas import Align, Page
from caseapp.dossier.pdf.compose import Compositor, leading_of, plain
from caseapp.dossier.pdf.flow import CHANGE_BAR, Cell, Row, Rule
from caseapp.dossier.pdf.frame import Book, Header, fill
from caseapp.dossier.pdf.grid import HAIR, LANDSCAPE, SECTION, TABLE, mm
from caseapp.dossier.pdf.links import part_anchor
from caseapp.dossier.pdf.tables import Running, each_page, pages_of
from caseapp.dossier.pdf.text import Line, width_of
from caseapp.dossier.pdf.text.tokens import tokens

_LEFT, _RIGHT, _WIDTH = LANDSCAPE.left, LANDSCAPE.right, LANDSCAPE.measure
_WIDTHS = {
    "number": 7.0,
    "name": 34.0,
    "birth": 18.0,
    "identifier": 32.5,
    "home": 22.5,
    "taken": 24.0,
    "reason_given": 25.0,
    "reason_believed": 27.0,
    "term": 23.0,
    "status": 23.0,
    "petitioner": 21.0,
}
"""Widths in millimetres."""
_FIXED = frozenset({"number", "identifier"})
_OTHER = 22.0
_GUTTER = mm(1.2)
_NUMBER_GAP = mm(2.6)
_TITLE_DROP = 15.0
_TABLE_DROP = 9.0
"""From the top margin to the title's baseline, and from there to the table's rule."""
_FIRST, _FOOT = 11.0, 5.2
_LEGEND_DROP = 11.0
_LEGEND_WIDTH = mm(212)
_LEGEND_MOST = 4
_HEAD_MOST = 3
_NOTE_GAP = 24.0
_LONGEST_WORD, _LONGEST_LINE = 24, 400
"""Longer words are cut all the same."""
_LINES = {"name": 34.0, "birth": 22.5}
"""Columns whose lines stay whole if they need no more than this, in millimetres."""
_GIVEN = 0.6
"""The part of their spare room that columns give to those that lack some."""
_ROUNDING = 0.1
_HELD = 1_000
"""Rows of a list that are held at once."""


@dataclass(frozen=True)
class _Slot:
    """A column in place: left edge and width of its text."""

    key: str
    x: float
    width: float


def draw_persons(book: Book, part: PersonList, name: str) -> None:
    """Draw the list as the part `name`."""
    set_, running = book.compositor, Running()
    slots = _slots(part)
    head = _head(set_, running, part.columns, slots)
    legend = running.lines(set_, part.legend, styles.LABEL, _LEGEND_WIDTH, _LEGEND_MOST)
    titles = running.lines(set_, part.title, styles.SHEET_TITLE, _WIDTH * 0.6, 2)
    title_y = LANDSCAPE.top + _TITLE_DROP
    last_title_y = title_y + max(0, len(titles) - 1) * styles.SHEET_TITLE.leading
    top = last_title_y + _TABLE_DROP
    below = leading_of(legend, styles.LABEL)
    kept = _LEGEND_DROP + len(legend) * below if legend else 0.0
    room = LANDSCAPE.bottom - top - head.height - kept
    sheets, pages = _pages(book, part, slots, room)
    book.begin_part(name)
    header = Header(book.joined(part.annex, part.title), book.copy)
    for number, rows in enumerate(pages, 1):
        page = book.page(LANDSCAPE, header)
        if number == 1:
            book.anchor(page, part_anchor(name), LANDSCAPE.top)
            book.bookmark(book.joined(part.annex, part.title), part_anchor(name))
        page.lines(_LEFT, title_y, titles, styles.SHEET_TITLE.leading)
        note = fill(part.note, sheet=number, sheets=sheets)
        taken = titles[-1].width if titles else 0.0
        lines = _note(set_, running if number == 1 else Running(), note, taken)
        lift = (len(lines) - 1) * styles.LABEL.leading
        note_cell = Cell(_LEFT, _WIDTH, lines, styles.LABEL.leading, 0.0, "right")
        note_cell.draw(page, last_title_y - lift)
        y = top
        for row in (head, *rows):
            row.draw(page, y, _LEFT - CHANGE_BAR)
            y += row.height
        page.rule(_LEFT, y, _RIGHT, y, SECTION)
        page.lines(_LEFT, y + _LEGEND_DROP, legend, below)
    if running.rest:
        book.flow(LANDSCAPE, header).place(running.rows(set_, _LEFT, _WIDTH))
    book.end_part(name)


def _pages(
    book: Book, part: PersonList, slots: Sequence[_Slot], room: float
) -> tuple[int, Iterable[list[Row]]]:
    """How many sheets the list takes, and the rows of each.

    Each sheet says how many there are. The rows of a long list are set twice instead of being
    held all at once: that would take some five kilobytes a person.
    """

    def rows() -> Iterator[Row]:
        return (_row(book, person, slots) for person in part.rows)

    if len(part.rows) <= _HELD:
        pages = pages_of(list(rows()), room)
        return len(pages), pages
    return sum(1 for _ in each_page(rows(), room)), each_page(rows(), room)


def _note(set_: Compositor, running: Running, text: str, taken: float) -> Sequence[Line]:
    """How many, which sheet, as of when: beside a title that has taken some of the measure."""
    return running.lines(set_, text, styles.LABEL, _WIDTH - taken - _NOTE_GAP, 3)


def _slots(part: PersonList) -> list[_Slot]:
    """The columns side by side over the whole measure."""
    columns = part.columns
    last = str(max((person.number for person in part.rows), default=0))
    digits = max(mm(_WIDTHS["number"]) - _NUMBER_GAP, width_of(last, styles.DENSE.plain))
    for head in (text for column in columns if column.key == "number" for text in column.head):
        digits = max(digits, min(width_of(head[:_LONGEST_WORD], styles.TABLE_HEAD), 1.5 * digits))
    wide = [mm(_WIDTHS.get(column.key, _OTHER)) for column in columns]
    fixed = [column.key in _FIXED for column in columns]
    for number, column in enumerate(columns):
        if column.key == "number":
            wide[number] = digits + _NUMBER_GAP
    free = sum(width for width, is_fixed in zip(wide, fixed, strict=True) if not is_fixed)
    stretch = (_WIDTH - sum(wide) + free) / free if free else 1.0
    wide = [w if is_fixed else w * stretch for w, is_fixed in zip(wide, fixed, strict=True)]
    needs = [w if f else n for w, f, n in zip(wide, fixed, _needs(part), strict=True)]
    wide = _shared(wide, needs)
    slots = []
    x = _LEFT
    for width, column in zip(wide, columns, strict=True):
        gap = _NUMBER_GAP if column.key == "number" else _GUTTER
        slots.append(_Slot(column.key, x, width - gap))
        x += width
    return slots


def _needs(part: PersonList) -> list[float]:
    """For each column the width of its longest word, so that no word need be cut; for names and
    dates that of their longest line, up to the column's usual width."""
    longest = []
    for number, column in enumerate(part.columns):
        style = styles.DENSE_NAME.strong if column.key == "name" else styles.DENSE.plain
        lines = {
            plain(text)[:_LONGEST_LINE]
            for person in part.rows
            for text in (person.cells[number] if number < len(person.cells) else ())
        }
        pieces = {line[token.start : token.end] for line in lines for token in tokens(line)}
        words = {word for word in pieces if len(word) <= _LONGEST_WORD}
        need = max((width_of(word, style) for word in words), default=0.0)
        if column.key in _LINES:
            line = max((width_of(line, style) for line in lines), default=0.0)
            need = max(need, min(line, mm(_LINES[column.key]) - _GUTTER))
        longest.append(need + _GUTTER + _ROUNDING)
    return longest


def _shared(wide: Sequence[float], needs: Sequence[float]) -> list[float]:
    """Columns that need more take it from those that need less, in proportion to their spare."""
    spare = [max(0.0, width - need) for width, need in zip(wide, needs, strict=True)]
    lacking = [max(0.0, need - width) for width, need in zip(wide, needs, strict=True)]
    if not sum(lacking) or not sum(spare):
        return list(wide)
    given = min(sum(lacking), sum(spare) * _GIVEN)
    return [
        width + more * given / sum(lacking) - less * given / sum(spare)
        for width, more, less in zip(wide, lacking, spare, strict=True)
    ]


def _head(
    set_: Compositor, running: Running, columns: Sequence[Column], slots: Sequence[_Slot]
) -> Row:
    """Two heads stacked a column, between the table's rule and the rule under its head."""
    style = styles.TABLE_HEAD
    cells = []
    for column, slot in zip(columns, slots, strict=True):
        lines: list[Line] = []
        for text in column.head:
            lines += running.lines(set_, text, style, slot.width, _HEAD_MOST)
        align: Align = "right" if slot.key == "number" else "start"
        cells.append(Cell(slot.x, slot.width, lines, leading_of(lines, style), 10.0, align))
    height = max((cell.height for cell in cells), default=0.0) + 4.5

    def paint(page: Page, top: float) -> None:
        page.rule(_LEFT, top + height, _RIGHT, top + height, TABLE)

    rules = (Rule(_LEFT, _RIGHT, SECTION),)
    return Row(tuple(cells), least=height, rules=rules, paint=paint)


def _row(book: Book, person: PersonRow, slots: Sequence[_Slot]) -> Row:
    set_ = book.compositor
    cells = []
    for slot, texts in zip(slots, person.cells, strict=False):
        if slot.key == "number":
            number = set_.cell(
                str(person.number), styles.DENSE, slot.x, slot.width, _FIRST, target=person.anchor
            )
            cells.append(number._replace(align="right"))
            continue
        setting = styles.DENSE_NAME if slot.key == "name" else styles.DENSE
        cells.append(set_.stack(texts, setting, slot.x, slot.width, _FIRST))
    row = Row(tuple(cells), foot=_FOOT, rules=(Rule(_LEFT, _RIGHT, HAIR),), whole=True)
    named = next((slot for slot in slots if slot.key == "name"), None)
    if named is None or not set_.leads(person.anchor):
        return row
    height = min(row.height, LANDSCAPE.height / 2)

    def paint(page: Page, top: float) -> None:
        page.link(named.x, top, named.width, height, person.anchor)

    return replace(row, paint=paint)
