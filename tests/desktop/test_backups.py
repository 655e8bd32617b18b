"""Backups in the real program: made with one click, by itself, listed, read, restored beside."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseapp.bootstrap import Program
from caseapp.desktop.features.backups.view import BackupsView
from caseapp.desktop.features.today import TodayView
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.widgets import paint
from caseapp.domain.vocabulary import AttachmentRole
from caseapp.store.backup_place import look
from caseapp.store.history import Action
from caseapp.store.records import Contact
from caseapp.store.vault import Vault
from caseapp.system.paths import Paths
from caseapp.system.settings import load_settings
from tests.conftest import empty_vault
from tests.desktop.vaults import CHEAP, PASSPHRASE
from tests.fixtures.make_vault import FIXTURE_PASSPHRASE, VAULTS


class Office:
    """The program with a small vault open, and a stick."""

    def __init__(self, app: QApplication, root: Path, jobs: Jobs) -> None:
        self.paths = Paths(config=root / "config", logs=root / "logs", vaults=root / "vaults")
        self.stick = root / "stick"
        self.stick.mkdir(parents=True)
        self.program = Program(app, self.paths, None, jobs=jobs, cost=CHEAP, quit_app=lambda: None)
        self.vault = empty_vault(self.paths.vaults / "Almaty")
        self.write("first")
        self.program.opened(self.vault)
        self.program.window.resize(1200, 760)
        self.program.window.show()
        self.program.window.activateWindow()

    def write(self, note: str) -> None:
        self.vault.save(Contact(restricted_notes=note), action=Action("Note"))

    def go(self, argument: object = None) -> BackupsView:
        self.program.window.context.router.go("backups", argument)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return self.program.window.desk.view("backups")

    @property
    def keeper(self):
        return self.program._backups

    def notices(self) -> list[str]:
        return [f"{n.text} {n.detail}" for n in self.program.window.context.notices.all]


@pytest.fixture
def office(qapp: QApplication, tmp_path: Path, jobs: Jobs) -> Iterator[Office]:
    running = Office(qapp, tmp_path, jobs)
    yield running
    running.program.window.hide()
    running.program.end()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_backups_of_an_earlier_passphrase_are_marked_and_deleted_when_said_twice(
    office: Office, tmp_path: Path
) -> None:
    office.keeper.choose(office.stick)
    for _time in range(2):
        office.vault.backups.make(office.stick, keep_all=True)
    office.program._vault.keys.replace_master_key(PASSPHRASE, "another", cost=CHEAP)
    with Vault.open(office.vault.folder.path, "another") as vault:
        kept = vault.backups.make(office.stick, keep_all=True).backup
        view = office.go()
        known, _unread = vault.backups.at(office.stick)
        view._vault = vault
        view.earlier.show_backups(known)
        view.list.show_backups(known, {})
        assert [item.data.found for item in view.list.items()] == [
            "", "earlier passphrase", "earlier passphrase"
        ]  # fmt: skip
        assert view.earlier._words.text() == (
            "2 backups open with a passphrase that others may know."
        )
        view.earlier.delete.click()
        assert len(look(office.stick)) == 3
        view.earlier.keep.click()
        view.earlier.delete.click()
        view.earlier.really.click()
        assert [found.path for found in look(office.stick)] == [kept.path]
        assert "2 backups deleted." in office.notices()[-1]
        view._vault = office.vault


def test_with_a_folder_one_key_makes_a_backup_that_is_listed(office: Office, qtbot: QtBot) -> None:
    view = office.go()
    office.keeper.choose(office.stick)
    qtbot.keyClick(view, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert len(look(office.stick)) == 1
    assert [item.key for item in view.list.items()] == [look(office.stick)[0].path]
    assert any("The backup is made." in said for said in office.notices())
    assert "nothing changed since" in view._due.text()


def test_no_word_of_a_backup_is_cut_where_there_is_room(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.keeper.choose(office.stick)
    cut: list[bool] = []
    draw = paint.draw_text
    monkeypatch.setattr(paint, "draw_text", lambda *a: cut.append(draw(*a)) or cut[-1])
    office.vault.backups.make(office.stick, keep_all=True)
    view = office.go()
    view.reload()
    view.list.grab()
    assert cut
    assert not any(cut)


def test_without_a_folder_it_is_asked_for_and_then_made(office: Office, monkeypatch) -> None:
    from caseapp.desktop import file_dialog

    asked = []

    def ask(_parent, title, _start, chosen):
        asked.append(title)
        chosen(office.stick)

    monkeypatch.setattr(file_dialog, "ask_for_folder", ask)
    office.go("now")
    assert asked == ["Folder for backups"]
    assert len(look(office.stick)) == 1
    kept = load_settings(office.paths.settings_file).settings
    assert kept.backup_of(office.vault.folder.path).folder == str(office.stick)


def test_coming_back_to_the_page_makes_no_second_backup(office: Office) -> None:
    office.keeper.choose(office.stick)
    office.go("now")
    router = office.program.window.context.router
    router.go("today")
    router.back()
    assert router.current.view == "backups"
    assert len(look(office.stick)) == 1


def test_what_stands_in_the_way_is_said_on_the_page(office: Office) -> None:
    view = office.go()
    office.keeper.choose(office.vault.folder.attachments)
    view.make()
    assert "inside the vault" in view._error.text()
    assert any(said.startswith("No backup was made.") for said in office.notices())
    office.keeper.choose(office.stick)
    assert view._error.isHidden()
    shutil.rmtree(office.stick)
    view.reload()
    assert "Not connected now" in view._place_said.text()
    view.make()
    assert "is not there" in view._error.text()
    office.stick.mkdir()
    view.make()
    assert len(look(office.stick)) == 1


def test_one_that_is_due_is_made_by_itself_when_the_folder_is_there(
    office: Office, monkeypatch
) -> None:
    office.keeper.choose(office.stick)
    office.keeper.consider()
    assert look(office.stick) == []  # the first entry was made today: none is due

    class Later(date):
        @classmethod
        def today(cls) -> date:
            return date.fromordinal(date(2026, 1, 1).toordinal()) + timedelta(days=40_000)

    monkeypatch.setattr("caseapp.desktop.features.backups.keeper.date", Later)
    office.keeper.consider()
    assert look(office.stick) == []  # an empty folder may be that of a stick that is not there
    office.keeper.make()
    first = look(office.stick)[0].path
    office.write("second")
    office.keeper.set_by_itself(False)
    office.keeper.consider()
    assert [found.path for found in look(office.stick)] == [first]
    office.keeper.set_by_itself(True)
    office.keeper.consider()
    (second,) = [found.path for found in look(office.stick)]
    assert second != first
    office.keeper.consider()
    assert [found.path for found in look(office.stick)] == [second]  # nothing was written since


def test_today_says_that_none_was_made_for_long_and_leads_to_one(office: Office) -> None:
    office.keeper.choose(office.stick)
    office.program.window.context.router.go("today")
    today: TodayView = office.program.window.desk.view("today")
    assert not [item for item in today.model.items if "backed up" in getattr(item, "title", "")]
    today._day = date.today() + timedelta(days=7)
    today.open(None)
    (line,) = [item for item in today.model.items if "backed up" in getattr(item, "title", "")]
    today.list.choose(today.model.place(line.key))
    today._do(line, "backup")
    assert office.program.window.context.router.current.view == "backups"
    assert len(look(office.stick)) == 1
    office.program.window.context.router.go("today")
    assert not [item for item in today.model.items if "backed up" in getattr(item, "title", "")]
    office.write("later")
    today._day = date.today() + timedelta(days=9)
    today.open(None)
    (line,) = [item for item in today.model.items if "backup" in getattr(item, "title", "")]
    assert (line.title, line.detail) == ("The last backup is 9 days old", "1 change since")


def test_reading_one_through_tells_sound_and_damaged(office: Office) -> None:
    office.keeper.choose(office.stick)
    view = office.go("now")
    view._verify_chosen()
    assert "sound" in view.list.items()[0].spoken
    (look(office.stick)[0].path / "keys.json").write_bytes(b"other")
    view._verify_chosen()
    assert "1 file is damaged" in view.list.items()[0].spoken
    assert any("keys.json is not as it was written" in said for said in office.notices())


def test_restoring_goes_beside_the_vault_and_says_what_it_lacks(office: Office, tmp_path) -> None:
    office.keeper.choose(office.stick)
    view = office.go("now")
    office.write("after the backup")
    view.restore_into(view._chosen(), tmp_path)
    (target,) = tmp_path.glob("Almaty 20*")
    with Vault.open(target, PASSPHRASE) as again:
        assert [c.restricted_notes for c in again.all(Contact)] == ["first"]
    said = " ".join(office.notices())
    assert str(target) in said
    assert "lacks 1 change of this vault" in said
    assert "passphrase that the vault had then" in said
    view.restore_into(view._chosen(), tmp_path)
    assert len(list(tmp_path.glob("Almaty 20*"))) == 2


def test_a_damaged_file_is_told_and_the_rest_can_be_restored(office: Office, tmp_path) -> None:
    office.vault.attach(
        b"a letter", role=AttachmentRole.DOCUMENT_SCAN, action=Action("Attach"),
        file_name="letter.txt",
    )  # fmt: skip
    office.keeper.choose(office.stick)
    view = office.go("now")
    next(office.stick.rglob("att/*/*")).unlink()
    view.restore_into(view._chosen(), tmp_path)
    assert not list(tmp_path.glob("Almaty 20*"))
    refused = next(one for one in view.context.notices.all if one.action is not None)
    assert "damaged or missing: 1" in refused.text
    label, rest = refused.action
    assert label == "Restore without these files"
    rest()
    assert "1 damaged file was left out, its record is there: \u2068letter.txt\u2069" in " ".join(
        office.notices()
    )
    assert len(list(tmp_path.glob("Almaty 20*"))) == 1


def test_a_backup_can_be_stopped_and_leaves_nothing(
    qapp: QApplication, tmp_path: Path, threaded_jobs: Jobs, qtbot: QtBot
) -> None:
    office = Office(qapp, tmp_path, threaded_jobs)
    try:
        office.keeper.choose(office.stick)
        view = office.go("now")
        qtbot.waitUntil(lambda: view._job() is not None or look(office.stick) != [])
        view.work._stop()
        qtbot.waitUntil(lambda: view._job() is None and not threaded_jobs.running, timeout=10_000)
        assert not list(office.stick.rglob("*.partial"))
        view.make()
        qtbot.waitUntil(lambda: office.keeper.job is None and bool(look(office.stick)),
                        timeout=10_000)  # fmt: skip
    finally:
        office.program.window.hide()
        office.program.end()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_vault_of_an_older_form_is_told_with_where_its_backup_is(
    qapp: QApplication, tmp_path: Path, jobs: Jobs
) -> None:
    paths = Paths(config=tmp_path / "c", logs=tmp_path / "l", vaults=tmp_path / "v")
    program = Program(qapp, paths, None, jobs=jobs, cost=CHEAP, quit_app=lambda: None)
    try:
        old = Path(shutil.copytree(VAULTS / "0001" / "vault", tmp_path / "old"))
        program.opened(Vault.open(old, FIXTURE_PASSPHRASE))
        said = [f"{n.text} {n.detail}" for n in program.window.context.notices.all]
        assert any("its own form" in words and str(old / "backup") in words for words in said)
    finally:
        program.window.hide()
        program.end()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
