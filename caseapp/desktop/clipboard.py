"""The one place that puts something on the system's clipboard.

Whatever is copied here bears the marks by which histories of the clipboard leave it out, also
when a field of Qt copied it; a secret goes after half a minute. Knows no vault.
"""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication

from caseapp.desktop.clipboard_macos import conceal
from caseapp.desktop.widgets import SecretEdit

SECRET_FOR: Final = 30_000
"""Milliseconds after which a copied passphrase is taken off again."""
_NO: Final = bytes(4)
MARKS: Final = {
    # KDE's Klipper and all that follow it.
    "x-kde-passwordManagerHint": b"secret",
    # Microsoft, "Clipboard formats", section "Cloud clipboard and clipboard history formats":
    # the first by its being there, the others by a zero.
    "ExcludeClipboardContentFromMonitorProcessing": b"1",
    "CanIncludeInClipboardHistory": _NO,
    "CanUploadToCloudClipboard": _NO,
}
"""Formats beside the content. On macOS the mark is a type of the pasteboard instead
(org.nspasteboard.ConcealedType), which Qt cannot name."""
_OURS: Final = next(iter(MARKS))
_PICTURE: Final = "application/x-qt-image"


def copy(words: str) -> None:
    """Put a text on the clipboard, marked."""
    content = QMimeData()
    content.setText(words)
    QGuiApplication.clipboard().setMimeData(marked(content))


def empty_clipboard() -> None:
    """What was copied here does not outlast the vault; Windows would keep it after the end.

    What another program put there stays.
    """
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)


def marked(content: QMimeData) -> QMimeData:
    """The same content with the marks."""
    copied = QMimeData()
    for form in content.formats():
        if form == _PICTURE:
            copied.setImageData(content.imageData())
        else:
            copied.setData(form, content.data(form))
    for form, value in MARKS.items():
        copied.setData(form, value)
    return copied


class ClipboardMarks(QObject):
    """Marks what fields copy with Ctrl+C, for as long as the program runs."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._secret = QTimer(self, singleShot=True, interval=SECRET_FOR)
        self._secret.timeout.connect(empty_clipboard)
        self._clipboard.dataChanged.connect(self._changed)

    def stop(self) -> None:
        """The program ends."""
        self._clipboard.dataChanged.disconnect(self._changed)
        self._secret.stop()

    def _changed(self) -> None:
        if not self._clipboard.ownsClipboard():
            self._secret.stop()
            return
        content = self._clipboard.mimeData()
        if content is None or not content.formats():
            return
        if not content.hasFormat(_OURS):
            if isinstance(QApplication.focusWidget(), SecretEdit):
                self._secret.start()
            else:
                self._secret.stop()
            self._clipboard.setMimeData(marked(content))
        elif sys.platform == "darwin":
            conceal()
