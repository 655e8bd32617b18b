"""Whoever knows the rule and every printed figure still cannot name a count below three."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from itertools import product

import pytest

from caseapp.dossier.compile.small_counts import LEAST, by_year, parts, tellable, told

Vector = tuple[int, ...]


def _derivable(
    vectors: Iterator[Vector], printed: Callable[[Vector], Hashable], *, symmetric: bool = False
) -> list[tuple[Hashable, int]]:
    """Outputs from which a count below three follows, and whose: all inputs are tried that give
    the same output and have the same total.

    Unless the rule is `symmetric`, what stands beside the edge of what is tried is passed over:
    there, one more for one less would lie outside.
    """
    inputs: dict[Hashable, list[Vector]] = defaultdict(list)
    for vector in vectors:
        inputs[printed(vector), sum(vector)].append(vector)
    found = []
    largest = max(max(vector) for possible in inputs.values() for vector in possible)
    for output, possible in inputs.items():
        at_edge = not symmetric and max(map(max, possible)) == largest
        if output[0] is None or at_edge:  # type: ignore[index]
            continue
        for place in range(len(possible[0])):
            values = {vector[place] for vector in possible}
            if len(values) == 1 and 0 < next(iter(values)) < LEAST:
                found.append((output, place))
    return found


@pytest.mark.parametrize(
    ("categories", "largest", "most", "named"),
    [(3, 9, 9, True), (4, 6, 9, True), (5, 5, 9, True), (4, 6, 3, True), (5, 5, 3, True),
     (4, 6, 9, False), (5, 5, 3, False), (6, 3, 4, True)],
)  # fmt: skip
def test_no_hidden_count_follows_from_the_printed_ones_and_the_total(
    categories: int, largest: int, most: int, named: bool
) -> None:
    def printed(vector: Vector) -> Hashable:
        result = told(dict(enumerate(vector)), int, most=most, exact=False, named=named)
        return result and (result.rows, result.other)

    vectors = product(range(largest + 1), repeat=categories)
    assert _derivable(vectors, printed, symmetric=True) == []


def test_the_search_finds_what_plain_masking_would_give_away() -> None:
    def printed(vector: Vector) -> Hashable:
        return tuple(None if 0 < n < LEAST else n for n in vector), 0

    assert _derivable(product(range(5), repeat=3), printed, symmetric=True)


@pytest.mark.parametrize(("years", "largest"), [(2, 9), (3, 6), (4, 5)])
def test_no_hidden_year_follows_from_the_columns_and_the_total(years: int, largest: int) -> None:
    def printed(vector: Vector) -> Hashable:
        counts = {2015 + n: count for n, count in enumerate(vector[:-1])}
        return by_year(counts, vector[-1], exact=False)

    vectors = product(range(largest + 1), repeat=years + 1)
    assert _derivable(vectors, printed) == []


def test_no_hidden_part_of_a_bar_follows_from_its_length() -> None:
    vectors = (v for v in product(range(9), repeat=2) if sum(v) >= LEAST)
    assert _derivable(vectors, lambda v: parts(*v, exact=False)) == []
    assert parts(4, 3, exact=False) == (4, 3)
    assert parts(9, 2, exact=False) == (11, 0)
    assert parts(2, 9, exact=False) == (0, 11)
    assert parts(9, 2, exact=True) == (9, 2)


def test_nothing_below_three_is_ever_printed_as_a_number() -> None:
    for vector in product(range(5), repeat=5):
        result = told(dict(enumerate(vector)), int, most=4, exact=False)
        if result:
            assert all(n is None or n >= LEAST for _, n in result.rows)
            assert result.other == 0 or result.other >= LEAST
            shown = sum(n or vector[key] for key, n in result.rows) + result.other
            assert shown == sum(vector)


def test_the_order_of_hidden_ones_does_not_tell_their_counts() -> None:
    one = told({"b": 2, "a": 1, "c": 9}, str, most=9, exact=False)
    two = told({"b": 1, "a": 2, "c": 9}, str, most=9, exact=False)
    assert one is not None
    assert one == two
    assert one.rows == (("c", 9), ("a", None), ("b", None))


def test_a_single_small_count_is_merged_with_the_next_smallest() -> None:
    result = told({"sentenced": 29, "no news": 8, "died": 1}, str, most=9, exact=False)
    assert result is not None
    assert result.rows == (("sentenced", 29),)
    assert result.other == 9


def test_small_counts_that_are_all_alike_are_merged_too() -> None:
    result = told({"a": 20, "b": 8, "c": 1, "d": 1}, str, most=9, exact=False)
    assert result is not None
    assert (result.rows, result.other) == ((("a", 20),), 10)


def test_a_chart_that_would_hide_everything_is_left_out() -> None:
    assert told({"a": 5, "b": 1}, str, most=9, exact=False) is None
    assert told({"a": 1, "b": 1}, str, most=9, exact=False) is None
    assert told({}, str, most=9, exact=False) is None
    assert by_year({}, 9, exact=False) is None
    assert by_year({2017: 2}, 2, exact=False) is None


def test_the_office_sees_every_count() -> None:
    result = told({"a": 5, "b": 1, "c": 2}, str, most=9, exact=True)
    assert result is not None
    assert result.rows == (("a", 5), ("c", 2), ("b", 1))
    columns = by_year({2016: 1, 2018: 2}, 1, exact=True)
    assert columns is not None
    assert [(c.first, c.count) for c in columns] == [(2016, 1), (2017, 0), (2018, 2), (0, 1)]


def test_years_with_few_persons_are_put_together_in_their_order() -> None:
    columns = by_year({2016: 1, 2017: 19, 2018: 21, 2019: 1}, 2, exact=False)
    assert columns is not None
    assert [(c.first, c.last, c.count, c.unstated) for c in columns] == [
        (2016, 2017, 20, False),
        (2018, 2019, 24, True),
    ]


def test_many_years_take_no_more_columns_than_there_is_room_for() -> None:
    columns = by_year(dict.fromkeys(range(1990, 2020), 4), 5, exact=False)
    assert columns is not None
    assert len(columns) == 11
    assert columns[0].first == 1990
    assert sum(c.count for c in columns) == 30 * 4 + 5


def test_a_number_is_told_only_if_what_remains_may_be_known_too() -> None:
    assert tellable(5, 9, exact=False)
    assert tellable(0, 9, exact=False)
    assert tellable(9, 9, exact=False)
    assert not tellable(8, 9, exact=False)
    assert not tellable(2, 9, exact=False)
    assert tellable(2, 9, exact=True)
