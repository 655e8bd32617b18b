"""Restoring: whole and beside the live vault, or refused by the name of what is damaged."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from caseapp.domain.vocabulary import AttachmentRole
from caseapp.errors import Cancelled
from caseapp.store import backup, migrate, restore
from caseapp.store.backup import Backup
from caseapp.store.backup_errors import (
    BackupPlaceInVaultError,
    DamagedBackupError,
    DamagedBackupFilesError,
    DamagedBackupPartsError,
    NoRoomError,
    NotABackupError,
)
from caseapp.store.damage import diagnose
from caseapp.store.errors import (
    DamagedDescriptionError,
    DamagedVaultError,
    FolderNotEmptyError,
    MissingAttachmentError,
    NewerVaultError,
    NotAVaultError,
    StoreError,
    VaultMissingError,
    WrongPassphraseError,
)
from caseapp.store.history import Action
from caseapp.store.keys import KeyFile
from caseapp.store.keyslots import Purpose
from caseapp.store.records import Attachment, Contact
from caseapp.store.restore import OpenBackup, newest, open_backup, open_newest, restore_to
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress, Report
from tests.conftest import CHEAP, PASSPHRASE
from tests.fixtures.make_vault import FIXTURE_PASSPHRASE, VAULTS
from tests.store.every_kind import content


@pytest.fixture(scope="module")
def two(filled_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stick with two backups of one vault. Not to be changed: copy it."""
    root = tmp_path_factory.mktemp("two")
    stick = root / "stick"
    stick.mkdir()
    with Vault.open(Path(shutil.copytree(filled_folder, root / "vault")), PASSPHRASE) as vault:
        vault.backups.make(stick, keep_all=True)
        vault.save(Contact(restricted_notes="between"), action=Action("Between"))
        vault.attach(b"two" * 9000, role=AttachmentRole.DOCUMENT_SCAN, action=Action("Attach"))
        vault.backups.make(stick, keep_all=True)
    return stick


@pytest.fixture
def stick(two: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(two, tmp_path / "stick"))


def opened(stick: Path) -> OpenBackup:
    return open_backup(newest(stick), PASSPHRASE)


def restored(backup: OpenBackup, target: Path, progress: Progress | None = None) -> None:
    restore_to(backup.backup, backup.master, target, progress or Progress())


def parts(backup: Backup) -> dict[str, Path]:
    """One file of each class, by the name that a person is told."""
    attached = backup.manifest.attached[-1].path
    own = {name: backup.path / name for name in ("STORE.json", "keys.json", "case.db")}
    return {**own, attached: backup.path.parent / attached}


# -- whole ---------------------------------------------------------------------------------------
def test_a_restored_vault_opens_with_the_passphrase_that_it_had_then(filled, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    before = content(filled)
    filled.backups.make(stick)
    KeyFile.change_passphrase(filled.folder, PASSPHRASE, "another one", CHEAP)
    with pytest.raises(WrongPassphraseError):
        open_backup(newest(stick), "another one")
    restored(opened(stick), tmp_path / "new")
    with Vault.open(tmp_path / "new", PASSPHRASE) as again:
        assert content(again) == before
        assert again.check() == []
        assert again.backups.last().changes == 0
        assert again.backups.last().made_at == filled.backups.last().made_at


def test_all_that_is_restored_is_private_and_nothing_else_is_there(stick, tmp_path):
    restored(opened(stick), tmp_path / "deep" / "new")
    there = {p.relative_to(tmp_path / "deep").parts[1] for p in (tmp_path / "deep").rglob("*/*")}
    assert there == {"STORE.json", "att", "case.db", "keys.json", "tmp"}
    if os.name == "posix":
        for path in (tmp_path / "deep" / "new").rglob("*"):
            assert path.stat().st_mode & 0o077 == 0, path


def test_restoring_reads_the_stick_alone_and_changes_nothing_on_it(stick, tmp_path):
    before = {p: p.read_bytes() for p in stick.rglob("*") if p.is_file()}
    restored(opened(stick), tmp_path / "new")
    assert {p: p.read_bytes() for p in stick.rglob("*") if p.is_file()} == before


def test_how_much_the_live_vault_is_ahead_is_known_without_opening_it(filled, tmp_path, new_vault):
    stick = tmp_path / "stick"
    stick.mkdir()
    filled.backups.make(stick)
    for _ in range(3):
        filled.save(Contact(), action=Action("More"))
    backup = opened(stick)
    assert backup.changes_since(filled.folder.path) == 3
    assert backup.changes_since(new_vault().folder.path) is None
    assert backup.changes_since(tmp_path / "nowhere") is None


OLDER = [path.name for path in sorted(VAULTS.iterdir()) if path.name != migrate.head()]


@pytest.mark.parametrize("number", OLDER)
def test_before_an_older_form_is_migrated_a_backup_is_made_that_can_be_restored(
    copy_of, tmp_path, number
):
    folder = copy_of(VAULTS / number / "vault")
    with Vault.open(folder, FIXTURE_PASSPHRASE) as vault:
        made = vault.backups.before_migration
        assert made is not None
        assert made.manifest.facts.form == number
        assert made.path.is_relative_to(folder / "backup")
        assert vault.backups.damages(made) == []
        vault.backups.restore(made, tmp_path / "as before")
        generation = vault.generation
    assert made.generation == generation
    with Vault.open(tmp_path / "as before", FIXTURE_PASSPHRASE) as again:
        assert again.backups.before_migration is not None
        assert again.check() == []
    with Vault.open(folder, FIXTURE_PASSPHRASE) as vault:
        assert vault.backups.before_migration is None


# -- damaged -------------------------------------------------------------------------------------
def flip(path: Path, place: float) -> None:
    data = bytearray(path.read_bytes())
    data[int(place * (len(data) - 1))] ^= 0x01
    path.write_bytes(data)


def cut(path: Path, _place: float) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def remove(path: Path, _place: float) -> None:
    path.unlink()


FLAWS = [(flip, 0.0), (flip, 0.5), (flip, 1.0), (cut, 0.0), (remove, 0.0)]


@pytest.mark.parametrize(("flaw", "place"), FLAWS)
@pytest.mark.parametrize("index", range(4))
def test_a_file_that_was_changed_or_lost_is_refused_by_its_name(
    stick, tmp_path, flaw, index, place
):
    backup = opened(stick)
    name, path = list(parts(backup.backup).items())[index]
    flaw(path, place)
    assert restore.damages(backup.backup, backup.master, Progress()) == [name]
    with pytest.raises(DamagedBackupError) as refused:
        restored(backup, tmp_path / "new")
    assert refused.value.params["part"] == name
    with pytest.raises((DamagedBackupError, NewerVaultError)) as refused:
        restored(opened(stick), tmp_path / "new")
    assert not (tmp_path / "new").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["stick"]


def test_every_byte_of_the_manifest_counts(stick):
    path = newest(stick) / "manifest.json"
    whole = path.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 150)):
        changed = bytearray(whole)
        changed[place] ^= 0x01
        if json_of(bytes(changed)) == json_of(whole):
            continue  # white space between the values
        path.write_bytes(changed)
        with pytest.raises((DamagedBackupError, NewerVaultError)) as refused:
            opened(stick)
        assert refused.value.params.get("part", "manifest.json") == "manifest.json"
    path.write_bytes(whole)
    opened(stick)


def test_a_damaged_newest_backup_is_told_and_no_older_one_passes_for_it(stick):
    (newest(stick) / "manifest.json").write_bytes(b"{}")
    with pytest.raises(DamagedBackupError, match=r"manifest\.json"):
        opened(stick)


# -- which of several ----------------------------------------------------------------------------
def set_back(made: Path) -> Path:
    """As if the clock had stood two years earlier when this backup got its name."""
    year, rest = made.name.split("-", 1)
    return made.rename(made.with_name(f"{int(year) - 2}-{rest}"))


def test_a_clock_that_was_set_back_does_not_let_an_older_backup_pass_for_the_newest(stick):
    fullest = set_back(newest(stick))
    assert newest(stick) != fullest
    chosen = open_newest(stick, PASSPHRASE)
    assert chosen.backup.path == fullest
    assert chosen.backup.generation > opened(stick).backup.generation
    assert open_newest(newest(stick), PASSPHRASE).backup.path == newest(stick)


def test_of_two_backups_with_the_same_content_the_later_is_the_newest(filled, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    filled.backups.make(stick, keep_all=True)
    time.sleep(0.01)
    later = set_back(filled.backups.make(stick, keep_all=True).backup.path)
    assert open_newest(stick, PASSPHRASE).backup.path == later


def test_the_newest_content_is_asked_for_with_the_passphrase_that_it_had(filled, tmp_path):
    """Nobody is given an older vault because its passphrase was typed."""
    stick = tmp_path / "stick"
    stick.mkdir()
    filled.backups.make(stick, keep_all=True)
    filled.save(Contact(), action=Action("More"))
    KeyFile.change_passphrase(filled.folder, PASSPHRASE, "another one", CHEAP)
    fullest = set_back(filled.backups.make(stick, keep_all=True).backup.path)
    assert open_newest(stick, "another one").backup.path == fullest
    for wrong in (PASSPHRASE, "a third one"):
        with pytest.raises(WrongPassphraseError):
            open_newest(stick, wrong)


def test_of_a_damaged_vault_the_backup_that_lacks_least_is_offered_first(
    filled, tmp_path, monkeypatch
):
    stick = tmp_path / "stick"
    stick.mkdir()
    filled.backups.make(stick, keep_all=True)
    filled.save(Contact(), action=Action("More"))
    now = backup._now()
    monkeypatch.setattr(backup, "_now", lambda: now - timedelta(days=700))
    fullest = filled.backups.make(stick, keep_all=True).backup
    damage = diagnose(filled.folder.path, PASSPHRASE, DamagedVaultError(), [stick])
    assert [offer.lacks for offer in damage.backups] == [0, 1]
    assert damage.backups[0].path == fullest.path


def test_a_damaged_backup_with_the_newest_name_is_told_whatever_else_is_there(stick):
    (newest(stick) / "manifest.json").write_bytes(b"{}")
    with pytest.raises(DamagedBackupError, match=r"manifest\.json"):
        open_newest(stick, PASSPHRASE)


def json_of(raw: bytes) -> object:
    try:
        return json.loads(raw)
    except ValueError:
        return raw


def test_files_of_two_backups_that_were_swapped_are_refused_by_name(stick, tmp_path):
    first, second = sorted(path for path in next(stick.iterdir()).iterdir() if path.name != "att")
    for name in ("case.db", "manifest.json"):
        copy = tmp_path / "copy"
        shutil.copytree(stick, copy)
        ours, theirs = (copy / path.relative_to(stick) / name for path in (first, second))
        swapped = ours.read_bytes()
        shutil.copyfile(theirs, ours)
        theirs.write_bytes(swapped)
        for path in (first, second):
            backup = open_backup(copy / path.relative_to(stick), PASSPHRASE)
            with pytest.raises(DamagedBackupError) as refused:
                restored(backup, tmp_path / "new")
            assert refused.value.params["part"] == "case.db"
        shutil.rmtree(copy)


def test_two_attached_files_that_were_swapped_are_both_named(stick, tmp_path):
    backup = opened(stick)
    one, two = (backup.backup.path.parent / e.path for e in backup.backup.manifest.attached[:2])
    kept = one.read_bytes()
    shutil.copyfile(two, one)
    two.write_bytes(kept)
    with pytest.raises(DamagedBackupPartsError) as refused:
        restored(backup, tmp_path / "new")
    assert refused.value.params["more"] == 1
    assert "att/" in str(refused.value)


def test_the_rest_is_restored_without_damaged_files_when_somebody_asks_for_it(stick, tmp_path):
    backup = opened(stick)
    gone, cut_off = (entry.path for entry in backup.backup.manifest.attached[-2:])
    remove(backup.backup.path.parent / gone, 0)
    cut(backup.backup.path.parent / cut_off, 0)
    with pytest.raises(DamagedBackupFilesError) as refused:
        restored(backup, tmp_path / "new")
    assert refused.value.params["n"] == 2
    left = restore_to(
        backup.backup, backup.master, tmp_path / "new", Progress(), without_damaged_files=True
    )
    assert {one.part for one in left} == {gone, cut_off}
    with Vault.open(tmp_path / "new", PASSPHRASE) as vault:
        missing = {
            one.id for one in vault.all(Attachment)
            if vault._blobs.path(one.id).relative_to(tmp_path / "new").as_posix() in (gone, cut_off)
        }  # fmt: skip
        for one in vault.all(Attachment):
            if one.id in missing:
                with pytest.raises(MissingAttachmentError):
                    vault.read_attachment(one)
            else:
                vault.read_attachment(one)
        told = {finding.check for finding in vault.check()}
        assert told == {f"attachment {one}" for one in missing}
        assert len(missing) == 2


def test_a_damaged_database_is_never_left_out(stick, tmp_path):
    backup = opened(stick)
    cut(backup.backup.path / "case.db", 0)
    remove(backup.backup.path.parent / backup.backup.manifest.attached[-1].path, 0)
    with pytest.raises(DamagedBackupError) as refused:
        restore_to(
            backup.backup, backup.master, tmp_path / "new", Progress(), without_damaged_files=True
        )
    assert not isinstance(refused.value, DamagedBackupFilesError)
    assert not (tmp_path / "new").exists()


def test_keys_of_another_time_are_refused_though_they_open(filled, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    filled.backups.make(stick)
    KeyFile.change_passphrase(filled.folder, PASSPHRASE, "another one", CHEAP)
    made = newest(stick)
    shutil.copyfile(filled.folder.key_file, made / "keys.json")
    with pytest.raises(DamagedBackupError, match=r"keys\.json"):
        restored(open_backup(made, "another one"), tmp_path / "new")


def test_a_manifest_of_another_vault_is_refused(stick, tmp_path, new_vault):
    other = tmp_path / "other"
    other.mkdir()
    theirs = new_vault().backups.make(other).backup
    shutil.copyfile(theirs.path / "manifest.json", newest(stick) / "manifest.json")
    with pytest.raises(DamagedBackupError, match=r"manifest\.json"):
        opened(stick)


def test_a_manifest_that_names_a_file_elsewhere_brings_nothing_from_there(stick, tmp_path):
    """Even with the key: what is written is only what a vault has."""
    backup = opened(stick)
    secret = tmp_path / "secret"
    secret.write_bytes(b"of this machine")
    digest = hashlib.blake2b(secret.read_bytes(), digest_size=32).hexdigest()
    first, *rest = backup.backup.manifest.attached
    stray = replace(first, path="../../secret", size=15, blake2b=digest)
    manifest = replace(backup.backup.manifest, attached=(stray, *rest))
    key = backup.master.subkey(Purpose.BACKUP)
    (backup.backup.path / "manifest.json").write_bytes(manifest.to_bytes(key))
    with pytest.raises(DamagedBackupError):
        restored(opened(stick), tmp_path / "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["secret", "stick"]


# -- where to ------------------------------------------------------------------------------------
def test_nothing_is_restored_over_something_or_into_a_vault(stick, tmp_path, new_vault):
    backup, live = opened(stick), new_vault()
    before = sorted(path.name for path in live.folder.path.iterdir())
    with pytest.raises(FolderNotEmptyError):
        restored(backup, live.folder.path)
    with pytest.raises(BackupPlaceInVaultError):
        restored(backup, live.folder.path / "inside")
    with pytest.raises(BackupPlaceInVaultError):
        restored(backup, backup.backup.path / "inside")
    assert sorted(path.name for path in live.folder.path.iterdir()) == before
    (tmp_path / "empty").mkdir()
    restored(backup, tmp_path / "empty")
    Vault.open(tmp_path / "empty", PASSPHRASE).close()


def test_too_little_room_is_told_before_anything_is_written(stick, tmp_path, monkeypatch):
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=1_500_000))
    with pytest.raises(NoRoomError):
        restored(opened(stick), tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["stick"]


def test_a_folder_without_backups_is_told(tmp_path):
    with pytest.raises(NotABackupError):
        newest(tmp_path)
    with pytest.raises(NotABackupError):
        open_backup(tmp_path, PASSPHRASE)


# -- stopped -------------------------------------------------------------------------------------
def test_stopped_at_any_moment_nothing_is_there_and_it_can_be_done_again(stick, tmp_path):
    backup = opened(stick)
    for number in range(1, 80):
        seen = 0

        def heard(_report: Report) -> None:
            nonlocal seen
            seen += 1
            if seen == number:  # noqa: B023 - used up before the next
                progress.cancel()  # noqa: B023

        progress = Progress(heard)
        try:
            restored(backup, tmp_path / "new", progress)
        except Cancelled:
            assert [path.name for path in tmp_path.iterdir()] == ["stick"]
        else:
            break
    assert number > 8
    Vault.open(tmp_path / "new", PASSPHRASE).close()


def test_what_an_interrupted_restore_left_looks_like_no_vault_and_goes_with_the_next(
    stick, tmp_path, monkeypatch
):
    backup = opened(stick)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)  # as if there had been no time
    monkeypatch.setattr(restore, "_check", killed)
    with pytest.raises(KeyboardInterrupt):
        restored(backup, tmp_path / "new")
    monkeypatch.undo()
    left = tmp_path / ".new.restoring"
    assert left.is_dir()
    no_vault: Callable[[Path], object] = lambda path: Vault.open(path, PASSPHRASE)  # noqa: E731
    with pytest.raises((NotAVaultError, DamagedDescriptionError)):
        no_vault(left)
    with pytest.raises(VaultMissingError):
        no_vault(tmp_path / "new")
    restored(backup, tmp_path / "new")
    assert not left.exists()


def test_a_fault_of_the_disk_leaves_nothing(stick, tmp_path, monkeypatch):
    backup = opened(stick)

    def full(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(restore, "flush", full)
    with pytest.raises(StoreError):
        restored(backup, tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["stick"]
