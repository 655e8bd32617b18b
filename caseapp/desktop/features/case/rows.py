"""Rows of records, kept by their key: a reload changes what they say and nothing else.

What is open stays open, what is typed stays typed, the keyboard stays where it is. A row
may stand for a record that is not kept yet; it is kept when something is typed into it.
Knows records and forms, not how they are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from caseapp.desktop.features.case.form import RecordForm
from caseapp.desktop.features.case.lines import LineButton
from caseapp.desktop.widgets import IconButton, QuietButton, Surface
from caseapp.store.records import Record

OTHER = Qt.FocusReason.OtherFocusReason


@dataclass(frozen=True, slots=True)
class Item:
    """A record and what its line says; `asked` are the fields that make sense for it."""

    record: Record
    words: object = None
    asked: Collection[str] | None = None

    @property
    def state(self) -> tuple[object, ...]:
        """Differs when something is to be shown anew."""
        return self.record.version, self.words, self.asked


class Row(QWidget):
    """One record. `edited(Edit)`, `removed(record or None)`; subclasses show it.

    `reshaped()` when other fields can be reached in it.
    """

    edited = Signal(object)
    removed = Signal(object)
    reshaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item: Item | None = None

    def show_item(self, item: Item) -> None:
        """Say what the item says, if that differs from what is shown."""
        if self._item is None or self._item.state != item.state or self.is_draft:
            self._item = item
            self.refresh(item)

    def refresh(self, item: Item) -> None:
        raise NotImplementedError

    def start(self, kind: type[Record], values: Mapping[str, object]) -> None:
        """Become the row of a record that is not kept yet."""
        raise NotImplementedError

    @property
    def form(self) -> RecordForm | None:
        """The fields, if they were made."""
        raise NotImplementedError

    @property
    def is_draft(self) -> bool:
        return self.form is not None and self.form.is_draft

    def tab_stops(self) -> list[QWidget]:
        raise NotImplementedError

    def focus_first(self) -> None:
        """Give the keyboard to what stands first in the row."""
        self.tab_stops()[0].setFocus(OTHER)

    def remove(self) -> None:
        """Ask for the record's removal; what was never kept simply goes."""
        self.removed.emit(self._item.record if self._item is not None else None)


class FoldedRow(Row):
    """A line that opens into its fields. The fields are made when first opened."""

    def __init__(
        self,
        line: LineButton,
        make_form: Callable[[Record], RecordForm],
        trash: str,
        more: Callable[[Record], Sequence[QWidget]] = lambda _record: (),
        parent: QWidget | None = None,
    ) -> None:
        """`trash` is the word of the button; `more(record)` are further ones beside it."""
        super().__init__(parent)
        self.line = line
        self._make_form, self._trash, self._more = make_form, trash, more
        self._form: RecordForm | None = None
        self._body: QWidget | None = None
        self._buttons: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(line)
        line.clicked.connect(lambda: self.set_open(not self.is_open))

    @property
    def form(self) -> RecordForm | None:
        return self._form

    @property
    def is_open(self) -> bool:
        return self._body is not None and not self._body.isHidden()

    def refresh(self, item: Item) -> None:
        self.line.show_words(item.words)
        if self._form is not None:
            self._form.show_record(item.record)
            self._ask(item)

    def start(self, kind: type[Record], values: Mapping[str, object]) -> None:
        self._build(kind(**values)).start(kind, values)
        self.line.hide()
        self.set_open(True)

    def set_open(self, is_open: bool) -> None:
        """Open or fold; what was typed is kept by folding."""
        if is_open and self._form is None and self._item is not None:
            self._build(self._item.record).show_record(self._item.record)
            self._ask(self._item)
        if self._form is not None and not is_open:
            self._form.commit()
        self.line.setChecked(is_open)
        if self._body is not None:
            self._body.setHidden(not is_open)
        self.reshaped.emit()
        if is_open:
            bring_into_view(self)

    def open_at_first_field(self) -> None:
        """Open and give the keyboard to the first field to type in."""
        self.set_open(True)
        if self._form is not None:
            self._form.tab_stops()[0].setFocus(OTHER)

    def tab_stops(self) -> list[QWidget]:
        inside = [*self._form.tab_stops(), *self._buttons] if self._form is not None else []
        return [self.line, *inside]

    def focus_first(self) -> None:
        if self.line.isHidden() and self._form is not None:
            self._form.tab_stops()[0].setFocus(OTHER)
        else:
            self.line.setFocus(OTHER)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_open and not self.is_draft:
            self.line.setFocus(OTHER)
            self.set_open(False)
            return
        super().keyPressEvent(event)

    def _build(self, record: Record) -> RecordForm:
        self._form = self._make_form(record)
        self._form.edited.connect(self.edited)
        self._body = Surface("canvas")
        trash = QuietButton(self._trash, icon="trash", small=True, on_click=self.remove)
        trash.setObjectName("trash")
        self._buttons = [*self._more(record), trash]
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        for button in self._buttons:
            foot.addWidget(button)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(12, 12, 12, 8)
        column.setSpacing(8)
        column.addWidget(self._form)
        column.addLayout(foot)
        self._body.hide()
        self._column.addWidget(self._body)
        return self._form

    def _ask(self, item: Item) -> None:
        self.line.show()
        if item.asked is not None and self._form is not None:
            self._form.ask(item.asked)


class TableRow(Row):
    """Fields side by side under a common head, with buttons at the end."""

    def __init__(
        self, form: RecordForm, trash: str, up: str = "", parent: QWidget | None = None
    ) -> None:
        """`trash` and `up` name the buttons; without `up` there is no order to change."""
        super().__init__(parent)
        self._form = form
        form.edited.connect(self.edited)
        self._trash = IconButton("trash", trash, on_click=self.remove)
        self._trash.setObjectName("trash")
        self.up = IconButton("arrow-up", up) if up else None
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(form, 1)
        line.addSpacing(4)
        for button in (self.up, self._trash):
            if button is not None:
                line.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)

    @property
    def form(self) -> RecordForm:
        return self._form

    def refresh(self, item: Item) -> None:
        self._form.show_record(item.record)

    def start(self, kind: type[Record], values: Mapping[str, object]) -> None:
        self._form.start(kind, values)

    def tab_stops(self) -> list[QWidget]:
        return [*self._form.tab_stops(), *([self.up] if self.up else []), self._trash]


class RecordRows(QWidget):
    """`edited(Edit)`, `removed(record)`; `changed()` when a row was opened or folded, or one
    that is not kept came or went."""

    edited = Signal(object)
    removed = Signal(object)
    changed = Signal()

    def __init__(
        self, make_row: Callable[[], Row], spacing: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._make_row = make_row
        self._rows: dict[UUID, Row] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(spacing)

    def show_items(self, items: Sequence[Item]) -> None:
        """Show these records in this order; rows that are not kept yet stay, at the end."""
        wanted = [item.record.id for item in items]
        drafts = [key for key, row in self._rows.items() if row.is_draft and key not in wanted]
        order = [*wanted, *drafts]
        self._drop([key for key in self._rows if key not in order])
        for item in items:
            row = self._rows.get(item.record.id)
            if row is None:
                row = self._add(item.record.id)
            row.show_item(item)
        if order != list(self._rows):
            self._arrange(order)

    def start(self, kind: type[Record], values: Mapping[str, object]) -> Row:
        """Add a row for a record that is kept when something is typed into it."""
        waiting = next((row for row in self._rows.values() if row.is_draft), None)
        row = waiting or self._begin(kind, values)
        row.focus_first()
        bring_into_view(row)
        return row

    def _begin(self, kind: type[Record], values: Mapping[str, object]) -> Row:
        row = self._make()
        row.start(kind, values)
        assert row.form is not None
        assert row.form.record_id is not None
        self._place(row.form.record_id, row)
        self.changed.emit()
        return row

    def row(self, key: UUID) -> Row | None:
        """The row of a record."""
        return self._rows.get(key)

    def rows(self) -> list[Row]:
        """All rows in the order in which they are seen."""
        return list(self._rows.values())

    def clear(self) -> None:
        """Drop all rows, for another case."""
        self._drop(list(self._rows))

    def tab_stops(self) -> list[QWidget]:
        """What Tab reaches, in the order in which it is seen."""
        return [stop for row in self._rows.values() for stop in row.tab_stops()]

    # -- rows ------------------------------------------------------------------------------
    def _make(self) -> Row:
        row = self._make_row()
        row.edited.connect(self.edited)
        row.reshaped.connect(self.changed)
        row.removed.connect(lambda record, r=row: self._remove(r, record))
        if isinstance(row, FoldedRow):
            row.line.stepped.connect(lambda way, r=row: self._step(r, way))
        return row

    def _add(self, key: UUID) -> Row:
        row = self._make()
        self._place(key, row)
        return row

    def _place(self, key: UUID, row: Row) -> None:
        self._rows[key] = row
        self._column.addWidget(row)

    def _arrange(self, order: Iterable[UUID]) -> None:
        self._rows = {key: self._rows[key] for key in order}
        for index, row in enumerate(self._rows.values()):
            if self._column.indexOf(row) != index:
                self._column.removeWidget(row)
                self._column.insertWidget(index, row)

    def _remove(self, row: Row, record: Record | None) -> None:
        if record is not None:
            self.removed.emit(record)
            return
        self._drop([key for key, other in self._rows.items() if other is row])
        self.changed.emit()

    def _drop(self, keys: Collection[UUID]) -> None:
        """Take rows away; the keyboard goes to the row beside the one that had it."""
        focused = QApplication.focusWidget()
        for key in keys:
            before = list(self._rows)
            row = self._rows.pop(key)
            if focused is not None and row.isAncestorOf(focused):
                left = [k for k in before if k in self._rows]
                place = min(before.index(key), len(left) - 1)
                if left:
                    self._rows[left[place]].focus_first()
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()

    def _step(self, row: Row, way: int) -> None:
        rows = [r for r in self._rows.values() if isinstance(r, FoldedRow)]
        place = rows.index(row) + way if row in rows else -1
        if 0 <= place < len(rows):
            rows[place].line.setFocus(OTHER)
            bring_into_view(rows[place].line)


def bring_into_view(widget: QWidget) -> None:
    """Scroll the page that holds the widget, as little as is needed, once it has its size."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    if isinstance(parent, QScrollArea):
        settle_layout()
        parent.ensureWidgetVisible(widget, 0, 24)


def settle_layout() -> None:
    """Give every widget its size now, so that places on the page can be asked for."""
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
