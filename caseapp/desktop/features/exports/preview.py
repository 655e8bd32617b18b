"""What would be written: what it holds, what to mind, what is withheld and why, the first rows."""

from __future__ import annotations

from collections import Counter, defaultdict

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.exports.table import RowsModel, RowsTable
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.named_to import ground_words
from caseapp.desktop.widgets import Label, NoticeLine, SectionHeading
from caseapp.desktop.widgets.scrolling import scroll_area
from caseapp.disclosure.gate import WithheldItem
from caseapp.domain.consent import Ground
from caseapp.domain.vocabulary import InfoClass
from caseapp.exchange.export.making import FIRST, Prepared
from caseapp.exchange.export.telling import holds, warnings

_REASONS = 2
"""Grounds that are told of a class; the rest is one number."""
_TABLE = theme.ROW * (FIRST + 1) + 16
_TOP = Qt.AlignmentFlag.AlignTop


class PreviewPage(QWidget):
    """`show_prepared` says what a file would be before it is one."""

    def __init__(self, words: RecordWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._t = t
        self._holds = Label("", "lead", wrap=True, selectable=True)
        self._mind = QVBoxLayout()
        self._mind.setSpacing(4)
        self._withheld_head = SectionHeading(t("Not in the file"))
        self._withheld = QGridLayout()
        self._withheld.setHorizontalSpacing(theme.COLUMN_MARGIN)
        self._withheld.setVerticalSpacing(6)
        self._withheld.setColumnStretch(2, 1)
        self._searched = Label("", "caption", wrap=True)
        self.model = RowsModel(self)
        self.table = RowsTable(t, self.model)
        self._rows_head = SectionHeading(t("First rows"))
        self._lay_out()

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(theme.PAGE_MARGIN, 12, theme.PAGE_MARGIN, theme.PAGE_MARGIN)
        column.setSpacing(theme.GRID)
        column.addWidget(self._holds)
        column.addLayout(self._mind)
        column.addWidget(self._withheld_head)
        column.addLayout(self._withheld)
        column.addWidget(self._searched)
        column.addWidget(self._rows_head)
        column.addWidget(self.table)
        column.addStretch(1)
        self.area = scroll_area(body, self._t("What would be written"), focus=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    def show_prepared(self, prepared: Prepared) -> None:
        t = self._t
        self._holds.setText(" · ".join(holds(prepared.counts, t)))
        _empty(self._mind)
        tone = "danger" if prepared.is_complete else "info"
        for said in warnings(prepared, t):
            self._mind.addWidget(NoticeLine(said, tone=tone))
            tone = "warn"
        self._show_withheld(prepared)
        self.model.show_rows(prepared.headings, prepared.rows)
        rows = len(prepared.rows)
        self._rows_head.setHidden(not rows)
        self.table.setHidden(not rows)
        self.table.setFixedHeight(min(_TABLE, theme.ROW * (rows + 1) + 20))

    def _show_withheld(self, prepared: Prepared) -> None:
        t, released = self._t, prepared.released
        _empty(self._withheld)
        items = released.withheld if released is not None else ()
        by_class: dict[InfoClass, list[WithheldItem]] = defaultdict(list)
        for item in items:
            by_class[item.info_class].append(item)
        self._withheld_head.setHidden(not items)
        self._withheld_head.set_count(str(len(items)) if items else "")
        for line, one in enumerate(one for one in InfoClass if one in by_class):
            theirs = by_class[one]
            self._withheld.addWidget(Label(self._words.label(one), wrap=True), line, 0, _TOP)
            count = Label(str(len(theirs)), "strong", tabular=True, end=True)
            self._withheld.addWidget(count, line, 1, _TOP)
            why = Label(self._reasons(theirs), "second", wrap=True)
            self._withheld.addWidget(why, line, 2, _TOP)
        searched = prepared.searched
        self._searched.setHidden(not searched)
        self._searched.setText(
            t.plural("The finished file was searched for {n} protected word. None is in it.",
                     "The finished file was searched for {n} protected words. None is in it.",
                     searched)
        )  # fmt: skip

    def _reasons(self, items: list[WithheldItem]) -> str:
        """The commonest grounds, each with how often."""
        counted: Counter[str] = Counter()
        first: dict[str, Ground] = {}
        for item in items:
            key = f"{item.ground.code.value} {item.ground.consent}"
            counted[key] += 1
            first.setdefault(key, item.ground)
        common = counted.most_common(_REASONS)
        if len(counted) == 1:
            return ground_words(self._t, first[common[0][0]])
        told = [f"{n}: {ground_words(self._t, first[key])}" for key, n in common]
        rest = sum(counted.values()) - sum(n for _, n in common)
        if rest:
            told.append(self._t.plural("{n} for another reason", "{n} for other reasons", rest))
        return "\n".join(told)


def _empty(layout: QVBoxLayout | QGridLayout) -> None:
    while layout.count():
        widget = layout.takeAt(0).widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
