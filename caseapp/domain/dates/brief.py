"""Dates for a dense table, where the words of a sentence find no room."""

from __future__ import annotations

from datetime import date, timedelta

from babel import Locale
from babel.dates import format_date as in_pattern

from caseapp.domain.dates.value import Precision, UncertainDate
from caseapp.domain.dates.writing import format_date

_DAYS = {"en": "d MMM y", "ru": "dd.MM.y", "kk": "dd.MM.y"}
"""Languages that shorten, with the pattern of a day: in figures where it is written so."""
_MONTHS = {
    "en": ("LLL y", "LLL", "LLL y"),
    "ru": ("LLL y", "LLL", "LLL y"),
    "kk": ("y 'ж'. LLL", "y 'ж'. LLL", "LLL"),
}
"""Patterns of a month with its year, and of the first and the last of two in one year."""
_DROPPED = {"zh": "之间"}
"""What ends the words of a range and says no more than "to" does."""


def brief_date(value: UncertainDate, language: str) -> str:
    """ "10–28 Feb 2018", "окт.–дек. 2018"; what has no shorter form as `format_date` words it.

    Nothing known, be it said or not, gives nothing.
    """
    if value.is_unknown and value.readable:
        return ""
    first, last = value.earliest, value.latest
    primary = language.replace("_", "-").split("-")[0].lower()
    if first is None or last is None or value.approximate or primary not in _DAYS:
        return format_date(value, language).removesuffix(_DROPPED.get(primary, ""))
    if value.precision is Precision.DAY:
        return _formatted(first, _DAYS[primary], primary)
    if value.precision is not Precision.RANGE or (value.edtf or "").endswith("?"):
        return format_date(value, language)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return format_date(value, language)  # whole years have no months to shorten
    return _range(first, last, primary)


def _range(first: date, last: date, language: str) -> str:
    """From the first to the last day; whole months without their days."""
    day = _DAYS[language]
    months = first.day == 1 and (last + timedelta(days=1)).day == 1
    if not months and (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_formatted(last, day, language)}"
    if not months:
        return f"{_formatted(first, day, language)} – {_formatted(last, day, language)}"
    whole, one, other = _MONTHS[language]
    if first.year == last.year:
        return f"{_formatted(first, one, language)}–{_formatted(last, other, language)}"
    return f"{_formatted(first, whole, language)} – {_formatted(last, whole, language)}"


def _formatted(day: date, pattern: str, language: str) -> str:
    return str(in_pattern(day, pattern, Locale(language)))
