"""Cases that may be the person who is being typed in, best first, with reasons for and against.

Asked while somebody types, so it is bounded: a few candidates by spelling, document number and
the phone of who tells, then compared field by field. Spellings are compared in their own script
alone; what knows one name across scripts can take the place of `likely_cases` and keep its
answer. Nothing is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from sqlalchemy import and_, inspect, or_, select
from sqlalchemy.orm import Session

from caseapp.domain.dates import UncertainDate, overlaps
from caseapp.domain.identifiers import plain_number
from caseapp.domain.names.scripts import index_tokens, script_of, search_key
from caseapp.domain.vocabulary import CaseKind, MatchVerdict, NameScript, Relation, Sex
from caseapp.store import search
from caseapp.store.queries.by_index import first_is_contact
from caseapp.store.queries.cases import CaseRow, case_rows
from caseapp.store.records import (
    Contact,
    Detainee,
    Identifier,
    Kinship,
    MatchDecision,
    NameForm,
)
from caseapp.store.saving import chunks

LIKELY = 3.0
"""Points from which a case is shown at once; below, it is one of the "unlikely" ones."""

_AT_MOST = 12
_PER_WORD = 24
"""Cases that one typed word may bring."""

_NAMESAKES, _OF_A_PART = 1_000, 300
"""How many of one name, and of one word of it, are looked through for a birth or county."""

_SHORTEST = {True: 1, False: 3}
"""Letters from which a word is looked up: a Chinese one says something, three others do."""


class Ground(StrEnum):
    """Why a case may be the person, or may not. The screen words it with the two texts."""

    SAME_DOCUMENT = "same_document"
    SAME_NAME = "same_name"
    SAME_NAME_IN_SCRIPTS = "same_name_in_scripts"
    PART_OF_NAME = "part_of_name"
    GIVEN_NAME = "given_name"
    FATHERS_NAME = "fathers_name"
    BIRTH = "birth"
    COUNTY = "county"
    SEX = "sex"
    PHONE = "phone"
    SAME_TELLER = "same_teller"
    OTHER_TELLER = "other_teller"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason in favour (`speaks_for`) or against. `there` is what stands in the vault."""

    ground: Ground
    speaks_for: bool
    there: str = ""
    relation: Relation | None = None


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields so far. `without` is the case that the intake made itself."""

    names: tuple[str, ...] = ()
    birth: UncertainDate = field(default_factory=UncertainDate.unknown)
    place_code: str = ""
    sex: Sex = Sex.UNKNOWN
    document: str = ""
    phones: tuple[str, ...] = ()
    teller: UUID | None = None
    without: UUID | None = None

    @property
    def says_something(self) -> bool:
        return any(self.names) or bool(self.document or self.phones)


@dataclass(frozen=True, slots=True)
class LikelyCase:
    """A case with what speaks for and against it. `points` only order."""

    row: CaseRow
    reasons: tuple[Reason, ...]
    points: float

    @property
    def likely(self) -> bool:
        return self.points >= LIKELY


def likely_cases(session: Session, typed: Typed) -> list[LikelyCase]:
    """At most a dozen cases, best first; those told apart before are left out."""
    if not typed.says_something:
        return []
    by_document = _with_document(session, typed.document)
    by_phone = _told_by_phone(session, typed.phones)
    ids = dict.fromkeys([*by_document, *by_phone, *_by_name(session, typed)])
    apart = _told_apart(session, typed.without)
    wanted = [one for one in ids if one != typed.without and one not in apart]
    rows = [row for row in case_rows(session, wanted, alive=True) if row.kind is CaseKind.PERSON]
    spelled = _spellings(session, [row.id for row in rows])
    tellers = _tellers(session, [row.id for row in rows])
    found = []
    for row in rows:
        weighed = [
            *([(5.0, Reason(Ground.SAME_DOCUMENT, True))] if row.id in by_document else []),
            *_names(typed.names, spelled.get(row.id, ())),
            *_facts(typed, row),
            *([(1.5, Reason(Ground.PHONE, True))] if row.id in by_phone else []),
            *_told_by(typed, tellers.get(row.id, ())),
        ]
        points = sum(weight for weight, _reason in weighed)
        if any(weight > 0 for weight, _reason in weighed):
            found.append(LikelyCase(row, tuple(reason for _weight, reason in weighed), points))
    return sorted(found, key=lambda case: (-case.points, case.row.number))[:_AT_MOST]


# -- candidates ------------------------------------------------------------------------------
def _by_name(session: Session, typed: Typed) -> Iterator[UUID]:
    """Cases in which the whole spelling stands, then those in which a word of it does."""
    told_apart_by = typed.place_code or not typed.birth.is_unknown
    for name in typed.names:
        for words in dict.fromkeys((name, *_words(name))):
            if len(words) >= _SHORTEST[_is_han(words)]:
                namesakes = _NAMESAKES if words == name else _OF_A_PART
                ids = _hits(session, words, namesakes if told_apart_by else _PER_WORD)
                if len(ids) > _PER_WORD:
                    yield from _narrowed(session, ids, typed)
                yield from ids[:_PER_WORD]


def _hits(session: Session, words: str, most: int) -> list[UUID]:
    """Bounded, however many cases begin so: somebody is typing."""
    ranked = search.find_by_kind(session.connection(), words, kinds=("detainee",), each=most)
    return [hit.record_id for one in ranked for hit in one.hits]


def _narrowed(session: Session, ids: Sequence[UUID], typed: Typed) -> list[UUID]:
    """Of many namesakes those whose birth or county fits what was typed."""
    born, code = typed.birth, typed.place_code
    fits = [Detainee.home_place_code == code] if code else []
    if born.earliest and born.latest:
        birth = inspect(Detainee).columns
        fits.append((birth.birth_earliest <= born.latest) & (birth.birth_latest >= born.earliest))
    best: list[UUID] = []
    next_best: list[UUID] = []
    for some in chunks(ids if fits else ()):
        # Who fits in every way comes first; who fits in one is next.
        query = select(Detainee.id, and_(*fits)).where(Detainee.id.in_(some), or_(*fits))
        for case_id, in_every_way in session.execute(query):
            (best if in_every_way else next_best).append(case_id)
    return [*best[:_PER_WORD], *next_best[:_PER_WORD]]


def _with_document(session: Session, number: str) -> set[UUID]:
    plain = plain_number(number)
    if not plain:
        return set()
    query = select(Identifier.detainee_id).where(
        Identifier.number.in_({number, plain}), Identifier.deleted_at.is_(None)
    )
    return {one for one in session.scalars(query) if one is not None}


def _told_by_phone(session: Session, phones: Iterable[str]) -> set[UUID]:
    """Cases whose kin can be called at one of these numbers."""
    found: set[UUID] = set()
    for phone in phones:
        figures = _figures(phone)
        if len(figures) < 6:
            continue
        # Figures are words of the index as they were grouped: as typed here, or unbroken.
        hits = [
            hit
            for form in dict.fromkeys((phone, figures))
            for hit in search.find(session.connection(), form, kinds=("contact",), limit=_PER_WORD)
        ]
        contacts = [
            contact.id
            for hit in hits
            if (contact := session.get(Contact, hit.record_id)) is not None
            and any(_figures(known) == figures for known in contact.phones)
        ]
        query = select(Kinship.of_detainee_id).where(
            first_is_contact(contacts), Kinship.deleted_at.is_(None)
        )
        found.update(one for one in session.scalars(query) if one is not None)
    return found


def _told_apart(session: Session, case_id: UUID | None) -> set[UUID]:
    if case_id is None:
        return set()
    query = select(MatchDecision.first_id, MatchDecision.second_id).where(
        or_(MatchDecision.first_id == case_id, MatchDecision.second_id == case_id),
        MatchDecision.verdict == MatchVerdict.NOT_SAME,
        MatchDecision.deleted_at.is_(None),
    )
    return {one for pair in session.execute(query) for one in pair if one != case_id}


_Spelling = tuple[NameScript, str]


def _spellings(session: Session, ids: Sequence[UUID]) -> dict[UUID, list[_Spelling]]:
    query = select(NameForm.detainee_id, NameForm.script, NameForm.text).where(
        NameForm.detainee_id.in_(ids), NameForm.deleted_at.is_(None)
    )
    found: dict[UUID, list[_Spelling]] = {}
    for owner, script, text in session.execute(query.order_by(NameForm.position)):
        if owner is not None:
            found.setdefault(owner, []).append((script, text))
    return found


_Teller = tuple[UUID, Relation]


def _tellers(session: Session, ids: Sequence[UUID]) -> dict[UUID, list[_Teller]]:
    """Contacts of the cases, with what each is to the person."""
    query = select(Kinship.of_detainee_id, Kinship.contact_id, Kinship.relation).where(
        Kinship.of_detainee_id.in_(ids),
        Kinship.contact_id.is_not(None),
        Kinship.deleted_at.is_(None),
    )
    found: dict[UUID, list[_Teller]] = {}
    for case_id, contact_id, relation in session.execute(query.order_by(Kinship.created_at)):
        if case_id is not None and contact_id is not None:
            found.setdefault(case_id, []).append((contact_id, relation))
    return found


# -- comparing -------------------------------------------------------------------------------
_Weighed = tuple[float, Reason]
_FILIATION = re.compile(r"(?:қызы|кызы|ұлы|улы|qyzy|kyzy|uly|овна|евна|ович|евич)$")


def _words(name: str) -> list[str]:
    """The parts of a name: words, or what stands between the dots of a Chinese spelling."""
    key = search_key(name)
    return [part for part in re.split(r"[\s·.\-]+", key) if part]


def _is_han(text: str) -> bool:
    return any(script_of(c) == "Hans" for c in text)


def _stem(word: str) -> str:
    """A father's name without "daughter of", "son of": Сәбитқызы and Сәбит are one."""
    return _FILIATION.sub("", word)


def _same(one: str, other: str) -> bool:
    return bool(one) and _stem(one) == _stem(other)


def _names(typed: Sequence[str], there: Sequence[_Spelling]) -> Iterator[_Weighed]:
    """Whole spellings first; else the given name and the father's, in the usual order."""
    wanted = [index_tokens(name) for name in typed if name.strip()]
    equal = sum(
        any(sorted(map(_stem, index_tokens(text))) == sorted(map(_stem, words)) and words
            for _script, text in there)
        for words in wanted
    )  # fmt: skip
    if equal > 1:
        yield 5.0, Reason(Ground.SAME_NAME_IN_SCRIPTS, True)
        return
    if equal:
        yield 4.0, Reason(Ground.SAME_NAME, True)
        return
    best = max(
        (list(_parts(name, text)) for name in typed for _script, text in there),
        key=lambda weighed: sum(points for points, _reason in weighed),
        default=[],
    )
    yield from best


def _parts(typed: str, there: str) -> Iterator[_Weighed]:
    one, other = _words(typed), _words(there)
    if not one or not other or not (set(map(_stem, one)) & set(map(_stem, other))):
        unfinished = bool(one) and any(word.startswith(one[-1]) for word in other)
        if unfinished and len(one[-1]) >= _SHORTEST[_is_han(one[-1])]:
            yield 1.0, Reason(Ground.PART_OF_NAME, True, there)
        return
    if not _same(one[0], other[0]):
        yield 1.0, Reason(Ground.PART_OF_NAME, True, there)
        return
    yield 1.5, Reason(Ground.GIVEN_NAME, True, other[0])
    if len(one) > 1 and len(other) > 1:
        begun = other[1].startswith(_stem(one[1])) or _same(one[1], other[1])
        yield (1.5 if begun else -1.0), Reason(Ground.FATHERS_NAME, begun, other[1])


def _facts(typed: Typed, row: CaseRow) -> Iterator[_Weighed]:
    if not typed.birth.is_unknown and not row.birth.is_unknown:
        same = overlaps(typed.birth, row.birth)
        yield (1.5 if same else -2.0), Reason(Ground.BIRTH, same, row.birth.text)
    if typed.place_code and row.home_place_code:
        same = typed.place_code == row.home_place_code
        yield (1.0 if same else -1.0), Reason(Ground.COUNTY, same, row.home_place)
    if Sex.UNKNOWN not in (typed.sex, row.sex) and typed.sex is not row.sex:
        yield -3.0, Reason(Ground.SEX, False)


def _told_by(typed: Typed, tellers: Sequence[_Teller]) -> Iterator[_Weighed]:
    """That somebody told of the case already explains how it came in; it decides nothing."""
    known = [relation for contact, relation in tellers if contact == typed.teller]
    if known:
        yield 0.5, Reason(Ground.SAME_TELLER, True, relation=known[0])
    elif tellers:
        yield 0.0, Reason(Ground.OTHER_TELLER, True, relation=tellers[0][1])


def _figures(phone: str) -> str:
    return "".join(c for c in phone if c.isdigit())
