"""docs/format.md is true: its reader gets everything out without the program or SQLCipher."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from nacl import bindings as sodium

from caseapp.domain.vocabulary import AttachmentRole
from caseapp.store.blobs import BlobStore
from caseapp.store.engine import checkpoint_and_close, create_database, make_engine
from caseapp.store.folder import VaultFolder, new_vault_folder
from caseapp.store.history import Action
from caseapp.store.keys import KeyFile, Purpose
from caseapp.store.recovery_code import lines_of
from caseapp.store.vault import Vault
from tests.conftest import CHEAP
from tests.conftest import PASSPHRASE as SECRET

PAGE = Path(__file__).parents[2] / "docs" / "format.md"
PASSPHRASE = "Ёлка на горе"
FILES = {"1" * 32: b"a scanned letter", "2" * 32: b"\0\x80\0" * 70_000}


@pytest.fixture
def vault(tmp_path: Path, cheap) -> Path:
    """A vault with one record, its full-text row and two attached files."""
    with new_vault_folder(tmp_path / "vault", "Name") as folder:
        master = KeyFile.create(folder, PASSPHRASE, cheap)
        create_database(folder.database, master)
        store = BlobStore(folder, master.subkey(Purpose.ATTACHMENTS))
        engine = make_engine(folder.database, master)
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE person(id TEXT, name TEXT)")
            connection.exec_driver_sql("CREATE VIRTUAL TABLE words USING fts5(name)")
            connection.exec_driver_sql("CREATE TABLE attachment(id TEXT, key BLOB)")
            connection.exec_driver_sql("CREATE TABLE meta(name TEXT, value TEXT)")
            connection.exec_driver_sql("INSERT INTO person VALUES ('x', 'Құндыз')")
            connection.exec_driver_sql("INSERT INTO words VALUES ('Құндыз')")
            for hex_id, content in FILES.items():
                info = store.write(content, UUID(hex_id))
                connection.exec_driver_sql(
                    "INSERT INTO attachment VALUES (?, ?)", (hex_id, info.key)
                )
        checkpoint_and_close(engine)
    return tmp_path / "vault"


def reader() -> str:
    """The Python block of the page, as printed."""
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), flags=re.DOTALL)
    assert len(blocks) == 1
    return blocks[0]


def run_reader(vault: Path, out: Path, passphrase: str) -> subprocess.CompletedProcess[str]:
    """`-I`: neither this folder nor PYTHONPATH is on the way, so nothing of ours is imported."""
    program = reader()
    assert "caseapp" not in program
    assert "sqlcipher3" not in program
    assert len(program.splitlines()) <= 100
    arguments = [sys.executable, "-I", "-c", program, str(vault), str(out), passphrase]
    return subprocess.run(arguments, capture_output=True, text=True, check=False)


def test_the_printed_reader_gets_everything_out(vault, tmp_path):
    out = tmp_path / "out"
    done = run_reader(vault, out, unicodedata.normalize("NFD", PASSPHRASE))
    assert done.returncode == 0, done.stderr
    for hex_id, content in FILES.items():
        assert (out / hex_id).read_bytes() == content
    plain = sqlite3.connect(out / "case-plain.db")
    assert plain.execute("SELECT name FROM person").fetchall() == [("Құндыз",)]
    plain.close()


def test_the_printed_reader_reads_a_vault_with_a_new_master_key(tmp_path):
    live = Vault.create(tmp_path / "live", SECRET, cost=CHEAP)
    before = live.attach(b"before", role=AttachmentRole.DOCUMENT_SCAN, action=Action("Attach"))
    live.keys.replace_master_key(SECRET, PASSPHRASE, cost=CHEAP)
    with Vault.open(tmp_path / "live", PASSPHRASE) as live:
        after = live.attach(b"after", role=AttachmentRole.DOCUMENT_SCAN, action=Action("Attach"))
    done = run_reader(tmp_path / "live", tmp_path / "out", PASSPHRASE)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / before.id.hex).read_bytes() == b"before"
    assert (tmp_path / "out" / after.id.hex).read_bytes() == b"after"


def test_the_sheet_of_the_page_is_the_one_that_is_printed():
    """The example of the recovery key's form, with the lines wrapped as they may be."""
    shown = re.findall(r"`([0-9A-Z]{4} [0-9A-Z]{4})`", PAGE.read_text("utf-8"))
    assert tuple(shown[1:]) == lines_of(bytes(range(32))), "the first is the pattern"


def test_the_printed_reader_refuses_a_wrong_passphrase(vault, tmp_path):
    done = run_reader(vault, tmp_path / "out", "wrong")
    assert done.returncode == 1
    assert "opens no slot" in done.stderr
    assert not (tmp_path / "out").exists()


def test_the_page_shows_the_fields_that_are_written(vault):
    page = PAGE.read_text("utf-8")
    shown = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", page, flags=re.DOTALL)]
    description = json.loads((vault / "STORE.json").read_text())
    keys = json.loads((vault / "keys.json").read_text())
    assert shown[0].keys() == description.keys()
    assert shown[1].keys() == keys.keys()
    assert shown[1]["slots"][0].keys() == keys["slots"][0].keys()
    KeyFile.add_recovery_key(VaultFolder.load(vault), PASSPHRASE)
    keys = json.loads((vault / "keys.json").read_text())
    assert shown[1]["slots"][1].keys() == keys["slots"][1].keys()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """One backup of a vault with an attached file."""
    folder = tmp_path / "stick"
    folder.mkdir()
    with Vault.create(tmp_path / "live", SECRET, cost=CHEAP) as live:
        live.attach(b"scan", role=AttachmentRole.DOCUMENT_SCAN, action=Action("Attach"))
        live.backups.make(folder)
    return folder


def unsealed(made: Path) -> dict[str, Any]:
    """What the manifest of a backup tells to who has the passphrase, read as the page says."""
    content = json.loads((made / "manifest.json").read_text("ascii"))
    master = KeyFile.open(VaultFolder.load(made, backup=True), SECRET)
    nonce, sealed = (bytes.fromhex(content.pop(name)) for name in ("nonce", "sealed"))
    bound_to = json.dumps(content, sort_keys=True, separators=(",", ":")).encode("ascii")
    return json.loads(
        sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
            sealed, bound_to, nonce, master.subkey(Purpose.BACKUP)
        )
    )


def test_the_manifest_of_a_backup_is_what_the_page_says(stick):
    page = PAGE.read_text("utf-8")
    shown = json.loads(re.findall(r"```json\n(.*?)```", page, flags=re.DOTALL)[2])
    (made,) = stick.glob("backup-*/20*")
    content = json.loads((made / "manifest.json").read_text("ascii"))
    assert shown.keys() == content.keys()
    assert shown["own"][0].keys() == content["attached"][0].keys()
    for root, entries in ((made, content["own"]), (made.parent, content["attached"])):
        for entry in entries:
            raw = (root / entry["path"]).read_bytes()
            assert len(raw) == entry["size"]
            assert hashlib.blake2b(raw, digest_size=32).hexdigest() == entry["blake2b"]
    opened = unsealed(made)
    assert all(f"`{name}`" in page for name in opened)
    assert opened["tables"]["attachment"] == 1


def test_a_backup_is_put_together_by_hand_as_the_page_says(stick, tmp_path):
    (made,) = stick.glob("backup-*/20*")
    together = tmp_path / "together"
    shutil.copytree(made, together, ignore=shutil.ignore_patterns("manifest.json"))
    shutil.copytree(made.parent / "att", together / "att")
    out = tmp_path / "out"
    done = run_reader(together, out, SECRET)
    assert done.returncode == 0, done.stderr
    assert [path.read_bytes() for path in out.iterdir() if not path.suffix] == [b"scan"]
    plain = sqlite3.connect(out / "case-plain.db")
    for table, rows in unsealed(made)["tables"].items():
        assert plain.execute(f'SELECT count(*) FROM "{table}"').fetchone() == (rows,), table
    plain.close()
    with Vault.open(together, SECRET) as vault:
        assert vault.check() == []
