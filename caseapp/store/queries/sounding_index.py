"""The names of cases and contacts, kept to be asked by ear: word by word, and whole.

One for each open vault, built in steps behind `people_index`, then following the history.
Finds nothing itself: that is for `sounding`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from caseapp.domain.names.index import NameIndex
from caseapp.domain.names.typed import TypedIndex
from caseapp.store.queries.followed import Followed
from caseapp.store.queries.people_index import PeopleIndex, people_index
from caseapp.store.queries.touched import history_length, touched_cases, touched_contacts
from caseapp.store.records import Contact, NameForm
from caseapp.store.saving import chunks

STEP = 1_500
"""People whose names are taken in at one step: about a tenth of a second."""
AT_ONCE = 1_500
"""Cases up to which nobody is made to wait for the index: it is built when it is asked for."""


class Ears:
    """The names of one kind of people, by words (`typed`), whole, and as written."""

    def __init__(self, whole: NameIndex[UUID] | None = None) -> None:
        self.typed: TypedIndex[UUID] = TypedIndex()
        self.whole: NameIndex[UUID] = NameIndex() if whole is None else whole
        self.names: dict[UUID, tuple[str, ...]] = {}


class SoundingIndex:
    """Of living cases about one person, and of living contacts. For the thread with the turn."""

    def __init__(self) -> None:
        self.people: PeopleIndex | None = None
        self.cases = Ears()
        self.contacts = Ears()
        self.answers: dict[tuple[str, str], tuple[Any, ...]] = {}
        """What `sounding` found since the last change."""
        self.ready = False
        self._seq = -1
        self._waiting: list[UUID] | None = None
        self._last: UUID | None = None
        self._cases_read = 0

    @property
    def progress(self) -> tuple[int, int]:
        """Cases read, and how many there are; each counts when its names are at hand."""
        if self.people is None or not self.people.ready:
            return self.people.progress if self.people else (0, 1)
        return self._cases_read, max(1, len(self.people.known))

    def step(self, session: Session) -> None:
        """Read the next names, or what changed since; `ready` when that is all."""
        connection = session.connection()
        people = self.people = people_index(session)
        if self.ready:
            self._follow(session, people)
        elif not people.ready:
            people.step(session)
        elif self._waiting is None:
            self._seq = history_length(connection)
            self._waiting = sorted(people.known, reverse=True)
            self.cases.whole = people.names
        elif self._waiting:
            some, self._waiting = self._waiting[-STEP:], self._waiting[:-STEP]
            self._take_in_cases(people, some)
            self._cases_read += len(some)
        else:
            self._next_contacts(session, people)

    def _next_contacts(self, session: Session, people: PeopleIndex) -> None:
        connection = session.connection()
        query = select(Contact.id).order_by(Contact.id).limit(STEP)
        if self._last is not None:
            query = query.where(Contact.id > self._last)
        ids = list(connection.scalars(query))
        if ids:
            first, last = ids[0], ids[-1]
            self._take_in_contacts(connection, lambda column: column.between(first, last))
            self._last = last
        if len(ids) < STEP:
            self.ready = True
            self._follow(session, people)

    def _follow(self, session: Session, people: PeopleIndex) -> None:
        connection = session.connection()
        now = history_length(connection)
        made_anew = self.cases.whole is not people.names
        if now == self._seq and people.ready and not made_anew:
            return
        cases = touched_cases(connection, self._seq)
        contacts = touched_contacts(connection, self._seq)
        if cases is None or contacts is None or now < self._seq or not people.ready or made_anew:
            self.__init__()  # type: ignore[misc]
            return
        self._seq = now
        self.answers.clear()
        self._take_in_cases(people, cases)
        for ids in chunks(contacts):
            for contact in ids:
                self.contacts.typed.drop(contact)
                self.contacts.whole.drop(contact)
                self.contacts.names.pop(contact, None)
            self._take_in_contacts(connection, lambda column, ids=ids: column.in_(ids))  # type: ignore[misc]

    def _take_in_cases(self, people: PeopleIndex, ids: Sequence[UUID]) -> None:
        """Their whole names are in `people` already."""
        for case in ids:
            if case not in people.known:
                self.cases.typed.drop(case)
        self.cases.typed.put(
            (case, people.known[case].names) for case in ids if case in people.known
        )

    def _take_in_contacts(self, connection: Connection, where: Callable[[Any], Any]) -> None:
        query = (
            select(NameForm.contact_id, NameForm.text)
            .join(Contact, Contact.id == NameForm.contact_id)
            .where(
                where(NameForm.contact_id), NameForm.deleted_at.is_(None),
                Contact.deleted_at.is_(None),
            )
            .order_by(NameForm.position, NameForm.created_at)
        )  # fmt: skip
        found: dict[UUID, tuple[str, ...]] = {}
        for contact, text in connection.execute(query):
            if contact is not None:
                found[contact] = (*found.get(contact, ()), text)
        self.contacts.names |= found
        self.contacts.typed.put(found.items())
        self.contacts.whole.put(found.items())


_indexes = Followed(SoundingIndex)


def sounding_index(session: Session) -> SoundingIndex:
    """The index of the session's vault as far as it is built; a `ready` one is up to date."""
    return _indexes.of(session)


def whole_sounding_index(session: Session) -> SoundingIndex:
    """The index, built to its end if it was not: seconds with a hundred thousand cases."""
    return _indexes.whole(session)
