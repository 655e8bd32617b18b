"""The indexes in memory that follow a vault: one of each kind for each open database.

An index has `ready`, and `step(session)`, which reads a piece of the vault until it is ready
and from then on what was changed since. Knows no index.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar
from weakref import WeakKeyDictionary, WeakSet

from sqlalchemy import Engine
from sqlalchemy.orm import Session


class Index(Protocol):
    """What can be built in steps, and kept up to date."""

    @property
    def ready(self) -> bool: ...

    def step(self, session: Session) -> object: ...


Kind = TypeVar("Kind", bound=Index)


class Followed(Generic[Kind]):
    """The indexes of one kind; one goes with its database."""

    def __init__(self, make: Callable[[], Kind]) -> None:
        self._make = make
        self._of: WeakKeyDictionary[Engine, Kind] = WeakKeyDictionary()
        _every.add(self)

    def of(self, session: Session) -> Kind:
        """The index of the session's vault as far as it is built; a `ready` one is up to date."""
        engine = session.connection().engine
        index = self._of.get(engine)
        if index is None:
            index = self._of[engine] = self._make()
        if index.ready:
            index.step(session)
        return index

    def whole(self, session: Session) -> Kind:
        """The index, built to its end if it was not: seconds with a hundred thousand cases."""
        index = self.of(session)
        while not index.ready:
            index.step(session)
        return index

    def clear(self) -> None:
        """Forget all of them, as after a restart."""
        self._of.clear()

    def leave(self, engine: Engine) -> None:
        """Forget that of one database."""
        self._of.pop(engine, None)


_every: WeakSet[Followed[Any]] = WeakSet()


def leave(engine: Engine) -> None:
    """Build all indexes of a database anew: records are gone without a word in its history."""
    for one in tuple(_every):
        one.leave(engine)
