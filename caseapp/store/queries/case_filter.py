"""Which cases a list shows and in which order: what people tick, pick and type, as one value.

A frozen value: a place of the window, an argument between views, and, as plain JSON by
codes, what a saved view keeps. Knows no SQL and no record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, Literal, TypeVar, get_args
from uuid import UUID

from caseapp.domain.vocabulary import Audience, Sex, Status, Tie, Verification

Order = Literal["number", "name", "birth", "place", "status", "taken", "sex", "tie", "verification"]
ORDERS: tuple[Order, ...] = get_args(Order)

E = TypeVar("E", bound=StrEnum)


class Facet(StrEnum):
    """What cases are counted by. The value of each stands behind it."""

    STATUS = "status"  # Status
    YEAR_TAKEN = "year_taken"  # int; None: no single year is certain
    PREFECTURE = "prefecture"  # the present number of the prefecture of home; "": none, unknown
    COUNTY = "county"  # the present number of the place of home, else its words; "": none
    SEX = "sex"  # Sex
    TIE = "tie"  # Tie
    NAMED_TO = "named_to"  # Audience; a case counts for each that it may be named to
    VERIFICATION = "verification"  # Verification
    TAG = "tag"  # str; a case counts for each of its tags, "": it has none


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """Of one facet any of the values, of several facets all; an empty one shows every case.

    `taken_from` and `taken_to` are years, both included, either may be open: a case is shown
    if it is certain that the person was taken between them. `taken_unknown` shows (also)
    those of whom no single year is certain. `imported` shows the cases of whom one import (an
    import batch) told.
    """

    text: str = ""
    status: tuple[Status, ...] = ()
    taken_from: int | None = None
    taken_to: int | None = None
    taken_unknown: bool = False
    prefecture: tuple[str, ...] = ()
    county: tuple[str, ...] = ()
    sex: tuple[Sex, ...] = ()
    tie: tuple[Tie, ...] = ()
    named_to: tuple[Audience, ...] = ()
    verification: tuple[Verification, ...] = ()
    tag: tuple[str, ...] = ()
    imported: UUID | None = None
    order: Order = "number"
    descending: bool = False

    def values(self, facet: Facet) -> tuple[Any, ...]:
        """The chosen values of a facet that is ticked; of the years see `by_year`."""
        return () if facet is Facet.YEAR_TAKEN else tuple(getattr(self, facet.value))

    @property
    def by_year(self) -> bool:
        """Whether the year of the taking is asked for."""
        return self.taken_unknown or self.taken_from is not None or self.taken_to is not None

    def asks(self, facet: Facet) -> bool:
        """Whether something is chosen in a facet."""
        return self.by_year if facet is Facet.YEAR_TAKEN else bool(self.values(facet))

    @property
    def in_force(self) -> tuple[Facet, ...]:
        """The facets in which something is chosen."""
        return tuple(facet for facet in Facet if self.asks(facet))

    @property
    def narrows(self) -> bool:
        """Whether anything but the order is asked for."""
        return bool(self.in_force or self.text.strip() or self.imported)

    def without(self, *facets: Facet) -> CaseFilter:
        """The same with nothing chosen in these facets."""
        cleared: dict[str, Any] = {}
        for facet in facets:
            if facet is Facet.YEAR_TAKEN:
                cleared |= {"taken_from": None, "taken_to": None, "taken_unknown": False}
            else:
                cleared[facet.value] = ()
        return replace(self, **cleared)

    def toggled(self, facet: Facet, value: Any) -> CaseFilter:
        """The same with one value of a ticked facet chosen, or no longer chosen."""
        chosen = self.values(facet)
        after = tuple(v for v in chosen if v != value) if value in chosen else (*chosen, value)
        changed: dict[str, Any] = {facet.value: after}
        return replace(self, **changed)


_CLOSED: Mapping[str, type[StrEnum]] = {
    "status": Status, "sex": Sex, "tie": Tie, "named_to": Audience, "verification": Verification,
}  # fmt: skip
FILTER_NAMES = frozenset(part.name for part in fields(CaseFilter)) - {"order", "descending"}
"""What `filter_to_json` may write."""
_WORDS = ("prefecture", "county", "tag")
_YEARS = ("taken_from", "taken_to")


def filter_to_json(shown: CaseFilter) -> dict[str, Any]:
    """Plain values by codes; only what is chosen. The order is kept apart from it."""
    kept: dict[str, Any] = {}
    for part in fields(shown):
        value = getattr(shown, part.name)
        if part.name not in FILTER_NAMES or value == part.default:
            continue
        if isinstance(value, tuple):
            kept[part.name] = [str(v) for v in value]
        else:
            kept[part.name] = str(value) if isinstance(value, UUID) else value
    return kept


def filter_from_json(
    kept: Mapping[str, Any], order: str = "number", *, descending: bool = False
) -> CaseFilter:
    """The filter as it was kept. What this version does not know, or cannot read, is left out."""
    found: dict[str, Any] = {name: _members(kind, kept.get(name)) for name, kind in _CLOSED.items()}
    found |= {name: tuple(_strings(kept.get(name))) for name in _WORDS}
    for name in _YEARS:
        year = kept.get(name)
        found[name] = year if isinstance(year, int) and not isinstance(year, bool) else None
    text = kept.get("text")
    return CaseFilter(
        **found,
        text=text if isinstance(text, str) else "",
        taken_unknown=kept.get("taken_unknown") is True,
        imported=_id(kept.get("imported")),
        order=next((known for known in ORDERS if known == order), "number"),
        descending=descending,
    )


def _id(value: object) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _strings(value: object) -> Iterable[str]:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [item for item in value if isinstance(item, str)]
    return []


def _members(kind: type[E], value: object) -> tuple[E, ...]:
    codes = {member.value: member for member in kind}
    return tuple(codes[code] for code in _strings(value) if code in codes)
