"""Which backups may go: the last of 3 days, of 4 weeks and of 6 months stay.

Pure: looks at moments alone. Days, weeks and months in which no backup was made do not count,
so that a pause costs nothing. Who deletes must first see that a backup is one, and whose.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from typing import Final, Protocol, TypeVar

DAYS: Final = 3
WEEKS: Final = 4
MONTHS: Final = 6


class Dated(Protocol):
    """What is rotated. `generation` counts the writes of the vault: it knows no clock."""

    @property
    def made_at(self) -> datetime: ...

    @property
    def generation(self) -> int: ...


D = TypeVar("D", bound=Dated)

_PERIODS: Final[tuple[tuple[int, Callable[[datetime], Hashable]], ...]] = (
    (DAYS, lambda moment: moment.date()),
    (WEEKS, lambda moment: moment.isocalendar()[:2]),
    (MONTHS, lambda moment: (moment.year, moment.month)),
)


def superfluous(backups: Sequence[D]) -> list[D]:
    """Those that may go, oldest first. `made_at` is in the local time of whoever keeps them.

    The one with the newest content always stays, whatever the clock said when it was made.
    """
    ordered = sorted(backups, key=lambda backup: (backup.made_at, backup.generation))
    kept = {id(_newest(ordered))} if ordered else set()
    for count, period in _PERIODS:
        last = {period(backup.made_at): backup for backup in ordered}
        kept |= {id(backup) for backup in list(last.values())[-count:]}
    return [backup for backup in ordered if id(backup) not in kept]


def _newest(ordered: Sequence[D]) -> D:
    return max(ordered, key=lambda backup: (backup.generation, backup.made_at))
