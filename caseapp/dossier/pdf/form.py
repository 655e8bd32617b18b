"""A form of another body: one person, numbered items in sections, boxes, lines to sign.

Columns: number 10 mm, label 52 mm, value, and at the right edge the letter of what is
confidential. A value that runs over goes on under its section's bar. What nobody answered has a
line for the pen. Each form begins a page, and is set a little closer where that saves one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from caseapp.dossier.document import Form, FormBox, FormRow, Forms, FormSection, Span, Text
from caseapp.dossier.pdf import styles
from caseapp.dossier.pdf.binding import bind, bound
from caseapp.dossier.pdf.canvas import Align, Page
from caseapp.dossier.pdf.compose import Compositor, plain
from caseapp.dossier.pdf.flow import CHANGE_BAR, Cell, Flow, Place, Row, Rule, Trial, needed
from caseapp.dossier.pdf.frame import Book, Header
from caseapp.dossier.pdf.grid import HAIR, PORTRAIT, SECTION, TABLE, mm
from caseapp.dossier.pdf.links import part_anchor
from caseapp.dossier.pdf.photo import LEFT as PHOTO_LEFT
from caseapp.dossier.pdf.photo import PhotoBlock
from caseapp.dossier.pdf.sections import closing_rule, page_title
from caseapp.dossier.pdf.text import Line

_LEFT, _RIGHT = PORTRAIT.left, PORTRAIT.right
_LABEL = _LEFT + mm(10)
_VALUE = _LABEL + mm(52)
_LABEL_WIDTH = _VALUE - _LABEL - mm(3)
_NUMBER_WIDTH = _LABEL - _LEFT - mm(1)
_MARK_WIDTH = mm(7)
_INTRO_WIDTH = mm(153)
_BESIDE_PHOTO = PHOTO_LEFT - mm(7)
"""Where rows end that stand beside the photograph."""
_UNDER_PHOTO = 8.0

_TITLE_FIRST, _INTRO_FIRST, _NOTICE_FIRST = 13.0, 9.0, 8.0
_PARAGRAPH = 2.0

_CAP = 7.5
"""How far a change bar reaches above a paragraph's first baseline."""

_BOX, _BOX_WEIGHT = 7.0, 0.6
_BOX_SINK = 0.6
"""How far a box stands below the baseline."""
_WORDS = _BOX + 4.5
"""From a box's left edge to its words."""
_BOX_GAP = 12.0
_TICK = ((1.5, 3.6), (3.0, 1.8), (5.6, 5.6))
"""The tick's corners, right of and above the box's lower left one."""
_TICK_WEIGHT = 1.0

_SIGN_FIRST, _SIGN_WIDTH, _SIGN_WHITE = mm(40), mm(70), mm(16)


_WHOLE = 12
"""Lines of an item that do not part: what goes over a page's end then has its label."""
_PEN = 4.0
"""What a line for the pen stands below the line of type beside it."""


class _Spacing(NamedTuple):
    """White of a form, points: first baselines of items and bars, white below them, above a
    section, above the first one, above the line to sign on."""

    first: float
    foot: float
    bar_first: float
    bar_foot: float
    section: float
    first_section: float
    sign: float


_USUAL = _Spacing(10.7, 4.6, 11.0, 5.2, 5.6, 9.0, mm(15))
_CLOSE = _Spacing(10.4, 4.0, 10.5, 4.6, 4.2, 7.0, mm(12))


def draw_forms(book: Book, part: Forms, name: str, share: slice = slice(None)) -> None:
    """Draw the forms, or a share of them, as the part `name`, with a bookmark for each below
    the part's."""
    book.begin_part(name)
    title = book.joined(part.annex, part.title)
    marked = any(form.notice for form in part.forms)
    for number, form in list(enumerate(part.forms))[share]:
        drawing = _Drawing(book, form, notice=bool(form.notice) or not marked)
        if number == 0:
            book.anchor(drawing.flow.page, part_anchor(name), PORTRAIT.top)
            book.bookmark(title, part_anchor(name))
        book.anchor(drawing.flow.page, form.anchor, PORTRAIT.top)
        book.bookmark(form.bookmark, form.anchor, 1)
        drawing.draw()
    if not part.forms:
        flow = book.flow(PORTRAIT, Header(title, book.copy))
        book.anchor(flow.page, part_anchor(name), PORTRAIT.top)
        book.bookmark(title, part_anchor(name))
        flow.place([page_title(book.compositor, part.title, _LEFT, _RIGHT)])
    book.end_part(name)


class _Drawing:
    """One form on its pages.

    `_bar` is the section that goes on over a page's end, if any; `_clear` is down to where rows
    of the first page must stand beside the photograph; `_pages` counts those begun, on trial too.
    """

    def __init__(self, book: Book, form: Form, *, notice: bool) -> None:
        self._book = book
        self._form = form
        self._set = book.compositor
        self._notice = notice
        self._bar: Row | None = None
        self._clear = 0.0
        self._pages = 0
        self._spacing = _USUAL
        self.flow = Flow(self._turn, _LEFT)

    def _turn(self) -> Place:
        """The next page: from the second on with the name, and the bar of what goes on."""
        form, book = self._form, self._book
        name = plain(form.name) if self._pages else ""
        page = book.page(
            PORTRAIT, Header(book.joined(form.header, name), book.copy), notice=self._notice
        )
        self._pages += 1
        if self._bar is not None:
            self._bar.draw(page, PORTRAIT.top, _LEFT - CHANGE_BAR)
        return Place(page, self._top(), PORTRAIT.bottom)

    def _top(self) -> float:
        return PORTRAIT.top + (self._bar.height if self._bar else 0.0)

    def draw(self) -> None:
        """The form, closer where that saves a page."""
        head = self._head()
        usual = self._tried(head, _USUAL)
        if usual > 1 and self._tried(head, _CLOSE) < usual:
            self._spacing = _CLOSE
        self._pages = 1
        self._run(self.flow, head)

    def _tried(self, head: Sequence[Row], spacing: _Spacing) -> int:
        """How many pages the form takes with this spacing."""
        self._spacing, self._pages = spacing, 0
        page = self.flow.page

        def turn() -> Place:
            self._pages += 1
            return Place(page, self._top(), PORTRAIT.bottom)

        trial = Trial(turn, _LEFT)
        self._run(trial, head)
        pages, self._spacing = self._pages, _USUAL
        return pages

    def _run(self, flow: Flow, head: Sequence[Row]) -> None:
        """Head, sections, and the foot together with the last row, so that it signs something."""
        flow.place(head)
        form, spacing = self._form, self._spacing
        foot = [replace(closing_rule(_LEFT, _RIGHT, SECTION), with_next=True), *self._signatures()]
        for number, section in enumerate(form.sections, 1):
            gap = spacing.first_section if number == 1 else spacing.section
            self._section(flow, section, gap, foot if number == len(form.sections) else [])
        if not form.sections:
            flow.place(foot)

    # -- the head ------------------------------------------------------------------------------
    def _head(self) -> list[Row]:
        """Title and intro, beside the photograph if the form has one."""
        form, set_ = self._form, self._set
        photo = PhotoBlock(form.photo, self._book.images, set_) if form.photo else None
        right = _BESIDE_PHOTO if photo else _RIGHT
        title = set_.cell(form.title, styles.FORM_TITLE, _LEFT, right - _LEFT, _TITLE_FIRST)
        width = min(_INTRO_WIDTH, right - _LEFT)
        intro = set_.cell(bound(form.intro), styles.INTRO, _LEFT, width, _INTRO_FIRST, fit="even")
        rows = [Row((title,), foot=6.0, with_next=True), Row((intro,), foot=4.0)]
        if form.notice:
            cell = set_.cell(form.notice, styles.NOTICE, _LEFT, width, _NOTICE_FIRST)
            rows.append(Row((cell,), foot=3.0))
        if photo:
            photo.draw(self.flow.page, self.flow.y)
            self._clear = self.flow.y + photo.height + _UNDER_PHOTO
            rows += photo.rest
        return rows

    # -- sections ------------------------------------------------------------------------------
    def _section(self, flow: Flow, section: FormSection, gap: float, foot: Sequence[Row]) -> None:
        """The bar, then the items; the bar is repeated where they run over a page's end."""
        spacing = self._spacing
        bar = _bar(section, self._set, self._right(flow.y + gap), spacing)
        rows = self._items(section, flow.y + gap + bar.height)
        if foot and rows:
            rows[-1] = replace(rows[-1], with_next=True)
        rows += foot
        page = PORTRAIT.bottom - PORTRAIT.top - bar.height
        begins = gap + bar.height + (needed(rows, 0, page) if rows else 0.0)
        if flow.y > flow.top and begins > flow.room:
            flow.turn()
        flow.place([replace(bar, gap=gap)])
        self._bar = _repeated(bar, spacing)
        flow.top = PORTRAIT.top + self._bar.height
        flow.place(rows)
        self._bar = None
        flow.top = PORTRAIT.top

    def _items(self, section: FormSection, y: float) -> list[Row]:
        """The rows of a section that begins at `y`: shorter ones beside the photograph."""
        rows: list[Row] = []
        for number, row in enumerate(section.rows):
            mark = self._form.confidential_mark if row.confidential else ""
            right = self._right(y)
            lines = _rows(row, mark, self._set, right, self._spacing, first=number == 0)
            y += sum(line.height for line in lines)
            rows += lines
        return rows

    def _right(self, y: float) -> float:
        """Where a row ends that begins at `y` of the first page; later ones end at the margin."""
        return _BESIDE_PHOTO if self._pages == 1 and y < self._clear else _RIGHT

    # -- the foot ------------------------------------------------------------------------------
    def _signatures(self) -> list[Row]:
        """Lines to date and sign on, side by side, with captions under them."""
        captions = self._form.signatures
        if not captions:
            return []
        edges, line = _signature_edges(len(captions)), self._spacing.sign
        first = line + 10.0
        cells = tuple(
            self._set.cell(caption, styles.LABEL, left, right - left, first)
            for caption, (left, right) in zip(captions, edges, strict=True)
        )

        def paint(page: Page, top: float) -> None:
            for left, right in edges:
                page.rule(left, top + line, right, top + line, TABLE)

        return [Row(cells, foot=3.0, whole=True, paint=paint)]


def _signature_edges(count: int) -> list[tuple[float, float]]:
    """A short line for the date, then equal ones as far as the measure holds them."""
    others = max(count - 1, 1)
    start = _LEFT + _SIGN_FIRST + _SIGN_WHITE
    white = _SIGN_WHITE if count <= 3 else mm(4)
    width = min(_SIGN_WIDTH, (_RIGHT - start - (others - 1) * white) / others)
    edges = [(_LEFT, _LEFT + _SIGN_FIRST)]
    for number in range(count - 1):
        left = start + number * (width + white)
        edges.append((left, left + max(width, mm(4))))
    return edges


# -- rows ----------------------------------------------------------------------------------------
def _bar(section: FormSection, set_: Compositor, right: float, spacing: _Spacing) -> Row:
    """The section's number and title between two rules; the second is the first item's."""
    text, style = styles.section_label(section.title)
    cells = (
        set_.cell(section.number, styles.NUMBER, _LEFT, _NUMBER_WIDTH, spacing.bar_first),
        set_.cell(text, style, _LABEL, right - _LABEL, spacing.bar_first),
    )
    return Row(cells, foot=spacing.bar_foot, rules=(Rule(_LEFT, right, SECTION),))


def _repeated(bar: Row, spacing: _Spacing) -> Row:
    """The bar at the head of a further page, one line: in full it stands where it began."""
    cells = tuple(cell._replace(lines=cell.lines[:1]) for cell in bar.cells)
    rules = (Rule(_LEFT, _RIGHT, SECTION),)
    height = spacing.bar_first + spacing.bar_foot

    def rule_below(page: Page, top: float) -> None:
        page.rule(_LEFT, top + height, _RIGHT, top + height, TABLE)

    return Row(cells, foot=spacing.bar_foot, rules=rules, paint=rule_below)


def _rows(
    row: FormRow, mark: str, set_: Compositor, right: float, spacing: _Spacing, *, first: bool
) -> list[Row]:
    """One item: number, label and the first paragraph side by side; the others below it."""
    width, base = right - _MARK_WIDTH - _VALUE, spacing.first
    label = set_.cell(_label(row), styles.INTRO, _LABEL, _LABEL_WIDTH, base)
    mark_left = right - _MARK_WIDTH
    cells = [
        set_.cell(row.number, styles.INTRO, _LEFT, _NUMBER_WIDTH, base),
        label,
        set_.cell(mark, styles.VALUE.strong, mark_left, _MARK_WIDTH, base, align="right"),
    ]
    paragraphs = _paragraphs(row, set_, width, len(label.lines))
    lines = _box_lines(row.boxes, set_, width)
    rules = (Rule(_LEFT, right, TABLE if first else HAIR),)
    rows: list[Row] = []
    blocks: list[_Paragraph | _BoxLine] = [*paragraphs, *lines]
    for block in blocks:
        at = base if not rows else _PARAGRAPH + styles.VALUE.leading
        beside = cells if not rows else []
        rows.append(replace(block.row(at, width, beside), rules=rules if not rows else ()))
    if not rows:
        rows.append(_by_pen(cells, width, rules))
    rows[-1] = replace(rows[-1], foot=spacing.foot)
    return _unparted(rows)


def _by_pen(cells: Sequence[Cell], width: float, rules: tuple[Rule, ...]) -> Row:
    """An item that nobody answered: a line to write on, below the label's last one."""
    down = max(cell.height for cell in cells) + _PEN

    def paint(page: Page, top: float) -> None:
        page.rule(_VALUE, top + down, _VALUE + width, top + down, TABLE)

    return Row(tuple(cells), least=down + _PEN, rules=rules, whole=True, paint=paint)


def _unparted(rows: list[Row]) -> list[Row]:
    """The rows of an item, kept on one page unless they are many."""
    if sum(max((len(cell.lines) for cell in row.cells), default=0) for row in rows) > _WHOLE:
        return rows
    kept = [replace(row, whole=True, with_next=True) for row in rows[:-1]]
    return [*kept, replace(rows[-1], whole=True)]


def _label(row: FormRow) -> Text:
    """The label, with a star that stays with its last word if the item is compulsory."""
    star = (Span("\u00a0*", "strong"),) if row.compulsory else ()
    return (Span(bind(row.label)), *star)


class _Paragraph(NamedTuple):
    """Lines of a value, those of its pieces. A change bar ties what is `contradicted` to what
    stands `against` it."""

    pieces: tuple[tuple[Line, ...], ...]
    contradicted: bool
    against: bool

    def row(self, first: float, width: float, beside: Sequence[Cell]) -> Row:
        cells, at = list(beside), first
        for lines in self.pieces:
            # A name in Arabic script alone stands where its item's other values begin.
            align: Align = "start" if len(lines) > 1 else "left"
            cells.append(Cell(_VALUE, width, lines, styles.VALUE.leading, at, align))
            at += len(lines) * styles.VALUE.leading
        begun = first - _CAP if self.contradicted else None
        return Row(tuple(cells), bar=0.0 if self.against else begun)

    @property
    def height(self) -> int:
        """In lines."""
        return sum(map(len, self.pieces))


def _paragraphs(row: FormRow, set_: Compositor, width: float, least: int) -> list[_Paragraph]:
    """The value's paragraphs. The first is taken together with the next ones until it is as
    high as the label, so that a long label opens no gap."""
    found: list[_Paragraph] = []
    for number, text in enumerate(row.value):
        lines = tuple(set_.lines(bound(text), styles.VALUE, width))
        if not lines:
            continue
        one = _Paragraph((lines,), number + 1 in row.contradicted, number in row.contradicted)
        if len(found) == 1 and found[0].height < least:
            tied = found[0].contradicted or one.contradicted
            found[0] = _Paragraph((*found[0].pieces, lines), tied, against=False)
        else:
            found.append(one)
    return found


class _BoxLine(NamedTuple):
    """Boxes beside each other: left edge, ticked or not, and the lines of the words."""

    boxes: tuple[tuple[float, bool, Sequence[Line]], ...]

    def row(self, first: float, width: float, beside: Sequence[Cell]) -> Row:
        room = _VALUE + width
        cells = tuple(
            Cell(x + _WORDS, room - x - _WORDS, lines, styles.VALUE.leading, first)
            for x, _, lines in self.boxes
        )

        def paint(page: Page, top: float) -> None:
            for x, ticked, _ in self.boxes:
                _draw_box(page, x, top + first, ticked=ticked)

        return Row((*beside, *cells), paint=paint)


def _box_lines(boxes: Sequence[FormBox], set_: Compositor, width: float) -> list[_BoxLine]:
    """All boxes on one line if it holds them, else each on a line of its own."""
    found: list[tuple[float, bool, Sequence[Line]]] = []
    x = _VALUE
    for box in boxes:
        lines = set_.lines(bind(box.label), styles.VALUE, width - _WORDS)
        found.append((x, box.ticked, lines))
        x += _WORDS + max((line.width for line in lines), default=0.0) + _BOX_GAP
    if x - _BOX_GAP <= _VALUE + width + 0.01 and all(len(lines) < 2 for _, _, lines in found):
        return [_BoxLine(tuple(found))] if found else []
    return [_BoxLine(((_VALUE, ticked, lines),)) for _, ticked, lines in found]


def _draw_box(page: Page, x: float, baseline: float, *, ticked: bool) -> None:
    """A square on the baseline, with a tick in it."""
    page.rect(x, baseline - _BOX + _BOX_SINK, _BOX, _BOX, weight=_BOX_WEIGHT)
    if not ticked:
        return
    points = [(x + right, baseline + _BOX_SINK - up) for right, up in _TICK]
    for (x1, y1), (x2, y2) in pairwise(points):
        page.rule(x1, y1, x2, y2, _TICK_WEIGHT)
