"""Which questions make up a row of the table: sets of names by directions of scripts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.benchmarks.names.cited import (
    ALPHABETS,
    Cited,
    Question,
    cited,
    composed,
    questions,
)

Direction = tuple[str, str]

BETWEEN_ALPHABETS = tuple((a, b) for a in ALPHABETS for b in ALPHABETS if a != b)
WITH_ARABIC = tuple(
    pair for other in ALPHABETS for pair in (("kk_arab", other), (other, "kk_arab"))
)
WITH_CHINESE = tuple(
    pair for other in (*ALPHABETS, "kk_arab") for pair in (("zh", other), (other, "zh"))
)


@dataclass(frozen=True, slots=True)
class NameSet:
    """Rows of one half that are asked in several directions; the goal in percent, if any."""

    title: str
    directions: tuple[Direction, ...]
    rows: Callable[[str], list[Cited]]
    ask: Callable[[list[Cited], str, str], list[Question]] = questions
    goal: tuple[float, float] | None = None
    most: int = 1_000
    """Questions of each direction, the first by draw."""

    def questions(self, half: str, direction: Direction) -> list[Question]:
        return self.ask(self.rows(half), *direction)[: self.most]


def _people(group: str = "", *, clean: bool = True) -> Callable[[str], list[Cited]]:
    return lambda half: cited(half, "person", clean=clean, group=group)


def _given(half: str) -> list[Cited]:
    return cited(half, "given")


SETS = (
    NameSet("alphabets, people", BETWEEN_ALPHABETS, _people(), goal=(99, 99.5)),
    NameSet("Arabic script, people", WITH_ARABIC, _people(), goal=(97, 99)),
    NameSet("Arabic script, given names", WITH_ARABIC, _given, composed, (97, 99), 60),
    NameSet("Chinese, Xinjiang people", WITH_CHINESE, _people("xinjiang"), goal=(97, 99)),
    NameSet("Chinese, Kazakhstan people", WITH_CHINESE, _people("kazakhstan"), goal=(97, 99)),
    NameSet("Chinese, given names", WITH_CHINESE, _given, composed, (97, 99), 60),
    NameSet("dirty, alphabets", BETWEEN_ALPHABETS, _people(clean=False)),
    NameSet("dirty, Chinese", WITH_CHINESE, _people(clean=False)),
)
