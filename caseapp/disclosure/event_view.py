"""From the events of one case, and what became of earlier appeals, to what this copy may know.

An event whose sources may not be used is left out whole; one that points to whoever was on
the other side keeps its month alone. Nothing after this module sees a record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from caseapp.disclosure.claims import Claims
from caseapp.disclosure.evidence import Cited
from caseapp.disclosure.gate import ItemKind
from caseapp.disclosure.plan import Plan
from caseapp.disclosure.scrub import Scrubber
from caseapp.disclosure.text import Text
from caseapp.disclosure.view import (
    CiteView,
    ContradictionView,
    EventView,
    Hidden,
    StepView,
)
from caseapp.disclosure.words import Words
from caseapp.domain.consent import REACHED_BY_HARM
from caseapp.domain.dates import coarsened
from caseapp.domain.status import Term
from caseapp.domain.vocabulary import Bearing, InfoClass
from caseapp.store.records import Detainee, Event, Reply

TEXTS = (
    "place", "facility", "authority", "reason_given", "reason_believed", "legal_basis", "court",
    "counsel", "narrative",
)  # fmt: skip

COURSE = frozenset({"place", "facility", "narrative"})
"""Texts that tell the course of a contact."""


class EventBuilder:
    """Makes the views of what happened in one case after another."""

    def __init__(self, plan: Plan, claims: Claims, words: Words, scrubber: Scrubber) -> None:
        self._plan = plan
        self._gate = plan.gate
        self._claims = claims
        self._words = words
        self._scrubber = scrubber

    def _text(self, event: Event, name: str, anchor: str) -> Text:
        words = event.worded(name, self._words.language)[0]
        return self._scrubber.text(words, event.detainee_id, anchor)

    # -- what happened -----------------------------------------------------------------------
    def events(self, case: Detainee, anchor: str) -> tuple[EventView, ...]:
        views = []
        for order, event in enumerate(self._plan.file.events.get(case.id, ())):
            decision = self._claims.event(event)
            if decision.shown:
                views.append(self._event(event, case, anchor, order))
                continue
            self._gate.withhold(
                InfoClass.TESTIMONY,
                event_words(event, self._words),
                decision.ground,
                case=case.id,
                kind=ItemKind.EVENT,
                whole=True,
            )
        return tuple(views)

    def _event(self, event: Event, case: Detainee, anchor: str, order: int) -> EventView:
        supports = self._plan.evidence.of_event(event, Bearing.SUPPORTS)
        usable = [c for c in supports if c.content.shown]
        details = self._plan.evidence.details_shown(event)
        texts = {
            name: self._text(event, name, anchor) if details.shown or name not in COURSE else ()
            for name in TEXTS
        }
        view = EventView(
            key=event.id,
            kind=event.kind,
            when=self._scrubber.date(event.when, case.id),
            until=self._scrubber.date(event.until, case.id),
            facility_kind=event.facility_kind,
            term=Term(event.term_years or 0, event.term_months or 0, event.term_days or 0),
            term_start=event.term_start,
            details=None,
            credible=not usable or any(c.grade.credible for c in usable),
            cites=cites_of(usable),
            contradictions=self._contradictions(event, case, anchor) if details.shown else (),
            order=order,
            **texts,
        )
        if details.shown:
            return view
        self._gate.withhold(
            InfoClass.TESTIFIER_CONTACT,
            event_words(event, self._words),
            details.ground,
            case=case.id,
            anchor=anchor,
            kind=ItemKind.DETAILS,
        )
        return replace(
            view,
            when=coarsened(view.when, "month", self._words.language),
            until=coarsened(view.until, "month", self._words.language),
            details=Hidden(InfoClass.TESTIFIER_CONTACT),
        )

    def _contradictions(
        self, event: Event, case: Detainee, anchor: str
    ) -> tuple[ContradictionView, ...]:
        views = []
        for cited in self._plan.evidence.of_event(event, Bearing.CONTRADICTS):
            words = self._quoted(cited)
            if not cited.content.shown:
                self._gate.withhold(
                    InfoClass.TESTIMONY,
                    words,
                    cited.content.ground,
                    case=case.id,
                    kind=ItemKind.CONTRADICTION,
                    whole=True,
                )
                continue
            barred = self._claims.unquoted(cited.excerpt, cited.source)
            text = self._scrubber.text(words, case.id, anchor) if barred is None else ()
            if barred is not None:
                self._gate.withhold(
                    InfoClass.TESTIMONY,
                    words,
                    barred,
                    case=case.id,
                    anchor=anchor,
                    kind=ItemKind.CONTRADICTION,
                )
            views.append(ContradictionView(text, CiteView(cited.source.id, cited.grade)))
        return tuple(views)

    def _quoted(self, cited: Cited) -> str:
        """An excerpt in the copy's language if anybody translated it, else as it is."""
        excerpt = cited.excerpt
        return excerpt.translations.get(self._words.language) or excerpt.text

    # -- what was answered -------------------------------------------------------------------
    def steps(self, case: Detainee, anchor: str) -> tuple[StepView, ...]:
        """Earlier appeals and answers. Where harm can come from, only that body's own.

        Of one who is not named none: whoever answered finds the name by the number.
        """
        if self._plan.name_hidden(case.id):
            return ()
        views = []
        for step in self._plan.file.steps.get(case.id, ()):
            own = step.addressee.audience is self._gate.audience
            if self._gate.audience in REACHED_BY_HARM and not own:
                continue
            texts = step.addressee.texts.get("body", {})
            name = texts.get(self._words.language) or next(iter(texts.values()), "")
            reply = step.reply
            view = StepView(
                addressee=name,
                sent=self._scrubber.date(step.dispatch.sent, case.id),
                outcome=self._words.label(step.dispatch.outcome),
                result=step.dispatch.outcome,
            )
            if reply is not None:
                view = self._answered(view, reply, case.id, anchor)
            views.append(view)
        return tuple(views)

    def _answered(self, view: StepView, reply: Reply, case_id: UUID, anchor: str) -> StepView:
        def worded(name: str) -> Text:
            words = reply.worded(name, self._words.language)[0]
            return self._scrubber.text(words, case_id, anchor)

        return replace(
            view,
            sender=worded("sender"),
            number=worded("number"),
            dated=self._scrubber.date(reply.dated, case_id),
            text=worded("text"),
            answered=True,
        )


def cites_of(cited: Sequence[Cited]) -> tuple[CiteView, ...]:
    """One line a source, with the best grade of what it says; in the order of the sources."""
    best: dict[UUID, CiteView] = {}
    for item in cited:
        view = CiteView(item.source.id, item.grade)
        standing = best.get(item.source.id)
        if standing is None or str(view.grade) < str(standing.grade):
            best[item.source.id] = view
    return tuple(best.values())


def event_words(event: Event, words: Words) -> str:
    """An event for the withheld list: kind, date, narrative."""
    narrative = event.worded("narrative", words.language)[0]
    parts = [words.label(event.kind), words.when(event.when), narrative]
    return words.marks.colon.join(part for part in parts if part)
