"""What each person on file can be recognised by, kept in memory: names, birth, numbers, kin.

One for each open vault, built in steps so that others have their turn, then following the
history. It finds who may be meant by a name in any script (`names`), who has a number or a
phone, and gives what else is known of them for weighing. Decides nothing.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from caseapp.domain.identifiers import plain_number
from caseapp.domain.names.index import NameIndex
from caseapp.domain.vocabulary import CaseKind, Sex
from caseapp.store.queries.followed import Followed
from caseapp.store.queries.touched import history_length, next_cases, touched_cases
from caseapp.store.records import Contact, Detainee, Identifier, Kinship, NameForm
from caseapp.store.saving import chunks, table_of

STEP = 2_000
"""Cases read in one step: about a fifth of a second, then others have their turn."""
_MANY = 10_000
"""Cases from which Python's search for garbage would notice the index."""
_PHONE_FIGURES = 6
_makings = count()


@dataclass(slots=True)
class Known:
    """What is known of one living case about one person; of what is not known nothing."""

    serial: int
    sex: Sex
    born_earliest: date | None
    born_latest: date | None
    county: str
    """Official number of the place of home, of a county as a rule."""
    names: tuple[str, ...] = ()
    """As written, in their order."""
    documents: tuple[str, ...] = ()
    """Numbers as compared (`plain_number`)."""
    phones: tuple[str, ...] = ()
    """Figures of the phones of kin."""
    kin: tuple[UUID, ...] = ()
    """Other cases and contacts that a record ties to this one."""


class PeopleIndex:
    """Of living cases about one person. Only for the thread that has the vault's turn."""

    def __init__(self) -> None:
        self.known: dict[UUID, Known] = {}
        self.names: NameIndex[UUID] = NameIndex()
        self.counties: Counter[str] = Counter()
        """How many of `known` have a county, by its number."""
        self.ready = False
        self._by_number: dict[tuple[str, str | UUID], tuple[UUID, ...]] = {}
        self._touched: list[UUID] = []
        self._made = next(_makings)
        self._seq = -1
        self._last: UUID | None = None
        self._read = self._total = 0

    @property
    def progress(self) -> tuple[int, int]:
        """Cases read, and how many there are."""
        return self._read, max(self._total, self._read)

    def with_document(self, number: str) -> tuple[UUID, ...]:
        """Cases with a document number, however it is spaced."""
        return self._by_number.get(("document", plain_number(number)), ())

    def with_phone(self, phone: str) -> tuple[UUID, ...]:
        """Cases whose kin have a phone."""
        return self._by_number.get(("phone", figures(phone)), ())

    @property
    def mark(self) -> tuple[int, int]:
        """Where the index stands, to be asked later what changed since."""
        return self._made, len(self._touched)

    def touched_since(self, mark: tuple[int, int]) -> set[UUID] | None:
        """Cases of which something else is known since, or that are gone; None if the index was
        built anew meanwhile."""
        made, seen = mark
        return set(self._touched[seen:]) if made == self._made else None

    def shared(self, kind: str) -> list[tuple[UUID, ...]]:
        """The cases of each "document", "phone" or "kin" that more than one case has."""
        return [ids for (of, _number), ids in self._by_number.items() if of == kind and ids[1:]]

    @classmethod
    def of_others(cls, people: dict[UUID, Known]) -> PeopleIndex:
        """An index of people who are in no vault, as those of a list."""
        index = cls()
        index._take_in(people)
        index.ready = True
        return index

    def step(self, session: Session) -> None:
        """Read the next cases, or what changed since; `ready` when that is all."""
        connection = session.connection()
        if self.ready:
            self._follow(connection)
            return
        if self._last is None:
            self._seq = history_length(connection)
            self._total = connection.scalar(select(func.count(Detainee.id))) or 0
        ids = next_cases(connection, self._last, STEP)
        if ids:
            first, last = ids[0], ids[-1]
            self._take_in(_read(connection, lambda column: column.between(first, last)))
            self._last = last
            self._read += len(ids)
            if self._read > _MANY:
                gc.freeze()  # as in `facet_index`: what stays need not be looked through
        if len(ids) < STEP:
            self.ready = True
            self._follow(connection)

    def _follow(self, connection: Connection) -> None:
        now = history_length(connection)
        if now == self._seq:
            return
        touched = touched_cases(connection, self._seq)
        if touched is None or now < self._seq:
            self.__init__()  # type: ignore[misc]
            return
        self._seq = now
        for ids in chunks(touched):
            now_known = _read(connection, _among(ids))
            # Most that is kept of a case changes nothing by which it is recognised.
            other = [one for one in ids if now_known.get(one) != self.known.get(one)]
            self._touched += other
            for case_id in other:
                self._drop(case_id)
            self._take_in({one: now_known[one] for one in other if one in now_known})

    def _take_in(self, found: dict[UUID, Known]) -> None:
        self.known |= found
        self.counties.update(known.county for known in found.values() if known.county)
        self.names.put((case_id, known.names) for case_id, known in found.items())
        for case_id, known in found.items():
            for key in _numbers(known):
                self._by_number[key] = (*self._by_number.get(key, ()), case_id)

    def _drop(self, case_id: UUID) -> None:
        known = self.known.pop(case_id, None)
        if known is None:
            return
        self.names.drop(case_id)
        if known.county:
            self.counties[known.county] -= 1
        for key in _numbers(known):
            left = tuple(one for one in self._by_number.get(key, ()) if one != case_id)
            if left:
                self._by_number[key] = left
            else:
                self._by_number.pop(key, None)


_indexes = Followed(PeopleIndex)


def people_index(session: Session) -> PeopleIndex:
    """The index of the session's vault as far as it is built; a `ready` one is up to date."""
    return _indexes.of(session)


def whole_people_index(session: Session) -> PeopleIndex:
    """The index, built to its end if it was not: some seconds with a hundred thousand cases."""
    return _indexes.whole(session)


def known_of(session: Session, ids: Sequence[UUID]) -> dict[UUID, Known]:
    """What is known of a few cases, read from the vault: those the index may not hold yet."""
    return _read(session.connection(), _among(ids))


def figures(phone: str) -> str:
    """The figures of a phone number; "" for what is too short to be one."""
    plain = "".join(c for c in phone if c.isdecimal())
    return plain if len(plain) >= _PHONE_FIGURES else ""


def _among(ids: Iterable[UUID]) -> Callable[[Any], Any]:
    return lambda column: column.in_(ids)


def _numbers(known: Known) -> list[tuple[str, str | UUID]]:
    return [
        *(("document", number) for number in known.documents),
        *(("phone", phone) for phone in known.phones),
        *(("kin", kin) for kin in known.kin),
    ]


# -- reading -----------------------------------------------------------------------------------
def _read(connection: Connection, where: Callable[[Any], Any]) -> dict[UUID, Known]:
    """The cases of a condition on the column that holds their id."""
    case = table_of(Detainee).c
    found = {
        row.id: Known(row.serial, row.sex, row.birth_earliest, row.birth_latest,
                      row.home_place_code)
        for row in connection.execute(
            select(case.id, case.serial, case.sex, case.birth_earliest, case.birth_latest,
                   case.home_place_code)
            .where(where(case.id), case.deleted_at.is_(None), case.kind == CaseKind.PERSON)
        )
    }  # fmt: skip
    names = select(NameForm.detainee_id, NameForm.text).order_by(NameForm.position)
    for owner, text in connection.execute(_of(names, NameForm, where)):
        if owner in found:
            found[owner].names += (text,)
    numbers = select(Identifier.detainee_id, Identifier.number)
    for owner, number in connection.execute(_of(numbers, Identifier, where)):
        if owner in found and plain_number(number):
            found[owner].documents += (plain_number(number),)
    _read_ties(connection, where, found)
    return found


def _of(query: Any, kind: Any, where: Callable[[Any], Any]) -> Any:
    return query.where(where(kind.detainee_id), kind.deleted_at.is_(None))


def _read_ties(
    connection: Connection, where: Callable[[Any], Any], found: dict[UUID, Known]
) -> None:
    """Whom they are tied to, and the phones of the contacts among these."""
    contact = table_of(Contact).c
    for mine, contact_id, other in (
        (Kinship.of_detainee_id, Kinship.contact_id, Kinship.detainee_id),
        (Kinship.detainee_id, Kinship.of_contact_id, Kinship.of_detainee_id),
    ):
        query = (
            select(mine, other, contact.id, contact.phones)
            .select_from(Kinship)
            .join(Contact, contact_id == contact.id, isouter=True)
            .where(where(mine), Kinship.deleted_at.is_(None), contact.deleted_at.is_(None))
        )
        for owner, kin, teller, phones in connection.execute(query):
            if owner in found:
                known = found[owner]
                ties = (one for one in (kin, teller) if one is not None and one not in known.kin)
                known.kin += tuple(ties)
                new = (plain for one in phones or () if (plain := figures(one)))
                known.phones = tuple(dict.fromkeys((*known.phones, *new)))
