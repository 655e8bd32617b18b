"""The view of all cases: a field that filters, the table, the card beside it.

Asks the store on the database worker, the latest question only. Keeps nothing but its place:
filter, order and the chosen case are found again on the way back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.cases.asking import Answer, ask_card, ask_list, ask_rows
from caseapp.desktop.features.cases.filter_field import FilterField
from caseapp.desktop.features.cases.model import ORDERS, CasesModel, Column
from caseapp.desktop.features.cases.new_case import NewCasePanel, case_records
from caseapp.desktop.features.cases.preview import PHOTO, PreviewCard
from caseapp.desktop.features.cases.table import CasesTable
from caseapp.desktop.features.cases.words import ListWords
from caseapp.desktop.jobs import Kind
from caseapp.desktop.shell.view import View
from caseapp.desktop.widgets import (
    EmptyState,
    Label,
    Line,
    PrimaryButton,
    QuietButton,
)
from caseapp.i18n import N_
from caseapp.store.history import Action
from caseapp.store.queries.cases import CaseQuery, CaseRow
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

NEW = "new"
"""Argument that opens the panel for a new case."""

_LOOK_MS = 60
_SHOWN = frozenset(
    {"detainee", "name_form", "event", "attachment", "consent", "kinship", "policy",
     "appeal_person", "citation", "source", "contact"}
)  # fmt: skip
"""Kinds of records whose change can change the list or the card."""


@dataclass(frozen=True)
class Shown:
    """What the view shows; it is its argument on the way back."""

    query: CaseQuery = field(default_factory=CaseQuery)
    case: UUID | None = None


class CasesView(View):
    """Opened with None, with `Shown`, or with `NEW`."""

    def __init__(self, context: Context, vault: Vault) -> None:
        super().__init__(context)
        self._vault = vault
        self._words = ListWords(self.t)
        self._shown = Shown()
        self._compact, self._card_wanted = False, True
        self.model = CasesModel(self._words, context.jobs, self._fetch, self)
        self.table = CasesTable(self._words, self.model)
        self.card = PreviewCard(self._words)
        self.panel = NewCasePanel(self.t)
        self._look = QTimer(self, singleShot=True, interval=_LOOK_MS)
        self._make_head()
        self._make_empty_states()
        self._lay_out()
        self._wire()

    # -- building ----------------------------------------------------------------------------
    def _make_head(self) -> None:
        t = self.t
        self.filter = FilterField(t)
        self._count = Label("", "second", tabular=True)
        self.new_button = PrimaryButton(
            t("New case"), icon="plus", key="Ctrl+N", on_click=self._start_new
        )
        self.preview_button = QuietButton(
            t("Preview"), icon="panel-right", tip=t("Show or hide the card (Space)"),
            on_click=self._toggle_card,
        )  # fmt: skip

    def _make_empty_states(self) -> None:
        t = self.t
        self._none = EmptyState(
            "folder-open", t("No cases yet"),
            t("A name is enough to begin with. All else can follow on the page of the case."),
        )  # fmt: skip
        self._none.add(PrimaryButton(t("New case"), icon="plus", on_click=self._start_new))
        self._not_found = EmptyState(
            "search-x", t("No case is found"),
            t("Every word must stand in the case; the last one may be begun."),
        )  # fmt: skip
        self._not_found.add(
            QuietButton(t("Clear the filter"), icon="x", on_click=self.filter.empty)
        )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(theme.COLUMN_MARGIN, 8, theme.COLUMN_MARGIN, 8)
        head.setSpacing(12)
        self._title = Label(self.t("Cases"), "lead")
        head.addWidget(self._title)
        head.addWidget(self.filter, 1)
        head.addWidget(self._count)
        head.addStretch(0)
        head.addWidget(self.preview_button)
        head.addWidget(self.new_button)
        self._stack = QStackedWidget()
        for page in (self.table, self._none, self._not_found):
            self._stack.addWidget(page)
        self._card_line = Line("v")
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._stack, 1)
        body.addWidget(self._card_line)
        body.addWidget(self.card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.panel)
        self._head_line = Line()
        column.addWidget(self._head_line)
        column.addLayout(body, 1)
        self.panel.hide()
        self._order_tabs()

    def _order_tabs(self) -> None:
        order: list[QWidget] = [self.panel.field, self.filter, self.table, self.card.open_button]
        order += [self.preview_button, self.new_button]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _wire(self) -> None:
        self.filter.asked.connect(self._filter)
        self.filter.entered.connect(self._go_to_table)
        self.filter.emptied.connect(self.focus_first)
        self._look.timeout.connect(self._load_card)
        self.table.current_changed.connect(self._chosen)
        self.table.opened.connect(self._open_case)
        self.table.previewed.connect(self._toggle_card)
        self.table.typed.connect(self.filter.begin)
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._sorted)
        self.card.open_asked.connect(self._open_case)
        self.panel.wanted.connect(self._make_case)
        self.panel.left.connect(self._leave_new)
        find = QAction(self)
        find.setShortcut(QKeySequence("Ctrl+F"))
        find.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.triggered.connect(self.filter.setFocus)
        self.addAction(find)
        self.context.changes.subscribe(self._heard, owner=self, kinds=_SHOWN)

    # -- places ------------------------------------------------------------------------------
    def open(self, argument: object) -> None:
        if isinstance(argument, Shown):
            self._shown = argument
        self._show_order()
        if self.filter.value() != self._shown.query.text:
            self.filter.set_value(self._shown.query.text)
        self._reload()
        if argument == NEW:
            self.context.router.replace(self._shown)
            self._start_new()

    def focus_first(self) -> None:
        if not self.panel.isHidden():
            self.panel.setFocus()
        elif self._stack.currentWidget() is self.table:
            self.table.setFocus()
        else:
            self.filter.setFocus()

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self._card_wanted = not compact
        self.preview_button.setVisible(compact)
        self._title.setVisible(not compact)
        self._arrange()

    def _arrange(self) -> None:
        """Card and columns as there is room, and something to show in them."""
        shown = self._card_wanted and self._stack.currentWidget() is self.table
        self.card.setVisible(shown)
        self._card_line.setVisible(shown)
        narrow = "narrowest" if shown else "narrow"
        self.table.set_room(narrow if self._compact else "wide")

    def _remember(self, shown: Shown) -> None:
        self._shown = shown
        current = self.context.router.current
        if current is not None and current.view == "cases":
            self.context.router.replace(shown)

    def _heard(self, _change: object) -> None:
        """A view that is not in front looks again when it is opened."""
        if self.isVisible():
            self._reload()

    # -- asking ------------------------------------------------------------------------------
    def _reload(self) -> None:
        query, vault = self._shown.query, self._vault

        self.context.jobs.run(
            lambda _progress: ask_list(vault, query), self._show, owner=self, latest="cases-ids"
        )

    def _fetch(self, ids: Sequence[UUID], _progress: Progress) -> list[CaseRow]:
        return ask_rows(self._vault, ids, self.t.language)

    def _show(self, answer: Answer) -> None:
        keyboard = self.table.hasFocus()
        self.model.set_ids(answer.ids, show_prefix=answer.prefixes > 1)
        shown = self.table if answer.ids else self._none if not answer.count else self._not_found
        self._stack.setCurrentWidget(shown)
        self._arrange()
        self._say_counts(answer)
        self._choose_again()
        if keyboard and shown is not self.table:
            self.filter.setFocus()

    def _say_counts(self, answer: Answer) -> None:
        t, n, shown = self.t, answer.count, len(answer.ids)
        if not n:
            self.set_status(t("no cases"))
        elif shown == n:
            self.set_status(t.plural("{n} case", "{n} cases", n))
        else:
            whole = t.plural("{n} case", "{n} cases", n)
            self.set_status(t("{whole} · {shown} shown", whole=whole, shown=shown))
        self._count.setText("" if shown == n else t("{shown} of {n}", shown=shown, n=n))
        self.filter.setVisible(n > 0)

    def _choose_again(self) -> None:
        """The case that was chosen stays so, wherever it stands now; else the first one."""
        place = self.model.place(self._shown.case) if self._shown.case else None
        if self.model.rowCount():
            self.table.go_to(place or 0)
            self._look.start()
        else:
            self.card.show_card(None, date.today())

    # -- filter and order --------------------------------------------------------------------
    def _filter(self, text: str) -> None:
        if text.strip() != self._shown.query.text.strip():
            self._remember(replace(self._shown, query=replace(self._shown.query, text=text)))
            self._reload()

    def _go_to_table(self) -> None:
        if self.model.rowCount():
            self.table.setFocus()

    def _show_order(self) -> None:
        query, header = self._shown.query, self.table.horizontalHeader()
        column = next(column for column, order in ORDERS.items() if order == query.order)
        way = Qt.SortOrder.DescendingOrder if query.descending else Qt.SortOrder.AscendingOrder
        header.blockSignals(True)
        header.setSortIndicator(int(column), way)
        header.blockSignals(False)
        header.viewport().update()

    def _sorted(self, section: int, way: Qt.SortOrder) -> None:
        query = replace(
            self._shown.query, order=ORDERS[Column(section)],
            descending=way == Qt.SortOrder.DescendingOrder,
        )  # fmt: skip
        self._remember(replace(self._shown, query=query))
        self._reload()

    # -- the chosen case ---------------------------------------------------------------------
    def _chosen(self, place: int) -> None:
        if 0 <= place < len(self.model.ids):
            self._remember(replace(self._shown, case=self.model.ids[place]))
            self._look.start()

    def _open_case(self) -> None:
        if self._shown.case is not None and self.model.place(self._shown.case) is not None:
            self.context.router.go("case", self._shown.case)

    def _toggle_card(self) -> None:
        self._card_wanted = not self._card_wanted
        self._arrange()
        self._look.start()

    def _load_card(self) -> None:
        case, vault, language = self._shown.case, self._vault, self.t.language
        if case is None or self.card.isHidden():
            return
        size = PHOTO * self.devicePixelRatioF() * 2
        self.context.jobs.run(
            lambda _progress: ask_card(vault, case, language, size),
            lambda card: self.card.show_card(card, date.today()),
            owner=self,
            latest="cases-card",
        )

    # -- a new case --------------------------------------------------------------------------
    def _start_new(self) -> None:
        self.panel.clear()
        self.panel.show()
        self.new_button.setEnabled(False)
        self.panel.setFocus()

    def _leave_new(self) -> None:
        self.panel.hide()
        self.new_button.setEnabled(True)
        self.focus_first()

    def _make_case(self, typed: str) -> None:
        records, vault = case_records(typed), self._vault
        self.panel.button.setEnabled(False)

        def kept(changes: ChangeSet) -> None:
            self.context.changes.announce(changes)
            self._leave_new()
            self._remember(replace(self._shown, case=records[0].id))
            self.context.router.go("case", records[0].id)

        self.context.jobs.run(
            lambda _progress: vault.save(*records, action=Action(N_("Make a case"))),
            kept, lambda error: self.panel.field.say(self.t.error(error), "error"),
            kind=Kind.WRITE, owner=self, on_end=lambda: self.panel.button.setEnabled(True),
        )  # fmt: skip
