"""What an appeal's letter says otherwise than its template, line by line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from caseapp.desktop.widgets import Label, Surface
from caseapp.i18n import Translator

_HIGH = 160


class Differences(Surface):
    """Hidden until somebody asks."""

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__("sunken", parent)
        self._t = t
        self.setAccessibleName(t("Differences"))
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(12, 8, 12, 8)
        self._column.setSpacing(2)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setMaximumHeight(_HIGH)
        self._area.setWidget(self._content)
        self._area.viewport().setAutoFillBackground(False)
        self._content.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)
        self.hide()

    def show_differences(self, found: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> None:
        """Parts by their names, each with its lines: "-" what was, "+" what is."""
        t = self._t
        while self._column.count():
            widget = self._column.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        for name, lines in found:
            self._column.addWidget(Label(name, "heading"))
            for sign, line in lines:
                words = t("was: {line}", line=line) if sign == "-" else t("is: {line}", line=line)
                role = "muted" if sign == "-" else ""
                self._column.addWidget(Label(words, role, wrap=True, selectable=True))
        if not found:
            self.hide()

    def words(self) -> list[str]:
        """The lines, for a test."""
        return [self._column.itemAt(i).widget().text() for i in range(self._column.count())]
