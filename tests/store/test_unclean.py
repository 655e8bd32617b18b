"""A vault that was not closed: known at opening, looked over, and looked through later."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from caseapp.domain.vocabulary import AttachmentRole
from caseapp.store.errors import DamagedVaultError, VaultHeldError
from caseapp.store.history import Action
from caseapp.store.records import Attachment, Detainee
from caseapp.store.unclean import OpenMark
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress, Report
from tests.conftest import PASSPHRASE

PAGE = 4096


@pytest.fixture
def crashed(filled_folder: Path, tmp_path: Path) -> Path:
    """What a kill leaves behind: saves in the WAL, the mark in the folder."""
    with Vault.open(Path(shutil.copytree(filled_folder, tmp_path / "open")), PASSPHRASE) as vault:
        vault.save(Detainee(summary="x " * 3000), action=Action("New"))
        return Path(shutil.copytree(vault.folder.path, tmp_path / "crashed"))


def attached(vault: Vault) -> Sequence[Attachment]:
    return vault.read(lambda session: session.scalars(select(Attachment)).all())


def test_after_a_clean_end_nothing_is_looked_at(filled_folder, copy_of, monkeypatch):
    monkeypatch.setattr("caseapp.store.vault.look_after_unclean_end", None)
    with Vault.open(copy_of(filled_folder), PASSPHRASE) as vault:
        assert not vault.checks.unclean
        assert OpenMark(vault.folder).is_left()
    assert not OpenMark(vault.folder).is_left()


def test_after_a_crash_a_sound_vault_is_looked_over_told_and_opens(crashed):
    assert (crashed / "case.db-wal").stat().st_size > 0
    told: list[Report] = []
    with Vault.open(crashed, PASSPHRASE, progress=Progress(told.append)) as vault:
        assert vault.checks.unclean
        assert vault.checks.after_opening == ()
        assert vault.check() == []
    assert {report.message for report in told} >= {
        "The vault was not closed the last time. It is being checked…"
    }


@pytest.mark.parametrize("left", ["the mark", "the WAL"])
def test_the_mark_or_the_wal_alone_tells_of_a_crash(crashed, left):
    (crashed / ("case.db-wal" if left == "the mark" else "open")).unlink()
    with Vault.open(crashed, PASSPHRASE) as vault:
        assert vault.checks.unclean


def test_pages_in_a_dirty_wal_are_no_false_alarm(crashed):
    """`cipher_integrity_check` reads the main file alone: without writing back it would cry."""
    for _ in range(5):
        with Vault.open(crashed, PASSPHRASE) as vault:
            assert vault.checks.after_opening == ()
            for n in range(3):
                vault.save(Detainee(summary=f"{n} " * 2000), action=Action("New"))
            again = Path(shutil.copytree(crashed, crashed.with_name(crashed.name + "x")))
        crashed = again


def test_a_bad_page_after_a_crash_keeps_people_from_working_on_and_is_named(crashed):
    with (crashed / "case.db").open("r+b") as file:
        file.seek(100 * PAGE + 50)
        file.write(b"damage")
    with pytest.raises(DamagedVaultError) as caught:
        Vault.open(crashed, PASSPHRASE)
    assert any("page 101" in finding.detail for finding in caught.value.findings)
    with pytest.raises(DamagedVaultError):  # and at the next try too
        Vault.open(crashed, PASSPHRASE)


def test_a_broken_search_index_is_made_anew(crashed):
    with Vault.open(crashed, PASSPHRASE) as vault, vault._engine.begin() as connection:
        connection.execute(text("DELETE FROM search_text_data WHERE id > 10"))
    (crashed / "open").touch()
    with Vault.open(crashed, PASSPHRASE) as vault:
        assert [finding.check for finding in vault.checks.after_opening] == ["search"]
        assert vault.check() == []


def test_attached_files_missing_or_cut_short_are_told_at_once_with_their_case(crashed):
    with Vault.open(crashed, PASSPHRASE) as vault:
        case = Detainee(serial=77)
        vault.save(case, action=Action("New"))
        for name in ("one.jpg", "two.jpg", "three.jpg"):
            vault.attach(
                name.encode() * 5000, role=AttachmentRole.OTHER, action=Action("Add"),
                detainee_id=case.id, file_name=name,
            )  # fmt: skip
        paths = {one.file_name: vault._blobs.path(one.id) for one in attached(vault)}
    paths["one.jpg"].unlink()
    with paths["two.jpg"].open("r+b") as file:
        file.truncate(100)
    (crashed / "open").touch()
    with Vault.open(crashed, PASSPHRASE) as vault:
        assert len(vault.checks.after_opening) == 2
        assert sorted(vault.checks.files_after_opening) == [
            f"{case.case_number} one.jpg", f"{case.case_number} two.jpg",
        ]  # fmt: skip
        assert vault.all(Detainee)


def test_a_disk_that_failed_counts_as_an_unclean_end(filled_folder, copy_of):
    folder = copy_of(filled_folder)
    vault = Vault.open(folder, PASSPHRASE)
    vault.disk.stopped = True
    vault.close()
    with Vault.open(folder, PASSPHRASE) as again:
        assert again.checks.unclean


def test_a_second_window_is_told_who_holds_the_vault_and_leaves_its_mark(filled_folder, copy_of):
    folder = copy_of(filled_folder)
    with Vault.open(folder, PASSPHRASE) as vault:
        mark = (folder / "open").read_bytes()
        with pytest.raises(VaultHeldError, match=r"since \d{4}-.* \(process \d+\)"):
            Vault.open(folder, PASSPHRASE)
        assert (folder / "open").read_bytes() == mark
        vault.save(Detainee(), action=Action("New"))


def test_a_check_is_due_each_week_and_after_an_unclean_end_and_its_result_stays(crashed):
    today = date.today()
    with Vault.open(crashed, PASSPHRASE) as vault:
        assert vault.checks.last() is None
        assert vault.checks.is_due(today)
        assert vault.checks.run_and_note().faults == 0
        assert not vault.checks.is_due(today + timedelta(days=6))
        assert vault.checks.is_due(today + timedelta(days=7))
        vault._blobs.path(next(iter(attached(vault))).id).unlink()
        made = vault.checks.run_and_note()
        assert made.faults == 1
        assert len(made.files) == 1
    with Vault.open(crashed, PASSPHRASE) as vault:
        kept = vault.checks.last()
        assert kept is not None
        assert (kept.faults, kept.told, kept.files) == (1, made.told, made.files)
        assert not vault.checks.is_due(today)
    (crashed / "open").touch()
    with Vault.open(crashed, PASSPHRASE) as vault:
        assert vault.checks.is_due(today)
        assert vault.checks.files_after_opening == made.files
