"""The last page: register data, QR, hash of the content, how to verify, what stands behind.

The QR is drawn as vectors and holds dossier, copy and hash, so that a printed page can be told
from another without typing.
"""

from __future__ import annotations

from collections.abc import Sequence

from caseapp.dossier.document import RegisterRow, VerificationPage
from caseapp.dossier.languages import is_mirrored
from caseapp.dossier.pdf import styles
from caseapp.dossier.pdf.canvas import Page
from caseapp.dossier.pdf.compose import Compositor
from caseapp.dossier.pdf.flow import Row, Rule
from caseapp.dossier.pdf.frame import Book, Header, fill
from caseapp.dossier.pdf.grid import HAIR, PORTRAIT, SECTION, mm
from caseapp.dossier.pdf.links import part_anchor
from caseapp.dossier.pdf.qr import draw_qr
from caseapp.dossier.pdf.sections import (
    CORNER_TOP,
    SECTION_DROP,
    draw_corner,
    numbered,
    page_title,
    section,
)
from caseapp.dossier.pdf.styles import Setting

_LEFT, _RIGHT = PORTRAIT.left, PORTRAIT.right
_QR = mm(42)
_QR_DROP = 14.0
_VALUES = mm(57)
_LABEL_WIDTH = _VALUES - _LEFT - mm(3)
_ROWS_RIGHT = mm(131)
_TEXT_WIDTH = mm(140)
_GROUP, _GROUPS, _GROUP_STEP = 4, 8, mm(20)
_ROW_FIRST, _ROW_FOOT = 12.0, 6.0
_TEXT_FIRST = 9.0
_SECTION_WHITE = 23.0
_CORNER_WHITE = 12.0
_HASH_FIRST, _HASH_FOOT = 11.0, 5.0
_NUMBERED_WIDTH = mm(151)
_LONGEST_NUMBER = 100


def draw_verification(book: Book, part: VerificationPage, name: str) -> None:
    """Draw the page as the part `name`."""
    set_ = book.compositor
    book.begin_part(name)
    short = book.dossier.head.short_title
    flow = book.flow(PORTRAIT, Header(book.joined(short, part.title), book.copy))
    book.anchor(flow.page, part_anchor(name), PORTRAIT.top)
    book.bookmark(part.title, part_anchor(name))
    flow.place([page_title(set_, part.title, _LEFT, _RIGHT)])
    flow.place([*_register(book, part.rows), *_hash(book, part), *_how(set_, part)])
    flow.place(_behind(book, part))
    if flow.y > CORNER_TOP - _CORNER_WHITE:
        flow.turn()
    draw_corner(flow.page, part.corner, set_)
    book.end_part(name)


def qr_content(dossier_number: str, copy_number: int, sha256: str) -> str:
    """What the QR says; `verify` and any telephone can read it."""
    return f"caseapp:1:{dossier_number[:_LONGEST_NUMBER]}:{copy_number}:{sha256}"


def _register(book: Book, rows: Sequence[RegisterRow]) -> list[Row]:
    """Labels and values beside the QR, which the first row draws."""
    head = book.dossier.head
    content = qr_content(head.dossier_number, head.copy_number, book.sha256)

    def paint(page: Page, top: float) -> None:
        draw_qr(page, content, _RIGHT - _QR, top + _QR_DROP, _QR)

    opening = Row(gap=16.0, least=4.0, rules=(Rule(_LEFT, _RIGHT, SECTION),), paint=paint)
    out = [opening]
    for number, row in enumerate(rows):
        rules = (Rule(_LEFT, _ROWS_RIGHT, HAIR),) if number else ()
        out.append(_register_row(book, row, styles.REGISTER, _ROWS_RIGHT, rules))
    if rows:
        out.append(Row(rules=(Rule(_LEFT, _ROWS_RIGHT, HAIR),)))
    used = sum(row.height for row in out)
    # The next section begins below the code.
    out.append(Row(least=max(0.0, _QR_DROP + _QR - used)))
    return out


def _register_row(
    book: Book, row: RegisterRow, setting: Setting, right: float, rules: tuple[Rule, ...] = ()
) -> Row:
    """One label and value. The number of pages is drawn when it is known."""
    set_ = book.compositor
    style = setting.strong if row.strong else setting.plain
    first, foot = (_ROW_FIRST, _ROW_FOOT) if rules or right == _ROWS_RIGHT else (_TEXT_FIRST, 5.5)
    value = fill(row.value, code=book.code)
    cells = (
        set_.cell(row.label, styles.LABEL, _LEFT, _LABEL_WIDTH, first),
        set_.cell(value, style, _VALUES, right - _VALUES, first),
    )
    if "{pages}" not in value:
        return Row(cells, foot=foot, rules=rules)

    def paint(page: Page, top: float) -> None:
        def later(page: Page, number: int, total: int) -> None:
            text = fill(value, pages=total)
            set_.cell(text, style, _VALUES, right - _VALUES, first).draw(page, top)

        page.later(later)

    # The place is kept for as many lines as the text has now; digits take less than the name.
    least = cells[1].height + foot
    return Row(cells[:1], foot=foot, least=least, rules=rules, paint=paint)


def _hash(book: Book, part: VerificationPage) -> list[Row]:
    """The whole hash in fours, two rows of eight."""
    set_ = book.compositor
    groups = [book.sha256[at : at + _GROUP] for at in range(0, len(book.sha256), _GROUP)]
    rows = [_section(set_, part.hash_label, 28.0, first=_HASH_FIRST)]
    # A hash is read from left to right in every script.
    along = -1 if is_mirrored(book.dossier.head.language) else 1
    for start in range(0, len(groups), _GROUPS):
        cells = tuple(
            set_.cell(group, styles.HASH_LARGE, _LEFT + n * _GROUP_STEP, _GROUP_STEP, _HASH_FIRST)
            for n, group in enumerate(groups[start : start + _GROUPS][::along])
        )
        rows.append(Row(cells, foot=_HASH_FOOT, with_next=True))
    note = set_.cell(part.hash_note, styles.INTRO, _LEFT, _TEXT_WIDTH, 13.0, fit="even")
    rows.append(Row((note,), foot=3.0))
    return rows


def _how(set_: Compositor, part: VerificationPage) -> list[Row]:
    """Numbered steps."""
    if not part.how:
        return []
    head = _section(set_, part.how_label, SECTION_DROP, first=_TEXT_FIRST)
    steps = numbered(
        set_,
        part.how,
        styles.EXCERPT,
        _LEFT,
        _NUMBERED_WIDTH,
        first=_TEXT_FIRST,
        foot=3.0,
        gap=4.0,
    )
    return [head, *steps]


def _behind(book: Book, part: VerificationPage) -> list[Row]:
    """What the register says about this copy."""
    if not part.behind:
        return []
    set_ = book.compositor
    head = _section(set_, part.behind_label, SECTION_DROP, first=_TEXT_FIRST, note=part.behind_note)
    return [head, *(_register_row(book, row, styles.VALUE, _RIGHT) for row in part.behind)]


def _section(set_: Compositor, label: str, drop: float, *, first: float, note: str = "") -> Row:
    return section(
        set_, label, _LEFT, _RIGHT, first=first, gap=_SECTION_WHITE, note=note, drop=drop
    )
