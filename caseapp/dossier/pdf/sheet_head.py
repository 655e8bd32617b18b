"""The head of a case sheet: number, name, other scripts, status, tie to the host state, photo.

All of it stands in the upper quarter of the page, so that three seconds are enough.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from caseapp.dossier.document import CaseSheet, NameShown, Text
from caseapp.dossier.pdf import styles
from caseapp.dossier.pdf.compose import Compositor, leading_of
from caseapp.dossier.pdf.flow import Cell, Row, Rule
from caseapp.dossier.pdf.grid import HAIR, PORTRAIT, column, mm
from caseapp.dossier.pdf.photo import LEFT as PHOTO_LEFT
from caseapp.dossier.pdf.photo import PhotoBlock
from caseapp.dossier.pdf.styles import Setting
from caseapp.dossier.pdf.text import width_of

_LEFT = PORTRAIT.left
_SHEET_WORDS = mm(26)
_VALUES = column(2)
_LABEL_WIDTH = _VALUES - _LEFT - mm(3)
_PHOTO_WHITE = mm(7)
_SLOTS = 3
_EDGES = (0.0, 38 / 123, 81 / 123, 1.0)
"""Where the three names begin and end, as parts of the measure."""
_SLOT_GAP = mm(3)
_LONGEST_NAME = 200
_NUMBER_FIRST, _NOTICE_FIRST, _NAME_FIRST, _NAME_FOOT = 7.0, 10.0, 30.0, 11.0
_FACT_FIRST, _FACT_FOOT = 13.0, 6.0
_PHOTO_FOOT = 8.0
"""From a photograph's last caption line to the next rule."""
_TEXT_FOOT = 13.0
"""From the head's last baseline to the next rule."""


def head_rows(
    sheet: CaseSheet, images: Mapping[str, bytes], set_: Compositor
) -> tuple[list[Row], PhotoBlock | None]:
    """The rows down to where the first section's rule may stand, and the photograph."""
    photo = PhotoBlock(sheet.photo, images, set_) if sheet.photo else None
    right = PHOTO_LEFT - _PHOTO_WHITE if photo else PORTRAIT.right
    rows = [
        *_number_rows(sheet, set_, right),
        _name_row(sheet.name, set_, right),
        *_other_names(sheet.names, set_, right),
        *_facts(sheet, set_, right),
    ]
    taken = sum(row.height for row in rows)
    needed = taken - rows[-1].foot + _TEXT_FOOT
    if photo:
        needed = max(needed, photo.height + _PHOTO_FOOT)
    rows.append(Row(least=max(0.0, needed - taken)))
    if photo:
        rows += photo.rest
    return rows, photo


def _number_rows(sheet: CaseSheet, set_: Compositor, right: float) -> list[Row]:
    """Case number, which sheet it is, and the mark of an invented person at the right edge."""
    x = _LEFT + _SHEET_WORDS
    width = right - x
    words = set_.cell(sheet.sheet_words, styles.LABEL, x, width, _NUMBER_FIRST)
    notice = set_.cell(sheet.notice, styles.NOTICE, x, width, _NUMBER_FIRST, align="right")
    number = set_.cell(
        sheet.case_number, styles.CASE_NUMBER, _LEFT, _SHEET_WORDS - _SLOT_GAP, _NUMBER_FIRST
    )
    taken = [max((line.width for line in cell.lines), default=0.0) for cell in (words, notice)]
    if sum(taken) + _SLOT_GAP <= width:
        return [Row((number, words, notice))]
    return [Row((number, words)), Row((notice._replace(first=_NOTICE_FIRST),))]


def _name_row(name: Text, set_: Compositor, right: float) -> Row:
    """The name in the largest size that holds it on one line, else in the smallest on several."""
    width = right - _LEFT
    lines, setting = set_.lines(name, styles.NAMES[0], width), styles.NAMES[0]
    for smaller in styles.NAMES[1:]:
        if len(lines) <= 1:
            break
        lines, setting = set_.lines(name, smaller, width), smaller
    leading = leading_of(lines, setting.plain)
    cell = Cell(_LEFT, width, lines, leading, _NAME_FIRST)
    return Row((cell,), foot=_NAME_FOOT)


def _other_names(names: Sequence[NameShown], set_: Compositor, right: float) -> list[Row]:
    """Three names side by side, each over the label of its script; on rows of their own if
    three do not fit, or if that is less high."""
    edges = _edges(names, right - _LEFT)
    listed = _names_listed(names, set_, right)
    if edges is None:
        return listed
    beside = _names_beside(names, set_, right, edges)
    return min(beside, listed, key=lambda rows: sum(row.height for row in rows))


def _names_listed(names: Sequence[NameShown], set_: Compositor, right: float) -> list[Row]:
    """A row for each name, its label before it."""
    rows = []
    for number, shown in enumerate(names):
        label = set_.cell(shown.label, styles.CAPTION, _LEFT, _LABEL_WIDTH, 15.0)
        room = right - _VALUES
        name = set_.cell(shown.text, styles.OTHER_NAME, _VALUES, room, 15.0, align="left")
        foot = 3.0 if number + 1 < len(names) else 8.0
        rules = () if number else (Rule(_LEFT, right, HAIR),)
        rows.append(Row((label, name), foot=foot, rules=rules))
    return rows


def _names_beside(
    names: Sequence[NameShown], set_: Compositor, right: float, edges: Sequence[float]
) -> list[Row]:
    """Three names a row, each over its label."""
    first = (Rule(_LEFT, right, HAIR),)
    rows = []
    for start in range(0, len(names), _SLOTS):
        cells: list[Cell] = []
        for shown, x, end in zip(names[start:], edges, edges[1:], strict=False):
            room = end - x - _SLOT_GAP
            name = set_.cell(shown.text, styles.OTHER_NAME, x, room, 16.0, align="left")
            cells += [name, set_.cell(shown.label, styles.CAPTION, x, room, 27.0)]
        rows.append(Row(tuple(cells), foot=7.0, rules=() if start else first))
    return rows


def _edges(names: Sequence[NameShown], measure: float) -> list[float] | None:
    """Where three columns of names begin and end; None if they do not hold each on one line.

    The usual places, or, where a name needs more, columns as wide as their widest name.
    """
    needs = [0.0] * _SLOTS
    for number, shown in enumerate(names):
        wide = width_of(shown.text[:_LONGEST_NAME], styles.OTHER_NAME) + _SLOT_GAP
        if len(shown.text) > _LONGEST_NAME:
            return None
        needs[number % _SLOTS] = max(needs[number % _SLOTS], wide)
    usual = [(end - begin) * measure for begin, end in pairwise(_EDGES)]
    spare = measure - sum(needs)
    if spare < 0:
        return None
    fits = all(need <= width for need, width in zip(needs, usual, strict=True))
    widths = usual if fits else [need + spare / _SLOTS for need in needs]
    return [_LEFT + sum(widths[:number]) for number in range(_SLOTS + 1)]


def _facts(sheet: CaseSheet, set_: Compositor, right: float) -> list[Row]:
    """Status with its date, and the tie to the host state."""
    rows = []
    width = right - _VALUES
    if sheet.status or sheet.status_note:
        foot = 0.0 if sheet.status_note else _FACT_FOOT
        rows.append(_fact(sheet.status_label, sheet.status, styles.STATUS, set_, right, foot))
    if sheet.status_note:
        note = set_.cell(sheet.status_note, styles.SMALL, _VALUES, width, 11.0)
        rows.append(Row((note,), foot=_FACT_FOOT))
    if sheet.tie:
        rows.append(_fact(sheet.tie_label, sheet.tie, styles.VALUE, set_, right, _FACT_FOOT))
    return rows


def _fact(
    label: str, text: Text, setting: Setting, set_: Compositor, right: float, foot: float
) -> Row:
    words, style = styles.section_label(label)
    cells = (
        set_.cell(words, style, _LEFT, _LABEL_WIDTH, _FACT_FIRST),
        set_.cell(text, setting, _VALUES, right - _VALUES, _FACT_FIRST),
    )
    return Row(cells, foot=foot, rules=(Rule(_LEFT, right, HAIR),), with_next=foot == 0.0)
