"""The columns that the list can show: what they are called, sorted by, how wide, in which order.

An arrangement is what one person chose on this machine. It holds codes and widths, no case
data, so it is kept with the settings and not in the vault: dragging a border is no deed that
the history should tell or undo should take back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum

from caseapp.i18n import N_
from caseapp.store.queries.case_filter import Order


class Column(IntEnum):
    """Columns of the model. `MARK` holds the box that marks a case, always first."""

    MARK = 0
    NUMBER = 1
    NAME = 2
    BORN = 3
    PLACE = 4
    STATUS = 5
    TAKEN = 6
    AS_OF = 7
    SEX = 8
    TIE = 9
    VERIFICATION = 10
    TAGS = 11

    @property
    def code(self) -> str:
        """As it is kept."""
        return self.name.lower()


HEADINGS = {
    Column.MARK: N_("Selected"),
    Column.NUMBER: N_("No."),
    Column.NAME: N_("Name"),
    Column.BORN: N_("Born"),
    Column.PLACE: N_("Home"),
    Column.STATUS: N_("Status"),
    Column.TAKEN: N_("Taken"),
    Column.AS_OF: N_("As of"),
    Column.SEX: N_("Sex"),
    Column.TIE: N_("Tie to Kazakhstan"),
    Column.VERIFICATION: N_("Verification"),
    Column.TAGS: N_("Tags"),
}
ORDERS: dict[Column, Order] = {
    Column.NUMBER: "number", Column.NAME: "name", Column.BORN: "birth", Column.PLACE: "place",
    Column.STATUS: "status", Column.TAKEN: "taken", Column.SEX: "sex", Column.TIE: "tie",
    Column.VERIFICATION: "verification",
}  # fmt: skip
"""What a click on a heading sorts by; the others do not sort."""

MARK_WIDTH, LEAST, NAME_LEAST, MOST = 32, 48, 140, 480
WIDTHS = {
    Column.NUMBER: 52, Column.BORN: 62, Column.PLACE: 80,
    Column.SEX: 80, Column.TIE: 150, Column.VERIFICATION: 130, Column.TAGS: 130,
}  # fmt: skip
"""Widths to begin with. Name takes what is left; status and dates are as wide as their words."""

ALWAYS = (Column.NUMBER, Column.NAME)
"""A line without these says nothing."""
ROOMS: dict[str, frozenset[Column]] = {
    "wide": frozenset(Column),
    "narrow": frozenset({*ALWAYS, Column.STATUS, Column.TAKEN}),
    "narrowest": frozenset(ALWAYS),
}
"""Which of the chosen columns there is room for."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The shown columns in their order, and widths that were chosen (0: as it comes)."""

    shown: tuple[Column, ...] = (
        Column.NUMBER, Column.NAME, Column.BORN, Column.PLACE, Column.STATUS, Column.TAKEN,
    )  # fmt: skip
    widths: tuple[tuple[Column, int], ...] = ()

    def width(self, column: Column) -> int:
        """The chosen width of a column; 0 if none was."""
        return dict(self.widths).get(column, 0)

    def with_columns(self, shown: Iterable[Column]) -> Arrangement:
        """The same with other columns; what a line cannot do without is put back."""
        chosen = tuple(dict.fromkeys(c for c in shown if c is not Column.MARK))
        missing = tuple(column for column in ALWAYS if column not in chosen)
        return Arrangement((*missing, *chosen), self.widths)

    def with_width(self, column: Column, width: int) -> Arrangement:
        """The same with a column so wide."""
        widths = dict(self.widths) | {column: max(LEAST, min(width, MOST))}
        return Arrangement(self.shown, tuple(widths.items()))

    def moved(self, column: Column, by: int) -> Arrangement:
        """The same with a shown column one place on or back; at the end it stays."""
        shown = list(self.shown)
        place = shown.index(column)
        goal = max(0, min(len(shown) - 1, place + by))
        shown.insert(goal, shown.pop(place))
        return Arrangement(tuple(shown), self.widths)

    def kept(self) -> list[str]:
        """As plain words: "name", "born:84"."""
        widths = dict(self.widths)
        return [
            f"{column.code}:{widths[column]}" if widths.get(column) else column.code
            for column in self.shown
        ]


def read_arrangement(kept: object) -> Arrangement:
    """What `Arrangement.kept` gave, or whatever else a file may hold.

    Codes that this version does not know are left out.
    """
    codes = {column.code: column for column in Column if column is not Column.MARK}
    shown: list[Column] = []
    result = Arrangement()
    for entry in kept if isinstance(kept, list | tuple) else ():
        code, _, width = str(entry).partition(":")
        if code in codes:
            shown.append(codes[code])
            if width.isdecimal() and len(width) < 5:
                result = result.with_width(codes[code], int(width))
    return result.with_columns(shown) if shown else result


@dataclass(frozen=True, slots=True)
class ColumnMemory:
    """Where the arrangement is kept: plain words, given and taken by the composition root."""

    read: Callable[[], object] = tuple
    keep: Callable[[list[str]], None] = lambda _kept: None
