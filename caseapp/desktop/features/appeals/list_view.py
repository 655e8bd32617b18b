"""All appeals, the newest first: where each stands, what is waited for; a panel for a new one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.appeals.list_line import HEIGHT, AppealLine, ListHead
from caseapp.desktop.features.appeals.list_panel import NewAppealPanel
from caseapp.desktop.features.appeals.way_printing import WayPrint
from caseapp.desktop.features.appeals.words import AppealWords
from caseapp.desktop.jobs import Kind
from caseapp.desktop.shell.commands import Command
from caseapp.desktop.shell.view import View
from caseapp.desktop.to_appeal import BLANK_ROWS
from caseapp.desktop.widgets import (
    EmptyState,
    IconButton,
    Label,
    Line,
    PrimaryButton,
    Segments,
)
from caseapp.desktop.widgets.rows import Item, Rows
from caseapp.domain.vocabulary import AppealState
from caseapp.i18n import N_
from caseapp.store.history import Action
from caseapp.store.queries.appeals import AppealRow, appeal_rows
from caseapp.store.records import Appeal
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault

NEW = "new"
"""Argument that opens the panel for a new appeal."""

FILTERS = (
    ("all", N_("All")), ("draft", N_("Drafts")), ("waiting", N_("Waiting")),
    ("overdue", N_("Overdue")), ("answered", N_("Answered")), ("closed", N_("Closed")),
)  # fmt: skip
"""Which appeals the list can show alone."""

_SHOWN = frozenset(
    {"appeal", "appeal_person", "appeal_addressee", "copy", "dispatch", "reply", "detainee"}
)


def is_shown(row: AppealRow, code: str, today: date) -> bool:
    """Whether a filter shows an appeal. Waiting: an answer is due by some day and has not come."""
    if code == "waiting":
        return row.due is not None
    if code == "overdue":
        return row.due is not None and row.due < today
    states = {
        "draft": AppealState.DRAFT, "answered": AppealState.ANSWERED,
        "closed": AppealState.CLOSED,
    }  # fmt: skip
    return code == "all" or row.state is states[code]


class AppealsView(View):
    """Opened with None, with the id of an appeal to stand on, or with `NEW`."""

    def __init__(self, context: Context, vault: Vault) -> None:
        super().__init__(context)
        self._vault = vault
        self._words = AppealWords(self.t)
        t = self.t
        self._line = AppealLine(self._words)
        self.rows = Rows(t("Appeals"), HEIGHT, self._line.draw)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.head = ListHead(t)
        self.filter = Segments([(code, t(words)) for code, words in FILTERS], t("Show"))
        self.filter.choose("all")
        self.filter.chosen.connect(self._filter)
        self._all: Sequence[AppealRow] = ()
        self.panel = NewAppealPanel(t)
        self.new_button = PrimaryButton(t("New appeal"), icon="plus", on_click=self._start_new)
        self.prints = WayPrint(context, vault, self)
        self.register_button = IconButton(
            "printer", t("Print the register of receipts"), on_click=self.prints.register
        )
        self._none = EmptyState(
            "mail-open", t("No appeals yet"),
            t("An appeal is one letter for several persons, with a copy for each addressee."),
        )  # fmt: skip
        self._none.add(PrimaryButton(t("New appeal"), icon="plus", on_click=self._start_new))
        self._nothing = Label("", "muted")
        self._nothing.setContentsMargins(16, 16, 16, 16)
        self._lay_out()
        self.rows.opened.connect(lambda key: context.router.go("appeal", key))
        self.rows.chosen.connect(context.router.replace)
        self.panel.wanted.connect(self._make)
        self.panel.left.connect(self._leave_new)
        context.changes.subscribe(self._heard, owner=self, kinds=_SHOWN)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(theme.COLUMN_MARGIN, 8, theme.COLUMN_MARGIN, 8)
        head.addStrut(theme.ROW)
        head.addWidget(Label(self.t("Appeals"), "lead"))
        head.addSpacing(12)
        head.addWidget(self.filter)
        head.addStretch(1)
        head.addWidget(self.register_button)
        head.addWidget(self.new_button)
        self._stack = QStackedWidget()
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(8, 8, 8, 8)
        inner.setSpacing(0)
        inner.addWidget(self.head)
        inner.addWidget(self._nothing)
        inner.addWidget(self.rows, 1)
        self._stack.addWidget(holder)
        self._stack.addWidget(self._none)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.panel)
        column.addWidget(Line())
        column.addWidget(self._stack, 1)
        self.panel.hide()

    # -- places ------------------------------------------------------------------------------
    def open(self, argument: object) -> None:
        self._reload()
        if isinstance(argument, UUID):
            self.rows.choose(argument)
        if argument == NEW:
            self.context.router.replace(None)
            self._start_new()

    def commands(self) -> Sequence[Command]:
        words = self.t("Print the register of receipts")
        return (Command(words, self.prints.register, "printer"),)

    def focus_first(self) -> None:
        shown = self._stack.currentIndex() == 0
        target = self.panel if not self.panel.isHidden() else self.rows if shown else self._none
        target.setFocus()

    def _heard(self, _change: object) -> None:
        """A view that is not in front looks again when it is opened."""
        if self.isVisible():
            self._reload()

    def _reload(self) -> None:
        vault = self._vault
        self.context.jobs.run(
            lambda _progress: vault.read(appeal_rows), self._show, owner=self, latest="appeals"
        )

    def _show(self, rows: Sequence[AppealRow]) -> None:
        self._all = rows
        self._show_filtered()
        self._stack.setCurrentIndex(0 if rows else 1)
        # An empty list has its own button, and nothing went out of it.
        for part in (self.filter, self.register_button, self.new_button):
            part.setVisible(bool(rows))
        t = self.t
        self.set_status(
            t.plural("{n} appeal", "{n} appeals", len(rows)) if rows else t("no appeals")
        )

    def _filter(self, _code: str) -> None:
        self._show_filtered()
        self.rows.setFocus()

    def _show_filtered(self) -> None:
        today, code = date.today(), self.filter.code()
        shown = [row for row in self._all if is_shown(row, code, today)]
        self.rows.set_items(
            [Item(row.id, (row, today), self._line.spoken(row, today)) for row in shown]
        )
        current = self.context.router.current
        if current is not None and current.view == "appeals":
            self.rows.choose(current.argument)
        self._nothing.setVisible(not shown)
        self._nothing.setText(self.t("No appeal of this kind."))
        self.head.setVisible(bool(shown))

    def set_compact(self, compact: bool) -> None:
        """In narrow windows what happened last stays out."""
        self._line.compact = self.head.compact = compact
        self.rows.viewport().update()
        self.head.update()

    # -- a new appeal ------------------------------------------------------------------------
    def _start_new(self) -> None:
        self.panel.clear()
        self.panel.show()
        self.new_button.setEnabled(False)
        self.panel.setFocus()

    def _leave_new(self) -> None:
        self.panel.hide()
        self.new_button.setEnabled(True)
        self.focus_first()

    def _make(self, title: str) -> None:
        vault = self._vault
        appeal = Appeal(title=" ".join(title.split()), blank_signature_rows=BLANK_ROWS)

        def kept(changes: ChangeSet) -> None:
            self.context.changes.announce(changes)
            self._leave_new()
            self.context.router.replace(appeal.id)
            self.context.router.go("appeal", appeal.id)

        self.context.jobs.run(
            lambda _progress: vault.save(appeal, action=Action(N_("Begin an appeal"))),
            kept, lambda error: self.panel.field.say(self.t.error(error), "error"),
            kind=Kind.WRITE, owner=self,
        )  # fmt: skip
