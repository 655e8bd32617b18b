"""What every part is made of: texts, and what identifies a copy on each page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from caseapp.disclosure.text import Span, Style, Text

__all__ = ["Direction", "Head", "Span", "Style", "Text", "Words"]

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What identifies the copy; printed in headers and footers.

    `title` is the PDF's title and names nobody. `notice` stands under the footer of every
    page that shows a fictitious person, empty if none. `office` marks the copy that must
    not be given out: its warning replaces the left header in bold.
    """

    dossier_number: str
    copy_number: int
    audience: str
    language: str
    title: str
    short_title: str
    copy_words: str
    addressee_short: str
    produced: str
    notice: str = ""
    office_warning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Fixed words of the copy's language that the drawing needs.

    `page_of` holds {page} and {pages}; `sheets` maps CLDR plural categories to a phrase
    with {n} ("{n} sheets"). `cited_in` stands before the case numbers whose sheets refer to
    a source; empty prints no such line in the annex. `apart` stands between the notes of a
    header, `series` between the members of a list.
    """

    page_of: str
    dossier: str
    sheets: tuple[tuple[str, str], ...]
    contents: str
    contents_sheets: str
    contents_page: str
    cited_in: str = ""
    apart: str = " · "
    series: str = ", "
