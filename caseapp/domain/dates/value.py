"""The record of an uncertain date: text as given, EDTF, earliest and latest day.

It states; reading and wording are elsewhere. Knows no record of the store.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseapp.domain.dates.edtf import parse_edtf
from caseapp.domain.dates.moment import Expression, Moment, Unit, from_bounds, on_day
from caseapp.domain.dates.words import means_unknown


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    RANGE = "range"
    """Between two bounds of which one may be open; also a decade and a quarter."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class UncertainDate:
    """When something happened, as far as it is known.

    `text` is verbatim what the person wrote. `edtf` is its ISO 8601-2 form, or None where
    nothing could be read. `earliest` and `latest` are the first and last day on which it
    can have happened; None is an open bound, never a guessed one.
    """

    text: str
    edtf: str | None
    earliest: date | None
    latest: date | None

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError("the earliest day is after the latest")

    @classmethod
    def unknown(cls) -> UncertainDate:
        """Nothing is said: empty text, open bounds."""
        return cls("", None, None, None)

    @classmethod
    def on(cls, day: date) -> UncertainDate:
        """One known calendar day."""
        return cls.of(on_day(day), day.isoformat())

    @classmethod
    def of(cls, expression: Expression, text: str) -> UncertainDate:
        """The value of an EDTF expression, with the words it came from."""
        earliest, latest = expression.bounds()
        return cls(text, str(expression), earliest, latest)

    @property
    def expression(self) -> Expression | None:
        """What the EDTF form means; without one, what the bounds say; None if unknown."""
        parsed = parse_edtf(self.edtf) if self.edtf else None
        return parsed or from_bounds(self.earliest, self.latest)

    @property
    def is_unknown(self) -> bool:
        """Both bounds are open, whether nothing was said or nothing could be read."""
        return self.earliest is None and self.latest is None

    @property
    def readable(self) -> bool:
        """False where there are words that could not be read: say so beside the field.

        Empty text and "unknown" in any of the languages are readable.
        """
        return not self.is_unknown or means_unknown(self.text)

    @property
    def precision(self) -> Precision:
        """How exact the expression is; "about May 2019" has the precision of a month."""
        expression = self.expression
        if expression is None:
            return Precision.UNKNOWN
        if not isinstance(expression, Moment):
            return Precision.RANGE
        if expression.unit is Unit.GROUP and (expression.part or 0) > 24:
            return Precision.RANGE
        return _PRECISIONS[expression.unit]

    @property
    def approximate(self) -> bool:
        """Said with "about": the bounds reach further than the words."""
        expression = self.expression
        return expression is not None and expression.mark in ("~", "%")

    def __composite_values__(self) -> tuple[str, str | None, date | None, date | None]:
        """The four parts in order, for a store that keeps them in columns of their own."""
        return self.text, self.edtf, self.earliest, self.latest

    def to_json(self) -> dict[str, str | None]:
        """Four keys as the fields; days as `YYYY-MM-DD`."""
        return {
            "text": self.text,
            "edtf": self.edtf,
            "earliest": self.earliest.isoformat() if self.earliest else None,
            "latest": self.latest.isoformat() if self.latest else None,
        }

    @classmethod
    def from_json(cls, data: object) -> UncertainDate:
        """The inverse of `to_json`. Raises `ValueError` for anything of another shape."""
        if not isinstance(data, dict) or set(data) != {"text", "edtf", "earliest", "latest"}:
            raise ValueError("not an uncertain date")
        text, edtf = data["text"], data["edtf"]
        if not isinstance(text, str) or not isinstance(edtf, str | None):
            raise ValueError("not an uncertain date")
        return cls(text, edtf, _day(data["earliest"]), _day(data["latest"]))


_PRECISIONS = {
    Unit.DAY: Precision.DAY,
    Unit.MONTH: Precision.MONTH,
    Unit.GROUP: Precision.SEASON,
    Unit.YEAR: Precision.YEAR,
    Unit.DECADE: Precision.RANGE,
}


def _day(value: object) -> date | None:
    if value is None:
        return None
    if not isinstance(value, str) or len(value) != len("2017-01-31"):
        raise ValueError("a day is written YYYY-MM-DD")
    return date.fromisoformat(value)
