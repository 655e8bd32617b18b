"""What one answer says of each person: a table to be filled in quickly, a row a person.

A claim of officials is no fact of the case: the case's own status stands beside it, and where
the two differ the row says so. Rows of a long list are made some at a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from caseapp.desktop.features.appeals.words import AppealWords
from caseapp.desktop.forms.form import RecordForm
from caseapp.desktop.forms.specs.appeals import CLAIM
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.widgets import IconButton, Label, LinkButton, QuietButton, Surface
from caseapp.desktop.widgets.menus import popup
from caseapp.desktop.widgets.tab_order import chain
from caseapp.domain.vocabulary import Attribution
from caseapp.store.queries.cases import CaseRow
from caseapp.store.records import OfficialClaim, Reply

AT_ONCE = 20
"""Rows that are made at once."""
_COLUMNS = 2


class ClaimRow(QWidget):
    """One person: whom, what the records of the office say, what officials say."""

    edited = Signal(object)

    def __init__(self, words: AppealWords, record_words: RecordWords) -> None:
        super().__init__()
        self._words = words
        self.name = Label("", "strong")
        self.own = Label("", "caption", wrap=True)
        self.form = RecordForm(record_words, CLAIM, columns=_COLUMNS, bare=True)
        self.form.edited.connect(self.edited)
        above = QHBoxLayout()
        above.setSpacing(12)
        above.addWidget(self.name)
        above.addWidget(self.own, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(4)
        column.addLayout(above)
        column.addWidget(self.form)

    def show_claim(self, case: CaseRow, claim: OfficialClaim | None, reply_id: UUID) -> None:
        """Show what is known; without a claim the row makes one when something is chosen."""
        t, words = self._words.t, self._words
        self.name.setText(words.person(case))
        own = words.label(case.status.status)
        said = claim.status if claim is not None else None
        differs = said is not None and said is not case.status.status
        if differs:
            self.own.setText(t("They say: {theirs}. Our records say: {ours}.",
                               theirs=words.label(said), ours=own))  # fmt: skip
        else:
            self.own.setText(t("Our records say: {ours}.", ours=own))
        self.own.set_role("warn" if differs else "caption")
        if claim is not None:
            self.form.show_record(claim)
        elif not self.form.is_draft:
            self.form.start(OfficialClaim, {"reply_id": reply_id, "detainee_id": case.id})


class ClaimsTable(Surface):
    """`edited(Edit)`; `for_all(reply id, persons, Attribution)`; `closed()`."""

    edited = Signal(object)
    for_all = Signal(object, object, object)
    closed = Signal()

    def __init__(
        self, words: AppealWords, record_words: RecordWords, parent: QWidget | None = None
    ) -> None:
        super().__init__("canvas", parent)
        self._words, self._record_words = words, record_words
        self._cases: Sequence[CaseRow] = ()
        self._claims: Mapping[UUID, OfficialClaim] = {}
        self._most = AT_ONCE
        self.reply_id: UUID | None = None
        self.rows: dict[UUID, ClaimRow] = {}
        t = words.t
        self._title = Label("", "strong", wrap=True)
        self.all_button = QuietButton(
            t("The same of all…"), icon="users", small=True, on_click=self._offer
        )
        self.more = LinkButton("", small=True, on_click=self._show_more)
        close = IconButton("x", t("Close the table"), on_click=self.close_table)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self.all_button, alignment=Qt.AlignmentFlag.AlignTop)
        head.addWidget(close, alignment=Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 12, 8)
        self._column.setSpacing(4)
        self._column.addLayout(head)
        note = t("What officials say is kept apart from what the office knows of the case.")
        self._column.addWidget(Label(note, "caption", wrap=True))
        heads = QHBoxLayout()
        heads.setSpacing(8)
        for spec in CLAIM[:_COLUMNS]:
            heads.addWidget(Label(t(spec.label), "caption", elide=True), 1)
        self._column.addLayout(heads)
        self._first = self._column.count()
        self._column.addWidget(self.more)
        self.hide()

    def open_reply(self, reply: Reply) -> None:
        """Begin with another answer."""
        if reply.id != self.reply_id:
            self._forget()
            self.reply_id = reply.id
            self._most = AT_ONCE
        self.show()

    def close_table(self) -> None:
        """Keep what is typed, and show no answer."""
        for row in self.rows.values():
            row.form.commit()
        self.hide()
        self.closed.emit()

    def show_claims(
        self, cases: Sequence[CaseRow], claims: Sequence[OfficialClaim], sender: str
    ) -> None:
        """Show the persons of the copy with what the answer says of them."""
        t, self._cases = self._words.t, cases
        self._claims = {claim.detainee_id: claim for claim in claims}
        self._title.setText(" · ".join(part for part in (t("Of each person"), sender) if part))
        self.all_button.setVisible(len(cases) > 1)
        self._show_rows()

    def focus_first(self) -> None:
        """Put the keyboard into the first row."""
        row = next(iter(self.rows.values()), None)
        if row is not None:
            row.form.tab_stops()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_rows(self) -> None:
        assert self.reply_id is not None
        shown, before = self._cases[: self._most], set(self.rows)
        for place, case in enumerate(shown):
            row = self.rows.get(case.id)
            if row is None:
                row = self.rows[case.id] = ClaimRow(self._words, self._record_words)
                row.setObjectName("claim")
                row.edited.connect(self.edited)
                self._column.insertWidget(self._first + place, row)
                row.show()
            row.show_claim(case, self._claims.get(case.id), self.reply_id)
        for gone in set(self.rows) - {case.id for case in shown}:
            self._drop(gone)
        if set(self.rows) - before:
            chain((self,))
        left = len(self._cases) - len(shown)
        self.more.setVisible(left > 0)
        self.more.setText(
            self._words.t.plural("{n} more person", "{n} more persons", left) if left > 0 else ""
        )

    def _show_more(self) -> None:
        before = len(self.rows)
        self._most += AT_ONCE
        self._show_rows()
        new = list(self.rows.values())[before:]
        if new:
            new[0].form.tab_stops()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self, case_id: UUID) -> None:
        row = self.rows.pop(case_id)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _forget(self) -> None:
        for case_id in list(self.rows):
            self._drop(case_id)

    def menu(self) -> QMenu:
        """What one sentence can say of everybody; whoever has a line of his own keeps it."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in Attribution:
            action = menu.addAction(self._record_words.word(one))
            action.triggered.connect(partial(self._say_of_all, one))
        return menu

    def _offer(self) -> None:
        popup(self.menu(), self.all_button)

    def _say_of_all(self, attribution: Attribution, _checked: bool = False) -> None:
        persons = tuple(case.id for case in self._cases)
        self.for_all.emit(self.reply_id, persons, attribution)
