"""The appeals that speak for the case."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop import icons, theme
from caseapp.desktop.features.case.words import CaseWords
from caseapp.desktop.forms.lines import LineButton, LinePen
from caseapp.desktop.widgets import Label, SectionHeading
from caseapp.store.queries.case_page import CasePage


class AppealLine(LineButton):
    """Number and title; leads to the appeal."""

    def __init__(self, number: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._number, self._title = number, title
        self.setObjectName("appeal")
        self.setAccessibleName(", ".join(part for part in (number, title) if part))

    def draw(self, pen: LinePen) -> None:
        height, right = self.height(), self.width() - 8
        box = QRect(4, (height - icons.MEDIUM) // 2, icons.MEDIUM, icons.MEDIUM)
        pen.icon(box, "mail", theme.current().ink2)
        left = 4 + icons.MEDIUM + 8
        left += 12 + pen.text(QRect(left, 0, right - left, height), self._number, "link")
        pen.text(QRect(left, 0, right - left, height), self._title, "second")


class AppealsSection(QWidget):
    """`opened(id)` when an appeal is chosen."""

    opened = Signal(object)

    def __init__(self, words: CaseWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._shown: tuple[tuple[UUID, int, str], ...] = ()
        self._lines: list[AppealLine] = []
        self._nothing = Label(t("No appeal speaks for this case yet."), "muted", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(SectionHeading(t("Appeals")))
        self._column.addWidget(self._nothing)

    def show_page(self, page: CasePage) -> None:
        self._nothing.setHidden(bool(page.appeals))
        if page.appeals == self._shown:
            return
        self._shown = page.appeals
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [self._make(*appeal) for appeal in page.appeals]
        for line in self._lines:
            self._column.addWidget(line)
            line.show()

    def tab_stops(self) -> list[QWidget]:
        return list(self._lines)

    def _make(self, appeal_id: UUID, serial: int, title: str) -> AppealLine:
        line = AppealLine(self._words.t("Appeal {number}", number=serial), title)
        line.clicked.connect(lambda _=False: self.opened.emit(appeal_id))
        return line
