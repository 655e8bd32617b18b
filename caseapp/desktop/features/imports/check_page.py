"""What would become of every row: counts that filter, the rows, beside them the chosen one.

Nothing is written here. Tells what is decided; planning is the view's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.imports.check_table import CheckLine, CheckModel, CheckTable
from caseapp.desktop.features.imports.decide_card import WIDTH, DecideCard, RowShown
from caseapp.desktop.features.imports.step_frame import flush, lay_out_step
from caseapp.desktop.features.imports.words import ImportWords
from caseapp.desktop.widgets import Button, Label, PrimaryButton, Segments, put_in_place
from caseapp.desktop.widgets.card_page import CardPage
from caseapp.desktop.widgets.menus import add, popup
from caseapp.desktop.widgets.tab_order import chain

ALL = "all"
Groups = Mapping[str, Sequence[int]]
"""By the code of an outcome the places of its rows in the plan; `ALL` is every row."""


class CheckPage(CardPage):
    """`chosen(place)` when another row is looked at, `decided(place, Decision)`,
    `several_decided(code)`, `case_asked(UUID)`; `wanted()` to go on."""

    chosen = Signal(int)
    decided = Signal(int, object)
    several_decided = Signal(str)
    case_asked = Signal(object)
    wanted = Signal()
    card_width = WIDTH

    def __init__(self, words: ImportWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._groups: Groups = {}
        self._labels: Mapping[str, str] = {}
        self._bulk: Sequence[tuple[str, str]] = ()
        self._worded: Callable[[int], CheckLine] | None = None
        self._shown = ALL
        self.model = CheckModel(words, self)
        self.table = CheckTable(words, self.model)
        self.card = DecideCard(words)
        self.filter = Segments([(ALL, "")], t("Show only"), wrap=True)
        self.several = Button(
            t("Decide several…"), icon="list-checks", small=True, on_click=self._offer_several,
            tip=t("One decision for all rows that wait for one"),
        )  # fmt: skip
        self._said = Label("", "second", wrap=True)
        self.go_on = PrimaryButton(
            t("Import"), icon="arrow-right", key="Ctrl+Return", on_click=self._send,
            tip=t("Go on to what will be written"),
        )  # fmt: skip
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.setContentsMargins(16, 8, 16, 8)
        self._head.setSpacing(theme.GRID)
        self._head.addWidget(self.filter, 1)
        self._head.addWidget(self.several, 0, Qt.AlignmentFlag.AlignTop)
        self.list_part = QWidget()
        left = flush(QVBoxLayout(self.list_part))
        left.addLayout(self._head)
        left.addWidget(self.table, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.list_part, 1)
        middle.addWidget(self.between)
        middle.addWidget(self.card)
        lay_out_step(self, middle, self._said, self.go_on)
        self.set_compact(False)

    def _wire(self) -> None:
        self.table.current_changed.connect(self._choose)
        self.table.opened.connect(self._enter)
        self.table.previewed.connect(self._enter)
        self.card.decided.connect(self._decide)
        self.card.case_asked.connect(self.case_asked)
        self.card.left.connect(self.step_out)

    # -- showing -----------------------------------------------------------------------------
    @property
    def place(self) -> int:
        """The chosen row's place in the plan; -1 for none."""
        at = self.table.currentIndex().row()
        return self.model.places[at] if 0 <= at < len(self.model.places) else -1

    def show_plan(
        self, groups: Groups, labels: Mapping[str, str], worded: Callable[[int], CheckLine],
        first: str = ALL,
    ) -> None:  # fmt: skip
        """Rows by what becomes of them; `labels` are the words of the codes, `first` is shown."""
        self._groups, self._labels, self._worded = groups, labels, worded
        self._offer_groups()
        self._filter(first if first in self._offered() else ALL)

    def count_anew(self, groups: Groups) -> None:
        """A decision changed what becomes of rows; those that are shown stay where they are."""
        before, self._groups = self._offered(), groups
        if self._offered() == before:
            for code in before:
                self.filter.set_words(code, self._counted(code))
        else:
            self._offer_groups()
            self.filter.choose(self._shown if self._shown in self._offered() else ALL)
        self.model.word_anew()

    def _offered(self) -> list[str]:
        return [code for code, rows in self._groups.items() if rows or code in (ALL, self._shown)]

    def _offer_groups(self) -> None:
        choices = [(code, self._counted(code)) for code in self._offered()]
        old, self.filter = self.filter, Segments(choices, self._words.t("Show only"), wrap=True)
        put_in_place(self._head, old, self.filter)
        self.filter.chosen.connect(self._filter)
        chain([self.filter, self.several, self.table, self.card, self.go_on])

    def _counted(self, code: str) -> str:
        return f"{self._labels[code]} {self._words.number(len(self._groups[code]))}"

    def show_row(self, shown: RowShown) -> None:
        """The chosen row whole."""
        line = self.model.line(self.table.currentIndex().row())
        self.card.show_row(shown, line.who if line is not None else "")

    def say(self, waiting: str, bulk: Sequence[tuple[str, str]]) -> None:
        """What still waits to be decided, and what can be decided for several at once."""
        self._said.setText(waiting)
        self._bulk = bulk
        self.several.setVisible(bool(bulk))

    def next_of(self, places: Sequence[int]) -> bool:
        """Go to the next of these rows that is listed; False if there is none."""
        at, wanted = self.table.currentIndex().row(), set(places)
        after = [n for n, one in enumerate(self.model.places) if one in wanted]
        found = next((n for n in after if n > at), after[0] if after else None)
        if found is not None:
            self.table.go_to(found)
        return found is not None

    def _filter(self, code: str) -> None:
        self._shown = code
        self.filter.choose(code)
        if self._worded is not None:
            self.model.show_places(self._groups[code], self._worded)
        if self.model.places:
            self.table.go_to(0)
        self._arrange()

    # -- deciding ----------------------------------------------------------------------------
    def _choose(self, at: int) -> None:
        if 0 <= at < len(self.model.places):
            self.chosen.emit(self.model.places[at])

    def _decide(self, decision: object) -> None:
        if self.place >= 0:
            self.decided.emit(self.place, decision)

    def _offer_several(self) -> None:
        menu = QMenu(self)
        for code, words in self._bulk:
            add(menu, words, lambda code=code: self.several_decided.emit(code))
        popup(menu, self.several)

    def _send(self) -> None:
        if self.go_on.isEnabled():
            self.wanted.emit()

    # -- what there is room for --------------------------------------------------------------
    def _enter(self) -> None:
        if not self.model.places:
            return
        if self._compact:
            self._inside = True
            self._arrange()
        self.card.focus_first()

    def focus_first(self) -> None:
        shown = self.card if self.table.isHidden() or self._inside else self.table
        if shown is self.card:
            self.card.focus_first()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
