"""The head of the page: who it is, in every script, and what to know before doing anything."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import text, theme
from caseapp.desktop.features.contact.words import ContactWords
from caseapp.desktop.widgets import Button, Chip, IconButton, PersonNames, PhotoFrame, Surface
from caseapp.desktop.widgets.more import MoreButton
from caseapp.domain.vocabulary import RiskLevel
from caseapp.store.queries.contact_page import ContactPage

_FACE = QSize(48, 48)
RISKS = {
    RiskLevel.MODERATE: ("shield", "warn"),
    RiskLevel.HIGH: ("shield-alert", "danger"),
    RiskLevel.CRITICAL: ("shield-alert", "danger"),
}
"""Icon and tone of a risk that is marked."""


class ContactHeader(Surface):
    """`form_asked()`, `call_asked()`, `trash_asked()`, `forget_asked()`."""

    form_asked = Signal()
    call_asked = Signal()
    trash_asked = Signal()
    forget_asked = Signal()

    def __init__(self, words: ContactWords, parent: QWidget | None = None) -> None:
        super().__init__("paper", parent)
        self._words, t = words, words.t
        self._face = PhotoFrame(_FACE, "warn")
        self._name = PersonNames("title")
        self._names = PersonNames()
        self._risk = Chip("", "shield", "warn")
        self._silent = Chip(
            t("Do not contact"), "phone-off", "danger",
            tip=t("Nobody should call, write or visit, however well meant."),
        )  # fmt: skip
        self._fictitious = Chip(
            t("fictitious"), "venetian-mask", "plum",
            tip=t("This person is invented; every printed page says so."),
        )  # fmt: skip
        self.form = Button(t("Consent form"), icon="printer", key="Ctrl+P",
                           on_click=self.form_asked.emit)  # fmt: skip
        self.form.setObjectName("consent-form")
        self.call = Button(t("Note a call"), icon="phone", key="T", on_click=self.call_asked.emit)
        self.call.setObjectName("note-call")
        self._trash = IconButton("trash", t("Put this contact in the trash"))
        self._trash.setObjectName("trash-contact")
        self._trash.clicked.connect(self.trash_asked)
        self.more = MoreButton(t)
        self.more.offer(t("Forget for good…"), self.forget_asked.emit, "trash",
                        t("A page says first what goes; nothing brings it back."))  # fmt: skip
        self._lay_out()

    def _lay_out(self) -> None:
        second = QHBoxLayout()
        second.setSpacing(12)
        second.addWidget(self._names)
        for chip in (self._risk, self._silent, self._fictitious):
            second.addWidget(chip)
        second.addStretch(1)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addLayout(second)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(12)
        self._row.addWidget(self._face, alignment=Qt.AlignmentFlag.AlignVCenter)
        self._row.addLayout(names, 1)
        for button in (self.form, self.call, self._trash, self.more):
            self._row.addWidget(button, alignment=Qt.AlignmentFlag.AlignVCenter)
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """In narrow windows the head takes less of the height."""
        self._face.setHidden(compact)
        across, above = theme.PAGE_MARGIN, 6 if compact else 10
        if compact:
            across = theme.COLUMN_MARGIN
        self._row.setContentsMargins(across, above, across, above)
        for button in (self.form, self.call):
            button.set_brief(compact)

    def show_page(self, page: ContactPage) -> None:
        """Fill in a contact."""
        words, t, contact = self._words, self._words.t, page.contact
        name, *others = words.names(page)
        risk = RISKS.get(contact.risk)
        self._face.show_person(name if page.names else "", None, t("Initials of {name}", name=name))
        self._name.set_names([name])
        self._names.set_names(others)
        self._names.setHidden(not others)
        self._risk.setHidden(risk is None)
        if risk is not None:
            level = t("{level} risk", level=words.word(contact.risk))
            note = contact.worded("risk_note", t.language)[0].strip()
            short = f"{level}: {note}" if note and len(note) <= 24 else level
            self._risk.set(short, *risk)
            self._risk.setToolTip(text.tooltip(f"{level}: {note}" if note else level))
        self._silent.setHidden(not contact.do_not_contact)
        self._fictitious.setHidden(not contact.fictitious)

    def tab_stops(self) -> list[QWidget]:
        return [self.form, self.call, self._trash, self.more]
