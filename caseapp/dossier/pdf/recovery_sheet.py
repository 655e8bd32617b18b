"""Draws the pages that a recovery key is kept on, A4, legible without glasses.

Sees the frozen words alone. Each character of a line stands in a box of its own, so that it can
be followed with a finger and copied by hand.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from caseapp.dossier.pdf import styles
from caseapp.dossier.pdf.canvas import Page
from caseapp.dossier.pdf.grid import HAIR, PORTRAIT, SECTION, mm
from caseapp.dossier.pdf.text import TextStyle, layout
from caseapp.dossier.pdf.writer import PdfWriter

_LEFT, _RIGHT = PORTRAIT.left, PORTRAIT.right
_WIDTH = _RIGHT - _LEFT
_CHARACTER = TextStyle("sans-bold", 21, 26)
_NUMBER = TextStyle("sans", 11, 14)
_WORD = TextStyle("sans-bold", 12.5, 16)
_SIZES, _LEADING = (10.5, 9.5, 8.5, 7.5), 4 / 3
_ROW, _CELL, _BETWEEN, _NUMBERS = mm(11.5), mm(12.5), mm(8), mm(16)
_WORD_ROW, _COLUMNS = mm(8.2), 3
_LABELS = mm(46)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryPaper:
    """One page in its language. `lines` are those of a sheet, or `words` those of a share.

    `sections` are (heading, paragraphs) below; `language` is a BCP 47 tag.
    """

    language: str
    title: str
    about: str
    lead: str
    lines: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    hint: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    foot: str


def draw_recovery_papers(papers: Sequence[RecoveryPaper], target: Path | io.BytesIO) -> None:
    """Write one page for each. The same pages give the same bytes."""
    first = papers[0]
    with PdfWriter(target, title=first.title, language=first.language) as writer:
        for paper in papers:
            _draw(writer.new_page_of(PORTRAIT.width, PORTRAIT.height), paper)
        writer.finish()


def _draw(page: Page, paper: RecoveryPaper) -> None:
    """With the largest text that leaves it on one page, whatever its language needs."""
    for size in _SIZES:
        scratch = _Sheet(None, size)
        if _lay(scratch, paper) <= PORTRAIT.bottom:
            break
    _lay(_Sheet(page, size), paper)


def _lay(sheet: _Sheet, paper: RecoveryPaper) -> float:
    """Everything below one another; where it ends."""
    y = sheet.paragraph(paper.title, styles.PAGE_TITLE, PORTRAIT.top) + mm(1)
    y = sheet.paragraph(paper.about, sheet.text, y) + mm(4)
    y = sheet.paragraph(paper.lead, sheet.head, y) + mm(3)
    if sheet.page is not None:
        (_lines if paper.lines else _words)(sheet.page, paper.lines or paper.words, y)
    y += len(paper.lines) * _ROW + -(-len(paper.words) // _COLUMNS) * _WORD_ROW
    y = sheet.paragraph(paper.hint, sheet.text, y + mm(3)) + mm(4)
    for head, paragraphs in paper.sections:
        y = sheet.section(head, paragraphs, y)
    sheet.rule(y, SECTION)
    return sheet.paragraph(paper.foot, sheet.head, y + mm(2))


class _Sheet:
    """A page and the size of its text; without a page it only measures."""

    def __init__(self, page: Page | None, size: float) -> None:
        self.page = page
        self.text = styles.STATEMENT.plain.but(size=size, leading=size * _LEADING)
        self.head = styles.STATEMENT.strong.but(size=size, leading=size * _LEADING)

    def paragraph(
        self, text: str, style: TextStyle, top: float, left: float = _LEFT, width: float = _WIDTH
    ) -> float:
        """A text below `top`; where it ends."""
        lines = layout(text, style, width)
        if self.page is not None:
            self.page.lines(left, top + style.ascent, lines, style.leading, width=width)
        return top + len(lines) * style.leading

    def section(self, head: str, paragraphs: Sequence[str], top: float) -> float:
        """Its heading at the left, what it says at the right, under a hairline."""
        self.rule(top, HAIR)
        y = top + mm(2)
        below = self.paragraph(head, self.head, y, width=_LABELS - mm(4))
        for text in paragraphs:
            y = self.paragraph(text, self.text, y, _LEFT + _LABELS, _WIDTH - _LABELS) + mm(1)
        return max(y, below) + mm(2)

    def rule(self, y: float, weight: float) -> None:
        if self.page is not None:
            self.page.rule(_LEFT, y, _RIGHT, y, weight)


def _lines(page: Page, lines: Sequence[str], top: float) -> None:
    page.rule(_LEFT, top, _RIGHT, top, SECTION)
    for number, line in enumerate(lines, 1):
        bottom = top + number * _ROW
        base = bottom - mm(3.2)
        page.text(_LEFT + mm(3), base, str(number), _NUMBER)
        x = _LEFT + _NUMBERS
        for character in line:
            if character == " ":
                x += _BETWEEN
                continue
            page.text(x + _CELL / 2, base, character, _CHARACTER, align="center")
            x += _CELL
        page.rule(_LEFT, bottom, _RIGHT, bottom, HAIR)


def _words(page: Page, words: Sequence[str], top: float) -> None:
    """In columns, numbered downwards."""
    rows = -(-len(words) // _COLUMNS)
    width = _WIDTH / _COLUMNS
    page.rule(_LEFT, top, _RIGHT, top, SECTION)
    for index, word in enumerate(words):
        column, row = divmod(index, rows)
        left, base = _LEFT + column * width, top + (row + 1) * _WORD_ROW - mm(2.6)
        page.text(left + mm(8), base, str(index + 1), _NUMBER, align="right")
        page.text(left + mm(11), base, word, _WORD)
    for row in range(1, rows + 1):
        page.rule(_LEFT, top + row * _WORD_ROW, _RIGHT, top + row * _WORD_ROW, HAIR)
