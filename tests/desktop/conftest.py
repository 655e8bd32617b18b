"""Every desktop test runs offscreen and fails on a Qt warning, a leaked window or thread."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from caseapp.desktop import fonts, theme
from caseapp.desktop.changes import Changes
from caseapp.desktop.choices import Choices
from caseapp.desktop.context import Context
from caseapp.desktop.features.gate.doors import Doors
from caseapp.desktop.features.gate.page import GatePage, GateState
from caseapp.desktop.jobs import Job, Jobs, Work
from caseapp.desktop.shell.notices import Notices
from caseapp.desktop.shell.router import Router
from caseapp.i18n import translator
from caseapp.store import ballast
from caseapp.store.vault import Vault
from caseapp.system.logs import EventLog
from tests.desktop.vaults import CHEAP

IGNORED_WARNINGS = (
    "This plugin does not support propagateSizeHints",
    "PulseAudioService",
    "No RHI backend",
)
"""The offscreen screen says so about every window; a machine for tests has no sound card and
no graphics driver. Nothing of ours causes it."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "desktop" in item.path.parts:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore(*IGNORED_WARNINGS))


PAUSES = {
    "caseapp.desktop.features.appeals.checking": "_WAIT_MS",
    "caseapp.desktop.features.appeals.copy_side": "_DRAW_MS",
}
"""Modules that wait for more of the same before they begin, and what they call that time."""


class InlineJobs(Jobs):
    """Runs every job at once, on the thread of the test, and delivers before returning."""

    def _submit(self, job: Job, work: Work[object]) -> None:
        self._finish(job, *self._outcome(job, work))


@pytest.fixture(autouse=True)
def light_and_left_to_right(qapp: QApplication) -> Iterator[None]:
    fonts.register()
    theme.apply(qapp, theme.LIGHT)
    yield
    qapp.setLayoutDirection(qapp.layoutDirection().LeftToRight)


@pytest.fixture(autouse=True)
def little_ballast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of vaults are opened here, each of which would hold 64 MB free."""
    monkeypatch.setattr(ballast, "MOST", 1024 * 1024)


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pause is for a person who goes on typing or choosing; a test would only wait for it."""
    for module in PAUSES.keys() & sys.modules.keys():
        monkeypatch.setattr(sys.modules[module], PAUSES[module], 10)


@pytest.fixture(autouse=True)
def nothing_leaks(qapp: QApplication, light_and_left_to_right: None) -> Iterator[None]:
    threads = set(threading.enumerate())
    windows = set(QApplication.topLevelWidgets())
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [t.name for t in threading.enumerate() if t not in threads and t.is_alive()]
    assert not left, f"threads left behind: {left}"
    shown = [w for w in QApplication.topLevelWidgets() if w not in windows and w.isVisible()]
    for window in shown:
        window.close()
    assert not shown, f"windows left behind: {shown}"


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    runner = InlineJobs()
    yield runner
    runner.close()


@pytest.fixture
def threaded_jobs(qapp: QApplication) -> Iterator[Jobs]:
    runner = Jobs()
    yield runner
    runner.close()


@pytest.fixture
def context(jobs: Jobs) -> Context:
    return Context(
        t=translator("en"), jobs=jobs, changes=Changes(), router=Router(), notices=Notices()
    )


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[QWidget], QWidget]:
    """Show a widget for one test; it is closed and deleted afterwards."""

    def show(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()
        return widget

    return show


# -- the gate --------------------------------------------------------------------------------
@pytest.fixture
def choices(tmp_path: Path) -> Choices:
    return Choices(tmp_path / "config" / "settings.json")


@pytest.fixture
def doors(tmp_path: Path, choices: Choices) -> Doors:
    places = tmp_path / "vaults"
    places.mkdir()
    return Doors(choices, places, EventLog(tmp_path / "events.log"), cost=CHEAP)


@pytest.fixture
def opened() -> Iterator[list[Vault]]:
    """The vaults that `gate` has let in; they are closed afterwards."""
    vaults: list[Vault] = []
    yield vaults
    for vault in vaults:
        vault.close()


@pytest.fixture
def gate(
    context: Context, doors: Doors, opened: list[Vault], shown: Callable[[QWidget], QWidget]
) -> Iterator[Callable[..., GatePage]]:
    """Show the gate; `changes` are of the context. A vault that is held back is closed."""
    states: list[GateState] = []

    def make(state: GateState | None = None, **changes: object) -> GatePage:
        states.append(state or GateState())
        page = GatePage(
            replace(context, **changes), doors, states[-1],
            languages=(("en", "English"), ("ru", "Русский")),
            set_language=lambda _code: None, opened=opened.append,
        )  # fmt: skip
        page.resize(1366, 768)
        return shown(page)

    yield make
    for state in states:
        if state.held is not None:
            state.held.close()
