"""Where an import of a list begins: dropped anywhere, a key, the menu of cases, the palette."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseapp.bootstrap import Program
from caseapp.desktop import file_dialog
from caseapp.desktop.features.cases import CasesView
from caseapp.desktop.features.imports import ImportsView
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.shell.router import Place
from caseapp.system.paths import Paths
from tests.conftest import empty_vault
from tests.desktop.import_desk import drop_files, write_xlsx
from tests.desktop.vaults import CHEAP, fill


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> Iterator[Program]:
    """The real window over an empty vault."""
    hooks = sys.excepthook, threading.excepthook
    paths = Paths(config=tmp_path / "config", logs=tmp_path / "logs", vaults=tmp_path / "vaults")
    program = Program(qapp, paths, None, jobs=jobs, cost=CHEAP, quit_app=lambda: None)
    program.window.set_language("en")
    program.window.resize(1366, 768)
    with qtbot.waitActive(program.window):
        program.window.show()
        program.window.activateWindow()
    program.opened(empty_vault(tmp_path / "vault"))
    yield program
    program.window.hide()
    program.end()
    program.window._appearance.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    sys.excepthook, threading.excepthook = hooks


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked of the dialog for files."""
    titles: list[str] = []
    monkeypatch.setattr(
        file_dialog, "ask_for_file", lambda _parent, title, *_more: titles.append(title)
    )
    return titles


def test_a_list_that_is_dropped_on_the_cases_is_opened_for_import(
    program: Program, tmp_path: Path
) -> None:
    program.window.context.router.go("cases")
    drop_files(program.window.desk, [write_xlsx(tmp_path / "march.xlsx")])
    view = program.window.desk.current_view()
    assert isinstance(view, ImportsView)
    assert view.file.page.model.rows[2][1] == "ФИО"


def test_what_is_no_list_is_told_where_to_drop(program: Program, tmp_path: Path) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"%PDF-")
    program.window.context.router.go("cases")
    drop_files(program.window.desk, [letter])
    assert program.window.context.router.current.view == "cases"
    (notice,) = [one for one in program.window.context.notices.all if "Sources" in one.text]
    notice.action[1]()
    assert program.window.context.router.current == Place("sources")


def test_an_empty_vault_offers_an_import_and_so_do_its_key_and_the_palette(
    program: Program, asked: list[str]
) -> None:
    window = program.window
    window.context.router.go("cases")
    window.findChild(CasesView).parts.import_button.click()
    assert asked == ["Import a list"]
    window.context.router.go("cases")
    QTest.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert window.context.router.current.view == "imports"
    window.desk.open_palette("> import a list")
    rows = [row.words for row in window.desk.palette_sheet.list.rows()]
    assert "Import a list…" in rows


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_of_the_cases_offers_an_import(program: Program, asked: list[str]) -> None:
    fill(program._vault, 2)
    program.window.context.router.go("cases")
    view = program.window.findChild(CasesView)
    view.parts.more_button.click()
    menu = QApplication.activePopupWidget()
    (action,) = [one for one in menu.actions() if one.text() == "Import a list…"]
    action.trigger()
    menu.close()
    assert asked == ["Import a list"]
