"""What happened: the drawn timeline, and below it each event, opened to be edited in place."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop.features.case.fields import EVENT
from caseapp.desktop.features.case.form import RecordForm
from caseapp.desktop.features.case.timeline import timeline_data
from caseapp.desktop.features.case.words import CaseWords
from caseapp.desktop.widgets import (
    EmptyState,
    IconButton,
    Label,
    QuietButton,
    SectionHeading,
    Timeline,
)
from caseapp.store.queries.case_page import CasePage
from caseapp.store.records import Event


class EventRow(QWidget):
    """One event: a line that opens into its fields."""

    changed = Signal(object, object)
    removed = Signal()

    def __init__(self, words: CaseWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._toggle = QuietButton("", icon="chevron-right", on_click=self.toggle)
        self._toggle.setObjectName("open-event")
        self._when = Label("", "second", tabular=True)
        self._where = Label("", "second", elide=True)
        self._form: RecordForm | None = None
        self._event: Event | None = None
        self._columns = 2
        line = QHBoxLayout()
        line.setSpacing(12)
        self._when.setFixedWidth(168)
        line.addWidget(self._when)
        line.addWidget(self._toggle)
        line.addWidget(self._where, 1)
        remove = IconButton("trash", words.t("Put this event in the trash"))
        remove.clicked.connect(self.removed)
        line.addWidget(remove)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addLayout(line)

    def show_event(self, event: Event) -> None:
        self._event = event
        self._when.setText(self._words.date(event.when) if not event.when.is_unknown else "—")
        self._toggle.setText(self._words.event(event))
        parts = [event.facility, event.place, event.authority]
        self._where.setText(" · ".join(part for part in parts if part))
        if self._form is not None:
            self._form.show_record(event)

    def form(self) -> RecordForm:
        """The event's fields; made when first needed."""
        if self._form is None:
            self._form = RecordForm(self._words.t, EVENT)
            self._form.set_columns(self._columns)
            self._form.changed.connect(self.changed)
            self._form.hide()
            self._column.addWidget(self._form)
            if self._event is not None:
                self._form.show_record(self._event)
        return self._form

    def is_open(self) -> bool:
        return self._form is not None and not self._form.isHidden()

    def toggle(self) -> None:
        """Open or fold the fields; what was typed is kept."""
        form = self.form()
        if self.is_open():
            form.commit()
        form.setVisible(not self.is_open())
        self._toggle.set_icon("chevron-down" if self.is_open() else "chevron-right")
        if self.is_open():
            form.field("when").setFocus(Qt.FocusReason.OtherFocusReason)

    def set_columns(self, columns: int) -> None:
        self._columns = columns
        if self._form is not None:
            self._form.set_columns(columns)


class EventsSection(QWidget):
    """`changed(event, spec, value)`, `added()`, `removed(event)`."""

    changed = Signal(object, object, object)
    added = Signal()
    removed = Signal(object)

    def __init__(self, words: CaseWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._rows: dict[str, EventRow] = {}
        self._open_next = False
        self._columns = 2
        heading = SectionHeading(t("What happened"))
        legend = Label(t("solid = certain, faded = between earliest and latest"), "caption")
        heading.add(legend)
        add = QuietButton(t("Add event"), icon="plus", key="Ctrl+E", on_click=self._add)
        add.setObjectName("add-event")
        heading.add(add)
        self._timeline = Timeline()
        self._timeline.activated.connect(self.open_event)
        self._empty = EmptyState(
            "calendar-clock", t("Nothing is recorded yet"),
            t("Begin with when the person was taken, or with the last contact."),
        )  # fmt: skip
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (heading, self._timeline, self._empty):
            column.addWidget(widget)
        column.addLayout(self._list)

    def show_page(self, page: CasePage, today: date) -> None:
        self._timeline.setVisible(bool(page.events))
        self._empty.setVisible(not page.events)
        if page.events:
            self._timeline.set_data(timeline_data(self._words, page, today))
        self._drop_rows({event.id.hex for event in page.events})
        for index, event in enumerate(page.events):
            row = self._rows.get(event.id.hex)
            is_new = row is None
            if row is None:
                row = self._make_row(event.id.hex)
            self._list.removeWidget(row)
            self._list.insertWidget(index, row)
            row.show_event(event)
            row.setProperty("event", event)
            if is_new and self._open_next:
                self._open_next = False
                row.toggle()

    def open_event(self, key: str) -> None:
        """Open the fields of an event that was chosen in the drawing."""
        row = self._rows.get(key.removeprefix("held-"))
        if row is not None:
            if not row.is_open():
                row.toggle()
            row.form().field("when").setFocus(Qt.FocusReason.OtherFocusReason)

    def set_columns(self, columns: int) -> None:
        self._columns = columns
        for row in self._rows.values():
            row.set_columns(columns)

    def _add(self) -> None:
        self._open_next = True
        self.added.emit()

    def _make_row(self, key: str) -> EventRow:
        row = EventRow(self._words)
        row.setObjectName("event")
        row.set_columns(self._columns)
        row.changed.connect(
            lambda spec, value, r=row: self.changed.emit(r.property("event"), spec, value)
        )
        row.removed.connect(lambda r=row: self.removed.emit(r.property("event")))
        self._rows[key] = row
        return row

    def _drop_rows(self, keys: set[str]) -> None:
        for key in [k for k in self._rows if k not in keys]:
            row = self._rows.pop(key)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
