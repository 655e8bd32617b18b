"""A list of 10,000 people with 20 columns, imported; beside it the same rows by plain SQL.

The plain side reads the same sheet in the same way and inserts every record row that the import
made, in one transaction into the same tables: no plan, no history, no search index, no file.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from caseapp.i18n import translator
from caseapp.intake.lists.plan import ImportPlan
from caseapp.intake.lists.planning import plan_import
from caseapp.intake.lists.reading import read_rows
from caseapp.intake.lists.recognise import propose
from caseapp.intake.lists.run import run_import
from caseapp.intake.tables import open_list
from caseapp.matching.listed_rows import likely_rows
from caseapp.store.engine import roomy
from caseapp.store.vault import Vault
from caseapp.system.workbook import Sheet, workbook
from tests.benchmarks.store_rows import CHEAP, PASSPHRASE, SYLLABLES
from tests.benchmarks.table import Row, against, at_most

ROWS = 10_000
HEADINGS = [
    "No.", "Full name", "Chinese name", "Sex", "Date of birth", "ID number", "Place of origin",
    "Ethnicity", "Occupation", "Education", "Family status", "Detention date", "Detention place",
    "Reason for detention", "Sentence", "Facility", "Status", "Testifier", "Testifier phone",
    "Summary",
]  # fmt: skip
_TABLES = (
    "detainee", "name_form", "identifier", "event", "contact", "kinship", "excerpt", "citation",
    "imported_row", "import_batch", "source",
)  # fmt: skip


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        yield from _measured(Path(folder), ROWS)


def _measured(folder: Path, count: int) -> Iterator[Row]:
    path, size = made_list(folder / "list.xlsx", count), f"{count:,} × {len(HEADINGS)}"
    with Vault.create(folder / "vault", PASSPHRASE, cost=CHEAP) as vault:
        seconds, plan = imported(vault, path)
        kept = _rows_of(vault)
        undone = _timed(vault.undo)
        compared = _timed(
            partial(plan_import, vault, path, plan.file, plan.mapping,
                    partial(likely_rows, t=translator("en")))
        )  # fmt: skip
    with Vault.create(folder / "plain", PASSPHRASE, cost=CHEAP) as vault:
        plain = _plain(vault, path, kept)
    inserted = sum(len(found) for _names, found in kept.values())
    peer = f"read + INSERT {inserted:,} rows"
    yield against("import a list, undoable", size, seconds, "s", peer, plain, 3)
    yield at_most("import a list, undo", size, undone, "s", 60)
    yield at_most("import a list, everybody compared", size, compared, "s", 60)


def imported(vault: Vault, path: Path) -> tuple[float, ImportPlan]:
    """Seconds from the file to the last commit, and the plan."""
    start = time.perf_counter()
    file = open_list(path)
    plan = plan_import(vault, path, file, propose(file.table))
    done = run_import(vault, plan)
    seconds = time.perf_counter() - start
    assert sum(done.counts.values()) == len(plan.rows) == file.table.last_row - 1
    return seconds, plan


def _plain(vault: Vault, path: Path, kept: dict[str, tuple[list[str], list[Any]]]) -> float:
    start = time.perf_counter()
    file = open_list(path)
    assert sum(1 for _row in read_rows(file.table, propose(file.table)))
    with vault._engine.begin() as connection, roomy(connection):
        for table, (names, found) in kept.items():
            columns = ", ".join(f'"{name}"' for name in names)
            places = ", ".join("?" * len(names))
            connection.exec_driver_sql(f"INSERT INTO {table} ({columns}) VALUES ({places})", found)
    return time.perf_counter() - start


def _rows_of(vault: Vault) -> dict[str, tuple[list[str], list[Any]]]:
    kept = {}
    with vault._engine.connect() as connection:
        for table in _TABLES:
            found = connection.exec_driver_sql(f"SELECT * FROM {table}")
            kept[table] = (list(found.keys()), [tuple(row) for row in found])
    return kept


def _timed(work: Any) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


# -- the list ----------------------------------------------------------------------------------
def made_list(path: Path, count: int) -> Path:
    """A workbook of fictitious people."""
    dice = random.Random(6)
    lines = [HEADINGS, *(_person(dice, number) for number in range(1, count + 1))]
    path.write_bytes(workbook([Sheet("List", lines, [12.0] * len(HEADINGS), header=True)]))
    return path


def _word(dice: random.Random) -> str:
    return "".join(dice.choices(SYLLABLES, k=2)).title()


def _person(dice: random.Random, number: int) -> list[str]:
    year = dice.randint(1940, 2000)
    born = f"{year}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"
    han = "".join(dice.choices("阿别古达叶江开木努赛塔吾汗申艾波", k=3))
    return [
        str(number), f"{_word(dice)} {_word(dice)}", f"{han}·{han[::-1]}",
        dice.choice(["male", "female"]), dice.choice([born, str(year)]),
        f"65402319{dice.randint(40, 99)}0101{number % 9000:04d}", dice.choice(["Kulja", "Tekes"]),
        "Kazakh", dice.choice(["farmer", "teacher", "herder", "trader"]), "secondary", "married",
        dice.choice(["Mar-17", "2017/2018", "2018", "End 2016", "March-April 2017"]),
        dice.choice(["Kulja", "Tekes", "Nilka"]), dice.choice(["Unknown", "praying", "travel"]),
        dice.choice(["5 years", "", "", "12 years"]), dice.choice(["Camp No. 2", ""]),
        dice.choice(["sentenced", "released", ""]), f"{_word(dice)} {_word(dice)}",
        f"+7 777 {number:07d}", " ".join(_word(dice) for _ in range(40)),
    ]  # fmt: skip


def main() -> None:
    """For looking into it: `python -m tests.benchmarks.import_rows 2000 [profile]`."""
    import cProfile
    import pstats

    count = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        if sys.argv[2:]:
            path = made_list(Path(folder, "list.xlsx"), count)
            with Vault.create(Path(folder, "vault"), PASSPHRASE, cost=CHEAP) as vault:
                profile = cProfile.Profile()
                profile.enable()
                imported(vault, path)
                profile.disable()
                pstats.Stats(profile).sort_stats("tottime").print_stats(40)
            return
        for row in _measured(Path(folder), count):
            print(row)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "MB")


if __name__ == "__main__":
    main()
