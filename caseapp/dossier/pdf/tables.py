"""Tables whose pages are composed whole: rows to pages, and what each page repeats.

Knows rows and heights; what stands in them is the page's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from caseapp.dossier.document import Text
from caseapp.dossier.pdf.compose import Compositor
from caseapp.dossier.pdf.flow import Row
from caseapp.dossier.pdf.styles import Setting
from caseapp.dossier.pdf.text import Line, TextStyle

_SLACK = 1e-6


def pages_of(rows: Sequence[Row], room: float, most: int = 0) -> list[list[Row]]:
    """The rows of each page. Whole rows break only if they are taller than `room`.

    `most` limits the rows of a page, 0 is no limit. At least one page, which may be empty.
    """
    return list(each_page(rows, room, most))


def each_page(rows: Iterable[Row], room: float, most: int = 0) -> Iterator[list[Row]]:
    """`pages_of` page by page: holds no more rows than those of one."""
    page: list[Row] = []
    used = 0.0
    for whole in rows:
        row = whole
        full = bool(most) and len(page) >= most
        if page and (full or used + row.height > room + _SLACK):
            yield page
            page = []
            used = 0.0
        while row.height > room + _SLACK and row.cells:
            parts = row.split(room - row.foot, force=True)
            assert parts is not None
            upper, rest = parts
            page.append(replace(upper, foot=row.foot))
            if not rest.cells:
                break
            row = replace(rest, foot=row.foot)
            yield page
            page = []
        else:
            page.append(row)
            used += row.height
    yield page


class Running:
    """What each sheet of a table repeats, kept to a few lines.

    A text that is longer by mistake is repeated cut, and `rest` holds it whole, to be printed
    once behind the table: nothing is lost, and the rows keep their room.
    """

    def __init__(self) -> None:
        self.rest: list[tuple[str | Text, Setting | TextStyle]] = []

    def lines(
        self,
        set_: Compositor,
        text: str | Text,
        setting: Setting | TextStyle,
        width: float,
        most: int,
    ) -> Sequence[Line]:
        """At most `most` lines of a text."""
        lines = set_.lines(text, setting, width)
        if len(lines) > most:
            self.rest.append((text, setting))
        return lines[:most]

    def rows(self, set_: Compositor, left: float, width: float) -> list[Row]:
        """What was cut, in full."""
        return [
            Row((set_.cell(text, setting, left, width, 12.0),), foot=6.0)
            for text, setting in self.rest
        ]
