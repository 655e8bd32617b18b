"""The letter: addressee, sender, demands, enclosures, signature, registration corner.

One or two pages, set in serif on a grid of half lines. A letter that runs over by a few lines is
stepped down as a whole; gaps are never squeezed one by one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from caseapp.dossier.document import Enclosure, Letter, Text
from caseapp.dossier.languages import is_mirrored
from caseapp.dossier.pdf import letter_chinese, styles
from caseapp.dossier.pdf.addresses import broken
from caseapp.dossier.pdf.canvas import Page
from caseapp.dossier.pdf.compose import fitted, leading_of
from caseapp.dossier.pdf.flow import Cell, Flow, Place, Row, paginate
from caseapp.dossier.pdf.frame import Book, Header
from caseapp.dossier.pdf.grid import PORTRAIT, TABLE, column, mm
from caseapp.dossier.pdf.letter_rows import FIRST, numbered, set_row, sheets_of
from caseapp.dossier.pdf.links import part_anchor
from caseapp.dossier.pdf.sections import CORNER_TOP, draw_corner
from caseapp.dossier.pdf.styles import Setting
from caseapp.dossier.pdf.text import Line, TextStyle, width_of

_LEFT, _RIGHT, _WIDTH = PORTRAIT.left, PORTRAIT.right, PORTRAIT.measure
_ITEM_INDENT = mm(7)
_SUBJECT_WIDTH = mm(151)
_ENCLOSURES = column(2)
_ENCLOSURE_INDENT = mm(5)
_ENCLOSURE_WIDTH = mm(76)
_COUNT_RIGHT, _COUNT_WIDTH = mm(162), mm(27)
_SIGNATURE_LEFT, _SIGNATURE_RIGHT = mm(95), mm(155.5)
_SIGNATURE_ALONE = mm(62)
_SIGNATURE_LEAST = mm(30)
_OVERRUN = 6
"""A letter that runs over by this many lines or less is stepped down."""
_CORNER_WHITE = 12.0
_MOST_MOVED, _LONGEST_NAME = mm(7), 120
_SPARED = 2
"""A block moves off its column if that spares so many lines."""
_USUAL_STEP = styles.LETTER.leading


def draw_letter(book: Book, letter: Letter, name: str) -> None:
    """Draw the letter as the part `name`."""
    body, tail = _fitted(book, letter)
    book.begin_part(name)
    flow = _flow(book, letter)
    book.anchor(flow.page, part_anchor(name), PORTRAIT.top)
    book.bookmark(letter.contents_title, part_anchor(name))
    limit = _limit(letter)
    if _end([*body, *tail]) <= limit:
        flow.place([*body, *tail])
    else:
        # The corner needs the foot of the last page: what is signed goes over together, with
        # the paragraph before it.
        flow.place(body[:-1])
        flow.turn()
        flow.place([body[-1], *tail])
    if letter.corner:
        if flow.y > limit:
            flow.turn()
        draw_corner(flow.page, letter.corner, book.compositor)
    book.end_part(name)


def _limit(letter: Letter) -> float:
    """Where the last page ends: above the clerk's corner, if there is one."""
    return CORNER_TOP - _CORNER_WHITE if letter.corner else PORTRAIT.bottom


def _flow(book: Book, letter: Letter) -> Flow:
    """Pages of the letter; the first has no header, the others say whose letter it is."""
    head = book.dossier.head
    own = letter.header or book.joined(head.short_title, head.copy_words)
    header = Header(own, letter.date)
    begun = False

    def turn() -> Place:
        nonlocal begun
        page = book.page(PORTRAIT, replace(header, shown=begun))
        begun = True
        return Place(page, PORTRAIT.top, PORTRAIT.bottom)

    return Flow(turn, PORTRAIT.left)


def _fitted(book: Book, letter: Letter) -> tuple[list[Row], list[Row]]:
    """The letter in its usual size, or a step smaller if that spares a page.

    A letter that runs into the clerk's corner needs one page more.
    """
    layout = _CHINESE if letter.layout == "chinese" else _WESTERN
    if is_mirrored(book.dossier.head.language):
        layout = _ARABIC
    setting = layout.usual
    body, tail = layout.body(book, letter, setting), layout.tail(book, letter, setting)
    limit = _limit(letter)
    usual = [*body, *tail]
    pages = _pages(usual, limit)
    room = PORTRAIT.bottom - PORTRAIT.top
    into_corner = _end(usual) - limit
    over = sum(row.gap + row.height for row in usual) - (pages - 1) * room
    if into_corner > 0:
        over = into_corner
    if pages > 1 and over <= _OVERRUN * setting.leading:
        tight = layout.tight
        smaller = layout.body(book, letter, tight), layout.tail(book, letter, tight)
        if _pages([*smaller[0], *smaller[1]], limit) < pages:
            return smaller
    return body, tail


def _pages(rows: Sequence[Row], limit: float) -> int:
    """How many pages the rows take, if the last must end above `limit`."""
    top, bottom = PORTRAIT.top, PORTRAIT.bottom
    turns = max(put.turns for put in paginate(rows, top, top, bottom))
    return 1 + turns + (_end(rows) > limit)


def _end(rows: Sequence[Row]) -> float:
    """Where the rows end on the last page that they take."""
    top, bottom = PORTRAIT.top, PORTRAIT.bottom
    *_, last = paginate(rows, top, top, bottom)
    return last.top + last.row.height


def _body(book: Book, letter: Letter, setting: Setting) -> list[Row]:
    """Everything down to the closing paragraphs."""
    set_, step = book.compositor, setting.leading
    rows = _opening(book, letter, setting)
    if letter.title:
        cell = set_.cell(letter.title, styles.LETTER_TITLE, _LEFT, _WIDTH, FIRST)
        rows.append(set_row([cell], 2.5 * step, with_next=True))
    subject = set_.cell(letter.subject, setting.strong, _LEFT, _SUBJECT_WIDTH, FIRST, fit="even")
    rows.append(set_row([subject], 1.5 * step if letter.title else 1.6 * step, with_next=True))
    salutation = set_.cell(letter.salutation, setting, _LEFT, _WIDTH, FIRST)
    rows.append(set_row([salutation], 2 * step, with_next=True))

    def paragraph(text: Text, *, with_next: bool = False) -> Row:
        cell = set_.cell(text, setting, _LEFT, _WIDTH, FIRST, fit="even")
        return set_row([cell], 1.5 * step, with_next=with_next)

    rows += [paragraph(text) for text in letter.body]
    if letter.demands_lead:
        rows.append(paragraph(letter.demands_lead, with_next=True))
    inner = _LEFT + _ITEM_INDENT
    for mark, text in numbered(letter):
        cells = (
            set_.cell(mark, setting.plain, _LEFT, _ITEM_INDENT, FIRST),
            set_.cell(text, setting, inner, _RIGHT - inner, FIRST, fit="even"),
        )
        rows.append(set_row(cells, 1.25 * step))
    # Never enclosures and signature alone on a page.
    last = len(letter.closing) - 1
    rows += [paragraph(text, with_next=n == last) for n, text in enumerate(letter.closing)]
    return rows


def _opening(book: Book, letter: Letter, setting: Setting) -> list[Row]:
    """Sender and addressee side by side, date and number below them."""
    set_, step = book.compositor, setting.leading
    second = _second_column(letter, setting)
    first_width, second_width = second - _LEFT - mm(3), _RIGHT - second

    def block(lines: Sequence[str], type_: Setting, x: float, width: float, bold: bool) -> Cell:
        set_lines: list[Line] = []
        for number, text in enumerate(lines):
            style: TextStyle = type_.strong if bold and not number else type_.plain
            set_lines += set_.lines(broken(text, style, width), style, width)
        return Cell(x, width, set_lines, leading_of(set_lines, type_.plain), FIRST)

    if letter.sender_first:
        cells = (
            block(letter.sender, styles.SENDER, _LEFT, first_width, False),
            block(letter.addressee, setting, second, second_width, False),
        )
    else:
        cells = (
            block(letter.addressee, setting, _LEFT, first_width, False),
            block(letter.sender, styles.SENDER, second, second_width, True),
        )
    last = max(cell.height for cell in cells) - FIRST
    # Back on the grid of lines, with about one line of white.
    distance = step * math.ceil((last + 1.75 * step) / step - 0.01) - last
    number = setting if letter.sender_first else styles.SENDER
    dated = (
        set_.cell(letter.date, setting, _LEFT, first_width, FIRST),
        set_.cell(letter.number, number, second, second_width, FIRST),
    )
    return [Row(cells, with_next=True), set_row(dated, distance, with_next=True)]


def _second_column(letter: Letter, setting: Setting) -> float:
    """Where the block at the right begins: its usual column, or a little off it if that sets an
    office's name on fewer lines."""

    def lines(texts: Sequence[str], style: TextStyle, width: float) -> int:
        return sum(broken(text, style, width).count("\n") + 1 for text in texts)

    if not letter.sender_first:
        usual = column(8)
        needed = [width_of(line[:_LONGEST_NAME], setting.plain) for line in letter.addressee]
        moved = [_LEFT + width + mm(3) for width in needed]
        return max([usual, *(x + 0.1 for x in moved if x <= usual + _MOST_MOVED)])
    from_, to = styles.SENDER.plain, setting.plain
    widest = max((width_of(line[:_LONGEST_NAME], from_) for line in letter.sender), default=0.0)
    free = [column(n) for n in (6, 5) if column(n) - _LEFT - mm(6) >= widest]
    most = lines(letter.addressee, to, _RIGHT - column(7)) - _SPARED
    fewer = [x for x in free if lines(letter.addressee, to, _RIGHT - x) <= most]
    return min(fewer, default=column(7), key=lambda x: lines(letter.addressee, to, _RIGHT - x))


def _tail(book: Book, letter: Letter, setting: Setting) -> list[Row]:
    """Enclosures, farewell and signature, which stay together."""
    set_, step, line = book.compositor, setting.leading, styles.SENDER.leading
    rows = []
    for number, enclosure in enumerate(letter.enclosures, 1):
        distance = 1.75 * step if number == 1 else max(line, line * step / _USUAL_STEP)
        rows.append(_enclosure(book, letter, enclosure, number, distance))
    farewell = set_.cell(letter.farewell, setting, _LEFT, _WIDTH, FIRST)
    rows.append(set_row([farewell], 1.8 * step, with_next=True))
    rows += (
        _signed(book, letter, setting) if letter.signature.lead else _alone(book, letter, setting)
    )
    return rows


def _enclosure(
    book: Book, letter: Letter, enclosure: Enclosure, number: int, distance: float
) -> Row:
    """A line of the list; how many sheets a part has is known when all of them are drawn."""
    set_ = book.compositor
    label = letter.enclosures_label if number == 1 else ""
    figure = f"{number}." if enclosure.numbered else ""
    inner = _ENCLOSURES + _ENCLOSURE_INDENT
    count_left = _COUNT_RIGHT - _COUNT_WIDTH
    target = part_anchor(enclosure.part)
    cells = (
        set_.cell(label, styles.SENDER.strong, _LEFT, _ENCLOSURES - _LEFT - mm(2), FIRST),
        set_.cell(figure, styles.SENDER, _ENCLOSURES, _ENCLOSURE_INDENT, FIRST),
        set_.cell(enclosure.title, styles.SENDER, inner, _ENCLOSURE_WIDTH, FIRST, target=target),
        set_.cell(enclosure.sheets, styles.SENDER, count_left, _COUNT_WIDTH, FIRST, align="right"),
    )
    row = set_row(cells, distance, with_next=True)
    if enclosure.sheets:
        return row

    def paint(page: Page, top: float) -> None:
        def count(page: Page, number: int, total: int) -> None:
            style = styles.SENDER.plain
            line = fitted(sheets_of(book, enclosure.part, letter), style, _COUNT_WIDTH)
            page.lines(_COUNT_RIGHT - line.width, top + FIRST, [line], style.leading)

        page.later(count)

    return replace(row, paint=paint)


def _signed(book: Book, letter: Letter, setting: Setting) -> list[Row]:
    """For whom, a line to sign on, and the name at the right edge of the same line."""
    set_, signature = book.compositor, letter.signature
    step = setting.leading
    lead = [
        line
        for text in signature.lead
        for line in set_.lines(text, setting, _SIGNATURE_LEFT - _LEFT - mm(2))
    ]
    cells = [Cell(_LEFT, _SIGNATURE_LEFT - _LEFT, lead, step, FIRST)]
    last = cells[0].height
    wide = width_of(signature.name[:200], setting.plain)
    right = min(_SIGNATURE_RIGHT, _RIGHT - wide - mm(4))
    name = set_.cell(signature.name, setting, _LEFT, _WIDTH, last, align="right")
    below = right < _SIGNATURE_LEFT + _SIGNATURE_LEAST or len(name.lines) > 1
    if below:
        right = _RIGHT
    caption = set_.cell(
        signature.caption,
        styles.CAPTION,
        _SIGNATURE_LEFT,
        right - _SIGNATURE_LEFT,
        last + 11.5,
        align="center",
    )
    if below:
        name = name._replace(first=max(last, caption.height) + 1.5 * step)
    cells += [name, caption]

    def paint(page: Page, top: float) -> None:
        y = top + last + 2.5
        page.rule(_SIGNATURE_LEFT, y, right, y, TABLE)

    return [replace(set_row(cells, 1.5 * step, whole=True), paint=paint, foot=0.8 * step)]


def _alone(book: Book, letter: Letter, setting: Setting) -> list[Row]:
    """A line to sign on, and the name below it."""
    set_, signature = book.compositor, letter.signature
    drop = 2.7 * setting.leading
    caption = set_.cell(
        signature.caption, styles.CAPTION, _LEFT, _SIGNATURE_ALONE, drop + 9.0, align="center"
    )
    first = drop + setting.leading + (10.0 if signature.caption else 0.0)
    name = set_.cell(signature.name, setting, _LEFT, _WIDTH, first)

    def paint(page: Page, top: float) -> None:
        page.rule(_LEFT, top + drop, _LEFT + _SIGNATURE_ALONE, top + drop, TABLE)

    return [Row((caption, name), whole=True, paint=paint)]


class _Layout(NamedTuple):
    """How a letter is put together: down to the closing, what stays together, and the sizes."""

    body: Callable[[Book, Letter, Setting], list[Row]]
    tail: Callable[[Book, Letter, Setting], list[Row]]
    usual: Setting
    tight: Setting


_WESTERN = _Layout(_body, _tail, styles.LETTER, styles.LETTER_TIGHT)
_ARABIC = _Layout(_body, _tail, styles.LETTER_ARABIC, styles.LETTER_ARABIC_TIGHT)
_CHINESE = _Layout(
    letter_chinese.body, letter_chinese.tail, styles.LETTER_HAN, styles.LETTER_HAN_TIGHT
)
