"""Every section of the library in a small window, with long words and by the keyboard alone."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtTest import QTest

from caseapp.desktop.features.library.view import SECTIONS
from caseapp.desktop.shell.view import View
from tests.desktop.test_accessibility import (
    LAPTOP,
    Walk,
    controls,
    faults_of,
    faults_of_keyboard,
    faults_of_room,
    in_long_words,  # noqa: F401
    lengthened,  # noqa: F401
    told,
)


class Sections(Walk):
    """Goes to a section of the library, and where it is narrow to what its list leads to."""

    def go(self, name: str, size: QSize = LAPTOP) -> View:
        window = self.program.window
        window.resize(size)
        window.context.router.go("library", name)
        QTest.qWait(20)
        view = window.desk.view("library")
        split = getattr(view.section(), "split", None)
        if split is not None and size != LAPTOP:
            split.show_detail()
            QTest.qWait(20)
        return view


def test_nothing_is_cut_and_all_is_named_and_reached(in_long_words: Walk) -> None:  # noqa: F811
    walk = Sections(in_long_words.program, in_long_words.vault)
    faults = []
    for name, _words, _icon, _make in SECTIONS:
        found = [fault for widget in controls(walk.go(name)) for fault in faults_of(widget)]
        found += faults_of_keyboard(walk, name)
        found += faults_of_room(walk, name)
        faults += [f"{name}: {fault}" for fault in found]
    told(faults)
