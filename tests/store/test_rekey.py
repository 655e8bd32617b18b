"""A new master key: all is there under it, nothing of it under the old one, whatever was killed."""

from __future__ import annotations

import json
import random
import shutil
import signal
import time
from collections import namedtuple
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from caseapp.domain.vocabulary import AttachmentRole
from caseapp.errors import Cancelled
from caseapp.store import rekey
from caseapp.store.backup_errors import EarlierBackupError
from caseapp.store.backup_place import look
from caseapp.store.errors import StoreError, WrongPassphraseError, WrongRecoveryKeyError
from caseapp.store.history import Action
from caseapp.store.keys import KeyFile
from caseapp.store.keyslots import Purpose
from caseapp.store.records import Attachment, Contact, Detainee
from caseapp.store.recovery_errors import (
    NoRoomForNewKeyError,
    SamePassphraseError,
    UnsoundNewCopyError,
)
from caseapp.store.restore import damages, open_backup, restore_to
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress, Report
from tests.conftest import CHEAP, PASSPHRASE
from tests.faults.worker import Worker, worker

NEW = "қалам-тұман-жайлау"


def give_new_key(folder: Path, old: str = PASSPHRASE, new: str = NEW) -> None:
    vault = Vault.open(folder, old)
    vault.keys.replace_master_key(old, new, cost=CHEAP)


def everything(vault: Vault) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the vault's notes, the search index's own too, with schema."""
    with vault._alone() as engine, engine.connect() as connection:

        def run(sql: str) -> list[tuple[object, ...]]:
            return [tuple(row) for row in connection.execute(text(sql))]

        schema = run("SELECT type, name, sql FROM sqlite_master ORDER BY type, name")
        tables = [name for kind, name, _sql in schema if kind == "table" and name != "meta"]
        rows = {name: run(f'SELECT {_order(sql)}* FROM "{name}"')
                for _kind, name, sql in schema if name in tables}  # fmt: skip
        pragmas = [
            run(f"PRAGMA {name}") for name in ("application_id", "user_version", "page_size")
        ]
    return {**rows, "schema": schema, "pragmas": pragmas}


def _order(sql: str) -> str:
    return "" if "WITHOUT ROWID" in sql.upper() else "rowid, "


def notes(vault: Vault) -> dict[str, str]:
    with vault._alone() as engine, engine.connect() as connection:
        return dict(connection.execute(text("SELECT name, value FROM meta")).all())


# -- what is the same and what is not ----------------------------------------------------------
@pytest.fixture
def before(filled_folder: Path, copy_of: Callable[[Path], Path]) -> Path:
    return copy_of(filled_folder)


def test_everything_is_there_under_the_new_passphrase_alone(before):
    with Vault.open(before, PASSPHRASE) as vault:
        had, known = everything(vault), notes(vault)
        files = {a.id: vault.read_attachment(a) for a in vault.all(Attachment)}
    names = sorted(path.name for path in (before / "att").rglob("*.enc"))
    give_new_key(before)
    with pytest.raises(WrongPassphraseError):
        Vault.open(before, PASSPHRASE)
    with Vault.open(before, NEW) as vault:
        assert everything(vault) == had
        now = notes(vault)
        assert {a.id: vault.read_attachment(a) for a in vault.all(Attachment)} == files
        assert vault.check() == []
    assert files
    assert {name: now[name] for name in known} == known
    assert set(now) - set(known) == {"file_secret", "earlier_backup_keys"}
    assert sorted(path.name for path in (before / "att").rglob("*.enc")) == names
    assert not [path for path in before.iterdir() if path.name.startswith(("rekey", "keys.json."))]


def test_nothing_that_opens_is_the_same_as_before(before, tmp_path):
    old_keys, old_database = (before / "keys.json").read_bytes(), (before / "case.db").read_bytes()
    with Vault.open(before, PASSPHRASE) as vault:
        recovery = vault.keys.make_recovery(PASSPHRASE)
        vault.keys.try_recovery(recovery.key)
        old = KeyFile.open(vault.folder, PASSPHRASE)
    give_new_key(before)
    with Vault.open(before, NEW) as vault:
        new = KeyFile.open(vault.folder, NEW)
        assert not vault.keys.standing().made
        assert vault.keys.standing().tried is None
        for purpose in Purpose:
            assert old.subkey(purpose) != new.subkey(purpose)
        with pytest.raises(WrongRecoveryKeyError):
            KeyFile.open_with_recovery_key(vault.folder, recovery.key)
    database = (before / "case.db").read_bytes()
    pages = {old_database[at : at + 4096] for at in range(0, len(old_database), 4096)}
    assert not pages & {database[at : at + 4096] for at in range(0, len(database), 4096)}
    # An old key file put back opens the wrapping, and not the database.
    (before / "keys.json").write_bytes(old_keys)
    with pytest.raises(StoreError):
        Vault.open(before, PASSPHRASE)


def test_files_attached_before_and_after_a_second_new_key_are_read(before):
    give_new_key(before)
    with Vault.open(before, NEW) as vault:
        made = vault.attach(
            b"added later", role=AttachmentRole.DOCUMENT_SCAN, action=Action("Attach"),
            file_name="later.pdf",
        )  # fmt: skip
    give_new_key(before, NEW, "third")
    with Vault.open(before, "third") as vault:
        kept = vault.get(Attachment, made.id)
        assert vault.read_attachment(kept) == b"added later"
        assert vault.check() == []
        assert len(json.loads(notes(vault)["earlier_backup_keys"])) == 2


def test_a_vault_with_unwritten_changes_in_its_wal_loses_none(before):
    vault = Vault.open(before, PASSPHRASE)
    for number in range(20):
        vault.save(Contact(address=f"Куәгер {number}"), action=Action("Add"))
    generation = vault.generation
    vault.keys.replace_master_key(PASSPHRASE, NEW, cost=CHEAP)
    with Vault.open(before, NEW) as again:
        assert again.generation == generation
        assert sum(c.address.startswith("Куәгер") for c in again.all(Contact)) == 20
        assert "went_back" not in notes(again)
        assert again.undoable()[0] is not None
        again.undo()


def test_the_vault_is_closed_afterwards(before):
    vault = Vault.open(before, PASSPHRASE)
    vault.keys.replace_master_key(PASSPHRASE, NEW, cost=CHEAP)
    with pytest.raises(RuntimeError, match="closed"):
        vault.all(Detainee)
    vault.close()


# -- refusals ----------------------------------------------------------------------------------
def test_a_wrong_or_the_same_passphrase_writes_nothing(before):
    with Vault.open(before, PASSPHRASE) as vault:
        with pytest.raises(WrongPassphraseError):
            vault.keys.replace_master_key("wrong", NEW, cost=CHEAP)
        with pytest.raises(SamePassphraseError):
            vault.keys.replace_master_key(PASSPHRASE, PASSPHRASE, cost=CHEAP)
        with pytest.raises(SamePassphraseError):
            vault.keys.change_passphrase(PASSPHRASE, PASSPHRASE, CHEAP)
        assert vault.all(Detainee)
    Vault.open(before, PASSPHRASE).close()


def test_too_little_room_is_said_before_anything_is_written(before, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage(1 << 30, 1 << 30, 1 << 20))
    with Vault.open(before, PASSPHRASE) as vault:
        with pytest.raises(NoRoomForNewKeyError) as refused:
            vault.keys.replace_master_key(PASSPHRASE, NEW, cost=CHEAP)
        assert refused.value.params["free"] == 1
        assert not (before / "rekey.part").exists()


@pytest.mark.parametrize("at", ["Making the new key…", "Writing the vault anew…",
                                "Checking what was written…"])  # fmt: skip
def test_stopped_by_the_person_all_is_as_before(before, at):
    said = []

    def heed(report: Report) -> None:
        said.append(report.message)
        if report.message == at:
            progress.cancel()

    progress = Progress(heed)
    with Vault.open(before, PASSPHRASE) as vault:
        with pytest.raises(Cancelled):
            vault.keys.replace_master_key(PASSPHRASE, NEW, progress, CHEAP)
        assert said[-1] == at
        assert not (before / "rekey.part").exists()
        vault.save(Contact(address="after"), action=Action("Add"))
    with Vault.open(before, PASSPHRASE) as vault:
        assert vault.check() == []


def test_a_copy_that_differs_is_not_put_in_place(before, monkeypatch):
    """One row less than there must be, written in after the copying."""
    real = rekey._copy_pages

    def lossy(engine, target, progress):
        real(engine, target, progress)
        with target.begin() as connection:
            connection.execute(text('DELETE FROM "change" WHERE id = 1'))

    monkeypatch.setattr(rekey, "_copy_pages", lossy)
    with Vault.open(before, PASSPHRASE) as vault:
        with pytest.raises(UnsoundNewCopyError):
            vault.keys.replace_master_key(PASSPHRASE, NEW, cost=CHEAP)
        assert vault.check() == []
    Vault.open(before, PASSPHRASE).close()


# -- backups -----------------------------------------------------------------------------------
def test_earlier_backups_are_known_and_named_and_still_open_with_the_passphrase_of_then(
    before, tmp_path
):
    stick = tmp_path / "stick"
    stick.mkdir()
    with Vault.open(before, PASSPHRASE) as vault:
        vault.backups.make(stick)
        cases = len(vault.all(Detainee))
    give_new_key(before)
    with Vault.open(before, NEW) as vault:
        made = vault.backups.make(stick, keep_all=True)
        assert made.copied == 0, "attached files are shared with earlier backups"
        (new, old), unread = vault.backups.at(stick)
        assert (new.earlier, old.earlier, unread) == (False, True, 0)
        assert vault.backups.damages(old) == []
        assert vault.backups.damages(new) == []
        with pytest.raises(EarlierBackupError):
            vault.backups.restore(old, tmp_path / "refused")
        opened = open_backup(old.path, PASSPHRASE)
        restore_to(opened.backup, opened.master, tmp_path / "old", Progress())
        with pytest.raises(WrongPassphraseError):
            open_backup(old.path, NEW)
        vault.backups.remove(old)
        assert [found.path for found in look(stick)] == [new.path]
        fresh = open_backup(new.path, NEW)
        assert damages(fresh.backup, fresh.master, Progress()) == []
        restore_to(fresh.backup, fresh.master, tmp_path / "new", Progress())
    for folder, secret in ((tmp_path / "old", PASSPHRASE), (tmp_path / "new", NEW)):
        with Vault.open(folder, secret) as restored:
            assert len(restored.all(Detainee)) == cases
            assert restored.check() == []
            for attachment in restored.all(Attachment):
                restored.read_attachment(attachment)


def test_a_backup_kept_inside_the_vault_goes_with_the_old_key(before):
    with Vault.open(before, PASSPHRASE) as vault:
        vault.backups.make_before_migration()
    assert (before / "backup").is_dir()
    give_new_key(before)
    assert not (before / "backup").exists()


# -- stopped anywhere --------------------------------------------------------------------------
@pytest.fixture(scope="module")
def rekeyer() -> Iterator[Worker]:
    with worker("rekeyer") as process:
        yield process


def run(
    rekeyer: Worker, folder: Path, old: str, new: str, *, step: int = -1, delay: float = -1
) -> int:
    """By which signal it ended, at a step or `delay` seconds after it began; 0 for none."""
    rekeyer.begin(folder, old, new, step)
    rekeyer.hear("begun")
    if delay < 0:
        return rekeyer.end()
    time.sleep(delay)
    return rekeyer.kill()


def opens_with(folder: Path, passphrases: tuple[str, str], expected: int) -> list[str]:
    """Which of them open the vault; each that does finds all of it."""
    works = []
    for passphrase in passphrases:
        try:
            vault = Vault.open(folder, passphrase)
        except WrongPassphraseError:
            continue
        with vault:
            assert len(vault.all(Detainee)) == expected
            for attachment in vault.all(Attachment):
                vault.read_attachment(attachment)
        works.append(passphrase)
    left = [path.name for path in folder.iterdir() if path.name.startswith(("rekey", ".keys"))]
    assert left == []
    return works


def test_stopped_at_any_step_the_old_or_the_new_passphrase_opens_all_of_it(before, rekeyer):
    """The step is moved on until it runs through: none is left out."""
    with Vault.open(before, PASSPHRASE) as vault:
        cases = len(vault.all(Detainee))
    current, wanted, met = PASSPHRASE, NEW, set()
    for step in range(200):
        ended = run(rekeyer, before, current, wanted, step=step)
        works = opens_with(before, (current, wanted), cases)
        assert len(works) == 1, "exactly one opens"
        met.add("old" if works == [current] else "new")
        if works == [wanted]:
            current, wanted = wanted, current
        if ended == 0:
            break
        assert ended == signal.SIGKILL
    else:
        pytest.fail("it never ran to its end")
    assert step >= 15
    assert met == {"old", "new"}
    with Vault.open(before, current) as vault:
        assert vault.check() == []


@pytest.mark.parametrize("kills", [8, pytest.param(200, marks=pytest.mark.slow)])
def test_killed_at_random_moments_one_passphrase_always_opens_all_of_it(before, rekeyer, kills):
    with Vault.open(before, PASSPHRASE) as vault:
        cases = len(vault.all(Detainee))
    started = time.monotonic()
    run(rekeyer, before, PASSPHRASE, NEW)
    usual = time.monotonic() - started
    current, wanted = NEW, PASSPHRASE
    chance = random.Random(kills)
    for _kill in range(kills):
        run(rekeyer, before, current, wanted, delay=chance.uniform(0, usual))
        works = opens_with(before, (current, wanted), cases)
        assert len(works) == 1, "exactly one opens"
        if works == [wanted]:
            current, wanted = wanted, current
    with Vault.open(before, current) as vault:
        assert vault.check() == []


def test_what_was_decided_is_finished_and_what_was_not_is_cleared_away(before, copy_of):
    with Vault.open(before, PASSPHRASE) as vault:
        with vault._alone() as engine:
            master = KeyFile.open(vault.folder, PASSPHRASE)
            rekey.prepare(vault.folder, engine, master, NEW, CHEAP, Progress())
        folder = vault.folder
        shutil.copytree(before / "rekey.part", before.parent / "kept")
    assert not (before / "rekey.part").exists(), "closing tidies up"
    shutil.copytree(before.parent / "kept", before / "rekey.part")
    Vault.open(before, PASSPHRASE).close()
    assert not (before / "rekey.part").exists()
    shutil.copytree(before.parent / "kept", before / "rekey.part")
    rekey.decide(folder)
    with pytest.raises(WrongPassphraseError):
        Vault.open(before, PASSPHRASE)
    Vault.open(before, NEW).close()
