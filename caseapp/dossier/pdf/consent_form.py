"""Draws a consent form: what was agreed for whom, in a table, with lines to sign.

Sees plain words only. The form is for the contact and the office, never part of a copy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from caseapp.dossier.pdf import styles
from caseapp.dossier.pdf.canvas import Page
from caseapp.dossier.pdf.compose import Compositor
from caseapp.dossier.pdf.flow import Cell, Flow, Place, Row, Rule
from caseapp.dossier.pdf.frame import fill
from caseapp.dossier.pdf.grid import HAIR, PORTRAIT, SECTION, TABLE, mm
from caseapp.dossier.pdf.sections import closing_rule, page_title
from caseapp.dossier.pdf.text import width_of
from caseapp.dossier.pdf.writer import PdfWriter, Summary

_LEFT, _RIGHT = PORTRAIT.left, PORTRAIT.right
_NAMES, _LEAST_NAMES = mm(46), mm(36)
_WHITE = mm(2)
_LONGEST_WORD = 30
_FIRST, _FOOT = 11.0, 4.6
_LABEL_WIDTH = mm(42)
_SIGN = mm(76)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """A class of information and a word for each audience; `strong` ones are allowed."""

    name: str
    words: tuple[str, ...]
    strong: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentPaper:
    """Everything that the form says, in its language; `page_of` holds {page} and {pages}."""

    language: str
    title: str
    intro: tuple[str, ...]
    heads: tuple[str, ...]
    groups: tuple[tuple[str, tuple[PaperRow, ...]], ...]
    legend: str
    facts: tuple[tuple[str, str], ...]
    rights: tuple[str, ...]
    signatures: tuple[str, ...]
    notice: str
    page_of: str


def draw_consent_form(paper: ConsentPaper, path: Path) -> Summary:
    """Write the form as a PDF, which replaces a file at `path` only when it is whole."""
    with PdfWriter(path, title=paper.title, language=paper.language) as writer:
        set_ = Compositor(frozenset())

        def turn() -> Place:
            page = writer.new_page_of(PORTRAIT.width, PORTRAIT.height)
            page.later(lambda p, number, total: _footer(p, paper, set_, number, total))
            return Place(page, PORTRAIT.top, PORTRAIT.bottom)

        flow = Flow(turn, _LEFT)
        flow.place([page_title(set_, paper.title, _LEFT, _RIGHT), *_paragraphs(set_, paper.intro)])
        flow.place(_table(set_, paper))
        flow.place(_facts(set_, paper.facts))
        flow.place(_paragraphs(set_, paper.rights))
        flow.place([_signatures(set_, paper.signatures)])
        return writer.finish()


def _paragraphs(set_: Compositor, texts: Sequence[str]) -> list[Row]:
    width = _RIGHT - _LEFT
    return [
        Row((set_.cell(text, styles.EXCERPT, _LEFT, width, 12.0, fit="even"),), gap=2.0, foot=3.0)
        for text in texts
        if text
    ]


def _edges(paper: ConsentPaper) -> tuple[float, ...]:
    """Where the columns begin: equal ones, or each as wide as its longest word and an equal part
    of what is left; the classes' names give room if that is needed."""
    count = max(1, len(paper.heads))
    room = _RIGHT - _LEFT - _NAMES
    needs = [_longest_word(paper, column) + _WHITE for column in range(len(paper.heads))]
    if needs and max(needs) > room / count:
        room = min(max(room, sum(needs)), _RIGHT - _LEFT - _LEAST_NAMES)
        spare = (room - sum(needs)) / count
        widths = [need + spare for need in needs]
    else:
        widths = [room / count] * len(paper.heads)
    return (*accumulate(widths, initial=_RIGHT - room),)


def _longest_word(paper: ConsentPaper, column: int) -> float:
    """The widest word of a column, in points."""
    said = {row.words[column] for _name, rows in paper.groups for row in rows}
    styles_of = {paper.heads[column]: styles.LABEL_STRONG}
    styles_of.update(dict.fromkeys(said, styles.WITHHELD.strong))
    return max(
        width_of(word[:_LONGEST_WORD], style)
        for text, style in styles_of.items()
        for word in (text.split() or [""])
    )


def _table(set_: Compositor, paper: ConsentPaper) -> list[Row]:
    edges = _edges(paper)
    heads = tuple(
        set_.cell(words, styles.LABEL_STRONG, edges[n], edges[n + 1] - edges[n] - _WHITE, _FIRST)
        for n, words in enumerate(paper.heads)
    )
    rule = (Rule(_LEFT, _RIGHT, SECTION),)
    rows = [Row(heads, gap=10.0, foot=5.0, rules=rule, whole=True, with_next=True)]
    for name, lines in paper.groups:
        width = _RIGHT - _LEFT
        cell = set_.cell(name, styles.WITHHELD_NAME, _LEFT, width, 13.0)
        top = (Rule(_LEFT, _RIGHT, TABLE),)
        rows.append(Row((cell,), foot=4.0, rules=top, with_next=True))
        rows += [_line(set_, line, edges) for line in lines]
    rows.append(closing_rule(_LEFT, _RIGHT))
    legend = set_.cell(paper.legend, styles.INTRO, _LEFT, _RIGHT - _LEFT, 12.0, fit="even")
    return [*rows, Row((legend,), foot=6.0)]


def _line(set_: Compositor, line: PaperRow, edges: Sequence[float]) -> Row:
    cells: list[Cell] = [
        set_.cell(line.name, styles.WITHHELD, _LEFT, edges[0] - _LEFT - _WHITE, _FIRST)
    ]
    for number, (words, strong) in enumerate(zip(line.words, line.strong, strict=True)):
        style = styles.WITHHELD.strong if strong else styles.WITHHELD.plain
        width = edges[number + 1] - edges[number] - _WHITE
        cells.append(set_.cell(words, style, edges[number], width, _FIRST))
    return Row(tuple(cells), foot=_FOOT, rules=(Rule(_LEFT, _RIGHT, HAIR),), whole=True)


def _facts(set_: Compositor, facts: Sequence[tuple[str, str]]) -> list[Row]:
    values = _LEFT + _LABEL_WIDTH
    return [
        Row(
            (
                set_.cell(label, styles.LABEL, _LEFT, _LABEL_WIDTH - _WHITE, 12.0),
                set_.cell(value, styles.REGISTER, values, _RIGHT - values, 12.0),
            ),
            foot=4.0,
            rules=(Rule(_LEFT, _RIGHT, HAIR),),
            whole=True,
        )
        for label, value in facts
    ]


def _signatures(set_: Compositor, names: Sequence[str]) -> Row:
    """Lines to sign on, side by side, with who signs beneath."""
    top = mm(16)
    cells = tuple(
        set_.cell(name, styles.LABEL, _LEFT + n * (_SIGN + mm(13)), _SIGN, top + 11.0)
        for n, name in enumerate(names)
    )

    def paint(page: Page, y: float) -> None:
        for number in range(len(names)):
            x = _LEFT + number * (_SIGN + mm(13))
            page.rule(x, y + top, x + _SIGN, y + top, HAIR)

    return Row(cells, least=top + 26.0, whole=True, paint=paint)


def _footer(page: Page, paper: ConsentPaper, set_: Compositor, number: int, total: int) -> None:
    page.rule(_LEFT, PORTRAIT.foot, _RIGHT, PORTRAIT.foot, HAIR)
    words = fill(paper.page_of, page=number, pages=total)
    set_.cell(words, styles.LABEL, _LEFT, mm(60), 11.0).draw(page, PORTRAIT.foot)
    if paper.notice:
        cell = set_.cell(paper.notice, styles.NOTICE, _LEFT + mm(62), mm(103), 11.0, align="right")
        cell.draw(page, PORTRAIT.foot)
