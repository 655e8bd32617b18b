"""Dates as people know them: "about May 2019", "2017 жылдың күзі", "before 2018-03".

A value keeps the text as it was given, its EDTF form (ISO 8601-2) and the earliest and
latest day it can mean. A gap is never filled: an unknown bound stays open. The rooms of
this package: `moment` and `edtf` (what an expression means), `value` (the record), `words`,
`tokens`, `parts` and `reading` (text to value, in four languages), `writing`, `wording` and
`brief` (value to words) and `reckoning` (comparing, coarsening, adding a term). Knows no record
of the store.
"""

from caseapp.domain.dates.brief import brief_date
from caseapp.domain.dates.reading import read_date
from caseapp.domain.dates.reckoning import add_term, coarsened, overlaps, sort_key, span
from caseapp.domain.dates.value import Precision, UncertainDate
from caseapp.domain.dates.writing import Style, format_date

__all__ = [
    "Precision",
    "Style",
    "UncertainDate",
    "add_term",
    "brief_date",
    "coarsened",
    "format_date",
    "overlaps",
    "read_date",
    "sort_key",
    "span",
]
