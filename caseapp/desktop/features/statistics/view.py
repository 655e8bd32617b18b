"""The view of counts: what rows and columns stand for, the table, and a chart beside it.

Keeps nothing but its place: what is counted by what is found again on the way back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caseapp.desktop import clipboard, theme
from caseapp.desktop.context import Context
from caseapp.desktop.facet_words import only
from caseapp.desktop.features.statistics.chart import ChartPane
from caseapp.desktop.features.statistics.model import TOTAL, Counted, CrossModel
from caseapp.desktop.features.statistics.printing import paper_table
from caseapp.desktop.features.statistics.table import CrossTableView
from caseapp.desktop.features.statistics.words import AxisWords
from caseapp.desktop.office_print import print_for_office
from caseapp.desktop.shell.commands import Command
from caseapp.desktop.shell.view import View
from caseapp.desktop.widgets import (
    EmptyState,
    Field,
    Label,
    Line,
    QuietButton,
    Segments,
)
from caseapp.desktop.widgets.frames import NO_BOUND
from caseapp.domain.dates import UncertainDate, format_date
from caseapp.dossier.pdf.office_paper import draw_table
from caseapp.store.queries.case_filter import CaseFilter, Facet
from caseapp.store.queries.facet_index import facet_index
from caseapp.store.queries.statistics import Axis, CrossTable, cross_table
from caseapp.store.vault import Vault

NONE = "none"
"""Code of the choice "no columns"."""

_SIDE = 288
_COUNTED = frozenset(
    {"detainee", "event", "citation", "excerpt", "source", "name_form", "attachment"}
)
"""Kinds of records whose change can change a count."""


@dataclass(frozen=True)
class Shown:
    """What is counted by what; it is the view's argument on the way back."""

    first: Axis = Axis.YEAR_TAKEN
    second: Axis | None = Axis.STATUS


class StatisticsView(View):
    """Opened with None, with `Shown`, or with a `Facet` to be counted by."""

    def __init__(self, context: Context, vault: Vault) -> None:
        super().__init__(context)
        self._vault = vault
        self._words = AxisWords(self.t)
        self._shown = Shown()
        self._compact = False
        self.model = CrossModel(self._words, self)
        self.table = CrossTableView(self.model, self.t("Counts of cases"))
        self.chart = ChartPane(self._words)
        self._make_head()
        self._lay_out()
        self._wire()

    # -- building ----------------------------------------------------------------------------
    def _make_head(self) -> None:
        t = self.t
        axes = [(axis.value, self._words.axis(axis)) for axis in Axis]
        none = (NONE, t("Totals only"))
        self.first = Field(t("Rows"), kind="choice", choices=axes)
        self.second = Field(t("Columns"), kind="choice", choices=[none, *axes])
        self.swap_button = QuietButton(
            t("Swap"), icon="arrow-left-right", tip=t("Rows become columns"), on_click=self._swap
        )
        self.copy_button = QuietButton(
            t("Copy"), icon="copy", key="Ctrl+C", live=False, on_click=self._copy,
            tip=t("Copy the table as text: it holds numbers only"),
        )  # fmt: skip
        self.print_button = QuietButton(
            t("Print"), icon="printer", key="Ctrl+P", live=False, on_click=self._print
        )
        self.parts = Segments([("table", t("Table")), ("chart", t("Chart"))], t("Shown"))
        self.parts.choose("table")
        self._small = Label(
            t("Counts below 3 can point to a person: they stay in the office."), "caption",
            wrap=True,
        )  # fmt: skip
        self._several = Label(
            t("A case with several tags stands in several rows; totals count it once."),
            "caption", wrap=True,
        )  # fmt: skip
        self._under = Label("", "second", elide=True)
        self._none = EmptyState(
            "chart-column", t("Nothing to count yet"), t("Counts begin with the first case.")
        )

    def _lay_out(self) -> None:
        self._title = Label(self.t("Statistics"), "title")
        self._buttons = QWidget()
        buttons = QHBoxLayout(self._buttons)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(4)
        for button in (self.swap_button, self.copy_button, self.print_button):
            buttons.addWidget(button)
        self._controls = QHBoxLayout()
        self._controls.setSpacing(12)
        self._controls.addWidget(self.first, 1)
        self._controls.addWidget(self.second, 1)
        self._second_row = QHBoxLayout()
        self._second_row.addWidget(self.parts, 1)
        self._titles = QVBoxLayout()
        self._titles.setSpacing(2)
        self._titles.addWidget(self._title)
        self._titles.addWidget(self._under)
        head = QVBoxLayout()
        head.setContentsMargins(theme.PAGE_MARGIN, 14, theme.PAGE_MARGIN, 8)
        head.setSpacing(10)
        head.addLayout(self._titles)
        head.addLayout(self._controls)
        head.addLayout(self._second_row)
        left = QWidget()
        inner = QVBoxLayout(left)
        inner.setContentsMargins(theme.COLUMN_MARGIN, 0, theme.COLUMN_MARGIN, 8)
        inner.addWidget(self.table, 1)
        inner.addWidget(self._several)
        inner.addWidget(self._small)
        self._left = left
        self._side_line = Line("v")
        content = QWidget()
        body = QHBoxLayout(content)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(left, 1)
        body.addWidget(self._side_line)
        body.addWidget(self.chart)
        self._stack = QStackedWidget()
        self._stack.addWidget(content)
        self._stack.addWidget(self._none)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._stack, 1)
        self._arrange()

    def _wire(self) -> None:
        self.first.committed.connect(lambda code: self._choose(first=Axis(code)))
        self.second.committed.connect(
            lambda code: self._choose(second=None if code == NONE else Axis(code))
        )
        self.table.opened.connect(self._open_cell)
        self.table.copy_asked.connect(self._copy)
        self.chart.chosen.connect(lambda value: self._open(value, TOTAL))
        self.parts.chosen.connect(lambda _code: self._show_part())
        self.on_key("Ctrl+P", self._print)
        self.context.changes.subscribe(self._heard, owner=self, kinds=_COUNTED)

    # -- places ------------------------------------------------------------------------------
    def open(self, argument: object) -> None:
        if isinstance(argument, Shown):
            self._shown = argument
        elif isinstance(argument, Facet):
            first = Axis(argument.value)
            other = Axis.STATUS if first is not Axis.STATUS else Axis.YEAR_TAKEN
            self._shown = Shown(first, other)
        self._reload()

    def focus_first(self) -> None:
        if self._stack.currentWidget() is self._none:
            self.first.setFocus()
        elif self._left.isVisibleTo(self):
            self.table.setFocus()
        else:
            self.chart.focus_first()

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self.table.set_compact(compact)
        self._arrange()

    def commands(self) -> Sequence[Command]:
        if not self.print_button.isEnabled():
            return ()
        return (Command(self.t("Print the table"), self._print, "printer", "Ctrl+P"),)

    def keys(self) -> Sequence[tuple[str, str]]:
        t = self.t
        return [("Enter", t("Show the cases of a count")), ("Ctrl+C", t("Copy the table")),
                ("Ctrl+P", t("Print the table"))]  # fmt: skip

    def _arrange(self) -> None:
        """Side by side where there is room, else the one that was asked for."""
        compact, chart = self._compact, self.parts.code() == "chart"
        self.parts.setVisible(compact)
        row = self._second_row if compact else self._controls
        row.addWidget(self._buttons, alignment=Qt.AlignmentFlag.AlignBottom)
        self._title.setVisible(not compact)
        self._under.setVisible(not compact)
        self._left.setVisible(not compact or not chart)
        self.chart.setVisible(not compact or chart)
        self._side_line.setVisible(not compact)
        self.chart.setMinimumWidth(0 if compact else _SIDE)
        self.chart.setMaximumWidth(NO_BOUND if compact else _SIDE)

    def _show_part(self) -> None:
        """In a narrow window: one of the two, and the keyboard goes along."""
        self._arrange()
        self.focus_first()

    # -- choosing ----------------------------------------------------------------------------
    def _choose(self, **changed: Axis | None) -> None:
        """Another axis. What stood there before takes the other's place if both were the same."""
        before = self._shown
        first = changed.get("first", before.first) or before.first
        second = changed.get("second", before.second)
        if first is second:
            first, second = (first, before.first) if "first" in changed else (before.second, second)
        self._shown = Shown(first or before.first, second)
        current = self.context.router.current
        if current is not None and current.view == "statistics":
            self.context.router.replace(self._shown)
        self._reload()

    def _swap(self) -> None:
        if self._shown.second is not None:
            self._choose(first=self._shown.second, second=self._shown.first)

    # -- counting ----------------------------------------------------------------------------
    def _heard(self, _change: object) -> None:
        """A view that is not in front looks again when it is opened."""
        if self.isVisible():
            self._reload()

    def _reload(self) -> None:
        """One step through the cases after the other, until the counts are there."""
        shown, vault = self._shown, self._vault

        def query(session: Any) -> CrossTable | tuple[int, int]:
            index = facet_index(session)
            if not index.ready:
                index.step(session)
            if not index.ready:
                return index.progress
            return cross_table(session, shown.first, shown.second)

        def came(found: CrossTable | tuple[int, int]) -> None:
            if isinstance(found, CrossTable):
                self._show(Counted(shown.first, shown.second, found))
                return
            read, total = map(self._words.number, found)
            self._under.setText(
                self.t("looking through the cases: {read} of {total}", read=read, total=total)
            )
            self._reload()

        self.context.jobs.run(
            lambda _progress: vault.read(query), came, owner=self, latest="statistics"
        )

    def _show(self, counted: Counted) -> None:
        t, table = self.t, counted.table
        self.first.set_value(counted.first.value)
        self.second.set_value(counted.second.value if counted.second else NONE)
        current = self.table.currentIndex()
        at = (current.row(), current.column())
        if counted != self.model.counted:
            self.model.set_counted(counted)
            inside = at[0] < self.model.rowCount() and at[1] < self.model.columnCount()
            if at[0] >= 0:
                self.table.setCurrentIndex(self.model.index(*(at if inside else (0, 0))))
        self.chart.set_counted(counted)
        self._stack.setCurrentIndex(0 if table.total else 1)
        self._small.setVisible(self.model.has_small())
        several = [axis for axis in (counted.first, counted.second) if axis and axis.several]
        self._several.setVisible(bool(several))
        self.swap_button.setEnabled(counted.second is not None)
        for button in (self.copy_button, self.print_button):
            button.setEnabled(table.total > 0)
        told = t.plural("{n} case", "{n} cases", table.total) if table.total else t("no cases")
        self._under.setText(told)
        self.set_status(told)

    # -- where a count leads -----------------------------------------------------------------
    def _open_cell(self, row: int, column: int) -> None:
        self._open(self.model.row_values[row], self.model.column_values[column])

    def _open(self, first: Any, second: Any) -> None:
        """Show exactly the cases that were counted."""
        counted, shown = self.model.counted, CaseFilter()
        for axis, value in ((counted.second, second), (counted.first, first)):
            if axis is None or value is TOTAL:
                continue
            shown = only(axis.facet, value, shown=shown)
        self.context.router.go("cases", shown)

    # -- out of the program ------------------------------------------------------------------
    def _copy(self) -> None:
        if self.copy_button.isEnabled():
            clipboard.copy(self.model.as_text())
            self.context.notices.show(self.t("The table is copied: numbers only, no names."))

    def _print(self) -> None:
        if not self.print_button.isEnabled():
            return
        t, counted, words = self.t, self.model.counted, self._words
        title = words.axis(counted.first)
        if counted.second is not None:
            title = t("{rows} by {columns}", rows=title, columns=words.axis(counted.second))
        remarks = [t("Counts below 3 can point to a person: they stay in the office.")]
        if self._several.isVisibleTo(self):
            remarks.append(self._several.text())
        table = paper_table(self.model, words, remarks)
        today = date.today()
        note = " · ".join((self._under.text(), format_date(UncertainDate.on(today), t.language)))
        print_for_office(
            self.context, self, title, note, f"statistics-{today.isoformat()}.pdf",
            lambda path, paper: draw_table(path, paper, table),
        )  # fmt: skip
