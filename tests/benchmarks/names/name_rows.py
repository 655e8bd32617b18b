"""The rows on names alone: who comes first among strangers, by sets of names, beside the peers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.benchmarks.names.cited import SCRIPTS
from tests.benchmarks.names.peers import NOT_THERE, PEERS, Peer, places, there
from tests.benchmarks.names.ranking import (
    FEW,
    MANY,
    THRESHOLD,
    Outcome,
    invented,
    of_published_words,
    ranked,
)
from tests.benchmarks.names.runs import counted
from tests.benchmarks.names.sets import SETS, Direction, NameSet
from tests.benchmarks.table import Row, at_least, at_most

SAMPLE = 20
"""Questions of each direction that peers are asked too."""
_TO_CHINESE = (0.75, 0.85)
OURS = "caseapp"


@dataclass(slots=True)
class Measured:
    """Of one half: each set by size, and each method by size and direction on the sample."""

    sets: dict[tuple[str, int], Outcome] = field(default_factory=dict)
    peers: dict[tuple[str, str, int], Outcome] = field(default_factory=dict)
    """By peer, title of a set and size."""
    directions: dict[tuple[str, int, Direction], Outcome] = field(default_factory=dict)
    """By method, size and direction, over all clean sets; all methods asked the same."""


def rows(half: str, measured: Measured, *, run: Callable[[str], int] = counted) -> Iterator[Row]:
    """Each set among few and many strangers; `run` counts how often a set was run."""
    for names in SETS:
        number = run(names.title)
        for size in (FEW, MANY):
            _measure(names, half, size, measured)
            yield from _set_rows(names, size, number, measured)
        yield from _published_rows(names, half, number)
    yield from _strangers(measured)
    yield from peer_rows(measured)


def _measure(names: NameSet, half: str, size: int, measured: Measured) -> None:
    whole = measured.sets.setdefault((names.title, size), Outcome())
    for direction in names.directions:
        questions = names.questions(half, direction)
        if not questions:
            continue
        crowd = invented(direction[1], size)
        whole.add(ranked(questions, crowd))
        sample = questions[:SAMPLE]
        _note(measured, OURS, names, size, direction, ranked(sample, crowd))
        for peer in PEERS:
            if size <= peer.most and there(peer):
                outcome = Outcome()
                for place in places(peer, sample, crowd.names):
                    outcome.count(place)
                _note(measured, peer.title, names, size, direction, outcome)


def _note(
    measured: Measured, method: str, names: NameSet, size: int, direction: Direction, one: Outcome
) -> None:
    measured.peers.setdefault((method, names.title, size), Outcome()).add(one)
    if names.goal:
        measured.directions.setdefault((method, size, direction), Outcome()).add(one)


def _set_rows(names: NameSet, size: int, number: int, measured: Measured) -> Iterator[Row]:
    whole = measured.sets[names.title, size]
    for place, (label, share) in enumerate((("first", first), ("top 3", third))):
        best = max(
            ((share(one), peer) for (peer, title, n), one in measured.peers.items()
             if (title, n) == (names.title, size) and peer != OURS),
            default=(0.0, ""),
        )  # fmt: skip
        goal = names.goal[place] if names.goal and size == MANY else None
        yield at_least(
            f"{names.title}: {label} of {size:,}", f"{whole.asked} q, run {number}",
            share(whole), "%", goal, peer=best[1], peer_figure=best[0],
        )  # fmt: skip


def _published_rows(names: NameSet, half: str, number: int) -> Iterator[Row]:
    """Ours alone, among strangers whose every word is published: harder than invented ones."""
    whole = Outcome()
    for direction in names.directions:
        crowd = of_published_words(direction[1], half)
        if crowd and names.goal:
            whole.add(ranked(names.questions(half, direction), crowd))
    if whole.asked and names.goal:
        asked = f"{whole.asked} q, run {number}"
        title = f"{names.title}, published strangers"
        for label, share, goal in zip(("first", "top 3"), (first, third), names.goal, strict=True):
            yield at_least(f"{title}: {label}", asked, share(whole), "%", goal)


def first(one: Outcome) -> float:
    """Percent of questions whose right one came first."""
    return 100 * one.first / max(one.asked, 1)


def third(one: Outcome) -> float:
    """Percent whose right one was among the first three."""
    return 100 * one.third / max(one.asked, 1)


def _strangers(measured: Measured) -> Iterator[Row]:
    """Who reaches a threshold and is not meant, to a question."""
    for title, chinese in (("between alphabets", False), ("to and from Chinese", True)):
        whole = Outcome()
        for names in SETS:
            if names.goal and ("Chinese" in names.title) == chinese:
                whole.add(measured.sets[names.title, MANY])
        for threshold in _TO_CHINESE if chinese else (THRESHOLD,):
            figure = whole.strangers[threshold] / whole.asked
            kept = f"{100 * whole.kept[threshold] / whole.asked:.0f} % kept"
            what = f"strangers at {threshold}, {title}"
            if chinese:
                yield Row(what, kept, figure, "a query", "", None, None, "", None)
            else:
                yield at_most(what, kept, figure, "a query", 0.2)


# -- peers ---------------------------------------------------------------------------------------
def peer_rows(measured: Measured) -> Iterator[Row]:
    """Each peer over all clean sets, asked the same as ours."""
    for peer in PEERS:
        for size in (FEW, MANY):
            if size > peer.most:
                continue
            if not there(peer):
                yield Row(f"{peer.title}: {NOT_THERE}", "", 0, "%", "", None, None, "", None)
                continue
            ours, theirs = _over_all(measured, OURS, size), _over_all(measured, peer.title, size)
            yield at_least(
                f"clean sets, sample: first of {size:,}", f"{ours.asked} q", first(ours),
                "%", None, peer=peer.title, peer_figure=first(theirs),
            )  # fmt: skip


def _over_all(measured: Measured, method: str, size: int) -> Outcome:
    whole = Outcome()
    for (title, n, _direction), one in measured.directions.items():
        if (title, n) == (method, size):
            whole.add(one)
    return whole


def by_scripts(measured: Measured, size: int) -> list[list[str]]:
    """First and top 3 by pair of scripts and method, as cells of a table; a head row first."""
    methods: list[Peer | None] = [None, *(p for p in PEERS if size <= p.most and there(p))]
    head = ["asked → on file", "n", *(one.title if one else OURS for one in methods)]
    cells = [head]
    for asked in SCRIPTS:
        for other in SCRIPTS:
            key = (OURS, size, (asked, other))
            if key not in measured.directions:
                continue
            line = [f"{asked} → {other}", str(measured.directions[key].asked)]
            for method in methods:
                title = method.title if method else OURS
                one = measured.directions[title, size, (asked, other)]
                line.append(f"{first(one):.1f} / {third(one):.1f}")
            cells.append(line)
    return cells
