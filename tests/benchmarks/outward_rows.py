"""What leaves a vault and what comes into it whole: backups, files, exports and packets.

Each beside what a plain program would do by hand: copy, hash, select, encode, encrypt, insert.
None of those checks what it wrote, searches it for what may not leave, or could take it back.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pyrage
from pyrage import x25519

from caseapp.domain.vocabulary import AttachmentRole, Audience
from caseapp.exchange.export.forms import Form
from caseapp.exchange.export.making import Request, prepare, write
from caseapp.exchange.packets.choosing import Scope
from caseapp.exchange.packets.making import make, preview
from caseapp.exchange.packets.receiving import receive
from caseapp.exchange.packets.stations import add_station, own_card, own_keys
from caseapp.exchange.packets.taking import compare, take_in
from caseapp.store.engine import outside_transaction, roomy
from caseapp.store.history import Action
from caseapp.store.queries.cases import CaseQuery, case_ids
from caseapp.store.records import KINDS
from caseapp.store.vault import Vault
from tests.benchmarks.cases_rows import timed
from tests.benchmarks.import_rows import imported, made_list
from tests.benchmarks.large_vault import fill
from tests.benchmarks.store_rows import CHEAP, PASSPHRASE
from tests.benchmarks.table import Row, against, at_most, beside

CASES = 10_000
TAKEN_IN = 2_000
LARGE = 10**9
TODAY = date(2026, 11, 22)
_PIECE = 1 << 20

Tables = dict[str, tuple[list[str], list[tuple[Any, ...]]]]
"""Rows of each table, with the names of its columns."""


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Vault.create(folder / "vault", PASSPHRASE, cost=CHEAP) as vault:
            fill(vault, CASES)
            yield _backup(vault, folder)
            yield from _exports(vault, folder)
    with tempfile.TemporaryDirectory() as name:
        yield from _packets(Path(name))
    with tempfile.TemporaryDirectory() as name:
        yield from _attaching(Path(name))


def _seconds(work: Callable[[], object]) -> float:
    return timed(work) / 1000


# -- backup ------------------------------------------------------------------------------------
def _backup(vault: Vault, folder: Path) -> Row:
    there = folder / "stick"
    there.mkdir()

    def by_hand() -> None:
        own, other = folder / "plain.db", there / "plain.db"
        with outside_transaction(vault._engine) as connection:
            connection.driver_connection.execute("VACUUM INTO ?", (str(own),))
        shutil.copyfile(own, other)
        _flush(other)

    plain = _seconds(by_hand)
    ours = _seconds(partial(vault.backups.make, there))
    what = "backup, checked and read back"
    return against(what, f"{CASES:,} cases", ours, "s", "VACUUM INTO, copy", plain, 1.3)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


# -- exports -----------------------------------------------------------------------------------
def _exports(vault: Vault, folder: Path) -> Iterator[Row]:
    ids = tuple(vault.read(lambda session: case_ids(session, CaseQuery())))
    for form, audience, by_hand in (
        (Form.XLSX, Audience.OFFICE, _workbook_by_hand),
        (Form.JSON, Audience.OFFICE, _json_by_hand),
    ):
        request = Request(form=form, audience=audience, ids=ids, whole=True)
        path = folder / f"{audience.value}.{form.value}"
        ours = _seconds(partial(_export, vault, request, path))
        plain = by_hand(vault, path)
        peer = "SELECT, openpyxl" if form is Form.XLSX else "SELECT, json.dumps"
        what = f"export, {form.value}, {audience.value}"
        yield beside(what, f"{CASES:,} cases", ours, "s", peer, plain)
    for count, most in ((CASES // 10, 8), (CASES, 60)):
        request = Request(form=Form.XLSX, audience=Audience.PRESS, ids=ids[:count])
        ours = _seconds(partial(_export, vault, request, folder / f"press-{count}.xlsx"))
        yield at_most("export, xlsx, press, searched", f"{count:,} cases", ours, "s", most)


def _export(vault: Vault, request: Request, path: Path) -> None:
    write(vault, prepare(vault, request, TODAY), path)


def _workbook_by_hand(vault: Vault, made: Path) -> float:
    """Everything is read, and a workbook with the very cells of ours is written."""
    book = openpyxl.load_workbook(made, read_only=True)
    sheets = {one.title: [list(row) for row in one.values] for one in book.worksheets}

    def work() -> None:
        _tables(vault)
        book = openpyxl.Workbook(write_only=True)
        for title, cells in sheets.items():
            sheet = book.create_sheet(title)
            for row in cells:
                sheet.append(row)
        book.save(made.with_suffix(".plain.xlsx"))

    return _seconds(work)


def _json_by_hand(vault: Vault, made: Path) -> float:
    def work() -> None:
        tables = _tables(vault)
        told = {
            name: [dict(zip(columns, row, strict=True)) for row in found]
            for name, (columns, found) in tables.items()
        }
        made.with_suffix(".plain.json").write_text(
            json.dumps(told, ensure_ascii=False, default=str)
        )

    return _seconds(work)


def _tables(vault: Vault) -> Tables:
    """All records that there are, as plain rows."""
    found: Tables = {}
    with vault._engine.connect() as connection:
        for name in KINDS:
            result = connection.exec_driver_sql(f'SELECT * FROM "{name}"')
            columns = list(result.keys())
            if lines := [tuple(row) for row in result]:
                found[name] = columns, lines
    return found


# -- packets -----------------------------------------------------------------------------------
def _packets(folder: Path) -> Iterator[Row]:
    """Two offices; the plain side ciphers the same rows with age and inserts them."""
    size = f"{TAKEN_IN:,} cases"
    with (
        Vault.create(folder / "one", PASSPHRASE, cost=CHEAP) as one,
        Vault.create(folder / "other", PASSPHRASE, cost=CHEAP) as other,
    ):
        imported(one, made_list(folder / "list.xlsx", TAKEN_IN))
        station = add_station(one, own_card(other), "N.")
        add_station(other, own_card(one), "N.")
        tables = _tables(one)
        packet, plain = folder / "one.packet", folder / "plain.age"
        ours = _seconds(lambda: make(one, preview(one, Scope(whole=True), [station]), packet))
        by_hand = _seconds(partial(_cipher, one, own_keys(other).recipient, plain))
        yield beside("packet, made", size, ours, "s", "SELECT, JSON, age", by_hand)
        ours = _seconds(partial(_taken_in, other, packet))
        identity = own_keys(other).age
        undone = _seconds(other.undo)
    with Vault.create(folder / "plain", PASSPHRASE, cost=CHEAP) as vault:
        by_hand = _seconds(partial(_insert, vault, plain, identity, tables))
    count = sum(len(found) for _columns, found in tables.values())
    peer = f"age, JSON, INSERT {count:,} rows"
    yield beside("packet, compared and taken in", size, ours, "s", peer, by_hand)
    yield at_most("packet, taken in, undo", size, undone, "s", 60)


def _cipher(vault: Vault, recipient: str, path: Path) -> None:
    told = {name: [list(row) for row in found] for name, (_c, found) in _tables(vault).items()}
    data = json.dumps(told, ensure_ascii=False, default=str).encode()
    path.write_bytes(pyrage.encrypt(data, [x25519.Recipient.from_str(recipient)]))


def _taken_in(vault: Vault, path: Path) -> None:
    with compare(vault, receive(vault, path)) as incoming:
        take_in(vault, incoming)


def _insert(vault: Vault, path: Path, identity: str, tables: Tables) -> None:
    data = pyrage.decrypt(path.read_bytes(), [x25519.Identity.from_str(identity)])
    read = json.loads(data)
    with vault._engine.begin() as connection, roomy(connection):
        for name, (columns, _found) in tables.items():
            names = ", ".join(f'"{column}"' for column in columns)
            sql = f'INSERT INTO "{name}" ({names}) VALUES ({", ".join("?" * len(columns))})'
            connection.exec_driver_sql(sql, [tuple(row) for row in read[name]])


# -- a large file ------------------------------------------------------------------------------
def _attaching(folder: Path) -> Iterator[Row]:
    """In and out again; the plain side copies the file and takes its SHA-256, twice."""
    path = folder / "film.mp4"
    with path.open("wb") as file:
        piece = os.urandom(_PIECE)
        for _ in range(LARGE // _PIECE):
            file.write(piece)
    size = f"{LARGE // 10**9} GB"
    plain_in = _seconds(partial(_copied, path, folder / "plain.in"))
    plain_out = _seconds(partial(_copied, folder / "plain.in", folder / "plain.out"))
    (folder / "plain.in").unlink()
    (folder / "plain.out").unlink()
    with Vault.create(folder / "vault", PASSPHRASE, cost=CHEAP) as vault:
        with path.open("rb") as file:
            attach = partial(vault.attach, file, role=AttachmentRole.CAPTURE,
                             action=Action("Attach"), file_name=path.name)  # fmt: skip
            kept: list[Any] = []
            ours_in = _seconds(lambda: kept.append(attach()))
        path.unlink()
        ours_out = _seconds(partial(_given_out, vault, kept[0], folder / "ours.out"))
    peer = "copy, SHA-256, fsync"
    yield against("attach a file", size, ours_in, "s", peer, plain_in, 2.5)
    yield against("give a file out", size, ours_out, "s", peer, plain_out, 2.5)


def _copied(source: Path, target: Path) -> None:
    digest = hashlib.sha256()
    with source.open("rb") as file, target.open("wb") as out:
        while piece := file.read(_PIECE):
            digest.update(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())


def _given_out(vault: Vault, attachment: Any, target: Path) -> None:
    with target.open("wb") as out:
        for piece in vault.stream_attachment(attachment):
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())


def main() -> None:
    """For looking into it: `python -m tests.benchmarks.outward_rows`."""
    from tests.benchmarks.table import show

    for row in rows():
        show(row)


if __name__ == "__main__":
    main()
