"""What one row of a list says once it is read: typed values, remarks, and its words.

Plain values; knows no vault.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import IdentifierKind, NameKind, NameScript
from caseapp.intake.lists.remarks import Remark
from caseapp.intake.lists.targets import SPECS, Slot, Target


@dataclass(frozen=True, slots=True)
class NameText:
    """One spelling of a name; `parts` as in a name form: (role, text) in the text's order."""

    text: str
    script: NameScript
    kind: NameKind = NameKind.MAIN
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceText:
    """A place in words; `code` is the number of the county in them, "" if none is known."""

    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class NumberText:
    """A document's number as written."""

    number: str
    kind: IdentifierKind


@dataclass(frozen=True, slots=True)
class Term:
    """A sentence: years, months and days count together; `life` has no end."""

    years: int | None = None
    months: int | None = None
    days: int | None = None
    life: bool = False


@dataclass(frozen=True, slots=True)
class Size:
    """How many people a group has; None: no upper number is known."""

    least: int
    greatest: int | None


Value = (
    str | int | bool | tuple[str, ...] | NameText | UncertainDate | PlaceText | NumberText | Term
    | Size
)  # fmt: skip
"""By form: TEXT, CODE (a member of the closed list, which is a str) str · LINES tuple · NAME
NameText · DATE, AGE UncertainDate · PLACE PlaceText · NUMBER NumberText · COUNT int · TERM Term
· SIZE Size · FLAG bool."""


@dataclass(frozen=True, slots=True)
class ReadValue:
    """One thing that a row says. `column` is the heading, `text` the words in the cell.

    A cell may say several things (three names); a value may come from several cells (surname
    and given name): then `column` is the first. What could not be understood is a value of
    `Target.NOTE` with "heading: words".
    """

    target: Target
    value: Value
    column: str
    text: str
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def n(self) -> int:
        """Which name, document, event, contact or source of the row is meant, from 1."""
        return int(self.options.get("n", "1"))

    @property
    def slot(self) -> tuple[Slot, int] | None:
        """Of which event this speaks; events of one slot and number are one event. None: none.

        The kind of the event is `targets.SLOT_KINDS` of the slot, unless a value with the field
        "kind" says it.
        """
        slot = SPECS[self.target].slot
        return None if slot is None else (slot, self.n if slot is Slot.EVENT else 1)


@dataclass(frozen=True, slots=True)
class RowReading:
    """One row. `row` is counted from 1 as in the file; `cells` are its words by heading.

    `key` is the list's own name for the row, "" if no column says it. `blank`: nothing at all
    stands in it.
    """

    row: int
    key: str = ""
    values: tuple[ReadValue, ...] = ()
    remarks: tuple[Remark, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def blank(self) -> bool:
        return not any(self.cells.values())

    def all(self, target: Target) -> tuple[ReadValue, ...]:
        """Everything that the row says of a target, in order."""
        return tuple(value for value in self.values if value.target is target)
