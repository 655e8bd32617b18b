"""One record on the page: a line that opens into its fields, or fields side by side.

A row may stand for a record that is not kept yet; it is kept when something is typed into
it. Knows records and forms, not how they are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop.forms.form import RecordForm
from caseapp.desktop.forms.lines import LineButton
from caseapp.desktop.forms.place import bring_into_view
from caseapp.desktop.widgets import IconButton, QuietButton, Surface
from caseapp.store.records import Record, new_id

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
        # The buttons beside the form are of the very record that the form will keep.
        values = {"id": new_id(), **values}
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
