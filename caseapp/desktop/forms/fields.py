"""How one field of a record is typed and read: a description, no widget."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from caseapp.domain.dates import UncertainDate, read_date
from caseapp.i18n import N_

Kind = Literal["line", "text", "choice", "date", "list", "number"]

NOT_A_NUMBER = N_("This is not a number. Write it in figures, for example 9.")
NOT_EMPTY = N_("This cannot be empty. To take it away, put it in the trash.")
_COMMAS = re.compile(r"[,;،、，；]")
_FIGURES = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field of a record: its name there, its label, how it is typed.

    `span` is how many of the form's columns it takes; `hint` stands beneath while nothing
    else is said; a `required` one makes the record: without it there is none. `completions`
    names the open list of words that is offered while somebody types (see `RecordWords`).
    `blank` is what a choice is called that may be none: it is kept as None.
    """

    name: str
    label: str
    kind: Kind = "line"
    choices: type[StrEnum] | None = None
    span: int = 1
    hint: str = ""
    required: bool = False
    completions: str = ""
    blank: str = ""

    def to_text(self, value: object) -> str:
        """The field's value as it is typed."""
        if isinstance(value, UncertainDate):
            return value.text
        if isinstance(value, StrEnum):
            return value.value
        if isinstance(value, list):
            return ", ".join(str(item) for item in value)
        return "" if value is None else str(value)

    def to_value(self, typed: str) -> object:
        """What to keep for a typed text.

        Raises ValueError, its text the message id of the reason, for what cannot be kept.
        """
        if self.kind == "choice" and self.choices is not None:
            if not typed and self.blank:
                return None
            return self.choices(typed)
        if self.kind != "text":
            typed = typed.strip()
        if self.required and not typed:
            raise ValueError(NOT_EMPTY)
        if self.kind == "date":
            return read_date(typed)
        if self.kind == "list":
            return [part.strip() for part in _COMMAS.split(typed) if part.strip()]
        if self.kind == "number":
            return self._number(typed)
        return typed

    def _number(self, typed: str) -> int | None:
        if not typed:
            return None
        if not _FIGURES.fullmatch(typed):
            raise ValueError(NOT_A_NUMBER)
        return int(typed)


SIZES = frozenset({"least_size", "greatest_size"})
"""Numbers of people, of which one is the usual."""


def said(record: object, specs: tuple[FieldSpec, ...]) -> frozenset[str]:
    """Names of the fields that hold something else than a new record does."""
    return frozenset(spec.name for spec in specs if not is_blank(spec, getattr(record, spec.name)))


def is_blank(spec: FieldSpec, value: object) -> bool:
    text = spec.to_text(value)
    usual = {"choice": "unknown", "number": "1" if spec.name in SIZES else ""}
    return text in ("", usual.get(spec.kind, ""))
