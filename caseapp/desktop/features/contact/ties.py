"""The contact's family and cases: each opens, each can be taken off, others can be added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop.features.contact.words import ContactWords
from caseapp.desktop.forms.form import RecordForm
from caseapp.desktop.forms.lines import PersonLine, PersonWords
from caseapp.desktop.forms.row import FoldedRow, Item
from caseapp.desktop.forms.rows import RecordRows
from caseapp.desktop.forms.specs.contacts import TIE, TIE_LINKED, TIE_REVERSED
from caseapp.desktop.widgets import Field, Label, QuietButton, SectionHeading, Surface
from caseapp.domain.vocabulary import Relation
from caseapp.store.queries.contact_page import ContactPage, TieRow
from caseapp.store.records import Kinship, Record

_WAIT_MS = 120


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody whom the contact can be tied to: a case or another contact, or a name alone."""

    words: PersonWords
    case_id: UUID | None = None
    contact_id: UUID | None = None


class TiesSection(QWidget):
    """`edited(Edit)`, `removed(kinship)`, `case_opened(id)`, `contact_opened(id)`,
    `searched(text)`, `tied(Kinship)`; `changed()` when other fields can be reached."""

    edited = Signal(object)
    removed = Signal(object)
    case_opened = Signal(object)
    contact_opened = Signal(object)
    searched = Signal(str)
    tied = Signal(object)
    changed = Signal()

    def __init__(self, words: ContactWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._page: ContactPage | None = None
        self._ties: dict[object, TieRow] = {}
        heading = SectionHeading(t("Family and cases"))
        self._add = QuietButton(t("Add"), icon="plus", small=True, on_click=self.start_adding)
        self._add.setObjectName("add-tie")
        self._add.setAccessibleName(t("Add a relative or a case"))
        heading.add(self._add)
        self._nothing = Label(t("Nobody is recorded yet."), "muted", wrap=True)
        self.picker = TiePicker(words)
        self.picker.hide()
        self.picker.searched.connect(self.searched)
        self.picker.chosen.connect(self._tie)
        self.picker.left.connect(self._leave_picker)
        self.rows = RecordRows(self._make_row)
        self.rows.edited.connect(self.edited)
        self.rows.removed.connect(self.removed)
        self.rows.changed.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (heading, self._nothing, self.rows, self.picker):
            column.addWidget(widget)

    def show_page(self, page: ContactPage) -> None:
        self._page = page
        self._ties = {row.kinship.id: row for row in page.ties}
        self.rows.show_items(
            [
                Item(
                    row.kinship,
                    PersonWords(
                        row.name or self._words.t("Name not recorded"), self._words.tie(row)
                    ),
                )
                for row in page.ties
            ]
        )
        self._nothing.setHidden(bool(page.ties))

    def start_adding(self) -> None:
        """Ask for a name: a case or a contact that is known, or just a name."""
        self.picker.clear()
        self.picker.show()
        self.picker.field.editor.setFocus()
        self.changed.emit()

    def tab_stops(self) -> list[QWidget]:
        return [self._add, *self.rows.tab_stops(), *self.picker.tab_stops()]

    def _leave_picker(self) -> None:
        self.picker.hide()
        self._add.setFocus()

    def _tie(self, found: Found) -> None:
        """A case is whose relative the contact is; anybody else is what he is to the contact."""
        self.picker.hide()
        if self._page is None:
            return
        own = self._page.contact.id
        if found.case_id is not None:
            tie = Kinship(
                contact_id=own, of_detainee_id=found.case_id, relation=Relation.OTHER_RELATIVE
            )
        else:
            tie = Kinship(
                contact_id=found.contact_id, of_contact_id=own, relation=Relation.OTHER_RELATIVE,
                name="" if found.contact_id else found.words.name,
            )  # fmt: skip
        self.tied.emit(tie)

    def open_row(self, kinship_id: UUID) -> None:
        """Open a tie that was just made at its first field."""
        row = self.rows.row(kinship_id)
        if isinstance(row, FoldedRow):
            row.open_at_first_field()

    def _make_row(self) -> FoldedRow:
        row = FoldedRow(PersonLine(), self._make_form, self._words.t("Remove"), self._more)
        row.setObjectName("tie")
        return row

    def _make_form(self, record: Record) -> RecordForm:
        tie = self._ties.get(record.id)
        specs = TIE if tie is None or not (tie.case_id or tie.contact_id) else TIE_LINKED
        if tie is not None and tie.reversed:
            specs = TIE_REVERSED
        return RecordForm(self._words, specs, columns=2)

    def _more(self, record: Record) -> Sequence[QWidget]:
        tie, t = self._ties.get(record.id), self._words.t
        if tie is not None and tie.case_id is not None:
            words = t("Open {case}", case=tie.case_number)
            go = partial(self.case_opened.emit, tie.case_id)
            button = QuietButton(words, icon="folder", small=True, on_click=go)
        elif tie is not None and tie.contact_id is not None:
            go = partial(self.contact_opened.emit, tie.contact_id)
            button = QuietButton(t("Open contact"), icon="user", small=True, on_click=go)
        else:
            return ()
        button.setObjectName("open-tie")
        return (button,)


class TiePicker(Surface):
    """A name is typed, who bears it is offered. `searched(text)`, `chosen(Found)`, `left()`."""

    searched = Signal(str)
    chosen = Signal(object)
    left = Signal()

    def __init__(self, words: ContactWords, parent: QWidget | None = None) -> None:
        super().__init__("canvas", parent)
        self._words, t = words, words.t
        self.field = Field(t("Name of a case, a contact or a relative"))
        self.field.setObjectName("tie-name")
        self._wait = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._wait.timeout.connect(self._search)
        self.field.edited.connect(lambda _text: self._wait.start())
        self.field.editor.returnPressed.connect(self._take_first)
        self._plain = QuietButton("", icon="plus", small=True, on_click=self._take_plain)
        self._plain.setObjectName("tie-plain")
        self._cancel = QuietButton(t("Cancel"), small=True, on_click=self.left.emit)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._found: list[PersonLine] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        column.addWidget(self.field)
        column.addLayout(self._lines)
        column.addWidget(self._plain)
        column.addWidget(self._cancel)
        self._plain.hide()

    def clear(self) -> None:
        self.field.restore()
        self.field.set_value("")
        self.show_found(())

    def show_found(self, found: Sequence[Found]) -> None:
        """Offer these people, and the typed name as it is."""
        for line in self._found:
            self._lines.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._found = []
        for one in found:
            line = PersonLine()
            line.setObjectName("tie-found")
            line.show_words(one.words)
            line.clicked.connect(lambda _=False, f=one: self.chosen.emit(f))
            self._lines.addWidget(line)
            line.show()
            self._found.append(line)
        typed = " ".join(self.field.text().split())
        self._plain.setHidden(not typed)
        self._plain.setText(self._words.t("Add “{name}” without a file", name=typed[:40]))

    def tab_stops(self) -> list[QWidget]:
        return [self.field.editor, *self._found, self._plain, self._cancel]

    def _search(self) -> None:
        self.searched.emit(self.field.text())

    def _take_first(self) -> None:
        if self._wait.isActive():
            self._wait.stop()
            self._search()
        if self._found:
            self._found[0].click()
        elif not self._plain.isHidden():
            self._take_plain()

    def _take_plain(self) -> None:
        typed = " ".join(self.field.text().split())
        if typed:
            self.chosen.emit(Found(PersonWords(typed, "")))
