"""Who the case is about: spellings of the name, particulars, numbers of documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.case.words import CaseWords
from caseapp.desktop.forms.fields import FieldSpec
from caseapp.desktop.forms.form import RecordForm, columns_for
from caseapp.desktop.forms.row import Item, TableRow
from caseapp.desktop.forms.rows import RecordRows
from caseapp.desktop.forms.specs.people import NAME, NUMBER, PERSON, asked_of_case
from caseapp.desktop.number_words import NumberWords
from caseapp.desktop.widgets import Label, QuietButton, SectionHeading
from caseapp.domain.vocabulary import IdentifierKind, NameKind, NameScript
from caseapp.store.queries.case_page import CasePage
from caseapp.store.records import Detainee, Identifier, NameForm


class TableHead(QWidget):
    """Captions above rows of fields, in the same columns."""

    def __init__(
        self, words: CaseWords, specs: Sequence[FieldSpec], after: int,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`after` is the width of the buttons behind the rows, in pixels."""
        super().__init__(parent)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.GRID)
        column = 0
        for spec in specs:
            label = Label(words.t(spec.label), "caption", elide=True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            grid.addWidget(label, 0, column, 1, spec.span)
            for index in range(column, column + spec.span):
                grid.setColumnStretch(index, 1)
            column += spec.span
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addLayout(grid, 1)
        line.addSpacing(after)


class RecordTable(QWidget):
    """A head and its rows; the head goes where the rows have no room for one line."""

    def __init__(
        self, words: CaseWords, specs: Sequence[FieldSpec], rows: RecordRows, *, buttons: int,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.rows = rows
        self._after = 4 + buttons * theme.ROW
        self._head = TableHead(words, specs, self._after)
        self._columns = sum(spec.span for spec in specs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._head)
        column.addWidget(rows)
        rows.changed.connect(self.show_head)

    def show_head(self) -> None:
        """Where there is a row, and room to read it as one."""
        room = self.width() - self._after
        one_line = columns_for(room, self._columns, bare=True) == self._columns
        self._head.setHidden(not (self.rows.rows() and one_line))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_head()


class PersonSection(QWidget):
    """`edited(Edit)`, `removed(record)`, `moved_up(id of a spelling)`; `changed()` when other
    fields can be reached."""

    edited = Signal(object)
    removed = Signal(object)
    moved_up = Signal(object)
    changed = Signal()

    def __init__(self, words: CaseWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._number_words = NumberWords(words)
        self._page: CasePage | None = None
        self.names = RecordRows(self._make_name, spacing=4)
        self.numbers = RecordRows(self._make_number, spacing=4)
        self.form = RecordForm(words, PERSON, readers={"greatest_size": self._read_size})
        self._tables = (
            RecordTable(words, NAME, self.names, buttons=2),
            RecordTable(words, NUMBER, self.numbers, buttons=1),
        )
        self._lay_out()
        for part in (self.names, self.numbers):
            part.edited.connect(self.edited)
            part.removed.connect(self.removed)
            part.changed.connect(self.changed)
        self.form.edited.connect(self.edited)

    def _lay_out(self) -> None:
        t = self._words.t
        heading = SectionHeading(t("Person"))
        self._add_name = QuietButton(t("Add spelling"), icon="plus", on_click=self.add_name)
        self._add_name.setObjectName("add-name")
        heading.add(self._add_name)
        numbers = SectionHeading(t("Numbers of documents"))
        self._add_number = QuietButton(t("Add number"), icon="plus", on_click=self.add_number)
        self._add_number.setObjectName("add-number")
        numbers.add(self._add_number)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (heading, self._tables[0]):
            column.addWidget(widget)
        column.addSpacing(4)
        column.addWidget(self.form)
        column.addSpacing(4)
        for widget in (numbers, self._tables[1]):
            column.addWidget(widget)

    def show_page(self, page: CasePage) -> None:
        self._page = page
        self.names.show_items([Item(name) for name in page.names])
        for index, row in enumerate(self.names.rows()):
            if isinstance(row, TableRow) and row.up is not None:
                row.up.setEnabled(index > 0 and not row.is_draft)
        self.numbers.show_items([Item(number) for number in page.identifiers])
        self.numbers.read_again()
        self.form.show_record(page.detainee)
        self.form.ask(asked_of_case(page.detainee))
        for table in self._tables:
            table.show_head()

    def tab_stops(self) -> list[QWidget]:
        return [
            self._add_name, *self.names.tab_stops(), *self.form.tab_stops(),
            self._add_number, *self.numbers.tab_stops(),
        ]  # fmt: skip

    def add_name(self) -> None:
        """A row for another spelling, in the script that is most likely missing."""
        if self._page is None:
            return
        names = self._page.names
        had = {name.script for name in names}
        order = (NameScript.KK_CYRL, NameScript.ZH_HANS, NameScript.KK_ARAB, NameScript.EN,
                 NameScript.RU)  # fmt: skip
        script = next((script for script in order if script not in had), NameScript.KK_CYRL)
        values = {
            "detainee_id": self._page.detainee.id,
            "text": "",
            "script": script,
            "kind": NameKind.MAIN if not names else NameKind.TRANSLITERATION,
            "position": max((name.position for name in names), default=-1) + 1,
        }
        self.names.start(NameForm, values)

    def add_number(self) -> None:
        """A row for another document number."""
        if self._page is not None:
            kind = IdentifierKind.PRC_RESIDENT_ID
            values = {"detainee_id": self._page.detainee.id, "kind": kind, "number": ""}
            self.numbers.start(Identifier, values)

    # -- rows ------------------------------------------------------------------------------
    def _make_name(self) -> TableRow:
        t = self._words.t
        form = RecordForm(self._words, NAME, bare=True)
        row = TableRow(form, t("Put this spelling in the trash"), t("Move this spelling up"))
        row.setObjectName("name")
        if row.up is not None:
            row.up.setObjectName("up")
            row.up.setEnabled(False)
            row.up.clicked.connect(lambda _=False, f=form: self.moved_up.emit(f.record_id))
        return row

    def _make_number(self) -> TableRow:
        columns = sum(spec.span for spec in NUMBER)
        readers = {"number": self._read_number}
        form = RecordForm(self._words, NUMBER, columns=columns, bare=True, readers=readers)
        row = TableRow(form, self._words.t("Put this number in the trash"))
        row.setObjectName("number")
        return row

    # -- what is said beneath --------------------------------------------------------------
    def _read_number(self, texts: Mapping[str, str]) -> tuple[str, str]:
        """What an identity number says of its holder, and what is odd about it."""
        case = self._page.detainee if self._page is not None else Detainee()
        return self._number_words.reading(
            IdentifierKind(texts["kind"]), texts["number"], birth=case.birth, sex=case.sex,
            places=(case.home_place_code, case.birth_place_code),
        )  # fmt: skip

    def _read_size(self, texts: Mapping[str, str]) -> tuple[str, str]:
        least, most = texts["least_size"].strip(), texts["greatest_size"].strip()
        if least.isdecimal() and most.isdecimal() and int(most) < int(least):
            return self._words.t("This is less than the least number."), "warn"
        return "", "reading"
