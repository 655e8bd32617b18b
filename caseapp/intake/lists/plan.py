"""What an import would do, row by row, before anything is written; and what a person decides.

Plain values. Each row of the file stands here exactly once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Protocol
from uuid import UUID

from caseapp.domain.listed_people import Listed
from caseapp.i18n import N_
from caseapp.intake.lists.facts import Facts
from caseapp.intake.lists.mapping import ListMapping
from caseapp.intake.lists.rows import RowReading
from caseapp.intake.tables import ListFile
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress


class Outcome(StrEnum):
    """What becomes, or would become, of a row. The codes are kept with the import."""

    NEW = "new"
    UPDATES = "updates"
    UNCHANGED = "unchanged"
    LIKELY = "likely"
    """May be a case on file, or another row: a person must say; until then not imported."""
    LEFT_OUT = "left_out"
    UNREADABLE = "unreadable"
    EMPTY = "empty"


OUTCOMES: Mapping[Outcome, str] = {
    Outcome.NEW: N_("new case"),
    Outcome.UPDATES: N_("adds to a case"),
    Outcome.UNCHANGED: N_("nothing new"),
    Outcome.LIKELY: N_("to be decided"),
    Outcome.LEFT_OUT: N_("left out"),
    Outcome.UNREADABLE: N_("cannot be read"),
    Outcome.EMPTY: N_("empty"),
}
"""Message ids."""


class FoundBy(StrEnum):
    """How the case of a row was found."""

    ROW = "row"
    """The same row of the same list was imported before."""
    NUMBER = "number"
    """Our own case number."""
    DOCUMENT = "document"
    DECIDED = "decided"


class PossiblySame(Protocol):
    """Who a row may mean: a case on file, or another row of the list (its number in the file).

    `reasons` are sentences, what speaks for it first.
    """

    @property
    def case_id(self) -> UUID | None: ...
    @property
    def row(self) -> int | None: ...
    @property
    def reasons(self) -> tuple[str, ...]: ...


class Likely(Protocol):
    """Looks for everybody of a list among those on file and in the list itself.

    `people` by row; gives for each row those that it may mean, the likeliest first; of two rows
    that may be one person the later one names the earlier.
    """

    def __call__(
        self, vault: Vault, people: Mapping[int, Listed], progress: Progress
    ) -> Mapping[int, Sequence[PossiblySame]]: ...


class Choice(StrEnum):
    NEW = "new"
    ADD = "add"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person says of a row: make a new case, add to a case or to that of an earlier row,
    or leave it out."""

    choice: Choice
    case_id: UUID | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence: a message id and what fills its places."""

    message: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of the file.

    `key` names it in its list, `facts` are what it says, `base` what it said when we exported it,
    if it is a row of our own table that was edited elsewhere; `last` is the record of its last
    reading, if the list gave it another number then. `case_id` and `case_number` are of
    the case that it updates or that it may mean, `found_by` says how that was found; `candidates`
    are all that it may mean. `why` says in sentences what else is to be told beside the remarks of
    the reading.
    """

    reading: RowReading
    outcome: Outcome
    key: str = ""
    facts: Facts = field(default_factory=Facts, repr=False)
    base: Facts | None = field(default=None, repr=False)
    last: UUID | None = None
    case_id: UUID | None = None
    case_number: str = ""
    found_by: FoundBy | None = None
    candidates: tuple[PossiblySame, ...] = ()
    why: tuple[Said, ...] = ()

    @property
    def row(self) -> int:
        """Its number in the file, from 1."""
        return self.reading.row


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Every row in the order of the file. `numbers` are those of all cases that are named.

    `before` says that this very file was imported before; `gone` are the cases of rows that the
    list had and has no more: nothing becomes of them. `sources` counts those that the rows name
    and that would be new. `exported` is the day of our own export of which this list was made.
    """

    path: Path
    file: ListFile
    mapping: ListMapping
    rows: tuple[PlannedRow, ...]
    numbers: Mapping[UUID, str] = field(default_factory=dict)
    before: bool = False
    gone: tuple[UUID, ...] = ()
    sources: int = 0
    exported: date | None = None

    @property
    def list_name(self) -> str:
        """What tells this list from others: the mapping's name for it, else the file's."""
        return self.mapping.list_name or Path(self.file.file_name).stem

    @property
    def counts(self) -> Counter[Outcome]:
        """How many rows of each outcome."""
        return Counter(row.outcome for row in self.rows)

    @property
    def undecided(self) -> tuple[PlannedRow, ...]:
        """The rows that a person must decide on."""
        return tuple(row for row in self.rows if row.outcome is Outcome.LIKELY)
