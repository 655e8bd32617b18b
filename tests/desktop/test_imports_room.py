"""Every step of an import in a small window, in long words, with the keyboard alone."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit

from caseapp.desktop.features.imports import ImportsView
from caseapp.i18n import translator
from tests.desktop import test_accessibility as walking
from tests.desktop.import_desk import write_xlsx
from tests.desktop.test_accessibility import LAPTOP, SMALL, Longer, Walk, told

STEPS = ("", "file", "columns", "check", "import")


@pytest.fixture(scope="module")
def walk(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """The program in words that are 60 % longer."""
    hooks = sys.excepthook, threading.excepthook
    made = walking.start(qapp, tmp_path_factory.mktemp("imports"))
    made.program.window._translate = lambda code: Longer(code, translator(code)._catalogue)
    made.program.window.set_language("en")
    made.program.window.show()
    made.program.window.activateWindow()
    assert QTest.qWaitForWindowActive(made.program.window, 5000)
    yield made
    walking.end(made)
    sys.excepthook, threading.excepthook = hooks


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_xlsx(tmp_path_factory.mktemp("lists") / "a list with a rather long name.xlsx")


def at(walk: Walk, listed: Path, step: str, size: QSize) -> ImportsView:
    """The view in one of its steps."""
    view = walk.go("imports", size)
    assert isinstance(view, ImportsView)
    view.begin_anew()
    if step:
        view.take_files([listed])
        view.go_to("check" if step == "import" else step)
        view.go_to(step)
    assert view._step == step
    view.focus_first()
    QTest.qWait(30)
    return view


def test_no_step_cuts_anything_off_in_a_small_window(walk: Walk, listed: Path) -> None:
    faults = []
    for step in STEPS:
        view = at(walk, listed, step, SMALL)
        if walk.program.window.size() != SMALL:
            faults.append(f"{step}: does not fit a small window")
        for widget in walking.shown(view):
            inner = walking.is_inner(widget)
            if not inner and isinstance(widget, QLabel | QAbstractButton | QLineEdit):
                faults += [f"{step}: {fault}" for fault in walking.cut_off(widget)]
    told(faults)


def test_every_control_of_a_step_has_a_name_a_role_and_room(walk: Walk, listed: Path) -> None:
    told(
        [
            f"{step}: {fault}"
            for step in STEPS
            for widget in walking.controls(at(walk, listed, step, LAPTOP))
            for fault in walking.faults_of(widget)
        ]
    )


def test_tab_comes_round_in_each_step_and_reaches_every_control(walk: Walk, listed: Path) -> None:
    faults = []
    for step in STEPS:
        view = at(walk, listed, step, LAPTOP)
        wanted = [
            w for w in walking.controls(view)
            if w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus and not w.focusProxy()
        ]  # fmt: skip
        seen, unseen = walking.tab_round(walk.program.window, len(wanted) + 100)
        faults += [
            f"{step}: never reached: {walking.called(w)}" for w in wanted
            if not walking.reached(w, seen)
        ]  # fmt: skip
        faults += [f"{step}: focus not seen: {walking.called(w)}" for w in unseen]
    told(faults)
