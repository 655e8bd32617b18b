"""A grid of fields over one record. It says what was typed; keeping it is `editing`'s.

What is typed and not yet kept is never overwritten: not by a reload, not by an answer that
comes late, not by a failure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QSizePolicy, QWidget
from shiboken6 import isValid

from caseapp.desktop import theme
from caseapp.desktop.forms.fields import FieldSpec
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.widgets import Field
from caseapp.desktop.widgets.editors import LINE_MOST, TEXT_MOST, LineEditor
from caseapp.store.records import Record

Reader = Callable[[Mapping[str, str]], tuple[str, str]]
"""From what stands in the fields, by name, to what is said beneath one, and its tone."""

COLUMNS = 4
_WIDE, _TABLE, _MIDDLE = 760, 560, 420
"""Logical pixels from which a form has four columns, a row of a table one line, a form two."""


def columns_for(width: int, most: int = COLUMNS, *, bare: bool = False) -> int:
    """How many of `most` columns fit into so many pixels."""
    if bare:
        return most if width >= _TABLE else 2
    return min(most, COLUMNS if width >= _WIDE else 2 if width >= _MIDDLE else 1)


@dataclass(frozen=True, slots=True)
class Edit:
    """A field was left with another value. `draft` are all values of a record never saved."""

    form: RecordForm
    kind: type[Record]
    record_id: UUID
    spec: FieldSpec
    value: object
    typed: str
    draft: Mapping[str, object] | None = None

    def kept(self, note: str = "") -> None:
        """The store has it. `note` is something to know about it."""
        if isValid(self.form):
            self.form.settle(self, "", note)

    def refused(self, reason: str) -> bool:
        """The store does not have it; False if the field is no longer there to say so."""
        return isValid(self.form) and self.form.settle(self, reason, "")


class RecordForm(QWidget):
    """`edited(Edit)` when a field was left with another value that can be kept."""

    edited = Signal(object)

    def __init__(
        self,
        words: RecordWords,
        specs: Sequence[FieldSpec],
        *,
        columns: int = COLUMNS,
        bare: bool = False,
        readers: Mapping[str, Reader] | None = None,
        makers: Mapping[str, Callable[..., Field]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`columns` are what the spans are counted in when there is room for all.

        `bare`: the labels stand in a head above. `readers` say something beneath a field,
        by its name; dates are read without one. `makers` make a field with an input of its
        own, called as `Field` is.
        """
        super().__init__(parent)
        self._words, self._t = words, words.t
        self._most, self._columns, self._bare = columns, 0, bare
        self._readers, self._makers = dict(readers or {}), dict(makers or {})
        self._record: Record | None = None
        self._draft: dict[str, object] | None = None
        self._stored: dict[str, str] = {}
        self._waiting: Counter[str] = Counter()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.GRID if bare else theme.COLUMN_MARGIN)
        self._grid.setVerticalSpacing(theme.GRID)
        self._fields = {spec.name: (spec, self._make(spec)) for spec in specs}
        self._asked: Collection[str] = tuple(self._fields)
        self._lay_out(columns)

    # -- the record ------------------------------------------------------------------------
    @property
    def record_id(self) -> UUID | None:
        return self._record.id if self._record is not None else None

    @property
    def is_draft(self) -> bool:
        """Whether nothing of the record was kept yet."""
        return self._draft is not None

    def show_record(self, record: Record) -> None:
        """Fill in the record's values; of the same record, what is being typed stays."""
        other = self.record_id != record.id
        self._record, self._draft = record, None
        if other:
            self._waiting.clear()
        self._offer()
        for name, (spec, field) in self._fields.items():
            self._stored[name] = spec.to_text(getattr(record, name))
            if other:
                field.restore()
            elif self._waiting[name]:
                continue
            self._fill(spec, field, other)

    def start(self, kind: type[Record], values: Mapping[str, object]) -> None:
        """Begin a record that is kept as soon as something was typed into it."""
        record = kind(**values)
        self.show_record(record)
        self._draft = {"id": record.id, **values}

    def leave(self) -> None:
        """Show no record: answers that come from now on are not for this form."""
        self._record, self._draft = None, None
        self._waiting.clear()
        for _spec, field in self._fields.values():
            field.restore()
            field.set_value("")

    def _offer(self) -> None:
        """Offer the words of the office's lists as they are now; anything else can be typed."""
        for spec, field in self._fields.values():
            words = list(self._words.offered.get(spec.completions, ()))
            if not isinstance(field.editor, LineEditor) or not (words or field.editor.completer()):
                continue
            completer = field.editor.completer()
            if completer is None:
                completer = QCompleter(field.editor)
                completer.setModel(QStringListModel(completer))
                completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
                completer.setFilterMode(Qt.MatchFlag.MatchContains)
                field.editor.setCompleter(completer)
            model = completer.model()
            assert isinstance(model, QStringListModel)
            if model.stringList() != words:
                model.setStringList(words)

    def _fill(self, spec: FieldSpec, field: Field, other: bool) -> None:
        stored = self._stored[spec.name]
        if other or field.value() != stored:
            field.set_value(stored)
            if not field.is_dirty():
                self._read(spec, field)

    def settle(self, edit: Edit, reason: str, note: str) -> bool:
        """The answer to an edit; False if this form shows another record by now."""
        if self.record_id != edit.record_id:
            return False
        name = edit.spec.name
        field = self._fields[name][1]
        self._waiting[name] = max(0, self._waiting[name] - 1)
        if reason and not self._waiting[name]:  # a later answer is the one that counts
            field.reject(reason)
            field.set_value(self._stored[name])
        elif note:
            field.say(note, "warn")
        return True

    # -- fields ----------------------------------------------------------------------------
    def field(self, name: str) -> Field:
        """One field by the record's name for it."""
        return self._fields[name][1]

    def commit(self) -> None:
        """Keep what stands typed, as leaving each field would."""
        for _spec, field in self._fields.values():
            field.commit()

    def unkept(self) -> list[tuple[str, str]]:
        """Label (message id) and text of each field that holds what was not kept."""
        if self._record is None:
            return []
        return [
            (spec.label, field.text())
            for name, (spec, field) in self._fields.items()
            if field.text() != self._stored.get(name) and not self._waiting[name]
        ]

    def ask(self, names: Collection[str]) -> None:
        """Show these fields alone, and any that is being typed in."""
        typed = {n for n, (_, f) in self._fields.items() if f.is_dirty() or f.editor.hasFocus()}
        asked = [name for name in self._fields if name in names or name in typed]
        if asked != list(self._asked):
            self._asked = asked
            self._lay_out(self._columns)

    def tab_stops(self) -> list[QWidget]:
        """What Tab reaches, in the order in which it is seen."""
        return [stop for name in self._asked for stop in self._fields[name][1].stops()]

    # -- building --------------------------------------------------------------------------
    def _make(self, spec: FieldSpec) -> Field:
        t = self._t
        choices = [(member.value, self._words.word(member)) for member in spec.choices or ()]
        if spec.blank:
            choices.insert(0, ("", t(spec.blank)))
        kind = spec.kind if spec.kind in ("text", "choice") else "line"
        field = self._makers.get(spec.name, Field)(
            t(spec.label), kind=kind, choices=choices, hint=t(spec.hint), lines=3, bare=self._bare,
            parent=self,
        )  # fmt: skip
        field.setObjectName(spec.name)
        # Columns are equal whatever stands in them: words that find no room are cut.
        field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if isinstance(field.editor, QComboBox):
            field.editor.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        field.committed.connect(lambda typed, s=spec: self._commit(s, typed))
        field.edited.connect(lambda _typed, s=spec, f=field: self._read(s, f))
        return field

    def _lay_out(self, columns: int) -> None:
        """Place the asked fields in rows; a span wider than the form takes the whole row."""
        self._columns = columns
        row = column = 0
        for name, (spec, field) in self._fields.items():
            self._grid.removeWidget(field)
            field.setHidden(name not in self._asked)
            if name not in self._asked:
                continue
            span = min(spec.span, columns)
            if column + span > columns:
                row, column = row + 1, 0
            self._grid.addWidget(field, row, column, 1, span)
            column += span
        for index in range(self._most):
            self._grid.setColumnStretch(index, 1 if index < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = columns_for(event.size().width(), self._most, bare=self._bare)
        if columns != self._columns:
            self._lay_out(columns)
            for _spec, field in self._fields.values():
                field.set_bare(self._bare and columns == self._most)

    # -- typing ----------------------------------------------------------------------------
    def _commit(self, spec: FieldSpec, typed: str) -> None:
        field = self._fields[spec.name][1]
        try:
            value = spec.to_value(typed)
        except ValueError as error:
            field.reject(self._t(str(error)))
            return
        self._read(spec, field)
        if self._record is None:
            return
        if self._draft is not None:
            self._draft[spec.name] = value
            if not all(self._draft.get(s.name) for s, _ in self._fields.values() if s.required):
                return
        self._waiting[spec.name] += 1
        draft = None if self._draft is None else dict(self._draft)
        self.edited.emit(Edit(self, type(self._record), self._record.id, spec, value, typed, draft))

    def _read(self, spec: FieldSpec, field: Field) -> None:
        """Say beneath how what stands in the field is understood."""
        text = field.text()
        most = TEXT_MOST if spec.kind == "text" else LINE_MOST
        if len(text) > most:
            field.say(self._t("Too long to be edited here; only its beginning is shown."), "warn")
        elif spec.kind == "date":
            field.say(*self._words.date_reading(text))
        elif spec.name not in self._readers:
            field.say("")
        self.read_again()

    def read_again(self) -> None:
        """Say anew what readers say that look at more than this record."""
        if not self._readers or self._record is None:
            return
        texts = {name: field.text() for name, (_spec, field) in self._fields.items()}
        for name, reader in self._readers.items():
            field = self._fields[name][1]
            if not field.is_rejected:
                field.say(*reader(texts))
