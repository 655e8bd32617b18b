"""Forgetting for good in the real window: reached from the page, refused, done, and gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseapp.desktop.features.forgetting import ForgettingView
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.shell.router import Place
from caseapp.desktop.widgets import Label, LinkButton
from caseapp.desktop.widgets.more import MoreButton
from caseapp.domain.vocabulary import AttachmentRole, NameScript, SourceKind
from caseapp.store.history import Action
from caseapp.store.records import Attachment, Contact, Detainee, NameForm, Source
from tests.desktop.test_backups import Office

NAME = "<b>Roza</b> Tohti"


@pytest.fixture
def office(qapp: QApplication, tmp_path: Path, jobs: Jobs):
    running = Office(qapp, tmp_path, jobs)
    yield running
    running.program.window.hide()
    running.program.end()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def make(office: Office) -> tuple[Detainee, Contact]:
    case, told, other = Detainee(), Contact(), Detainee(summary=f"cousin of {NAME}")
    forms = [
        NameForm(text=NAME, script=NameScript.EN, detainee_id=case.id),
        NameForm(text="Aman", script=NameScript.EN, detainee_id=other.id),
        NameForm(text="Sabit Omar", script=NameScript.EN, contact_id=told.id),
    ]
    office.vault.save(case, told, other, *forms, action=Action("New {name}", {"name": NAME}))
    return case, told


def shown(view: ForgettingView) -> list[str]:
    return [one.text() for kind in (Label, LinkButton) for one in view.findChildren(kind)]


def from_the_menu(more: MoreButton) -> None:
    """Take "Forget for good…" out of the menu with three dots."""
    (action,) = [one for one in more.menu().actions() if one.text() == "Forget for good…"]
    assert "nothing brings it back" in action.toolTip()
    assert not action.icon().isNull()
    action.trigger()


@pytest.mark.parametrize("kind", ["case", "contact"])
def test_the_page_has_it_in_its_menu(office: Office, kind: str) -> None:
    case, told = make(office)
    record = case if kind == "case" else told
    router = office.program.window.context.router
    router.go(kind, record.id)
    page = office.program.window.desk.view(kind)
    (more,) = page.findChildren(MoreButton)
    assert more.accessibleName() == "More"
    from_the_menu(more)
    assert router.current == Place("forget", (case_kind(record), record.id))


def case_kind(record: Detainee | Contact) -> str:
    return type(record).__tablename__


@pytest.mark.parametrize("name", ["statement of a neighbour.txt", ""])
def test_a_file_is_forgotten_from_the_page_of_its_source(
    office: Office, qtbot: QtBot, name: str
) -> None:
    source = Source(title="Statement", kind=SourceKind.TESTIMONY)
    office.vault.save(source, action=Action("Source"))
    file = office.vault.attach(
        b"words of a neighbour", role=AttachmentRole.CAPTURE, source_id=source.id,
        media_type="text/plain", file_name=name, action=Action("Attach"),
    )  # fmt: skip
    router = office.program.window.context.router
    router.go("source", source.id)
    page = office.program.window.desk.view("source")
    page.turn_particulars()
    (more,) = page.particulars.findChildren(MoreButton)
    from_the_menu(more)
    view: ForgettingView = office.program.window.desk.view("forget")
    qtbot.waitUntil(lambda: view._what is not None and view.work.job is None)
    title = view._title.text()
    assert (name or file.sha256[:12]) in title
    view.forget(name or file.sha256[:12])
    qtbot.waitUntil(lambda: office.vault.get(Attachment, file.id) is None)
    qtbot.waitUntil(lambda: router.current.view == "sources")
    assert office.vault.get(Source, source.id) is not None


@pytest.mark.parametrize("kind", ["case", "contact"])
def test_from_its_page_somebody_is_forgotten_by_the_right_word_alone(
    office: Office, qtbot: QtBot, kind: str
) -> None:
    case, told = make(office)
    record, typed = (case, "cf-0001") if kind == "case" else (told, "sabit omar")
    router = office.program.window.context.router
    router.go(kind, record.id)
    page = office.program.window.desk.view(kind)
    (command,) = [c for c in page.commands() if c.words == "Forget for good…"]
    command.run()
    view: ForgettingView = office.program.window.desk.view("forget")
    qtbot.waitUntil(lambda: view._what is not None and view.work.job is None)
    if kind == "case":
        assert any("Case: 1" in one for one in shown(view))
        assert any("CF-0002" in one and "Aman" in one for one in shown(view))
    office.program.window.resize(1000, 420)
    QCoreApplication.processEvents()
    view.ask.field.editor.set_value("somebody")
    view.ask.button.click()
    assert view._error.visibleRegion().boundingRect() == view._error.rect()
    assert office.vault.get(type(record), record.id) is not None
    assert any("exactly" in one for one in shown(view))
    view.ask.field.editor.set_value(typed)
    view.ask.button.click()
    qtbot.waitUntil(lambda: office.vault.get(type(record), record.id) is None)
    qtbot.waitUntil(lambda: any("Forgotten for good" in one for one in office.notices()))
    assert router.current.view == ("cases" if kind == "case" else "contacts")
    assert not router.can_back
    assert office.vault.undoable() == (None, None)
    router.go("history")
    router.go("trash")
    QCoreApplication.sendPostedEvents()


def test_the_page_without_anybody_says_where_to_begin(office: Office, qtbot: QtBot) -> None:
    office.program.window.context.router.go("forget")
    view = office.program.window.desk.view("forget")
    assert any("Open a case or a contact" in one for one in shown(view))
