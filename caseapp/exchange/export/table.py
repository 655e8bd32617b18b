"""The cases as one table, in the columns that this program reads back (resources/profiles).

Headings and what stands under them are read from the profile; here is how each is written. Knows
no file format.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter
from typing import Any

from caseapp.disclosure.words import Words
from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import CaseKind
from caseapp.exchange.export.facts import (
    CaseFact,
    ContactFact,
    EventFact,
    NameFact,
    PassageFact,
    Released,
    SourceFact,
)
from caseapp.i18n import NC_
from caseapp.system.resources import resource

NUMBERED = "{n}"
YES = NC_("ternary", "yes")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the profile; `edtf` where it holds the date in EDTF and not in words."""

    heading: str
    target: str
    edtf: bool = False

    @property
    def numbered(self) -> bool:
        return NUMBERED in self.heading


@lru_cache(maxsize=1)
def profile() -> tuple[Column, ...]:
    """The columns of our own table, in order."""
    data = tomllib.loads(resource("profiles", "caseapp.toml").read_text(encoding="utf-8"))
    return tuple(
        Column(one["heading"], one["target"], one.get("options", {}).get("as") == "edtf")
        for one in data["columns"]
    )


@dataclass(frozen=True, slots=True)
class CaseTable:
    """Headings and one row for each case, all cells as text."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def case_table(released: Released, words: Words) -> CaseTable:
    """The table: of names, events and whatever else a case has several of, as many columns as
    the case that has most. A column in which no case says anything is left out, but not one of a
    group that is there."""
    cells = Cells(words)
    parts = [_Parts(case, released) for case in released.cases]
    blocks: list[tuple[list[str], list[list[str]]]] = []
    for group in _groups():
        if group[0].numbered:
            blocks += _numbered(group, parts, cells)
        else:
            blocks += [_plain(column, parts, cells) for column in group]
    kept = [block for block in blocks if any(any(row) for row in block[1])]
    headings = [heading for block in kept for heading in block[0]]
    rows = [
        tuple(cell for block in kept for cell in block[1][place]) for place in range(len(parts))
    ]
    return CaseTable(tuple(headings), tuple(rows))


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source with one passage of it, as a row of the profile's sources."""

    source: SourceFact
    passage: PassageFact | None


class _Parts:
    """What a case has several of, by the beginning of the target's code."""

    def __init__(self, case: CaseFact, released: Released) -> None:
        self.case = case
        self.lists: Mapping[str, Sequence[Any]] = {
            "name": case.names,
            "identifier": case.papers,
            "event": case.events,
            "contact": case.contacts,
            "source": [
                SourceRow(source, passage)
                for source, passages in released.sources_of(case)
                for passage in (passages or [None])  # type: ignore[list-item]
            ],
        }


def _groups() -> list[list[Column]]:
    """Neighbouring columns that are numbered together, and the others."""
    groups: list[list[Column]] = []
    for column in profile():
        kind = column.target.partition("_")[0] if column.numbered else ""
        last = groups[-1][0] if groups else None
        same = last is not None and (
            (last.target.partition("_")[0] if last.numbered else "") == kind
        )
        if same:
            groups[-1].append(column)
        else:
            groups.append([column])
    return groups


def _plain(
    column: Column, parts: Sequence[_Parts], cells: Cells
) -> tuple[list[str], list[list[str]]]:
    return [column.heading], [[cells.of_case(column, one.case)] for one in parts]


def _numbered(
    group: Sequence[Column], parts: Sequence[_Parts], cells: Cells
) -> Iterable[tuple[list[str], list[list[str]]]]:
    kind = group[0].target.partition("_")[0]
    most = max((len(one.lists[kind]) for one in parts), default=0)
    for number in range(most):
        headings = [column.heading.replace(NUMBERED, str(number + 1)) for column in group]
        rows = [
            [cells.of_item(column, one.lists[kind][number]) for column in group]
            if number < len(one.lists[kind])
            else [""] * len(group)
            for one in parts
        ]
        filled = [place for place in range(len(group)) if any(row[place] for row in rows)]
        yield [headings[p] for p in filled], [[row[p] for p in filled] for row in rows]


class Cells:
    """How each value is written: closed lists in words, dates in words and EDTF, lists in lines."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._yes = words.tr.in_context(*YES)

    def of_case(self, column: Column, case: CaseFact) -> str:
        """The cell of a column that a case has once."""
        return self.text(_CASE[column.target](case), column)

    def of_item(self, column: Column, item: Any) -> str:
        """The cell of a name, document, event, contact or source."""
        return self.text(_ITEM[column.target](item), column)

    def text(self, value: Any, column: Column | None = None) -> str:
        """A value as one cell."""
        if value is None or value is False:
            return ""
        if value is True:
            return self._yes
        if isinstance(value, UncertainDate):
            return _date(value, edtf=column is not None and column.edtf)
        if isinstance(value, StrEnum):
            return "" if value.value == "unknown" else self._words.label(value)
        if isinstance(value, tuple):
            return "\n".join(map(str, value))
        return str(value)


def _date(value: UncertainDate, *, edtf: bool) -> str:
    """The words as given; the EDTF form only where the words alone may be read otherwise."""
    if not edtf:
        return value.text
    return value.edtf or ""


def _size(case: CaseFact) -> str:
    """How many people a group has: "21", "21-30", "21+"; nothing for one person."""
    if case.kind is not CaseKind.GROUP:
        return ""
    if case.greatest_size is None:
        return f"{case.least_size}+"
    if case.greatest_size == case.least_size:
        return str(case.least_size)
    return f"{case.least_size}-{case.greatest_size}"


def _name_parts(name: NameFact) -> str:
    return "\n".join(f"{role.value}: {text}" for role, text in name.parts)


def _contact_names(contact: ContactFact) -> tuple[str, ...]:
    return tuple(name.text for name in contact.names)


def _term(name: str) -> Callable[[EventFact], str]:
    return lambda event: "" if getattr(event, name) is None else str(getattr(event, name))


_CASE: Mapping[str, Callable[[CaseFact], Any]] = {
    "case_number": attrgetter("number"),
    "case_kind": attrgetter("kind"),
    "group_size": _size,
    "birth": attrgetter("birth"),
    "citizenship": attrgetter("citizenships"),
    **{
        name: attrgetter(name)
        for name in (
            "description", "sex", "birth_place", "birth_place_code", "home_place",
            "home_place_code", "home_address", "ethnicity", "tie", "tie_note", "occupation",
            "education", "family_status", "dependants", "health", "family_steps", "summary",
            "restricted_notes", "tags", "believed_deceased", "fictitious",
        )
    },
}  # fmt: skip
"""By the target's code: what stands in the cell of a case."""

_ITEM: Mapping[str, Callable[[Any], Any]] = {
    "name": attrgetter("text"),
    "name_language": attrgetter("script"),
    "name_kind": attrgetter("kind"),
    "name_parts": _name_parts,
    "identifier": attrgetter("number"),
    "identifier_kind": attrgetter("kind"),
    "identifier_issuer": attrgetter("issuer"),
    "identifier_issued": attrgetter("issued"),
    "identifier_expires": attrgetter("expires"),
    "event_kind": attrgetter("kind"),
    "event_date": attrgetter("when"),
    "event_until": attrgetter("until"),
    "event_term_years": _term("term_years"),
    "event_term_months": _term("term_months"),
    "event_term_days": _term("term_days"),
    **{
        f"event_{name}": attrgetter(name)
        for name in (
            "place", "place_code", "facility_kind", "facility", "authority", "reason_given",
            "reason_believed", "legal_basis", "term_start", "acknowledged", "contact_permitted",
            "counsel", "court", "narrative",
        )
    },
    "contact_name": _contact_names,
    "contact_relation": attrgetter("relation"),
    "contact_role": attrgetter("role"),
    "contact_phone": attrgetter("phones"),
    "contact_messenger": attrgetter("messengers"),
    "contact_email": attrgetter("email"),
    "contact_address": attrgetter("address"),
    "contact_country": attrgetter("country"),
    "source_title": attrgetter("source.title"),
    "source_kind": attrgetter("source.kind"),
    "source_author": attrgetter("source.author"),
    "source_publisher": attrgetter("source.publisher"),
    "source_url": attrgetter("source.url"),
    "source_date": attrgetter("source.dated"),
    "source_how_known": attrgetter("source.how_known"),
    "source_passage": lambda row: row.passage.text if row.passage is not None else "",
}  # fmt: skip
"""By the target's code: what stands in the cell of a name, document, event, contact, source."""
