"""One issued copy: how it was handed in, what came back, what can be done about either.

Forms over records as everywhere: a line opens into its fields, a field is kept when left.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.appeals.chain_field import ChainField
from caseapp.desktop.features.appeals.claims_table import ClaimsTable
from caseapp.desktop.features.appeals.follow_line import FollowLines
from caseapp.desktop.features.appeals.follow_ups import offers
from caseapp.desktop.features.appeals.scan_buttons import ScanButtons
from caseapp.desktop.features.appeals.way_line import WayLine
from caseapp.desktop.features.appeals.way_words import WayWords
from caseapp.desktop.features.appeals.words import AppealWords
from caseapp.desktop.forms.form import RecordForm
from caseapp.desktop.forms.place import bring_into_view
from caseapp.desktop.forms.row import FoldedRow, Item
from caseapp.desktop.forms.rows import RecordRows
from caseapp.desktop.forms.specs.appeals import DISPATCH, REPLY
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.widgets import Label, LinkButton, QuietButton
from caseapp.desktop.widgets.menus import popup
from caseapp.domain.vocabulary import DispatchOutcome, ReplyRule
from caseapp.dossier.languages import READING
from caseapp.store.queries.appeals import CopyRow
from caseapp.store.queries.appeals_ways import CopyWay
from caseapp.store.queries.cases import CaseRow
from caseapp.store.records import Dispatch, Record, Reply

OUTCOMES = tuple(DispatchOutcome)
"""What a day at the door, a post office or a screen can end with, as the menu offers it."""


class CopyTrack(QWidget):
    """One copy. `handed_in(copy, outcome)`, `save_asked(copy)`, `edited(Edit)`,
    `removed(record)`, `said_of_all(reply, persons, Attribution)`, `follow_wanted(dispatch,
    kind)`, `follow_opened(appeal)`."""

    handed_in = Signal(object, object)
    save_asked = Signal(object)
    edited = Signal(object)
    removed = Signal(object)
    said_of_all = Signal(object, object, object)
    follow_wanted = Signal(object, object)
    follow_opened = Signal(object)

    def __init__(
        self, words: AppealWords, way_words: WayWords, record_words: RecordWords,
        scans: ScanButtons,
    ) -> None:  # fmt: skip
        super().__init__()
        self._words, self._way_words, self._record_words = words, way_words, record_words
        self._scans = scans
        self._cases: Mapping[UUID, CaseRow] = {}
        self._way: CopyWay | None = None
        self._copy: CopyRow | None = None
        t = words.t
        self._title = Label("", "heading", elide=True)
        self._detail = Label("", "caption", elide=True)
        self.hand_in_button = QuietButton(
            t("Handed in…"), icon="send", small=True, on_click=self._offer
        )
        self.reply_button = QuietButton(
            t("Record a reply"), icon="mail-plus", small=True, on_click=self.start_reply
        )
        self.again_button = LinkButton(
            t("Save again"), small=True, on_click=lambda: self.save_asked.emit(self._copy.id)
        )
        self.dispatches = RecordRows(self._make_dispatch)
        self.replies = RecordRows(self._make_reply)
        for rows in (self.dispatches, self.replies):
            rows.edited.connect(self.edited)
            rows.removed.connect(self.removed)
        self.follow = FollowLines(way_words)
        self.follow.wanted.connect(self.follow_wanted)
        self.follow.opened.connect(self.follow_opened)
        self.claims = ClaimsTable(words, record_words)
        self.claims.edited.connect(self.edited)
        self.claims.for_all.connect(self.said_of_all)
        self._lay_out()

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._title)
        under = QHBoxLayout()
        under.setSpacing(8)
        under.addWidget(self._detail)
        under.addWidget(self.again_button)
        under.addStretch(1)
        names.addLayout(under)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addLayout(names, 1)
        head.addWidget(self.hand_in_button, alignment=Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.reply_button, alignment=Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.dispatches)
        column.addWidget(self.replies)
        column.addWidget(self.claims)
        column.addWidget(self.follow)

    def show_way(
        self, copy: CopyRow, name: str, way: CopyWay | None, cases: Mapping[UUID, CaseRow],
        today: date,
    ) -> None:  # fmt: skip
        """Show a copy; the office's own goes nowhere. `cases` are those of the appeal."""
        self._copy, self._way, self._cases = copy, way, cases
        t = self._words.t
        self._title.setText(t("Copy {n} · {addressee}", n=copy.number, addressee=name))
        self._detail.setText(self._words.copy(copy))
        self.again_button.setVisible(bool(copy.page_code))
        self.hand_in_button.setVisible(self.is_out())
        self.reply_button.setVisible(way is not None and bool(way.dispatches))
        if way is None:
            return
        self.dispatches.show_items(
            [Item(d, self._way_words.dispatch(d, way, today)) for d in way.dispatches]
        )
        scans = {scan.id: scan for scan in way.scans}
        said = [claim.reply_id for claim in way.claims]
        self.replies.show_items(
            [
                Item(r, self._way_words.reply(r, scans.get(r.attachment_id), said.count(r.id)))
                for r in way.replies
            ]
        )
        for record in (*way.dispatches, *way.replies):
            self._scans.show_record(record)
        self.follow.show_offers(offers(way, today))
        self._show_claims()

    def _show_claims(self) -> None:
        """The table of the answer that is open in it; gone with the answer."""
        way, reply_id = self._way, self.claims.reply_id
        if reply_id is None or self.claims.isHidden() or way is None:
            return
        reply = next((one for one in way.replies if one.id == reply_id), None)
        if reply is None:
            self.claims.hide()
            return
        mine = [claim for claim in way.claims if claim.reply_id == reply_id]
        spoken = dict.fromkeys((*way.persons, *(claim.detainee_id for claim in mine)))
        cases = [self._cases[case] for case in spoken if case in self._cases]
        self.claims.show_claims(cases, mine, self._record_words.text(reply, "sender"))

    def open_claims(self, reply: Reply) -> None:
        """Open the table of what an answer says of each person."""
        self.claims.open_reply(reply)
        self._show_claims()
        self.claims.focus_first()
        bring_into_view(self.claims)

    def is_out(self) -> bool:
        """Whether the copy goes to somebody; the office's own and a reading copy do not."""
        reading = self._copy is not None and self._copy.language == READING
        return self._way is not None and not reading

    def is_waiting(self) -> bool:
        """Whether some dispatch of this copy has no reply yet."""
        way = self._way
        return way is not None and any(not way.is_answered(d.id) for d in way.dispatches)

    def _offer(self) -> None:
        popup(self.menu(), self.hand_in_button)

    def menu(self) -> QMenu:
        """What handing in can end with."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for outcome in OUTCOMES:
            icon = theme.icon(self._way_words.outcome_mark(outcome)[0])
            action = menu.addAction(icon, self._record_words.word(outcome))
            action.triggered.connect(partial(self._hand_in, outcome))
        return menu

    def _hand_in(self, outcome: DispatchOutcome, _checked: bool = False) -> None:
        if self._copy is not None:
            self.handed_in.emit(self._copy.id, outcome)

    def start_reply(self) -> None:
        """A row for a reply to the dispatch that waits for one; kept when something is typed."""
        if self._way is None or not self._way.dispatches:
            return
        waiting = [d for d in self._way.dispatches if not self._way.is_answered(d.id)]
        dispatch = (waiting or list(self._way.dispatches))[-1]
        self.replies.start(Reply, {"dispatch_id": dispatch.id})

    def open_dispatch(self, dispatch_id: UUID) -> bool:
        """Open a dispatch at what the coupon says; whether it is there."""
        row = self.dispatches.row(dispatch_id)
        if not isinstance(row, FoldedRow):
            return False
        row.set_open(True)
        if row.form is not None:
            row.form.field("coupon").setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _make_dispatch(self) -> FoldedRow:
        row = FoldedRow(WayLine(), self._dispatch_form, self._words.t("Remove"), self._scans)
        row.setObjectName("dispatch")
        return row

    def _dispatch_form(self, record: Record) -> RecordForm:
        assert isinstance(record, Dispatch)
        due = self._way_words.due
        own = lambda: self._way.reply_rule if self._way is not None else ReplyRule.NONE  # noqa: E731
        readers = {
            "outcome": lambda texts: due.outcome(texts, own()),
            "registered": due.registered,
            "due_rule": lambda texts: due.rule(texts, own()),
            "due": lambda texts: due.due(texts, own()),
            "extended_to": lambda texts: due.extension(texts, own()),
            "forwarded": lambda texts: due.forwarded(texts, own()),
        }
        makers = {"forwarded": partial(ChainField, self._words.t)}
        return RecordForm(self._record_words, DISPATCH, readers=readers, makers=makers)

    def _make_reply(self) -> FoldedRow:
        row = FoldedRow(
            WayLine(), lambda _record: RecordForm(self._record_words, REPLY),
            self._words.t("Remove"), self._reply_buttons,
        )  # fmt: skip
        row.setObjectName("reply")
        return row

    def _reply_buttons(self, record: Record) -> list[QWidget]:
        assert isinstance(record, Reply)
        each = QuietButton(
            self._words.t("Of each person…"), icon="list-checks", small=True,
            on_click=lambda: self.open_claims(record),
        )  # fmt: skip
        each.setObjectName("claims")
        return [each, *self._scans(record)]
