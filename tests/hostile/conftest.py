"""No hostile file leaves a child behind, or makes this process large."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseapp.desktop import fonts
from caseapp.desktop.changes import Changes
from caseapp.desktop.context import Context
from caseapp.desktop.file_pane import FilePane
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.shell.notices import Notices
from caseapp.desktop.shell.router import Router
from caseapp.i18n import translator
from caseapp.store.vault import Vault
from caseapp.system.conversation import end_all
from tests.hostile.watching import children, resident

MOST_GROWTH = 200 << 20
"""Bytes: pixels of the largest picture that is shown take 160 MB."""


@pytest.fixture(autouse=True)
def nothing_stays() -> Iterator[None]:
    there, size = children(), resident()
    yield
    end_all()
    deadline = time.monotonic() + 3
    while (left := children() - there) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not left, f"children left behind: {left}"
    assert resident() - size < MOST_GROWTH


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    """With threads of its own, as in the program."""
    runner = Jobs()
    yield runner
    end_all()
    runner.close()


@pytest.fixture
def context(jobs: Jobs) -> Context:
    fonts.register()
    return Context(
        t=translator("en"), jobs=jobs, changes=Changes(), router=Router(), notices=Notices()
    )


@pytest.fixture
def pane(context: Context, vault: Vault, qtbot: QtBot) -> FilePane:
    """What shows kept files in every view."""
    shown = FilePane(context, vault)
    qtbot.addWidget(shown)
    shown.resize(700, 500)
    shown.show()
    return shown
