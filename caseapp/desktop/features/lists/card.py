"""Beside the table: the chosen line whole, and who may be meant by it, with the reasons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import icons, theme
from caseapp.desktop.features.lists.entries import Entry
from caseapp.desktop.features.lists.results import MARKS
from caseapp.desktop.widgets import Chip, Label, Line, LinkButton, Mark
from caseapp.desktop.widgets.card_page import Card
from caseapp.desktop.widgets.marked import MarkedText
from caseapp.desktop.widgets.scrolling import scroll_area, show_in
from caseapp.matching.list_words import ListWords, other_script
from caseapp.matching.name_lists import Match
from caseapp.matching.named_in import Spot
from caseapp.store.queries.cases import CaseRow

WIDTH = 400
_PASSAGES = 4
_SPEAKS = {1: ("check", "ok"), -1: ("x", "danger"), 0: ("minus", "quiet")}


class EntryCard(Card):
    """`case_asked(UUID)` to open one; `left()` in narrow windows."""

    case_asked = Signal(object)

    def __init__(self, words: ListWords, parent: QWidget | None = None) -> None:
        super().__init__(words.t("Back to the list"), parent)
        self._words, t = words, words.t
        self._title = Label("", "lead", wrap=True, selectable=True)
        self._own = Label("", "caption", wrap=True)
        self.links: list[LinkButton] = []
        self._area = scroll_area(name=t("Who may be meant"), focus=True)
        head = QHBoxLayout()
        head.setSpacing(theme.GRID)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 8, 16)
        column.setSpacing(theme.GRID)
        column.addLayout(head)
        column.addWidget(self._own)
        column.addWidget(Line())
        column.addWidget(self._area, 1)

    def show_entry(self, entry: Entry) -> None:
        """A line with everything that was found for it."""
        self._title.setText(entry.words)
        self._own.setText(entry.own)
        self._own.setHidden(not entry.own or entry.own == entry.words)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        self.links = []
        for spot in entry.spots[:_PASSAGES]:
            column.addWidget(self._passage(spot))
        if len(entry.spots) > _PASSAGES:
            more = len(entry.spots) - _PASSAGES
            words = self._words.t.plural("{n} more place", "{n} more places", more)
            column.addWidget(Label(words, "caption"))
        for remark in entry.remarks:
            column.addLayout(_marked_line("info", "info", remark))
        if not entry.matches:
            nobody = self._words.t("Nobody on file is called so, as far as spellings can be"
                                   " compared.")  # fmt: skip
            column.addWidget(Label(nobody, "second", wrap=True))
        for number, (match, case) in enumerate(entry.matches):
            if number or entry.spots or entry.remarks:
                column.addSpacing(4)
                column.addWidget(Line())
                column.addSpacing(4)
            self._candidate(column, match, case)
        column.addStretch(1)
        show_in(self._area, body)
        before: QWidget = self._area
        for link in self.links:
            QWidget.setTabOrder(before, link)
            before = link

    def _passage(self, spot: Spot) -> QWidget:
        page = self._words.t("page {n}", n=spot.page) + " · " if spot.page else ""
        begin = page + spot.before
        whole = begin + spot.words + spot.after
        return MarkedText(whole, [(len(begin), len(begin) + len(spot.words))])

    def _candidate(self, column: QVBoxLayout, match: Match, case: CaseRow) -> None:
        words, t = self._words, self._words.t
        name = words.name(match, case)
        column.addWidget(Label(name, "strong", wrap=True, selectable=True))
        other = other_script(name, case)
        if other:
            column.addWidget(Label(other, "second", elide=True))
        parts = (case.number, words.born(case), words.county(case))
        column.addWidget(Label(" · ".join(part for part in parts if part), "second", wrap=True))
        icon, tone = MARKS[match.verdict]
        said = words.how_sure(match)
        chips = QHBoxLayout()
        chips.setSpacing(theme.GRID)
        chips.addWidget(Chip(said, icon, tone))
        link = LinkButton(
            t("Open the case"), icon="arrow-right",
            on_click=lambda: self.case_asked.emit(case.id),
        )  # fmt: skip
        link.setAccessibleName(t("Open the case {name}", name=f"{case.number} {name}"))
        self.links.append(link)
        chips.addStretch(1)
        chips.addWidget(link)
        column.addLayout(chips)
        for line, reason in words.lines(match.evidence):
            speaks = int(reason.speaks_for) - int(reason.speaks_against)
            column.addLayout(_marked_line(*_SPEAKS[speaks], line))


def _marked_line(icon: str, tone: str, words: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.GRID)
    colour = {"ok": "ok", "danger": "danger"}.get(tone, "ink2")
    mark = Mark(icon, colour, icons.SMALL)
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(words, wrap=True), 1)
    return row
