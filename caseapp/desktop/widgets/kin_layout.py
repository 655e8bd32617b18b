"""Where people stand in a drawn family: plain ties in, places out. Knows no painting.

Generations are rows, the elder above. Within a row couples stand side by side and people
stand as near as can be under their parents and over their children.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 184, 56
"""A person's box, in pixels."""
ACROSS, DOWN = 20, 64
"""Between boxes of a row, and between rows."""
_SWEEPS = 13
"""Down and up in turn; the last one goes down, so that children stand under their parents."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Between two people by their keys; `step`: generations that the first stands below the
    second; a `couple` stands side by side; what is not `certain` is drawn dashed."""

    first: Hashable
    second: Hashable
    step: int
    couple: bool = False
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """The left upper corner of a person's box, from 0, 0; the row counts from above."""

    x: int
    y: int
    row: int


def place_people(keys: Sequence[Hashable], ties: Sequence[Tie]) -> dict[Hashable, Place]:
    """A place for everybody; the first of `keys` is whom the drawing is about."""
    rows = _rows(keys, ties)
    near = _near(ties)
    middle = _middles(rows, near, ties)
    least = min(middle.values(), default=0.0)
    return {
        key: Place(round(middle[key] - least), index * (HEIGHT + DOWN), index)
        for index, row in enumerate(rows)
        for key in row
    }


def _near(ties: Sequence[Tie]) -> dict[Hashable, list[Hashable]]:
    near: dict[Hashable, list[Hashable]] = defaultdict(list)
    for tie in ties:
        near[tie.first].append(tie.second)
        near[tie.second].append(tie.first)
    return near


def _rows(keys: Sequence[Hashable], ties: Sequence[Tie]) -> list[list[Hashable]]:
    """The generations from the eldest, each in the order in which people were reached.

    Where records disagree on a generation, the shortest way from the first person counts.
    """
    steps: dict[Hashable, list[tuple[Hashable, int]]] = defaultdict(list)
    for tie in ties:
        steps[tie.second].append((tie.first, tie.step))
        steps[tie.first].append((tie.second, -tie.step))
    generation: dict[Hashable, int] = {}
    for start in keys:
        if start in generation:
            continue
        generation[start] = 0
        waiting = deque([start])
        while waiting:
            key = waiting.popleft()
            for other, step in steps[key]:
                if other not in generation:
                    generation[other] = generation[key] + step
                    waiting.append(other)
    rows: dict[int, list[Hashable]] = defaultdict(list)
    for key in keys:
        rows[generation[key]].append(key)
    return [rows[number] for number in sorted(rows)]


def _middles(
    rows: list[list[Hashable]], near: dict[Hashable, list[Hashable]], ties: Sequence[Tie]
) -> dict[Hashable, float]:
    """Sweep up and down: each goes towards the middle of those whom he or she is tied to."""
    partner: dict[Hashable, Hashable] = {}
    for tie in ties:
        if tie.couple:
            partner.setdefault(tie.first, tie.second)
            partner.setdefault(tie.second, tie.first)
    x: dict[Hashable, float] = {}
    for row in rows:
        for index, key in enumerate(row):
            x[key] = (index - (len(row) - 1) / 2) * (WIDTH + ACROSS)
    row_of = {key: index for index, row in enumerate(rows) for key in row}
    for sweep in range(_SWEEPS):
        for row in rows if sweep % 2 == 0 else reversed(rows):
            wanted = {}
            for key in row:
                others = [x[o] for o in near[key] if row_of[o] != row_of[key]]
                wanted[key] = sum(others) / len(others) if others else x[key]
            for key in row:
                beside = [o for o in near[key] if row_of[o] == row_of[key]]
                if beside and len(beside) == len(near[key]):
                    # Who is tied to this row alone stands as near to them as there is room.
                    ahead = x[key] >= x[beside[0]]
                    wanted[key] = wanted[beside[0]] + (1 if ahead else -1)
            _settle(_coupled(row, wanted, partner), wanted, x)
    return x


def _coupled(
    row: list[Hashable], wanted: dict[Hashable, float], partner: dict[Hashable, Hashable]
) -> list[Hashable]:
    """The row in the order of where people want to stand, couples kept together."""
    order: list[Hashable] = []
    for key in sorted(row, key=lambda k: (wanted[k], row.index(k))):
        if key in order:
            continue
        order.append(key)
        other = partner.get(key)
        if other in wanted and other not in order and partner.get(other) == key:
            order.append(other)
    return order


def _settle(order: list[Hashable], wanted: dict[Hashable, float], x: dict[Hashable, float]) -> None:
    """Give each the wanted place, or the nearest where nobody is overlapped.

    Neighbours that would overlap are taken together and stand around their common middle.
    """
    pitch = WIDTH + ACROSS
    groups: list[tuple[float, list[Hashable]]] = []
    for key in order:
        start, members = wanted[key], [key]
        while groups and groups[-1][0] + len(groups[-1][1]) * pitch > start:
            members = groups.pop()[1] + members
            start = sum(wanted[k] - i * pitch for i, k in enumerate(members)) / len(members)
        groups.append((start, members))
    for start, members in groups:
        for index, key in enumerate(members):
            x[key] = start + index * pitch
