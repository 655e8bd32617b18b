"""What the vault costs beside the bare database: opening, saving one field, searching."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import text

from caseapp.domain.vocabulary import NameScript
from caseapp.store import search
from caseapp.store.engine import make_engine
from caseapp.store.history import Action
from caseapp.store.keys import KdfCost, KeyFile, MasterKey
from caseapp.store.queries.cases import CaseQuery, case_ids, case_rows
from caseapp.store.records import Detainee, NameForm
from caseapp.store.vault import Vault
from tests.benchmarks.table import Row, against, at_most, interleaved

CASES = 10_000
PASSPHRASE = "benchmark"
CHEAP = KdfCost(ops=1, memory=8 * 1024 * 1024)
SYLLABLES = [
    "ай",
    "бек",
    "гүл",
    "дәу",
    "ер",
    "жан",
    "қай",
    "мұр",
    "нұр",
    "сай",
    "тал",
    "ұл",
    "хан",
    "шын",
]


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "vault")
        with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault:
            first = _fill(vault)
            yield from _saving(vault, first, Path(folder, "raw.db"))
            yield from _searching(vault)
        yield from _opening(path)


def _fill(vault: Vault) -> UUID:
    """Fictitious cases with one name each, in actions of a thousand."""
    records: list[Detainee | NameForm] = []
    first = None
    for number in range(CASES):
        case = Detainee(serial=number + 1, fictitious=True)
        first = first or case.id
        records += [
            case,
            NameForm(detainee_id=case.id, text=_name(number), script=NameScript.KK_CYRL),
        ]
        if len(records) >= 2000:
            vault.save(*records, action=Action("Fill"))
            records.clear()
    assert first is not None
    return first


def _name(number: int) -> str:
    base = len(SYLLABLES)
    parts = [SYLLABLES[number // base**k % base] for k in range(4)]
    return f"{parts[0]}{parts[1]} {parts[2]}{parts[3]}".title()


def _saving(vault: Vault, case_id: UUID, raw_path: Path) -> Iterator[Row]:
    raw = sqlcipher.connect(str(raw_path), isolation_level=None)
    raw.execute("PRAGMA key=\"x'" + "ab" * 48 + "'\"")
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "locking_mode=EXCLUSIVE"):
        raw.execute(f"PRAGMA {pragma}").fetchall()
    raw.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT)")
    count = iter(range(10**9))

    def ours() -> None:
        case = vault.get(Detainee, case_id)
        assert case is not None
        case.occupation = f"occupation {next(count)}"
        vault.save(case, action=Action("Change"))

    def theirs() -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("INSERT INTO note (words) VALUES (?)", (f"occupation {next(count)}",))
        raw.execute("COMMIT")

    mine, bare = interleaved(60, ours, theirs)
    raw.close()
    size = f"{CASES:,} cases"
    yield against(
        "save one field (history, index, fsync)", size, mine, "ms", "INSERT+COMMIT", bare, 3
    )
    yield at_most("save one field, absolute", size, mine, "ms", 30)


def _searching(vault: Vault) -> Iterator[Row]:
    words = ["айбек", "гүлжан", "нұрхан", "сай", "мұрат"]

    def ours() -> None:
        for word in words:
            vault.find(word)

    def theirs() -> None:
        with vault._reading() as session:
            for word in words:
                session.execute(
                    text(
                        "SELECT rowid FROM search_text WHERE search_text MATCH :match"
                        " ORDER BY rank LIMIT 50"
                    ),
                    {"match": search._match(word)},
                ).all()

    mine, bare = interleaved(30, ours, theirs)
    size = f"{CASES:,} cases"
    yield against("search, per query", size, mine / 5, "ms", "raw FTS5 query", bare / 5, 1.5)
    listed, _ = interleaved(10, lambda: _list(vault), lambda: None)
    yield at_most("case list, ids in order and first 50 rows", size, listed, "ms", 100)


def _list(vault: Vault) -> None:
    ids = vault.read(lambda session: case_ids(session, CaseQuery()))
    vault.read(lambda session: case_rows(session, ids[:50]))


def _opening(path: Path) -> Iterator[Row]:
    with Vault.open(path, PASSPHRASE) as vault:
        folder = vault.folder
    key: MasterKey = KeyFile.open(folder, PASSPHRASE)

    def ours() -> None:
        with Vault.open(path, PASSPHRASE) as vault:
            _list(vault)

    def theirs() -> None:
        KeyFile.open(folder, PASSPHRASE)
        engine = make_engine(folder.database, key)
        with engine.connect() as connection:
            connection.execute(text("SELECT * FROM detainee ORDER BY serial LIMIT 50")).all()
        engine.dispose()

    mine, bare = interleaved(5, ours, theirs)
    yield at_most("open a vault, to the first 50 rows", f"{CASES:,} cases", mine, "ms", 1000)
    yield against(
        "open a vault, to the first 50 rows", f"{CASES:,} cases", mine, "ms",
        "key, open, SELECT 50", bare, 1.3,
    )  # fmt: skip
