"""Keeps `facet_columns` and `case_waits` in step with the vault: built in steps, then followed.

Both are filled in one walk, since reading is what takes the time. There is one index for each
open vault. It follows the history: whoever wrote (a view, an undo, an import), the cases that
the new actions touch are looked at again before the next answer. So it cannot be stale, and
nobody has to tell it anything. Knows no view.
"""

from __future__ import annotations

import gc
from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from caseapp.store.queries.case_values import Where, load_values
from caseapp.store.queries.case_waits import CaseWaits
from caseapp.store.queries.facet_columns import Columns
from caseapp.store.queries.facet_touched import touched_cases
from caseapp.store.queries.followed import Followed
from caseapp.store.queries.touched import history_length, next_cases
from caseapp.store.records import Detainee
from caseapp.store.saving import chunks

STEP = 1_500
"""Cases read in one step: well below a tenth of a second, then others have their turn."""
_MANY = 10_000
"""Cases from which Python's search for garbage would notice the index."""
_FOLLOWED = 5_000
"""Touched cases up to which the index is mended; with more it is built anew, in steps."""


class FacetIndex:
    """What is known of the cases of one vault. Only for the thread that has the vault's turn."""

    def __init__(self) -> None:
        self.columns = Columns()
        self.waits = CaseWaits()
        self.ready = False
        self.named_on: date | None = None
        """The day for which the column of audiences was reckoned; see `named_facet`."""
        self._seq = -1
        self._last: UUID | None = None
        self._total = 0

    @property
    def progress(self) -> tuple[int, int]:
        """Cases read, and how many there are."""
        return len(self.columns), max(self._total, len(self.columns))

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
            self._load(connection, lambda column: column.between(first, last))
            self._last = last
            if len(self.columns) > _MANY:
                # The index stays. Looking through it for garbage stops the whole program for a
                # quarter of a second, and again at every long list.
                gc.freeze()
        if len(ids) < STEP:
            self.ready = True
            self._follow(connection)

    def _load(self, connection: Connection, where: Where) -> None:
        for values in load_values(connection, where):
            self.columns.put(values)
            self.waits.put(
                values.id, alive=values.alive, last_day=values.last_day, release=values.release
            )

    def _follow(self, connection: Connection) -> None:
        """Look again at every case that was touched since."""
        now = history_length(connection)
        if now == self._seq:
            return
        touched = touched_cases(connection, self._seq, _FOLLOWED)
        if touched is None or now < self._seq:
            self.__init__()  # type: ignore[misc]
            return
        self._seq = now
        for ids in chunks(sorted(touched.shown)):
            self._load(connection, _among(ids))
        if touched.all_named:
            self.named_on = None
        for case_id in touched.named:
            self.columns.decide_again(case_id)


_indexes = Followed(FacetIndex)


def facet_index(session: Session) -> FacetIndex:
    """The index of the session's vault as far as it is built; a `ready` one is up to date."""
    return _indexes.of(session)


def whole_index(session: Session) -> FacetIndex:
    """The index, built to its end if it was not: some seconds with a hundred thousand cases."""
    return _indexes.whole(session)


def _among(ids: Collection[UUID]) -> Where:
    return lambda column: column.in_(ids)
