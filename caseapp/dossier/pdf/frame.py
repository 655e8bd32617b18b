"""What stands on every page: header, footer with page X of Y, number, code and notice.

`Book` begins pages in order and remembers which part owns which. Knows no part's content.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from caseapp.dossier.document import Dossier
from caseapp.dossier.pdf import styles
from caseapp.dossier.pdf.canvas import Page
from caseapp.dossier.pdf.compose import Compositor, fitted
from caseapp.dossier.pdf.flow import Flow, Place
from caseapp.dossier.pdf.grid import HAIR, Paper
from caseapp.dossier.pdf.links import part_anchor
from caseapp.dossier.pdf.pages import Pages
from caseapp.dossier.pdf.text import one_line, width_of

_BETWEEN = 12.0
_DRAFT_SHARE = 0.72
"""Of the page's diagonal, which the words across a draft fill at most."""
_UNDER_RULE = 11.0
_NOTICE = 23.5


@dataclass(frozen=True)
class Header:
    """Left and right side of a header; `shown` is false on a letter's first page."""

    left: str
    right: str
    shown: bool = True


@dataclass
class Book:
    """The copy in the making: what every part needs to draw itself.

    `parts` maps a part's name to its first page (from 1) and its number of pages, as far as
    they are drawn; `code` is the short code of the content, `sha256` the whole of it; `images`
    are JPEG bytes by their SHA-256.
    """

    dossier: Dossier
    images: Mapping[str, bytes]
    writer: Pages
    compositor: Compositor
    sha256: str
    code: str
    parts: dict[str, tuple[int, int]] = field(default_factory=dict)
    _placed: set[str] = field(default_factory=set)

    @property
    def copy(self) -> str:
        """The right side of most headers: which copy, for whom."""
        head = self.dossier.head
        return self.joined(head.copy_words, head.addressee_short)

    def joined(self, *parts: str) -> str:
        """The parts that are not empty, kept apart as the copy's language does."""
        return self.dossier.words.apart.join(part for part in parts if part)

    def begin_part(self, name: str) -> None:
        """The next page is the first of a part."""
        self.parts[name] = (self.writer.page_count + 1, 0)

    def end_part(self, name: str) -> None:
        """The page begun last is the last of a part."""
        first, _ = self.parts[name]
        self.parts[name] = (first, self.writer.page_count + 1 - first)

    def page(self, paper: Paper, header: Header, *, notice: bool = True) -> Page:
        """Begin a page with its header; the footer follows when the total is known."""
        page = self.writer.new_page_of(paper.width, paper.height)
        self._draft_mark(page, paper)
        self._header(page, paper, header)
        words = self.dossier.head.notice if notice else ""
        page.later(lambda page, number, total: self._footer(page, paper, words, number, total))
        return page

    def flow(self, paper: Paper, header: Header, *, notice: bool = True) -> Flow:
        """Rows that run over pages with the same header."""

        def turn() -> Place:
            return Place(self.page(paper, header, notice=notice), paper.top, paper.bottom)

        return Flow(turn, paper.left)

    def anchor(self, page: Page, name: str, y: float) -> None:
        """Make a place a link's target; where a name comes twice the first place counts."""
        if name and name not in self._placed:
            self._placed.add(name)
            page.destination(name, y)

    def adopt(self, name: str, first: int, count: int, anchors: Iterable[str]) -> None:
        """Enter pages of a part that were drawn elsewhere, and what is placed on them."""
        before, pages = self.parts.get(name, (first, 0))
        self.parts[name] = (before, pages + count)
        self._placed.update(anchors)

    def anchors(self) -> dict[str, int]:
        """The page of every case sheet and source that is placed."""
        parts = {part_anchor(name) for name in self.parts}
        return {name: self.writer.page_of(name) for name in sorted(self._placed - parts)}

    def bookmark(self, title: str, anchor: str, level: int = 0) -> None:
        """An entry in the outline, if its target is placed."""
        if anchor in self._placed:
            self.writer.bookmark(title, anchor, level)

    @property
    def is_draft(self) -> bool:
        """A copy that was not issued: it has no number. The office's own papers are none."""
        head = self.dossier.head
        return head.copy_number == 0 and not head.office_warning

    def _draft_mark(self, page: Page, paper: Paper) -> None:
        """Across each page of a draft, in hollow letters under the text."""
        if self.is_draft:
            words, style = self.dossier.head.copy_words, styles.DRAFT
            room = _DRAFT_SHARE * math.hypot(paper.width, paper.height)
            size = min(style.size, style.size * room / max(width_of(words, style), 1.0))
            line = one_line(words, style.but(size=round(size, 1)))
            angle = math.degrees(math.atan2(paper.height, paper.width))
            page.outlined(paper.width / 2, paper.height / 2, line, angle)

    def _header(self, page: Page, paper: Paper, header: Header) -> None:
        warning = self.dossier.head.office_warning
        if self.is_draft and not header.shown:
            warning = self.dossier.head.copy_words
        room = paper.measure
        if header.shown:
            right = fitted(header.right, styles.LABEL, paper.measure / 2)
            page.lines(paper.right - right.width, paper.head, [right], styles.LABEL.leading)
            room -= right.width + _BETWEEN
        left, style = (header.left if header.shown else "", styles.LABEL)
        if warning:
            left, style = warning, styles.LABEL_STRONG
        if left:
            page.lines(paper.left, paper.head, [fitted(left, style, room)], style.leading)

    def _footer(self, page: Page, paper: Paper, notice: str, number: int, total: int) -> None:
        words, head = self.dossier.words, self.dossier.head
        page.rule(paper.left, paper.foot, paper.right, paper.foot, HAIR)
        y = paper.foot + _UNDER_RULE
        count = fill(words.page_of, page=number, pages=total)
        third = paper.measure / 3 - _BETWEEN
        leading = styles.LABEL.leading
        page.lines(paper.left, y, [fitted(count, styles.LABEL, third)], leading)
        name = fitted(f"{words.dossier} {head.dossier_number}".strip(), styles.LABEL, third)
        middle = (paper.left + paper.right) / 2
        page.lines(middle - name.width / 2, y, [name], leading)
        # The last letter's tracking is white that nobody sees.
        edge = paper.right - width_of(self.code, styles.CODE) + styles.CODE.tracking
        page.text(edge, y, self.code, styles.CODE)
        if notice:
            line = fitted(notice, styles.NOTICE, paper.measure)
            page.lines(middle - line.width / 2, paper.foot + _NOTICE, [line], leading)


def fill(pattern: str, **values: object) -> str:
    """Replace `{name}` by its value; any other brace is left as it is, so no text breaks it."""
    for name, value in values.items():
        pattern = pattern.replace(f"{{{name}}}", str(value))
    return pattern
