"""What a search shows while somebody types: the best of each kind, with what matched marked.

Who holds the very letters comes first; behind them come those whose name only sounds so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from caseapp.domain.dates import UncertainDate
from caseapp.domain.names.marks import Marks, marks, snippet
from caseapp.domain.vocabulary import Relation, Status
from caseapp.store import search
from caseapp.store.queries.by_index import first_is_contact
from caseapp.store.queries.cases import case_rows
from caseapp.store.queries.found import case_of_contact, case_of_excerpts
from caseapp.store.queries.sounding import HEARD, MOST, Sounds, sounding
from caseapp.store.records import (
    Appeal,
    Contact,
    Detainee,
    Event,
    Excerpt,
    Identifier,
    Kinship,
    NameForm,
    Source,
)
from caseapp.store.records.people import case_number

BY_EAR_AT_LEAST = 3
"""Lines of those that only sound so which are shown however many hold the very letters."""
QUOTED = 90
"""Characters of a passage that a line shows."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with what matched in it."""

    text: str = ""
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One hit. `leads_to` is its own id, `case_id` a case that it bears on, if there is one.

    `title` is the name that matched, else the first one; a passage for excerpts. `born` and
    `place` are of a person; `passage` is a text around the match where the title has none.
    Of an excerpt `within` is its source; `number` is the short number that people use.
    """

    kind: str
    id: UUID
    title: Marked
    number: Marked = Marked()
    passage: Marked = Marked()
    born: UncertainDate | None = None
    place: Marked = Marked()
    status: Status | None = None
    relation: Relation | None = None
    case_id: UUID | None = None
    case_number: str = ""
    within: UUID | None = None
    within_title: Marked = Marked()
    sounds: Sounds | None = None
    """Set where the letters do not match, and only the name sounds like what was typed."""


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """The best lines of one kind (see `search.KINDS`) and how many there are.

    `by_ear` of the `total` sound so and do not contain what was typed.
    """

    kind: str
    lines: tuple[FoundLine, ...]
    total: int
    at_least: bool
    by_ear: int = 0


def found_groups(
    session: Session, typed: str, *, kinds: Sequence[str] = search.KINDS, each: int = 5
) -> list[FoundGroup]:
    """The best `each` of every kind that contains all typed words, kinds in their order.

    Behind them are cases and contacts whose names sound so: as many as there is room for, and
    a few even where there is none.
    """
    ranked = {
        one.kind: one
        for one in search.find_by_kind(session.connection(), typed, kinds=kinds, each=each)
    }
    groups = []
    for kind in kinds:
        exact = ranked.get(kind) or search.Ranked(kind, (), 0)
        heard = _heard(session, exact, typed) if kind in HEARD else []
        if exact.total or heard:
            groups.append(_group(session, exact, heard, typed, each))
    return groups


def _heard(session: Session, exact: search.Ranked, typed: str) -> list[Sounds]:
    def holding(ids: Sequence[UUID]) -> set[UUID]:
        return {one for one in ids if one.hex in exact.ids}

    return sounding(session, typed, exact.kind, None if exact.at_least else holding)


def _group(
    session: Session, exact: search.Ranked, heard: Sequence[Sounds], typed: str, each: int
) -> FoundGroup:
    kind, ids = exact.kind, [hit.record_id for hit in exact.hits]
    told = {one.id: one for one in heard[: max(BY_EAR_AT_LEAST, each - len(ids))]}
    if kind in HEARD:
        found = _LINES_OF_PEOPLE[kind](session, [*ids, *told], typed, told.keys())
    else:
        found = _LINES[kind](session, ids, typed)
    lines = {line.id: line for line in found}
    shown = [replace(lines[one], sounds=told.get(one)) for one in (*ids, *told) if one in lines]
    total, at_least = exact.total + len(heard), exact.at_least or len(heard) >= MOST
    return FoundGroup(kind, tuple(shown), total, at_least, len(heard))


def _marked(text: str, typed: str) -> Marked:
    return Marked(text, marks(text, typed))


def _best(texts: Iterable[str], typed: str) -> Marked:
    """The text in which most letters matched, the first of equals; empty when there is none."""
    found = [_marked(text, typed) for text in texts if text]
    return max(found, key=lambda one: sum(b - a for a, b in one.marks), default=Marked())


def _passage(texts: Iterable[str], typed: str) -> Marked:
    """The words around the first match in one of these texts; empty without one."""
    for text in texts:
        shown = Marked(*snippet(text, typed, QUOTED)) if text else Marked()
        if shown.marks:
            return shown
    return Marked()


def _names(
    session: Session, column: InstrumentedAttribute[UUID | None], ids: Sequence[UUID]
) -> dict[UUID, list[str]]:
    names: dict[UUID, list[str]] = {one: [] for one in ids}
    query = (
        select(column, NameForm.text)
        .where(column.in_(ids), NameForm.deleted_at.is_(None))
        .order_by(NameForm.position, NameForm.created_at)
    )
    for owner, text in session.execute(query):
        if owner is not None:
            names[owner].append(text)
    return names


# -- one kind each ---------------------------------------------------------------------------
def _cases(
    session: Session, ids: Sequence[UUID], typed: str, heard: Set[UUID]
) -> Iterator[FoundLine]:
    """Of those that were only `heard` nothing is quoted: nothing in them holds what was typed."""
    names = _names(session, NameForm.detainee_id, ids)
    for row in case_rows(session, ids):
        title = _best(names[row.id], typed)
        if not title.text:
            title = _marked(row.description, typed)
        number, place = _marked(row.number, typed), _marked(row.home_place, typed)
        passage = Marked()
        if row.id not in heard and not (title.marks or number.marks or place.marks):
            passage = _passage(_case_texts(session, row.id), typed)
        yield FoundLine(
            "detainee", row.id, title, number, passage, row.birth, place,
            status=row.status.status, case_id=row.id, case_number=row.number,
        )  # fmt: skip


def _case_texts(session: Session, case_id: UUID) -> Iterator[str]:
    """What else the index says of a case, the short texts first."""
    case = session.get(Detainee, case_id)
    if case is None:
        return
    yield from (case.birth_place, case.occupation, *case.tags, case.description)
    numbers = select(Identifier.number).where(Identifier.detainee_id == case_id)
    yield from session.scalars(numbers.where(Identifier.deleted_at.is_(None)))
    events = select(Event).where(Event.detainee_id == case_id, Event.deleted_at.is_(None))
    for event in session.scalars(events):
        yield from (event.place, event.facility, event.narrative)
    yield case.summary


def _contacts(
    session: Session, ids: Sequence[UUID], typed: str, heard: Set[UUID]
) -> Iterator[FoundLine]:
    """Of those that were only `heard` nothing is quoted: nothing in them holds what was typed."""
    names, kin = _names(session, NameForm.contact_id, ids), _kin(session, ids)
    for contact in session.scalars(select(Contact).where(Contact.id.in_(ids))):
        title = _best(names[contact.id], typed)
        passage = Marked()
        if contact.id not in heard and not title.marks:
            said = (*contact.phones, *contact.messengers, contact.email)
            passage = _passage(said, typed)
        case_id, number, relation = kin.get(contact.id) or _other_case(session, contact.id)
        yield FoundLine(
            "contact", contact.id, title, _marked(str(contact.serial), typed), passage,
            contact.birth, place=_marked(contact.region, typed), relation=relation, case_id=case_id,
            case_number=number,
        )  # fmt: skip


_Case = tuple[UUID | None, str, Relation | None]
"""A case with its number, and what a contact is to the person."""


def _kin(session: Session, contacts: Sequence[UUID]) -> dict[UUID, _Case]:
    """By contact, the first case that he or she is kin of: one question for all of them."""
    query = (
        select(Kinship.contact_id, Detainee.id, Detainee.prefix, Detainee.serial, Kinship.relation)
        .join(Detainee, Detainee.id == Kinship.of_detainee_id)
        .where(
            first_is_contact(contacts), Kinship.deleted_at.is_(None), Detainee.deleted_at.is_(None)
        )
        .order_by(Detainee.prefix, Detainee.serial)
    )
    found: dict[UUID, _Case] = {}
    for contact, case_id, prefix, serial, relation in session.execute(query):
        if contact is not None:
            found.setdefault(contact, (case_id, case_number(prefix, serial), relation))
    return found


def _other_case(session: Session, contact: UUID) -> _Case:
    """A case that a contact has to do with in another way than as kin."""
    case_id = case_of_contact(session, contact)
    return case_id, _number(session, case_id), None


def _sources(session: Session, ids: Sequence[UUID], typed: str) -> Iterator[FoundLine]:
    for source in session.scalars(select(Source).where(Source.id.in_(ids))):
        title = _marked(source.title, typed)
        passage = Marked()
        if not title.marks:
            passage = _passage((source.author, source.publisher, source.text), typed)
        case_id = case_of_excerpts(session, Excerpt.source_id == source.id)
        yield FoundLine(
            "source", source.id, title, Marked(str(source.serial)), passage, source.dated,
            _marked(source.publisher, typed), case_id=case_id,
            case_number=_number(session, case_id),
        )  # fmt: skip


def _excerpts(session: Session, ids: Sequence[UUID], typed: str) -> Iterator[FoundLine]:
    query = (
        select(Excerpt, Source.title)
        .join(Source, Source.id == Excerpt.source_id)
        .where(Excerpt.id.in_(ids))
    )
    for excerpt, title in session.execute(query):
        texts = (excerpt.text, *excerpt.translations.values())
        shown = _passage(texts, typed)
        if not shown.marks:
            shown = Marked(*snippet(excerpt.text, typed, QUOTED))
        case_id = case_of_excerpts(session, Excerpt.id == excerpt.id)
        yield FoundLine(
            "excerpt", excerpt.id, shown, within=excerpt.source_id,
            within_title=_marked(title, typed), case_id=case_id,
            case_number=_number(session, case_id),
        )  # fmt: skip


def _appeals(session: Session, ids: Sequence[UUID], typed: str) -> Iterator[FoundLine]:
    for appeal in session.scalars(select(Appeal).where(Appeal.id.in_(ids))):
        yield FoundLine(
            "appeal", appeal.id, _marked(appeal.title, typed), Marked(str(appeal.serial)),
            place=_marked(appeal.reference, typed),
        )  # fmt: skip


def _number(session: Session, case_id: UUID | None) -> str:
    case = session.get(Detainee, case_id) if case_id else None
    return case.case_number if case else ""


_LINES_OF_PEOPLE = {"detainee": _cases, "contact": _contacts}
_LINES = {"source": _sources, "excerpt": _excerpts, "appeal": _appeals}
