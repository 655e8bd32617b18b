"""The program as a person runs it, in which a test presses a panic key at the worst moment.

Reads its order from standard input as a line of JSON, so that no passphrase stands among the
arguments; says "ready" when that moment has come, and presses the key at the next line.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDir, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from caseapp.bootstrap import program as bootstrap
from caseapp.desktop import file_dialog
from caseapp.desktop.features.gate.page import GatePage
from caseapp.desktop.guard.armed import with_armed
from caseapp.desktop.jobs import Kind
from caseapp.desktop.widgets import Field
from caseapp.intake.lists.run import run_import
from caseapp.store.folder import VaultFolder
from caseapp.store.records import Detainee
from caseapp.system import hardening
from caseapp.system.child import ChildFailedError, Limits
from caseapp.system.conversation import Conversation
from caseapp.system.paths import standard_paths
from tests.intake.lists.importing import Office

_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
KEYS = {"vanish": Qt.Key.Key_Return, "destroy": Qt.Key.Key_Backspace}
ROWS = 10_000


class Session:
    """Steps in their order, each when the work of the one before has ended."""

    def __init__(self, order: dict[str, Any]) -> None:
        self.order, self.path = order, Path(order["vault"])
        app = bootstrap.application()
        self.program = bootstrap.Program(app, standard_paths(), self.path)
        self.program.show()
        self.window = self.program.window
        if order.get("armed"):
            store_id = VaultFolder.load(self.path).store_id
            self.program._change(lambda s: with_armed(s.with_recent(self.path), store_id, True))
        self.steps = getattr(self, order["where"])()
        self.timer = QTimer()
        self.timer.timeout.connect(self.go_on)
        self.timer.start(20)

    def go_on(self) -> None:
        if self.program.jobs.running or next(self.steps, None) is not None:
            return
        self.timer.stop()
        self.press()

    def press(self) -> None:
        print("ready", flush=True)
        sys.stdin.readline()
        QTest.keyClick(QGuiApplication.focusWindow(), KEYS[self.order["key"]], _HELD)
        print("still here", flush=True)

    def wait_until(self, true: Callable[[], object]) -> Iterator[bool]:
        while not true():
            yield True

    # -- the moments ---------------------------------------------------------------------------
    def gate(self) -> Iterator[bool]:
        yield from self.wait_until(QGuiApplication.focusWindow)

    def desk(self) -> Iterator[bool]:
        page = self.window.findChild(GatePage)
        page.unlock.secret.edit.setText(self.order["passphrase"])
        page.unlock.secret.entered.emit()
        yield from self.wait_until(lambda: self.window.desk)
        yield True

    def typing(self) -> Iterator[bool]:
        """A word stands in a field of a case, and nobody has left the field."""
        yield from self.desk()
        case = self.program._vault.all(Detainee)[0]
        self.window.context.router.go("case", case.id)
        yield True
        field = self.window.desk.current_view().findChild(Field, "home_address")
        field.editor.setFocus()
        QTest.keyClicks(field.editor, self.order["word"])

    def menu(self) -> Iterator[bool]:
        """A menu is open, and a child reads a file."""
        yield from self.desk()
        talk = Conversation("tests.hostile.bad_children:hangs", Limits(wall=60))
        threading.Thread(target=ask, args=(talk,), daemon=True).start()
        self.menu_open = QMenu(self.window)
        self.menu_open.addAction("Something")
        self.menu_open.popup(self.window.mapToGlobal(self.window.rect().center()))
        yield True
        print(f"child {talk._process.pid}", flush=True)

    def importing(self) -> Iterator[bool]:
        """Ten thousand rows are being written, and a dialog is waited for over the window."""
        yield from self.desk()
        vault = self.program._vault
        scratch = self.path.parent / "lists"
        scratch.mkdir()
        people = [{"No.": str(n), "Name": f"Адам Нөмірі{n}"} for n in range(ROWS)]
        plan = Office(vault, scratch).plan(people)
        begun = threading.Event()

        def work(progress: Any) -> None:
            begun.set()
            run_import(vault, plan, progress=progress)

        self.program.jobs.run(work, kind=Kind.WRITE, title="Import", cancellable=True)
        begun.wait(10)
        dialog = QDialog(self.window)
        QTimer.singleShot(200, self.press)
        self.timer.stop()
        dialog.exec()
        yield True

    def backing_up(self) -> Iterator[bool]:
        """A backup is being made, and a file is asked for."""
        yield from self.desk()
        folder = Path(self.order["stick"])
        folder.mkdir(exist_ok=True)
        self.program._backups.choose(folder)
        self.program._backups.make()
        home = Path(QDir.homePath())
        file_dialog.ask_for_file(self.window, "Which?", home, ("All", ("txt",)), print)
        self.timer.stop()
        QTimer.singleShot(30, self.press)
        yield True


def ask(talk: Conversation) -> None:
    """A question that is never answered."""
    with suppress(ChildFailedError):
        talk.ask("page")


def main() -> None:
    hardening.harden_process()
    session = Session(json.loads(sys.stdin.readline()))
    QApplication.exec()
    session.program.end()


if __name__ == "__main__":
    main()
