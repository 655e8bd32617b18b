"""Where things stand on a timeline: plain dates in, positions out. Knows no painting.

Nothing is made more certain than it is: a date is a span from its earliest to its latest
day, and an open end stays open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

CERTAIN_WITHIN = timedelta(days=31)
"""A month is drawn as certain; what is wider is drawn as a range."""


@dataclass(frozen=True)
class TimelineEvent:
    """`earliest` and `latest` day; None is an open end, both None is "no date known".

    `notes` are the small source numbers ("1,3"); `tip` is told on pointing and to screen
    readers; `computed` marks what was calculated and not reported.
    """

    key: str
    label: str
    earliest: date | None
    latest: date | None
    tone: str = "quiet"
    notes: str = ""
    tip: str = ""
    computed: bool = False


@dataclass(frozen=True)
class TimelineSpan:
    """From between `start` to between `end` (earliest, latest each); None is an open end."""

    key: str
    label: str
    start: tuple[date | None, date | None]
    end: tuple[date | None, date | None]
    tone: str = "danger"
    tip: str = ""
    computed: bool = False


@dataclass(frozen=True)
class TimelineData:
    """What is drawn: events on a row called `events_title`, then lanes of (title, spans)."""

    events: Sequence[TimelineEvent]
    lanes: Sequence[tuple[str, Sequence[TimelineSpan]]]
    today: date
    events_title: str = ""
    today_label: str = ""
    undated_title: str = ""


@dataclass(frozen=True)
class Scale:
    """Days to pixels: `first` stands at `left`, `last` at `right`."""

    first: date
    last: date
    left: int
    right: int

    def x(self, day: date) -> int:
        """Position of `day`, held inside the scale."""
        whole = (self.last - self.first).days
        share = min(max((day - self.first).days / whole, 0.0), 1.0)
        return round(self.left + share * (self.right - self.left))


def known_days(data: TimelineData) -> list[date]:
    """All days that are named, with today."""
    days: list[date | None] = [data.today]
    for event in data.events:
        days += [event.earliest, event.latest]
    for _title, spans in data.lanes:
        for span in spans:
            days += [*span.start, *span.end]
    return [day for day in days if day is not None]


Window = tuple[date, date]
"""The first and the last day that are drawn."""

LEAST_WINDOW = timedelta(days=92)
"""Nearer than a quarter of a year nothing more is to be seen: few dates are known by the day."""


def whole_window(data: TimelineData) -> Window:
    """All known days, with a little room before the first and behind the last."""
    days = known_days(data)
    first, last = min(days), max(days)
    room = max(timedelta(days=45), (last - first) / 25)
    low = date.min + timedelta(days=1)
    high = date.max - timedelta(days=1)
    begin = first - room if first - low > room else low
    end = last + room if high - last > room else high
    return begin, end


def zoomed(window: Window, whole: Window, factor: float, about: date) -> Window:
    """A window `factor` times as wide, in which `about` stays where it is; within `whole`."""
    width = window[1] - window[0]
    wanted = min(max(width * factor, LEAST_WINDOW), whole[1] - whole[0])
    share = min(max((about - window[0]) / width, 0.0), 1.0)
    return moved((window[0], window[0] + wanted), whole, (width - wanted) * share)


def moved(window: Window, whole: Window, by: timedelta) -> Window:
    """The window carried along by a span of time, as far as `whole` reaches."""
    low, high = whole[0] - window[0], whole[1] - window[1]
    step = min(max(by, low), high)
    return window[0] + step, window[1] + step


def showing(window: Window, whole: Window, first: date, last: date) -> Window:
    """The window, carried along just so far that `first` to `last` is seen, or its start."""
    room = (window[1] - window[0]) / 20
    if first < window[0] + room:
        return moved(window, whole, first - room - window[0])
    if last > window[1] - room:
        late = min(last + room - window[1], first - room - window[0])
        return moved(window, whole, late)
    return window


def is_within(window: Window, earliest: date | None, latest: date | None) -> bool:
    """Whether something of a span is to be seen; an open end is seen with its other end."""
    first = earliest if earliest is not None else latest
    last = latest if latest is not None else earliest
    return first is not None and last is not None and first <= window[1] and last >= window[0]


def scale_for(window: Window, left: int, right: int) -> Scale:
    """The scale that draws a window between two pixels."""
    return Scale(*window, left, max(right, left + 1))


def ticks(scale: Scale, least: int = 60) -> list[tuple[int, str]]:
    """Positions and labels ("2018", or "2018-07" between years), at least `least` px apart."""
    months = max(1.0, (scale.last - scale.first).days / 30.44)
    per_month = (scale.right - scale.left) / months
    steps = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
    step = next((s for s in steps if s * per_month >= least), 12_000)
    count = scale.first.year * 12 + scale.first.month - 1
    count += -count % step
    result = []
    while count <= scale.last.year * 12 + scale.last.month - 1:
        year, month = divmod(count, 12)
        day = date(max(year, 1), month + 1, 1)
        if scale.first <= day <= scale.last:
            label = f"{year}" if month == 0 else f"{year}-{month + 1:02}"
            result.append((scale.x(day), label))
        count += step
    return result


def reach(scale: Scale, earliest: date | None, latest: date | None) -> tuple[int, int]:
    """Pixels from the earliest to the latest day; an open end reaches a little further."""
    open_end = max(24, (scale.right - scale.left) // 16)
    if earliest is None and latest is None:
        return scale.left, scale.left
    if earliest is None:
        x = scale.x(latest)  # type: ignore[arg-type]
        return max(scale.left, x - open_end), x
    if latest is None:
        x = scale.x(earliest)
        return x, min(scale.right, x + open_end)
    return scale.x(earliest), scale.x(latest)


def span_end(scale: Scale, span: TimelineSpan, today: date) -> int:
    """Where a span stops being drawn: its latest end, or today while none is known."""
    earliest, latest = span.end
    if latest is not None:
        return scale.x(latest)
    return scale.x(max(today, earliest) if earliest is not None else today)


def is_certain(event: TimelineEvent) -> bool:
    """Known to within a month, and reported rather than computed."""
    if event.earliest is None or event.latest is None or event.computed:
        return False
    return event.latest - event.earliest <= CERTAIN_WITHIN


def anchor(scale: Scale, event: TimelineEvent) -> int:
    """Where the mark stands: the middle of the range, or its one known end."""
    if event.earliest is None and event.latest is not None:
        return scale.x(event.latest)
    if event.latest is None and event.earliest is not None:
        return scale.x(event.earliest)
    low, high = reach(scale, event.earliest, event.latest)
    return (low + high) // 2


def label_levels(
    boxes: Iterable[tuple[int, int]], left: int, right: int, most: int
) -> list[tuple[int, int] | None]:
    """Start and level (0 = top) of each label, for (anchor, width) sorted by anchor.

    Labels of one level never touch, and no stem (from a label down to its anchor) runs
    through another label; None where all `most` levels are taken.
    """
    taken: list[tuple[int, int, int, int]] = []
    placed: list[tuple[int, int] | None] = []
    for at, width in boxes:
        start = max(left, min(at - 4, right - width))
        box = (at, start, start + width)
        level = next((i for i in range(most) if _fits(i, box, taken)), None)
        if level is None:
            placed.append(None)
            continue
        taken.append((level, *box))
        placed.append((start, level))
    return placed


def _fits(level: int, box: tuple[int, int, int], taken: list[tuple[int, int, int, int]]) -> bool:
    at, start, end = box
    for other, other_at, other_start, other_end in taken:
        if other == level and start <= other_end + 8 and end >= other_start - 8:
            return False
        if other > level and other_start - 4 <= at <= other_end + 4:
            return False
        if other < level and start - 4 <= other_at <= end + 4:
            return False
    return True
