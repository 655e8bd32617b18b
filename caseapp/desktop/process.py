"""The process around the window: the one application object, and a fresh start when locking."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys

from PySide6.QtWidgets import QApplication

TYPING_PAUSE = 1000
"""Milliseconds between two letters that still belong to one word when a list is searched by
typing. Qt's 400 are too few for people who look for the keys."""

_NOT_TAKEN = "CASEAPP_FILES_NOT_TAKEN"
_REMOVED = "CASEAPP_VAULT_REMOVED"


def application(text_size: int = 100) -> QApplication:
    """The one application object; without a screen on Linux it draws into memory.

    `text_size` in percent enlarges everything alike; Qt takes it only before it starts.
    """
    if text_size != 100:
        os.environ.setdefault("QT_SCALE_FACTOR", f"{text_size / 100:g}")
    no_screen = not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if sys.platform.startswith("linux") and no_screen:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(["caseapp"])
    assert isinstance(app, QApplication)
    app.setApplicationName("caseapp")
    app.setQuitOnLastWindowClosed(False)
    app.setKeyboardInputInterval(TYPING_PAUSE)
    return app


def files_not_taken() -> int:
    """How many files the process before this one did not take in; told once."""
    told = os.environ.pop(_NOT_TAKEN, "")
    return int(told) if told.isdecimal() else 0


def vault_removed() -> int | None:
    """Of how many files the vault that was removed before could not be freed; None: there was
    none. Told once.
    """
    told = os.environ.pop(_REMOVED, "")
    return int(told) if told.isdecimal() else None


def start_anew(not_taken: int = 0, removed: int | None = None) -> None:
    """Become a fresh process at the gate: the system takes back all memory of this one.

    `not_taken`: how many files were not taken in, which that process tells; `removed`: how many
    files of a removed vault resisted. Their names would tell too much there.
    """
    for name, count in ((_NOT_TAKEN, not_taken or None), (_REMOVED, removed)):
        os.environ.pop(name, None)
        if count is not None:
            os.environ[name] = str(count)
    os.environ.pop("QT_SCALE_FACTOR", None)  # the new one sets what is chosen now
    atexit._run_exitfuncs()  # exec would skip them: they take away temporary files
    frozen = getattr(sys, "frozen", False)
    command = [sys.executable, *([] if frozen else ["-m", "caseapp"])]
    if os.name == "posix":
        os.execv(sys.executable, command)  # noqa: S606 - our own program, no shell
    subprocess.Popen(command)  # noqa: S603
