"""Pieces that several kinds of page share: page titles, section heads, registers, the corner.

Knows how they look, not what they say.
"""

from __future__ import annotations

from collections.abc import Sequence

from caseapp.dossier.document import RegistrationCorner, Text
from caseapp.dossier.pdf import styles
from caseapp.dossier.pdf.canvas import Page
from caseapp.dossier.pdf.compose import Compositor
from caseapp.dossier.pdf.flow import Row, Rule
from caseapp.dossier.pdf.grid import HAIR, PORTRAIT, SECTION, TABLE, mm
from caseapp.dossier.pdf.styles import Setting

_LABEL_DROP = 10.5
SECTION_DROP = 24.0
"""From a section's rule down to its first baseline."""
NUMBERED_INDENT = mm(6)
CORNER_WIDTH, CORNER_HEIGHT = mm(70), mm(27)
_CORNER_MARK = mm(4)
_CORNER_BOTTOM = 779.2
CORNER_TOP = _CORNER_BOTTOM - CORNER_HEIGHT
"""Text on a page with a registration corner ends above this, less a little white."""


def page_title(set_: Compositor, text: str, left: float, right: float) -> Row:
    """The title of an upright page; its first baseline is 16 pt below the row's top."""
    cell = set_.cell(text, styles.PAGE_TITLE, left, right - left, 16.0)
    return Row((cell,), foot=6.0, with_next=True)


def section(
    set_: Compositor,
    label: str,
    left: float,
    right: float,
    *,
    first: float,
    gap: float,
    note: str = "",
    drop: float = SECTION_DROP,
) -> Row:
    """A section's rule, label and, at the right edge, a note.

    The next row, whose first baseline is `first` below its own top, comes to stand with it
    `drop` below the rule. `gap` is the white above the rule.
    """
    cells = []
    taken = 0.0
    if note:
        measure = right - left
        cell = set_.cell(note, styles.LABEL, left + measure / 2, measure / 2, _LABEL_DROP)
        taken = max(line.width for line in cell.lines) + 12.0
        cells.append(cell._replace(align="right"))
    text, style = styles.section_label(label)
    cells.append(set_.cell(text, style, left, right - left - taken, _LABEL_DROP))
    rules = (Rule(left, right, SECTION),)
    foot = drop - _LABEL_DROP - first
    return Row(tuple(cells), gap=gap, foot=foot, rules=rules, with_next=True)


def numbered(
    set_: Compositor,
    texts: Sequence[Text],
    setting: Setting,
    left: float,
    width: float,
    *,
    first: float,
    foot: float,
    gap: float,
    indent: float = NUMBERED_INDENT,
) -> list[Row]:
    """Paragraphs with bold numbers in a column of their own."""
    rows = []
    for number, text in enumerate(texts, 1):
        cells = (
            set_.cell(str(number), styles.NUMBER, left, indent, first),
            set_.cell(text, setting, left + indent, width - indent, first, fit="even"),
        )
        rows.append(Row(cells, gap=gap if number > 1 else 0.0, foot=foot))
    return rows


def closing_rule(left: float, right: float, weight: float = HAIR) -> Row:
    """The rule below a table's last row."""
    return Row(rules=(Rule(left, right, weight),))


def draw_corner(page: Page, corner: RegistrationCorner, set_: Compositor) -> None:
    """The place for the receiving clerk at the foot of a page: corner marks and lines to fill."""
    right = PORTRAIT.right
    left = right - CORNER_WIDTH
    bottom, top = _CORNER_BOTTOM, CORNER_TOP
    for x, inward in ((left, _CORNER_MARK), (right, -_CORNER_MARK)):
        for y, upward in ((top, _CORNER_MARK), (bottom, -_CORNER_MARK)):
            page.rule(x, y, x + inward, y, TABLE)
            page.rule(x, y, x, y + upward, TABLE)
    inner, start = left + mm(3), right - mm(48)
    heading = set_.cell(corner.heading, styles.LABEL, inner, CORNER_WIDTH - mm(6), 12.0)
    heading._replace(lines=heading.lines[:1]).draw(page, top)
    pitch = min(18.0, 54.0 / max(1, len(corner.lines)))
    y = top + 31.0
    for words in corner.lines:
        label = set_.cell(words, styles.CAPTION, inner, start - inner - 2.0, 0.0)
        label._replace(lines=label.lines[:1]).draw(page, y)
        page.rule(start, y + 1.5, right - mm(3), y + 1.5, HAIR)
        y += pitch
