"""A day at the office in one process, run by the test of what is left behind.

Opens a vault as a person does, goes through every view, reads files of four kinds, prints,
exports, backs up, copies, searches, meets a bug, locks. Every system call that writes or makes
a socket is told to the test. Reads its order from standard input, so that no name stands among
the arguments; tells what it did by words.
"""

from __future__ import annotations

import json
import socket
import sys
import traceback
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from caseapp.bootstrap import program as bootstrap
from caseapp.desktop.features.gate.page import GatePage
from caseapp.desktop.file_dialog import ask_for_file
from caseapp.domain.vocabulary import Audience
from caseapp.dossier.issue import draft_copy
from caseapp.exchange.export.forms import Form
from caseapp.exchange.export.making import Request, prepare, write
from caseapp.intake.source_files import collect, keep_source
from caseapp.store.records import AppealAddressee
from caseapp.store.vault import Vault
from caseapp.system.paths import standard_paths
from tests.faults import notify


def main(descriptor: int) -> None:
    order = json.loads(sys.stdin.readline())
    line = socket.socket(fileno=descriptor)  # before sockets are watched
    listener = notify.listen(sockets=True)
    socket.send_fds(line, [b"x"], [listener])
    Day(order).run()


class Day:
    """One step after the other, each when the work of the one before has ended."""

    def __init__(self, order: dict[str, Any]) -> None:
        self.order = order
        self.program = bootstrap.Program(
            bootstrap.application(), standard_paths(), Path(order["vault"])
        )
        self.window = self.program.window
        self.program.show()
        page = self.window.findChild(GatePage)
        page.unlock.secret.edit.setText(order["passphrase"])
        page.unlock.secret.entered.emit()
        self.steps = self.all_steps()
        self.quiet = 0
        self.timer = QTimer(interval=25)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    def run(self) -> None:
        QApplication.exec()
        self.program.end()
        tell("locked" if self.program.locked else "not locked")

    def look(self) -> None:
        """Go on when nothing has run for a tenth of a second."""
        if self.window.desk is None or self.program.jobs.running:
            self.quiet = 0
            return
        self.quiet += 1
        if self.quiet < 4:
            return
        self.quiet = 0
        try:
            name, step = next(self.steps)
            step()
            tell("did", name)
        except StopIteration:
            self.timer.stop()
            self.window.lock()
        except Exception:
            self.timer.stop()
            tell("failed", traceback.format_exc().replace("\n", "|"))
            self.window.lock()

    def all_steps(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """What is done on this day."""
        go = self.window.context.router.go
        for spec in self.program.views():
            if spec.name not in ("case", "source", "contact", "appeal", "scan", "family"):
                yield spec.name, lambda name=spec.name: go(name)
        for view, id_ in self.order["ids"].items():
            yield view, lambda view=view, id_=id_: go(view, UUID(id_))
        yield "search", lambda: self.window.desk.open_palette(self.order["name"])
        yield "copy", lambda: QGuiApplication.clipboard().setText(self.order["name"])
        yield "file dialog", self.file_dialog
        for path in sorted(Path(self.order["files"]).iterdir()):
            yield path.suffix, lambda path=path: self.keep(path)
        yield "sources", lambda: go("sources")
        yield "dossier", self.dossier
        yield "export", self.export
        yield "backup", lambda: self.vault.backups.make(Path(self.order["stick"]))
        yield "bug", self.bug

    @property
    def vault(self) -> Vault:
        assert self.program._vault is not None
        return self.program._vault

    def file_dialog(self) -> None:
        """Look into a folder whose files have the name, and go away again."""
        files = Path(self.order["files"])
        dialog = ask_for_file(self.window, "Choose", files, ("All files", "*"), lambda _path: None)
        dialog.selectFile(str(next(files.iterdir())))
        dialog.accept()

    def keep(self, path: Path) -> None:
        kept = keep_source(self.vault, collect(path), date(2026, 1, 2))
        self.window.context.router.go("source", kept.source_id)

    def dossier(self) -> None:
        page = self.vault.all(AppealAddressee)[0]
        draft_copy(
            self.vault, page.appeal_id, page.addressee_id, path=Path(self.order["out"]) / "d.pdf"
        )

    def export(self) -> None:
        ids = (UUID(self.order["ids"]["case"]),)
        asked = Request(form=Form.XLSX, audience=Audience.OFFICE, ids=ids)
        prepared = prepare(self.vault, asked, date(2026, 1, 2))
        write(self.vault, prepared, Path(self.order["out"]) / "export.xlsx")

    def bug(self) -> None:
        """A fault of ours with a name in its text, as a bad line of code would bring it."""
        self.program._bugs.handle(*_raised(ValueError(self.order["name"])))


def _raised(error: Exception) -> tuple[type[BaseException], BaseException, object]:
    try:
        raise error
    except ValueError as caught:
        return type(caught), caught, caught.__traceback__


def tell(*words: str) -> None:
    print(*words, flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
