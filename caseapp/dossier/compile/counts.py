"""Counted phrases of a letter, computed from what this very copy shows.

Each phrase comes ready and inflected: a number and a noun are never glued together. A letter may
say "1 person has died" although charts may not (`summary`): the list, the sheets or the forms of
the same copy show everybody one by one with the status, and whoever reads them can count. In a copy
that has none of them the letter hides small counts as the charts do, unless it speaks for one
person alone. From views to words; sees no record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

from caseapp.disclosure.view import CaseView
from caseapp.disclosure.words import Words
from caseapp.domain.status import is_overdue
from caseapp.domain.vocabulary import CaseKind, Status, Tie
from caseapp.dossier.compile.sentences import TAKINGS
from caseapp.dossier.compile.small_counts import tellable, told
from caseapp.i18n import NPC_

K = TypeVar("K", bound=Hashable)
RECENT = timedelta(days=92)
"""Three months: what the working group takes under its urgent procedure."""


OF_STATUS = {
    Status.SENTENCED: NPC_(
        "letter", "{n} person is serving a sentence", "{n} persons are serving sentences"
    ),
    Status.DETAINED: NPC_(
        "letter",
        "{n} person is in custody without a verdict known to us",
        "{n} persons are in custody without a verdict known to us",
    ),
    Status.HOUSE_ARREST: NPC_(
        "letter", "{n} person is under house arrest", "{n} persons are under house arrest"
    ),
    Status.FORCED_LABOUR: NPC_(
        "letter", "{n} person has been put to labour", "{n} persons have been put to labour"
    ),
    Status.UNDER_WATCH: NPC_("letter", "{n} person is under watch", "{n} persons are under watch"),
    Status.NO_NEWS: NPC_(
        "letter", "there is no news of {n} person", "there is no news of {n} persons"
    ),
    Status.RELEASED: NPC_(
        "letter", "{n} person has been released", "{n} persons have been released"
    ),
    Status.DIED: NPC_("letter", "{n} person has died", "{n} persons have died"),
    Status.UNKNOWN: NPC_(
        "letter",
        "of the situation of {n} person nothing is stated",
        "of the situation of {n} persons nothing is stated",
    ),
}
OF_TIE = {
    Tie.CITIZEN: NPC_(
        "letter",
        "{n} person is a citizen of the Republic of Kazakhstan",
        "{n} persons are citizens of the Republic of Kazakhstan",
    ),
    Tie.RESIDENCE_PERMIT: NPC_(
        "letter", "{n} person had a residence permit", "{n} persons had residence permits"
    ),
    Tie.RETURNEE: NPC_(
        "letter",
        "{n} person had the status of a returnee (kandas)",
        "{n} persons had the status of returnees (kandas)",
    ),
    Tie.SPOUSE_OR_CHILDREN: NPC_(
        "letter",
        "{n} person has a spouse or children in Kazakhstan",
        "{n} persons have spouses or children in Kazakhstan",
    ),
    Tie.PARENTS_OR_SIBLINGS: NPC_(
        "letter",
        "{n} person has parents, brothers or sisters in Kazakhstan",
        "{n} persons have parents, brothers or sisters in Kazakhstan",
    ),
    Tie.VISITED: NPC_("letter", "{n} person visited Kazakhstan", "{n} persons visited Kazakhstan"),
}


class Counts:
    """The counted phrases of one copy; `listed` says that it shows everybody one by one."""

    def __init__(
        self, cases: Sequence[CaseView], words: Words, today: date, *, listed: bool = True
    ) -> None:
        self._words = words
        self.tr = words.tr
        self._today = today
        self.persons = [case for case in cases if case.kind is not CaseKind.GROUP]
        self.groups = [case for case in cases if case.kind is CaseKind.GROUP]
        self._exact = listed or len(self.persons) < 2

    def persons_of(self) -> str:
        """ "14 persons and 3 groups of at least 45 people", genitive where there is one."""
        parts = []
        if self.persons:
            parts.append(
                self.tr.plural_in_context(
                    "genitive", "{n} person", "{n} persons", len(self.persons)
                )
            )
        if self.groups:
            parts.append(
                self.tr.plural_in_context(
                    "genitive",
                    "{n} group of {people}",
                    "{n} groups with a total of {people}",
                    len(self.groups),
                    people=self._people_of_groups(),
                )
            )
        return self._words.listed(parts)

    def _people_of_groups(self) -> str:
        least = sum(group.least_size for group in self.groups)
        exact = all(group.greatest_size == group.least_size for group in self.groups)
        if exact:
            return self.tr.plural_in_context("size of groups", "{n} person", "{n} people", least)
        return self.tr.plural_in_context(
            "size of groups", "at least {n} person", "at least {n} people", least
        )

    def groups_sentence(self) -> str:
        """A sentence on groups; empty if there are none."""
        if not self.groups:
            return ""
        return self.tr.plural(
            "The list also holds {n} group of {people}.",
            "The list also holds {n} groups with a total of {people}.",
            len(self.groups),
            people=self._people_of_groups(),
        )

    def statuses(self) -> str:
        """ "5 persons are serving a sentence, of 2 nothing is known": single persons only."""
        counted: Counter[Status | None] = Counter(
            None if is_overdue(case.release, self._today) else case.status.status
            for case in self.persons
        )
        shown, other = self._tellable(counted)
        parts = [self._of_status(s, shown[s]) for s in Status if shown.get(s)]
        ended = shown.get(None, 0)
        if ended:
            parts.append(
                self.tr.plural_in_context(
                    "letter",
                    "the term of {n} person has ended without news of a release",
                    "the terms of {n} persons have ended without news of a release",
                    ended,
                )
            )
        if other:
            parts.append(
                self.tr.plural_in_context(
                    "letter",
                    "the situation of {n} person is another one",
                    "the situation of {n} persons is another one",
                    other,
                )
            )
        return self._words.marks.semicolon.join(parts)

    def _tellable(self, counted: Mapping[K, int]) -> tuple[Mapping[K, int], int]:
        """What may be told apart, and how many persons remain of whom it may not."""
        if self._exact or len(counted) == 1:
            return counted, 0
        order: Callable[[K], int] = list(counted).index
        result = told(counted, order, most=len(counted), exact=False, named=False)
        if result is None:
            return {}, 0
        return {key: n for key, n in result.rows if n}, result.other

    def _of_status(self, status: Status, n: int) -> str:
        return self.tr.plural_in_context(*OF_STATUS[status], n)

    def ties(self) -> str:
        """Sentences on ties to the host state; empty where none is known."""
        counted, _ = self._tellable(Counter(case.tie for case in self.persons))
        sentence = self._words.marks.semicolon.join(
            self.tr.plural_in_context(*OF_TIE[tie], counted[tie])
            for tie in OF_TIE
            if counted.get(tie)
        )
        stop = self._words.marks.stop
        return f"{sentence[:1].upper()}{sentence[1:]}{stop}" if sentence else ""

    def citizens(self) -> str:
        """How many are citizens of the host state, as a figure; empty for none."""
        n = sum(case.tie is Tie.CITIZEN for case in self.persons)
        if not tellable(n, len(self.persons), exact=self._exact):
            return self.tr.in_context("letter, how many", "some")
        return str(n) if n else ""

    def urgent(self) -> str:
        """Cases of the last three months; empty for none."""
        n = sum(is_recent(case, self._today) for case in self.persons)
        if not tellable(n, len(self.persons), exact=self._exact):
            return self.tr.in_context("letter", "some cases")
        return self.tr.plural("{n} case", "{n} cases", n) if n else ""

    def ongoing(self) -> str:
        """Cases of persons who are not known to be free; empty for none."""
        over = (Status.RELEASED, Status.DIED)
        n = sum(case.status.status not in over for case in self.persons)
        if not tellable(n, len(self.persons), exact=self._exact):
            return self.tr.in_context("letter", "some cases")
        return self.tr.plural("{n} case", "{n} cases", n) if n else ""

    def period(self) -> str:
        """ "in 2017", "between 2016 and 2020": the years of the takings that the copy tells."""
        takings = [
            event.when
            for case in (*self.persons, *self.groups)
            for event in case.events
            if event.kind in TAKINGS and event.when.latest
        ]
        if not takings:
            return ""
        last = max(when.latest.year for when in takings if when.latest)
        firsts = [when.earliest.year for when in takings if when.earliest]
        if len(firsts) < len(takings):
            return self.tr("no later than {year}", year=last)
        first = min(firsts)
        if first == last:
            return self.tr("in {year}", year=first)
        return self.tr("between {first} and {last}", first=first, last=last)

    def signatories(self, n: int) -> str:
        return self.tr.plural("{n} signatory", "{n} signatories", n) if n else ""


def is_recent(case: CaseView, today: date) -> bool:
    """Somebody was taken within three months before `today`: the urgent procedure."""
    return any(
        event.when.earliest is not None and event.when.earliest >= today - RECENT
        for event in case.events
        if event.kind in TAKINGS and event.credible
    )
