"""Opening what was damaged, exchanged, made by others, or is open already.

The long form of the flipped bits runs with `--run-slow`; what concerns single parts stands in
tests/store (damage, blobs, keys, restore, unclean).
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from caseapp.domain.vocabulary import AttachmentRole
from caseapp.store.errors import (
    DamagedAttachmentError,
    DamagedKeysError,
    DamagedVaultError,
    NewerVaultError,
    StoreError,
    VaultInUseError,
)
from caseapp.store.folder import VaultFolder
from caseapp.store.history import Action
from caseapp.store.keys import KeyFile
from caseapp.store.records import Detainee
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE
from tests.store.every_kind import content, fill

ROOT = Path(__file__).resolve().parents[2]
PAGE = 4096


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed vault with every kind of record."""
    path = tmp_path_factory.mktemp("sound") / "vault"
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault:
        fill(vault)
    return path


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "vault"))


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*") if path.is_file()
    }  # fmt: skip


# -- 15: flipped bits ----------------------------------------------------------------------------
def judge_flips(sound: Path, tmp_path: Path, count: int, seed: int) -> None:
    """A vault that was not closed is looked over at opening: then no bit passes unnoticed."""
    with Vault.open(Path(shutil.copytree(sound, tmp_path / "whole")), PASSPHRASE) as vault:
        whole = content(vault)
    chance = random.Random(seed)
    folder = Path(shutil.copytree(sound, tmp_path / "vault"))
    data = (folder / "case.db").read_bytes()
    (folder / "open").touch()
    refused = 0
    for _ in range(count):
        position, bit = chance.randrange(len(data)), chance.randrange(8)
        flipped = bytearray(data)
        flipped[position] ^= 1 << bit
        (folder / "case.db").write_bytes(flipped)
        (folder / "case.db-wal").unlink(missing_ok=True)
        (folder / "open").touch()
        try:
            with Vault.open(folder, PASSPHRASE) as vault:
                assert content(vault) == whole, position
                assert position < 16, position  # the salt, which comes from the key
        except DamagedVaultError:
            refused += 1
    assert refused >= count - 2


def test_a_hundred_flipped_bits_are_all_refused_after_an_unclean_end(sound, tmp_path):
    judge_flips(sound, tmp_path, 100, seed=15)


@pytest.mark.slow
def test_a_thousand_flipped_bits_are_all_refused_after_an_unclean_end(sound, tmp_path):
    judge_flips(sound, tmp_path, 1000, seed=1015)


# -- 16, 17: attached files ----------------------------------------------------------------------
def test_two_attached_files_exchanged_are_refused_and_the_third_is_fine(folder):
    with Vault.open(folder, PASSPHRASE) as vault:
        made = [
            vault.attach(word * 1000, role=AttachmentRole.OTHER, action=Action("Add"))
            for word in (b"one", b"two", b"six")
        ]
        first, second, third = (vault._blobs.path(one.id) for one in made)
        kept = first.read_bytes()
        first.write_bytes(second.read_bytes())
        second.write_bytes(kept)
        for attachment in made[:2]:
            with pytest.raises(DamagedAttachmentError):
                vault.read_attachment(attachment)
        assert vault.read_attachment(made[2]) == b"six" * 1000
        assert third.is_file()


# -- 20: hostile key files -----------------------------------------------------------------------
def _slot(**changed: object) -> Callable[[dict], bytes]:
    def write(keys: dict) -> bytes:
        keys["slots"][0].update(changed)
        del keys["checksum"]
        canonical = json.dumps(keys, sort_keys=True, separators=(",", ":"))
        keys["checksum"] = hashlib.sha256(canonical.encode()).hexdigest()
        return json.dumps(keys).encode()

    return write


HOSTILE: dict[str, Callable[[dict], bytes]] = {
    "ops of a billion": _slot(ops=1_000_000_000),
    "a terabyte of memory": _slot(memory=1 << 40),
    "deep JSON": lambda _keys: b"[" * 200_000,
    "deep objects": lambda _keys: b'{"a":' * 200_000,
    "a number without end": lambda _keys: b'{"format": ' + b"9" * 60_000 + b"}",
}


@pytest.mark.parametrize("flaw", HOSTILE)
def test_a_hostile_key_file_is_refused_within_a_second(folder, flaw):
    keys = json.loads((folder / "keys.json").read_bytes())
    (folder / "keys.json").write_bytes(HOSTILE[flaw](keys))
    began = time.monotonic()
    with pytest.raises(DamagedKeysError):
        Vault.open(folder, PASSPHRASE)
    assert time.monotonic() - began < 1


def test_a_key_file_of_a_gigabyte_is_refused_within_a_second_and_not_read(folder):
    with (folder / "keys.json").open("r+b") as file:
        file.truncate(1 << 30)  # takes no room where the disk knows holes
    began = time.monotonic()
    with pytest.raises(DamagedKeysError):
        Vault.open(folder, PASSPHRASE)
    assert time.monotonic() - began < 1


# -- 21: newer forms -----------------------------------------------------------------------------
def _newer_description(folder: Path) -> None:
    described = json.loads((folder / "STORE.json").read_text())
    (folder / "STORE.json").write_text(json.dumps(described | {"format_version": 99}))


def _newer_database(folder: Path) -> None:
    with Vault.open(folder, PASSPHRASE) as vault, vault._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'later'")


@pytest.mark.parametrize("newer", [_newer_description, _newer_database])
def test_a_newer_form_is_refused_and_no_byte_is_changed(folder, newer):
    newer(folder)
    before = digests(folder)
    with pytest.raises(NewerVaultError):
        Vault.open(folder, PASSPHRASE)
    assert digests(folder) == before


# -- 24: put back --------------------------------------------------------------------------------
def test_a_whole_folder_put_back_is_told_with_how_much_is_missing(folder, tmp_path):
    memory = tmp_path / "config" / "seen.json"
    old = Path(shutil.copytree(folder, tmp_path / "old"))
    with Vault.open(folder, PASSPHRASE, memory=memory) as vault:
        for n in range(4):
            vault.save(Detainee(summary=str(n)), action=Action("New"))
    shutil.rmtree(folder)
    shutil.copytree(old, folder)
    with Vault.open(folder, PASSPHRASE, memory=memory) as vault:
        assert vault.memory.newer is not None
        assert (vault.memory.newer.missing, vault.memory.newer.path) == (4, folder)
        assert [finding.check for finding in vault.check()] == ["generation"]
        for n in range(9):
            vault.save(Detainee(summary=str(n)), action=Action("New"))
    with Vault.open(folder, PASSPHRASE, memory=memory) as vault:
        assert [finding.check for finding in vault.check()] == ["generation"]
        vault.take_over()
        assert vault.check() == []
    held = memory.read_bytes()
    for told in (str(folder), VaultFolder.load(folder).store_id.hex):
        assert told.encode() not in held


@pytest.mark.parametrize("broken", [b"", b"{", b'{"format":1}', b"[" * 90_000, b"\xff" * 100])
def test_a_broken_memory_stops_nobody(folder, tmp_path, broken):
    memory = tmp_path / "seen.json"
    memory.write_bytes(broken)
    with Vault.open(folder, PASSPHRASE, memory=memory) as vault:
        assert vault.memory.newer is None
    assert json.loads(memory.read_bytes())["entries"]


# -- 25-27: two windows --------------------------------------------------------------------------
HOLD = """
import sys, time
from pathlib import Path
from caseapp.store.vault import Vault
vault = Vault.open(Path(sys.argv[1]), sys.argv[2])
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def holder(folder: Path):
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder), PASSPHRASE], cwd=ROOT,
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stdout.readline().strip() == "held"
    yield child
    child.kill()
    child.wait()
    child.stdout.close()


def test_a_second_window_is_told_the_holder_and_opens_once_it_was_killed(folder, holder):
    with pytest.raises(VaultInUseError, match=f"process {holder.pid}"):
        Vault.open(folder, PASSPHRASE)
    holder.kill()
    holder.wait()
    with Vault.open(folder, PASSPHRASE) as vault:
        assert vault.checks.unclean
        assert vault.check() == []


def test_past_the_lock_file_the_database_itself_says_locked_and_nothing_is_written(folder, holder):
    (folder / "lock").unlink()  # a new file there is another lock
    before = hashlib.sha256((folder / "case.db").read_bytes()).hexdigest()
    with pytest.raises(VaultInUseError):
        Vault.open(folder, PASSPHRASE)
    key = KeyFile.open(VaultFolder.load(folder), PASSPHRASE).database_key_hex()
    raw = sqlcipher.connect(f"{(folder / 'case.db').as_uri()}?mode=rw", uri=True, timeout=0)
    raw.execute(f"PRAGMA key=\"x'{key}'\"")
    with pytest.raises(sqlcipher.OperationalError, match="locked"):
        raw.execute("INSERT INTO meta VALUES ('a', 'b')")
    raw.close()
    assert hashlib.sha256((folder / "case.db").read_bytes()).hexdigest() == before
    assert holder.poll() is None


def test_of_what_is_refused_nothing_is_ever_made_anew(folder):
    (folder / "case.db").unlink()
    with pytest.raises(StoreError):
        Vault.open(folder, PASSPHRASE)
    assert not (folder / "case.db").exists()
