"""The families of cases as GEDCOM 5.5.1, for programs that draw family trees.

Parents, children and spouses make families; what a family cannot say (a sister of whom no parent
is known, an uncle, a cellmate) stands as an association. Other spellings of a name are further
NAME structures, each with its language in a note, because ROMN and FONE stand for one script
each. The header names no person and no machine. Knows no vault.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from caseapp.disclosure.words import Words
from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import CaseKind, NameRole, Relation, Sex
from caseapp.exchange.export.facts import CaseFact, NameFact, Released

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_LONGEST = 240
"""Characters of a value in one line: the standard counts 255 with level, tag and pointer."""
_PARENTS = {Relation.MOTHER: Sex.FEMALE, Relation.FATHER: Sex.MALE, Relation.PARENT: Sex.UNKNOWN}
_CHILDREN = {Relation.DAUGHTER: Sex.FEMALE, Relation.SON: Sex.MALE, Relation.CHILD: Sex.UNKNOWN}
_SPOUSES = {Relation.WIFE: Sex.FEMALE, Relation.HUSBAND: Sex.MALE, Relation.SPOUSE: Sex.UNKNOWN}


@dataclass(slots=True)
class Person:
    """Somebody of the tree; `ties` lead to others, with the word for what they are."""

    key: str
    names: tuple[NameFact, ...] = ()
    label: str = ""
    sex: Sex = Sex.UNKNOWN
    birth: UncertainDate = field(default_factory=UncertainDate.unknown)
    died: UncertainDate = field(default_factory=UncertainDate.unknown)
    place: str = ""
    ties: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Family:
    """Two parents at most, and their children."""

    parents: list[str] = field(default_factory=list)
    children: list[str] = field(default_factory=list)


def as_gedcom(released: Released, words: Words) -> bytes:
    """The file in UTF-8 with a mark: the same facts give the same bytes."""
    tree = Tree(released, words)
    lines = [
        "0 HEAD", "1 SOUR caseapp", "1 SUBM @U1@", "1 GEDC", "2 VERS 5.5.1",
        "2 FORM LINEAGE-LINKED", "1 CHAR UTF-8", "0 @U1@ SUBM", "1 NAME /caseapp/",
        *tree.lines(), "0 TRLR",
    ]  # fmt: skip
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


class Tree:
    """Persons and families of one export."""

    def __init__(self, released: Released, words: Words) -> None:
        self._words = words
        self.persons: dict[str, Person] = {}
        self.families: list[Family] = []
        self._spouse_of: dict[tuple[str, str], Family] = {}
        self._child_of: dict[str, Family] = {}
        self._of_parent: dict[str, list[Family]] = defaultdict(list)
        self._numbers: dict[str, str] = {}
        for case in released.cases:
            if case.kind is not CaseKind.GROUP:
                key = self._add(
                    Person("", case.names, case.description or case.number, case.sex, case.birth,
                           place=case.birth_place)
                )  # fmt: skip
                self._numbers[case.number] = key
        self._contacts: dict[object, str] = {}
        ties = [tie for case in released.cases if case.number in self._numbers
                for tie in self._ties(case)]  # fmt: skip
        self._join(ties)

    def _add(self, person: Person) -> str:
        person.key = f"I{len(self.persons) + 1}"
        self.persons[person.key] = person
        return person.key

    def _ties(self, case: CaseFact) -> Iterator[tuple[str, Relation, str]]:
        """Ties as (other person, what he or she is, to whom)."""
        own = self._numbers[case.number]
        for contact in case.contacts:
            if not contact.names or contact.relation is None:
                continue
            if contact.id not in self._contacts:
                self._contacts[contact.id] = self._add(
                    Person("", contact.names, "", contact.sex, contact.birth)
                )
            yield self._contacts[contact.id], contact.relation, own
        for kin in case.relatives:
            if kin.relation is None:
                continue
            other = self._numbers.get(kin.case, "")
            if not other and kin.name:
                other = self._add(Person("", (), kin.name, kin.sex, kin.birth, kin.died, kin.place))
            if other:
                yield other, kin.relation, own

    # -- families ----------------------------------------------------------------------------
    def _join(self, ties: list[tuple[str, Relation, str]]) -> None:
        told: set[tuple[str, str]] = set()
        for other, relation, own in ties:
            if relation in _SPOUSES and (own, other) not in told:
                told |= {(own, other), (other, own)}
                self._marry(own, other)
                self._know_sex(other, _SPOUSES[relation])
        for other, relation, own in ties:
            if relation in _PARENTS and (own, other) not in told:
                told |= {(own, other), (other, own)}
                self._parent(own, other)
                self._know_sex(other, _PARENTS[relation])
            elif relation in _CHILDREN and (own, other) not in told:
                told |= {(own, other), (other, own)}
                self._child(own, other)
                self._know_sex(other, _CHILDREN[relation])
        for other, relation, own in ties:
            if (own, other) not in told:
                told.add((own, other))
                self.persons[own].ties.append((other, self._words.label(relation)))

    def _know_sex(self, key: str, sex: Sex) -> None:
        if self.persons[key].sex is Sex.UNKNOWN:
            self.persons[key].sex = sex

    def _found(self, parents: list[str]) -> Family:
        family = Family(parents)
        self.families.append(family)
        for parent in parents:
            self._of_parent[parent].append(family)
        return family

    def _marry(self, one: str, other: str) -> Family:
        family = self._spouse_of.get((one, other))
        if family is None:
            family = self._found([one, other])
            self._spouse_of[one, other] = self._spouse_of[other, one] = family
        return family

    def _parent(self, child: str, parent: str) -> None:
        """A second parent joins the family of the first."""
        family = self._child_of.get(child)
        if family is None:
            family = self._found([])
            family.children.append(child)
            self._child_of[child] = family
        if parent not in family.parents and len(family.parents) < 2:
            family.parents.append(parent)
            self._of_parent[parent].append(family)
        elif parent not in family.parents:
            self.persons[child].ties.append((parent, self._words.label(Relation.PARENT)))

    def _child(self, parent: str, child: str) -> None:
        """To the one marriage that is known, else to a family of the parent alone."""
        if child in self._child_of:
            self._parent(child, parent)
            return
        marriages = self._of_parent[parent]
        family = marriages[0] if len(marriages) == 1 else None
        if family is None:
            family = self._found([parent])
        family.children.append(child)
        self._child_of[child] = family

    # -- lines -------------------------------------------------------------------------------
    def lines(self) -> Iterator[str]:
        """All records: persons, then families."""
        own: dict[str, list[str]] = defaultdict(list)
        for number, family in enumerate(self.families, 1):
            for parent in family.parents:
                own[parent].append(f"1 FAMS @F{number}@")
            for child in family.children:
                own[child].append(f"1 FAMC @F{number}@")
        for person in self.persons.values():
            yield from self._person(person, own[person.key])
        for number, family in enumerate(self.families, 1):
            yield from self._family(number, family)

    def _person(self, person: Person, families: Iterable[str]) -> Iterator[str]:
        yield f"0 @{person.key}@ INDI"
        for name in person.names:
            yield from _name(name, self._words.label(name.script))
        if not person.names:
            yield f"1 NAME {_clean(person.label)}"
        yield f"1 SEX {({Sex.FEMALE: 'F', Sex.MALE: 'M'}).get(person.sex, 'U')}"
        yield from _event("BIRT", person.birth, person.place)
        yield from _event("DEAT", person.died, "")
        yield from families
        for other, word in person.ties:
            yield f"1 ASSO @{other}@"
            yield f"2 RELA {_clean(word)[:25]}"

    def _family(self, number: int, family: Family) -> Iterator[str]:
        yield f"0 @F{number}@ FAM"
        places = {"HUSB": "", "WIFE": ""}
        for parent in sorted(family.parents, key=self._place_known, reverse=True):
            tag = "WIFE" if self.persons[parent].sex is Sex.FEMALE else "HUSB"
            if places[tag]:
                tag = "WIFE" if tag == "HUSB" else "HUSB"
            places[tag] = parent
        for tag, parent in places.items():
            if parent:
                yield f"1 {tag} @{parent}@"
        for child in family.children:
            yield f"1 CHIL @{child}@"

    def _place_known(self, key: str) -> bool:
        return self.persons[key].sex is not Sex.UNKNOWN


def _name(name: NameFact, language: str) -> Iterator[str]:
    """A spelling with its surname between slashes, where somebody stated which word it is."""
    family = " ".join(text for role, text in name.parts if role is NameRole.FAMILY)
    given = " ".join(text for role, text in name.parts if role is NameRole.GIVEN)
    text = _clean(name.text)
    surname = _clean(family)
    yield f"1 NAME {_marked(text, surname)}"
    if given:
        yield f"2 GIVN {_clean(given)}"
    if surname:
        yield f"2 SURN {surname}"
    yield f"2 NOTE {_clean(language)}"


def _marked(text: str, surname: str) -> str:
    """The surname between slashes, as a word of its own: "Ali" also begins "Aliman". Chinese
    parts no words."""
    if not surname:
        return text
    word = re.search(rf"(?<!\w){re.escape(surname)}(?!\w)", text)
    at = word.start() if word else text.find(surname) if surname >= "\u2e80" else -1
    end = at + len(surname)
    return f"{text[:at]}/{surname}/{text[end:]}" if at >= 0 else text


def _event(tag: str, when: UncertainDate, place: str) -> Iterator[str]:
    told = gedcom_date(when)
    if not told and not place:
        return
    yield f"1 {tag}"
    if told:
        yield f"2 DATE {told}"
    if place:
        yield f"2 PLAC {_clean(place)}"


def gedcom_date(value: UncertainDate) -> str:
    """A date in the standard's words: a day, month, year, BET … AND …, BEF, AFT, or (words)."""
    first, last = value.earliest, value.latest
    if first is None and last is None:
        text = _clean(value.text.replace("(", "").replace(")", ""))
        return f"({text})" if text else ""
    if first is None:
        return f"BEF {_day(_next(last))}" if last is not None else ""
    if last is None:
        return f"AFT {_day(_before(first))}"
    if first == last:
        return _day(first)
    if first.day == 1 and (first.year, first.month) == (last.year, last.month):
        if _next(last).month != last.month:
            return f"{_MONTHS[first.month - 1]} {first.year}"
    elif (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and (
        first.year == last.year
    ):
        return str(first.year)
    return f"BET {_day(first)} AND {_day(last)}"


def _day(value: date) -> str:
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def _next(value: date | None) -> date:
    assert value is not None
    return date.fromordinal(min(value.toordinal() + 1, date.max.toordinal()))


def _before(value: date) -> date:
    return date.fromordinal(max(value.toordinal() - 1, 1))


def _clean(text: str) -> str:
    """One line; an at sign is doubled, and slashes, which mark surnames, are taken out."""
    flat = re.sub(r"\s+", " ", text).strip().replace("/", " ").replace("@", "@@")[:_LONGEST]
    return flat[:-1] if flat.count("@") % 2 else flat
