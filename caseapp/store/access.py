"""The database of an open vault: one thread at a time, to read in or to write in, until it is shut.

Around every write stands the guard of the disk, after it what remembers the count of writes.
Knows no record and no query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from caseapp.store import history
from caseapp.store.disk_guard import DiskGuard, unchanged_on_error
from caseapp.store.engine import checkpoint_and_close
from caseapp.store.errors import UnstorableTextError
from caseapp.store.giving_way import GIVE_WAY
from caseapp.store.opening import Memory
from caseapp.store.records import Record
from caseapp.system.turns import Turns

T = TypeVar("T")


class Access:
    """`turn` is whose it is; held around several steps, nobody comes between them."""

    def __init__(
        self,
        engine: Engine,
        disk: DiskGuard,
        memory: Memory,
        choices: Callable[[], dict[str, bool]],
    ) -> None:
        """`choices()`: what a person chose that queries ask of their session (`Session.info`)."""
        self.engine, self._disk, self._memory, self._choices = engine, disk, memory, choices
        self.turn = Turns()
        self._open = True

    def shut(self) -> bool:
        """Write everything back and let nobody in any more. Returns whether it was open."""
        with self.turn:
            was_open, self._open = self._open, False
            checkpoint_and_close(self.engine)
            return was_open

    def require_open(self) -> None:
        """A closed vault would quietly open its database again, without the lock."""
        if not self._open:
            raise RuntimeError("the vault is closed")

    @contextmanager
    def alone(self) -> Iterator[Engine]:
        """The database while nobody else uses it, also when nothing may be saved."""
        with self.turn, self._disk.heeding():
            self.require_open()
            yield self.engine

    # -- reading ---------------------------------------------------------------------------
    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session to read in; what it gave is detached when it ends."""
        with self.turn:
            self.require_open()
            info = {**self._choices(), GIVE_WAY: self._give_way}
            with Session(self.engine, expire_on_commit=False, info=info) as session:
                yield session
                session.expunge_all()

    def _give_way(self, session: Session) -> None:
        """Between two statements of long reading: its transaction ends, others have the turn."""
        if self.turn.should_let_others() and not (session.new or session.dirty):
            session.commit()
            self.turn.let_others()
            self.require_open()

    # -- writing ---------------------------------------------------------------------------
    def write(self, work: Callable[[Connection], T]) -> T:
        """Do a piece of work in one transaction; raises the `refusal` of the disk before it."""
        with self.turn, self._disk.writing():
            self.require_open()
            try:
                with self.engine.begin() as connection:
                    made = work(connection)
                    generation = int(history.facts(connection)["generation"])
            except UnicodeEncodeError:
                # Its own text holds the text that was refused.
                raise UnstorableTextError from None
            self._memory.note(generation)
            return made

    def write_little(self, work: Callable[[Connection], T], *records: Record) -> T:
        """What a person waits for: on a full disk it is done again with the room held free."""

        def write() -> T:
            with unchanged_on_error(records):
                return self.write(work)

        return self._disk.with_room(write)
