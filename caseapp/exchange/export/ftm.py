"""FollowTheMoney entities, one JSON object a line, for tools such as Aleph and OpenSanctions.

Names of schemata and of their properties as the public model has them (followthemoney, 3.x and
4.x): Person, Family, Associate, Event, Identification, Document, Documentation. Dates are ISO
prefixes (YYYY, YYYY-MM, YYYY-MM-DD); what has only bounds is told as an interval. Knows no vault.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from caseapp.disclosure.words import Words
from caseapp.domain.dates import UncertainDate
from caseapp.domain.kinship import NO_KIN, SPOUSES
from caseapp.domain.vocabulary import (
    CaseKind,
    IdentifierKind,
    NameKind,
    NameRole,
    Relation,
    Sex,
)
from caseapp.exchange.export.facts import (
    CaseFact,
    ContactFact,
    EventFact,
    NameFact,
    RelativeFact,
    Released,
    SourceFact,
)
from caseapp.exchange.export.keys import Keys

Entity = dict[str, Any]
_GENDER = {Sex.FEMALE: "female", Sex.MALE: "male"}
_ROLES = {
    NameRole.GIVEN: "firstName", NameRole.FATHER: "fatherName", NameRole.FAMILY: "lastName",
}  # fmt: skip
_COUNTRY_OF_PAPER = {
    IdentifierKind.PRC_RESIDENT_ID: "cn", IdentifierKind.KZ_IIN: "kz",
    IdentifierKind.RESIDENCE_PERMIT: "kz", IdentifierKind.RETURNEE_CERTIFICATE: "kz",
}  # fmt: skip


def as_entities(released: Released, words: Words, keys: Keys) -> bytes:
    """The file: the same facts give the same lines."""
    lines = [
        json.dumps(entity, ensure_ascii=False, sort_keys=True)
        for entity in Entities(released, words, keys).all()
    ]
    return "".join(f"{line}\n" for line in lines).encode()


class Entities:
    """Makes the entities of one export."""

    def __init__(self, released: Released, words: Words, keys: Keys) -> None:
        self._released, self._words, self._keys = released, words, keys
        self._by_number = {case.number: case for case in released.cases}

    def all(self) -> Iterator[Entity]:
        """Persons with their papers, events and people, then the sources."""
        people: set[str] = set()
        for case in self._released.cases:
            if case.kind is CaseKind.GROUP:
                yield from self._events(case, involved=False)
                continue
            yield self._person(case)
            yield from self._papers(case)
            yield from self._events(case, involved=True)
            for entity in self._people(case):
                if entity["id"] not in people:
                    people.add(entity["id"])
                    yield entity
        for source in self._released.sources.values():
            yield from self._document(source)

    def _id(self, *parts: Any) -> str:
        return self._keys.of(*parts)

    # -- persons -----------------------------------------------------------------------------
    def _person(self, case: CaseFact) -> Entity:
        called = case.names[0].text if case.names else case.description or case.number
        return entity(
            self._id("case", case.id),
            "Person",
            name=[called],
            **_other_names(case.names),
            **_parts(case.names),
            gender=[_GENDER.get(case.sex, "")],
            birthDate=_moments(case.birth),
            birthPlace=[case.birth_place],
            citizenship=[code.lower() for code in case.citizenships],
            ethnicity=[case.ethnicity],
            education=[case.education],
            position=[case.occupation],
            address=[", ".join(filter(None, (case.home_address, case.home_place)))],
            summary=[case.description if case.names else ""],
            notes=[case.summary],
            status=[self._words.label(case.status)],
            keywords=[case.number],
        )

    def _papers(self, case: CaseFact) -> Iterator[Entity]:
        holder = self._id("case", case.id)
        for paper in case.papers:
            yield entity(
                self._id("paper", case.id, paper.kind, paper.number),
                "Identification",
                holder=[holder],
                type=[self._words.label(paper.kind)],
                number=[paper.number],
                country=[_COUNTRY_OF_PAPER.get(paper.kind, "")],
                authority=[paper.issuer],
                startDate=_moments(paper.issued),
                endDate=_moments(paper.expires),
            )

    def _people(self, case: CaseFact) -> Iterator[Entity]:
        for contact in case.contacts:
            if contact.names:
                one = self._id("contact", contact.id)
                yield self._contact(one, contact)
                yield self._tie(case, one, contact.relation)
        for place, kin in enumerate(case.relatives):
            if kin.case and kin.case in self._by_number:
                other = self._id("case", self._by_number[kin.case].id)
                yield self._tie(case, other, kin.relation)
            elif kin.name:
                one = self._id("relative", case.id, place)
                yield self._relative(one, kin)
                yield self._tie(case, one, kin.relation)

    def _contact(self, one: str, contact: ContactFact) -> Entity:
        return entity(
            one,
            "Person",
            name=[contact.names[0].text],
            **_other_names(contact.names),
            **_parts(contact.names),
            gender=[_GENDER.get(contact.sex, "")],
            birthDate=_moments(contact.birth),
            phone=list(contact.phones),
            email=[contact.email],
            address=[contact.address],
            country=[contact.country.lower() if len(contact.country) == 2 else ""],
        )

    def _relative(self, one: str, kin: RelativeFact) -> Entity:
        return entity(
            one,
            "Person",
            name=[kin.name],
            gender=[_GENDER.get(kin.sex, "")],
            birthDate=_moments(kin.birth),
            deathDate=_moments(kin.died),
            address=[kin.place],
        )

    def _tie(self, case: CaseFact, other: str, relation: Relation | None) -> Entity:
        """A tie, named from the detainee's side: "relative is the <relationship> of person"."""
        person = self._id("case", case.id)
        word = self._words.label(relation) if relation is not None else ""
        # A marriage is one tie, whichever of the two cases it was met in.
        ends = sorted((person, other)) if relation in SPOUSES else (person, other)
        if relation in NO_KIN:
            return entity(
                self._id("tie", *ends), "Associate", person=[person], associate=[other],
                relationship=[word],
            )  # fmt: skip
        return entity(
            self._id("tie", *ends), "Family", person=[person], relative=[other],
            relationship=[word],
        )  # fmt: skip

    # -- events, sources ---------------------------------------------------------------------
    def _events(self, case: CaseFact, *, involved: bool) -> Iterator[Entity]:
        for event in case.events:
            one = self._id("event", event.id)
            yield entity(
                one,
                "Event",
                name=[self._words.label(event.kind)],
                **_interval(event),
                location=[", ".join(filter(None, (event.place, event.facility)))],
                description=[event.narrative],
                notes=[event.reason_given, event.reason_believed, event.legal_basis],
                involved=[self._id("case", case.id)] if involved else [],
                summary=[case.number],
            )
            for source in event.sources:
                if source in self._released.sources:
                    yield entity(
                        self._id("evidence", event.id, source),
                        "Documentation",
                        document=[self._id("source", source)],
                        entity=[one],
                    )

    def _document(self, source: SourceFact) -> Iterator[Entity]:
        title = source.title or self._words.label(source.kind)
        yield entity(
            self._id("source", source.id),
            "Document",
            name=[title],
            title=[source.title],
            author=[source.author],
            publisher=[source.publisher],
            sourceUrl=[source.url],
            language=[_iso639(source.language)],
            date=_moments(source.dated),
            summary=[passage.text for passage in source.passages],
        )


def entity(one: str, schema: str, **properties: Iterable[str]) -> Entity:
    """An entity with the properties that say something, each a list without repetition."""
    said = {
        name: list(dict.fromkeys(value for value in values if value))
        for name, values in properties.items()
    }
    return {"id": one, "schema": schema, "properties": {k: v for k, v in said.items() if v}}


def _other_names(names: Iterable[NameFact]) -> Mapping[str, list[str]]:
    """Other spellings: of the same name "alias", former ones and by-names in their own places."""
    found: dict[str, list[str]] = {"alias": [], "previousName": [], "weakAlias": []}
    for name in list(names)[1:]:
        place = {NameKind.FORMER: "previousName", NameKind.ALIAS: "weakAlias"}
        found[place.get(name.kind, "alias")].append(name.text)
    return found


def _parts(names: Iterable[NameFact]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in names:
        for role, text in name.parts:
            if role in _ROLES:
                found.setdefault(_ROLES[role], []).append(text)
    return found


def _interval(event: EventFact) -> Mapping[str, list[str]]:
    """When it began and ended. An end that is only known to be later than something is none."""
    when, until = event.when, event.until
    moments = _moments(when)
    if moments:
        return {"date": moments, "endDate": _moments(until) or _day(until.latest)}
    last = when.latest if until.is_unknown else until.latest
    return {"startDate": _day(when.earliest), "endDate": _day(last)}


def _day(value: date | None) -> list[str]:
    return [value.isoformat()] if value is not None else []


def _moments(value: UncertainDate) -> list[str]:
    """A date that is a day, a month or a year; nothing for what is rougher."""
    first, last = value.earliest, value.latest
    if first is None or last is None:
        return []
    if first == last:
        return [first.isoformat()]
    if (first.year, first.month) == (last.year, last.month) and _whole_month(first, last):
        return [first.isoformat()[:7]]
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return [str(first.year)] if whole and first.year == last.year else []


def _whole_month(first: date, last: date) -> bool:
    return first.day == 1 and (last.toordinal() + 1 - first.toordinal()) >= 28


_ISO639 = {"kk": "kaz", "ru": "rus", "en": "eng", "zh": "zho", "ug": "uig"}


def _iso639(tag: str) -> str:
    """The code of three letters that the model asks for; nothing for an unknown one."""
    return _ISO639.get(tag.replace("_", "-").split("-")[0].lower(), "")
