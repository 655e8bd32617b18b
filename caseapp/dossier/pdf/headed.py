"""A table on pages of text: its head is repeated on each page that it runs over.

Knows rows and heights; what stands in them is the part's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from caseapp.dossier.pdf import styles
from caseapp.dossier.pdf.flow import CHANGE_BAR, Flow, Place, Row
from caseapp.dossier.pdf.frame import Book, Header
from caseapp.dossier.pdf.grid import PORTRAIT
from caseapp.dossier.pdf.links import part_anchor
from caseapp.dossier.pdf.sections import page_title


class HeadedTable:
    """The flow of a part with one table; begins its first page, with anchor and bookmark."""

    def __init__(self, book: Book, header: Header, head: Row, title: str, name: str) -> None:
        self._book, self._header, self._head = book, header, head
        self._within = False
        self.flow = Flow(self._turn, PORTRAIT.left)
        book.anchor(self.flow.page, part_anchor(name), PORTRAIT.top)
        book.bookmark(title, part_anchor(name))

    def opening(self, title: str, intro: str, width: float) -> list[Row]:
        """The title of the page and a paragraph under it, `width` points wide, if there is one."""
        set_, left = self._book.compositor, PORTRAIT.left
        rows = [page_title(set_, title, left, PORTRAIT.right)]
        if intro:
            cell = set_.cell(intro, styles.INTRO, left, width, 12.0, fit="even")
            rows.append(Row((cell,), with_next=True))
        return rows

    @contextmanager
    def repeated(self) -> Iterator[None]:
        """While the table runs: each new page begins with its head."""
        self._within = True
        self.flow.top = PORTRAIT.top + self._head.height
        yield
        self._within = False
        self.flow.top = PORTRAIT.top

    def _turn(self) -> Place:
        page = self._book.page(PORTRAIT, self._header)
        if not self._within:
            return Place(page, PORTRAIT.top, PORTRAIT.bottom)
        self._head.draw(page, PORTRAIT.top, PORTRAIT.left - CHANGE_BAR)
        return Place(page, PORTRAIT.top + self._head.height, PORTRAIT.bottom)
