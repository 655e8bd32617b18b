"""The appeals that speak for the case, and what officials answered about the person."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop import icons, theme
from caseapp.desktop.features.case.words import CaseWords
from caseapp.desktop.forms.lines import LineButton, LinePen
from caseapp.desktop.widgets import Label, SectionHeading
from caseapp.domain.vocabulary import Attribution
from caseapp.store.queries.appeals_follow import CaseClaim
from caseapp.store.queries.case_page import CasePage

_TWO_LINES = 46


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


class OfficialLine(LineButton):
    """What one answer says of the person; leads to the answer."""

    def __init__(
        self, who: str, said: str, *, differs: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(_TWO_LINES, parent)
        self._who, self._said, self._differs = who, said, differs
        self.setObjectName("official")
        self.setAccessibleName(", ".join((who, said)))

    def draw(self, pen: LinePen) -> None:
        height, right = self.height(), self.width() - 8
        box = QRect(4, (height - icons.MEDIUM) // 2, icons.MEDIUM, icons.MEDIUM)
        ink = theme.tone("warn")[0] if self._differs else theme.current().ink2
        pen.icon(box, "triangle-alert" if self._differs else "mail-open", ink)
        left = 4 + icons.MEDIUM + 8
        pen.text(QRect(left, 4, right - left, 20), self._said)
        pen.text(QRect(left, 24, right - left, 18), self._who, "second")


class AppealsSection(QWidget):
    """`opened(place)` when an appeal, or an answer to one, is chosen."""

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
        self._official_lines: list[OfficialLine] = []
        self._official = QWidget()
        self._said = QVBoxLayout(self._official)
        self._said.setContentsMargins(0, 12, 0, 0)
        self._said.setSpacing(0)
        self._said.addWidget(SectionHeading(t("What officials say")))
        note = t("Answers to appeals; they change nothing of what the case says.")
        self._said.addWidget(Label(note, "caption", wrap=True))

    def show_page(self, page: CasePage) -> None:
        self._show_appeals(page)
        self._show_officials(page)

    def _show_officials(self, page: CasePage) -> None:
        for line in self._official_lines:
            self._said.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._official_lines = [self._make_official(one, page) for one in page.officials]
        for line in self._official_lines:
            self._said.addWidget(line)
            line.show()
        self._column.removeWidget(self._official)
        self._column.addWidget(self._official)
        self._official.setVisible(bool(page.officials))

    def _make_official(self, one: CaseClaim, page: CasePage) -> OfficialLine:
        t, words, claim = self._words.t, self._words, one.claim
        differs = claim.status is not None and claim.status is not page.status.status
        silent = claim.attribution is Attribution.NOT_ADDRESSED
        said = [
            "" if silent else words.word(claim.attribution),
            t("status: {status}", status=words.label(claim.status)) if claim.status else "",
            claim.worded("text", t.language)[0],
            t("the case says: {status}", status=words.label(page.status.status))
            if differs else "",
        ]  # fmt: skip
        sender = words.text(one.reply, "sender") or t("Reply")
        who = [sender, words.value(one.reply.dated), one.reply.number,
               t("Appeal {number}", number=one.serial)]  # fmt: skip
        told = " · ".join(part for part in said if part) or t("not addressed")
        line = OfficialLine(
            " · ".join(part for part in who if part), told, differs=differs
        )  # fmt: skip
        line.clicked.connect(lambda _=False: self.opened.emit((one.appeal_id, "ways")))
        return line

    def _show_appeals(self, page: CasePage) -> None:
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
        return [*self._lines, *self._official_lines]

    def _make(self, appeal_id: UUID, serial: int, title: str) -> AppealLine:
        line = AppealLine(self._words.t("Appeal {number}", number=serial), title)
        line.clicked.connect(lambda _=False: self.opened.emit(appeal_id))
        return line
