"""The sample's records by kind, built once for all tests of this folder."""

from __future__ import annotations

from functools import cache
from typing import TypeVar
from uuid import UUID

from caseapp.intake.sample import sample_records
from caseapp.store.records import Detainee, Record

R = TypeVar("R", bound=Record)


@cache
def records() -> list[Record]:
    return sample_records()


def every(kind: type[R]) -> list[R]:
    return [record for record in records() if isinstance(record, kind)]


def by_id(kind: type[R]) -> dict[UUID, R]:
    return {record.id: record for record in every(kind)}


def fictitious() -> list[Detainee]:
    return [person for person in every(Detainee) if person.fictitious]


def published() -> list[Detainee]:
    return [case for case in every(Detainee) if not case.fictitious]


def iin_check_digit(first_11: str) -> str:
    """Weights 1..11 mod 11; if that gives 10, weights 3..11, 1, 2."""
    digits = [int(digit) for digit in first_11]
    rest = sum(d * w for d, w in zip(digits, range(1, 12), strict=True)) % 11
    if rest == 10:
        rest = sum(d * w for d, w in zip(digits, [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2], strict=True))
        rest %= 11
    return str(rest)
