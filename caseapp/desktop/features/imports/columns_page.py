"""What the columns say, the chosen one beside them, and ten rows as they will be read.

Tells what a person settles; reading and remembering are the view's.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from caseapp.desktop.features.imports.column_card import WIDTH, ColumnCard, ColumnDetail
from caseapp.desktop.features.imports.column_table import ColumnLine, ColumnModel, ColumnTable, Part
from caseapp.desktop.features.imports.picker import Pick, Picker
from caseapp.desktop.features.imports.preview_table import PreviewModel, PreviewTable
from caseapp.desktop.features.imports.step_frame import flush, lay_out_step
from caseapp.desktop.features.imports.words import GROUPS, ImportWords, group_of
from caseapp.desktop.widgets import Label, Line, PrimaryButton, Segments
from caseapp.desktop.widgets.card_page import CardPage
from caseapp.desktop.widgets.tab_order import chain
from caseapp.intake.lists.mapping import ColumnMapping
from caseapp.intake.lists.rows import RowReading
from caseapp.intake.lists.targets import SPECS, Target

COLUMNS, PREVIEW = "columns", "preview"


class ColumnsPage(CardPage):
    """`chosen(place)` when another column is looked at; `target_set(place, Target)`,
    `option_set(place, name, answer)`, `order_set(DateOrder)`, `word_set(Target, word, code)`;
    `wanted()` to go on."""

    chosen = Signal(int)
    target_set = Signal(int, object)
    option_set = Signal(int, str, str)
    order_set = Signal(object)
    word_set = Signal(object, str, str)
    wanted = Signal()
    card_width = WIDTH

    def __init__(self, words: ImportWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self.model, self.rows = ColumnModel(words, self), PreviewModel(words, self)
        self.table, self.preview = ColumnTable(words, self.model), PreviewTable(words, self.rows)
        self.card = ColumnCard(words)
        self.parts = Segments(
            [(COLUMNS, t("Columns")), (PREVIEW, t("As it will be read"))], t("Show")
        )
        self.parts.choose(COLUMNS)
        self._said = Label("", "second", elide=True)
        self._error = Label("", "error", wrap=True)
        self.go_on = PrimaryButton(
            t("Check"), icon="list-checks", key="Ctrl+Return", on_click=self._send,
            tip=t("Compare every row with the vault; nothing is written yet"),
        )  # fmt: skip
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        t = self._words.t
        upper = QWidget()
        above = QHBoxLayout(upper)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(0)
        above.addWidget(self.table, 1)
        above.addWidget(self.between)
        above.addWidget(self.card)
        self._lower = QWidget()
        beneath = flush(QVBoxLayout(self._lower))
        self._heading = QHBoxLayout()
        self._heading.setContentsMargins(16, 6, 16, 6)
        self._heading.setSpacing(12)
        self._title = Label(t("As it will be read"), "strong")
        self._heading.addWidget(self._title)
        self._heading.addWidget(self._said, 1)
        beneath.addWidget(Line())
        beneath.addLayout(self._heading)
        beneath.addWidget(self.preview, 1)
        self._upper = upper
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.addWidget(upper)
        self.split.addWidget(self._lower)
        self.split.setChildrenCollapsible(False)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 1)
        self._tabs = QHBoxLayout()
        self._tabs.setContentsMargins(16, 6, 16, 6)
        self._tabs.addWidget(self.parts)
        shown = QVBoxLayout()
        shown.setSpacing(0)
        shown.addLayout(self._tabs)
        shown.addWidget(self.split, 1)
        lay_out_step(self, shown, self._error, self.go_on)
        chain([self.parts, self.table, self.card, self.preview, self.go_on])
        self.set_compact(False)

    def _wire(self) -> None:
        self.table.current_changed.connect(self._choose)
        self.table.opened.connect(lambda: self.ask_for_meaning())
        self.table.typed.connect(lambda letter: self.ask_for_meaning(letter))
        self.table.previewed.connect(self._enter)
        self.table.clicked.connect(self._clicked)
        self.preview.column_chosen.connect(self.go_to)
        self.card.meaning_asked.connect(lambda: self.ask_for_meaning())
        self.card.option_set.connect(
            lambda name, answer: self.option_set.emit(self.place, name, answer)
        )
        self.card.order_set.connect(self.order_set)
        self.card.word_set.connect(self._word_set)
        self.card.left.connect(self.step_out)
        self.parts.chosen.connect(lambda _code: self._arrange())

    # -- showing -----------------------------------------------------------------------------
    @property
    def place(self) -> int:
        """The chosen column, from 0; -1 for none."""
        return self.table.currentIndex().row()

    def show_columns(self, lines: Sequence[ColumnLine]) -> None:
        """The columns as they are settled now."""
        self.model.show_lines(lines)
        if lines and self.place < 0:
            self.table.go_to(0)

    def show_detail(self, detail: ColumnDetail) -> None:
        """What can be settled of the chosen column."""
        if detail.place == self.place:
            self.card.show_column(detail)
            self.preview.show_column(detail.place)

    def show_rows(self, rows: Sequence[RowReading], columns: Sequence[ColumnMapping]) -> None:
        """The first rows as they are read now."""
        self.rows.show_rows(rows, columns)
        if self.place >= 0:
            self.preview.show_column(self.place)
        t, told = self._words.t, sum(bool(row.remarks) for row in rows)
        said = t.plural("{n} row", "{n} rows", len(rows))
        if told:
            said += " · " + t.plural("{n} with a remark", "{n} with remarks", told)
        self._said.setText(said)

    def judge(self, error: str) -> None:
        """Why one cannot go on; "" when one can."""
        self._error.setText(error)
        self.go_on.setEnabled(not error)

    def go_to(self, place: int) -> None:
        """Make a column of the file the chosen one."""
        self.table.go_to(place)

    # -- settling ----------------------------------------------------------------------------
    def ask_for_meaning(self, typed: str = "") -> None:
        """Offer every meaning for the chosen column, the list narrowed by what is typed."""
        if self.place < 0:
            return
        t = self._words.t
        picker = Picker(
            t("What the column says"), t("Search: name, born, sentence…"),
            t("Nothing is called so. Try another word."), self,
        )  # fmt: skip
        place = self.place
        picker.chosen.connect(lambda code: self.target_set.emit(place, Target(code)))
        now = self.model.lines[place].column.target.value
        picker.open(self._picks(place), now, self._place_of_meaning(), typed)

    def _picks(self, place: int) -> list[Pick]:
        words = self._words
        taken = {}
        for other, line in enumerate(self.model.lines):
            if other != place:
                taken.setdefault(line.column.target, " ".join(line.column.heading.split()))
        free = (Target.NOTE, Target.IGNORE)
        order = list(GROUPS)
        targets = sorted(SPECS, key=lambda one: order.index(group_of(one)))
        return [
            Pick(target.value, words.target(target), words.group(group_of(target)),
                 target.value.replace("_", " "), "" if target in free else taken.get(target, ""))
            for target in targets
        ]  # fmt: skip

    def _place_of_meaning(self) -> QRect:
        if self.card.isVisible():
            return self.card.place_of_meaning()
        index = self.model.index(self.place, Part.MEANS)
        box = self.table.visualRect(index)
        return QRect(self.table.viewport().mapToGlobal(box.topLeft()), box.size())

    def _word_set(self, word: str, code: str) -> None:
        target = self.model.lines[self.place].column.target
        self.word_set.emit(target, word, code)

    def _choose(self, place: int) -> None:
        if place >= 0:
            self.chosen.emit(place)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == Part.MEANS:
            self.ask_for_meaning()

    def _send(self) -> None:
        if self.go_on.isEnabled():
            self.wanted.emit()

    # -- what there is room for --------------------------------------------------------------
    def _arrange(self) -> None:
        """Narrow windows show one of three: the columns, the card, the rows as they are read."""
        one, rows = self._compact, self.parts.code() == PREVIEW
        self.parts.setVisible(one and not self._inside)
        edge = 6 if one and not self._inside else 0
        self._tabs.setContentsMargins(16, edge, 16, edge)
        self.card.back.setVisible(one)
        self.card.setVisible(self._inside if one else True)
        self.between.setHidden(one)
        self.table.setHidden(one and self._inside)
        self._upper.setHidden(one and rows and not self._inside)
        self._lower.setHidden(one and (self._inside or not rows))
        self._title.setHidden(one)

    def _enter(self) -> None:
        """To the card; in narrow windows it takes the place of the columns."""
        if self._compact:
            self._inside = True
            self._arrange()
        self.card.focus_first()

    def focus_first(self) -> None:
        """To the columns: arrows look through them, a letter changes one."""
        shown = self.preview if self.table.isHidden() else self.table
        shown.setFocus(Qt.FocusReason.OtherFocusReason)
