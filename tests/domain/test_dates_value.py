"""The record of an uncertain date keeps its promise and its JSON form."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.domain.dates import Precision, UncertainDate, read_date


def test_unknown_has_no_text_and_open_bounds() -> None:
    value = UncertainDate.unknown()
    assert value == UncertainDate("", None, None, None)
    assert value.is_unknown
    assert value.readable
    assert value.precision is Precision.UNKNOWN


def test_a_known_day_has_that_day_for_both_bounds() -> None:
    day = date(1974, 5, 12)
    assert UncertainDate.on(day) == UncertainDate("1974-05-12", "1974-05-12", day, day)


def test_bounds_in_the_wrong_order_are_a_bug() -> None:
    with pytest.raises(ValueError, match="earliest"):
        UncertainDate("x", None, date(2018, 1, 2), date(2018, 1, 1))


@pytest.mark.parametrize(
    "text", ["12 мая 1974", "before 2018", "unknown", "gone", "", "about 2017"]
)
def test_json_gives_the_value_back(text: str) -> None:
    value = read_date(text)
    data = value.to_json()
    assert set(data) == {"text", "edtf", "earliest", "latest"}
    assert UncertainDate.from_json(data) == value


@pytest.mark.parametrize(
    "data",
    [
        None,
        "2017",
        {},
        {"text": "2017", "edtf": None, "earliest": None},
        {"text": 2017, "edtf": None, "earliest": None, "latest": None},
        {"text": "2017", "edtf": 1, "earliest": None, "latest": None},
        {"text": "2017", "edtf": None, "earliest": "2017", "latest": None},
        {"text": "2017", "edtf": None, "earliest": "20170101", "latest": None},
        {"text": "2017", "edtf": None, "earliest": 2017, "latest": None},
        {"text": "", "edtf": None, "earliest": "2018-01-02", "latest": "2018-01-01"},
        {"text": "", "edtf": None, "earliest": None, "latest": None, "more": 1},
    ],
)
def test_json_of_another_shape_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        UncertainDate.from_json(data)


def test_bounds_without_edtf_still_say_what_they_mean() -> None:
    march = UncertainDate("vague", None, date(2017, 3, 1), date(2017, 3, 31))
    assert march.precision is Precision.MONTH
    assert march.readable
    odd = UncertainDate("vague", "not edtf", date(2017, 3, 2), None)
    assert odd.precision is Precision.RANGE
