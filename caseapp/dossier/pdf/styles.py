"""Every face and size of the pages, in one place. Knows no text and no position.

Serif speaks (letters, statements, quotations, names, titles), sans records (labels, tables,
numbers). Rank is shown by size, weight and white alone. Nothing is smaller than 7 points.
"""

from __future__ import annotations

from dataclasses import dataclass

from caseapp.dossier.document import Text
from caseapp.dossier.pdf.text.itemise import IS_HAN, is_chinese
from caseapp.dossier.pdf.text.style import FamilyName, TextStyle

SMALLEST = 7.0
_TOKEN_SIZE = 0.9
_PROBE = 4000


@dataclass(frozen=True)
class Setting:
    """The styles of one kind of text: plain, strong, withheld item, footnote number."""

    plain: TextStyle
    strong: TextStyle
    token: TextStyle
    note: TextStyle

    @property
    def leading(self) -> float:
        """Distance of the baselines, points."""
        return self.plain.leading


def _setting(
    family: FamilyName, size: float, leading: float, *, strong: FamilyName, kerning: bool = False
) -> Setting:
    plain = TextStyle(family, size, leading, kerning=kerning)
    token_size = size if family.startswith("sans") else size * _TOKEN_SIZE
    return Setting(
        plain=plain,
        strong=plain.but(family=strong),
        token=TextStyle("sans", max(SMALLEST, token_size), leading),
        note=plain.but(superior=True, kerning=False),
    )


def _serif(size: float, leading: float) -> Setting:
    return _setting("serif", size, leading, strong="serif-semibold", kerning=True)


def _sans(size: float, leading: float) -> Setting:
    return _setting("sans", size, leading, strong="sans-bold")


def _chinese(size: float, leading: float) -> Setting:
    setting = _serif(size, leading)
    return Setting(
        *(
            getattr(setting, name).but(han=1.0, language="zh")
            for name in ("plain", "strong", "token", "note")
        )
    )


# Letters
LETTER = _serif(11, 15)
LETTER_TIGHT = _serif(10.5, 14)
LETTER_ARABIC = _serif(11, 17)
LETTER_ARABIC_TIGHT = _serif(10.5, 16.3)
"""Reading copies in Arabic script: as large, with the leading that its marks need."""
SENDER = _serif(9, 12)
LETTER_TITLE = TextStyle("serif", 17, 22.5, kerning=True)
CAPTION = TextStyle("sans", 7, 9)

# Chinese letters: characters as large as the type, figures and letters beside them as tall.
LETTER_HAN = _chinese(11, 18)
LETTER_HAN_TIGHT = _chinese(10.5, 16.5)
SENDER_HAN = _chinese(9.6, 14)
LETTER_TITLE_HAN = TextStyle("serif", 17, 24, han=1.0, language="zh")

# Titles and names
PAGE_TITLE = TextStyle("serif", 20, 24, kerning=True)
SHEET_TITLE = TextStyle("serif", 17, 21, kerning=True)
"""Title of a page across."""
FORM_TITLE = TextStyle("serif", 16, 20.5, kerning=True)
NAMES = tuple(_serif(size, leading) for size, leading in ((23, 27), (20, 24), (17, 21)))
"""A person's name, largest first: the largest that fits on one line is taken."""
OTHER_NAME = TextStyle("serif", 11.5, 17, kerning=True, arabic=1.28)
PHOTO_CAPTION = _sans(7, 9)

# Text on sheets
STATEMENT = _serif(9, 12)
_STATEMENT_HAN = _serif(9.3, 14)
EXCERPT = _serif(9.5, 13)
EXCERPT_ARABIC = TextStyle("serif", 9.5, 17.5, arabic=13.5 / 9.5)
EXCERPT_HAN = TextStyle("serif", 9.6, 14, han=1.0)

# Tables
VALUE = _sans(8.5, 11)
STATUS = _setting("sans-bold", 9, 11, strong="sans-bold")
DENSE = _sans(8, 10.2)
DENSE_NAME = _sans(8.5, 11)
KEY = _sans(8, 10.2)
REGISTER = _sans(9, 12)
DETAIL = _sans(7.8, 10.5)
INTRO = _sans(8, 11)
SMALL = _sans(7.5, 10)
LABEL = SMALL.plain
LABEL_STRONG = SMALL.strong
TABLE_HEAD = TextStyle("sans", 7, 9)
NUMBER = TextStyle("sans-bold", 8.5, 12)
LETTERS = TextStyle("sans-bold", 7.5, 9)
KEY_LETTER = TextStyle("sans-bold", 8, 10.2)
CASE_NUMBER = TextStyle("sans-bold", 8, 11)
YEAR = CAPTION
NOTICE = TextStyle("sans-italic", 7, 9)
GRADE = TextStyle("serif-semibold", 11, 13)
ENTRY_NUMBER = TextStyle("serif", 13, 13)
ENTRY_TITLE = _setting("serif-semibold", 9.5, 13, strong="serif-semibold", kerning=True)
REMARK = TextStyle("sans-bold", 8, 10.5)
HASH = CAPTION
CITED = PHOTO_CAPTION
HASH_LARGE = TextStyle("sans", 11, 16, tracking=0.3)
CODE = TextStyle("sans", 7.5, 10, tracking=0.4)
DRAFT = TextStyle("sans-bold", 84, 84)
"""Across the pages of a draft, as outlines."""
WITHHELD = _sans(8, 10.5)
WITHHELD_NAME = _setting("sans-bold", 8.5, 11, strong="sans-bold")
ROW_TEXT = TextStyle("sans", 9, 11)
ROW_DENSE = TextStyle("sans", 8.5, 10.2)
CONTENTS_TITLE = _serif(11, 14)
CONTENTS_COUNT = TextStyle("serif", 9.5, 14)

# Summary
BIG_FIGURE = TextStyle("serif", 30, 36, kerning=True)
UNDER_FIGURE = TextStyle("sans", 8.5, 10.4)
COUNT = TextStyle("sans-bold", 8.5, 10.2)

# Posters
POSTER_NAME = TextStyle("serif-semibold", 66, 76, kerning=True)
"""The largest; a long name is set smaller."""
POSTER_FIGURE = TextStyle("serif", 34, 40, kerning=True)
POSTER_FIGURE_LARGE = TextStyle("serif", 44, 52, kerning=True)
POSTER_LABEL = TextStyle("sans", 8.5, 11)
POSTER_LABEL_LARGE = TextStyle("sans", 10, 13)
POSTER_SCRIPT = TextStyle("serif", 19, 27, kerning=True, arabic=1.28)
POSTER_QUESTION = _setting("serif", 30, 36, strong="serif-semibold", kerning=True)
POSTER_QUESTION_LARGE = 42
POSTER_TEXT = _serif(11, 14.5)
POSTER_TEXT_SMALL = _serif(9.5, 12.5)
POSTER_TEXT_LARGE = _serif(13.5, 19)
POSTER_CODE = TextStyle("sans", 7, 9, tracking=0.3)

_SECTION = TextStyle("sans-bold", 6.8, 9, tracking=0.5)
_SECTION_HAN = TextStyle("sans-bold", 8, 10)


def section_label(text: str) -> tuple[str, TextStyle]:
    """A section's label as it is set: tracked capitals, or larger type where there are none.

    These faces have no Cyrillic small caps, so capitals stand for them.
    """
    if IS_HAN.search(text):
        return text, _SECTION_HAN
    return text.upper(), _SECTION


def statement(text: Text) -> Setting:
    """How a statement, a request or an answer is set: Chinese a little larger and wider."""
    words = "".join(span.text for span in text)[:_PROBE]
    return _STATEMENT_HAN if is_chinese(words) else STATEMENT


def excerpt_style(text: str) -> TextStyle:
    """The style that suits the script of most of an excerpt's letters."""
    probe = text[:_PROBE]
    arabic = sum("\u0600" <= char <= "\u08ff" or "\ufb50" <= char <= "\ufefc" for char in probe)
    han = len(IS_HAN.findall(probe))
    letters = sum(char.isalpha() for char in probe)
    if arabic * 2 > letters:
        return EXCERPT_ARABIC
    if han * 2 > letters:
        return EXCERPT_HAN
    return EXCERPT.plain
