"""The chart of the years in which persons were taken: columns in the order of time.

Where a date allows several years the latest counts, and that part of the column is hatched. From
views to the document; sees no record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from caseapp.disclosure.view import CaseView
from caseapp.disclosure.words import Words
from caseapp.dossier.compile.sentences import last_taking
from caseapp.dossier.compile.small_counts import Years, by_year, parts
from caseapp.dossier.document import Chart, ChartBar


class Takings:
    """The last taking of each person, by year. `exact` is for the office."""

    def __init__(self, persons: Sequence[CaseView], words: Words, *, exact: bool) -> None:
        self._words = words
        self._exact = exact
        self._certain: Counter[int] = Counter()
        self._doubtful: Counter[int] = Counter()
        self._unstated = 0
        for case in persons:
            event = last_taking(case)
            latest = event.when.latest if event else None
            if event is None or latest is None:
                self._unstated += 1
                continue
            first = event.when.earliest
            known = first is not None and first.year == latest.year
            (self._certain if known else self._doubtful)[latest.year] += 1

    def chart(self) -> Chart | None:
        """The chart; None if nothing is to be told."""
        columns = by_year(self._certain + self._doubtful, self._unstated, exact=self._exact)
        if columns is None:
            return None
        tr = self._words.tr
        bars = tuple(map(self._bar, columns))
        hatched = any(bar.doubtful for bar in bars)
        return Chart(
            form="standing",
            title=tr("Year taken"),
            bars=bars,
            note=self._note(),
            key=(tr("the year is certain"), tr("several years are possible, shown is the latest"))
            if hatched
            else None,
        )

    def _bar(self, column: Years) -> ChartBar:
        years = range(column.first, column.last + 1)
        doubtful = sum(self._doubtful[year] for year in years) if column.first else 0
        certain, doubtful = parts(column.count - doubtful, doubtful, exact=self._exact)
        return ChartBar(
            label=self._label(column),
            count=str(column.count) if column.count else "",
            certain=certain,
            doubtful=doubtful,
        )

    def _label(self, column: Years) -> str:
        tr = self._words.tr
        if not column.first:
            return tr("not stated")
        same = column.first == column.last
        years = str(column.first) if same else f"{column.first}–{column.last}"
        return tr("{years} or not stated", years=years) if column.unstated else years

    def _note(self) -> str:
        tr = self._words.tr
        notes = [
            tr(
                "Counted by the year in which a person was last taken; where the date allows "
                "several years, by the latest of them."
            )
        ]
        doubtful = sum(self._doubtful.values())
        if self._exact and doubtful:
            notes.append(
                tr.plural("That is so for {n} person.", "That is so for {n} persons.", doubtful)
            )
        if not self._exact:
            notes.append(tr("Years of fewer than three persons are joined to their neighbours."))
        return self._words.marks.blank.join(notes)
