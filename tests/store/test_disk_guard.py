"""A full disk gives up its ballast for a small write; a disk that failed is not written to."""

from __future__ import annotations

import io
import shutil
from types import SimpleNamespace

import pytest

from caseapp.domain.vocabulary import AttachmentRole
from caseapp.store import ballast
from caseapp.store.engine import outside_transaction
from caseapp.store.errors import (
    DiskFaultError,
    DiskFullError,
    LittleRoomError,
    StoppedVaultError,
)
from caseapp.store.history import Action
from caseapp.store.records import Detainee
from caseapp.store.vault import Vault
from tests.conftest import PASSPHRASE

MB = 1024 * 1024
SCAN = {"role": AttachmentRole.DOCUMENT_SCAN, "action": Action("Attach")}


def set_pages(vault: Vault, pages: int) -> None:
    """SQLite's own limit: beyond it everything that grows the database is SQLITE_FULL."""
    with outside_transaction(vault._engine) as connection:
        connection.driver_connection.execute(f"PRAGMA max_page_count={pages}")


def fill_up(vault: Vault) -> None:
    set_pages(vault, 1)  # SQLite takes the present size instead


def room(monkeypatch, total: int, free: int) -> None:
    """What the disk says of itself: no test may fill the real one."""
    usage = SimpleNamespace(total=total, used=total - free, free=free)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)


# -- the ballast -------------------------------------------------------------------------------
def test_the_ballast_takes_real_room_for_its_owner_alone(vault, monkeypatch):
    room(monkeypatch, 100 * MB, 50 * MB)
    assert vault.disk.ballast.keep()
    about = vault.disk.ballast.path.stat()
    assert about.st_size == 5 * MB
    assert about.st_blocks * 512 >= 5 * MB
    assert about.st_mode & 0o777 == 0o600
    assert vault.check() == []


@pytest.mark.parametrize(("total", "size"), [(6 * MB, 6 * MB // 20), (2**40, ballast.MOST)])
def test_the_ballast_is_smaller_on_a_small_disk(vault, monkeypatch, total, size):
    made = []
    monkeypatch.setattr(ballast.Ballast, "_make", lambda _self, size: made.append(size))
    room(monkeypatch, total, total)
    assert vault.disk.ballast.keep()
    assert made == [size]


def test_the_ballast_is_not_made_where_it_would_fill_the_disk(vault, monkeypatch):
    room(monkeypatch, 100 * MB, 14 * MB)
    assert not vault.disk.ballast.keep()
    assert not vault.disk.ballast.path.exists()


def test_half_a_ballast_is_made_anew_and_a_whole_one_left_alone(vault, monkeypatch):
    room(monkeypatch, 100 * MB, 50 * MB)
    vault.disk.ballast.path.write_bytes(b"half")
    assert vault.disk.ballast.keep()
    before = vault.disk.ballast.path.stat()
    room(monkeypatch, 100 * MB, 0)
    assert vault.disk.ballast.keep()
    assert vault.disk.ballast.path.stat() == before


def test_where_the_system_reserves_nothing_the_ballast_is_written(vault, monkeypatch):
    monkeypatch.delattr("os.posix_fallocate", raising=False)
    room(monkeypatch, 100 * MB, 50 * MB)
    assert vault.disk.ballast.keep()
    assert vault.disk.ballast.path.stat().st_blocks * 512 >= 5 * MB


def test_the_ballast_is_no_part_of_a_backup(vault, monkeypatch, tmp_path):
    room(monkeypatch, 100 * MB, 90 * MB)
    vault.disk.ballast.keep()
    (tmp_path / "stick").mkdir()
    vault.backups.make(tmp_path / "stick")
    assert not list((tmp_path / "stick").rglob("ballast"))


# -- a full disk -------------------------------------------------------------------------------
def test_on_a_full_disk_a_save_goes_on_with_the_room_of_the_ballast(vault, monkeypatch):
    case = Detainee(summary="short")
    vault.save(case, action=Action("New"))
    vault.disk.ballast.path.write_bytes(b"room")
    release = vault.disk.ballast.release

    def released() -> bool:
        set_pages(vault, 100_000)  # as unlinking does on a real disk: tests/torture fills one
        return release()

    monkeypatch.setattr(vault.disk.ballast, "release", released)
    fill_up(vault)
    case.summary = "long " * 20_000
    vault.save(case, action=Action("Edit"))
    assert vault.get(Detainee, case.id).summary == case.summary
    assert vault.get(Detainee, case.id).version == case.version == 2
    assert vault.disk.ballast.released
    assert not vault.disk.ballast.path.exists()
    assert vault.check() == []


def test_without_a_ballast_a_full_disk_is_said_and_the_record_in_hand_stays_as_typed(vault):
    case = Detainee(summary="short")
    vault.save(case, action=Action("New"))
    fill_up(vault)
    case.summary = "long " * 20_000
    with pytest.raises(DiskFullError):
        vault.save(case, action=Action("Edit"))
    assert case.summary == "long " * 20_000
    assert case.version == 1
    assert vault.get(Detainee, case.id).summary == "short"
    set_pages(vault, 100_000)
    vault.save(case, action=Action("Edit"))
    assert vault.get(Detainee, case.id).summary == "long " * 20_000
    assert not vault.disk.stopped


def test_a_file_that_does_not_fit_is_refused_before_it_is_written(vault, monkeypatch):
    room(monkeypatch, 100 * MB, 10 * MB)
    with pytest.raises(LittleRoomError) as refused:
        vault.attach(io.BytesIO(bytes(12 * MB)), **SCAN)
    assert (refused.value.params["needed"], refused.value.params["free"]) == (13, 10)
    assert not list(vault.folder.attachments.rglob("*.*"))
    vault.attach(io.BytesIO(bytes(8 * MB)), **SCAN)


def test_a_list_needs_three_times_its_size(vault, monkeypatch):
    room(monkeypatch, 100 * MB, 10 * MB)
    with pytest.raises(LittleRoomError):
        vault.attach(bytes(4 * MB), then=lambda _session: [], **SCAN)
    vault.attach(bytes(2 * MB), then=lambda _session: [], **SCAN)


# -- a disk that fails -------------------------------------------------------------------------
def fail_once(vault: Vault) -> None:
    with pytest.raises(DiskFaultError), vault.disk.writing():
        raise DiskFaultError


def test_after_a_fault_in_writing_the_vault_is_read_and_not_written_until_it_is_opened_again(vault):
    case = Detainee(summary="before")
    vault.save(case, action=Action("New"))
    scan = vault.attach(b"scan", **SCAN)
    fail_once(vault)
    case.summary = "after"
    for write in (
        lambda: vault.save(case, action=Action("Edit")),
        lambda: vault.trash(case, action=Action("Trash")),
        lambda: vault.attach(b"another", **SCAN),
        lambda: vault.save_with_files(lambda _session, _files: [], {}, Action("Take in")),
        lambda: vault.save_in_portions(lambda _session: [], Action("Import")),
        vault.undo,
        vault.redo,
    ):
        with pytest.raises(StoppedVaultError):
            write()
    assert vault.get(Detainee, case.id).summary == "before"
    assert vault.read_attachment(scan) == b"scan"
    path = vault.folder.path
    vault.close()
    with Vault.open(path, PASSPHRASE) as again:
        again.save(case, action=Action("Edit"))
        assert again.get(Detainee, case.id).summary == "after"


def test_a_backup_can_still_be_made_of_a_vault_whose_disk_failed(vault, tmp_path):
    vault.save(Detainee(summary="kept"), action=Action("New"))
    fail_once(vault)
    (tmp_path / "stick").mkdir()
    assert vault.backups.make(tmp_path / "stick").backup.cases == 1
