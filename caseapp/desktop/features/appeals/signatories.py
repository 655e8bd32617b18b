"""Who signs an appeal: a list that opens into what the law asks for of each."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop.features.appeals.way_line import LineWords, WayLine
from caseapp.desktop.features.appeals.words import AppealWords
from caseapp.desktop.forms.form import RecordForm
from caseapp.desktop.forms.row import FoldedRow, Item
from caseapp.desktop.forms.rows import RecordRows
from caseapp.desktop.forms.specs.appeals import SIGNATORY
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.widgets import QuietButton, SectionHeading
from caseapp.store.records import Signatory


class SignatoriesSection(QWidget):
    """`edited(Edit)`, `removed(record)`."""

    edited = Signal(object)
    removed = Signal(object)

    def __init__(self, words: AppealWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t = words.t
        self._words = RecordWords(words.t)
        self._appeal_id: UUID | None = None
        self._count = 0
        t = words.t
        self._heading = SectionHeading(t("Signatories"))
        self.add_button = QuietButton(t("Add"), icon="plus", on_click=self._add)
        self.add_button.setAccessibleName(t("Add a signatory"))
        self._heading.add(self.add_button)
        self.rows = RecordRows(self._make_row)
        self.rows.edited.connect(self.edited)
        self.rows.removed.connect(self.removed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._heading)
        column.addWidget(self.rows)

    def show_signatories(
        self, appeal_id: UUID, signatories: Sequence[tuple[Signatory, str]]
    ) -> None:
        """Show these, each with the name of the contact who it is, if it is one."""
        if appeal_id != self._appeal_id:
            self.rows.clear()
        self._appeal_id, self._count = appeal_id, len(signatories)
        self._heading.set_count(str(len(signatories)) if signatories else "")
        self.rows.show_items([Item(one, self._line(one, name)) for one, name in signatories])

    def focus_first(self) -> None:
        """Put the keyboard where somebody is added."""
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, record: Signatory, name: str) -> LineWords:
        t = self._t
        known = record.address or (t("as in the contact's record") if name else "")
        name = record.full_name or name or t("Name not recorded")
        return LineWords(name, known or t("no postal address"), "pen-line")

    def _add(self) -> None:
        if self._appeal_id is not None:
            values = {"appeal_id": self._appeal_id, "position": self._count + 1}
            self.rows.start(Signatory, values)

    def _make_row(self) -> FoldedRow:
        row = FoldedRow(
            WayLine(), lambda _record: RecordForm(self._words, SIGNATORY), self._t("Remove")
        )
        row.setObjectName("signatory")
        return row
