"""A damaged vault at the gate: what is said, what is offered first, and what each way does."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from caseapp.desktop.choices import Choices
from caseapp.desktop.features.gate.doors import Doors
from caseapp.desktop.features.gate.page import GatePage
from caseapp.desktop.widgets import Button
from caseapp.store.errors import LookOnlyVaultError
from caseapp.store.history import Action
from caseapp.store.records import Detainee
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress
from caseapp.system.settings import BackupChoice
from tests.desktop.gate_desk import BAD, make_office, spoil_after_a_crash, spoil_first_page, unlock
from tests.desktop.vaults import PASSPHRASE


@pytest.fixture
def office(doors: Doors) -> Path:
    """A closed vault of the list, with a backup beside it."""
    path = make_office(doors.places)
    doors.remember(path)
    return path


@pytest.fixture
def gate(gate: Callable[[], GatePage]) -> Callable[[], GatePage]:
    """Show the gate and unlock."""

    def make() -> GatePage:
        page = gate()
        unlock(page)
        return page

    return make


def words(page: GatePage) -> list[str]:
    return [way.text() for way in page.damage.ways if isinstance(way, Button)]


def test_what_is_damaged_is_said_and_the_best_way_has_the_keyboard(
    gate: Callable[[], GatePage], office: Path, doors: Doors, choices: Choices, opened: list[Vault]
) -> None:
    spoil_after_a_crash(office)
    keep_in(choices, office, office.parent / "stick")
    page = gate()
    assert opened == []
    assert not page.damage.isHidden()
    assert page.unlock.isHidden()
    assert "Pages of its database are damaged" in page.damage.said.text()
    assert page.damage.details.text() == f"Pages that cannot be read: {BAD + 1}."
    assert words(page) == ["Restore it…", "Save what can be read", "Open to look"]
    described = page.damage.ways[0].accessibleDescription()
    assert "It lacks 2 later changes" in described
    assert QApplication.focusWidget() is page.damage.ways[0]
    page.damage.ways[0].click()
    assert not page.restore.isHidden()
    assert page.restore.target is not None


def keep_in(choices: Choices, office: Path, stick: Path) -> None:
    choices.change(lambda s: s.with_backup(office, BackupChoice(str(stick))))


def test_what_can_be_read_becomes_a_vault_beside_that_opens_with_the_same_passphrase(
    gate: Callable[[], GatePage], office: Path, opened: list[Vault]
) -> None:
    spoil_after_a_crash(office)
    before = (office / "case.db").read_bytes()
    page = gate()
    assert words(page) == ["Restore a backup…", "Save what can be read", "Open to look"]
    page.damage.ways[1].click()
    assert (office / "case.db").read_bytes() == before
    assert "saved" in page.damage.title.text()
    page.damage.ways[0].click()
    assert not page.unlock.isHidden()
    unlock(page)
    (vault,) = opened
    assert vault.folder.path == office.parent / "office saved"
    assert len(vault.all(Detainee)) == 32
    assert vault.check() == []


def test_a_vault_opened_to_look_saves_nothing_and_is_not_changed_by_a_byte(
    gate: Callable[[], GatePage], office: Path, opened: list[Vault]
) -> None:
    spoil_after_a_crash(office)
    page = gate()
    before = {p: p.read_bytes() for p in office.rglob("*") if p.is_file() and p.name != "lock"}
    page.damage.ways[2].click()
    (vault,) = opened
    assert vault.look_only
    with pytest.raises(LookOnlyVaultError):
        vault.save(Detainee(), action=Action("New"))
    with pytest.raises(LookOnlyVaultError):
        vault.backups.make(office.parent / "stick")
    opened.clear()
    vault.close()
    after = {p: p.read_bytes() for p in office.rglob("*") if p.is_file() and p.name != "lock"}
    assert after == before


def test_of_a_lost_beginning_only_a_backup_is_left_and_saving_says_so(
    gate: Callable[[], GatePage], office: Path
) -> None:
    spoil_first_page(office)
    page = gate()
    page.damage.ways[1].click()
    assert "Nothing can be read of the database" in page.damage.error.text()
    assert not (office.parent / "office saved").exists()


def test_a_damaged_key_file_is_replaced_by_that_of_a_backup_and_kept_beside(
    gate: Callable[[], GatePage], office: Path, choices: Choices, opened: list[Vault]
) -> None:
    keep_in(choices, office, office.parent / "stick")
    (office / "keys.json").write_bytes(b"damaged")
    page = gate()
    assert "key file" in page.damage.said.text()
    assert words(page)[0] == "Put it in place"
    page.damage.ways[0].click()
    unlock(page)
    assert [vault.folder.path for vault in opened] == [office]
    assert (office / "keys.json.damaged").read_bytes() == b"damaged"


def test_a_lost_description_is_written_anew(
    gate: Callable[[], GatePage], office: Path, opened: list[Vault]
) -> None:
    (office / "STORE.json").write_bytes(b"{")
    page = gate()
    assert words(page)[0] == "Write it anew"
    page.damage.ways[0].click()
    unlock(page)
    (vault,) = opened
    assert len(vault.all(Detainee)) == 32


def test_a_missing_database_leaves_the_backups(gate: Callable[[], GatePage], office: Path) -> None:
    (office / "case.db").unlink()
    page = gate()
    assert "case.db is missing" in page.damage.said.text()
    assert words(page) == ["Restore a backup…"]


def test_a_sound_vault_that_was_not_closed_is_looked_over_and_opens(
    gate: Callable[[], GatePage], office: Path, opened: list[Vault]
) -> None:
    (office / "open").write_text("{}")
    gate()
    (vault,) = opened
    assert vault.checks.unclean
    assert vault.checks.after_opening == ()


def test_a_whole_folder_put_back_is_told_until_work_goes_on_in_it(
    gate: Callable[[], GatePage], doors: Doors, office: Path, tmp_path: Path
) -> None:
    doors.open(office, PASSPHRASE, Progress()).close()
    copy = Path(shutil.copytree(office, tmp_path / "copy"))
    with doors.open(office, PASSPHRASE, Progress()) as vault:
        for summary in "abc":
            vault.save(Detainee(summary=summary, fictitious=True), action=Action("New"))
    shutil.rmtree(office)
    shutil.copytree(copy, office)
    for _ in range(2):
        with doors.open(office, PASSPHRASE, Progress()) as vault:
            assert vault.memory.newer is not None
            assert vault.memory.newer.missing == 3
            assert vault.memory.newer.path == office
            assert [f.check for f in vault.check()] == ["generation"]
    with doors.open(office, PASSPHRASE, Progress()) as vault:
        vault.take_over()
        assert vault.check() == []
    with doors.open(office, PASSPHRASE, Progress()) as vault:
        assert vault.memory.newer is None
    held = (tmp_path / "config" / "vaults-seen.json").read_text()
    for told in (str(office), "office", "Almaty", vault.folder.store_id.hex):
        assert told not in held
