"""Signature sheets that came back: how many signatures on each, who collected them, the scan.

Counts are of paper: beside them stands how many signatories are listed by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop.features.appeals.scan_buttons import ScanButtons
from caseapp.desktop.features.appeals.way_line import LineWords, WayLine
from caseapp.desktop.features.appeals.words import AppealWords
from caseapp.desktop.forms.form import RecordForm
from caseapp.desktop.forms.row import FoldedRow, Item
from caseapp.desktop.forms.rows import RecordRows
from caseapp.desktop.forms.specs.appeals import SHEET
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.widgets import Label, QuietButton, SectionHeading
from caseapp.store.records import Attachment, Record, SignatureSheet


class SheetsSection(QWidget):
    """`edited(Edit)`, `removed(record)`; the buttons of scans are the page's."""

    edited = Signal(object)
    removed = Signal(object)

    def __init__(
        self, words: AppealWords, record_words: RecordWords, buttons: ScanButtons,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._words, self._record_words, self._buttons = words, record_words, buttons
        self._appeal_id: UUID | None = None
        self._next = 1
        t = words.t
        self.heading = SectionHeading(t("Signature sheets that came back"))
        self.add_button = QuietButton(
            t("Enter a sheet"), icon="plus", small=True, on_click=self.start
        )
        self.heading.add(self.add_button)
        self.total = Label("", "second", wrap=True)
        self.rows = RecordRows(self._make)
        self.rows.edited.connect(self.edited)
        self.rows.removed.connect(self.removed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 8)
        column.setSpacing(4)
        for widget in (self.heading, self.total, self.rows):
            column.addWidget(widget)

    def show_sheets(
        self, appeal_id: UUID, sheets: Sequence[tuple[SignatureSheet, Attachment | None]],
        listed: int,
    ) -> None:  # fmt: skip
        """Show what came back; `listed` is how many signatories stand in the particulars."""
        if appeal_id != self._appeal_id:
            self.rows.clear()
        self._appeal_id = appeal_id
        self._next = max((sheet.number for sheet, _scan in sheets), default=0) + 1
        twice = _twice([sheet.number for sheet, _scan in sheets])
        self.rows.show_items(
            [Item(sheet, self._line(sheet, scan, twice)) for sheet, scan in sheets]
        )
        t = self._words.t
        total = sum(sheet.signatures for sheet, _scan in sheets)
        said = [
            t.plural("{n} signature on the sheets", "{n} signatures on the sheets", total),
            t.plural("{n} signatory listed by name", "{n} signatories listed by name", listed),
        ]
        if twice:
            numbers = ", ".join(map(str, sorted(twice)))
            said.append(t("entered more than once: sheet {numbers}", numbers=numbers))
        self.total.setText(" · ".join(said))
        self.total.set_role("warn" if twice or (sheets and listed > total) else "second")
        self.total.setVisible(bool(sheets))

    def start(self) -> None:
        """A row for the next sheet; it is kept when something is typed into it."""
        if self._appeal_id is not None:
            self.rows.start(
                SignatureSheet, {"appeal_id": self._appeal_id, "number": self._next}
            )  # fmt: skip

    def _line(self, sheet: SignatureSheet, scan: Attachment | None, twice: set[int]) -> LineWords:
        t, words = self._words.t, self._record_words
        second = [
            words.value(sheet.collected), sheet.collected_by,
            t("scan attached") if scan is not None else "", sheet.note.partition("\n")[0],
        ]  # fmt: skip
        count = t.plural("{n} signature", "{n} signatures", sheet.signatures)
        chip = (t("entered twice"), "copy", "warn") if sheet.number in twice else None
        return LineWords(
            f"{t('Sheet {n}', n=sheet.number)} · {count}",
            " · ".join(part for part in second if part), "file-pen-line", chip,
        )  # fmt: skip

    def _make(self) -> FoldedRow:
        row = FoldedRow(WayLine(), self._form, self._words.t("Remove"), self._buttons)
        row.setObjectName("sheet")
        return row

    def _form(self, _record: Record) -> RecordForm:
        return RecordForm(self._record_words, SHEET)


def _twice(numbers: Sequence[int]) -> set[int]:
    return {number for number in numbers if numbers.count(number) > 1}
