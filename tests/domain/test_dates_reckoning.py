"""Dates are compared by their bounds, made coarser without a trace, and terms are added."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from caseapp.domain.dates import (
    UncertainDate,
    add_term,
    coarsened,
    overlaps,
    read_date,
    sort_key,
    span,
)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2017", "Oct 2017", True),
        ("Oct 2017", "Nov 2017", False),
        ("before 2018", "2017", True),
        ("before 2018", "2018", False),
        ("after 2017", "before 2018", False),
        ("unknown", "2018", True),
        ("about 2017", "2018", True),
        ("31 Oct 2017", "Oct 2017", True),
    ],
)
def test_dates_overlap_where_they_can_be_the_same_day(one: str, other: str, expected: bool) -> None:
    assert overlaps(read_date(one), read_date(other)) is expected
    assert overlaps(read_date(other), read_date(one)) is expected


def test_sorting_goes_by_the_earliest_day_and_puts_the_unknown_last() -> None:
    texts = ["before 2015", "2016", "Mar 2016", "late 2016", "2017/2018", "after 2018", "gone"]
    values = [read_date(text) for text in texts]
    backwards = values[::-1]
    assert sorted(backwards, key=sort_key) == values


def test_a_span_reaches_from_the_earliest_to_the_latest() -> None:
    every = [read_date(text) for text in ("Oct 2017", "2016", "5 Nov 2017")]
    assert span(every).edtf == "[2016-01-01..2017-11-05]"
    assert span([read_date("Mar 2017")]).edtf == "2017-03"
    assert span([read_date("Mar 2017"), read_date("after 2018")]).edtf == "[2017-03..]"
    assert span([read_date("Mar 2017"), UncertainDate.unknown()]) == UncertainDate.unknown()
    assert span([]) == UncertainDate.unknown()


@pytest.mark.parametrize(
    ("text", "to", "edtf", "words"),
    [
        ("12.05.1974", "month", "1974-05", "May 1974"),
        ("12.05.1974", "year", "1974", "1974"),
        ("about 12 May 1974", "month", "1974-05~", "about May 1974"),
        ("10-28 Feb 2018", "month", "2018-02", "Feb 2018"),
        ("28 Feb - 3 Mar 2018", "month", "[2018-02..2018-03]", "between Feb and Mar 2018"),
        ("28 Feb - 3 Mar 2018", "year", "2018", "2018"),
        ("before 15 Mar 2018", "month", "[..2018-03]", "before Apr 2018"),
        ("early Aug 2017", "month", "2017-08", "Aug 2017"),
        ("05/06/2017", "month", "[2017-05,2017-06]", "May or Jun 2017"),
        ("05/06/2017", "year", "2017", "2017"),
        ("Q3 2017", "month", "2017-35", "third quarter of 2017"),
        ("Q3 2017", "year", "2017", "2017"),
        ("winter 2017", "year", "[2016..2018]", "between 2016 and 2018"),
        ("spring 2017", "month", "2017-21", "spring 2017"),
        ("2017?", "month", "2017?", "possibly 2017"),
        ("1970s", "year", "197X", "1970s"),
    ],
)
def test_a_coarser_date_is_made_anew(text: str, to: str, edtf: str, words: str) -> None:
    assert to in ("month", "year")
    value = coarsened(read_date(text), "month" if to == "month" else "year")
    assert (value.edtf, value.text) == (edtf, words)


def test_words_that_could_not_be_read_do_not_survive_coarsening() -> None:
    assert coarsened(read_date("the 12th, a Friday"), "month") == UncertainDate.unknown()


def test_made_text_is_in_the_language_asked_for() -> None:
    assert coarsened(read_date("12.05.1974"), "month", "ru").text == "май 1974"
    assert add_term(read_date("май 2017"), years=12, language="kk").text == "2029 ж. мам."


@pytest.mark.parametrize(
    ("start", "term", "edtf"),
    [
        ("15 Mar 2018", {"years": 3}, "2021-03-15"),
        ("15 Mar 2018", {"years": 3, "days": -1}, "2021-03-14"),
        ("31 Jan 2018", {"months": 1}, "2018-02-28"),
        ("29 Feb 2016", {"years": 1}, "2017-02-28"),
        ("29 Feb 2016", {"years": 4}, "2020-02-29"),
        ("31 Aug 2017", {"months": 6, "days": 10}, "2018-03-10"),
        ("2017", {"years": 12}, "2029"),
        ("about 2017", {"years": 12}, "2029~"),
        ("2017", {"months": 6}, "[2017-07..2018-06]"),
        ("Feb 2017", {"months": 1}, "2017-03"),
        ("Oct 2017", {"years": 1, "months": 6}, "2019-04"),
        ("Oct 2017", {"days": 15}, "[2017-10-16..2017-11-15]"),
        ("Jan 2017", {"months": 1, "days": -1}, "[2017-01-31..2017-02-27]"),
        ("autumn 2017", {"years": 12}, "2029-23"),
        ("autumn 2017", {"months": 18}, "[2019-03..2019-05]"),
        ("March-April 2017", {"years": 15}, "[2032-03..2032-04]"),
        ("10-28 Feb 2018", {"years": 12}, "[2030-02-10..2030-02-28]"),
        ("late Feb 2017", {"years": 3}, "2020-02-21~/2020-02-29~"),
        ("2016 or 2018", {"years": 10}, "[2026,2028]"),
        ("1970s", {"years": 10}, "198X"),
        ("1970s", {"years": 5}, "[1975-01..1984-12]"),
        ("before Mar 2018", {"years": 5}, "[..2023-02]"),
        ("after 2018", {"years": 5}, "[2024..]"),
        ("2017", {"years": -45}, "1972"),
    ],
)
def test_a_term_keeps_the_precision_of_its_start(
    start: str, term: dict[str, int], edtf: str
) -> None:
    assert add_term(read_date(start), **term).edtf == edtf


def test_a_term_from_an_unknown_start_ends_at_an_unknown_day() -> None:
    assert add_term(read_date("gone"), years=5) == UncertainDate.unknown()


def test_a_term_that_leaves_the_calendar_has_an_open_end() -> None:
    assert add_term(read_date("2017"), years=9000) == UncertainDate.unknown()
    assert add_term(read_date("12.05.2017"), days=10**9) == UncertainDate.unknown()
    assert add_term(read_date("2016-2018"), years=982).edtf == "[2998..]"


def test_later_starts_give_later_ends() -> None:
    days = [date(2016, 1, 28 + n) for n in range(4)] + [date(2016, 2, n) for n in (1, 28, 29)]
    ends = [add_term(UncertainDate.on(day), months=13).earliest for day in days]
    assert all(a <= b for a, b in pairwise(end for end in ends if end))
    assert None not in ends
