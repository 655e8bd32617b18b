"""One reason for or against two accounts being of one person. Knows words, no evidence."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from caseapp.desktop import icons
from caseapp.desktop.widgets.chips import Mark
from caseapp.desktop.widgets.label import Label
from caseapp.i18n import Translator


class ReasonLine(QWidget):
    """One reason with ✓, ✗ or, where it is open, ?; a screen reader says which."""

    def __init__(self, t: Translator, said: str, speaks_for: bool | None) -> None:
        super().__init__()
        way, look = {
            True: (t("speaks for it"), ("check", "ok")),
            False: (t("speaks against it"), ("x", "danger")),
            None: (t("leaves it open"), ("circle-question-mark", "warn")),
        }[speaks_for]
        self.setAccessibleName(f"{said}, {way}")
        mark = Mark(*look, icons.SMALL)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(mark, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(said, wrap=True), 1)
