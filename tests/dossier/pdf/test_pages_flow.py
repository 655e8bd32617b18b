"""How rows run down pages: every line once and in order, none alone, none below the foot."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from caseapp.dossier.pdf.flow import Cell, Put, Row, beside, paginate
from caseapp.dossier.pdf.tables import pages_of
from caseapp.dossier.pdf.text import Line

TOP, BOTTOM, LEADING = 50.0, 250.0, 10.0


def lines(count: int, first: int = 0) -> list[Line]:
    """Lines that are told apart by their width."""
    return [Line(float(first + n), []) for n in range(count)]


def row(count: int, first: int = 0, **options: object) -> Row:
    return Row((Cell(0.0, 100.0, lines(count, first), LEADING, 8.0),), foot=2.0, **options)  # type: ignore[arg-type]


def placed(rows: list[Row]) -> list[Put]:
    return list(paginate(rows, TOP, TOP, BOTTOM))


def baselines(puts: list[Put]) -> list[tuple[int, float, float]]:
    """Page, baseline and width of every line, in the order of drawing."""
    return [
        (put.turns, put.top + cell.first + n * cell.leading, line.width)
        for put in puts
        for cell in put.row.cells
        for n, line in enumerate(cell.lines)
    ]


@given(st.lists(st.tuples(st.integers(0, 45), st.booleans(), st.booleans()), max_size=12))
def test_every_line_is_drawn_once_in_order_and_above_the_foot(
    sizes: list[tuple[int, bool, bool]],
) -> None:
    rows, first = [], 0
    for count, whole, with_next in sizes:
        rows.append(row(count, first, whole=whole, with_next=with_next, gap=6.0))
        first += count
    drawn = baselines(placed(rows))
    assert [width for _, _, width in drawn] == [float(n) for n in range(first)]
    assert all(TOP < y <= BOTTOM for _, y, _ in drawn)
    assert drawn == sorted(drawn)


@given(st.integers(0, 20), st.integers(4, 60))
def test_no_line_stands_alone_at_the_foot_or_head_of_a_page(before: int, count: int) -> None:
    rows = [row(1, whole=True) for _ in range(before)] + [row(count)]
    pages: dict[int, int] = {}
    for put in placed(rows)[before:]:
        pages[put.turns] = pages.get(put.turns, 0) + len(put.row.cells[0].lines)
    assert all(number >= 2 for number in pages.values())


def test_a_heading_stays_with_what_follows_it() -> None:
    rows = [row(17), row(1, with_next=True), row(4)]
    turns = [put.turns for put in placed(rows)]
    assert turns == [0, 1, 1]


def test_a_chain_that_no_page_holds_is_broken_all_the_same() -> None:
    rows = [row(5, with_next=True) for _ in range(10)]
    assert max(put.turns for put in placed(rows)) >= 2


def test_white_above_a_row_is_dropped_at_the_head_of_a_page() -> None:
    puts = placed([row(19), row(3, gap=12.0)])
    assert puts[-1].turns == 1
    assert puts[-1].top == TOP


def test_cells_of_a_row_break_each_for_itself_and_keep_their_columns() -> None:
    left = Cell(0.0, 50.0, lines(2), LEADING, 8.0)
    right = Cell(50.0, 50.0, lines(30), LEADING, 8.0)
    first, second = placed([Row((left, right))])
    assert [len(cell.lines) for cell in first.row.cells] == [2, 19]
    assert [(cell.x, len(cell.lines)) for cell in second.row.cells] == [(50.0, 11)]


def test_columns_side_by_side_are_as_high_as_the_higher_one() -> None:
    both = beside([row(3), row(2, gap=5.0)], [row(4)])
    assert both.height == 30.0 + 5.0 + 20.0
    assert [cell.first for cell in both.cells] == [8.0, 43.0, 8.0]


@given(st.lists(st.integers(1, 50), max_size=30), st.integers(0, 8))
def test_table_pages_hold_every_line_and_never_more_rows_than_allowed(
    sizes: list[int], most: int
) -> None:
    rows = [row(count, whole=True) for count in sizes]
    pages = pages_of(rows, 200.0, most)
    drawn = [len(r.cells[0].lines) for page in pages for r in page]
    assert sum(drawn) == sum(sizes)
    assert all(sum(r.height for r in page) <= 200.0 + 1e-6 for page in pages)
    assert not most or all(len(page) <= most for page in pages)


def test_a_table_row_is_broken_only_if_no_page_holds_it() -> None:
    pages = pages_of([row(12, whole=True), row(12, whole=True), row(50, whole=True)], 200.0)
    assert [[len(r.cells[0].lines) for r in page] for page in pages][:2] == [[12], [12]]
    assert len(pages) == 5
