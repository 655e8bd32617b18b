"""What each case can be recognised by, kept in memory: documents, spellings, phones of kin.

Like `facet_index`: one for each open vault, built in steps so that others have their turn,
then following the history. Cases that share a key stand in one bucket, so that pairs are
found without comparing everybody with everybody. Decides nothing.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, func, select
from sqlalchemy.orm import Session

from caseapp.domain.identifiers import plain_number
from caseapp.domain.names.scripts import index_tokens
from caseapp.domain.vocabulary import CaseKind, NameScript, Sex
from caseapp.store import history
from caseapp.store.queries.by_index import has_contact
from caseapp.store.queries.followed import Followed
from caseapp.store.records import Contact, Detainee, Identifier, Kinship, NameForm
from caseapp.store.saving import chunks, table_of
from caseapp.store.tables import change

STEP = 4_000
"""Cases read in one step: about a fifth of a second, then others have their turn."""
_MANY = 10_000
"""Cases from which Python's search for garbage would notice the index."""
_FOLLOWED = 5_000
"""Changed records up to which the index is mended; with more it is built anew, in steps."""
_WIDEST = 3
"""Years that a birth may span and still be a key; "born before 1990" tells nobody apart."""
_PHONE_FIGURES = 6
_CROWD = 12
"""Cases of one phone from which it is an office's, that tells of many, and no sign."""

Key = tuple[str, ...]


@dataclass(slots=True)
class Known:
    """What one living case about a person can be recognised by. Spellings are folded."""

    serial: int
    sex: Sex
    years: tuple[int, ...]
    county: str
    names: set[tuple[NameScript, str]] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)
    kin: set[UUID] = field(default_factory=set)

    def keys(self) -> Iterator[Key]:
        """Under which others may find it."""
        for document in self.documents:
            yield "document", document
        for phone in self.phones:
            yield "phone", phone
        for name in {folded for _script, folded in self.names}:
            for year in self.years:
                yield "year", name, str(year)
            if self.county:
                yield "county", name, self.county


class MatchIndex:
    """Of living cases about one person. Only for the thread that has the vault's turn."""

    def __init__(self) -> None:
        self.known: dict[UUID, Known] = {}
        self.ready = False
        # Most signs are one case's alone: a set for each would take most of the memory.
        self._alone: dict[Key, UUID] = {}
        self._shared: dict[Key, set[UUID]] = {}
        self._seq = -1
        self._last: UUID | None = None
        self._read = self._total = 0

    @property
    def progress(self) -> tuple[int, int]:
        """Cases read, and how many there are."""
        return self._read, max(self._total, self._read)

    def shared(self) -> Iterator[tuple[str, list[UUID]]]:
        """Each sign that more than one case has, with these cases by number."""
        for key, ids in self._shared.items():
            if key[0] != "phone" or len(ids) <= _CROWD:
                yield key[0], sorted(ids, key=lambda one: (self.known[one].serial, one))

    def step(self, session: Session) -> None:
        """Read the next cases, or what changed since; `ready` when that is all."""
        connection = session.connection()
        if self.ready:
            self._follow(connection)
            return
        if self._last is None:
            self._seq = _length(connection)
            self._total = connection.scalar(select(func.count(Detainee.id))) or 0
        ids = _next_ids(connection, self._last)
        if ids:
            first, last = ids[0], ids[-1]
            self._load(connection, lambda column: column.between(first, last))
            self._last = last
            self._read += len(ids)
            if self._read > _MANY:
                gc.freeze()  # as in `facet_index`: what stays need not be looked through
        if len(ids) < STEP:
            self.ready = True
            self._follow(connection)

    def _follow(self, connection: Connection) -> None:
        now = _length(connection)
        if now == self._seq:
            return
        touched = _touched(connection, self._seq)
        if touched is None or now < self._seq:
            self.__init__()  # type: ignore[misc]
            return
        self._seq = now
        for ids in chunks(touched):
            for case_id in ids:
                self._drop(case_id)
            self._load(connection, _among(ids))

    def _load(self, connection: Connection, where: Any) -> None:
        for case_id, known in _read(connection, where).items():
            self.known[case_id] = known
            for key in known.keys():  # noqa: SIM118 - no mapping
                if key in self._shared:
                    self._shared[key].add(case_id)
                elif self._alone.get(key, case_id) != case_id:
                    self._shared[key] = {self._alone.pop(key), case_id}
                else:
                    self._alone[key] = case_id

    def _drop(self, case_id: UUID) -> None:
        known = self.known.pop(case_id, None)
        for key in known.keys() if known else ():
            if key not in self._shared:
                self._alone.pop(key, None)
                continue
            ids = self._shared[key]
            ids.discard(case_id)
            if len(ids) == 1:
                self._alone[key] = self._shared.pop(key).pop()


_indexes = Followed(MatchIndex)


def match_index(session: Session) -> MatchIndex:
    """The index of the session's vault as far as it is built; a `ready` one is up to date."""
    return _indexes.of(session)


def whole_index(session: Session) -> MatchIndex:
    """The index, built to its end if it was not: some seconds with a hundred thousand cases."""
    return _indexes.whole(session)


def folded(text: str) -> str:
    """A spelling as compared: its words in the form of the search index, in any order."""
    return " ".join(sorted(index_tokens(text)))


def figures(phone: str) -> str:
    """The figures of a phone number; "" for what is too short to be one."""
    plain = "".join(c for c in phone if c.isdecimal())
    return plain if len(plain) >= _PHONE_FIGURES else ""


def _among(ids: Collection[UUID]) -> Any:
    return lambda column: column.in_(ids)


def _length(connection: Connection) -> int:
    """How many actions the history has."""
    return int(history.facts(connection)["history_length"])


def _next_ids(connection: Connection, last: UUID | None) -> list[UUID]:
    query = select(Detainee.id).order_by(Detainee.id).limit(STEP)
    if last is not None:
        query = query.where(Detainee.id > last)
    return list(connection.scalars(query))


# -- reading -----------------------------------------------------------------------------------
def _read(connection: Connection, where: Any) -> dict[UUID, Known]:
    """The cases of a condition on the column that holds their id."""
    case = table_of(Detainee).c
    found = {
        row.id: Known(row.serial, row.sex, _years(row.birth_earliest, row.birth_latest),
                      row.home_place_code)
        for row in connection.execute(
            select(case.id, case.serial, case.sex, case.birth_earliest, case.birth_latest,
                   case.home_place_code)
            .where(where(case.id), case.deleted_at.is_(None), case.kind == CaseKind.PERSON)
        )
    }  # fmt: skip
    names = select(NameForm.detainee_id, NameForm.script, NameForm.text)
    for owner, script, text in connection.execute(_of(names, NameForm, where)):
        words = folded(text)
        # One word is half a name: Асқар of 1974 is not yet the same as another Асқар.
        if owner in found and len(words.split()) > 1:
            found[owner].names.add((script, words))
    numbers = select(Identifier.detainee_id, Identifier.number)
    for owner, number in connection.execute(_of(numbers, Identifier, where)):
        if owner in found and plain_number(number):
            found[owner].documents.add(plain_number(number))
    _read_ties(connection, where, found)
    return found


def _of(query: Any, kind: Any, where: Any) -> Any:
    return query.where(where(kind.detainee_id), kind.deleted_at.is_(None))


def _read_ties(connection: Connection, where: Any, found: dict[UUID, Known]) -> None:
    """Whom they are tied to, and the phones of the contacts among these."""
    contact = table_of(Contact).c
    for mine, contact_id, other in (
        (Kinship.of_detainee_id, Kinship.contact_id, Kinship.detainee_id),
        (Kinship.detainee_id, Kinship.of_contact_id, Kinship.of_detainee_id),
    ):
        query = (
            select(mine, other, contact.phones)
            .select_from(Kinship)
            .join(Contact, contact_id == contact.id, isouter=True)
            .where(where(mine), Kinship.deleted_at.is_(None), contact.deleted_at.is_(None))
        )
        for owner, kin, phones in connection.execute(query):
            if owner in found:
                if kin is not None:
                    found[owner].kin.add(kin)
                found[owner].phones |= {plain for one in phones or () if (plain := figures(one))}


def _years(earliest: Any, latest: Any) -> tuple[int, ...]:
    if earliest is None or latest is None or latest.year - earliest.year >= _WIDEST:
        return ()
    return tuple(range(earliest.year, latest.year + 1))


# -- following ---------------------------------------------------------------------------------
_OWNERS = ("detainee_id", "of_detainee_id")


_KINDS = frozenset({"detainee", "name_form", "identifier", "kinship", "contact"})


def _touched(connection: Connection, after: int) -> list[UUID] | None:
    """Cases that newer actions touched; None if that is more than can be mended quickly."""
    column = change.c
    new = column.action.between(after + 1, 2**62)
    # Kinds are chosen here: asked for them, SQLite would walk the whole index of records.
    query = select(column.record_kind, column.record_id).where(new)
    by_kind: dict[str, set[UUID]] = defaultdict(set)
    told = {ref for ref in connection.execute(query.distinct()) if ref[0] in _KINDS}
    if len(told) >= _FOLLOWED:
        return None
    for kind, record_id in told:
        by_kind[kind].add(record_id)
    found = set(by_kind["detainee"])
    moved = select(column.old).where(new, column.field.in_(_OWNERS), column.old.is_not(None))
    found |= {UUID(hex=old) for old in connection.scalars(moved) if old}
    for statement, kind in (
        (lambda ids: select(NameForm.detainee_id).where(NameForm.id.in_(ids)), "name_form"),
        (lambda ids: select(Identifier.detainee_id).where(Identifier.id.in_(ids)), "identifier"),
        (lambda ids: _ends(Kinship.id.in_(ids)), "kinship"),
        (lambda ids: _ends(has_contact(ids)), "contact"),
    ):  # fmt: skip
        found |= _owners(connection, by_kind[kind], statement)
    return sorted(found)


def _ends(condition: ColumnElement[bool]) -> Any:
    return select(Kinship.detainee_id, Kinship.of_detainee_id).where(condition)


def _owners(connection: Connection, ids: Iterable[UUID], statement: Any) -> set[UUID]:
    found: set[UUID] = set()
    for some in chunks(ids):
        for row in connection.execute(statement(some)):
            found |= {owner for owner in row if owner is not None}
    return found
