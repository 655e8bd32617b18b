"""Particulars of a contact: short lines that open into fields, each kept when it is left."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.contact.words import ContactWords
from caseapp.desktop.forms.fields import is_blank
from caseapp.desktop.forms.form import RecordForm
from caseapp.desktop.forms.lines import LineButton, LinePen
from caseapp.desktop.forms.place import bring_into_view
from caseapp.desktop.forms.row import FoldedRow, Item
from caseapp.desktop.forms.rows import RecordRows
from caseapp.desktop.forms.specs.contacts import CONTACT
from caseapp.desktop.forms.specs.people import NAME, NUMBER
from caseapp.desktop.number_words import NumberWords
from caseapp.desktop.widgets import QuietButton, SectionHeading, paint
from caseapp.domain.vocabulary import IdentifierKind, NameKind, NameScript, RiskLevel
from caseapp.store.queries.contact_page import ContactPage
from caseapp.store.records import Contact, Identifier, NameForm, Record

_LABEL, _GAP = 92, 8
_HEIGHT, _STACKED = 24, 40
_ALWAYS = ("role", "region", "phones", "preferred_way", "languages")
"""What is asked for by an empty line: a contact without it is hard to reach."""
_SILENT_WHEN = {"risk": RiskLevel.NOT_ASSESSED}
_OTHER = Qt.FocusReason.OtherFocusReason


class FactLine(LineButton):
    """A label and a value; opens what edits it. Shows (label, value).

    Where one of the two would be cut beside the other, the value stands below its label.
    """

    def __init__(self, height: int = _HEIGHT, parent: QWidget | None = None) -> None:
        super().__init__(height, parent)
        self.setCheckable(True)
        self._one_line, self._words = height, ("", "")

    def show_words(self, words: object) -> None:
        """See the class; an empty value is drawn as a dash."""
        assert isinstance(words, tuple)
        self._words = words
        self.setAccessibleName(": ".join(part for part in words if part))
        self._fit()
        self.update()

    def _is_stacked(self) -> bool:
        label, value = (paint.text_width(words, theme.font()) for words in self._words)
        return label > _LABEL or value > self.width() - _LABEL - _GAP

    def _fit(self) -> None:
        self.setFixedHeight(_STACKED if self._is_stacked() else self._one_line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def draw(self, pen: LinePen) -> None:
        label, value = self._words
        role = "" if value else "caption"
        if self._is_stacked():
            pen.text(QRect(0, 3, self.width(), 16), label, "caption")
            pen.text(QRect(0, 19, self.width(), 19), value or "–", role)
            return
        pen.text(QRect(0, 0, _LABEL, self.height()), label, "second")
        left = _LABEL + _GAP
        pen.text(QRect(left, 0, self.width() - left, self.height()), value or "–", role)


class Particulars(QWidget):
    """`edited(Edit)`, `removed(record)`, `silenced(bool)` for "do not contact"; `changed()` when
    other fields can be reached."""

    edited = Signal(object)
    removed = Signal(object)
    silenced = Signal(bool)
    changed = Signal()

    def __init__(self, words: ContactWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._number_words = NumberWords(words)
        self._page: ContactPage | None = None
        self._facts: dict[str, FactLine] = {}
        self.form = RecordForm(words, CONTACT, columns=2)
        self.form.edited.connect(self.edited)
        self.silent = QCheckBox(t("Do not contact"))
        self.silent.clicked.connect(self.silenced)
        heading = SectionHeading(t("Particulars"))
        self.edit = QuietButton(t("Edit"), icon="pencil", key="E", small=True)
        self.edit.setObjectName("edit-particulars")
        self.edit.clicked.connect(lambda: self.set_open(not self.is_open))
        heading.add(self.edit)
        self.names = RecordRows(self._make_name)
        self.numbers = RecordRows(self._make_number)
        self._add_name = QuietButton(t("Add spelling"), icon="plus", small=True,
                                     on_click=self.add_name)  # fmt: skip
        self._add_name.setObjectName("add-name")
        self._add_number = QuietButton(t("Add number"), icon="plus", small=True,
                                       on_click=self.add_number)  # fmt: skip
        self._add_number.setObjectName("add-number")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._lay_out(heading)
        for rows in (self.names, self.numbers):
            rows.edited.connect(self.edited)
            rows.removed.connect(self.removed)
            rows.changed.connect(self.changed)

    def _lay_out(self, heading: QWidget) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(heading)
        column.addLayout(self._lines)
        self._open = QWidget()
        inside = QVBoxLayout(self._open)
        inside.setContentsMargins(0, 4, 0, 8)
        inside.setSpacing(8)
        inside.addWidget(self.silent)
        inside.addWidget(self.form)
        column.addWidget(self._open)
        self._open.hide()
        left = Qt.AlignmentFlag.AlignLeft
        for rows, button in ((self.names, self._add_name), (self.numbers, self._add_number)):
            column.addWidget(rows)
            column.addWidget(button, alignment=left)

    # -- showing -----------------------------------------------------------------------------
    def show_page(self, page: ContactPage) -> None:
        self._page = page
        contact = page.contact
        self.form.show_record(contact)
        self.silent.setChecked(contact.do_not_contact)
        self._show_facts(contact)
        t, words = self._words.t, self._words
        self.names.show_items(
            [Item(name, (words.word(name.kind), name.text)) for name in page.names]
        )
        self.numbers.show_items([Item(n, (words.word(n.kind), n.number)) for n in page.identifiers])
        self.numbers.read_again()
        self._add_number.set_tip(t("A passport, an identity number or another document"))

    def _show_facts(self, contact: Contact) -> None:
        """The lines that say something, and those that should."""
        for number, spec in enumerate(CONTACT):
            value = getattr(contact, spec.name)
            blank = is_blank(spec, value) or value is _SILENT_WHEN.get(spec.name)
            wanted = spec.name in _ALWAYS or not blank
            line = self._facts.get(spec.name)
            if line is None and wanted:
                line = self._facts[spec.name] = FactLine()
                line.setObjectName(f"fact-{spec.name}")
                line.clicked.connect(lambda _=False, n=spec.name: self.go_to_field(n))
                line.stepped.connect(lambda way, one=line: self._step(one, way))
                place = sum(1 for s in CONTACT[:number] if s.name in self._facts)
                self._lines.insertWidget(place, line)
            if line is not None:
                line.show_words((self._words.t(spec.label), "" if blank else self._said(spec.name)))
                line.setHidden(self.is_open or not wanted)

    def _said(self, name: str) -> str:
        """A particular in words."""
        contact = self._page.contact if self._page is not None else Contact()
        if name == "languages":
            return self._words.languages(contact.languages)
        if name in ("citizenship", "country"):
            return self._words.country(getattr(contact, name))
        if name in contact.wordings:
            return self._words.text(contact, name)
        said = self._words.value(getattr(contact, name))
        return " ".join(said.split())

    def _step(self, line: FactLine, way: int) -> None:
        shown = [one for one in self._lines_shown() if not one.isHidden()]
        place = shown.index(line) + way if line in shown else -1
        if 0 <= place < len(shown):
            shown[place].setFocus(_OTHER)
            bring_into_view(shown[place])

    def _lines_shown(self) -> list[FactLine]:
        return [self._facts[spec.name] for spec in CONTACT if spec.name in self._facts]

    # -- opening -----------------------------------------------------------------------------
    @property
    def is_open(self) -> bool:
        """Whether the fields are shown in the place of the lines."""
        return not self._open.isHidden()

    def set_open(self, is_open: bool) -> None:
        """Open or fold the fields; folding keeps what was typed."""
        if not is_open:
            self.form.commit()
        self._open.setHidden(not is_open)
        self.edit.setText(self._words.t("Done") if is_open else self._words.t("Edit"))
        self.edit.set_icon("check" if is_open else "pencil")
        if self._page is not None:
            self._show_facts(self._page.contact)
        self.changed.emit()
        if is_open:
            self.form.tab_stops()[0].setFocus(_OTHER)
        else:
            self.edit.setFocus(_OTHER)

    def go_to_field(self, name: str) -> None:
        """Open the fields at one of them."""
        self.set_open(True)
        field = self.form.field(name)
        field.editor.setFocus(_OTHER)
        bring_into_view(field)

    def add_name(self) -> None:
        """A row for another spelling, in the script that is most likely missing."""
        if self._page is None:
            return
        names = self._page.names
        had = {name.script for name in names}
        order = (NameScript.KK_CYRL, NameScript.RU, NameScript.EN, NameScript.KK_ARAB,
                 NameScript.ZH_HANS)  # fmt: skip
        values = {
            "contact_id": self._page.contact.id, "text": "",
            "script": next((s for s in order if s not in had), NameScript.KK_CYRL),
            "kind": NameKind.MAIN if not names else NameKind.TRANSLITERATION,
            "position": max((name.position for name in names), default=-1) + 1,
        }  # fmt: skip
        self.names.start(NameForm, values)

    def add_number(self) -> None:
        """A row for another document number."""
        if self._page is not None:
            values = {
                "contact_id": self._page.contact.id, "kind": IdentifierKind.KZ_IIN, "number": "",
            }  # fmt: skip
            self.numbers.start(Identifier, values)

    def _make_name(self) -> FoldedRow:
        make = lambda _record: RecordForm(self._words, NAME, columns=2)  # noqa: E731
        row = FoldedRow(FactLine(), make, self._words.t("Put in the trash"))
        row.setObjectName("name")
        return row

    def _make_number(self) -> FoldedRow:
        def make(_record: Record) -> RecordForm:
            readers = {"number": self._read_number}
            return RecordForm(self._words, NUMBER, columns=2, readers=readers)

        row = FoldedRow(FactLine(), make, self._words.t("Put in the trash"))
        row.setObjectName("number")
        return row

    def _read_number(self, texts: Mapping[str, str]) -> tuple[str, str]:
        """What an identity number says of its holder, and what is odd about it."""
        contact = self._page.contact if self._page is not None else Contact()
        return self._number_words.reading(
            IdentifierKind(texts["kind"]), texts["number"], birth=contact.birth, sex=contact.sex
        )

    def tab_stops(self) -> list[QWidget]:
        inside = [self.silent, *self.form.tab_stops()] if self.is_open else self._lines_shown()
        return [
            self.edit, *inside, *self.names.tab_stops(), self._add_name,
            *self.numbers.tab_stops(), self._add_number,
        ]  # fmt: skip
