"""The power is cut again and again, while a vault is worked in; and with measures left out."""

from __future__ import annotations

import logging
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.faults.cuts import Cuts, cut, record
from tests.faults.watched import Watched, make_room, watched
from tests.torture.report import Options, Row, tell_progress

STEPS = 30
AT_ONCE = 50
"""Cuts in one recorded piece of work; the next one has another seed."""
WITHOUT = ("synchronous", "flushed files", "flushed folders")


def rows(options: Options) -> Iterator[Row]:
    # What is broken on purpose makes SQLAlchemy tell of it, at length.
    logging.disable(logging.CRITICAL)
    folder = options.folder / "power"
    begin = make_room(folder / "begin", 2)
    with watched() as child:
        found = _cut(child, begin, folder, options.points, options.seed)
        yield Row("power cut, as shipped", found.points, found.wrong, _figures(found))
        for without in WITHOUT:
            harmed = _cut(
                child, begin, folder, max(20, options.points // 10), options.seed, without
            )
            missed = [] if len(harmed.wrong) >= harmed.points // 10 else ["it did no harm"]
            told = f"{len(harmed.wrong)} faults, as must be"
            yield Row(f"power cut without: {without}", harmed.points, missed, told)
    shutil.rmtree(folder)


def _cut(
    child: Watched, begin: Path, folder: Path, points: int, seed: int, without: str = ""
) -> Cuts:
    whole = Cuts()
    while whole.points < points:
        some = min(AT_ONCE, points - whole.points)
        found = cut(record(child, begin, folder, seed, STEPS, without), begin, folder, some, seed)
        whole.points += found.points
        whole.wrong += found.wrong
        for mine, its in (
            (whole.modes, found.modes), (whole.kinds, found.kinds), (whole.ends, found.ends)
        ):  # fmt: skip
            mine.update(its)
        seed += 1
        tell_progress(whole.points, points)
    return whole


def _figures(found: Cuts) -> str:
    lost, corrupt = found.counted("lost"), found.counted("corrupt")
    return f"{lost} lost, {corrupt} corrupt; in {_said(found.kinds)}; {_said(found.modes)}"


def _said(counted: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counted.most_common())
