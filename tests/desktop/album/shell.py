"""The shell: search and help."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication

from tests.desktop.album.tour import Tour


def pages(tour: Tour) -> Iterator[str]:
    window = tour.program.window
    window.desk.topbar.field.setText("Сынақбай")
    window.desk.panel.open()
    yield "search"
    window.desk.panel.close_panel()
    window.show_help()
    yield "help"
    QApplication.activeModalWidget().close()
