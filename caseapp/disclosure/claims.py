"""Which claims of the appeal's cases a copy does not tell: nothing may quote them either.

An excerpt that also bears on a withheld claim would tell it in other words. Decides on
records; words nothing.
"""

from __future__ import annotations

from uuid import UUID

from caseapp.disclosure.evidence import ACCOUNTS
from caseapp.disclosure.plan import Plan
from caseapp.domain.consent import REACHED_BY_HARM, Decision, Ground, GroundCode
from caseapp.domain.vocabulary import EventKind, InfoClass
from caseapp.store.records import Citation, Event, Excerpt, Source

Claim = UUID | tuple[UUID, str]
"""An event, or one field of a case."""

CLASS_OF_FIELD = {
    "name": InfoClass.DETAINEE_NAME,
    "names": InfoClass.DETAINEE_NAME,
    "identifiers": InfoClass.DETAINEE_IDENTIFIERS,
    "home_address": InfoClass.EXACT_ADDRESS,
    "health": InfoClass.HEALTH,
    "photo_id": InfoClass.PHOTO,
}
MENTIONS_CHILDREN = frozenset({"tie_note", "dependants", "family_status", "summary"})
"""Free words in which an office notes how many children there are."""

_HIDES = frozenset(
    {GroundCode.NEVER, GroundCode.WITHHELD, GroundCode.TO_BE_ASKED, GroundCode.WITHDRAWN}
)


class Claims:
    """What is told and what is not, for all cases of one copy."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._withheld: set[Claim] = set()
        self._left_out = set(plan.left_out)
        for case in plan.cases:
            if case.id in self._left_out:
                continue
            for event in plan.file.events.get(case.id, ()):
                if not self.event(event).shown or not plan.evidence.details_shown(event).shown:
                    self._withheld.add(event.id)
            for name, info_class in CLASS_OF_FIELD.items():
                if not self.of_class(info_class, case.id).shown:
                    self._withheld.add((case.id, name))
            if self.children_hidden(case.id):
                self._withheld |= {(case.id, name) for name in MENTIONS_CHILDREN}

    def of_class(self, info_class: InfoClass, case: UUID) -> Decision:
        """May the detainee's own information of a class be told?"""
        if info_class is InfoClass.DETAINEE_NAME:
            return self._plan.detainee_name(case)
        return self._plan.gate.decide(info_class, [self._plan.book.detainee(case)])

    def event(self, event: Event) -> Decision:
        """May an event be told? A stay in hospital is health."""
        if event.kind is EventKind.HOSPITALISED:
            health = self.of_class(InfoClass.HEALTH, event.detainee_id)
            if not health.shown:
                return health
        return self._plan.evidence.event_shown(event)

    def children_hidden(self, case: UUID) -> bool:
        """Not even that there are children, and how many, may be told.

        Nor of one who is not named: so many children in such a place tell who it is.
        """
        decision = self.of_class(InfoClass.CHILDREN, case)
        if decision.shown:
            return False
        return decision.ground.code in _HIDES or self._plan.name_hidden(case)

    def unquoted(self, excerpt: Excerpt, source: Source) -> Ground | None:
        """Why an excerpt's own words do not stand in the copy; None if they may.

        How its source may be named is another matter.

        Where harm can come from, the words of somebody who may not be named are not quoted:
        how a person speaks gives him or her away.
        """
        if self._plan.gate.is_office:
            return None
        if excerpt.sensitive:
            return Ground(GroundCode.MARKED_SENSITIVE)
        somebodys = source.kind in ACCOUNTS or source.testifier_id is not None
        exposed = self._plan.gate.audience in REACHED_BY_HARM and not source.published
        if somebodys and exposed:
            naming = self._plan.evidence.naming(source)
            if not naming.identity.shown and not (naming.name and naming.name.shown):
                return naming.name.ground if naming.name else naming.identity.ground
        citations = self._plan.evidence.claims.get(excerpt.id, ())
        if all(self._tells(citation, source) for citation in citations):
            return None
        return Ground(GroundCode.BEARS_ON_WITHHELD)

    def _tells(self, citation: Citation, source: Source) -> bool:
        case = self._plan.evidence.case_of(citation)
        if case is None:
            return source.published
        if case in self._left_out:
            return False
        claim: Claim = citation.event_id or (case, citation.field)
        return claim not in self._withheld
