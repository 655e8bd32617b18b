"""What happened: the drawn timeline, and below it each event, opened to be edited in place."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.case.event_line import EventLine, EventWords
from caseapp.desktop.features.case.timeline import event_behind, timeline_data
from caseapp.desktop.features.case.words import CaseWords
from caseapp.desktop.forms.form import RecordForm
from caseapp.desktop.forms.row import FoldedRow, Item
from caseapp.desktop.forms.rows import RecordRows
from caseapp.desktop.forms.specs.events import EVENT, asked_of_event
from caseapp.desktop.widgets import (
    EmptyState,
    Label,
    QuietButton,
    SectionHeading,
    TimelineData,
    ZoomButtons,
    ZoomTimeline,
)
from caseapp.domain.vocabulary import EventKind
from caseapp.store.queries.case_page import CasePage
from caseapp.store.records import Event

_WHEN_MOST = 260
"""The date's column is as wide as its longest date, up to this."""


class EventsSection(QWidget):
    """`edited(Edit)`, `removed(event)`; `changed()` when other fields can be reached."""

    edited = Signal(object)
    removed = Signal(object)
    changed = Signal()

    def __init__(self, words: CaseWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._page: CasePage | None = None
        self._drawn: TimelineData | None = None
        self._compact = False
        heading = SectionHeading(t("What happened"))
        self._legend = Label(
            t("solid = certain, faded = between earliest and latest"), "caption", elide=True
        )
        heading.add(self._legend)
        self._timeline = ZoomTimeline()
        self._zoom = ZoomButtons(t, self._timeline)
        heading.add(self._zoom)
        self._add = QuietButton(t("Add event"), icon="plus", key="Ctrl+E", on_click=self.add_event)
        self._add.setObjectName("add-event")
        heading.add(self._add)
        self._timeline.setAccessibleName(t("What happened"))
        self._timeline.activated.connect(self._open_drawn)
        self._nothing = EmptyState(
            "calendar-clock", t("Nothing is recorded yet"),
            t("Begin with when the person was taken, or with the last contact."),
        )  # fmt: skip
        self.rows = RecordRows(self._make_row)
        self.rows.edited.connect(self.edited)
        self.rows.removed.connect(self.removed)
        self.rows.changed.connect(self._show_nothing)
        self.rows.changed.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (heading, self._timeline, self._nothing, self.rows):
            column.addWidget(widget)

    def show_page(self, page: CasePage, today: date) -> None:
        self._page = page
        data = timeline_data(self._words, page, today)
        if data != self._drawn:
            self._drawn = data
            self._timeline.set_data(data)
        self._timeline.setHidden(not page.events)
        self.rows.show_items(
            [Item(event, self._line(event), asked_of_event(event)) for event in page.events]
        )
        self._align()
        self._show_nothing()

    def open_event(self, key: UUID) -> None:
        """Open the fields of one event and go there."""
        row = self.rows.row(key)
        if isinstance(row, FoldedRow):
            row.open_at_first_field()

    def add_event(self) -> None:
        """A row for a new event; it is kept when something is typed into it."""
        page = self._page
        if page is not None:
            begun = any(event.kind is EventKind.TAKEN for event in page.events)
            kind = EventKind.OTHER if begun else EventKind.TAKEN
            self.rows.start(Event, {"detainee_id": page.detainee.id, "kind": kind})

    def tab_stops(self) -> list[QWidget]:
        return [
            *self._zoom.buttons(),
            self._add,
            *self._timeline.findChildren(QAbstractButton),
            *self.rows.tab_stops(),
        ]

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self._show_nothing()

    def _show_nothing(self) -> None:
        drawn = self._page is not None and bool(self._page.events)
        self._legend.setHidden(self._compact or not drawn)
        self._zoom.setHidden(not drawn)
        self._nothing.setHidden(bool(self.rows.rows()))

    def _open_drawn(self, key: str) -> None:
        found = event_behind(key, self._page) if self._page is not None else None
        if found is not None:
            self.open_event(found)

    def _line(self, event: Event) -> EventWords:
        words = self._words
        places = (words.text(event, name) for name in ("facility", "place", "authority"))
        return EventWords(
            words.value(event.when) or words.t("no date"),
            words.event(event),
            " · ".join(part for part in places if part),
        )

    def _align(self) -> None:
        """One column of dates, as wide as the longest, whatever the language."""
        lines = [row.line for row in self.rows.rows() if isinstance(row, FoldedRow)]
        width = min(max((line.when_width() for line in lines), default=0), _WHEN_MOST)
        for line in lines:
            line.set_when_width(width + theme.GRID)

    def _make_row(self) -> FoldedRow:
        words = self._words
        row = FoldedRow(
            EventLine(), lambda _record: RecordForm(words, EVENT), words.t("Move to the trash")
        )
        row.setObjectName("event")
        return row
