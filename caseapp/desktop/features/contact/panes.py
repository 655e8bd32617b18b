"""Two panes side by side, each scrolling for itself; in narrow windows one at a time."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.widgets import Line, Segments
from caseapp.desktop.widgets.frames import NO_BOUND
from caseapp.desktop.widgets.scrolling import scroll_area
from caseapp.i18n import Translator

PERSON_WIDTH = 316


class Pane(StrEnum):
    CONSENT = "consent"
    PERSON = "person"


class TwoPanes(QWidget):
    """The person at the start of the line, the consent after it."""

    def __init__(
        self, t: Translator, person: QWidget, consent: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._compact = False
        self.choice = Segments(
            [(Pane.CONSENT.value, t("Consent")), (Pane.PERSON.value, t("Person"))],
            t("Parts of the page"),
        )
        self.choice.choose(Pane.CONSENT.value)
        self.choice.chosen.connect(lambda _code: self._arrange())
        self._choice_row = QWidget()
        row = QHBoxLayout(self._choice_row)
        row.setContentsMargins(theme.COLUMN_MARGIN, 4, theme.COLUMN_MARGIN, 0)
        row.addWidget(self.choice)
        self._person = scrolling(person, "person-area", t("Person"))
        self._line = Line("v")
        self._consent = consent
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._person)
        body.addWidget(self._line)
        body.addWidget(consent, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._choice_row)
        column.addLayout(body, 1)
        self._arrange()

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self._arrange()

    def is_shown(self, pane: Pane) -> bool:
        return not self._compact or self.choice.code() == pane.value

    def show_pane(self, pane: Pane) -> None:
        """Bring a pane to the front where only one is seen."""
        self.choice.choose(pane.value)
        self._arrange()

    def tab_stops(self) -> list[QWidget]:
        return [button for button in self.choice.findChildren(QWidget)
                if button.focusPolicy() != Qt.FocusPolicy.NoFocus]  # fmt: skip

    def _arrange(self) -> None:
        self._choice_row.setHidden(not self._compact)
        self._line.setHidden(self._compact)
        self._person.setHidden(not self.is_shown(Pane.PERSON))
        self._consent.setHidden(not self.is_shown(Pane.CONSENT))
        self._person.setMinimumWidth(PERSON_WIDTH if not self._compact else 0)
        self._person.setMaximumWidth(PERSON_WIDTH if not self._compact else NO_BOUND)


def scrolling(content: QWidget, key: str, name: str) -> QScrollArea:
    """A scrolling area without a frame; `key` is its object name, `name` is told to readers."""
    area = scroll_area(content, name)
    area.setObjectName(key)
    return area
