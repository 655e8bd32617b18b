"""The annex of sources: number, what it is, hash, excerpts with translation, grade.

An entry's number leads back to the first sheet that cites it; a line below names them all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from caseapp.dossier.document import Annex, ExcerptShown, SourceEntry, Span, Text
from caseapp.dossier.pdf import styles
from caseapp.dossier.pdf.canvas import Page
from caseapp.dossier.pdf.compose import Compositor, leading_of
from caseapp.dossier.pdf.flow import Cell, Row, Rule
from caseapp.dossier.pdf.frame import Book, Header
from caseapp.dossier.pdf.grid import HAIR, PORTRAIT, SECTION, mm
from caseapp.dossier.pdf.links import citations, part_anchor, sheets_by_case
from caseapp.dossier.pdf.sections import closing_rule, page_title
from caseapp.dossier.pdf.text import width_of

_LEFT, _RIGHT = PORTRAIT.left, PORTRAIT.right
_NUMBER_WIDTH = mm(14)
_TITLE = _LEFT + _NUMBER_WIDTH
_GRADE_WIDTH, _GRADE_MOST = mm(14), mm(45)
_LONGEST_GRADE = 60
_DETAILS_WIDTH = mm(131)
_TEXT = _TITLE + mm(28)
_LABEL_WIDTH = mm(26)
_TEXT_WIDTH = mm(95)
_PLACE = _TEXT + _TEXT_WIDTH + mm(3)
_INTRO_WIDTH = mm(137)
_TITLE_FIRST = 13.0
_ENTRY_FOOT, _ENTRY_GAP = 2.5, 11.5
"""Below an entry's last baseline: to the end of a change bar, and on to the next rule."""
_INTRO_GAP = 15.0
_SHORT = 12
_BAR_DROP = 4.5
_HEX = re.compile("(?:[0-9a-fA-F]{4})+")
_GROUPS = re.compile(".{4}")
_CASE_NUMBER = re.compile(r"[^\s,;·()]+")


def draw_annex(book: Book, part: Annex, name: str) -> None:
    """Draw the annex as the part `name`."""
    set_ = book.compositor
    book.begin_part(name)
    header = Header(book.joined(part.annex, part.title), book.copy)
    flow = book.flow(PORTRAIT, header)
    book.anchor(flow.page, part_anchor(name), PORTRAIT.top)
    book.bookmark(book.joined(part.annex, part.title), part_anchor(name))
    opening = [page_title(set_, part.title, _LEFT, _RIGHT)]
    if part.intro:
        intro = set_.cell(part.intro, styles.INTRO, _LEFT, _INTRO_WIDTH, 16.0, fit="even")
        opening.append(Row((intro,), with_next=True))
    flow.place(opening)
    sheets = sheets_by_case(book.dossier)
    cited = citations(book.dossier)
    for number, entry in enumerate(part.entries):
        rows = _entry(book, entry, sheets, cited.get(entry.anchor, ()))
        weight = HAIR if number else SECTION
        gap = _ENTRY_GAP if number else _INTRO_GAP
        rows[0] = replace(rows[0], rules=(Rule(_LEFT, _RIGHT, weight),), gap=gap)
        flow.place(rows)
    flow.place([replace(closing_rule(_LEFT, _RIGHT), gap=_ENTRY_GAP)])
    book.end_part(name)


def _entry(
    book: Book,
    entry: SourceEntry,
    sheets: Mapping[str, str],
    cited: Sequence[tuple[str, str]],
) -> list[Row]:
    """The rows of one source; a change bar along all of them if it contradicts others."""
    set_ = book.compositor
    rows = [_title(book, entry, cited)]
    if entry.details:
        details = set_.cell(entry.details, styles.DETAIL, _TITLE, _DETAILS_WIDTH, 12.0)
        rows.append(Row((details,), with_next=True))
    if entry.hash:
        label = set_.cell(entry.hash_label, styles.HASH, _TITLE, _LABEL_WIDTH, 11.0)
        fours = _HEX.fullmatch(entry.hash)
        digits = " ".join(_GROUPS.findall(entry.hash)) if fours else entry.hash
        value = set_.cell(digits, styles.HASH, _TEXT, _RIGHT - _TEXT, 11.0)
        rows.append(Row((label, value), with_next=bool(entry.excerpts)))
    for excerpt in entry.excerpts:
        rows += _excerpt(excerpt, sheets, set_)
    if entry.remark:
        remark = set_.cell(entry.remark, styles.REMARK, _TEXT, _RIGHT - _TEXT, 12.0)
        rows[-1] = _kept(rows[-1])
        rows.append(Row((remark,)))
    cited_in = book.dossier.words.cited_in
    named = {match for e in entry.excerpts for match in _CASE_NUMBER.findall(e.cases)}
    cited = [case for case in cited if case[0] not in named]
    if cited_in and cited:
        cells = (
            set_.cell(cited_in, styles.CAPTION, _TITLE, _LABEL_WIDTH, 12.0),
            set_.cell(
                _case_links(cited, book.dossier.words.series),
                styles.CITED,
                _TEXT,
                _RIGHT - _TEXT,
                12.0,
            ),
        )
        rows[-1] = _kept(rows[-1])
        rows.append(Row(cells))
    rows[-1] = replace(rows[-1], foot=_ENTRY_FOOT, with_next=False)
    if entry.contradicts:
        rows = [replace(row, bar=0.0 if number else _BAR_DROP) for number, row in enumerate(rows)]
    return rows


def _kept(row: Row) -> Row:
    """A short row stays with what follows it."""
    lines = max((len(cell.lines) for cell in row.cells), default=0)
    return replace(row, with_next=True) if lines <= _SHORT else row


def _title(book: Book, entry: SourceEntry, cited: Sequence[tuple[str, str]]) -> Row:
    set_ = book.compositor
    back = cited[0][1] if cited else ""
    # Excerpts of one source may have grades of their own: "B2 · C3".
    needed = width_of(entry.grade[:_LONGEST_GRADE], styles.GRADE) + mm(1)
    grade_width = min(max(_GRADE_WIDTH, needed), _GRADE_MOST)
    grade = _RIGHT - grade_width
    title_width = grade - mm(3) - _TITLE
    cells = (
        set_.cell(
            str(entry.number), styles.ENTRY_NUMBER, _LEFT, _NUMBER_WIDTH, _TITLE_FIRST, target=back
        ),
        set_.cell(
            entry.title,
            styles.ENTRY_TITLE,
            _TITLE,
            title_width,
            _TITLE_FIRST,
            fit="even",
        ),
        set_.cell(entry.grade, styles.GRADE, grade, grade_width, _TITLE_FIRST, align="right"),
    )

    def paint(page: Page, top: float) -> None:
        book.anchor(page, entry.anchor, top)

    return Row(cells, paint=paint, with_next=True)


def _excerpt(excerpt: ExcerptShown, sheets: Mapping[str, str], set_: Compositor) -> list[Row]:
    """Original in its own script and direction, translation, translator, cases."""
    style = styles.excerpt_style(excerpt.text)
    first = 14.5 if style is not styles.EXCERPT_ARABIC else 15.5
    text = set_.cell(excerpt.text, style, _TEXT, _TEXT_WIDTH, first, fit="even")
    cells = (
        set_.cell(excerpt.label, styles.LABEL, _TITLE, _LABEL_WIDTH, 14.5),
        text,
        set_.cell(excerpt.place, styles.CAPTION, _PLACE, _RIGHT - _PLACE, 14.5, align="right"),
    )
    rows = [Row(cells)]
    below = style.leading + 2.0
    if excerpt.translation:
        plain = styles.EXCERPT.plain
        lines = [
            *set_.lines(excerpt.translation, plain, _TEXT_WIDTH, fit="even"),
            # On the same leading, so that it never stands alone on a page.
            *set_.lines(excerpt.translator, styles.CAPTION, _TEXT_WIDTH),
        ]
        label = set_.cell(excerpt.translation_label, styles.LABEL, _TITLE, _LABEL_WIDTH, below)
        leading = leading_of(lines, plain)
        rows.append(Row((label, Cell(_TEXT, _TEXT_WIDTH, lines, leading, below))))
    elif excerpt.translator:
        rows[-1] = _kept(rows[-1])
        cell = set_.cell(excerpt.translator, styles.CAPTION, _TEXT, _TEXT_WIDTH, 11.5)
        rows.append(Row((cell,)))
    if excerpt.cases:
        cases = _linked_cases(excerpt.cases, sheets)
        rows[-1] = _kept(rows[-1])
        rows.append(Row((set_.cell(cases, styles.CITED, _TEXT, _TEXT_WIDTH, 11.5),)))
    return rows


def _case_links(cited: Sequence[tuple[str, str]], between: str) -> Text:
    spans: list[Span] = []
    for number, (case, anchor) in enumerate(cited):
        if number:
            spans.append(Span(between))
        spans.append(Span(case, target=anchor))
    return tuple(spans)


def _linked_cases(text: str, sheets: Mapping[str, str]) -> Text:
    """Case numbers in a text become links to their sheets."""
    spans: list[Span] = []
    at = 0
    for match in _CASE_NUMBER.finditer(text):
        if match.group() in sheets:
            spans += [Span(text[at : match.start()])] if match.start() > at else []
            spans.append(Span(match.group(), target=sheets[match.group()]))
            at = match.end()
    if at < len(text):
        spans.append(Span(text[at:]))
    return tuple(spans)
