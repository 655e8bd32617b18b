"""The index of many people, measured in a process of its own: prints one JSON object.

`python -m tests.benchmarks.names.large KIND PERSONS`; KIND is a name in `KINDS`.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from random import Random
from statistics import mean
from uuid import UUID

from caseapp.domain.names.similarity import similarity
from caseapp.matching.candidates import LOOKED_AT, candidates, facts_of
from caseapp.matching.everybody import everybody
from caseapp.matching.pairs import scan
from caseapp.store.queries.people_index import STEP, Known, PeopleIndex
from caseapp.system.progress import Progress
from tests.benchmarks.cases_rows import megabytes
from tests.benchmarks.names.generator import SCRIPTS, write
from tests.benchmarks.names.people import FORMS, Account, Person, on_file, people, some_forms, told

_SEED = 2017
_ASKED = 240
_PEOPLE_ASKED = 400
_COMPARED = 3_000
_UPDATED = 50
_ALL = 1_000_000

Results = dict[str, float]


def main(kind: str, count: int) -> None:
    print(json.dumps(KINDS[kind](count)))


# -- building ------------------------------------------------------------------------------------
def _case_id(number: int) -> UUID:
    return UUID(int=number + 1)


def known_of(number: int, account: Account) -> Known:
    """As the index of people holds a case."""
    return Known(
        number, account.sex, account.earliest, account.latest, account.county, account.names
    )


def _put(index: PeopleIndex, accounts: Iterable[tuple[int, Account]]) -> float:
    """Fill an index as it is filled from the vault, in steps; seconds of the index alone."""
    seconds, step = 0.0, {}
    gc.collect()

    def take() -> float:
        start = time.perf_counter()
        index.known |= step
        index.counties.update(known.county for known in step.values() if known.county)
        index.names.put((case_id, known.names) for case_id, known in step.items())
        return time.perf_counter() - start

    for number, account in accounts:
        step[_case_id(number)] = known_of(number, account)
        if len(step) == STEP:
            seconds += take()
            step = {}
    seconds += take()
    index.ready = True
    return seconds


def filled(persons: Sequence[Person], forms: Callable[[Random], tuple[str, ...]]) -> PeopleIndex:
    """All people, each written in the scripts that `forms` draws."""
    index, random = PeopleIndex(), Random(f"{_SEED} on file")
    accounts = (on_file(person, forms(random), random) for person in persons)
    _put(index, enumerate(accounts))
    return index


# -- speed and memory ----------------------------------------------------------------------------
def speed(count: int) -> Results:
    """Three forms of each name; asked in all scripts by other spellings of the same name."""
    random = Random(_SEED)
    persons = list(people(random, count))
    index = PeopleIndex()
    index.names.find("Нұрлан Серік")  # reads the tables
    gc.collect()
    before = megabytes()
    on = Random(f"{_SEED} on file")
    seconds = _put(index, ((n, on_file(p, FORMS, on)) for n, p in enumerate(persons)))
    gc.collect()
    memory = megabytes() - before
    first = time.perf_counter()
    index.names.find("Нұрлан Серік")
    first = time.perf_counter() - first
    asked = random.sample(range(count), _ASKED)
    clean = _queries(index, [(n, _written(persons[n], at, random)) for at, n in enumerate(asked)])
    faulty = _queries(
        index,
        [(n, told(persons[n], SCRIPTS[at % 5], random).names[0]) for at, n in enumerate(asked)],
    )
    return {
        "build": seconds, "memory": memory, "first": first * 1000, **clean,
        "faulty_among": faulty["among"], "update": _update(index, persons, random),
        "one_comparison": _comparison(persons, random),
    }  # fmt: skip


def _written(person: Person, number: int, random: Random) -> str:
    return write(person.name, SCRIPTS[number % len(SCRIPTS)], random)


def _queries(index: PeopleIndex, asked: Sequence[tuple[int, str]]) -> Results:
    times, worked, among, looked_at = [], [], 0, []
    for number, text in asked:
        start, work = time.perf_counter(), time.process_time()
        found = index.names.find(text, limit=LOOKED_AT)
        times.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - work) * 1000)
        among += any(one.owner == _case_id(number) for one in found)
        looked_at.append(len(index.names.find(text, limit=_ALL)))
    p95 = len(times) * 95 // 100
    return {
        "mean": mean(times), "p95": sorted(times)[p95], "work_p95": sorted(worked)[p95],
        "among": 100 * among / len(asked), "looked_at": mean(looked_at),
    }  # fmt: skip


def _update(index: PeopleIndex, persons: Sequence[Person], random: Random) -> float:
    """Median milliseconds to take one person's changed name in, and to ask for it."""
    times = []
    for number in random.sample(range(len(persons)), _UPDATED):
        account = on_file(persons[number], FORMS, random)
        case_id = _case_id(number)
        start = time.perf_counter()
        index.names.drop(case_id)
        index.known[case_id] = known_of(number, account)
        index.names.put([(case_id, account.names)])
        times.append((time.perf_counter() - start) * 1000)
    return sorted(times)[len(times) // 2]


def _comparison(persons: Sequence[Person], random: Random) -> float:
    """Microseconds to compare two names, each pair for the first time."""
    pairs = [
        tuple(_written(random.choice(persons), random.randrange(5), random) for _ in "ab")
        for _ in range(_COMPARED)
    ]
    start = time.perf_counter()
    for first, second in pairs:
        similarity(first, second)
    return (time.perf_counter() - start) / len(pairs) * 1e6


# -- persons -------------------------------------------------------------------------------------
def chinese_on_file(count: int) -> Results:
    """The Chinese form alone on file, asked in Latin letters: the hard case."""
    persons = list(people(Random(_SEED), count))
    index = filled(persons, lambda _random: ("zh",))
    scripts = ("latin",)
    return {
        **_weighed(index, persons, scripts), **_weighed(index, persons, scripts, "bare_"),
        **_weighed(index, persons, scripts, "given_", father=False),
    }  # fmt: skip


def mixed_on_file(count: int) -> Results:
    """Whatever scripts a case happens to have, asked in whatever script is told."""
    persons = list(people(Random(_SEED), count))
    index = filled(persons, some_forms)
    return _weighed(index, persons, SCRIPTS)


def _weighed(
    index: PeopleIndex, persons: Sequence[Person], scripts: Sequence[str], label: str = "",
    *, father: bool = True,
) -> Results:  # fmt: skip
    """Who comes first and among three by all evidence; ties count against us.

    "bare_": the same by the name alone, in the same order of drawing.
    """
    random = Random(f"{_SEED} asked")
    first = third = 0
    numbers = random.sample(range(len(persons)), _PEOPLE_ASKED)
    start = time.perf_counter()
    for at, number in enumerate(numbers):
        account = told(persons[number], scripts[at % len(scripts)], random, father=father)
        facts = facts_of(known_of(number, account))
        if label == "bare_":
            found = [
                (one.owner, one.score) for one in index.names.find(account.names[0], limit=_ALL)
            ]
        else:
            found = [(one.case_id, one.points) for one in candidates(index, facts)]
        place = _place(_case_id(number), found)
        first += place == 1
        third += 0 < place <= 3
    return {
        f"{label}first": 100 * first / len(numbers), f"{label}third": 100 * third / len(numbers),
        f"{label}ms": (time.perf_counter() - start) * 1000 / len(numbers),
    }  # fmt: skip


def _place(mine: UUID, found: Sequence[tuple[UUID, float]]) -> int:
    score = next((points for case_id, points in found if case_id == mine), None)
    if score is None:
        return 0
    return sum(1 for _case_id, points in found if points >= score - 1e-6)


# -- persons with persons --------------------------------------------------------------------
_TWICE = 0.02


def twice(persons: Sequence[Person]) -> Iterator[tuple[int, Account]]:
    """Everybody on file once, and some a second time as another source tells of them.

    The second account of person n is case n + len(persons).
    """
    random = Random(f"{_SEED} twice")
    for number, person in enumerate(persons):
        yield number, on_file(person, some_forms(random), random)
        if random.random() < _TWICE:
            script = random.choice(some_forms(random))
            yield number + len(persons), told(person, script, random)


def twice_on_file(count: int) -> Results:
    """All pairs of cases that are proposed as one person, against those who are on file twice."""
    index = PeopleIndex()
    accounts = list(twice(list(people(Random(_SEED), count))))
    _put(index, accounts)
    true = {(_case_id(number - count), _case_id(number)) for number, _account in accounts
            if number >= count}  # fmt: skip
    start = time.perf_counter()
    proposed = scan(everybody(index), Progress())
    seconds = time.perf_counter() - start
    found = {tuple(sorted((pair.first, pair.second))) for pair in proposed}
    best: dict[UUID, tuple[UUID, UUID]] = {}
    for pair in proposed:
        for one in (pair.first, pair.second):
            best.setdefault(one, (min(pair.first, pair.second), max(pair.first, pair.second)))
    return {
        "seconds": seconds, "true": len(true), "false": len(found - true) / len(true),
        "proposed": 100 * len(found & true) / len(true),
        "best": 100 * sum(best.get(pair[1]) == pair for pair in true) / len(true),
    }  # fmt: skip


KINDS: dict[str, Callable[[int], Results]] = {
    "speed": speed,
    "chinese_on_file": chinese_on_file,
    "mixed_on_file": mixed_on_file,
    "twice_on_file": twice_on_file,
}

if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
