"""The card beside the list: one contact in short, and the cases he or she belongs to."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop.features.contacts.words import (
    CONSENT_MARKS,
    RISK_MARKS,
    SILENT_MARK,
    ListWords,
)
from caseapp.desktop.named_to import SHORT
from caseapp.desktop.widgets import (
    Chip,
    FlowLayout,
    Label,
    LinkButton,
    PhotoFrame,
    PrimaryButton,
    Surface,
)
from caseapp.desktop.widgets.scrolling import scroll_area, show_in
from caseapp.domain.vocabulary import RiskLevel
from caseapp.store.queries.contacts import ConsentState, ContactRow

WIDTH = 300
_LABEL = 84
_TOP = Qt.AlignmentFlag.AlignTop


class ContactCard(Surface):
    """`open_asked()`, `case_asked(id)`."""

    open_asked = Signal()
    case_asked = Signal(object)

    def __init__(self, words: ListWords, parent: QWidget | None = None) -> None:
        super().__init__("canvas", parent)
        self._words = words
        self.setFixedWidth(WIDTH)
        self._area = scroll_area()
        self.open_button = PrimaryButton(
            words.t("Open contact"), icon="user", key="Return", live=False,
            on_click=self.open_asked.emit,
        )  # fmt: skip
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 12)
        foot.addWidget(self.open_button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._area, 1)
        column.addLayout(foot)
        self._shown: ContactRow | None = None
        self.show_row(None)

    def show_row(self, row: ContactRow | None) -> None:
        """Show a contact; None: none is chosen."""
        if row is not None and row == self._shown:
            return
        self._shown = row
        self.open_button.setVisible(row is not None)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(16, 16, 16, 8)
        column.setSpacing(12)
        if row is not None:
            column.addWidget(self._head(row))
            column.addWidget(self._chips(row))
            column.addWidget(self._facts(row))
            if row.ties:
                column.addWidget(self._cases(row))
            column.addWidget(self._consents(row))
        column.addStretch(1)
        show_in(self._area, content)
        content.show()

    def _head(self, row: ContactRow) -> QWidget:
        words, t = self._words, self._words.t
        name = words.name(row)
        face = PhotoFrame(QSize(48, 48), "warn")
        face.show_person(name if row.names else "", None, t("Initials of {name}", name=name))
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(Label(name, "lead", wrap=True))
        for _script, other in row.names[1:4]:
            names.addWidget(Label(other, "second", elide=True))
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(face, alignment=_TOP)
        line.addLayout(names, 1)
        return head

    def _chips(self, row: ContactRow) -> QWidget:
        words, t = self._words, self._words.t
        holder = QWidget()
        policy = holder.sizePolicy()
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        flow = FlowLayout(holder)
        if row.do_not_contact:
            flow.addWidget(Chip(t("Do not contact"), *SILENT_MARK))
        if row.risk is not RiskLevel.NOT_ASSESSED:
            risk = t("{level} risk", level=words.word(row.risk))
            flow.addWidget(Chip(risk, *RISK_MARKS[row.risk], tip=row.risk_note))
        if row.fictitious:
            tip = t("This person is invented; every printed page says so.")
            flow.addWidget(Chip(t("fictitious"), "venetian-mask", "plum", tip=tip))
        if not flow.count():
            holder.hide()  # showing it here would make it a window of its own
        return holder

    def _facts(self, row: ContactRow) -> QWidget:
        words, t = self._words, self._words.t
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for label, value in (
            (t("Role"), words.label(row.role)),
            (t("Lives in"), row.region),
            (t("Phone"), "" if row.do_not_contact else row.phone),
            (t("Prefers"), ", ".join(row.preferred)),
            (t("Speaks"), words.languages(row.languages)),
            (t("Last contact"), words.value(row.last)),
        ):
            if value:
                name = Label(label, "second", wrap=True)
                name.setFixedWidth(_LABEL)
                line = grid.rowCount()
                grid.addWidget(name, line, 0, alignment=_TOP)
                grid.addWidget(Label(value, wrap=True), line, 1)
        return holder

    def _cases(self, row: ContactRow) -> QWidget:
        words, t = self._words, self._words.t
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Label(t("Cases"), "heading"))
        for tie in row.ties:
            link = LinkButton(
                f"{tie.name or tie.number} · {tie.number}", icon="folder",
                on_click=partial(self.case_asked.emit, tie.case_id),
            )  # fmt: skip
            column.addWidget(link, alignment=Qt.AlignmentFlag.AlignLeft)
            column.addWidget(Label(words.label(tie.relation), "caption"))
        return holder

    def _consents(self, row: ContactRow) -> QWidget:
        words, t = self._words, self._words.t
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Label(t("Consents"), "heading"))
        if row.consent is not ConsentState.IN_FORCE:
            mark = CONSENT_MARKS[row.consent]
            column.addWidget(Chip(words.consent(row), *mark), alignment=Qt.AlignmentFlag.AlignLeft)
            return holder
        chips = QWidget()
        policy = chips.sizePolicy()
        policy.setHeightForWidth(True)
        chips.setSizePolicy(policy)
        flow = FlowLayout(chips)
        for audience, short in SHORT.items():
            if audience in row.to_ask and audience not in row.allowed:
                flow.addWidget(Chip(t("{audience}: ask first", audience=t(short)),
                                    "circle-question-mark", "warn"))  # fmt: skip
            elif audience in row.allowed:
                tip = t("Something is allowed; the page says what.")
                flow.addWidget(Chip(t(short), "check", "ok", tip=tip))
        column.addWidget(chips)
        return holder
