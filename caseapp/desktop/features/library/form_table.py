"""The items of a form as a painted table, and the fields of the one that is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.library.form_words import (
    MARK_NAMES,
    FormLine,
    form_lines,
    place_name,
)
from caseapp.desktop.features.library.section import language_name
from caseapp.desktop.widgets import Field, Label, paint
from caseapp.desktop.widgets.rows import Item, Rows
from caseapp.dossier.form_edits import MARKS, Place, item_of, words_at
from caseapp.dossier.form_templates import FormTemplate
from caseapp.dossier.languages import PRINTED
from caseapp.i18n import Translator

HEIGHT = 44
_NUMBER, _GAP, _STEP = 52, 8, 16
_LEAST_WIDTH = 200
"""Of the field of one language, in logical pixels."""


def form_rows(name: str) -> Rows:
    """A table of `FormLine`s that fills its place."""
    return Rows(name, HEIGHT, draw_form_line, keeps_choice=True)


def draw_form_line(
    painter: QPainter, box: QRect, data: object, direction: Qt.LayoutDirection, _chosen: bool
) -> None:
    """Number, words over the words in other languages, marks at the end."""
    assert isinstance(data, FormLine)
    t, lead = theme.current(), paint.leading(direction)
    font = theme.font(theme.BODY, theme.REGULAR if data.depth else theme.SEMIBOLD)
    left, right = box.left(), box.right()
    if data.number:
        number = QRect(left, box.top() + 4, _NUMBER - _GAP, 20)
        numbers = theme.font(theme.BODY, font.weight(), tabular=True)
        shown = paint.visual(direction, box, number)
        paint.draw_text(painter, shown, data.number, numbers, t.ink2, lead)
    if data.number or data.depth:
        left += _NUMBER + _STEP * max(0, data.depth - 1)
    if data.marks:
        right -= _draw_marks(painter, box, data, direction) + _GAP
    words = QRect(left, box.top() + 4, right - left, 20)
    paint.draw_text(painter, paint.visual(direction, box, words), data.words, font, t.ink, lead)
    others = QRect(left, box.top() + 23, right - left, 18)
    caption = theme.font(theme.CAPTION)
    shown = paint.visual(direction, box, others)
    paint.draw_text(painter, shown, data.others, caption, t.ink2, lead)


def _draw_marks(
    painter: QPainter, box: QRect, data: FormLine, direction: Qt.LayoutDirection
) -> int:
    """The marks beneath each other at the end of the line; the width that they take."""
    sizes = [paint.chip_size(word, icon) for word, icon, _tone in data.marks]
    width = min(max(size.width() for size in sizes), box.width() // 2)
    high = sum(size.height() for size in sizes) + 2 * (len(sizes) - 1)
    top = box.top() + (box.height() - high) // 2
    for mark, size in zip(data.marks, sizes, strict=True):
        chip = QRect(box.right() - width, top, min(size.width(), width), size.height())
        paint.draw_chip(painter, paint.visual(direction, box, chip), *mark, direction)
        top += size.height() + 2
    return width


class PlaceEditor(QWidget):
    """The words of one place in each language, and the marks of an item.

    `reworded(place, language, words)` when a field was left changed; `marked(number, mark, on)`.
    """

    reworded = Signal(object, str, str)
    marked = Signal(str, str, bool)

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t
        self._form: FormTemplate | None = None
        self._place: Place | None = None
        self._columns = 0
        self._title = Label("", "heading", elide=True)
        self.fields = {code: self._make_field(code) for code in PRINTED}
        self.boxes = {mark: self._make_box(mark) for mark in MARKS}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.COLUMN_MARGIN)
        self._grid.setVerticalSpacing(theme.GRID)
        marks = QHBoxLayout()
        marks.setSpacing(theme.COLUMN_MARGIN)
        for box in self.boxes.values():
            marks.addWidget(box)
        marks.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self._title)
        column.addLayout(self._grid)
        column.addLayout(marks)

    def _make_field(self, code: str) -> Field:
        field = Field(language_name(code, self._t.language), kind="text", lines=2)
        field.setObjectName(f"form-{code}")
        field.committed.connect(lambda words: self._reworded(code, words))
        return field

    def _make_box(self, mark: str) -> QCheckBox:
        words = self._t(MARK_NAMES[mark])
        box = QCheckBox(words[:1].upper() + words[1:])
        box.setObjectName(f"form-{mark}")
        box.setMinimumHeight(24)
        box.clicked.connect(lambda on: self._marked(mark, on))
        return box

    # -- what is shown -----------------------------------------------------------------------
    def show_place(self, form: FormTemplate, place: Place | None) -> None:
        """Show a place; of the same one, what is being typed stays."""
        other = place != self._place or self._form is None or form.name != self._form.name
        if other:
            for field in self.fields.values():
                field.restore()
        relaid = self._form is None or form.languages != self._form.languages
        self._form, self._place = form, place
        if relaid:
            self._columns = 0
            self._lay_out(self._room())
        labels = words_at(form, place) if place else {}
        self._title.setText(place_name(self._t, form, place) if place else "")
        for code, field in self.fields.items():
            field.set_value(labels.get(code, ""))
            field.setVisible(code in labels)
        item = item_of(form, place) if place and place.part == "item" else None
        for mark, box in self.boxes.items():
            box.setVisible(item is not None)
            box.setChecked(item is not None and bool(getattr(item, mark)))

    def _lay_out(self, columns: int) -> None:
        if columns == self._columns or self._form is None:
            return
        self._columns = columns
        shown = [self.fields[code] for code in self._form.languages if code in self.fields]
        for field in self.fields.values():
            self._grid.removeWidget(field)
        for place, field in enumerate(shown):
            self._grid.addWidget(field, place // columns, place % columns)
        for index in range(len(self.fields)):
            self._grid.setColumnStretch(index, 1 if index < columns else 0)

    def _room(self) -> int:
        most = len(self._form.languages) if self._form else 1
        return max(1, min(most, self.width() // _LEAST_WIDTH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out(self._room())

    # -- keeping -----------------------------------------------------------------------------
    def _reworded(self, code: str, words: str) -> None:
        if self._place is not None:
            self.reworded.emit(self._place, code, words)

    def _marked(self, mark: str, on: bool) -> None:
        if self._place is not None:
            self.marked.emit(self._place.number, mark, on)

    def refuse(self, place: Place, code: str, sentence: str) -> bool:
        """Say beside the field why its words are not kept; whether it is still shown."""
        if place == self._place:
            self.fields[code].reject(sentence)
        return place == self._place

    def commit(self) -> None:
        """Keep what stands typed."""
        for field in self.fields.values():
            field.commit()


def line_items(t: Translator, form: FormTemplate) -> Sequence[Item]:
    """The lines of a form for the table."""
    return [Item(line.place, line, line.spoken(), line.spoken()) for line in form_lines(t, form)]
