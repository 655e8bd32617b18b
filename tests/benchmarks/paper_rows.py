"""What printing costs, from the start of a process to the file, beside typst and Platypus.

The same content, faces, sizes and photographs; the peers' page counts are near ours. Everybody is
a process of its own; the two that race take turns.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pypdfium2

from tests.benchmarks.content import write
from tests.benchmarks.measured import Measured, process
from tests.benchmarks.table import Row, at_most

_ROUNDS = 3
_PERSONS = (100, 1_000, 5_000)


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        folders = {persons: Path(name, str(persons)) for persons in _PERSONS}
        for persons, folder in folders.items():
            write(persons, folder)
        small = _ours(folders[100], 1)
        one, two, typst = _race(folders[1_000])
        platypus = process("tests.benchmarks.peers.with_platypus", str(folders[1_000]))
        yield from _speed(one, two, typst, platypus)
        yield from _room(one, two, typst)
        large = _ours(folders[5_000], 1)
        yield from _growth(small, one, large)


def _ours(folder: Path, processes: int) -> Measured:
    return process("tests.benchmarks.draw", str(folder), str(processes))


def _race(folder: Path) -> tuple[Measured, Measured, Measured]:
    """One process, two, and typst in turn; of each the run with the median time."""
    runs: tuple[list[Measured], ...] = ([], [], [])
    for _ in range(_ROUNDS):
        runs[0].append(_ours(folder, 1))
        runs[1].append(_ours(folder, 2))
        runs[2].append(process("tests.benchmarks.peers.with_typst", str(folder)))
    with pypdfium2.PdfDocument(folder / "typst.pdf") as pdf:
        for run in runs[2]:
            run.result["pages"] = len(pdf)
    middle = [next(r for r in found if r.seconds == median(x.seconds for x in found))
              for found in runs]  # fmt: skip
    return middle[0], middle[1], middle[2]


def _rate(run: Measured) -> float:
    return float(run.result["pages"] / run.seconds)


def _size(run: Measured) -> str:
    return f"1,000 p, {run.result['pages']:,} pp"


def _speed(one: Measured, two: Measured, typst: Measured, platypus: Measured) -> Iterator[Row]:
    for what, ours, peer, figure, least in (
        ("dossier, one process", one, "typst", typst, 2.5),
        ("dossier, two processes", two, "typst", typst, 4.0),
        ("dossier, one process", one, "Platypus, multiBuild", platypus, 15.0),
        ("dossier, two processes", two, "Platypus, multiBuild", platypus, 15.0),
    ):
        ratio = _rate(ours) / _rate(figure)
        peer = f"{peer} ({figure.result['pages']:,} pp)"
        yield Row(
            what, _size(ours), _rate(ours), "pages/s", peer, _rate(figure), ratio,
            f"≥ {least:g} ×", ratio >= least,
        )  # fmt: skip


def _room(one: Measured, two: Measured, typst: Measured) -> Iterator[Row]:
    for what, megabytes in (
        ("dossier, peak memory, one process", one.megabytes),
        ("dossier, peak memory, first of two", two.megabytes),
        ("dossier, peak memory, second of two", two.result["second"]),
    ):
        yield Row(
            what, _size(one), megabytes, "MB", "typst", typst.megabytes,
            megabytes / typst.megabytes, "≤ 150 MB", megabytes <= 150,
        )  # fmt: skip
    ours, theirs = one.result["bytes"] / 1e6, typst.result["bytes"] / 1e6
    yield Row(
        "dossier, size of the file", _size(one), ours, "MB", "typst, untagged", theirs,
        ours / theirs, "≤ 1 ×", ours <= theirs,
    )  # fmt: skip


def _growth(small: Measured, middle: Measured, large: Measured) -> Iterator[Row]:
    for what, before, run in (
        ("dossier, growth from 100 to 1,000 persons", small, middle),
        ("dossier, growth from 1,000 to 5,000 persons", middle, large),
    ):
        linear = before.seconds * run.result["pages"] / before.result["pages"]
        ratio = run.seconds / linear
        yield Row(
            what, f"{run.result['pages']:,} pp", run.seconds, "s", "in proportion to pages", linear,
            ratio, "≤ 1.15 ×", ratio <= 1.15,
        )  # fmt: skip
    size = f"5,000 p, {large.result['pages']:,} pp"
    yield at_most("dossier, peak memory, one process", size, large.megabytes, "MB", 350)
