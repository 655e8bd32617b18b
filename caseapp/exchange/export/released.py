"""The facts of cases for anybody but the office: what came through the wall, and no more.

Each value is the view's own, or one that the wall was asked for (`further`). A code stands only
beside the words that it stands for. Knows no form.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from caseapp.disclosure.further import Further
from caseapp.disclosure.passing import Passed, secrets_of, shown_names
from caseapp.disclosure.protected import Secret
from caseapp.disclosure.scrub import cleaned
from caseapp.disclosure.text import text_of
from caseapp.disclosure.view import (
    CaseView,
    EventView,
    ExcerptView,
    Hidden,
    KinView,
    NameParts,
    SourceView,
)
from caseapp.domain.consent import Ground, GroundCode
from caseapp.domain.vocabulary import (
    CaseKind,
    InfoClass,
    NameRole,
)
from caseapp.exchange.export.complete import ties_by_case
from caseapp.exchange.export.facts import (
    CaseFact,
    ContactFact,
    EventFact,
    NameFact,
    PaperFact,
    PassageFact,
    RelativeFact,
    SourceFact,
)
from caseapp.store.records import Contact, Event

EVENT_WORDS = (
    "place", "facility", "authority", "reason_given", "reason_believed", "legal_basis", "counsel",
    "court", "narrative",
)  # fmt: skip
CASE_WORDS = (
    "home_place", "home_address", "ethnicity", "occupation", "education", "family_status",
    "dependants", "health", "family_steps",
)  # fmt: skip


class ReleasedFacts:
    """Turns what passed the wall into facts."""

    def __init__(self, passed: Passed) -> None:
        self._passed = passed
        self._file = passed.plan.file
        self._further = Further(passed)
        self._shown: list[str] = list(shown_names(passed))
        self._events = {e.id: e for found in self._file.events.values() for e in found}
        self._ties = ties_by_case(self._file)
        self._petitioners = {p.detainee_id: p.petitioner_id for p in self._file.persons}

    def cases(self) -> tuple[CaseFact, ...]:
        """The cases that stand, in the order of a list on paper."""
        return tuple(map(self._case, self._passed.view.cases))

    def sources(self) -> dict[UUID, SourceFact]:
        """The sources that these cases rest on and that may be told of at all."""
        views = self._passed.view.sources
        return {one: self._source(view) for one, view in views.items() if view.hidden is None}

    def shown(self) -> tuple[str, ...]:
        """Every name and number that stands there on purpose; ask after the cases."""
        return tuple(dict.fromkeys(self._shown))

    def secrets(self) -> tuple[Secret, ...]:
        """What must not be in the finished file."""
        return secrets_of(self._passed)

    # -- cases -------------------------------------------------------------------------------
    def _case(self, view: CaseView) -> CaseFact:
        record = self._file.detainees[view.id]
        words: dict[str, Any] = {name: _field(view, name) for name in CASE_WORDS}
        birth_place = text_of(self._further.birth_place(view))
        photo = view.photo.image if view.photo is not None else ""
        return CaseFact(
            id=view.id,
            number=view.case_number,
            kind=view.kind,
            least_size=view.least_size,
            greatest_size=view.greatest_size,
            description=text_of(view.description),
            names=self._names(view),
            sex=view.sex,
            birth=view.birth,
            birth_place=birth_place,
            birth_place_code=record.birth_place_code if birth_place else "",
            home_place_code=record.home_place_code if words["home_place"] else "",
            citizenships=tuple(record.citizenships),
            tie=view.tie,
            tie_note=text_of(view.tie_note),
            summary=text_of(self._further.field(view, "summary")),
            believed_deceased=view.believed_deceased,
            fictitious=view.fictitious,
            status=view.status.status,
            status_as_of=view.status.as_of,
            papers=tuple(self._papers(view)),
            events=tuple(self._event(event) for event in view.events),
            contacts=tuple(self._contacts(view)),
            relatives=tuple(_relative(row) for row in view.kin if _stands_alone(row)),
            sources=tuple(_sources_of(view)),
            photo=photo,
            written_in=record.written_in,
            **words,
        )

    def _names(self, view: CaseView) -> tuple[NameFact, ...]:
        if view.kind is CaseKind.GROUP and not view.names:
            return ()
        parts = {one.form: one for one in self._further.name_parts(view)}
        return tuple(
            NameFact(
                name.text,
                name.script,
                name.kind,
                _parts(parts.get((name.text, name.script, name.kind))),
            )
            for name in view.names
        )

    def _papers(self, view: CaseView) -> Iterator[PaperFact]:
        for paper in self._further.papers(view):
            self._shown.append(paper.number)
            yield PaperFact(paper.kind, paper.number, text_of(paper.issuer), paper.issued)

    def _event(self, view: EventView) -> EventFact:
        record = self._events[view.key]
        told = view.details is None
        words: dict[str, Any] = {name: text_of(getattr(view, name)) for name in EVENT_WORDS}
        return EventFact(
            id=view.key,
            kind=view.kind,
            when=view.when,
            until=view.until,
            place_code=record.place_code if words["place"] else "",
            facility_kind=view.facility_kind,
            term_years=record.term_years,
            term_months=record.term_months,
            term_days=record.term_days,
            term_start=view.term_start,
            sources=tuple(cite.source for cite in view.cites),
            written_in=record.written_in,
            **(_answers(record) if told else {}),
            **words,
        )

    # -- people ------------------------------------------------------------------------------
    def _contacts(self, view: CaseView) -> Iterator[ContactFact]:
        """Relatives and witnesses by name or relation; of one who is not named nobody at all."""
        if view.name_hidden:
            return
        for one in self._tied(view.id):
            contact = self._file.contacts.get(one)
            if contact is not None:
                fact = self._contact(contact, view)
                if fact.names or fact.relation is not None:
                    yield fact

    def _tied(self, case: UUID) -> dict[UUID, None]:
        found = {
            one: None
            for tie in self._ties.get(case, ())
            for one in (tie.contact_id, tie.of_contact_id)
            if one is not None
        }
        petitioner = self._petitioners.get(case)
        return found | ({petitioner: None} if petitioner is not None else {})

    def _contact(self, contact: Contact, view: CaseView) -> ContactFact:
        person = self._passed.builder.person(contact.id, view.id, view.anchor)
        if not person.name:
            self._withhold_ways(contact, view)
            return ContactFact(id=contact.id, relation=person.relation)
        named = self._passed.builder.scrubber.named
        names = tuple(
            NameFact(named(form.text, view.id, view.anchor), form.script, form.kind)
            for form in self._file.names.get(contact.id, ())
        )
        self._shown += [name.text for name in names]
        ways = self._further.ways_to(contact, view)
        messengers = self._further.messengers_of(contact, view) or ()
        told = bool(ways)
        self._shown += (*(ways or ()), *messengers)
        return ContactFact(
            id=contact.id,
            names=names,
            relation=person.relation,
            role=contact.role,
            sex=contact.sex,
            birth=self._further.birth_of(contact, view.id),
            phones=tuple(contact.phones) if told else (),
            messengers=messengers,
            email=contact.email if told else "",
            address=cleaned(contact.address) if told else "",
            country=contact.country,
        )

    def _withhold_ways(self, contact: Contact, view: CaseView) -> None:
        """How to reach somebody who is not named is told even less than the name."""
        if contact.phones or contact.messengers or contact.email or contact.address:
            self._passed.gate.withhold(
                InfoClass.TESTIFIER_CONTACT,
                ", ".join((*contact.phones, *contact.messengers, contact.email)).strip(", "),
                Ground(GroundCode.PERSON_NOT_NAMED),
                case=view.id,
                anchor=view.anchor,
            )

    # -- sources -----------------------------------------------------------------------------
    def _source(self, view: SourceView) -> SourceFact:
        named = {name: text_of(text) for name, text in view.named.items()}
        return SourceFact(
            id=view.id,
            kind=view.kind,
            title=text_of(view.title),
            author=named.get("author", view.testifier),
            publisher=named.get("publisher", ""),
            url=named.get("url", ""),
            dated=view.dated,
            language=view.language,
            how_known=view.how_known,
            sha256=view.sha256,
            passages=tuple(map(_passage, view.excerpts)),
        )


def _field(view: CaseView, name: str) -> str:
    found = view.fields.get(name)
    return "" if found is None or isinstance(found.value, Hidden) else text_of(found.value)


def _parts(stated: NameParts | None) -> tuple[tuple[NameRole, str], ...]:
    if stated is None:
        return ()
    parts = (
        (NameRole.FAMILY, stated.family),
        (NameRole.GIVEN, stated.given),
        (NameRole.FATHER, stated.father),
    )
    return tuple((role, text) for role, text in parts if text)


def _answers(event: Event) -> dict[str, Any]:
    return {"acknowledged": event.acknowledged, "contact_permitted": event.contact_permitted}


def _stands_alone(row: KinView) -> bool:
    """A relative whom no contact stands for, and of whom something is told."""
    is_contact = row.info_class is InfoClass.TESTIFIER_NAME
    return not is_contact and not row.several and row.relation is not None


def _relative(row: KinView) -> RelativeFact:
    return RelativeFact(
        relation=row.relation,
        name=row.name,
        birth=row.birth,
        died=row.died,
        place=text_of(row.place),
        case=row.case_number,
    )


def _sources_of(view: CaseView) -> Iterator[UUID]:
    found: dict[UUID, None] = {}
    for field in view.fields.values():
        found.update((cite.source, None) for cite in field.cites)
    for event in view.events:
        found.update((cite.source, None) for cite in event.cites)
    yield from found


def _passage(view: ExcerptView) -> PassageFact:
    return PassageFact(
        text=view.text,
        language=view.language,
        translation=view.translation,
        translation_language=view.translation_language,
        place=view.place,
        cases=view.cases,
    )
