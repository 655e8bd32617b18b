"""Charts as rows of a page: lying bars, and columns that stand in the order of time.

Black, an uncertain part hatched, an axis; no grid, no scale: the count stands at the bar's end.
Knows no case and no page; lengths in points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from caseapp.dossier.document import Chart, ChartBar
from caseapp.dossier.pdf import styles
from caseapp.dossier.pdf.binding import bind
from caseapp.dossier.pdf.canvas import Page
from caseapp.dossier.pdf.compose import Compositor
from caseapp.dossier.pdf.flow import Cell, Row
from caseapp.dossier.pdf.grid import HAIR, PORTRAIT, TABLE, column, mm
from caseapp.dossier.pdf.sections import section
from caseapp.dossier.pdf.text import width_of

_BAR = 5.0
_FIRST, _FOOT = 11.0, 5.5
_AFTER_BAR = 4.0
_LEAST_BAR = 0.8
_SPARE = mm(2)
_MOST_COUNT = mm(24)
"""Room for what stands at a bar's end; longer words go on below."""
_LABELS = column(4) - PORTRAIT.left
_HALF_LABELS = mm(38)
_NOTE_FIRST, _NOTE_FOOT = 14.0, 3.0
_NOTE_WIDTH = mm(131)

_COLUMN, _PITCH = 14.0, mm(18.65)
_TALLEST = 82.0
_ABOVE = 13.0
"""From the row's top to where the tallest column may begin, under its count."""
_LABEL_DROP = 11.5
_COUNT_RISE = 4.0
_KEY = column(8) + mm(3)
_KEYED_COLUMNS = 6
"""As many stand beside the key; more push it below."""
_MOST_COLUMNS = 12
_PROBED = 60
_SWATCH, _SWATCH_HIGH, _KEY_STEP = 10.0, 7.2, mm(5)


class Span(NamedTuple):
    """A stretch of the page, from its left to its right edge."""

    left: float
    right: float

    @property
    def width(self) -> float:
        return self.right - self.left


def chart_rows(set_: Compositor, chart: Chart, place: Span, gap: float) -> list[Row]:
    """The chart under its section's rule; `gap` is the white above."""
    standing = chart.form == "standing"
    first = 0.0 if standing else _FIRST
    drop = 16.0 if standing else 24.0
    head = section(set_, chart.title, place.left, place.right, first=first, gap=gap, drop=drop)
    body = _columns(set_, chart, place) if standing else _bars(set_, chart, place)
    return [head, *body, *_note(set_, chart, place)]


def _note(set_: Compositor, chart: Chart, place: Span) -> list[Row]:
    if not chart.note:
        return []
    width = min(place.width, _NOTE_WIDTH)
    cell = set_.cell(bind(chart.note), styles.INTRO, place.left, width, _NOTE_FIRST, fit="even")
    return [Row((cell,), foot=_NOTE_FOOT)]


# -- lying ---------------------------------------------------------------------------------------
def _bars(set_: Compositor, chart: Chart, place: Span) -> list[Row]:
    """A row a bar: label, bar, count; the axis goes through all."""
    axis = place.left + (_HALF_LABELS if chart.half else _LABELS)
    ends = [width_of(bar.count[:40], styles.COUNT) for bar in chart.bars if _length(bar)]
    room = place.right - axis - _AFTER_BAR - min(max(ends, default=0.0), _MOST_COUNT) - _SPARE
    unit = room / max((_length(bar) for bar in chart.bars), default=1) if ends else 0.0
    rows = [_bar(set_, bar, place, axis, unit) for bar in chart.bars]
    return [*rows, *_key_below(set_, chart, place)]


def _length(bar: ChartBar) -> int:
    return max(bar.certain, 0) + max(bar.doubtful, 0)


def _bar(set_: Compositor, bar: ChartBar, place: Span, axis: float, unit: float) -> Row:
    black = max(bar.certain, 0) * unit
    hatched = max(bar.doubtful, 0) * unit
    if 0 < black + hatched < _LEAST_BAR:
        black, hatched = (_LEAST_BAR, 0.0) if black else (0.0, _LEAST_BAR)
    end = axis + black + hatched + _AFTER_BAR
    style = styles.COUNT if _length(bar) else styles.VALUE.plain
    count_left = min(end, place.right - _MOST_COUNT) if _length(bar) else end
    text = set_.cell(bar.label, styles.VALUE, place.left, axis - place.left - mm(2), _FIRST)
    count = set_.cell(bar.count, style, count_left, place.right - count_left, _FIRST)
    if count.lines and len(count.lines) == 1:
        count = count._replace(x=end)
    height = Row((text, count), foot=_FOOT).height
    middle = _FIRST - styles.VALUE.plain.x_height / 2

    def paint(page: Page, top: float) -> None:
        page.rule(axis, top, axis, top + height, TABLE)
        y = top + middle - _BAR / 2
        if black:
            page.rect(axis, y, black, _BAR, weight=0.0, fill="black")
        if hatched:
            page.hatch(axis + black, y, hatched, _BAR)

    return Row((text, count), foot=_FOOT, whole=True, paint=paint)


def _key_below(set_: Compositor, chart: Chart, place: Span) -> list[Row]:
    """What black and hatched mean, under the bars."""
    return [_key_row(set_, chart.key, place.left, place.right, 16.0)] if chart.key else []


# -- standing --------------------------------------------------------------------------------------
def _columns(set_: Compositor, chart: Chart, place: Span) -> list[Row]:
    """Columns on their axis, with the key beside them where there is room."""
    beside = chart.key is not None and len(chart.bars) <= _KEYED_COLUMNS
    most = max((_length(bar) for bar in chart.bars), default=0)
    unit = _TALLEST / most if most else 0.0
    rows = []
    for some in _chunks(chart.bars, _MOST_COLUMNS):
        room = (_KEY if beside else place.right) - place.left
        pitch = min(max(_PITCH, _widest_word(some) + 4.0), room / len(some))
        row = _standing(set_, some, place.left, pitch, unit)
        if beside and chart.key:
            key = _key_row(set_, chart.key, _KEY, place.right, _ABOVE + 14.0)
            row = _both(row, key)
        rows.append(row)
    return rows if beside else [*rows, *_key_below(set_, chart, place)]


def _standing(
    set_: Compositor, bars: Sequence[ChartBar], left: float, pitch: float, unit: float
) -> Row:
    """One row of columns. A column of nothing has its year and no count."""
    tallest = max(_length(bar) for bar in bars) * unit
    counts_above = max(_count_lines(set_, bar, pitch) for bar in bars)
    axis = _ABOVE + (counts_above - 1) * styles.COUNT.leading + tallest
    cells: list[Cell] = []
    for number, bar in enumerate(bars):
        x, width = left + number * pitch + 1.0, pitch - 2.0
        label = set_.cell(bar.label, styles.INTRO, x, width, axis + _LABEL_DROP, align="center")
        count = _count(set_, bar, x, width)
        lift = (len(count.lines) - 1) * count.leading if count.lines else 0.0
        top = axis - _length(bar) * unit - _COUNT_RISE - lift
        cells += [label, count._replace(first=max(top, count.leading * 0.8))]

    def paint(page: Page, top: float) -> None:
        page.rule(left, top + axis, left + len(bars) * pitch, top + axis, TABLE)
        for number, bar in enumerate(bars):
            x = left + (number + 0.5) * pitch - _COLUMN / 2
            black, hatched = max(bar.certain, 0) * unit, max(bar.doubtful, 0) * unit
            if black:
                page.rect(x, top + axis - black, _COLUMN, black, weight=0.0, fill="black")
            if hatched:
                page.hatch(x, top + axis - black - hatched, _COLUMN, hatched)

    return Row(tuple(cells), foot=4.0, whole=True, paint=paint)


def _widest_word(bars: Sequence[ChartBar]) -> float:
    """So that no label breaks within a word, if there is room."""
    words = [word for bar in bars for word in bar.label[:_PROBED].split()]
    return max((width_of(word, styles.INTRO.plain) for word in words), default=0.0)


def _count(set_: Compositor, bar: ChartBar, x: float, width: float) -> Cell:
    style = styles.COUNT if _length(bar) else styles.VALUE.plain
    return set_.cell(bar.count, style, x, width, 0.0, align="center")


def _count_lines(set_: Compositor, bar: ChartBar, pitch: float) -> int:
    """On how many lines a count stands over its column."""
    return max(1, len(_count(set_, bar, 0.0, pitch - 2.0).lines))


def _chunks(bars: Sequence[ChartBar], most: int) -> Iterator[Sequence[ChartBar]]:
    for start in range(0, len(bars), most):
        yield bars[start : start + most]


# -- key -----------------------------------------------------------------------------------------
def _key_row(
    set_: Compositor, key: tuple[str, str], left: float, right: float, first: float
) -> Row:
    """A black and a hatched sample, each with its words, one below the other."""
    text = left + _KEY_STEP
    certain = set_.cell(key[0], styles.INTRO, text, right - text, first)
    second = max(certain.height, first) + styles.INTRO.leading + 4.0
    doubtful = set_.cell(key[1], styles.INTRO, text, right - text, second)

    def paint(page: Page, top: float) -> None:
        rise = (styles.INTRO.plain.x_height + _SWATCH_HIGH) / 2
        page.rect(left, top + first - rise, _SWATCH, _SWATCH_HIGH, weight=0.0, fill="black")
        page.hatch(left, top + second - rise, _SWATCH, _SWATCH_HIGH, weight=HAIR)

    return Row((certain, doubtful), foot=2.0, whole=True, paint=paint)


def _both(one: Row, other: Row) -> Row:
    """Two rows in the same place, each where it stands."""
    draws: list[Callable[[Page, float], None]] = [r.paint for r in (one, other) if r.paint]

    def paint(page: Page, top: float) -> None:
        for draw in draws:
            draw(page, top)

    return Row((*one.cells, *other.cells), foot=one.foot, whole=True, paint=paint)
