"""Notes windows that nobody asked for: a part that is shown before it has its place is one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget


class _Flashes(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget)
        if shown and watched.isWindow() and not isinstance(watched, QMainWindow):
            self.seen.append(type(watched).__name__)
        return False


@contextmanager
def flashes() -> Iterator[list[str]]:
    """The kinds of what appears meanwhile beside the window of the program."""
    app = QApplication.instance()
    assert app is not None
    watch = _Flashes()
    app.installEventFilter(watch)
    try:
        yield watch.seen
    finally:
        app.removeEventFilter(watch)
