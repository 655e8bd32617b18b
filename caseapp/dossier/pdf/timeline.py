"""The drawn timeline of a case sheet: axis, bars, marks, letters. Returns one row that is painted.

Only what the copy's own bounds say is drawn: a mark stands where its earliest and latest day put
it. Letters below the marks are explained in the key under the drawing; nothing has leader lines.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from caseapp.dossier.document import Bar, Mark, Timeline
from caseapp.dossier.pdf import styles
from caseapp.dossier.pdf.canvas import Page
from caseapp.dossier.pdf.compose import fitted
from caseapp.dossier.pdf.flow import Row
from caseapp.dossier.pdf.grid import TABLE
from caseapp.dossier.pdf.text import width_of

_BAR_HEIGHT, _BAR_ABOVE = 5.0, 5.0
_LIBERTY = 1.0
_OUTLINE = 0.5
_TICK = 3.2
_YEAR_DROP = 9.0
_YEAR_WHITE = 3.0
_MARK_DROP = 18.0
_LETTER_DROP = 30.0
_LETTER_ROW = 9.0
_LONGEST_LETTER = 8
_CLOSE = 9.0
"""Letters nearer than this are moved apart."""
_LETTER_SHIFT = 9.0
"""How far a letter may move from its mark before it goes to a row of its own."""
_DOT = 2.0
_BRACKET_LEAST = 6.4
_BRACKET_TICK = 2.2
_DIAMOND = 3.2
_LABEL_ABOVE = 4.5
_LABEL_ROW = 9.0
_LABEL_WHITE = 6.0
_TODAY_DROP = 4.5
"""From the drawing's top to the upper end of today's line."""
_TODAY_WEIGHT = 1.0
_TODAY_WHITE = 4.0
_ABOVE = 29.5
"""From the drawing's top to the axis, with one row of labels."""
_ABOVE_ALONE = 16.0
"""The same where there are no bars: no band is kept free for them."""
_MOST_ROWS = 6
_LONGEST = 400


@dataclass(frozen=True)
class _Scale:
    """Days to points: whole years of equal width between `left` and `right`."""

    first: int
    last: int
    left: float
    right: float

    @property
    def year(self) -> float:
        """Width of a year."""
        return (self.right - self.left) / (self.last - self.first + 1)

    def at(self, day: str) -> float:
        """Where an ISO date stands; days outside the axis stand at its end."""
        date = _date(day)
        start = dt.date(date.year, 1, 1)
        length = 366 if date.year % 4 == 0 and (date.year % 100 or date.year % 400 == 0) else 365
        years = date.year - self.first + (date - start).days / length
        return min(max(self.left + years * self.year, self.left), self.right)


def _date(day: str) -> dt.date:
    return dt.date.fromisoformat(day)


@dataclass(frozen=True)
class _Label:
    """Words above a bar: where they begin, and the row, 0 being the lowest."""

    text: str
    x: float
    width: float
    row: int


def draws(timeline: Timeline) -> bool:
    """Whether there is an axis to draw."""
    return 0 < timeline.first_year <= timeline.last_year < 10_000


def _known(*days: str) -> bool:
    """Whether all are ISO dates; what is not one is told by the key alone."""
    try:
        for day in days:
            _date(day)
    except ValueError:
        return False
    return True


def drawing(timeline: Timeline, left: float, right: float, taken: float) -> tuple[Row, list[str]]:
    """The drawing between two edges, and the bars' labels that are too long to stand in it.

    `taken` is what the section's label takes at the left of today's date.
    """
    scale = _Scale(timeline.first_year, timeline.last_year, left, right)
    bars = [bar for bar in timeline.bars if _known(bar.start, bar.end)]
    bars.sort(key=lambda bar: (_ORDER[bar.kind], bar.start))
    marks = [mark for mark in timeline.marks if _known(mark.earliest, mark.latest)]
    today = None
    if _known(timeline.today) and scale.first <= _date(timeline.today).year <= scale.last:
        today = scale.at(timeline.today)
    labels, rest = _labels(bars, scale, today)
    rows = max((label.row for label in labels), default=0)
    letters = _letters(marks, scale)
    depth = max((row for _, _, row in letters), default=0)
    above = _ABOVE + rows * _LABEL_ROW if bars else _ABOVE_ALONE
    height = above + (_LETTER_DROP + depth * _LETTER_ROW if letters else _YEAR_DROP)

    def paint(page: Page, top: float) -> None:
        axis = top + above
        if today is not None:
            _today(page, timeline.today_words, today, scale, top + _TODAY_DROP, axis, taken)
        _axis(page, scale, axis)
        for bar in bars:
            _bar(page, bar, scale, axis)
        for label in labels:
            _label(page, label, axis, today)
        for mark in marks:
            _mark(page, mark, scale, axis + _MARK_DROP)
        for letter, x, row in letters:
            y = axis + _LETTER_DROP + row * _LETTER_ROW
            page.text(x, y, letter, styles.LETTERS, align="center")

    return Row(least=height, whole=True, with_next=True, paint=paint), rest


_ORDER = {"liberty": 0, "custody": 1, "term": 2, "release": 3, "change": 4}


def _axis(page: Page, scale: _Scale, y: float) -> None:
    """The line, a tick a year, and the years; where they are narrow only some are named."""
    page.rule(scale.left, y, scale.right, y, TABLE)
    count = scale.last - scale.first + 1
    wide = width_of("2000", styles.YEAR) + _YEAR_WHITE
    step = max(1, math.ceil(wide / scale.year))
    for number in range(0, count + 1, step):
        x = scale.left + number * scale.year
        page.rule(x, y, x, y + _TICK, TABLE)
        # A name that stands for several years begins at its own year's tick.
        middle = x + (scale.year if step == 1 else wide) / 2
        if number < count and middle + wide / 2 <= scale.right + _YEAR_WHITE:
            year = str(scale.first + number)
            page.text(middle, y + _YEAR_DROP, year, styles.YEAR, align="center")


def _bar(page: Page, bar: Bar, scale: _Scale, axis: float) -> None:
    x = scale.at(bar.start)
    width = max(scale.at(bar.end) - x, 0.0)
    y = axis - _BAR_ABOVE - _BAR_HEIGHT
    if bar.kind == "liberty":
        middle = y + _BAR_HEIGHT / 2
        page.rule(x, middle, x + width, middle, _LIBERTY)
    elif bar.kind == "custody":
        page.rect(x, y, width, _BAR_HEIGHT, weight=0.0, fill="black")
    elif bar.kind == "term":
        page.rect(x, y, width, _BAR_HEIGHT, weight=_OUTLINE)
    else:
        page.rect(x, y, width, _BAR_HEIGHT, weight=0.0, fill="white")
        page.hatch(x, y, width, _BAR_HEIGHT, weight=_OUTLINE)


def _mark(page: Page, mark: Mark, scale: _Scale, y: float) -> None:
    early, late = scale.at(mark.earliest), scale.at(mark.latest)
    middle = (early + late) / 2
    if mark.kind == "day":
        page.circle(middle, y, _DOT, weight=0.0, fill="black")
        return
    if mark.kind == "about":
        page.circle(middle, y, _DOT, weight=0.6, fill="white")
        return
    half = max(late - early, _BRACKET_LEAST) / 2
    middle = min(max(middle, scale.left + half), scale.right - half)
    for x in (middle - half, middle + half):
        page.rule(x, y - _BRACKET_TICK, x, y + _BRACKET_TICK, _OUTLINE)
    page.rule(middle - half, y, middle + half, y, _OUTLINE)
    if mark.kind == "release":
        points = ((0, -_DIAMOND), (_DIAMOND, 0), (0, _DIAMOND), (-_DIAMOND, 0))
        page.polygon([(middle + dx, y + dy) for dx, dy in points], weight=0.7, fill="white")


def _letters(marks: Sequence[Mark], scale: _Scale) -> list[tuple[str, float, int]]:
    """Each mark's letter with its middle and row; close ones move right, then down."""
    placed: list[tuple[str, float, int]] = []
    last: list[tuple[float, float]] = []  # middle and half the width of each row's last letter
    places = sorted((scale.at(m.earliest) / 2 + scale.at(m.latest) / 2, m.letter) for m in marks)
    for x, name in places:
        letter = name[:_LONGEST_LETTER]
        half = width_of(letter, styles.LETTERS) / 2
        for row in range(_MOST_ROWS):
            if row == len(last):
                last.append((-math.inf, 0.0))
            middle, half_before = last[row]
            free = middle + max(_CLOSE, half_before + half + 1.0)
            at = min(max(x, free), scale.right - half)
            if at - x <= _LETTER_SHIFT and at >= free:
                break
        last[row] = (at, half)
        placed.append((letter, at, row))
    return placed


def _today(
    page: Page,
    words: str,
    x: float,
    scale: _Scale,
    top: float,
    axis: float,
    taken: float,
) -> None:
    """A dotted line from `top` through the bars, with the date over it."""
    page.dotted(x, top, x, axis + _TICK, _TODAY_WEIGHT)
    line = fitted(words, styles.CAPTION, scale.right - scale.left - taken - _LABEL_WHITE)
    # Beside the section's label, which stands on nearly the same line.
    least = scale.left + taken + _LABEL_WHITE
    left = min(max(x - line.width / 2, least), scale.right - line.width)
    page.lines(left, top - 2.5, [line], styles.CAPTION.leading)


def _label(page: Page, label: _Label, axis: float, today: float | None) -> None:
    y = axis - _BAR_ABOVE - _BAR_HEIGHT - _LABEL_ABOVE - label.row * _LABEL_ROW
    style = styles.CAPTION
    if today is not None and label.x < today < label.x + label.width:
        page.rect(label.x, y - style.ascent, label.width, style.leading, weight=0.0, fill="white")
    page.text(label.x, y, label.text, style)


def _labels(
    bars: Sequence[Bar], scale: _Scale, today: float | None
) -> tuple[list[_Label], list[str]]:
    """Words above the bars, each at its bar's start; those that would touch go a row up."""
    labels: list[_Label] = []
    rest: list[str] = []
    ends: list[float] = []
    for bar in sorted(bars, key=lambda bar: bar.start):
        if not bar.label:
            continue
        width = width_of(bar.label[:_LONGEST], styles.CAPTION)
        if len(bar.label) > _LONGEST or width > scale.right - scale.left:
            rest.append(bar.label)
            continue
        x = scale.at(bar.start)
        if today is not None and abs(x - today) < _TODAY_WHITE:
            x = today + _TODAY_WHITE
        x = min(x, scale.right - width)
        if today is not None and scale.at(bar.start) >= today > x:
            # No room right of today's line: left of it, not across.
            x = max(today - _TODAY_WHITE - width, scale.left)
        row = next((r for r, end in enumerate(ends) if x >= end + _LABEL_WHITE), len(ends))
        if row >= _MOST_ROWS:
            rest.append(bar.label)
            continue
        if row == len(ends):
            ends.append(0.0)
        ends[row] = x + width
        labels.append(_Label(bar.label, x, width, row))
    return labels, rest
