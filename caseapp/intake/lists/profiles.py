"""Profiles: how lists of one kind are read, shipped as data or remembered from an import.

A profile is found again by the headings of a list. Knows no vault: remembered ones are handed in.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from caseapp.domain.list_columns import heading_key
from caseapp.i18n import NC_
from caseapp.intake.lists.headings import LONGEST_HEADING, Meaning
from caseapp.intake.lists.mapping import DateOrder, ListMapping
from caseapp.intake.lists.targets import Target
from caseapp.intake.lists.words import word_key
from caseapp.system.resources import resource

FITS = 0.7
"""Share of a list's headings that a profile must know."""
_FEWEST = 3

TITLES: Mapping[str, tuple[str, str]] = {
    "caseapp": NC_("import profile", "table of this program"),
    "cecc": NC_("import profile", "CECC Political Prisoner Database"),
    "relatives": NC_("import profile", "list of a relatives' group"),
    "victims": NC_("import profile", "list of a victims' database"),
}
"""What the shipped profiles are called."""

_NUMBERED = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class Profile:
    """How lists of one kind are read. `columns` by heading as compared; "{n}" stands for a number.

    `values` as in a mapping. A remembered profile has a title of its own, no entry in `TITLES`.
    """

    name: str
    columns: Mapping[str, Meaning]
    values: Mapping[Target, Mapping[str, str]] = field(default_factory=dict)
    list_name: str = ""
    date_order: DateOrder = DateOrder.OPEN
    shipped: bool = False

    def meaning_of(self, heading: str) -> Meaning | None:
        """What a column with this heading says in lists of this kind."""
        if len(heading) > LONGEST_HEADING:
            return None
        key = heading_key(heading)
        if (found := self.columns.get(key)) is not None:
            return found
        for number in _NUMBERED.finditer(key):
            pattern = f"{key[: number.start()]}{{n}}{key[number.end() :]}"
            if (found := self.columns.get(pattern)) is not None and int(number[0]):
                return Meaning(found.target, {**found.options, "n": str(int(number[0]))})
        return None

    def fit(self, headings: Sequence[str]) -> float:
        """The share of these headings that the profile knows; 0 if they are too few to tell."""
        keys = {heading_key(one): one for one in headings if one}
        known = sum(self.meaning_of(one) is not None for one in keys.values())
        wanted = min(_FEWEST, len(self.columns))
        return known / len(keys) if keys and known >= wanted else 0.0

    @classmethod
    def remembered(cls, name: str, mapping: object) -> Profile:
        """From the JSON form of the mapping of an earlier list. Raises ValueError if it is none."""
        return cls.of_mapping(name, ListMapping.from_json(mapping))

    @classmethod
    def of_mapping(cls, name: str, mapping: ListMapping) -> Profile:
        """What is to be remembered of how a list was read."""
        columns: dict[str, Meaning] = {}
        for one in mapping.columns:
            columns.setdefault(heading_key(one.heading), Meaning(one.target, one.options))
        return cls(name, columns, mapping.values, mapping.list_name, mapping.date_order)


def best_profile(headings: Sequence[str], profiles: Sequence[Profile] = ()) -> Profile | None:
    """The profile that knows most of these headings; of equal ones a remembered one, then the
    first. None if none knows enough."""
    fits = [(one.fit(headings), one) for one in (*profiles, *shipped_profiles())]
    best = max((fit for fit, _one in fits), default=0.0)
    if best < FITS:
        return None
    return next(one for fit, one in fits if fit == best)


@lru_cache(maxsize=1)
def shipped_profiles() -> tuple[Profile, ...]:
    """The profiles that come with the program, in the order of `TITLES`."""
    return tuple(map(_shipped, TITLES))


def _shipped(name: str) -> Profile:
    path = resource("profiles") / f"{name}.toml"
    told: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    columns = {}
    for column in told["columns"]:
        said = Meaning(Target(column["target"]), column.get("options", {}))
        for heading in (column["heading"], *column.get("also", ())):
            before, mark, after = heading.partition("{n}")
            columns[heading_key(before) + mark + heading_key(after)] = said
    values = {
        Target(target): {word_key(word): code for word, code in words.items()}
        for target, words in told.get("values", {}).items()
    }
    order = DateOrder(told.get("date_order", ""))
    return Profile(name, columns, values, told.get("list_name", ""), order, shipped=True)
