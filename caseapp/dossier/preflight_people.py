"""Rules of the check about what is told of a person: numbers, births, deaths, namesakes.

Nothing here says that a statement is wrong: two of them cannot both be right, and an official
who finds that reads no further.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from uuid import UUID

from caseapp.domain import identifiers
from caseapp.domain.dates import UncertainDate, overlaps
from caseapp.domain.identifiers import IdReading, disagreement, examine, one_form
from caseapp.domain.names.scripts import index_tokens
from caseapp.domain.vocabulary import CaseKind, EventKind, IdentifierKind, Sex
from caseapp.dossier.preflight_findings import Finding, Rule, Said, finding
from caseapp.dossier.preflight_look import Look
from caseapp.store.records import Detainee, Event

MISWRITTEN = frozenset(
    {
        identifiers.WRONG_LENGTH,
        identifiers.WRONG_CHARACTERS,
        identifiers.WRONG_CHECK_DIGIT,
        identifiers.NO_SUCH_DAY,
        identifiers.BUSINESS_NUMBER,
    }
)
"""What shows that a number was miscopied; old numbers and made-up ones are none of it."""


def miswritten(kind: IdentifierKind, number: str) -> str | None:
    """The message id of what is wrong with a number; None if nothing is."""
    found = examine(kind, number).warnings
    return next((warning for warning in found if warning in MISWRITTEN), None)


# -- numbers -------------------------------------------------------------------------------------
def numbers(look: Look) -> Iterator[Finding]:
    """Identity numbers that are not well formed, or tell another birth date or sex."""
    for case in look.cases:
        for one in look.file.identifiers.get(case.id, ()):
            reason = miswritten(one.kind, one.number)
            if reason is not None:
                yield finding(Rule.ID_NUMBER, case=case.id, number=one.number, reason=Said(reason))
                continue
            yield from _against(case, one.number, examine(one.kind, one.number))


def _against(case: Detainee, number: str, reading: IdReading) -> Iterator[Finding]:
    """With both values. Of the place nothing is said: people move."""
    found = disagreement(reading, birth=case.birth, sex=case.sex)
    if found.birth is not None:
        told = UncertainDate.on(found.birth)
        yield finding(Rule.BIRTH_AND_ID, case=case.id, number=number, told=told, known=case.birth)
    if found.sex is not Sex.UNKNOWN:
        yield finding(Rule.SEX_AND_ID, case=case.id, number=number, told=found.sex, known=case.sex)


# -- one person twice ----------------------------------------------------------------------------
def duplicates(look: Look) -> Iterator[Finding]:
    """Cases of the list that may be one person, and that nobody has told apart.

    They share a document's number, or a spelling in any script and a birth that can be the same
    or the same county. Relatives of one name are not meant.
    """
    signs: dict[tuple[str, str], list[Detainee]] = defaultdict(list)
    for case in look.cases:
        if case.kind is CaseKind.PERSON:
            for sign in _signs(look, case):
                signs[sign].append(case)
    told: set[frozenset[UUID]] = set(look.file.told_apart)
    kin = {frozenset((k.detainee_id, k.of_detainee_id)) for k in look.file.kinships}
    for (kind, _key), cases in signs.items():
        for one, other in combinations(cases, 2):
            pair = frozenset((one.id, other.id))
            alike = kind == "document" or (pair not in kin and _can_be_one(one, other))
            if alike and pair not in told:
                told.add(pair)
                yield finding(Rule.DUPLICATE, case=other.id, number=one.case_number)


def _signs(look: Look, case: Detainee) -> set[tuple[str, str]]:
    documents = look.file.identifiers.get(case.id, ())
    names = look.file.names.get(case.id, ())
    found = {("document", one_form(one.number)) for one in documents}
    found |= {("name", " ".join(sorted(index_tokens(form.text)))) for form in names}
    return {(kind, key) for kind, key in found if key}


def _can_be_one(one: Detainee, other: Detainee) -> bool:
    """Namesakes of whom something else agrees and nothing speaks against."""
    if Sex.UNKNOWN not in (one.sex, other.sex) and one.sex is not other.sex:
        return False
    if not one.birth.is_unknown and not other.birth.is_unknown:
        return overlaps(one.birth, other.birth)
    return bool(one.home_place_code) and one.home_place_code == other.home_place_code


# -- days that cannot be --------------------------------------------------------------------------
def lifetimes(look: Look) -> Iterator[Finding]:
    """Events that certainly lie before the birth or after the death of their person."""
    for case in look.cases:
        if case.kind is CaseKind.GROUP:
            continue
        events = look.file.events.get(case.id, ())
        early = sum(_before(event.when, case.birth) for event in events)
        if early:
            yield finding(Rule.BEFORE_BIRTH, case=case.id, n=early)
        late = _after_death(events)
        if late:
            yield finding(Rule.AFTER_DEATH, case=case.id, n=late)


def _after_death(events: tuple[Event, ...]) -> int:
    deaths = [event.when for event in events if event.kind is EventKind.DIED]
    if not deaths:
        return 0
    others = [event for event in events if event.kind not in (EventKind.DIED, EventKind.OTHER)]
    return sum(all(_before(death, event.when) for death in deaths) for event in others)


def _before(one: UncertainDate, other: UncertainDate) -> bool:
    """Whether `one` is certainly over before `other` can have begun."""
    return one.latest is not None and other.earliest is not None and one.latest < other.earliest
