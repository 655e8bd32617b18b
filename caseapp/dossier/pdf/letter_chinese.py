"""The Chinese letter: number, centred title, addressee, body, 此致 and 敬礼, who signs, date.

Lines are filled and justified, paragraphs begin two characters in, and no white stands between
them (after GB/T 9704). Annexes are listed at the left, sender and signature at the right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from caseapp.dossier.document import Letter, Text
from caseapp.dossier.pdf import styles
from caseapp.dossier.pdf.canvas import Page
from caseapp.dossier.pdf.flow import Cell, Row
from caseapp.dossier.pdf.frame import Book
from caseapp.dossier.pdf.grid import PORTRAIT, TABLE, column, mm
from caseapp.dossier.pdf.letter_rows import FIRST, numbered, set_row, sheets_of
from caseapp.dossier.pdf.links import part_anchor
from caseapp.dossier.pdf.styles import Setting
from caseapp.dossier.pdf.text import Line, width_of

_LEFT, _RIGHT, _WIDTH = PORTRAIT.left, PORTRAIT.right, PORTRAIT.measure
_INDENT = 2.0
"""Characters by which a paragraph begins further in."""
_TITLE_DROP, _ADDRESSEE_DROP, _OPENING_DROP = 41.0, 38.0, 24.0
_LIST_DROP = 33.0
_SECOND = column(5)
_LABEL = mm(14)
_SIGN_WIDTH, _SIGN_LEAST = mm(50), mm(25)
_SLACKS = 16
_ENDS, _BEGINNINGS = "，、；）》的", "（《和"
"""Where a title breaks without parting a word."""

Paint = Callable[[Page, float], None]


def body(book: Book, letter: Letter, setting: Setting) -> list[Row]:
    """Everything down to the closing paragraphs."""
    set_, step = book.compositor, setting.leading
    number = set_.cell(letter.number, styles.SENDER_HAN, _LEFT, _WIDTH, FIRST, align="right")
    rows = [Row((number,), with_next=True)]
    for title in filter(None, (letter.title, letter.subject)):
        lines = _balanced(book, title)
        cell = Cell(_LEFT, _WIDTH, lines, styles.LETTER_TITLE_HAN.leading, FIRST, "center")
        rows.append(set_row([cell], _TITLE_DROP if len(rows) == 1 else 1.5 * step, with_next=True))
    opening = [*letter.addressee, letter.salutation]
    for n, words in enumerate(filter(None, opening)):
        cell = set_.cell(words, setting, _LEFT, _WIDTH, FIRST)
        rows.append(set_row([cell], step if n else _ADDRESSEE_DROP, with_next=True))
    for n, (text, tied) in enumerate(_paragraphs(letter)):
        cell = _paragraph(book, text, setting)
        rows.append(set_row([cell], step if n else _OPENING_DROP, with_next=tied))
    return rows


def _paragraphs(letter: Letter) -> Iterator[tuple[Text, bool]]:
    """Each paragraph, and whether the next must stand on the same page."""
    for text in letter.body:
        yield text, False
    if letter.demands_lead:
        yield letter.demands_lead, True
    for mark, text in numbered(letter):
        yield _begun(mark, text), False
    for number, text in enumerate(letter.closing, 1):
        yield text, number == len(letter.closing)


def _begun(mark: str, text: Text) -> Text:
    """A demand with its number, which is part of the sentence."""
    if text and text[0].style == "plain" and not text[0].target:
        return (replace(text[0], text=mark + text[0].text), *text[1:])
    return (replace(text[0], text=mark, style="plain", target=""), *text) if text else ()


def _paragraph(book: Book, text: str | Text, setting: Setting) -> Cell:
    """A justified paragraph, two characters in."""
    indent = _INDENT * setting.plain.size * setting.plain.han
    return book.compositor.cell(
        text, setting, _LEFT, _WIDTH, FIRST, fit="spread", indent=indent
    )  # fmt: skip


def _balanced(book: Book, title: str) -> Sequence[Line]:
    """The lines of a title, as even as its words allow."""
    style, set_ = styles.LETTER_TITLE_HAN, book.compositor
    lines = set_.lines(title, style, _WIDTH)
    if len(lines) < 2:
        return lines
    share = width_of(title, style) / len(lines)
    tried = [
        set_.lines(title, style, min(_WIDTH, share + slack * style.size / 2))
        for slack in range(1, _SLACKS)
    ]
    tried = [even for even in tried if len(even) == len(lines)]
    return next(filter(_well_broken, tried), tried[0] if tried else lines)


def _well_broken(lines: Sequence[Line]) -> bool:
    """Whether every line ends after a mark, or the next begins with a bracket or "and"."""
    return all(
        above.text[-1:] in _ENDS or below.text[:1] in _BEGINNINGS
        for above, below in pairwise(lines)
    )


def tail(book: Book, letter: Letter, setting: Setting) -> list[Row]:
    """Farewell, annexes, sender and signature, which stay together."""
    rows = []
    for n, words in enumerate(letter.farewell.split()):
        cell = (
            book.compositor.cell(words, setting, _LEFT, _WIDTH, FIRST)
            if n
            else _paragraph(book, words, setting)
        )
        rows.append(set_row([cell], setting.leading, with_next=True))
    return [*rows, _foot(book, letter)]


def _foot(book: Book, letter: Letter) -> Row:
    """Annexes at the left; a line to sign on, sender and date at the right."""
    annexes, count = _annexes(book, letter)
    signed, sign = _signed(book, letter)

    def paint(page: Page, top: float) -> None:
        count(page, top)
        sign(page, top)

    step = styles.SENDER_HAN.leading
    return replace(
        set_row([*annexes, *signed], _LIST_DROP, whole=True), paint=paint, foot=0.5 * step
    )


def _annexes(book: Book, letter: Letter) -> tuple[list[Cell], Paint]:
    """A line for each annex; the sheets of each stand behind its title, once they are known."""
    set_, style = book.compositor, styles.SENDER_HAN
    title_left = _LEFT + _LABEL
    cells: list[Cell] = []
    counts: list[tuple[float, float, str, str]] = []
    first = FIRST
    for enclosure in letter.enclosures:
        label = set_.cell(enclosure.label, style, _LEFT, _LABEL - mm(1), first)
        target = part_anchor(enclosure.part)
        title = set_.cell(
            enclosure.title, style, title_left, _SECOND - mm(20) - title_left, first, target=target
        )
        end = title_left + max((line.width for line in title.lines[-1:]), default=0.0)
        last = max(first, label.height, title.height)
        counts.append((end, last, enclosure.part, enclosure.sheets))
        cells += [label, title]
        first = last + style.leading

    def paint(page: Page, top: float) -> None:
        def count(page: Page, number: int, total: int) -> None:
            for x, y, part, said in counts:
                words = said or sheets_of(book, part, letter)
                if words:
                    page.text(x, top + y, f"（{words}）", style.plain)

        page.later(count)

    return cells, paint


def _signed(book: Book, letter: Letter) -> tuple[list[Cell], Paint]:
    """For whom, a line to sign on, who signs; then the sender's lines and the date."""
    set_, style, signature = book.compositor, styles.SENDER_HAN, letter.signature
    width = _RIGHT - _SECOND
    cells: list[Cell] = []
    first = FIRST

    def add(text: str) -> None:
        nonlocal first
        if text:
            cell = set_.cell(text, style, _SECOND, width, first)
            cells.append(cell)
            first = cell.height + style.leading

    for text in signature.lead:
        add(text)
    caption = f"（{signature.caption}）" if signature.caption else ""
    beside = width_of(caption[:60], style.plain)
    lead_end = cells[-1].lines[-1].width + mm(2) if cells else 0.0
    if width - lead_end - beside < _SIGN_LEAST:
        lead_end, first = 0.0, first + style.leading
        line = first - style.leading
    else:
        line = cells[-1].height if cells else first
        first = line + style.leading
    start = _SECOND + lead_end
    end = min(start + _SIGN_WIDTH, _RIGHT - beside)
    cells.append(set_.cell(caption, style, end, _RIGHT - end, line))
    for text in (signature.name, *letter.sender, letter.date):
        add(text)

    def paint(page: Page, top: float) -> None:
        page.rule(start, top + line + 2.0, end, top + line + 2.0, TABLE)

    return cells, paint
