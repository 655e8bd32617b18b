"""Passphrase and recovery in the real program: standing, trying, changing, a new master key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from caseapp.bootstrap import Program
from caseapp.desktop import file_dialog
from caseapp.desktop.features.keys.change import ChangeForm
from caseapp.desktop.features.keys.view import KeysView, standing_words
from caseapp.desktop.features.today import TodayView
from caseapp.desktop.features.today.lines import Line
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.keys.printing import page_pictures, paint_pages
from caseapp.desktop.keys.recovery_work import RecoveryWork
from caseapp.desktop.widgets import LinkButton
from caseapp.store.errors import WrongPassphraseError
from caseapp.store.history import Action
from caseapp.store.keys import KdfCost, KeyFile
from caseapp.store.records import Contact, Detainee
from caseapp.store.recovery import Standing
from caseapp.store.vault import Vault
from caseapp.system.paths import Paths
from caseapp.system.progress import Progress
from tests.conftest import empty_vault
from tests.desktop.vaults import CHEAP, PASSPHRASE, give_sheet

NEW = "acorn-lobby-river-candle-moss"


class Office:
    """The program with a small vault open."""

    def __init__(self, app: QApplication, root: Path, jobs: Jobs) -> None:
        self.paths = Paths(config=root / "config", logs=root / "logs", vaults=root / "vaults")
        self.quits: list[int] = []
        self.program = Program(
            app, self.paths, None, jobs=jobs, cost=CHEAP, quit_app=lambda: self.quits.append(1)
        )
        self.path = self.paths.vaults / "Almaty"
        self.vault = empty_vault(self.path, "Almaty office")
        self.vault.save(Contact(restricted_notes="first"), Detainee(), action=Action("Add"))
        self.program.opened(self.vault)
        self.program.window.resize(1200, 760)
        self.program.window.show()
        self.program.window.activateWindow()

    def go(self, argument: object = None) -> KeysView:
        self.program.window.context.router.go("keys", argument)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return self.program.window.desk.view("keys")

    def notices(self) -> list[str]:
        return [f"{n.text} {n.detail}" for n in self.program.window.context.notices.all]


@pytest.fixture
def office(
    qapp: QApplication, tmp_path: Path, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    """Guessing costs nothing here: each change would take a second."""
    monkeypatch.setattr(KdfCost, "calibrated", classmethod(lambda _cls, seconds=1.0: CHEAP))
    running = Office(qapp, tmp_path, jobs)
    yield running
    running.program.window.hide()
    running.program.end()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def make(view: KeysView) -> RecoveryWork:
    """A new key, shown."""
    view.unfold("make")
    work = view.body
    work.secret.edit.setText(PASSPHRASE)
    work.secret.edited.emit()
    work._make()
    assert work.page == "show"
    return work


def test_what_was_made_begins_in_view_in_a_small_window(office: Office) -> None:
    office.program.window.resize(700, 420)
    QCoreApplication.processEvents()
    work = make(office.go())
    QCoreApplication.processEvents()
    assert work.shown._lines[0].visibleRegion().boundingRect() == work.shown._lines[0].rect()
    work.on_paper.click()
    first = work.entry.sheet.lines[0]
    assert first.hasFocus()
    assert first.visibleRegion().boundingRect() == first.rect()


def test_a_form_that_is_unfolded_is_seen_to_its_end(office: Office, qtbot: QtBot) -> None:
    office.program.window.resize(1000, 560)
    view = office.go()
    QCoreApplication.processEvents()
    view.unfold("known")
    go = view.body.go
    qtbot.waitUntil(lambda: go.visibleRegion().boundingRect() == go.rect())


def type_back(qtbot: QtBot, work: RecoveryWork) -> None:
    lines = [label.text() for label in work.shown._lines]
    work.on_paper.click()
    for field, line in zip(work.entry.sheet.lines, lines, strict=True):
        qtbot.keyClicks(field, line)
    work.try_button.click()


def change(form: ChangeForm, old: str = PASSPHRASE, new: str = NEW) -> None:
    form.old.edit.setText(old)
    for field in (form.pair.first, form.pair.again):
        field.edit.setText(new)
    form.pair._look()
    form._allow()
    form.go.click()


def opens(path: Path, secret: str) -> bool:
    try:
        Vault.open(path, secret).close()
    except WrongPassphraseError:
        return False
    return True


# -- where nothing may be written --------------------------------------------------------------
def test_where_nothing_may_be_written_no_change_is_offered_and_it_is_said_why(
    office: Office,
) -> None:
    office.vault.disk.stopped = True
    view = office.go("change")
    assert "nothing more is saved in this vault until it is opened again" in view._detail.text()
    assert not any(link.isEnabled() for link in view._links.values())
    assert view.body is None
    assert not view.commands()


def test_a_form_that_was_open_when_the_disk_failed_changes_nothing(office: Office) -> None:
    view = office.go("change")
    office.vault.disk.stopped = True
    change(view.body)
    assert "nothing more is saved in this vault" in view.body.trouble()
    assert opens_keys(office.vault, PASSPHRASE)
    assert not opens_keys(office.vault, NEW)


def opens_keys(vault: Vault, secret: str) -> bool:
    try:
        KeyFile.open(vault.folder, secret)
    except WrongPassphraseError:
        return False
    return True


# -- recovery ----------------------------------------------------------------------------------
def test_how_it_stands_is_said(office: Office, qtbot: QtBot) -> None:
    view = office.go()
    assert view._title.text() == "There is no recovery key."
    assert not view._links["try"].isEnabled()
    work = make(view)
    assert view._title.text() == "The recovery key was never tried."
    type_back(qtbot, work)
    assert view._title.text().startswith("The recovery key was tried on ")
    assert office.vault.keys.standing().tried == date.today()
    assert "The paper opens the vault." in office.notices()[-1]


def test_a_new_key_leaves_the_earlier_one_until_it_was_tried(office: Office, qtbot: QtBot) -> None:
    earlier = give_sheet(office.vault)
    view = office.go()
    work = make(view)
    assert view._detail.text() == "The earlier one opens the vault until then."
    assert KeyFile.open_with_recovery_key(office.vault.folder, earlier.key)
    type_back(qtbot, work)
    assert not office.vault.keys.standing().replacing


def test_a_wrong_passphrase_makes_no_key(office: Office) -> None:
    view = office.go("make")
    view.body.secret.edit.setText("somebody at an open window")
    view.body.secret.edited.emit()
    view.body._make()
    assert view.body.page == "ask"
    assert "does not open the vault" in view.body.secret.trouble()
    assert not office.vault.keys.standing().made


def test_what_was_shown_is_gone_when_another_thing_is_opened(office: Office) -> None:
    view = office.go()
    work = make(view)
    line = work.shown._lines[0].text()
    view.unfold("change")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert line not in [label.text() for label in view.findChildren(QLabel)]


def test_who_goes_elsewhere_leaves_no_key_on_the_page(office: Office) -> None:
    view = office.go()
    line = make(view).shown._lines[0].text()
    office.program.window.context.router.go("today")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert line not in [label.text() for label in view.findChildren(QLabel)]


def test_a_change_that_is_being_made_is_not_closed_on_the_way(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = office.go("known")
    form = view.body
    monkeypatch.setattr(type(form.work), "job", property(lambda _self: object()))
    view.unfold("change")
    office.program.window.context.router.go("today")
    assert view.body is form
    monkeypatch.undo()


def test_after_a_year_it_is_asked_whether_the_paper_is_there(office: Office) -> None:
    context, today = office.program.window.context, date(2026, 11, 22)
    tried = Standing(True, today - timedelta(days=365), False, None, True, False)
    assert standing_words(context, tried, today)[1].startswith("More than a year ago")
    fresh = Standing(True, today - timedelta(days=364), False, None, True, False)
    assert standing_words(context, fresh, today)[1] == ""


def test_today_reminds_of_what_was_put_off_and_leads_there(office: Office) -> None:
    office.vault.keys.put_off(date.today())
    office.program.window.context.router.go("today")
    today: TodayView = office.program.window.desk.view("today")

    def lines() -> list[Line]:
        today.open(None)
        return [i for i in today.model.items if "recovery sheet" in getattr(i, "title", "")]

    (line,) = lines()
    assert (line.title, line.detail) == ("There is no recovery sheet", "7 days left")
    today.list.choose(today.model.place(line.key))
    today._do(line, "open")
    assert office.program.window.context.router.current.view == "keys"
    assert office.program.window.desk.view("keys").body.page == "ask"
    give_sheet(office.vault)
    assert lines() == []
    today._day = date.today() + timedelta(days=365)
    assert [line.title for line in lines()] == [
        "Try the recovery sheet again: is it still where it was?"
    ]


# -- paper ---------------------------------------------------------------------------------------
def test_a_page_goes_to_the_printer_without_a_file(
    office: Office, tmp_path: Path, qapp: QApplication
) -> None:
    work = make(office.go())
    QCoreApplication.processEvents()
    pictures = page_pictures(work.papers(), Progress())
    (picture,) = pictures
    assert (picture.width(), round(picture.height(), -1)) == (2480, 3510)
    dark = sum(picture.pixelColor(x, y).lightness() < 128
               for x in range(0, 2480, 8) for y in range(0, 3508, 8))  # fmt: skip
    assert dark > 500, "there is something on it"
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFullPage(True)
    paint_pages(printer, [*pictures, QImage(picture)])
    assert len(re.findall(rb"/Type /Page\b", (tmp_path / "printed.pdf").read_bytes())) == 2


def test_the_printer_is_chosen_in_a_dialog_of_the_system(
    office: Office, qtbot: QtBot, qapp: QApplication
) -> None:
    work = make(office.go())
    QCoreApplication.processEvents()
    work.print_button.click()

    def dialog() -> QPrintDialog | None:
        return next((w for w in qapp.topLevelWidgets() if isinstance(w, QPrintDialog)), None)

    qtbot.waitUntil(lambda: dialog() is not None and dialog().isVisible(), timeout=10_000)
    assert dialog().printer().docName() == "Pages", "the spooler is told no name"
    dialog().reject()


def test_a_pdf_is_saved_where_the_person_says_with_a_warning(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = make(office.go())
    QCoreApplication.processEvents()
    monkeypatch.setattr(
        file_dialog, "ask_where_to_save",
        lambda _parent, _title, _proposal, _kind, chosen: chosen(tmp_path / "sheet.pdf"),
    )  # fmt: skip
    work.save_button.click()
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert "Print it, then delete it." in office.notices()[-1]


# -- passphrase ----------------------------------------------------------------------------------
def test_the_passphrase_is_changed_and_what_it_does_not_do_is_said(office: Office) -> None:
    view = office.go("change")
    said = [label.text() for label in view.body.findChildren(QLabel)]
    assert any("still open with the old one" in words for words in said)
    change(view.body)
    assert "The passphrase was changed." in office.notices()[-1]
    office.vault.close()
    assert (opens(office.path, PASSPHRASE), opens(office.path, NEW)) == (False, True)


def test_a_wrong_old_passphrase_changes_nothing(office: Office) -> None:
    view = office.go("change")
    change(view.body, old="wrong")
    assert "does not open the vault" in view.body.trouble()
    change(view.body, new=PASSPHRASE)
    assert view.body.trouble() != ""
    office.vault.close()
    assert opens(office.path, PASSPHRASE)


def test_after_it_became_known_the_vault_is_written_anew_and_the_program_locks(
    office: Office, qtbot: QtBot
) -> None:
    give_sheet(office.vault)
    view = office.go("known")
    change(view.body)
    qtbot.waitUntil(lambda: office.quits == [1], timeout=10_000)
    assert office.program.locked
    assert (opens(office.path, PASSPHRASE), opens(office.path, NEW)) == (False, True)
    with Vault.open(office.path, NEW) as vault:
        assert not vault.keys.standing().made
        assert len(vault.all(Detainee)) == 1


def test_preferences_lead_there(office: Office) -> None:
    office.program.window.context.router.go("preferences", "keys")
    view = office.program.window.desk.view("preferences")
    (link,) = [b for b in view.findChildren(LinkButton) if "try the sheet" in b.text()]
    link.click()
    assert office.program.window.context.router.current.view == "keys"
