"""What the columns of one list say, as a person settled it: kept, shown and read by.

Plain values with a JSON form, which is remembered with an import and in profiles. Knows no
file and no vault.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from caseapp.intake.lists.targets import OPTIONS, SPECS, Target
from caseapp.intake.lists.words import word_key

FORM = 1
"""Of the JSON form; another number is another program's."""
MOST_COLUMNS = 1_000
MOST_VALUES = 5_000
_LONGEST = 2_000


class Why(StrEnum):
    """Why a column is read as it is."""

    HEADING = "heading"
    PROFILE = "profile"
    CONTENT = "content"
    CHOSEN = "chosen"
    """A person said so."""
    NOT_KNOWN = "not_known"


class DateOrder(StrEnum):
    """How 05/06/2017 is meant; OPEN leaves it as one of two days."""

    OPEN = ""
    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """One column in the order of the file; `heading` names it, unlike any other column's.

    For the options see `targets.OPTIONS`.
    """

    heading: str
    target: Target = Target.NOTE
    options: Mapping[str, str] = field(default_factory=dict)
    why: Why = Why.NOT_KNOWN

    def chosen(self, target: Target, **options: str) -> ColumnMapping:
        """This column as a person settles it; options that are "" or unfit are left out."""
        fit = {k: word for k, word in options.items() if word and k in SPECS[target].options}
        return ColumnMapping(self.heading, target, fit, Why.CHOSEN)


@dataclass(frozen=True, slots=True)
class ListMapping:
    """How a list is read. Rows are counted from 1 as in the file.

    `header_row` is the last row of the headings, 0 if there are none; they take up `header_rows`
    rows. `values` maps the words of columns of closed lists to codes, by target: the key of a
    word is `words.word_key`; "" as a code means: keep the word as a note. `list_name` is what tells
    lists apart whose rows have numbers of their own; `profile` names the profile that fitted.
    """

    columns: tuple[ColumnMapping, ...] = ()
    header_row: int = 1
    header_rows: int = 1
    values: Mapping[Target, Mapping[str, str]] = field(default_factory=dict)
    list_name: str = ""
    profile: str = ""
    date_order: DateOrder = DateOrder.OPEN

    @property
    def first_row(self) -> int:
        """The first row that is read as a person."""
        return self.header_row + 1

    def with_column(self, place: int, column: ColumnMapping) -> ListMapping:
        """With another meaning of the column at `place`, from 0."""
        columns = (*self.columns[:place], column, *self.columns[place + 1 :])
        return replace(self, columns=columns)

    def with_value(self, target: Target, word: str, code: str) -> ListMapping:
        """With `word` in columns of `target` meaning `code`; "" keeps it as a note."""
        told = {**self.values.get(target, {}), word_key(word): code}
        return replace(self, values={**self.values, target: told})

    def places(self, *targets: Target) -> tuple[int, ...]:
        """The columns, from 0, that say one of these."""
        return tuple(n for n, column in enumerate(self.columns) if column.target in targets)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; the inverse is `from_json`."""
        return {
            "form": FORM,
            "columns": [
                {"heading": c.heading, "target": c.target.value, "options": dict(c.options),
                 "why": c.why.value}
                for c in self.columns
            ],
            "header_row": self.header_row,
            "header_rows": self.header_rows,
            "values": {t.value: dict(told) for t, told in self.values.items()},
            "list_name": self.list_name,
            "profile": self.profile,
            "date_order": self.date_order.value,
        }  # fmt: skip

    @classmethod
    def from_json(cls, data: object) -> ListMapping:
        """The inverse of `to_json`. Raises ValueError for anything else: nothing is trusted."""
        found = _dict(data, "mapping")
        if found.get("form") != FORM:
            raise ValueError("a mapping of another form")
        columns = found.get("columns")
        if not isinstance(columns, list) or len(columns) > MOST_COLUMNS:
            raise ValueError("no columns")
        return cls(
            columns=tuple(map(_column, columns)),
            header_row=_count(found.get("header_row")),
            header_rows=_count(found.get("header_rows")),
            values=_values(found.get("values")),
            list_name=_text(found.get("list_name")),
            profile=_text(found.get("profile")),
            date_order=DateOrder(_text(found.get("date_order"))),
        )


def _column(data: object) -> ColumnMapping:
    found = _dict(data, "column")
    target = Target(_text(found.get("target")))
    options = {}
    for name, word in _dict(found.get("options"), "options").items():
        options[name] = option(target, name, _text(word))
    return ColumnMapping(_text(found.get("heading")), target, options, Why(_text(found.get("why"))))


def option(target: Target, name: str, word: str) -> str:
    """The answer to an option of a target, checked. Raises ValueError for what is none."""
    spec = SPECS[target]
    if name not in spec.options or not word:
        raise ValueError("no such option")
    answers = OPTIONS[name]
    if answers is not None:
        return str(answers(word).value)
    if name == "n" and not (word.isdecimal() and word.isascii() and 1 <= int(word) <= 999):
        raise ValueError("no number")
    if name == "kind" and spec.kinds is not None:
        return str(spec.kinds(word).value)
    if name in _WORDS and word not in _WORDS[name]:
        raise ValueError("no such answer")
    return word


_WORDS: Mapping[str, tuple[str, ...]] = {
    "as": ("edtf",), "find": ("no",), "split": ("lines", "none"), "exact": ("month", "year"),
    "unit": ("years", "months"),
}  # fmt: skip


def _values(data: object) -> dict[Target, dict[str, str]]:
    result = {}
    for name, told in _dict(data, "values").items():
        target = Target(name)
        codes = SPECS[target].codes
        words = _dict(told, "words")
        if codes is None or len(words) > MOST_VALUES:
            raise ValueError("no closed list")
        result[target] = {
            _text(word): str(codes(code).value) if _text(code) else ""
            for word, code in words.items()
        }
    return result


def _dict(data: object, what: str) -> dict[str, Any]:
    if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
        raise ValueError(f"no {what}")
    return data


def _text(data: object) -> str:
    if not isinstance(data, str) or len(data) > _LONGEST:
        raise ValueError("no text")
    return data


def _count(data: object) -> int:
    if type(data) is not int or not 0 <= data <= 1_000_000:
        raise ValueError("no count")
    return data
