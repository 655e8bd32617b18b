"""Rows of records, kept by their key: a reload changes what they say and nothing else.

What is open stays open, what is typed stays typed, the keyboard stays where it is. Knows
records and their rows, not how they are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from caseapp.desktop.forms.place import bring_into_view
from caseapp.desktop.forms.row import OTHER, FoldedRow, Item, Row
from caseapp.store.records import Record


class RecordRows(QWidget):
    """`edited(Edit)`, `removed(record)`; `lost(label, text)` when a record went that somebody
    was typing into; `changed()` when a row was opened or folded, or one that is not kept came
    or went."""

    edited = Signal(object)
    removed = Signal(object)
    lost = Signal(str, str)
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
        gone = [key for key in self._rows if key not in order]
        for key in gone:
            self._tell_lost(self._rows[key])
        self._drop(gone)
        for item in items:
            row = self._rows.get(item.record.id)
            if row is None:
                row = self._add(item.record.id)
            row.show_item(item)
        if order != list(self._rows):
            self._arrange(order)

    def read_again(self) -> None:
        """Say anew beneath the fields of all rows what they tell beside other records."""
        for row in self._rows.values():
            if row.form is not None:
                row.form.read_again()

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
        row.show()  # a layout would show it later, when the page has been measured already

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

    def _tell_lost(self, row: Row) -> None:
        """What was typed into a row that goes, and could not be kept."""
        for label, typed in row.form.unkept() if row.form is not None else ():
            self.lost.emit(label, typed)

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
