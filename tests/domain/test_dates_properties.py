"""What holds of every date and of every text whatever."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain.dates import (
    UncertainDate,
    add_term,
    coarsened,
    format_date,
    overlaps,
    read_date,
    sort_key,
)
from caseapp.domain.dates.edtf import parse_edtf
from caseapp.domain.dates.moment import Expression, Moment, OneOf, Within, third_of_month
from caseapp.domain.dates.words import LEXICON

years = st.integers(1900, 2099)
marks = st.sampled_from(["", "~", "?", "%"])
days = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def _day(day: date, mark: str) -> Moment:
    return Moment(day.year, day.month, day.day, mark=mark)


def _moments(mark: str) -> st.SearchStrategy[Moment]:
    return st.one_of(
        st.builds(_day, days, st.just(mark)),
        st.builds(Moment, years, st.integers(1, 12), mark=st.just(mark)),
        st.builds(Moment, years, mark=st.just(mark)),
    )


@st.composite
def expressions(draw: st.DrawFn) -> Expression:
    """Every shape that the reader can give."""
    mark = draw(marks)
    kind = draw(st.sampled_from(["moment", "group", "decade", "third", "within", "open", "one"]))
    if kind == "group":
        codes = [21, 22, 23, 24, *range(33, 42)]
        return Moment(draw(years), draw(st.sampled_from(codes)), mark=mark)
    if kind == "decade":
        return Moment(draw(years) // 10 * 10, decade=True, mark=mark)
    if kind == "third":
        rough = draw(st.sampled_from(["~", "%"]))
        return third_of_month(draw(years), draw(st.integers(1, 12)), draw(st.integers(1, 3)), rough)
    one = draw(_moments(mark))
    if kind == "open":
        return draw(st.sampled_from([Within(one, None), Within(None, one)]))
    if kind == "moment":
        return one
    other = draw(_moments(mark).filter(lambda m: m.unit is one.unit and m != one))
    first, last = sorted((one, other), key=lambda m: m.first_day)
    return OneOf((first, last)) if kind == "one" and not mark else Within(first, last)


values = st.builds(UncertainDate.of, expressions(), st.just(""))
languages = st.sampled_from(["en", "ru", "kk", "zh"])
styles = st.sampled_from(["long", "short"])
_PIECES = [*LEXICON, *"0123456789", "2017", "17", "12", "年", "月", "日", *" -./~?,'[]X", ".."]
near_dates = st.lists(st.sampled_from(_PIECES), max_size=9).flatmap(
    lambda pieces: st.sampled_from(["".join(pieces), " ".join(pieces)])
)


@given(st.one_of(st.text(), near_dates))
def test_any_text_is_kept_verbatim_and_gives_ordered_bounds(text: str) -> None:
    value = read_date(text)
    assert value.text == text
    if value.earliest and value.latest:
        assert value.earliest <= value.latest
    assert (value.edtf is None) == value.is_unknown
    if value.edtf is not None:
        again = UncertainDate.of(parse_edtf(value.edtf) or Moment(1000), text)
        assert again == value
    for language in ("en", "ru", "kk", "zh"):
        format_date(value, language)
    sort_key(value)


@given(expressions())
def test_edtf_written_is_edtf_read(expression: Expression) -> None:
    assert parse_edtf(str(expression)) == expression


@given(values, languages, styles)
def test_what_is_said_is_read_back_with_the_same_meaning(
    value: UncertainDate, language: str, style: str
) -> None:
    said = format_date(value, language, "long" if style == "long" else "short")
    again = read_date(said)
    assert overlaps(again, value)
    assert (again.earliest, again.latest) == (value.earliest, value.latest), said


@given(values, st.sampled_from(["month", "year"]), languages)
def test_a_coarser_date_hides_the_day_and_encloses_what_was(
    value: UncertainDate, to: str, language: str
) -> None:
    coarse = coarsened(value, "month" if to == "month" else "year", language)
    if coarse.earliest:
        assert coarse.earliest.day == 1
        assert value.earliest is not None
        assert coarse.earliest <= value.earliest
    if coarse.latest:
        assert value.latest is not None
        assert coarse.latest >= value.latest
    assert coarse.text == format_date(coarse, language)
    expression = coarse.expression
    assert expression is not None
    assert "日" not in format_date(coarse, "zh")


@given(days, st.sampled_from(["month", "year"]))
def test_all_days_of_a_month_become_the_same_coarser_date(day: date, to: str) -> None:
    coarse = [
        coarsened(UncertainDate.on(d), "month" if to == "month" else "year")
        for d in (day, day.replace(day=1), day.replace(day=28))
    ]
    assert coarse[0] == coarse[1] == coarse[2]


@given(values, st.integers(0, 40), st.integers(0, 30), st.integers(0, 60))
def test_a_term_moves_no_bound_backwards(
    value: UncertainDate, years: int, months: int, days: int
) -> None:
    due = add_term(value, years=years, months=months, days=days)
    if due.earliest and value.earliest:
        assert due.earliest >= value.earliest
    if due.latest and value.latest:
        assert due.latest >= value.latest
    assert (due.earliest is None) == (value.earliest is None)
    assert (due.latest is None) == (value.latest is None)


@given(values, values)
def test_overlap_does_not_depend_on_the_order(one: UncertainDate, other: UncertainDate) -> None:
    assert overlaps(one, other) == overlaps(other, one)
    assert overlaps(one, one)
