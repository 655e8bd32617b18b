"""An export in the window: who may see what is shown before anything is written."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from caseapp.desktop.context import Context
from caseapp.desktop.features.exports import ExportsView
from caseapp.desktop.features.exports.view import LOG
from caseapp.desktop.shell.router import Place
from caseapp.desktop.widgets import Label, NoticeLine
from caseapp.disclosure.protected import Kind
from caseapp.domain.vocabulary import Audience
from caseapp.exchange.export import making
from caseapp.exchange.export.forms import Form
from caseapp.intake.sample import load_sample
from caseapp.store.history import Action
from caseapp.store.queries.cases import CaseQuery, case_ids
from caseapp.store.records import Export, Task
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE

Show = Callable[[QWidget], QWidget]


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    path = tmp_path_factory.mktemp("sample") / "vault"
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault:
        load_sample(vault)
        yield vault


@pytest.fixture
def view(context: Context, vault: Vault, shown: Show) -> ExportsView:
    found = ExportsView(context, vault)
    found.resize(1180, 690)
    found.set_compact(False)
    shown(found)
    return found


def ready(view: ExportsView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: view.prepared is not None and not view.is_busy, timeout=20_000)


def said(widget: QWidget) -> str:
    texts = [label.text() for label in widget.findChildren(Label) if not label.isHidden()]
    return "\n".join(texts)


def test_a_refused_export_names_each_field_and_leads_there(view, qtbot, monkeypatch):
    view.open(None)
    ready(view, qtbot)
    released = view.prepared.released
    hidden = next(one for one in released.secrets if one.kind is Kind.NAME and " " in one.text)
    at, case = next((at, case) for at, case in enumerate(released.cases) if case.events)
    event = replace(case.events[0], narrative=f"Seen by {hidden.text}.")
    spoiled = replace(case, events=(event, *case.events[1:]))
    cases = (*released.cases[:at], spoiled, *released.cases[at + 1 :])
    monkeypatch.setattr(making, "released_of", lambda *_a, **_k: replace(released, cases=cases))
    view.again.click()
    qtbot.waitUntil(lambda: bool(view.places.links) and not view.is_busy, timeout=20_000)
    assert view.prepared is None
    assert "these fields" in said(view)
    assert hidden.text not in said(view)
    link = view.places.links[0]
    assert link.text() == f"{case.number} · Event · Statement to print"
    link.click()
    assert view.context.router.current == Place("case", case.id)
    monkeypatch.undo()
    view.again.click()
    ready(view, qtbot)
    assert not view.places.isVisible()


def test_all_cases_are_offered_for_the_public_and_what_is_withheld_is_told(view, qtbot):
    view.open(None)
    ready(view, qtbot)
    QAbstractItemModelTester(view.preview.model)
    assert view.prepared.request.audience is Audience.PUBLIC
    assert view.panel.scope.isHidden()
    assert len(view.preview.model.rows) == 10
    assert view.preview.model.headings[0] == "Case number"
    text = said(view.preview)
    assert "20 cases" in text
    assert "identity numbers" in text
    assert "No consent for them is on record." in text
    assert "searched for" in text
    assert "654028197405120004" not in str(view.preview.model.rows)


def test_selected_cases_alone_are_exported(view, vault, qtbot):
    ids = tuple(vault.read(lambda session: case_ids(session, CaseQuery())))[3:6]
    view.open(ids)
    ready(view, qtbot)
    assert view.prepared.request.ids == ids
    assert len(view.preview.model.rows) == 3
    view.panel.scope.choose("all")
    view.panel.scope.chosen.emit("all")
    assert not view.write.isEnabled()
    ready(view, qtbot)
    assert len(view.prepared.request.ids) == 20


def test_the_offices_copy_says_in_red_what_it_is(view, qtbot):
    view.open(None)
    ready(view, qtbot)
    view.panel.audiences.choose(Audience.OFFICE.value)
    view.panel.audiences.chosen.emit(Audience.OFFICE.value)
    ready(view, qtbot)
    notice = next(n for n in view.preview.findChildren(NoticeLine) if not n.isHidden())
    assert notice.property("surface") == "danger"
    assert "for the office only" in notice.accessibleName()
    assert "654028197405120004" in str(view.preview.model.rows)


def test_what_a_form_cannot_do_is_not_asked_of_it(view, qtbot):
    view.open(None)
    ready(view, qtbot)
    panel = view.panel
    assert panel.photos.isHidden()
    assert panel.plain.isHidden()
    panel.forms[Form.JSON].click()
    assert not panel.photos.isHidden()
    panel.forms[Form.CSV].click()
    assert not panel.plain.isHidden()
    panel.forms[Form.ICS].click()
    assert panel.names.isHidden()
    assert not panel.scope.isEnabled()
    panel.audiences.choose(Audience.OFFICE.value)
    panel.audiences.chosen.emit(Audience.OFFICE.value)
    assert not panel.names.isHidden()
    ready(view, qtbot)
    assert view.prepared.counts["deadlines"] > 0


def test_a_file_is_written_privately_and_stands_in_the_log(view, vault, qtbot, tmp_path: Path):
    view.open(None)
    ready(view, qtbot)
    path = tmp_path / "cases.xlsx"
    before = len(vault.all(Export))
    view.write_to(path)
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: len(vault.all(Export)) == before + 1)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.stat().st_size > 1000
    view.open(LOG)
    qtbot.waitUntil(lambda: bool(view.log.lines))
    assert "Excel workbook · Public" in view.log.lines[0]
    assert "cases.xlsx" in view.log.lines[0]
    assert "items withheld" in view.log.lines[0]


def test_working_it_out_can_be_stopped(context, threaded_jobs, vault, shown, qtbot):
    view = ExportsView(replace(context, jobs=threaded_jobs), vault)
    shown(view)
    view.open(None)
    ready(view, qtbot)
    view.panel.forms[Form.UWAZI].click()
    qtbot.waitUntil(lambda: view.is_busy)
    assert view.is_busy
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.is_busy
    assert not view.write.isEnabled()
    assert "Nothing was written" in said(view._failed_page)
    view.again.click()
    ready(view, qtbot)


def test_choices_and_what_would_be_written_take_turns_in_a_narrow_window(view, qtbot):
    view.open(None)
    ready(view, qtbot)
    assert view.turn.isHidden()
    view.set_compact(True)
    assert not view._side.isHidden()
    assert view._pages.isHidden()
    view.turn.choose("look")
    view.turn.chosen.emit("look")
    assert view._side.isHidden()
    assert not view._pages.isHidden()
    view.set_compact(False)
    assert not view._side.isHidden()
    assert not view._pages.isHidden()


def test_what_was_shown_before_a_change_is_shown_again_and_not_written(
    view, vault, context, qtbot, tmp_path: Path
):
    view.open(None)
    ready(view, qtbot)
    shown = view.prepared
    vault.save(Task(title="Call"), action=Action("Test"))
    view.write_to(tmp_path / "cases.xlsx")
    ready(view, qtbot)
    assert list(tmp_path.iterdir()) == []
    assert view.prepared is not shown
    view.write_to(tmp_path / "cases.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["cases.xlsx"]
