"""What each fault costs: invented names, one fault put on each, among many strangers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from pypinyin import lazy_pinyin

from tests.benchmarks.names.cited import Question
from tests.benchmarks.names.generator import FAULTS, Named, invent, third, write
from tests.benchmarks.names.ranking import MANY, invented, ranked
from tests.benchmarks.table import Row

_SEED = 1962
_EACH = 40
_NAMES = 200

Fault = Callable[[Named, str, Random], str]


def rows() -> Iterator[Row]:
    random = Random(_SEED)
    names = [invent(random) for _ in range(_NAMES)]
    for title, fault, asked, there in _asked():
        chosen = random.sample(names, _EACH)
        questions = [
            Question(f"g{n}", fault(name, asked, random), write(name, there, random))
            for n, name in enumerate(chosen)
        ]
        one = ranked(questions, invented(there, MANY))
        first, third_ = (100 * n / one.asked for n in (one.first, one.third))
        yield Row(
            f"invented, {title}: first", f"{asked} → {there}", first, "%", "", None, None,
            f"(top 3: {third_:.0f})", None,
        )  # fmt: skip


def _asked() -> Iterator[tuple[str, Fault, str, str]]:
    yield "no fault", write, "latin", "zh"
    yield "no fault", write, "kk_arab", "ru"
    for asked, there in (("latin", "kk"), ("latin", "zh")):
        yield "typing error", _with("typing error"), asked, there
        yield "order swapped", _with("order swapped"), asked, there
        yield "glued", _with("glued"), asked, there
        yield "a third name", _with_third, asked, there
        yield "father's name missing", _with("father's name missing"), asked, there
    yield "Russian keyboard", _with("Russian keyboard"), "kk", "latin"
    for fault in ("another dot", "a character dropped"):
        yield fault, _with(fault), "zh", "latin"
    for there in ("kk", "zh"):
        yield "spelled by its characters' pinyin", _pinyin, "latin", there


def _with(fault: str) -> Fault:
    work, _scripts = FAULTS[fault]
    return lambda name, script, random: work(write(name, script, random), random)


def _with_third(name: Named, script: str, random: Random) -> str:
    return write(third(name, random), script, random)


def _pinyin(name: Named, _script: str, random: Random) -> str:
    """As a Chinese passport spells it: "Tuohetaerbieke"."""
    parts = write(name, "zh", random).split("·")
    return " ".join("".join(lazy_pinyin(part)).capitalize() for part in parts)
