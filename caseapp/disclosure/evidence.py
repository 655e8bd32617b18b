"""Which accounts a copy may use, and how it may word their sources.

An event or statement stands if at least one source behind it may be used for this
audience; else it is left out whole. Decides on records; words nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from caseapp.disclosure.gate import Gate
from caseapp.disclosure.grants import GrantBook
from caseapp.domain.consent import REACHED_BY_HARM, Decision, Grants, Ground, GroundCode
from caseapp.domain.status import Grade
from caseapp.domain.vocabulary import Bearing, EventKind, InfoClass, SourceKind
from caseapp.store.casefile import AppealFile
from caseapp.store.records import Citation, Event, Excerpt, Source

ACCOUNTS = frozenset({SourceKind.TESTIMONY, SourceKind.INTERVIEW})
"""Somebody told it to us: the words are that person's to give (class "testimony")."""

CONTACT_EVENTS = frozenset({EventKind.LAST_CONTACT, EventKind.FAMILY_VISIT, EventKind.SEEN})
"""The exact day and course of these point to whoever was on the other side."""

_REFUSED = frozenset({GroundCode.WITHHELD, GroundCode.TO_BE_ASKED})


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation with what stands behind it, and whether its content may be used here."""

    citation: Citation
    excerpt: Excerpt
    source: Source
    content: Decision

    @property
    def grade(self) -> Grade:
        return Grade(self.source.reliability, self.excerpt.credibility)


@dataclass(frozen=True, slots=True)
class Naming:
    """How a source may be worded: its identity, its testifier's name, the relation."""

    identity: Decision
    name: Decision | None
    relation: Decision | None


class Evidence:
    """The sources of one appeal before one audience."""

    def __init__(self, file: AppealFile, gate: Gate, book: GrantBook) -> None:
        self._file = file
        self._gate = gate
        self._book = book
        self._by_event: dict[UUID, list[Citation]] = defaultdict(list)
        self._by_field: dict[tuple[UUID, str], list[Citation]] = defaultdict(list)
        self.claims: dict[UUID, list[Citation]] = defaultdict(list)
        """By excerpt: everything it is cited for, also in cases that are not in the appeal."""
        for citation in file.citations:
            if citation.excerpt_id not in file.excerpts:
                continue
            if file.excerpts[citation.excerpt_id].source_id not in file.sources:
                continue
            self.claims[citation.excerpt_id].append(citation)
            if citation.event_id:
                self._by_event[citation.event_id].append(citation)
            elif citation.detainee_id:
                self._by_field[citation.detainee_id, citation.field].append(citation)
        self.excerpts: dict[UUID, list[Excerpt]] = defaultdict(list)
        """By source: those of its excerpts that anything is cited from."""
        for excerpt_id in self.claims:
            excerpt = file.excerpts[excerpt_id]
            self.excerpts[excerpt.source_id].append(excerpt)
        self._owner = {e.id: e.detainee_id for events in file.events.values() for e in events}
        self._cases = {person.detainee_id for person in file.persons}
        self._naming: dict[UUID, Naming] = {}
        self._spoken_of: dict[UUID, tuple[UUID, ...]] = {}
        self._usable: dict[UUID, bool] = {}

    def case_of(self, citation: Citation) -> UUID | None:
        """The appeal's case that a citation speaks of; None for a case outside it."""
        if citation.event_id:
            return self._owner.get(citation.event_id)
        return citation.detainee_id if citation.detainee_id in self._cases else None

    # -- what may be used ------------------------------------------------------------------
    def of_event(self, event: Event, bearing: Bearing) -> list[Cited]:
        """All accounts for (or against) an event, usable or not."""
        return self._resolved(self._by_event.get(event.id, ()), bearing, event.detainee_id)

    def of_field(self, detainee_id: UUID, name: str) -> list[Cited]:
        """All accounts that support a field of a case."""
        found = self._by_field.get((detainee_id, name), ())
        return self._resolved(found, Bearing.SUPPORTS, detainee_id)

    def _resolved(self, citations: Iterable[Citation], bearing: Bearing, case: UUID) -> list[Cited]:
        result = []
        for citation in citations:
            if citation.bearing is bearing:
                excerpt = self._file.excerpts[citation.excerpt_id]
                source = self._file.sources[excerpt.source_id]
                result.append(Cited(citation, excerpt, source, self.content(source, case)))
        return sorted(result, key=lambda c: (c.source.serial, c.citation.id))

    def content(self, source: Source, case: UUID) -> Decision:
        """May what this source says be told in this case?

        Accounts need the testifier's consent to "testimony"; papers and letters may be told
        without naming them, unless the person behind them refused it. Without a testifier
        on record the family's consent speaks.
        """
        about = [self._behind(source, case)]
        decision = self._gate.decide(InfoClass.TESTIMONY, about, published=source.published)
        if self._in_trash(source) or (source.kind in ACCOUNTS and not source.published):
            return decision
        if source.testifier_id is not None and decision.ground.code in _REFUSED:
            return decision
        return Decision(True, decision.ground)

    def _behind(self, source: Source, case: UUID) -> Grants:
        """The consents of who told or gave a source, else the family's. Of somebody in the trash
        none: what he or she refused is no more known than what was allowed."""
        if source.testifier_id is None:
            return self._book.detainee(case)
        if self._in_trash(source):
            return Grants()
        return self._book.contact(source.testifier_id, case)

    def _in_trash(self, source: Source) -> bool:
        return source.testifier_id is not None and source.testifier_id not in self._file.contacts

    def unsourced(self, case: UUID) -> Decision:
        """An event that nothing is cited for is the family's word."""
        return self._gate.decide(InfoClass.TESTIMONY, [self._book.detainee(case)])

    def event_shown(self, event: Event) -> Decision:
        """May this event stand in the copy at all?"""
        supports = self.of_event(event, Bearing.SUPPORTS)
        if not supports:
            return self.unsourced(event.detainee_id)
        for cited in supports:
            if cited.content.shown:
                return cited.content
        return supports[0].content

    def details_shown(self, event: Event) -> Decision:
        """May day and course of a contact be told? Only if who was on the other side may be.

        Matters before audiences through which harm reaches people; elsewhere they are free.
        A contact that is known from sensitive passages alone keeps its course to itself: the
        statement would tell what the passage may not.
        """
        free = Decision(True, Ground(GroundCode.ALLOWED_BY_RULE))
        if event.kind not in CONTACT_EVENTS or self._gate.audience not in REACHED_BY_HARM:
            return free
        usable = [c for c in self.of_event(event, Bearing.SUPPORTS) if c.content.shown]
        decisions = [
            self._testifier_named(c.source, event.detainee_id)
            for c in usable
            if not c.source.published
        ]
        if not usable:
            decisions.append(Decision(False, Ground(GroundCode.NO_CONSENT)))
        elif all(c.excerpt.sensitive for c in usable):
            decisions.append(Decision(False, Ground(GroundCode.MARKED_SENSITIVE)))
        return next((d for d in decisions if not d.shown), free)

    def _testifier_named(self, source: Source, case: UUID) -> Decision:
        if source.testifier_id is None or source.testifier_id not in self._file.contacts:
            return Decision(False, Ground(GroundCode.NO_CONSENT))
        about = [self._book.contact(source.testifier_id, case)]
        return self._gate.decide(InfoClass.TESTIFIER_NAME, about)

    # -- how it may be named ---------------------------------------------------------------
    def naming(self, source: Source) -> Naming:
        """How the source may be worded wherever it stands: the strictest of all its cases."""
        if source.id not in self._naming:
            cases = self.cases_of(source)
            self._naming[source.id] = Naming(
                identity=self._strictest(InfoClass.SOURCE_IDENTITY, source, cases),
                name=self._of_testifier(InfoClass.TESTIFIER_NAME, source, cases),
                relation=self._of_testifier(InfoClass.TESTIFIER_RELATION, source, cases),
            )
        return self._naming[source.id]

    def cases_of(self, source: Source) -> tuple[UUID, ...]:
        """The appeal's cases that a source is cited in. A list has thousands: found once."""
        if source.id not in self._spoken_of:
            found = dict.fromkeys(
                case
                for excerpt in self.excerpts.get(source.id, ())
                for case in map(self.case_of, self.claims[excerpt.id])
                if case is not None
            )
            self._spoken_of[source.id] = tuple(found)
        return self._spoken_of[source.id]

    def usable_everywhere(self, source: Source) -> bool:
        """May what a source says be told in each case that it is cited in?"""
        if source.id not in self._usable:
            cases = self.cases_of(source)
            self._usable[source.id] = all(self.content(source, case).shown for case in cases)
        return self._usable[source.id]

    def _strictest(self, info_class: InfoClass, source: Source, cases: Iterable[UUID]) -> Decision:
        decisions = [
            self._gate.decide(info_class, [self._behind(source, case)], published=source.published)
            for case in cases
        ]
        nobody = Decision(False, Ground(GroundCode.NO_CONSENT))
        return next((d for d in decisions if not d.shown), decisions[0] if decisions else nobody)

    def _of_testifier(
        self, info_class: InfoClass, source: Source, cases: Iterable[UUID]
    ) -> Decision | None:
        if source.testifier_id is None or source.testifier_id not in self._file.contacts:
            return None
        return self._strictest(info_class, source, cases)
