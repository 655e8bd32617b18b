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
from caseapp.desktop.widgets import Label, Line, Segments
from caseapp.matching.list_words import ListWords
from caseapp.matching.name_lists import Verdict

ALL = "all"


class FoundPage(QWidget):
    """`case_asked(UUID)` to open a case."""

    case_asked = Signal(object)

    def __init__(self, words: ListWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._entries: Sequence[Entry] = ()
        self._document = self._compact = self._inside = False
        self.model = ResultsModel(words, self)
        self.table = ResultsTable(words, self.model)
        self.card = EntryCard(words)
        self.card.setMaximumWidth(WIDTH)
        self.filter = Segments([(ALL, "")], words.t("Show only"))
        self._none = Label("", "second", wrap=True)
        self._line = Line("v")
        self._head = QHBoxLayout()
        self._head.setContentsMargins(theme.PAGE_MARGIN, 8, theme.PAGE_MARGIN, 8)
        self._head.addWidget(self.filter)
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(self._none)
        column.addWidget(self.table, 1)
        self._none.setContentsMargins(theme.PAGE_MARGIN, 8, theme.PAGE_MARGIN, 8)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._list, 1)
        row.addWidget(self._line)
        row.addWidget(self.card)
        self.table.current_changed.connect(self._choose)
        self.table.opened.connect(self._open)
        self.table.previewed.connect(self._enter)
        self.table.clicked.connect(lambda _index: self._enter(keyboard=False))
        self.table.doubleClicked.connect(lambda _index: self._open())
        self.card.case_asked.connect(self.case_asked)
        self.card.left.connect(self.step_out)
        self._arrange()

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
        self._head.replaceWidget(old, self.filter)
        old.hide()
        old.deleteLater()
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

    def step_out(self) -> bool:
        """Back from the card; False if one is not in it."""
        inside = self._inside or self.card.isAncestorOf(self.window().focusWidget() or self)
        self._inside = False
        self._arrange()
        if inside:
            self.focus_first()
        return inside

    def set_compact(self, compact: bool) -> None:
        self._compact, self._inside = compact, False
        self._set_room()
        self._arrange()

    def _set_room(self) -> None:
        self.table.set_room("narrow" if self._compact else "beside")
        if not self.model.has_places:
            self.table.setColumnHidden(Column.PLACE, True)

    def focus_first(self) -> None:
        first = self.table if self.model.rowCount() else self.filter
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        some = bool(self.model.rowCount())
        self.card.back.setVisible(self._compact)
        self._line.setHidden(self._compact or not some)
        self.card.setHidden(not some or (self._compact and not self._inside))
        self._list.setHidden(self._compact and self._inside)
        self.card.setMinimumWidth(0 if self._compact else WIDTH)
        self.card.setMaximumWidth(16_777_215 if self._compact else WIDTH)
        self.table.setVisible(some)
