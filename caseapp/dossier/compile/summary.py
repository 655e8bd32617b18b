"""The summary: a few large figures and sober charts, counted from what this very copy shows.

Persons are counted, groups said apart. Outside the office nothing is told that fewer than three
share (`small_counts` has the rule). "Not stated" stands there for everything that this copy does
not say, whether it is not known or not disclosed: so it does not tell which. The charts may say
less than the letter does. A letter counts whom the list and the sheets of the same copy show one
by one, with the status of each: there, nothing follows from its numbers that does not stand on
the next page (see `counts` for copies that have neither). From views to the document; sees no
record.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from caseapp.disclosure.names import sort_key
from caseapp.disclosure.text import text_of
from caseapp.disclosure.view import CaseView, Home
from caseapp.disclosure.words import capitalised
from caseapp.domain.status import is_overdue, is_stale
from caseapp.domain.vocabulary import Sex, Status, Tie
from caseapp.dossier.compile.counts import Counts
from caseapp.dossier.compile.persons import unnoted
from caseapp.dossier.compile.sentences import sentence_of
from caseapp.dossier.compile.sheets import SheetWriter
from caseapp.dossier.compile.small_counts import LEAST, Told, tellable, told
from caseapp.dossier.compile.summary_years import Takings
from caseapp.dossier.document import BigFigure, Chart, ChartBar, Summary
from caseapp.i18n import NC_

K = TypeVar("K", bound=Hashable)

MOST_FIGURES = 4
MOST_STATUS_FIGURES = 2
MOST_STATUSES = 10
MOST_ROWS = 7
"""Bars of a half chart, "other" among them."""

ENDED = NC_("status of several", "Term has ended, no news of a release")
SEVERAL = {
    Status.SENTENCED: NC_("status of several", "Serving a sentence"),
    Status.DETAINED: NC_("status of several", "In custody, no verdict known"),
    Status.HOUSE_ARREST: NC_("status of several", "Under house arrest"),
    Status.FORCED_LABOUR: NC_("status of several", "Put to labour"),
    Status.UNDER_WATCH: NC_("status of several", "Under watch"),
    Status.NO_NEWS: NC_("status of several", "No news"),
    Status.RELEASED: NC_("status of several", "Released"),
    Status.DIED: NC_("status of several", "Died"),
    Status.UNKNOWN: NC_("status of several", "Not stated"),
    None: ENDED,
}
"""Labels of the chart; None is a term that has ended without news."""

FIGURED = (Status.SENTENCED, Status.NO_NEWS, Status.DETAINED, None, Status.RELEASED)
"""Statuses that may stand as large figures; of equal counts the more telling first."""

UNSAID = frozenset(
    {
        "", "not stated", "not given", "none given", "none stated", "no reason given", "unknown",
        "не названа", "не указана", "не сообщена", "не объявлена", "не известна", "неизвестна",
        "аталмаған", "айтылмаған", "көрсетілмеген", "белгісіз",
        "未说明", "未告知", "未提供", "不详", "不明",
    }
)  # fmt: skip
"""Words with which an office notes that no reason was given."""

_QUOTES = "“”„‟\"'‘’«»《》〈〉「」 .;:。"


class SummaryWriter:
    """Words the summary of one copy. `exact` is for the office, which hides no count."""

    def __init__(
        self,
        sheets: SheetWriter,
        cases: Sequence[CaseView],
        homes: Mapping[UUID, Home],
        *,
        exact: bool,
    ) -> None:
        self._sheets = sheets
        self._words = sheets.words
        self._today = sheets.today
        self._counts = Counts(cases, sheets.words, sheets.today)
        self._persons = self._counts.persons
        self._homes = homes
        self._exact = exact

    def write(self, annex: str, as_of: str, sources: int) -> Summary | None:
        """The summary; None if no chart has anything to tell.

        `as_of` is the day of the facts in words, `sources` how many stand behind the copy.
        """
        if not self._exact and len(self._persons) < LEAST:
            return None
        statuses = self._statuses()
        charts = [
            self._status_chart(statuses),
            Takings(self._persons, self._words, exact=self._exact).chart(),
            self._reasons(),
            self._counties(),
        ]
        tr = self._words.tr
        standing = tuple(chart for chart in charts if chart is not None)
        if not standing:
            return None
        return Summary(
            annex=annex,
            title=tr("Summary"),
            note=tr("as known on {date}", date=as_of),
            figures=self._figures(statuses, sources),
            charts=standing,
            remarks=self._remarks(),
        )

    # -- figures -------------------------------------------------------------------------------
    def _figures(self, statuses: Told[Status | None] | None, sources: int) -> tuple[BigFigure, ...]:
        tr, n = self._words.tr, len(self._persons)
        label = tr.plural_in_context("under a figure", "person listed", "persons listed", n)
        figures = [BigFigure(value=str(n), lines=_lines(label, self._sexes()))]
        rows = dict(statuses.rows) if statuses else {}
        telling = sorted((s for s in FIGURED if rows.get(s)), key=lambda s: -(rows[s] or 0))
        for status in telling[:MOST_STATUS_FIGURES]:
            words = self._several(status)
            more = self._terms() if status is Status.SENTENCED else ""
            lines = _lines(words[:1].lower() + words[1:], more)
            figures.append(BigFigure(value=str(rows[status]), lines=lines))
        tied = sum(case.tie not in (None, Tie.NONE_KNOWN) for case in self._persons)
        if tied and tellable(tied, n, exact=self._exact):
            label = tr.plural_in_context(
                "under a figure", "has a known tie to Kazakhstan",
                "have a known tie to Kazakhstan", tied,
            )  # fmt: skip
            figures.append(BigFigure(value=str(tied), lines=(label,)))
        if sources and len(figures) < MOST_FIGURES:
            label = tr.plural_in_context(
                "under a figure", "source behind it", "sources behind it", sources
            )
            figures.append(BigFigure(value=str(sources), lines=(label,)))
        return tuple(figures[:MOST_FIGURES])

    def _sexes(self) -> str:
        """ "40 men, 8 women"; nothing if one of the parts may not be told."""
        tr = self._words.tr
        found = Counter(case.sex for case in self._persons)
        if not self._exact and any(0 < n < LEAST for n in found.values()):
            return ""
        parts = []
        if found[Sex.MALE]:
            parts.append(tr.plural("{n} man", "{n} men", found[Sex.MALE]))
        if found[Sex.FEMALE]:
            parts.append(tr.plural("{n} woman", "{n} women", found[Sex.FEMALE]))
        return self._words.marks.comma.join(parts)

    def _terms(self) -> str:
        """ "from 4 to 19 years": the shortest and the longest are one person's, so the office's."""
        if not self._exact:
            return ""
        held = [case for case in self._persons if self._status(case) is Status.SENTENCED]
        years = [event.term.years for case in held if (event := sentence_of(case))]
        if not years or min(years) == max(years):
            return ""
        return self._words.tr("from {least} to {most} years", least=min(years), most=max(years))

    def _remarks(self) -> tuple[str, ...]:
        """Groups; and, where counts are hidden, how."""
        tr = self._words.tr
        groups = self._counts.groups_sentence()
        remarks = (
            [tr("{sentence} Groups are not counted below.", sentence=groups)] if groups else []
        )
        if not self._exact:
            remarks.append(
                tr(
                    "What fewer than three persons share is not told in numbers, so that nobody "
                    "can be found by it; “other” may hold it. “Not stated” means: not known, or "
                    "not disclosed in this copy."
                )
            )
        return tuple(remarks)

    # -- status ----------------------------------------------------------------------------------
    def _status(self, case: CaseView) -> Status | None:
        return None if is_overdue(case.release, self._today) else case.status.status

    def _several(self, status: Status | None) -> str:
        return self._words.tr.in_context(*SEVERAL[status])

    def _statuses(self) -> Told[Status | None] | None:
        counted = Counter(map(self._status, self._persons))
        if set(counted) == {Status.UNKNOWN}:
            return None
        return told(counted, list(SEVERAL).index, most=MOST_STATUSES, exact=self._exact)

    def _status_chart(self, result: Told[Status | None] | None) -> Chart | None:
        if result is None:
            return None
        tr = self._words.tr
        other = self._other(result, Status.UNKNOWN, "")
        note = tr("Counted are persons, each by the latest event that a credible source reports.")
        stale = sum(is_stale(case.status.as_of, self._today) for case in self._persons)
        if stale and tellable(stale, len(self._persons), exact=self._exact):
            late = tr.plural(
                "What is known of {n} person is older than 180 days.",
                "What is known of {n} persons is older than 180 days.",
                stale,
            )
            note = self._words.marks.blank.join((note, late))
        bars = self._bars(result, self._several, other)
        return Chart(form="lying", title=tr("Status"), bars=bars, note=note)

    # -- free words --------------------------------------------------------------------------------
    def _reasons(self) -> Chart | None:
        """The reason that the authorities gave; once a person, the latest that the sheet has."""
        found = []
        for case in self._persons:
            text = unnoted(self._sheets.latest(case, "reason_given"))
            hidden = any(span.style == "token" for span in text)
            words = "" if hidden else first_phrase(text_of(text))
            key = words.casefold().strip(_QUOTES)
            found.append(("" if key in UNSAID else key, words))
        tr = self._words.tr
        note = tr("The reason that the authorities gave, in writing or orally; the latest one.")
        return self._chart_of(found, tr("Reason given"), "reasons", note)

    def _counties(self) -> Chart | None:
        """The county of registration, as the home that the sheet has."""
        found = []
        for case in self._persons:
            home = self._homes.get(case.id, Home())
            names = home.names
            name = names.get(self._words.language) or next(iter(names.values()), "")
            found.append(((home.code or name.casefold()) if name else "", name))
        tr = self._words.tr
        note = tr("The place of registration, from identity papers or as the family says.")
        return self._chart_of(found, tr("County of registration"), "counties", note)

    def _chart_of(
        self, found: Sequence[tuple[str, str]], title: str, what: str, note: str
    ) -> Chart | None:
        """A half chart of free words; each person's key, empty for "not stated", and wording."""
        if not any(key for key, _ in found):
            return None
        labels: dict[str, Counter[str]] = defaultdict(Counter)
        for key, label in found:
            labels[key][label] += 1
        unsaid = self._words.tr("not stated")
        best = {key: _commonest(wordings) if key else unsaid for key, wordings in labels.items()}
        result = told(
            Counter(key for key, _ in found),
            lambda key: (not key, sort_key(best[key], self._words.language)),
            most=MOST_ROWS,
            exact=self._exact,
        )
        if result is None:
            return None
        bars = self._bars(
            result, lambda key: capitalised(best[key]), self._other(result, "", what)
        )  # fmt: skip
        return Chart(form="lying", title=title, bars=bars, note=note, half=True)

    # -- bars ------------------------------------------------------------------------------------
    def _bars(self, result: Told[K], label: Callable[[K], str], other: str) -> tuple[ChartBar, ...]:
        few = self._words.tr("fewer than 3")
        bars = [
            ChartBar(label=label(key), count=few if n is None else str(n), certain=n or 0)
            for key, n in result.rows
        ]
        if result.other:
            bars.append(ChartBar(label=other, count=str(result.other), certain=result.other))
        return tuple(bars)

    def _other(self, result: Told[K], unsaid: K, what: str) -> str:
        """The label of what was merged. How many categories that is stays in the office."""
        tr = self._words.tr
        n = len(result.merged)
        if self._exact and what == "counties":
            return tr.plural("Other ({n} county)", "Other ({n} counties)", n)
        if self._exact and what == "reasons":
            return tr.plural("Other ({n} reason)", "Other ({n} reasons)", n)
        if self._exact or any(key == unsaid for key, _ in result.rows):
            return tr.in_context("bar of a chart", "Other")
        return tr.in_context("bar of a chart", "Other or not stated")


def first_phrase(text: str) -> str:
    """Up to the first comma, semicolon or bracket outside quotation marks.

    "“Visited a, b”, said orally" gives "“Visited a, b”".
    """
    depth = 0
    for place, character in enumerate(text):
        if character in "“«„《「":
            depth += 1
        elif character in "”»》」":
            depth = max(depth - 1, 0)
        elif character in ",;，；(（" and not depth and place:
            return text[:place].strip()
    return text.strip()


def _commonest(wordings: Counter[str]) -> str:
    """The wording that most have; of equals the first by the alphabet."""
    return min(wordings, key=lambda label: (-wordings[label], label))


def _lines(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if text)
