"""The rows on a hundred thousand people: who is found by all that is told, how fast, how large."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks.measured import process
from tests.benchmarks.table import Row, at_least, at_most

PERSONS = 100_000
_LARGE = "tests.benchmarks.names.large"


def rows(persons: int = PERSONS) -> Iterator[Row]:
    yield from _speed(persons)
    yield from _people(persons)
    yield from _twice(persons)


def _speed(persons: int) -> Iterator[Row]:
    size = f"{persons:,} × 3"
    told = process(_LARGE, "speed", str(persons)).result
    yield at_most("a name asked for, p95", size, told["p95"], "ms", 30)
    yield _plain("the same, the processor's time, p95", size, told["work_p95"], "ms")
    yield _plain("a name asked for, mean", size, told["mean"], "ms")
    yield at_least("the right one among the candidates", size, told["among"], "%", 99.5)
    yield _plain("the same, the name told with faults", size, told["faulty_among"], "%")
    yield _plain("people looked at for a name", size, told["looked_at"], "")
    yield _plain("one comparison of two names, first time", "", told["one_comparison"], "µs")
    yield _plain("index of names, building", size, told["build"], "s")
    yield _plain("index of names, first question after", size, told["first"], "ms")
    yield at_most("index of people, memory", size, told["memory"], "MB", 300)
    yield _plain("one person's new names taken in", size, told["update"], "ms")


def _people(persons: int) -> Iterator[Row]:
    size = f"{persons:,}"
    told = process(_LARGE, "chinese_on_file", str(persons)).result
    yield at_least("Chinese on file, Latin told, all: first", size, told["first"], "%", 94)
    yield at_least("Chinese on file, Latin told, all: top 3", size, told["third"], "%", 98)
    yield _plain("the same by the name alone: first", size, told["bare_first"], "%")
    yield _plain("the same by the name alone: top 3", size, told["bare_third"], "%")
    yield _plain("the same without the father's name: first", size, told["given_first"], "%")
    yield _plain("the same without the father's name: top 3", size, told["given_third"], "%")
    told = process(_LARGE, "mixed_on_file", str(persons)).result
    yield at_least("any scripts on file and told, all: first", size, told["first"], "%", 94)
    yield at_least("any scripts on file and told, all: top 3", size, told["third"], "%", 98)
    yield _plain("candidates for a person, mean", size, told["ms"], "ms")


def _twice(persons: int) -> Iterator[Row]:
    size = f"{persons:,} + 2 %"
    told = process(_LARGE, "twice_on_file", str(persons)).result
    yield at_most("everybody with everybody", size, told["seconds"], "s", 90)
    yield at_most("false proposals to a true pair", size, told["false"], "", 2)
    yield _plain("true pairs proposed", size, told["proposed"], "%")
    yield _plain("true pairs that are the other's best", size, told["best"], "%")


def _plain(what: str, size: str, ours: float, unit: str) -> Row:
    return Row(what, size, ours, unit, "", None, None, "", None)
