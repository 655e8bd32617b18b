"""What an appeal says, beside its copies: who stands in it and whom it goes to, or its letter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from caseapp.desktop import theme
from caseapp.desktop.features.appeals.addressees import AddresseesSection
from caseapp.desktop.features.appeals.particulars import Particulars
from caseapp.desktop.features.appeals.persons import PersonsSection
from caseapp.desktop.features.appeals.register import RegisterSection
from caseapp.desktop.widgets import Line, Segments
from caseapp.i18n import Translator


class AppealSide(QWidget):
    """Two tabs, "lists" and "letter"; the parts themselves are made by the view."""

    def __init__(
        self,
        t: Translator,
        persons: PersonsSection,
        addressees: AddresseesSection,
        register: RegisterSection,
        particulars: Particulars,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.tabs = Segments(
            [("lists", t("Persons and addressees")), ("letter", t("Letter"))], t("Parts")
        )
        self.tabs.choose("lists")
        self.tabs.chosen.connect(self.show_tab)
        self._stack = QStackedWidget()
        self._stack.addWidget(_scrolling(persons, addressees, register))
        self._stack.addWidget(particulars)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(theme.COLUMN_MARGIN, 0, theme.COLUMN_MARGIN, 0)
        tabs.addWidget(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addLayout(tabs)
        column.addWidget(self._stack, 1)

    def show_tab(self, code: str) -> None:
        """Put "lists" or "letter" in front."""
        self.tabs.choose(code)
        self._stack.setCurrentIndex(0 if code == "lists" else 1)


def _scrolling(first: QWidget, *others: QWidget) -> QScrollArea:
    """Sections beneath each other; the first takes the room that is left."""
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(theme.COLUMN_MARGIN, 4, theme.COLUMN_MARGIN, 12)
    column.setSpacing(8)
    column.addWidget(first, 1)
    for section in others:
        column.addWidget(Line())
        column.addWidget(section)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    area.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)
    return area
