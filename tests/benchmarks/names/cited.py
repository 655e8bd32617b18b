"""Published spellings of real names, and how they are divided into a tune and a test half.

A row's half hangs on its id alone and was fixed before anything was measured: rules may be
improved by the misses of the tune half, the test half is for `make bench`.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

PAIRS = Path(__file__).with_name("pairs")
SCRIPTS = ("kk_arab", "kk", "ru", "latin", "zh")
ALPHABETS = ("kk", "ru", "latin")
HALVES = ("tune", "test")


@dataclass(frozen=True, slots=True)
class Cited:
    """One name in the scripts that sources have it in, with its spellings."""

    id: str
    kind: str
    """"person", or "given" for a given name from a list."""
    group: str
    """"xinjiang" or "kazakhstan", where the source tells."""
    forms: dict[str, tuple[str, ...]]
    fault: str
    """"" where the spellings plainly say the same name."""

    @property
    def half(self) -> str:
        return HALVES[_draw(self.id.partition(".")[0]) % 2]


@dataclass(frozen=True, slots=True)
class Question:
    """Who is called `asked`? The one who is written `there`."""

    id: str
    asked: str
    there: str


def _draw(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6])


@lru_cache(maxsize=1)
def _rows() -> tuple[Cited, ...]:
    return tuple(row for path in sorted(PAIRS.glob("*.tsv")) for row in _read(path))


def _read(path: Path) -> Iterator[Cited]:
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        spellings = {
            script: tuple(one.strip() for one in row[script].split("|") if one.strip())
            for script in SCRIPTS
        }
        forms = {script: there for script, there in spellings.items() if there}
        yield Cited(row["id"], row["kind"], row["group"], forms, row["fault"])


def cited(half: str, kind: str, *, clean: bool = True, group: str = "") -> list[Cited]:
    """The rows of one half, in the order of their draw."""
    rows = [
        row for row in _rows()
        if row.half == half and row.kind == kind and (not row.fault) == clean
        and group in ("", row.group)
    ]  # fmt: skip
    return sorted(rows, key=lambda row: _draw(row.id))


def questions(rows: list[Cited], asked: str, there: str) -> list[Question]:
    """Of rows with both scripts; of several spellings one is drawn, the same in every run."""
    return [
        Question(row.id, _one(row, asked, there), _one(row, there, asked))
        for row in rows if asked in row.forms and there in row.forms
    ]  # fmt: skip


def composed(rows: list[Cited], asked: str, there: str) -> list[Question]:
    """Names of two words out of cited given names: each with the next one as the father's.

    The words are spelled as published; nobody is meant by the whole.
    """
    single = [q for q in questions(rows, asked, there) if " " not in q.asked and " " not in q.there]
    parted = {script: "·" if script == "zh" else " " for script in SCRIPTS}
    return [
        Question(f"{a.id}+{b.id}", a.asked + parted[asked] + b.asked,
                 a.there + parted[there] + b.there)
        for a, b in zip(single, [*single[1:], *single[:1]], strict=True)
    ]  # fmt: skip


def _one(row: Cited, script: str, other: str) -> str:
    spellings = row.forms[script]
    return spellings[_draw(f"{row.id} {script} {other}") % len(spellings)]
