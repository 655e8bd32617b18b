"""A backup is the vault as it was at one moment and read back before it is listed, or nothing."""

from __future__ import annotations

import errno
import json
import os
import resource
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from caseapp.domain.vocabulary import AttachmentRole
from caseapp.errors import Cancelled
from caseapp.store import backup, backup_attached, backup_place
from caseapp.store.backup import Backup
from caseapp.store.backup_errors import (
    BackupDiskFullError,
    BackupInsideVaultError,
    BackupPlaceGoneError,
    BackupPlaceInVaultError,
    BackupPlaceMissingError,
    BackupPlaceReadOnlyError,
    FaultyDiskError,
    FileTooLargeError,
    NoRoomError,
)
from caseapp.store.backup_place import finished_in, look
from caseapp.store.errors import BackupNotVaultError
from caseapp.store.history import Action
from caseapp.store.keyslots import Purpose
from caseapp.store.records import Attachment, Contact
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress, Report
from tests.conftest import CHEAP, PASSPHRASE
from tests.store.every_kind import FILE, content

NAME = "Куәгер-证人"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def attach(vault: Vault, data: bytes) -> Attachment:
    return vault.attach(
        data, role=AttachmentRole.DOCUMENT_SCAN, action=Action("Attach"), file_name=f"{NAME}.pdf"
    )


def restored(vault: Vault, made: Backup, target: Path) -> Vault:
    vault.backups.restore(made, target)
    return Vault.open(target, PASSPHRASE)


def listed(stick: Path) -> list[Path]:
    return [found.path for found in look(stick)]


def state(folder: Path) -> dict[str, tuple[int, int]]:
    """Which file, which inode and when written: what was rewritten differs."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


# -- a whole one ---------------------------------------------------------------------------------
def test_what_is_restored_is_the_vault_as_it_was(filled, stick, tmp_path):
    before, generation = content(filled), filled.generation
    made = filled.backups.make(stick).backup
    filled.save(Contact(restricted_notes="later"), action=Action("Later"))
    with restored(filled, made, tmp_path / "new") as again:
        assert content(again) == before
        assert again.generation == generation == made.generation
        assert again.check() == []
        assert [again.read_attachment(file) for file in again.all(Attachment)] == [FILE, FILE]
    assert made.cases == made.manifest.facts.tables["detainee"] > 0
    assert made.size == sum(
        path.stat().st_size for path in stick.rglob("*") if path.name != "manifest.json"
        and path.is_file()
    )  # fmt: skip


def test_a_second_backup_copies_only_what_is_new_and_rewrites_nothing(filled, stick):
    filled.backups.make(stick)
    first = state(stick)
    scan = attach(filled, b"new " * 5000)
    made = filled.backups.make(stick, keep_all=True)
    assert made.copied == 1
    second = state(stick)
    assert {name: second[name] for name in first} == first
    new = {name.rpartition("/")[2] for name in second.keys() - first.keys()}
    own = {"STORE.json", "case.db", "keys.json", "manifest.json"}
    assert new == {filled._blobs.path(scan.id).name, *own}
    assert filled.backups.damages(made.backup) == []


def test_names_and_bytes_on_the_stick_tell_nothing_of_the_content(empty_folder, copy_of, stick):
    with Vault.open(copy_of(empty_folder), PASSPHRASE) as vault:
        vault.save(Contact(restricted_notes=NAME), action=Action("Note"))
        attach(vault, NAME.encode() * 100)
        vault.backups.make(stick)
    for path in stick.rglob("*"):
        assert NAME not in str(path)
        if path.is_file():
            assert NAME.encode() not in path.read_bytes()
    shown = json.loads((finished_in(next(stick.iterdir()))[0] / "manifest.json").read_text())
    assert set(shown) == {
        "format", "format_version", "store_id", "made_at", "own", "attached", "nonce", "sealed"
    }  # fmt: skip


def test_the_vault_remembers_its_last_backup_and_what_changed_since(filled, stick):
    assert filled.backups.last() is None
    made = filled.backups.make(stick).backup
    assert filled.backups.last().made_at == made.made_at
    assert filled.backups.last().changes == 0
    generation = filled.generation
    filled.save(Contact(), action=Action("One"))
    filled.save(Contact(), action=Action("Two"))
    assert filled.backups.last().changes == filled.generation - generation == 2
    assert filled.check() == []


def test_backups_are_listed_newest_first_and_only_those_of_this_vault(filled, stick, new_vault):
    other = new_vault()
    other.backups.make(stick)
    first = filled.backups.make(stick, keep_all=True).backup
    second = filled.backups.make(stick, keep_all=True).backup
    found, unreadable = filled.backups.at(stick)
    assert [backup.path for backup in found] == [second.path, first.path]
    assert unreadable == 0
    assert len(listed(stick)) == 3


def test_a_backup_is_not_opened_as_a_vault(filled, stick):
    made = filled.backups.make(stick).backup
    before = state(stick)
    with pytest.raises(BackupNotVaultError):
        Vault.open(made.path, PASSPHRASE)
    assert state(stick) == before


# -- while people write --------------------------------------------------------------------------
def test_saves_during_a_backup_are_kept_and_the_backup_is_one_moment(filled, stick, tmp_path):
    for _ in range(8):
        attach(filled, os.urandom(400_000))
    stop, saved = threading.Event(), 0

    def write() -> None:
        nonlocal saved
        while not stop.is_set():
            filled.save(Contact(restricted_notes=str(saved)), action=Action("Write"))
            saved += 1

    writer = threading.Thread(target=write)
    before = filled.generation
    writer.start()
    try:
        made = filled.backups.make(stick).backup
    finally:
        stop.set()
        writer.join()
    assert filled.generation == before + saved
    assert saved > 3
    with restored(filled, made, tmp_path / "new") as again:
        assert before <= again.generation <= filled.generation
        assert again.check() == []
        notes = {c.restricted_notes for c in again.all(Contact)} & {str(n) for n in range(saved)}
        assert notes == {str(n) for n in range(again.generation - before)}
    assert filled.check() == []


INTRUDER = """
import sys
from pathlib import Path
import sqlcipher3.dbapi2 as sqlcipher
connection = sqlcipher.connect(Path(sys.argv[1]).as_uri() + "?mode=rw", uri=True, timeout=0)
connection.execute(f"PRAGMA key=\\"x'{sys.stdin.read()}'\\"")
try:
    connection.execute("BEGIN IMMEDIATE")
except sqlcipher.OperationalError as error:
    print(error)
"""


def test_a_backup_leaves_the_lock_on_the_database_as_it_was(filled, stick):
    """On POSIX systems closing a file drops every lock that a process holds on it."""
    filled.backups.make(stick)
    filled.save(Contact(), action=Action("After"))
    done = subprocess.run(
        [sys.executable, "-c", INTRUDER, str(filled.folder.database)],
        input=filled.backups._master.database_key_hex(), capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert done.stdout == "database is locked\n"


def test_writes_during_the_copying_go_to_the_wal_and_reach_the_database_afterwards(filled, stick):
    with filled.backups._still():
        held = filled.folder.database.stat()
        for number in range(60):
            filled.save(Contact(restricted_notes=f"{number} " * 9000), action=Action("Write"))
        now = filled.folder.database.stat()
        assert (now.st_size, now.st_mtime_ns) == (held.st_size, held.st_mtime_ns)
        wal = filled.folder.path / "case.db-wal"
        assert wal.stat().st_size > 1100 * 4096  # more than SQLite would have written back
    filled.save(Contact(), action=Action("After"))
    assert filled.folder.database.stat().st_mtime_ns > held.st_mtime_ns
    assert filled.check() == []


# -- places --------------------------------------------------------------------------------------
def test_a_folder_inside_the_vault_is_refused(vault, tmp_path):
    for inside in (vault.folder.path, vault.folder.attachments, vault.folder.path / "backup"):
        inside.mkdir(exist_ok=True)
        with pytest.raises(BackupInsideVaultError):
            vault.backups.make(inside)
    link = tmp_path / "link"
    link.symlink_to(vault.folder.path / "backup")
    with pytest.raises(BackupInsideVaultError):
        vault.backups.make(link)


def test_a_folder_that_is_not_there_another_vault_and_a_backup_are_refused(
    vault, new_vault, stick, tmp_path
):
    with pytest.raises(BackupPlaceMissingError):
        vault.backups.make(tmp_path / "no stick")
    with pytest.raises(BackupPlaceInVaultError):
        vault.backups.make(new_vault().folder.attachments)
    made = vault.backups.make(stick).backup
    with pytest.raises(BackupPlaceInVaultError):
        vault.backups.make(made.path)


def test_the_vaults_own_folder_on_the_stick_is_as_good_as_the_one_around_it(vault, stick):
    first = vault.backups.make(stick, keep_all=True).backup
    second = vault.backups.make(first.path.parent, keep_all=True).backup
    assert second.path.parent == first.path.parent


def test_without_rights_and_hard_links_as_on_fat_it_works(filled, stick, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "no rights here")

    monkeypatch.setattr(os, "link", refuse)
    real = Path.chmod
    monkeypatch.setattr(
        Path, "chmod",
        lambda path, mode: refuse() if stick in path.parents else real(path, mode),
    )  # fmt: skip
    made = filled.backups.make(stick).backup
    assert filled.backups.damages(made) == []


def test_a_disk_that_takes_no_large_files_is_told(vault, stick):
    attach(vault, os.urandom(6_000_000))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_000_000, hard))
    try:
        with pytest.raises(FileTooLargeError):
            vault.backups.make(stick)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert listed(stick) == []
    assert vault.backups.make(stick).copied == 1


def test_too_little_room_is_told_before_anything_is_written(filled, stick, monkeypatch):
    real = shutil.disk_usage

    def small(path: Any) -> Any:
        usage = real(path)
        return usage._replace(free=900_000) if stick in (path, *Path(path).parents) else usage

    monkeypatch.setattr(shutil, "disk_usage", small)
    with pytest.raises(NoRoomError) as refused:
        filled.backups.make(stick)
    assert refused.value.params["free"] == 0
    assert refused.value.params["needed"] >= 2
    assert not [path for path in stick.rglob("*") if path.is_file()]


# -- faults at every place -----------------------------------------------------------------------
class Breaking:
    """Fails at the n-th touch of the stick: making, writing, flushing, naming."""

    def __init__(self, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._stick, self._left, self._number = stick, -1, 0
        for name in ("write_new", "sync_folder", "rename_durably", "open_new"):
            monkeypatch.setattr(backup_place.files, name, self._around(name))
        monkeypatch.setattr(backup_place, "flush", self._flush)
        monkeypatch.setattr(backup, "flush", self._flush)
        monkeypatch.setattr(backup_attached, "flush", self._flush)

    def at(self, touch: int, number: int) -> None:
        self._left, self._number = touch, number

    @property
    def struck(self) -> bool:
        return self._left == 0

    def _touch(self, path: Path) -> None:
        if self._stick in path.parents and self._left > 0:
            self._left -= 1
            if self._left == 0:
                raise OSError(self._number, os.strerror(self._number))

    def _around(self, name: str) -> Any:
        real = getattr(backup_place.files, name)

        def touched(path: Path, *rest: Any) -> Any:
            self._touch(path)
            return real(path, *rest)

        return touched

    def _flush(self, path: Path) -> None:
        self._touch(path)


TOLD = {
    errno.ENOSPC: BackupDiskFullError,
    errno.EIO: BackupPlaceGoneError,
    errno.EROFS: BackupPlaceReadOnlyError,
}


def test_whichever_step_fails_one_sentence_is_said_and_nothing_half_is_listed(
    vault, stick, monkeypatch
):
    good = vault.backups.make(stick, keep_all=True).backup
    attach(vault, b"one more")
    breaking = Breaking(stick, monkeypatch)
    for touch in range(1, 100):
        number, told = list(TOLD.items())[touch % 3]
        breaking.at(touch, number)
        before = listed(stick)
        try:
            vault.backups.make(stick, keep_all=True)
        except told:
            pass
        else:
            assert not breaking.struck
            break
        # Only what fails after the name was given leaves a backup, and then it is whole.
        assert len(listed(stick)) <= len(before) + 1
    breaking.at(0, 0)
    assert touch > 12
    assert good.path in listed(stick)
    for made in vault.backups.at(stick)[0]:
        assert vault.backups.damages(made) == []
    assert len(vault.backups.at(stick)[0]) == len(listed(stick))
    assert not list(vault.folder.temporary.iterdir())
    assert not list(stick.rglob("*.part*"))


@pytest.mark.parametrize("module", [backup, backup_attached])
def test_a_disk_that_gives_back_other_bytes_than_it_was_given_is_found_out(
    filled, stick, monkeypatch, module
):
    def spoil(path: Path) -> None:
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)

    with monkeypatch.context() as broken:
        broken.setattr(module, "flush", spoil)
        with pytest.raises(FaultyDiskError):
            filled.backups.make(stick)
    assert listed(stick) == []
    assert filled.backups.damages(filled.backups.make(stick).backup) == []


def reports(count: int) -> Iterator[Progress]:
    """Progress whose n-th report asks to stop."""
    for number in range(1, count):
        seen = 0

        def heard(_report: Report) -> None:
            nonlocal seen
            seen += 1
            if seen == number:  # noqa: B023 - used up before the next
                progress.cancel()  # noqa: B023

        progress = Progress(heard)
        yield progress


def test_stopped_at_any_moment_nothing_is_listed_and_nothing_is_left(filled, stick):
    finished = 0
    for progress in reports(60):
        try:
            filled.backups.make(stick, progress)
        except Cancelled:
            assert listed(stick) == []
            assert not list(filled.folder.temporary.iterdir())
        else:
            finished += 1
            break
    assert finished == 1
    assert filled.backups.last() is not None


def test_a_stick_that_is_pulled_out_is_told_and_what_was_there_is_whole(filled, stick, tmp_path):
    good = filled.backups.make(stick).backup
    attach(filled, os.urandom(3_000_000))
    pulled = tmp_path / "pulled"

    def heard(report: Report) -> None:
        if report.done and stick.exists():
            stick.rename(pulled)

    with pytest.raises(BackupPlaceGoneError):
        filled.backups.make(stick, Progress(heard))
    pulled.rename(stick)
    assert listed(stick) == [good.path]
    assert filled.backups.damages(good) == []
    assert filled.check() == []
    assert filled.backups.make(stick).copied == 1


def test_what_was_left_unfinished_is_never_listed_and_goes_with_the_next(filled, stick):
    made = filled.backups.make(stick, keep_all=True).backup
    left = made.path.with_name("2026-01-01-000000.partial")
    shutil.copytree(made.path, left)
    loose = made.path.parent / "att" / "ab"
    loose.mkdir(exist_ok=True)
    (loose / f"{'ab' * 16}.enc.part").write_bytes(b"half")
    assert listed(stick) == [made.path]
    filled.backups.make(stick, keep_all=True)
    assert not left.exists()
    assert not list(stick.rglob("*.part"))


def test_an_attached_file_that_no_finished_backup_vouches_for_is_copied_anew(filled, stick):
    made = filled.backups.make(stick).backup
    entry = made.manifest.attached[0]
    path = made.path.parent / entry.path
    shutil.rmtree(made.path)
    path.write_bytes(bytes(entry.size))
    again = filled.backups.make(stick)
    assert again.copied == len(made.manifest.attached)
    assert filled.backups.damages(again.backup) == []


def test_an_attached_file_that_was_found_damaged_is_copied_anew_and_mends_older_backups(
    filled, stick
):
    first = filled.backups.make(stick, keep_all=True).backup
    entry = first.manifest.attached[0]
    path = first.path.parent / entry.path
    whole = path.read_bytes()
    path.write_bytes(bytes(entry.size))
    assert filled.backups.damages(first) == [entry.path]
    again = filled.backups.make(stick, keep_all=True)
    assert again.copied == 1
    assert path.read_bytes() == whole
    for made in (first, again.backup):
        assert filled.backups.damages(made) == []


def test_within_eight_days_of_backups_every_file_on_the_stick_is_read_again(
    filled, stick, monkeypatch
):
    for number in range(20):
        attach(filled, b"%d" % number * 1000)
    made = filled.backups.make(stick, keep_all=True).backup
    for entry in made.manifest.attached:
        (made.path.parent / entry.path).write_bytes(bytes(entry.size))

    passed = iter(range(100))

    class Day(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime.now(tz) + timedelta(days=next(passed))

    monkeypatch.setattr(backup, "datetime", Day)
    mended = sum(filled.backups.make(stick, keep_all=True).copied for _ in range(8))
    assert mended == len(made.manifest.attached)
    monkeypatch.undo()
    assert filled.backups.damages(made) == []


# -- vaults that are not sound themselves --------------------------------------------------------
def test_a_vault_that_lacks_a_file_is_backed_up_all_the_same_and_it_is_told(
    filled, stick, tmp_path
):
    lost = attach(filled, b"lost")
    filled._blobs.path(lost.id).unlink()
    made = filled.backups.make(stick).backup
    assert made.unsound == 1
    assert filled.backups.damages(made) == []
    with restored(filled, made, tmp_path / "new") as again:
        assert len(again.check()) == 1


def test_a_file_that_was_damaged_later_stays_whole_in_the_backup(filled, stick, tmp_path):
    scan = attach(filled, b"whole " * 1000)
    filled.backups.make(stick)
    path = filled._blobs.path(scan.id)
    path.write_bytes(bytes(path.stat().st_size))
    made = filled.backups.make(stick)
    assert (made.copied, made.backup.unsound) == (0, 0)
    with restored(filled, made.backup, tmp_path / "new") as again:
        assert again.read_attachment(scan) == b"whole " * 1000


def test_a_file_that_was_damaged_before_is_noted_and_copied_again_once_it_is_whole(filled, stick):
    scan = attach(filled, b"whole " * 1000)
    path = filled._blobs.path(scan.id)
    good = path.read_bytes()
    path.write_bytes(bytes(len(good)))
    assert filled.backups.make(stick).backup.unsound == 1
    path.write_bytes(good)
    made = filled.backups.make(stick)
    assert (made.copied, made.backup.unsound) == (1, 0)


def test_a_vault_with_a_broken_history_is_backed_up_and_it_is_told(filled, stick, tmp_path):
    with filled._engine.begin() as connection:
        connection.execute(text("UPDATE change SET new = '\"other\"' WHERE id = 3"))
    made = filled.backups.make(stick).backup
    assert made.manifest.unsound == ("history",)
    assert filled.backups.damages(made) == []
    filled.backups.restore(made, tmp_path / "new")


# -- rotation ------------------------------------------------------------------------------------
def aged(vault: Vault, made: Backup, days: int) -> Path:
    """The same backup as if it had been made earlier."""
    key = vault.backups._master.subkey(Purpose.BACKUP)
    older = replace(made.manifest, made_at=made.manifest.made_at - timedelta(days=days))
    (made.path / "manifest.json").write_bytes(older.to_bytes(key))
    moved = made.path.with_name(f"{older.made_at.astimezone():%Y-%m-%d-%H%M%S}")
    made.path.rename(moved)
    return moved


def test_old_backups_go_with_the_files_that_they_alone_needed(filled, stick):
    for days in (900, 800, 700, 600, 500, 400, 300, 200):
        aged(filled, filled.backups.make(stick, keep_all=True).backup, days)
    scan = attach(filled, b"for one backup")
    name = filled._blobs.path(scan.id).name
    doomed = filled.backups.make(stick, keep_all=True).backup
    aged(filled, doomed, 1000)
    with filled._engine.begin() as connection:
        connection.execute(text("DELETE FROM attachment WHERE id = :id"), {"id": scan.id.hex})
    assert list(stick.rglob(name))
    made = filled.backups.make(stick)
    assert made.removed == 4
    assert not list(stick.rglob(name))
    for one in filled.backups.at(stick)[0]:
        assert filled.backups.damages(one) == []
    assert len(listed(stick)) == 6


def test_what_cannot_be_shown_to_be_a_backup_of_this_vault_is_never_deleted(filled, stick):
    oldest = aged(filled, filled.backups.make(stick, keep_all=True).backup, 1000)
    (oldest / "manifest.json").write_bytes(b"damaged")
    for days in (900, 800, 700, 600, 500, 400, 300, 200):
        aged(filled, filled.backups.make(stick, keep_all=True).backup, days)
    house = oldest.parent
    (house / "my notes").write_text("mine")
    (house / "att" / "ab").mkdir(exist_ok=True)
    stranger = house / "att" / "ab" / f"{'ab' * 16}.enc"
    stranger.write_bytes(b"of whom?")
    made = filled.backups.make(stick)
    assert made.removed == 3
    assert oldest.exists()
    assert (house / "my notes").exists()
    assert stranger.exists()
    assert filled.backups.at(stick)[1] == 1


def test_a_name_is_never_taken_twice(vault, stick):
    paths = [vault.backups.make(stick, keep_all=True).backup.path for _ in range(4)]
    assert len(set(paths)) == 4


def test_an_other_vault_in_the_same_folder_is_left_alone(vault, stick, tmp_path):
    with Vault.create(tmp_path / "other", PASSPHRASE, cost=CHEAP) as other:
        theirs = other.backups.make(stick).backup
    before = state(theirs.path)
    for _ in range(3):
        vault.backups.make(stick)
    assert state(theirs.path) == before
