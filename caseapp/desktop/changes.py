"""Tells the views, once, what a write changed. Each decides whether to look again.

Knows no view and no record; a ChangeSet is whatever the store returned from a write.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid


class ChangeSet(Protocol):
    """The shape of the store's change set: kinds of records, their ids, who caused it."""

    @property
    def kinds(self) -> frozenset[str]: ...

    @property
    def ids(self) -> frozenset[UUID]: ...

    @property
    def origin(self) -> object | None: ...


class Changes(QObject):
    """The one place where changes are announced; GUI thread only."""

    announced = Signal(object)

    def announce(self, change: ChangeSet) -> None:
        """Tell every subscriber once. Call it with what a write returned."""
        self.announced.emit(change)

    def subscribe(
        self,
        callback: Callable[[ChangeSet], None],
        *,
        owner: QObject,
        kinds: Collection[str] = (),
        origin: object | None = None,
    ) -> None:
        """Call `callback(change)` for changes of `kinds` (empty = all) until `owner` is gone.

        Changes whose origin is `origin` are the caller's own echo and are skipped.
        """
        wanted = frozenset(kinds)

        def heard(change: ChangeSet) -> None:
            echo = origin is not None and change.origin is origin
            if not echo and (not wanted or wanted & change.kinds):
                callback(change)

        def stop() -> None:
            if isValid(self):
                self.announced.disconnect(heard)

        self.announced.connect(heard)
        # At once, not at the next change: the callback keeps a whole page in memory.
        owner.destroyed.connect(stop)
