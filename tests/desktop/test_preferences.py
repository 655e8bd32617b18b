"""Preferences of the real program: what is chosen is in force, kept, and there next time."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from caseapp.bootstrap import Program
from caseapp.desktop import theme
from caseapp.desktop.features.gate.vault_list import VaultList
from caseapp.desktop.features.preferences import PreferencesView
from caseapp.desktop.features.preferences.licences import LICENCES
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.letter_keys import LetterKeys
from caseapp.desktop.widgets import Button, Field
from caseapp.store.history import Action
from caseapp.store.records import Detainee, Office
from caseapp.system.paths import Paths
from tests.conftest import empty_vault
from tests.desktop.vaults import CHEAP

ROOT = Path(__file__).resolve().parents[2]


class Running:
    """The program with an empty vault open, at its preferences."""

    def __init__(self, app: QApplication, paths: Paths, jobs: Jobs) -> None:
        self.paths = paths
        self.program = Program(app, paths, None, jobs=jobs, cost=CHEAP, quit_app=lambda: None)
        self.vault = empty_vault(paths.vaults / "Almaty")
        self.program.opened(self.vault)
        self.program.window.resize(1200, 760)
        self.program.window.show()
        self.program.window.activateWindow()
        self.program.window.context.router.go("preferences")

    @property
    def view(self) -> PreferencesView:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return self.program.window.desk.view("preferences")

    def kept(self) -> dict[str, object]:
        return json.loads(self.paths.settings_file.read_text(encoding="utf-8"))

    def choose(self, name: str, code: str) -> None:
        field = self.view.findChild(Field, name)
        field.editor.set_value(code)
        field.commit()
        QApplication.processEvents()

    def box(self, name: str) -> QCheckBox:
        return next(b for b in self.view.findChildren(QCheckBox) if name in b.accessibleName())


@pytest.fixture
def running(qapp: QApplication, qtbot: QtBot, tmp_path: Path, jobs: Jobs) -> Iterator[Running]:
    (tmp_path / "vaults").mkdir()
    paths = Paths(config=tmp_path / "config", logs=tmp_path / "logs", vaults=tmp_path / "vaults")
    running = Running(qapp, paths, jobs)
    yield running
    running.program.window._qt_words.speak("en")
    running.program.window._appearance.set_mode("light")
    running.program.window.hide()
    running.program.end()
    running.program.window._appearance.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def type_into(qtbot: QtBot, field: Field, typed: str) -> None:
    field.editor.setFocus()
    field.editor.selectAll()
    qtbot.keyClicks(field.editor, typed)
    field.editor.clearFocus()
    field.commit()


def test_appearance_and_language_are_in_force_at_once_and_kept(running: Running) -> None:
    running.choose("appearance", "contrast")
    assert theme.current() in theme.STRONG
    running.choose("language", "ru")
    assert running.program.window.context.t.language == "ru"
    assert running.program.window.context.router.current.view == "preferences"
    assert (running.kept()["theme"], running.kept()["language"]) == ("contrast", "ru")


def test_a_text_size_is_kept_for_the_next_start_and_said_so(running: Running) -> None:
    assert running.view._later.isHidden()
    running.choose("text-size", "150")
    assert running.kept()["text_size"] == 150
    assert not running.view._later.isHidden()


def test_the_next_start_enlarges_everything_alike() -> None:
    said = "from caseapp.desktop.process import application as a; print(a(150).devicePixelRatio())"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("QT_SCALE_FACTOR", None)
    done = subprocess.run(
        [sys.executable, "-c", said], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "1.5"


def test_the_name_of_the_machine_stands_in_the_history(qtbot: QtBot, running: Running) -> None:
    type_into(qtbot, running.view.findChild(Field, "station"), "Blue laptop")
    case = Detainee(fictitious=True)
    running.vault.save(case, action=Action("Add"))
    (entry,) = running.vault.history_of(case.id)
    assert entry.action.station == "Blue laptop"
    assert running.kept()["station"] == "Blue laptop"


def test_the_gate_can_hide_what_vaults_are_called(qtbot: QtBot, running: Running) -> None:
    qtbot.mouseClick(running.box("Show names and folders"), Qt.MouseButton.LeftButton)
    window = running.program.window
    window.show_gate(running.program._make_gate)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    shown = window.findChild(VaultList)
    said = shown.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Vault 1, ")
    assert "Almaty" not in said
    assert str(running.paths.vaults) not in said


def test_single_letters_can_be_turned_off(qtbot: QtBot, qapp: QApplication, shown) -> None:
    pressed: list[str] = []
    page = QWidget()
    Button("Add", key="A", on_click=lambda: pressed.append("A"), parent=page)
    Button("Find", key="Ctrl+F", on_click=lambda: pressed.append("F"), parent=page).move(0, 40)
    line = QLineEdit(page)
    line.move(0, 80)
    shown(page)
    letters = LetterKeys(qapp, on=False)
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_A)
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_A)
    assert (pressed, line.text().lower()) == (["F"], "a")
    page.setFocus()
    letters.on = True
    qtbot.keyClick(page, Qt.Key.Key_A)
    assert pressed == ["F", "A"]
    letters.deleteLater()


def test_particulars_of_the_office_are_kept_when_left_and_undone_like_any_field(
    qtbot: QtBot, running: Running
) -> None:
    view = running.view
    type_into(qtbot, view.findChild(Field, "name-ru"), "Byuro")
    type_into(qtbot, view.office._form._fields["phone"][1], "+7 700")
    type_into(qtbot, view.office._form._fields["stale_after_months"][1], "6")
    (office,) = running.vault.all(Office)
    assert office.texts == {"name": {"ru": "Byuro"}}
    assert (office.phone, office.stale_after_months, office.case_prefix) == ("+7 700", 6, "CF")
    running.program.window.desk.undo.actions.undo_steps(2)
    (office,) = running.vault.all(Office)
    assert (office.phone, office.stale_after_months) == ("", 12)
    assert view.findChild(Field, "name-ru").value() == "Byuro"


def test_a_number_of_months_that_is_none_is_refused_beside_its_field(
    qtbot: QtBot, running: Running
) -> None:
    field = running.view.office._form._fields["stale_after_months"][1]
    type_into(qtbot, field, "soon")
    assert field.is_rejected
    assert running.vault.all(Office) == []


def test_every_library_that_is_shipped_is_named_with_its_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split("[<>=]", needed)[0].lower() for needed in project["dependencies"]}
    named = " ".join(name for name, _licence in LICENCES).lower()
    assert wanted
    assert [name for name in sorted(wanted) if name not in named] == []
