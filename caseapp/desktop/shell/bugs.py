"""The one exception hook. A bug shows a plain dialog and writes a log without content.

What is logged are places in the program and the class of the error, never its words:
they could hold a name.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from caseapp.i18n import Translator

log = logging.getLogger("caseapp.bug")


def trace_without_content(error: BaseException) -> str:
    """Class of the error and the places it came through, one a line; no message, no values."""
    lines = [type(error).__name__]
    for frame in traceback.extract_tb(error.__traceback__):
        lines.append(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}")
    cause = error.__cause__ or error.__context__
    if cause is not None and cause is not error:
        lines.append(f"because of {trace_without_content(cause)}")
    return "\n".join(lines)


class Bugs(QObject):
    """Catches what nobody caught, on any thread. Install it once, early."""

    _came = Signal(object)

    def __init__(
        self,
        t: Translator,
        parent: QObject | None = None,
        note: Callable[[BaseException], None] = lambda _error: None,
    ) -> None:
        """`note(error)` may write a line of the log; it is called on the thread of the error."""
        super().__init__(parent)
        self._note = note
        self.t = t
        """Set it again when the language of the screen changes."""
        self._dialog: QMessageBox | None = None
        self._came.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Become the hook of this process."""
        sys.excepthook = self.handle
        threading.excepthook = lambda args: self.handle(
            args.exc_type, args.exc_value, args.exc_traceback
        )

    def uninstall(self) -> None:
        """Give the hooks back to Python."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def handle(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Log and show one error; only Ctrl+C in a terminal goes on as usual."""
        if error is None or issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        told = trace_without_content(error)
        log.error("%s", told)
        self._note(error)
        self._came.emit(told)

    def _show(self, told: str) -> None:
        if self._dialog is not None:
            return
        parent = self.parent()
        dialog = QMessageBox(parent if isinstance(parent, QWidget) else None)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setTextFormat(Qt.TextFormat.PlainText)
        dialog.setIcon(QMessageBox.Icon.Warning)
        dialog.setWindowTitle("caseapp")
        dialog.setText(
            self.t("The program made a mistake. The last step was not done; all else is kept.")
        )
        dialog.setInformativeText(
            self.t("The details name places in the program and no content of the vault.")
        )
        dialog.setDetailedText(told)
        dialog.finished.connect(self._closed)
        self._dialog = dialog
        dialog.open()

    def _closed(self, _result: int) -> None:
        self._dialog = None
