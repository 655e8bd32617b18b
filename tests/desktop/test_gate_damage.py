"""A damaged vault at the gate: what is said, what is offered first, and what each way does."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from caseapp.desktop.choices import Choices
from caseapp.desktop.context import Context
from caseapp.desktop.features.gate.doors import Doors
from caseapp.desktop.features.gate.page import GatePage, GateState
from caseapp.desktop.widgets import Button
from caseapp.store.errors import LookOnlyVaultError
from caseapp.store.history import Action
from caseapp.store.records import Detainee
from caseapp.store.vault import Vault
from caseapp.system.logs import EventLog
from caseapp.system.progress import Progress
from caseapp.system.settings import BackupChoice
from tests.desktop.vaults import CHEAP, PASSPHRASE, fill

PAGE, BAD = 4096, 190
"""A page that is not among the list of tables."""


@pytest.fixture
def choices(tmp_path: Path) -> Choices:
    return Choices(tmp_path / "config" / "settings.json")


@pytest.fixture
def doors(tmp_path: Path, choices: Choices) -> Doors:
    places = tmp_path / "vaults"
    places.mkdir()
    return Doors(choices, places, EventLog(tmp_path / "events.log"), cost=CHEAP)


@pytest.fixture
def office(doors: Doors) -> Path:
    """A closed vault of 30 cases with a backup beside it and two changes after that."""
    path = doors.places / "office"
    stick = doors.places / "stick"
    stick.mkdir()
    with Vault.create(path, PASSPHRASE, name="Almaty office", cost=CHEAP) as vault:
        fill(vault, 30)
        vault.keys.try_recovery(vault.keys.make_recovery(PASSPHRASE).key)
        vault.backups.make(stick)
        for summary in ("one", "two"):
            vault.save(Detainee(summary=summary, fictitious=True), action=Action("New"))
    doors.remember(path)
    return path


@pytest.fixture
def opened() -> Iterator[list[Vault]]:
    vaults: list[Vault] = []
    yield vaults
    for vault in vaults:
        vault.close()


@pytest.fixture
def gate(
    qtbot: QtBot, context: Context, doors: Doors, opened: list[Vault],
    shown: Callable[[QWidget], QWidget],
) -> Callable[[], GatePage]:  # fmt: skip
    def make() -> GatePage:
        page = GatePage(
            context, doors, GateState(), languages=(("en", "English"),),
            set_language=lambda _code: None, opened=opened.append,
        )  # fmt: skip
        page.resize(1366, 768)
        shown(page)
        page.unlock.secret.edit.setText(PASSPHRASE)
        qtbot.keyClick(page.unlock.secret.edit, Qt.Key.Key_Return)
        return page

    return make


def spoil_first_page(path: Path) -> None:
    """Of the list of tables nothing can be read."""
    with (path / "case.db").open("r+b") as file:
        file.seek(2000)
        file.write(b"damage")


def spoil_after_a_crash(path: Path) -> None:
    """A page of records, in a vault that was not closed."""
    (path / "open").write_text("{}")
    with (path / "case.db").open("r+b") as file:
        file.seek(BAD * PAGE + 1000)
        file.write(b"damage")


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
    qtbot: QtBot, gate: Callable[[], GatePage], office: Path, opened: list[Vault]
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
    page.unlock.secret.edit.setText(PASSPHRASE)
    qtbot.keyClick(page.unlock.secret.edit, Qt.Key.Key_Return)
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
    qtbot: QtBot, gate: Callable[[], GatePage], office: Path, choices: Choices, opened: list[Vault]
) -> None:
    keep_in(choices, office, office.parent / "stick")
    (office / "keys.json").write_bytes(b"damaged")
    page = gate()
    assert "key file" in page.damage.said.text()
    assert words(page)[0] == "Put it in place"
    page.damage.ways[0].click()
    page.unlock.secret.edit.setText(PASSPHRASE)
    qtbot.keyClick(page.unlock.secret.edit, Qt.Key.Key_Return)
    assert [vault.folder.path for vault in opened] == [office]
    assert (office / "keys.json.damaged").read_bytes() == b"damaged"


def test_a_lost_description_is_written_anew(
    qtbot: QtBot, gate: Callable[[], GatePage], office: Path, opened: list[Vault]
) -> None:
    (office / "STORE.json").write_bytes(b"{")
    page = gate()
    assert words(page)[0] == "Write it anew"
    page.damage.ways[0].click()
    page.unlock.secret.edit.setText(PASSPHRASE)
    qtbot.keyClick(page.unlock.secret.edit, Qt.Key.Key_Return)
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
