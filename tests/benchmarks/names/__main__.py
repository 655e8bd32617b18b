"""`python -m tests.benchmarks.names --tune`: the tune half with its misses, within a minute.

`--bench` is what `make bench` runs of names; it counts as a run of the test half. `--persons`
is its second part alone: invented people, speed and memory.
"""

from __future__ import annotations

import argparse
import sys
import time

from tests.benchmarks.names.ranking import (
    FEW,
    MANY,
    THRESHOLD,
    Outcome,
    invented,
    of_published_words,
    ranked,
)
from tests.benchmarks.names.sets import SETS, NameSet
from tests.benchmarks.table import show


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.names", description=__doc__)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--tune", action="store_true", help="run the tune half, show its misses")
    which.add_argument("--bench", action="store_true", help="run all rows on the test half")
    which.add_argument("--persons", action="store_true", help="run the rows on many people")
    parser.add_argument("--only", default="", help="sets whose title has this in it")
    parser.add_argument("--misses", type=int, default=25, help="misses shown of each set")
    parser.add_argument("--strangers", type=int, default=MANY, choices=(FEW, MANY))
    parser.add_argument("--published", action="store_true", help="strangers of published words")
    parser.add_argument("--asked", type=int, default=60, help="questions in each direction")
    chosen = parser.parse_args(arguments)
    start = time.perf_counter()
    if chosen.bench or chosen.persons:
        _bench(persons_alone=chosen.persons)
        return 0
    for names in SETS:
        if chosen.only.lower() in names.title.lower():
            _show(names, 0 if chosen.published else chosen.strangers, chosen.misses, chosen.asked)
    print(f"{time.perf_counter() - start:.0f} s")
    return 0


def _bench(*, persons_alone: bool) -> None:
    from tests.benchmarks.names.rows import persons, rows  # need the peers; tuning does not

    for row in persons() if persons_alone else rows():
        show(row)


def _show(names: NameSet, size: int, misses: int, most: int) -> None:
    """`size` 0: strangers of published words."""
    print(f"\n== {names.title}, {size or 'published'} strangers")
    whole = Outcome()
    for asked, there in names.directions:
        questions = names.questions("tune", (asked, there))[:most]
        crowd = invented(there, size) if size else of_published_words(there, "tune")
        if questions and crowd:
            one = ranked(questions, crowd)
            _figures(f"{asked} → {there}", one)
            whole.add(one)
    _figures("all", whole)
    for miss in whole.misses[:misses]:
        asked = miss.question
        print(f"     {asked.id:<12} {asked.asked} = {asked.there}  [{miss.place or '-'}]"
              f" {miss.score:.3f}  <  {miss.before} {miss.before_score:.3f}")  # fmt: skip


def _figures(label: str, one: Outcome) -> None:
    if one.asked:
        print(
            f"  {label:<20} n {one.asked:>4}  first {100 * one.first / one.asked:5.1f} %"
            f"  top 3 {100 * one.third / one.asked:5.1f} %"
            f"  ≥ {THRESHOLD}: kept {100 * one.kept[THRESHOLD] / one.asked:5.1f} %,"
            f" strangers {one.strangers[THRESHOLD] / one.asked:.2f} a query",
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
