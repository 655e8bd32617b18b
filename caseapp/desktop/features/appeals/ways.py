"""What became of the issued copies, and which signature sheets came back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.appeals.copy_track import CopyTrack
from caseapp.desktop.features.appeals.loading import Loaded
from caseapp.desktop.features.appeals.scan_buttons import ScanButtons
from caseapp.desktop.features.appeals.sheets_section import SheetsSection
from caseapp.desktop.features.appeals.way_words import WayWords
from caseapp.desktop.features.appeals.words import AppealWords
from caseapp.desktop.forms.place import bring_into_view
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.widgets import Label, QuietButton
from caseapp.domain.working_days import office_days

_OF_TRACKS = (
    "handed_in", "save_asked", "edited", "removed", "said_of_all", "follow_wanted",
    "follow_opened",
)  # fmt: skip
"""Signals of a copy that the section passes on."""


class WaysSection(QScrollArea):
    """All copies, the newest first, then the sheets. Signals as of `CopyTrack`, and
    `scan_asked(record)`, `scan_opened(attachment id)`, `history_asked()`."""

    handed_in = Signal(object, object)
    save_asked = Signal(object)
    edited = Signal(object)
    removed = Signal(object)
    said_of_all = Signal(object, object, object)
    follow_wanted = Signal(object, object)
    follow_opened = Signal(object)
    scan_asked = Signal(object)
    scan_opened = Signal(object)
    history_asked = Signal()

    def __init__(self, words: AppealWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._record_words = RecordWords(words.t)
        self._way_words = WayWords(self._record_words)
        self._scans = ScanButtons(words.t, self)
        self._scans.asked.connect(self.scan_asked)
        self._scans.opened.connect(self.scan_opened)
        self.tracks: dict[UUID, CopyTrack] = {}
        self._to_open: tuple[UUID, UUID] | None = None
        self._none = Label(
            words.t("No copy was issued yet. What is printed is listed here."), "muted", wrap=True
        )
        self.history_button = QuietButton(
            words.t("Print the history…"), icon="printer", small=True,
            on_click=self.history_asked.emit,
        )  # fmt: skip
        self.sheets = SheetsSection(words, self._record_words, self._scans)
        self.sheets.edited.connect(self.edited)
        self.sheets.removed.connect(self.removed)
        content = QWidget()
        self._column = QVBoxLayout(content)
        margin = theme.COLUMN_MARGIN
        self._column.setContentsMargins(margin, 4, margin, margin)
        self._column.setSpacing(4)
        self._column.addWidget(self._none)
        self._column.addWidget(self.sheets)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.history_button)
        self._column.addLayout(foot)
        self._column.addStretch(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)

    def show_ways(self, loaded: Loaded, today: date) -> None:
        """Show these; tracks that were there stay as they are, with what is open in them."""
        page = loaded.page
        self._way_words.due.days = office_days(loaded.days)
        copies, ways = page.copies, loaded.ways
        names: Mapping[UUID, str] = {r.id: self._words.short_addressee(r) for r in page.addressees}
        cases = {row.case.id: row.case for row in page.persons}
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
            track.show_way(copy, name, by_copy.get(copy.id), cases, today)
        self._none.setVisible(not wanted)
        self.history_button.setVisible(bool(wanted))
        sheets = loaded.sheets
        self.sheets.show_sheets(page.appeal.id, sheets, len(loaded.signatories))
        for sheet, _scan in sheets:
            self._scans.show_record(sheet)
        self._open_waiting()

    def _add(self, copy_id: UUID) -> CopyTrack:
        track = CopyTrack(self._words, self._way_words, self._record_words, self._scans)
        for name in _OF_TRACKS:
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
        else:
            self.sheets.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

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
