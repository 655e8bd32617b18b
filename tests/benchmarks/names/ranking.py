"""Who comes first when a name is asked for: the right one, or a stranger.

Ties count against us: whoever scores as high as the right one stands before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from random import Random

from caseapp.domain.names.index import NameIndex
from tests.benchmarks.names.cited import HALVES, Question, cited
from tests.benchmarks.names.generator import Named, distractor, write

MANY = 20_000
FEW = 1_000
THRESHOLDS = (0.7, 0.75, 0.8, 0.85, 0.9)
THRESHOLD = 0.85
"""Between alphabets, from here on two names are shown as the same."""
_SEED = 1907
_WORDS = 150
_ALL = 1_000_000
_EQUAL = 1e-6


@dataclass(frozen=True, slots=True)
class Miss:
    """`place` 0: not among those compared."""

    question: Question
    place: int
    score: float
    before: str
    before_score: float


@dataclass(slots=True)
class Outcome:
    """Of several questions."""

    asked: int = 0
    first: int = 0
    third: int = 0
    strangers: Counter[float] = field(default_factory=Counter)
    """By threshold: strangers that reach it, of all questions together."""
    kept: Counter[float] = field(default_factory=Counter)
    """By threshold: right ones that reach it."""
    misses: list[Miss] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        self.asked += other.asked
        self.first += other.first
        self.third += other.third
        self.strangers.update(other.strangers)
        self.kept.update(other.kept)
        self.misses += other.misses

    def count(self, place: int) -> None:
        self.asked += 1
        self.first += place == 1
        self.third += 0 < place <= 3


@dataclass(frozen=True, slots=True)
class Crowd:
    """Strangers' names in one script, and an index of them; owners are "0", "1" …"""

    script: str
    names: tuple[str, ...]
    index: NameIndex[str]

    @staticmethod
    def of(script: str, names: tuple[str, ...]) -> Crowd:
        index: NameIndex[str] = NameIndex()
        index.put((str(n), [text]) for n, text in enumerate(names))
        return Crowd(script, names, index)


@lru_cache(maxsize=1)
def _strangers() -> tuple[Named, ...]:
    """The same invented people in every run."""
    random = Random(_SEED)
    return tuple(distractor(random) for _ in range(MANY))


@lru_cache(maxsize=5)
def _written(script: str) -> tuple[str, ...]:
    random = Random(f"{_SEED} {script}")
    return tuple(write(name, script, random) for name in _strangers())


@lru_cache(maxsize=10)
def invented(script: str, size: int) -> Crowd:
    """The first `size` invented strangers, in one script."""
    return Crowd.of(script, _written(script)[:size])


@lru_cache(maxsize=5)
def of_published_words(script: str, half: str) -> Crowd | None:
    """Names of two words that are published in this script, in the half that is not asked.

    Nearer to life than what is invented, so harder. None where too few words are published.
    """
    other = next(one for one in HALVES if one != half)
    rows = cited(other, "given")
    words = sorted({w for row in rows for w in row.forms.get(script, ()) if " " not in w})
    if len(words) < _WORDS:
        return None
    random = Random(f"{_SEED} {script}")
    between = "·" if script == "zh" else " "
    drawn = (random.choice(words) + between + random.choice(words) for _ in range(MANY))
    return Crowd.of(script, tuple(dict.fromkeys(drawn)))


def ranked(questions: Sequence[Question], crowd: Crowd) -> Outcome:
    """Ask all, of an index of a crowd and all the right ones."""
    index, there = crowd.index, crowd.names
    names = {q.id: q.there for q in questions}
    index.put((owner, [name]) for owner, name in names.items())
    outcome = Outcome()
    for question in questions:
        found = index.find(question.asked, limit=_ALL)
        mine = next((one.score for one in found if one.owner == question.id), 0.0)
        others = [one for one in found if one.owner != question.id]
        place = _place(mine, [one.score for one in others])
        outcome.count(place)
        for threshold in THRESHOLDS:
            outcome.strangers[threshold] += sum(one.score >= threshold for one in others)
            outcome.kept[threshold] += mine >= threshold
        if place != 1 and others:
            best = others[0]
            who = names.get(best.owner) or there[int(best.owner)]
            outcome.misses.append(Miss(question, place, mine, who, best.score))
    for owner in names:
        index.drop(owner)
    return outcome


def _place(mine: float, others: Sequence[float]) -> int:
    """0 for who was not found at all."""
    return 1 + sum(1 for score in others if score >= mine - _EQUAL) if mine else 0
