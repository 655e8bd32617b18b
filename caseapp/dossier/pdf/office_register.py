"""Papers of the office's own books: the register of what was handed in, an appeal's history.

Like every paper for the office each page says that it is not to be given out. Sees plain words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from caseapp.dossier.pdf import styles
from caseapp.dossier.pdf.canvas import Page
from caseapp.dossier.pdf.compose import Compositor
from caseapp.dossier.pdf.flow import Row, Rule
from caseapp.dossier.pdf.grid import HAIR, LANDSCAPE, PORTRAIT, SECTION, TABLE, mm
from caseapp.dossier.pdf.office_paper import OfficePaper, opening, paper_flow, paper_writer
from caseapp.dossier.pdf.sections import closing_rule, section

_FIRST, _FOOT, _BETWEEN = 11.0, 5.0, 7.0
_WHEN = mm(34)
_INDENT = mm(6)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperColumns:
    """A table of words. `heads` are (words, part of the width); `rows` have a cell a head, of
    which the lines are split by line ends; `remarks` stand below."""

    heads: tuple[tuple[str, float], ...]
    rows: tuple[tuple[str, ...], ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperEntry:
    """What happened: when, what, more about it; `inset` entries belong to the one before."""

    when: str
    title: str
    details: tuple[str, ...] = ()
    inset: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperChapter:
    """Entries under a label, with a note at the right of it."""

    label: str
    note: str = ""
    entries: tuple[PaperEntry, ...] = ()


def draw_columns(path: Path, paper: OfficePaper, table: PaperColumns) -> int:
    """Draw a table of words across, its heads repeated on every page; how many pages."""
    set_ = Compositor(frozenset())
    left, right = LANDSCAPE.left, LANDSCAPE.right
    head = _row(set_, table, [words for words, _part in table.heads], left, right, head=True)
    begun = False

    def repeated(page: Page, top: float) -> float:
        if not begun:
            return 0.0
        head.draw(page, top, left)
        return head.height

    with paper_writer(path, paper, None) as writer:
        flow = paper_flow(writer, paper, LANDSCAPE, left, repeated)
        rows = [
            _row(set_, table, cells, left, right, weight=HAIR if place else TABLE)
            for place, cells in enumerate(table.rows)
        ]
        flow.place([*opening(set_, paper, left, right), head])
        begun = True
        flow.place([*rows, closing_rule(left, right)])
        begun = False
        for remark in table.remarks:
            cell = set_.cell(remark, styles.INTRO, left, mm(150), 13.0, fit="even")
            flow.place([Row((cell,), gap=8.0, foot=2.0)])
        return writer.finish().pages


def _row(
    set_: Compositor,
    table: PaperColumns,
    cells: Sequence[str],
    left: float,
    right: float,
    *,
    head: bool = False,
    weight: float = SECTION,
) -> Row:
    setting = styles.DENSE.strong if head else styles.DENSE.plain
    whole = sum(part for _words, part in table.heads)
    made, x = [], left
    for (_words, part), text in zip(table.heads, cells, strict=True):
        width = (right - left) * part / whole
        y = _FIRST
        for line in text.split("\n"):
            cell = set_.cell(line, setting, x, width - _BETWEEN, y)
            made.append(cell)
            y += len(cell.lines) * cell.leading
        x += width
    rules = (Rule(left, right, weight),)
    return Row(tuple(made), foot=_FOOT, rules=rules, whole=True, with_next=head)


def draw_chapters(path: Path, paper: OfficePaper, chapters: Sequence[PaperChapter]) -> int:
    """Draw what happened, chapter by chapter, upright; how many pages."""
    set_ = Compositor(frozenset())
    left, right = PORTRAIT.left, PORTRAIT.right
    with paper_writer(path, paper, None) as writer:
        flow = paper_flow(writer, paper, PORTRAIT, left)
        flow.place(opening(set_, paper, left, right))
        for one in chapters:
            head = section(set_, one.label, left, right, first=_FIRST, gap=18.0, note=one.note)
            flow.place([head, *(_entry(set_, entry, left, right) for entry in one.entries)])
        return writer.finish().pages


def _entry(set_: Compositor, entry: PaperEntry, left: float, right: float) -> Row:
    """The day at the left, what happened beside it, more about that beneath."""
    start = left + _WHEN + (_INDENT if entry.inset else 0.0)
    width = right - start
    when = set_.cell(entry.when, styles.SMALL, left, _WHEN - mm(3), _FIRST)
    setting = styles.SMALL.strong if entry.inset else styles.REGISTER.strong
    title = set_.cell(entry.title, setting, start, width, _FIRST)
    cells, y = [when, title], _FIRST + len(title.lines) * title.leading
    for detail in entry.details:
        cell = set_.cell(detail, styles.SMALL, start, width, y)
        cells.append(cell)
        y += len(cell.lines) * cell.leading
    return Row(tuple(cells), foot=_FOOT)
