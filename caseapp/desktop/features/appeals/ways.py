"""What became of the issued copies: each with how it was handed in and what came back.

Forms over records as everywhere: a line opens into its fields, a field is kept when left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from caseapp.desktop import theme
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
from caseapp.domain.deadlines import WorkingDays
from caseapp.domain.vocabulary import DispatchOutcome
from caseapp.store.queries.appeals import AddresseeRow, CopyRow
from caseapp.store.queries.appeals_ways import CopyWay
from caseapp.store.records import Dispatch, Record, Reply

OUTCOMES = (
    DispatchOutcome.STAMPED_COPY, DispatchOutcome.ACCEPTED_NO_RECEIPT, DispatchOutcome.REFUSED,
    DispatchOutcome.NOBODY_RECEIVED, DispatchOutcome.POSTED, DispatchOutcome.PENDING,
)  # fmt: skip
"""What a day at the door can end with, as the menu offers it."""


class CopyTrack(QWidget):
    """One copy. `handed_in(copy, outcome)`, `save_asked(copy)`, `edited(Edit)`,
    `removed(record)`, `scan_asked(reply)`."""

    handed_in = Signal(object, object)
    save_asked = Signal(object)
    edited = Signal(object)
    removed = Signal(object)
    scan_asked = Signal(object)

    def __init__(self, words: AppealWords, way_words: WayWords, record_words: RecordWords) -> None:
        super().__init__()
        self._words, self._way_words, self._record_words = words, way_words, record_words
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

    def show_way(self, copy: CopyRow, name: str, way: CopyWay | None, today: date) -> None:
        """Show a copy; the office's own goes nowhere."""
        self._copy, self._way = copy, way
        t = self._words.t
        self._title.setText(t("Copy {n} · {addressee}", n=copy.number, addressee=name))
        self._detail.setText(self._words.copy(copy))
        self.again_button.setVisible(bool(copy.page_code))
        self.hand_in_button.setVisible(way is not None)
        self.reply_button.setVisible(way is not None and bool(way.dispatches))
        if way is None:
            return
        self.dispatches.show_items(
            [Item(d, self._way_words.dispatch(d, way, today)) for d in way.dispatches]
        )
        scans = {scan.id: scan for scan in way.scans}
        self.replies.show_items(
            [Item(r, self._way_words.reply(r, scans.get(r.attachment_id))) for r in way.replies]
        )

    def is_out(self) -> bool:
        """Whether the copy goes to somebody; the office's own does not."""
        return self._way is not None

    def is_waiting(self) -> bool:
        """Whether some dispatch of this copy has no reply yet."""
        way = self._way
        return way is not None and any(not way.is_answered(d.id) for d in way.dispatches)

    def _offer(self) -> None:
        corner = QPoint(0, self.hand_in_button.height())
        self.menu().popup(self.hand_in_button.mapToGlobal(corner))

    def menu(self) -> QMenu:
        """What a day at the door can end with."""
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
        """Open a dispatch at the field that is asked for next; whether it is there."""
        row = self.dispatches.row(dispatch_id)
        if not isinstance(row, FoldedRow):
            return False
        row.set_open(True)
        if row.form is not None:
            row.form.field("registration_number").setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _make_dispatch(self) -> FoldedRow:
        row = FoldedRow(WayLine(), self._dispatch_form, self._words.t("Remove"))
        row.setObjectName("dispatch")
        return row

    def _dispatch_form(self, record: Record) -> RecordForm:
        assert isinstance(record, Dispatch)
        way = self._way
        say = lambda texts: self._way_words.due_reading(texts, way)  # noqa: E731
        return RecordForm(self._record_words, DISPATCH, readers={"due": say})

    def _make_reply(self) -> FoldedRow:
        row = FoldedRow(
            WayLine(), lambda _record: RecordForm(self._record_words, REPLY),
            self._words.t("Remove"), self._scan_buttons,
        )  # fmt: skip
        row.setObjectName("reply")
        return row

    def _scan_buttons(self, record: Record) -> Sequence[QWidget]:
        assert isinstance(record, Reply)
        words = self._words.t("Replace the scan…" if record.attachment_id else "Attach the scan…")
        button = QuietButton(
            words, icon="paperclip", small=True, on_click=lambda: self.scan_asked.emit(record.id)
        )
        button.setObjectName("scan")
        return (button,)


class WaysSection(QScrollArea):
    """All copies, the newest first. Signals as of `CopyTrack`."""

    handed_in = Signal(object, object)
    save_asked = Signal(object)
    edited = Signal(object)
    removed = Signal(object)
    scan_asked = Signal(object)

    def __init__(self, words: AppealWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._record_words = RecordWords(words.t)
        self._way_words = WayWords(self._record_words)
        self.tracks: dict[UUID, CopyTrack] = {}
        self._to_open: tuple[UUID, UUID] | None = None
        self._none = Label(
            words.t("No copy was issued yet. What is printed is listed here."), "muted", wrap=True
        )
        content = QWidget()
        self._column = QVBoxLayout(content)
        margin = theme.COLUMN_MARGIN
        self._column.setContentsMargins(margin, 4, margin, margin)
        self._column.setSpacing(4)
        self._column.addWidget(self._none)
        self._column.addStretch(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)

    def show_ways(
        self, copies: Sequence[CopyRow], addressees: Sequence[AddresseeRow],
        ways: Sequence[CopyWay], today: date, days: Mapping[date, bool],
    ) -> None:  # fmt: skip
        """Show these; tracks that were there stay as they are, with what is open in them.

        `days`: what the library says against the shipped calendar.
        """
        self._way_words.days = WorkingDays(days)
        names: Mapping[UUID, str] = {r.id: self._words.short_addressee(r) for r in addressees}
        by_copy = {way.copy_id: way for way in ways}
        wanted = list(reversed(copies))
        for gone in set(self.tracks) - {copy.id for copy in wanted}:
            track = self.tracks.pop(gone)
            track.hide()
            track.deleteLater()
        for place, copy in enumerate(wanted):
            track = self.tracks.get(copy.id) or self._add(copy.id)
            self._column.removeWidget(track)
            self._column.insertWidget(place, track)
            office = self._words.t("Office copy")
            name = office if copy.for_office else names.get(copy.addressee_id, "")
            track.show_way(copy, name, by_copy.get(copy.id), today)
        self._none.setVisible(not wanted)
        self._open_waiting()

    def _add(self, copy_id: UUID) -> CopyTrack:
        track = CopyTrack(self._words, self._way_words, self._record_words)
        for name in ("handed_in", "save_asked", "edited", "removed", "scan_asked"):
            getattr(track, name).connect(getattr(self, name))
        self.tracks[copy_id] = track
        return track

    def open_dispatch_later(self, copy_id: UUID, dispatch_id: UUID) -> None:
        """Open a dispatch as soon as it is shown."""
        self._to_open = (copy_id, dispatch_id)
        self._open_waiting()

    def _open_waiting(self) -> None:
        copy_id, dispatch_id = self._to_open or (None, None)
        track = self.tracks.get(copy_id)
        if track is not None and track.open_dispatch(dispatch_id):
            self._to_open = None
            bring_into_view(track)

    def focus_first(self) -> None:
        """Put the keyboard on the newest copy."""
        track = next(iter(self._in_order()), None)
        if track is not None:
            button = track.hand_in_button if track.is_out() else track.again_button
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _in_order(self) -> list[CopyTrack]:
        items = [self._column.itemAt(i).widget() for i in range(self._column.count())]
        return [item for item in items if isinstance(item, CopyTrack)]

    def record_reply(self) -> bool:
        """Begin a reply to the copy that has waited longest; whether there is one to answer."""
        waiting = [t for t in self._in_order() if not t.reply_button.isHidden()]
        open_ = [t for t in waiting if t.is_waiting()] or waiting
        if not open_:
            return False
        open_[-1].start_reply()
        return True
