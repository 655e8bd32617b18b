"""A program that is run by the test of a lock: opens a vault as a person does, waits, locks.

Reads the vault's path and its passphrase from standard input, so that neither stands among the
arguments. After the lock it is a fresh process, in which nothing of this module runs.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from caseapp.bootstrap import program as bootstrap
from caseapp.desktop.features.gate.page import GatePage
from caseapp.system import hardening
from caseapp.system.paths import standard_paths

_PR_SET_DUMPABLE = 4


def main() -> None:
    path, passphrase = sys.stdin.readline().rstrip("\n"), sys.stdin.readline().rstrip("\n")
    hardening.harden_process()
    let_the_test_look()
    program = bootstrap.Program(bootstrap.application(), standard_paths(), Path(path))
    program.show()
    page = program.window.findChild(GatePage)
    page.unlock.secret.edit.setText(passphrase)
    page.unlock.secret.entered.emit()
    del passphrase
    opened = QTimer()
    opened.timeout.connect(lambda: tell(program, opened))
    opened.start(50)
    QApplication.exec()
    program.end()
    assert program.locked
    bootstrap.start_anew()


def let_the_test_look() -> None:
    """The program forbids looking into it to all but an administrator; this test must."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0)


def tell(program: bootstrap.Program, timer: QTimer) -> None:
    """When the list of cases stands on the screen: say so, and lock on the answer."""
    if program.window.desk is None or program.jobs.running:
        return
    if program.window.context.router.current.view != "cases":
        program.window.context.router.go("cases")
        return
    timer.stop()
    print("open", os.getpid(), flush=True)
    sys.stdin.readline()
    program.window.lock()


if __name__ == "__main__":
    main()
