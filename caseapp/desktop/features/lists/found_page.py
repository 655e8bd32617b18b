"""What was found: counts that filter, the table, and beside it the chosen line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.lists.card import WIDTH, EntryCard
from caseapp.desktop.features.lists.entries import Entry
from caseapp.desktop.features.lists.results import Column, ResultsModel, ResultsTable
from caseapp.desktop.widgets import Label, Segments, put_in_place
from caseapp.desktop.widgets.card_page import CardPage
from caseapp.matching.list_words import ListWords
from caseapp.matching.name_lists import Verdict

ALL = "all"


class FoundPage(CardPage):
    """`case_asked(UUID)` to open a case."""

    case_asked = Signal(object)
    card_width = WIDTH

    def __init__(self, words: ListWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._entries: Sequence[Entry] = ()
        self._document = False
        self.model = ResultsModel(words, self)
        self.table = ResultsTable(words, self.model)
        self.card = EntryCard(words)
        self.filter = Segments([(ALL, "")], words.t("Show only"))
        self._none = Label("", "second", wrap=True)
        self._head = QHBoxLayout()
        self._head.setContentsMargins(theme.PAGE_MARGIN, 8, theme.PAGE_MARGIN, 8)
        self._head.addWidget(self.filter)
        self.list_part = QWidget()
        column = QVBoxLayout(self.list_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(self._none)
        column.addWidget(self.table, 1)
        self._none.setContentsMargins(theme.PAGE_MARGIN, 8, theme.PAGE_MARGIN, 8)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list_part, 1)
        row.addWidget(self.between)
        row.addWidget(self.card)
        self.table.current_changed.connect(self._choose)
        self.table.opened.connect(self._open)
        self.table.previewed.connect(self._enter)
        self.table.clicked.connect(lambda _index: self._enter(keyboard=False))
        self.table.doubleClicked.connect(lambda _index: self._open())
        self.card.case_asked.connect(self.case_asked)
        self.card.left.connect(self.step_out)
        self.set_compact(False)

    def show_entries(self, entries: Sequence[Entry], *, document: bool) -> None:
        """Lines of a list, or of a document."""
        self._entries, self._document, self._inside = entries, document, False
        counts = Counter(entry.verdict for entry in entries)
        choices = [(ALL, self._words.t("all {n}", n=len(entries)))]
        choices += [
            (verdict.value, f"{self._words.verdict(verdict)} {counts[verdict]}")
            for verdict in Verdict if counts[verdict]
        ]  # fmt: skip
        old, self.filter = self.filter, Segments(choices, self._words.t("Show only"), wrap=True)
        put_in_place(self._head, old, self.filter)
        self.filter.chosen.connect(self._filter)
        self.filter.choose(ALL)
        QWidget.setTabOrder(self.filter, self.table)
        self._filter(ALL)

    def counted(self) -> str:
        """For the status bar: how many lines, and of how many somebody may be meant."""
        t, found = self._words.t, sum(bool(entry.matches) for entry in self._entries)
        if self._document:
            return t.plural("{n} name found", "{n} names found", found)
        rows = t.plural("{n} row", "{n} rows", len(self._entries))
        return f"{rows} · {t.plural('{n} may be on file', '{n} may be on file', found)}"

    def _filter(self, code: str) -> None:
        shown = [one for one in self._entries if code in (ALL, one.verdict.value)]
        self.model.show_entries(shown, document=self._document)
        self._set_room()
        nobody = self._words.t("No name in this document is near to one on file. A person of whom"
                               " only one word of the name is written is not found.")  # fmt: skip
        self._none.setText(nobody)
        self._none.setVisible(not shown and self._document)
        self._arrange()
        if shown:
            self.table.go_to(0)

    def _choose(self, place: int) -> None:
        entry = self.model.entry(place)
        if entry is not None:
            self.card.show_entry(entry)

    def _open(self) -> None:
        entry = self.model.entry(self.table.currentIndex().row())
        if entry is not None and entry.matches:
            self.case_asked.emit(entry.matches[0][1].id)

    def _enter(self, *, keyboard: bool = True) -> None:
        """To the card: in narrow windows it takes the place of the list."""
        if self._compact and self.model.rowCount():
            self._inside = True
            self._arrange()
            self.card.back.setFocus(Qt.FocusReason.OtherFocusReason)
        elif keyboard and self.card.links:
            self.card.links[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_room(self) -> None:
        super()._set_room()
        if not self.model.has_places:
            self.table.setColumnHidden(Column.PLACE, True)

    def focus_first(self) -> None:
        first = self.table if self.model.rowCount() else self.filter
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        super()._arrange()
        self.table.setVisible(bool(self.model.rowCount()))
