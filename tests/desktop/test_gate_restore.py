"""Restoring at the gate: the newest backup of a folder, with its passphrase, into a new one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from caseapp.bootstrap import Program
from caseapp.desktop.choices import Choices
from caseapp.desktop.features.gate.page import GatePage
from caseapp.desktop.jobs import Jobs
from caseapp.domain.vocabulary import AttachmentRole
from caseapp.store.backup_place import look
from caseapp.store.errors import MissingAttachmentError
from caseapp.store.history import Action
from caseapp.store.records import Attachment, Contact
from caseapp.store.vault import Vault
from caseapp.system.paths import Paths
from tests.conftest import empty_vault
from tests.desktop.vaults import CHEAP, PASSPHRASE, give_sheet


class Gate:
    """The program at its gate, on a laptop whose vault has two changes more than its backup."""

    def __init__(
        self, app: QApplication, root: Path, jobs: Jobs, *, attached: bool = False
    ) -> None:
        self.paths = Paths(config=root / "config", logs=root / "logs", vaults=root / "vaults")
        self.live, self.stick = self.paths.vaults / "Almaty", root / "stick"
        self.stick.mkdir(parents=True)
        with empty_vault(self.live) as vault:
            give_sheet(vault)
            vault.save(Contact(restricted_notes="first"), action=Action("Note"))
            if attached:
                vault.attach(
                    b"a letter", role=AttachmentRole.DOCUMENT_SCAN, action=Action("Attach"),
                    file_name="the letter.txt",
                )  # fmt: skip
            vault.backups.make(self.stick)
            for _ in range(2):
                vault.save(Contact(), action=Action("More"))
        choices = Choices(self.paths.settings_file)
        choices.change(lambda settings: settings.with_recent(self.live))
        self.program = Program(app, self.paths, None, jobs=jobs, cost=CHEAP, quit_app=lambda: None)
        self.program.window.show()

    @property
    def page(self) -> GatePage:
        return self.program.window.findChild(GatePage)

    def restore(self, passphrase: str) -> None:
        page = self.page
        page.unlock.restore_asked.emit()
        page.restore.take_folder(self.stick)
        page.restore.secret.edit.setText(passphrase)
        page.restore.go.click()


@pytest.fixture
def gate(qapp: QApplication, tmp_path: Path, jobs: Jobs) -> Iterator[Gate]:
    running = Gate(qapp, tmp_path, jobs)
    yield running
    running.program.window.hide()
    running.program.end()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_restored_vault_opens_and_says_of_when_it_is_and_what_it_lacks(gate: Gate) -> None:
    gate.restore(PASSPHRASE)
    vault = gate.program._vault
    assert vault is not None
    assert vault.folder.path.parent == gate.paths.vaults
    assert vault.folder.path.name.startswith("Restored 20")
    assert [c.restricted_notes for c in vault.all(Contact)] == ["first"]
    (said,) = gate.program.window.context.notices.all
    assert said.text.startswith("This is the vault as it was on")
    assert "Almaty" in said.detail
    assert "2 changes more and was left as it is" in said.detail
    with Vault.open(gate.live, PASSPHRASE) as live:
        assert len(live.all(Contact)) == 3


def test_a_wrong_passphrase_is_told_and_nothing_is_made(gate: Gate) -> None:
    before = sorted(path.name for path in gate.paths.vaults.iterdir())
    gate.restore("not this one")
    assert gate.program._vault is None
    assert "does not open" in gate.page.restore.secret._trouble.text()
    assert sorted(path.name for path in gate.paths.vaults.iterdir()) == before


def test_a_damaged_backup_is_refused_by_the_name_of_its_part(gate: Gate) -> None:
    (look(gate.stick)[0].path / "case.db").write_bytes(b"")
    gate.restore(PASSPHRASE)
    assert gate.program._vault is None
    assert "case.db" in gate.page.restore.secret._trouble.text()


def test_damaged_files_alone_leave_the_choice_to_restore_the_rest(
    qapp: QApplication, tmp_path: Path, jobs: Jobs
) -> None:
    gate = Gate(qapp, tmp_path, jobs, attached=True)
    try:
        next(gate.stick.rglob("att/*/*")).unlink()
        gate.restore(PASSPHRASE)
        page = gate.page.restore
        assert gate.program._vault is None
        assert "damaged or missing: 1" in page.secret._trouble.text()
        assert not page.without.isHidden()
        page.secret.edit.setText(PASSPHRASE)
        page.without.click()
        vault = gate.program._vault
        assert vault is not None
        (said,) = gate.program.window.context.notices.all
        assert said.detail.startswith("1 damaged file was left out, its record is there:")
        assert "the letter.txt" in said.detail
        (attached,) = vault.all(Attachment)
        with pytest.raises(MissingAttachmentError):
            vault.read_attachment(attached)
    finally:
        gate.program.window.hide()
        gate.program.end()


def test_a_folder_without_backups_is_told_and_there_is_a_way_back(gate: Gate, tmp_path) -> None:
    page = gate.page
    page.unlock.restore_asked.emit()
    assert page.unlock.isHidden()
    assert not page.restore.go.isEnabled()
    page.restore.take_folder(tmp_path / "config")
    assert page.restore.none_here.isVisible()
    assert page.restore.secret.trouble() == ""
    assert not page.restore.go.isEnabled()
    page.restore.take_folder(gate.stick)
    assert page.restore.none_here.isHidden()
    page.restore.left.emit()
    assert page.restore.isHidden()
    assert not page.unlock.isHidden()


def test_restoring_can_be_stopped(
    qapp: QApplication, tmp_path: Path, threaded_jobs: Jobs, qtbot
) -> None:
    gate = Gate(qapp, tmp_path, threaded_jobs)
    try:
        page = gate.page
        page.unlock.restore_asked.emit()
        page.restore.take_folder(gate.stick)
        qtbot.waitUntil(lambda: page.restore.target is not None)
        page.restore.secret.edit.setText(PASSPHRASE)
        page.restore.go.click()
        assert page.restore.work.job is not None
        page.restore.work.stop.click()
        qtbot.waitUntil(lambda: not threaded_jobs.running, timeout=10_000)
        assert gate.program._vault is None
        assert page.restore.go.isVisibleTo(page.restore)
        assert [path.name for path in gate.paths.vaults.iterdir()] == ["Almaty"]
    finally:
        gate.program.window.hide()
        gate.program.end()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
