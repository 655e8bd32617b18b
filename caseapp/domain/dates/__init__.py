"""Dates as people know them: "about May 2019", "2017 жылдың күзі", "before 2018-03".

A value keeps the text as it was given, its EDTF form (ISO 8601-2) and the earliest and
latest day it can mean. A gap is never filled: an unknown bound stays open. The rooms of
this package: `moment` (what an EDTF expression means), `value` (the record), `words` (what
people write in four languages), `tokens` and `reading` (text to value), `writing` (value
to words) and `reckoning` (comparing, coarsening, adding a term). Knows no record of the store.
"""

from caseapp.domain.dates.value import Precision, UncertainDate

__all__ = ["Precision", "UncertainDate"]
