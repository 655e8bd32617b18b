"""Family and others who belong to the case, and to whom the person may be named by them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop.features.case.words import CaseWords
from caseapp.desktop.forms.form import RecordForm
from caseapp.desktop.forms.lines import PersonLine, PersonWords
from caseapp.desktop.forms.row import FoldedRow, Item
from caseapp.desktop.forms.rows import RecordRows
from caseapp.desktop.forms.specs.people import KIN, KIN_LINKED, KIN_REVERSED
from caseapp.desktop.named_to import NamedTo, may_be_named_to
from caseapp.desktop.widgets import IconButton, Label, Line, QuietButton, SectionHeading, paint
from caseapp.domain.vocabulary import Relation, RiskLevel
from caseapp.store.queries.case_page import CasePage, KinRow
from caseapp.store.records import Kinship, Record

_AT_RISK = (RiskLevel.HIGH, RiskLevel.CRITICAL)
_OF_AGE = 18


class FamilySection(QWidget):
    """`edited(Edit)`, `removed(kinship)`, `opened(id)` for a relative's own case,
    `contact_opened(id)` for a contact's page, `tree_asked()` for the drawing; `changed()`
    when other fields can be reached."""

    edited = Signal(object)
    removed = Signal(object)
    opened = Signal(object)
    contact_opened = Signal(object)
    tree_asked = Signal()
    changed = Signal()

    def __init__(self, words: CaseWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._page: CasePage | None = None
        self._kin: dict[object, KinRow] = {}
        heading = SectionHeading(t("Family and contacts"))
        self._tree = IconButton("network", t("The family as a drawing"))
        self._tree.setObjectName("family-tree")
        self._tree.clicked.connect(self.tree_asked)
        heading.add(self._tree)
        self._add = QuietButton(
            t("Add"), icon="plus", tip=t("Add a relative"), on_click=self.add_relative
        )
        self._add.setObjectName("add-kin")
        self._add.setAccessibleName(t("Add a relative"))
        heading.add(self._add)
        self._nothing = Label(t("Nobody is recorded yet."), "muted", wrap=True)
        self._named_to = NamedTo(t)
        self.rows = RecordRows(self._make_row)
        self.rows.edited.connect(self.edited)
        self.rows.removed.connect(self.removed)
        self.rows.changed.connect(self._show_nothing)
        self.rows.changed.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (heading, self._nothing, self.rows):
            column.addWidget(widget)
        column.addSpacing(8)
        column.addWidget(Line())
        column.addSpacing(4)
        column.addWidget(self._named_to)

    def show_page(self, page: CasePage, today: date) -> None:
        self._page = page
        self._kin = {row.kinship.id: row for row in page.kin}
        self.rows.show_items([Item(row.kinship, self._line(row, today)) for row in page.kin])
        self._show_nothing()
        file, case_id = page.consent_file, page.detainee.id
        self._named_to.show_decisions(
            may_be_named_to(file, case_id, today, published=page.published)
        )

    def tab_stops(self) -> list[QWidget]:
        return [self._tree, self._add, *self.rows.tab_stops()]

    def _show_nothing(self) -> None:
        self._nothing.setHidden(bool(self.rows.rows()))

    def add_relative(self) -> None:
        """A row for a relative of whom nothing else is recorded."""
        if self._page is not None:
            case_id = self._page.detainee.id
            values = {"of_detainee_id": case_id, "relation": Relation.OTHER_RELATIVE}
            self.rows.start(Kinship, values)

    def _line(self, row: KinRow, today: date) -> PersonWords:
        name = row.name or self._words.t("Name not recorded")
        return PersonWords(name, self._words.kin(row), self._chip(row, today))

    def _chip(self, row: KinRow, today: date) -> tuple[str, str, str] | None:
        """The one thing to know of a relative before doing anything."""
        t = self._words.t
        if row.risk in _AT_RISK:
            return t("at risk"), "shield-alert", "danger"
        if row.status is not None:
            return (self._words.word(row.status), *paint.status_mark(row.status.value))
        if row.birth.latest is not None and _years(row.birth.latest, today) < _OF_AGE:
            return t("child"), "baby", "warn"
        if row.languages:
            return ", ".join(code.upper() for code in row.languages[:3]), "languages", "ok"
        return None

    def _make_row(self) -> FoldedRow:
        row = FoldedRow(PersonLine(), self._make_form, self._words.t("Remove"), self._more)
        row.setObjectName("kin")
        return row

    def _make_form(self, record: Record) -> RecordForm:
        kin = self._kin.get(record.id)
        specs = KIN if kin is None or kin.alone else KIN_LINKED
        if kin is not None and kin.reversed:
            specs = KIN_REVERSED
        return RecordForm(self._words, specs)

    def _more(self, record: Record) -> Sequence[QWidget]:
        kin, t = self._kin.get(record.id), self._words.t
        if kin is not None and kin.case_id is not None:
            words = t("Open {case}", case=kin.case_number)
            button = QuietButton(words, icon="folder", small=True)
            button.clicked.connect(partial(self.opened.emit, kin.case_id))
            button.setObjectName("open-case")
        elif kin is not None and kin.contact_id is not None:
            button = QuietButton(t("Open the contact"), icon="user", small=True)
            button.clicked.connect(partial(self.contact_opened.emit, kin.contact_id))
            button.setObjectName("open-contact")
        else:
            return ()
        return (button,)


def _years(born: date, today: date) -> int:
    """Age in whole years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
