"""The spellings of a name, each edited in place, and the document numbers below."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from caseapp.desktop.features.case.fields import NAME
from caseapp.desktop.features.case.form import RecordForm
from caseapp.desktop.features.case.words import CaseWords
from caseapp.desktop.widgets import IconButton, Label, QuietButton, SectionHeading
from caseapp.store.queries.case_page import CasePage


class NamesSection(QWidget):
    """`changed(name, spec, value)`, `added()`, `removed(name)`."""

    changed = Signal(object, object, object)
    added = Signal()
    removed = Signal(object)

    def __init__(self, words: CaseWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._forms: dict[str, RecordForm] = {}
        self._columns = 3
        heading = SectionHeading(t("Names"))
        add = QuietButton(t("Add spelling"), icon="plus", on_click=self.added.emit)
        add.setObjectName("add-name")
        heading.add(add)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self._numbers = Label("", "second", wrap=True, selectable=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(heading)
        column.addLayout(self._grid)
        column.addWidget(self._numbers)

    def show_page(self, page: CasePage) -> None:
        wanted = [name.id.hex for name in page.names]
        if wanted != list(self._forms):
            self._rebuild(page)
        for name in page.names:
            form = self._forms[name.id.hex]
            form.setProperty("name", name)
            form.show_record(name)
        label = self._words.label
        self._numbers.setText(
            "\n".join(f"{label(number.kind)}: {number.number}" for number in page.identifiers)
        )
        self._numbers.setVisible(bool(page.identifiers))

    def set_columns(self, columns: int) -> None:
        self._columns = columns
        for form in self._forms.values():
            form.set_columns(columns)

    def _rebuild(self, page: CasePage) -> None:
        while self._grid.count():
            widget = self._grid.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        self._forms.clear()
        for row, name in enumerate(page.names):
            form = RecordForm(self._words.t, NAME)
            form.set_columns(self._columns)
            form.changed.connect(
                lambda spec, value, f=form: self.changed.emit(f.property("name"), spec, value)
            )
            remove = IconButton("trash", self._words.t("Put this spelling in the trash"))
            remove.clicked.connect(lambda _=False, f=form: self.removed.emit(f.property("name")))
            self._grid.addWidget(form, row, 0)
            self._grid.addWidget(remove, row, 1)
            self._forms[name.id.hex] = form
