"""A person's case sheet: who, what is known and how well, when, who says so, what is asked.

One page where possible. What does not fit goes to a second page, statements first, so that head,
timeline and demands stay together on the first if they fit there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from caseapp.dossier.document import (
    CaseSheet,
    CaseSheets,
    FamilyRow,
    Field,
    KeyRow,
    SheetLabels,
    Statement,
    Text,
    Timeline,
)
from caseapp.dossier.pdf import styles
from caseapp.dossier.pdf.compose import Compositor, plain
from caseapp.dossier.pdf.flow import Cell, Flow, Place, Row, Rule, beside, paginate
from caseapp.dossier.pdf.frame import Book, Header
from caseapp.dossier.pdf.grid import HAIR, HALF, PORTRAIT, mm
from caseapp.dossier.pdf.links import part_anchor
from caseapp.dossier.pdf.sections import SECTION_DROP, numbered, page_title, section
from caseapp.dossier.pdf.sheet_head import head_rows
from caseapp.dossier.pdf.styles import section_label
from caseapp.dossier.pdf.text import width_of
from caseapp.dossier.pdf.timeline import drawing, draws

_LEFT, _RIGHT, _WIDTH = PORTRAIT.left, PORTRAIT.right, PORTRAIT.measure
_SECOND = PORTRAIT.left + HALF + mm(3)
_LABEL_WIDTH, _MOST_LABEL = mm(25), mm(36)
_LABEL_WHITE = mm(2.2)
"""Labels of particulars get more room than usual only if that spares lines."""
_INDENT = mm(6)
_STATEMENT_WIDTH = mm(132)
_SOURCE_WIDTH = mm(27)
_WHEN_WIDTH, _MOST_WHEN = mm(39), mm(52)
_WHEN_WHITE = mm(2)
_ANSWER_WIDTH = mm(151)
_FAMILY_WHITE = mm(2)
_FAMILY_RELATION = (mm(14), mm(26))
_FAMILY_WHERE = (mm(19), mm(30))
"""Relation and place have columns as wide as their words need, between these."""
_ASKED_INDENT = mm(5)

_PARTICULARS_FIRST, _PARTICULARS_FOOT = 10.4, 4.6
_KEY_FIRST, _KEY_FOOT, _KEY_GAP = 8.4, 3.0, 9.0
_LABEL_DROP = 10.5
_TEXT_FIRST, _TEXT_FOOT = 9.0, 3.0
_ASKED_GAP = 1.5
_STATEMENT_GAP = 3.0
_SECTION_WHITE = 13.0
"""From the last baseline of a section to the rule of the next."""
_BESIDE_MOST = mm(120)
"""Family and demands stand side by side unless that gets higher."""
_CLOSER_GAP, _CLOSER_FOOT = 0.7, 0.75
"""What is left of the white between rows of a sheet that just fails to fit on its page."""


def draw_sheets(
    book: Book,
    part: CaseSheets,
    name: str,
    share: slice = slice(None),
) -> None:
    """Draw the sheets, or a share of them, as the part `name`, with a bookmark for each below
    the part's."""
    book.begin_part(name)
    title = book.joined(part.annex, part.title)
    marked = any(sheet.notice for sheet in part.sheets)
    for number, sheet in list(enumerate(part.sheets))[share]:
        flow = _flow(book, sheet, notice=bool(sheet.notice) or not marked)
        if number == 0:
            book.anchor(flow.page, part_anchor(name), PORTRAIT.top)
            book.bookmark(title, part_anchor(name))
        book.anchor(flow.page, sheet.anchor, PORTRAIT.top)
        book.bookmark(sheet.bookmark, sheet.anchor, 1)
        _draw(book, flow, sheet, part.labels)
    if not part.sheets:
        flow = book.flow(PORTRAIT, Header(title, book.copy))
        book.anchor(flow.page, part_anchor(name), PORTRAIT.top)
        book.bookmark(title, part_anchor(name))
        flow.place([page_title(book.compositor, part.title, _LEFT, _RIGHT)])
    book.end_part(name)


def _flow(book: Book, sheet: CaseSheet, *, notice: bool) -> Flow:
    """Pages of one sheet; from the second on, the header carries the name."""
    first = Header(sheet.header, book.copy)
    following = Header(book.joined(sheet.header, plain(sheet.name)), book.copy)
    begun = False

    def turn() -> Place:
        nonlocal begun
        page = book.page(PORTRAIT, following if begun else first, notice=notice)
        begun = True
        return Place(page, PORTRAIT.top, PORTRAIT.bottom)

    return Flow(turn, _LEFT)


@dataclass(frozen=True)
class _Section:
    """Rows under a label. `first` is the first baseline of the first row below its top, `drop`
    that baseline below the section's rule. Rows that bring their own heads have no label."""

    label: str
    rows: list[Row]
    first: float
    note: str = ""
    drop: float = SECTION_DROP


def _draw(book: Book, flow: Flow, sheet: CaseSheet, labels: SheetLabels) -> None:
    """All sections, in their order if they fit on the page, else with the statements last."""
    set_ = book.compositor
    head, photo = head_rows(sheet, book.images, set_)
    if photo:
        photo.draw(flow.page, flow.y)
    particulars = _Section(
        labels.particulars, _particulars(sheet.particulars, set_), _PARTICULARS_FIRST, drop=27.4
    )
    statements = _Section(
        labels.statements,
        _statements(sheet.statements, set_),
        _TEXT_FIRST,
        note=labels.statements_source,
    )
    known = [particulars, _timeline(sheet.timeline, labels.timeline, set_)]
    wanted = [
        *_family_and_asked(sheet, labels, set_),
        _Section(labels.answered, _answers(sheet.answered, set_), _TEXT_FIRST),
    ]

    def fits(rows: Sequence[Row]) -> bool:
        return not any(put.turns for put in paginate(rows, flow.y, flow.top, flow.bottom))

    rows = _assemble(head, [*known, statements, *wanted], set_)
    if not fits(rows):
        closer = [*head, *_closer(rows[len(head) :])]
        if fits(closer):
            rows = closer
        elif fits(_assemble(head, [*known, *wanted], set_)):
            # What is asked stays with the person for whom it is asked.
            rows = _assemble(head, [*known, *wanted, statements], set_)
    flow.place(rows)


def _closer(rows: Sequence[Row]) -> list[Row]:
    """All rows with less white between them: a few lines alone on a second page read worse."""
    return [replace(row, gap=row.gap * _CLOSER_GAP, foot=row.foot * _CLOSER_FOOT) for row in rows]


def _assemble(head: Sequence[Row], sections: Sequence[_Section], set_: Compositor) -> list[Row]:
    """Head and sections below each other; sections without rows are left out."""
    rows = list(head)
    white = 0.0
    for part in sections:
        if not part.rows:
            continue
        if part.label:
            rows.append(
                section(
                    set_,
                    part.label,
                    _LEFT,
                    _RIGHT,
                    first=part.first,
                    gap=white,
                    note=part.note,
                    drop=part.drop,
                )
            )
            rows += part.rows
        else:
            rows += [replace(part.rows[0], gap=white), *part.rows[1:]]
        white = _SECTION_WHITE - rows[-1].foot
    return rows


def _particulars(fields: Sequence[Field], set_: Compositor) -> list[Row]:
    """Labels and values in two halves, read down the left half first."""
    usual = _two_halves(fields, set_, _LABEL_WIDTH)
    widest = max((width_of(field.label[:100], styles.LABEL) for field in fields), default=0.0)
    wider = widest + _LABEL_WHITE
    if not _LABEL_WIDTH < wider <= _MOST_LABEL:
        return usual
    other = _two_halves(fields, set_, wider)
    return min(usual, other, key=lambda rows: sum(row.height for row in rows))


def _two_halves(fields: Sequence[Field], set_: Compositor, labels: float) -> list[Row]:
    half = math.ceil(len(fields) / 2)
    rows = []
    for number, pair in enumerate(zip_longest(fields[:half], fields[half:])):
        cells: list[Cell] = []
        rules = []
        for left, field in zip((_LEFT, _SECOND), pair, strict=True):
            if field is None:
                continue
            value, width = left + labels, HALF - labels
            label = labels - _LABEL_WHITE
            cells += [
                set_.cell(field.label, styles.LABEL, left, label, _PARTICULARS_FIRST),
                set_.cell(field.value, styles.VALUE, value, width, _PARTICULARS_FIRST),
            ]
            rules.append(Rule(left, left + HALF, HAIR))
        row_rules = tuple(rules) if number else ()
        rows.append(Row(tuple(cells), foot=_PARTICULARS_FOOT, rules=row_rules))
    return rows


def _timeline(timeline: Timeline | None, label: str, set_: Compositor) -> _Section:
    """The drawing, and the key that explains its letters."""
    if timeline is None:
        return _Section(label, [], 0.0)
    whens = [width_of(row.when[:100], styles.KEY.plain) for row in timeline.key]
    when = min(max([_WHEN_WIDTH, *(width + _WHEN_WHITE for width in whens)]), _MOST_WHEN)
    key = [_key(row, set_, when) for row in timeline.key]
    if not draws(timeline):
        return _Section(label, key, _KEY_FIRST)
    words, style = section_label(label)
    taken = width_of(words[:100], style)
    picture, rest = drawing(timeline, _LEFT, _RIGHT, taken)
    key += [
        Row((set_.cell(text, styles.CAPTION, _LEFT, _WIDTH, _KEY_FIRST),), foot=_KEY_FOOT)
        for text in rest
    ]
    if key:
        key[0] = replace(key[0], gap=_KEY_GAP)
    else:
        picture = replace(picture, with_next=False)
    return _Section(label, [picture, *key], 0.0, drop=_LABEL_DROP)


def _key(row: KeyRow, set_: Compositor, when_width: float) -> Row:
    when, what = _LEFT + _INDENT, _LEFT + _INDENT + when_width
    width = _RIGHT - _SOURCE_WIDTH - what
    source = _source(row.source, set_, _KEY_FIRST)
    cells = (
        set_.cell(row.letter, styles.KEY_LETTER, _LEFT, _INDENT, _KEY_FIRST),
        set_.cell(row.when, styles.KEY, when, when_width - _WHEN_WHITE, _KEY_FIRST),
        set_.cell(row.what, styles.KEY, what, width, _KEY_FIRST),
        source,
    )
    return Row(cells, foot=_KEY_FOOT)


def _source(text: Text, set_: Compositor, first: float) -> Cell:
    """Source numbers and grades, flush right at the margin."""
    width = _SOURCE_WIDTH - mm(1)
    return set_.cell(text, styles.SMALL, _RIGHT - width, width, first, align="right")


def _statements(statements: Sequence[Statement], set_: Compositor) -> list[Row]:
    """Numbered statements; what contradicts one follows it, and one change bar ties both."""
    rows: list[Row] = []
    for number, statement in enumerate(statements, 1):
        against = statement.contradictions
        texts = [(statement.text, statement.source), *((c.text, c.source) for c in against)]
        for place, (text, source) in enumerate(texts):
            label = str(number) if place == 0 else ""
            cells = (
                set_.cell(label, styles.NUMBER, _LEFT, _INDENT, _TEXT_FIRST),
                set_.cell(
                    text,
                    styles.statement(text),
                    _LEFT + _INDENT,
                    _STATEMENT_WIDTH,
                    _TEXT_FIRST,
                    fit="even",
                ),
                _source(source, set_, _TEXT_FIRST),
            )
            rows.append(
                Row(
                    cells,
                    gap=_STATEMENT_GAP if rows and place == 0 else 0.0,
                    foot=_TEXT_FOOT,
                    bar=(1.0 if place == 0 else 0.0) if against else None,
                    with_next=place < len(against),
                )
            )
    return rows


def _family_and_asked(sheet: CaseSheet, labels: SheetLabels, set_: Compositor) -> list[_Section]:
    """Side by side in two halves; below each other if one is missing or both are long."""

    def asked(left: float, width: float, indent: float) -> list[Row]:
        texts = sheet.asked
        return numbered(
            set_,
            texts,
            styles.statement(texts[0] if texts else ()),
            left,
            width,
            first=_TEXT_FIRST,
            foot=_TEXT_FOOT,
            gap=_ASKED_GAP,
            indent=indent,
        )

    if sheet.family and sheet.asked:
        heads = [
            section(set_, label, left, left + HALF, first=_TEXT_FIRST, gap=0.0)
            for label, left in ((labels.family, _LEFT), (labels.asked, _SECOND))
        ]
        family = [heads[0], *_family(sheet.family, set_, _LEFT + HALF)]
        both = beside(family, [heads[1], *asked(_SECOND, HALF, _ASKED_INDENT)])
        if both.height <= _BESIDE_MOST:
            return [_Section("", [replace(both, foot=_TEXT_FOOT)], 0.0)]
    return [
        _Section(
            labels.family, _family(sheet.family, set_, _RIGHT) if sheet.family else [], _TEXT_FIRST
        ),
        _Section(labels.asked, asked(_LEFT, _ANSWER_WIDTH, _INDENT), _TEXT_FIRST),
    ]


def _family(family: Sequence[FamilyRow], set_: Compositor, right: float) -> list[Row]:
    """Relation, who, and where, the last flush right."""
    rows: list[Row] = []
    words = [word for person in family for word in person.relation[:100].split()]
    who = _LEFT + _FAMILY_WHITE + _needed(words, *_FAMILY_RELATION)
    if right == _RIGHT:
        who = _LEFT + _LABEL_WIDTH
    places = [person.place[:100] for person in family if person.place]
    where = right - _needed(places, *_FAMILY_WHERE) if places else right
    white = _FAMILY_WHITE
    for person in family:
        cells = (
            set_.cell(person.relation, styles.LABEL, _LEFT, who - _LEFT - white, _TEXT_FIRST),
            set_.cell(person.who, styles.VALUE, who, where - who - white, _TEXT_FIRST),
            set_.cell(person.place, styles.LABEL, where, right - where, _TEXT_FIRST, align="right"),
        )
        rows.append(Row(cells, foot=_TEXT_FOOT, gap=1.0 if rows else 0.0))
    return rows


def _needed(words: Sequence[str], least: float, most: float) -> float:
    """The width of the longest label among `words`, between two bounds."""
    widest = max((width_of(word, styles.LABEL) for word in words), default=0.0)
    return min(max(widest, least), most)


def _answers(answers: Sequence[Text], set_: Compositor) -> list[Row]:
    return [
        Row(
            (
                set_.cell(
                    text,
                    styles.statement(text),
                    _LEFT,
                    _ANSWER_WIDTH,
                    _TEXT_FIRST,
                    fit="even",
                ),
            ),
            gap=_STATEMENT_GAP if number else 0.0,
            foot=_TEXT_FOOT,
        )
        for number, text in enumerate(answers)
    ]
