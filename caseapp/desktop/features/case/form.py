"""A grid of fields over one record. It says what was typed; keeping it is `editing`'s."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.case.fields import FieldSpec
from caseapp.desktop.widgets import Field
from caseapp.domain.dates import format_date, read_date
from caseapp.domain.labels import label
from caseapp.i18n import Translator, translator


class RecordForm(QWidget):
    """`changed(spec, value)` when a field was left with another value that can be kept."""

    changed = Signal(object, object)

    def __init__(
        self, t: Translator, specs: Sequence[FieldSpec], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._t = t
        self._words = translator(t.language, "dossier")
        self._fields: dict[str, tuple[FieldSpec, Field]] = {}
        self._specs = tuple(specs)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.COLUMN_MARGIN)
        self._grid.setVerticalSpacing(theme.GRID)
        for spec in self._specs:
            self._fields[spec.name] = (spec, self._make(spec))
        self._columns = 0
        self.set_columns(2)

    def set_columns(self, columns: int) -> None:
        """Lay the fields out in so many columns; a wide field takes the whole row."""
        if columns == self._columns:
            return
        self._columns = columns
        row = column = 0
        for spec, field in self._fields.values():
            self._grid.removeWidget(field)
            if spec.wide and column:
                row, column = row + 1, 0
            self._grid.addWidget(field, row, column, 1, columns if spec.wide else 1)
            column = 0 if spec.wide else column + 1
            if spec.wide or column == columns:
                row, column = row + 1, 0
        for index in range(2):
            self._grid.setColumnStretch(index, 1 if index < columns else 0)

    def show_record(self, record: object) -> None:
        """Fill in the record's values; what is being typed stays."""
        for spec, field in self._fields.values():
            text = spec.to_text(getattr(record, spec.name))
            field.set_value(text)
            if spec.kind == "date":
                self._read(field, text)

    def field(self, name: str) -> Field:
        """One field by the record's name for it."""
        return self._fields[name][1]

    def commit(self) -> None:
        """Keep what stands typed, as leaving each field would."""
        for _spec, field in self._fields.values():
            field.commit()

    def _make(self, spec: FieldSpec) -> Field:
        t = self._t
        choices = [(c.value, label(c, self._words)) for c in spec.choices or ()]
        kind = spec.kind if spec.kind in ("text", "choice") else "line"
        field = Field(
            t(spec.label), kind=kind, choices=choices, hint=t(spec.hint) if spec.hint else "",
            lines=3,
        )  # fmt: skip
        field.setObjectName(spec.name)
        field.committed.connect(lambda typed, spec=spec, f=field: self._commit(spec, f, typed))
        if spec.kind == "date":
            field.edited.connect(lambda typed, f=field: self._read(f, typed))
        return field

    def _commit(self, spec: FieldSpec, field: Field, typed: str) -> None:
        try:
            value = spec.to_value(typed)
        except ValueError:
            field.reject(self._t("This is not a number."))
            return
        if spec.kind == "date":
            self._read(field, typed)
        else:
            field.say("")
        self.changed.emit(spec, value)

    def _read(self, field: Field, typed: str) -> None:
        """Say beneath how a date is understood."""
        date = read_date(typed)
        if not typed.strip():
            field.say("")
        elif date.readable:
            field.say(format_date(date, self._t.language, style="long"))
        else:
            field.say(self._t("Not read as a date; kept as written."), "warn")
