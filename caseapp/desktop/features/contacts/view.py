"""The view of all contacts: a field that searches, choices that narrow, the table, the card.

Asks the store on the database worker, the latest question only. Filter, order and the chosen
contact are found again on the way back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import pairwise
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.contacts.card import ContactCard
from caseapp.desktop.features.contacts.filters import FilterBar
from caseapp.desktop.features.contacts.model import ORDERS, Column, ContactsModel
from caseapp.desktop.features.contacts.new_contact import NewContactPanel, contact_records
from caseapp.desktop.features.contacts.table import ContactsTable
from caseapp.desktop.features.contacts.words import ListWords
from caseapp.desktop.jobs import Kind
from caseapp.desktop.shell.commands import Command
from caseapp.desktop.shell.view import View
from caseapp.desktop.widgets import EmptyState, Label, Line, PrimaryButton, QuietButton
from caseapp.desktop.widgets.search import SearchField
from caseapp.i18n import N_
from caseapp.store.history import Action
from caseapp.store.queries.contacts import (
    ContactFilter,
    ContactRow,
    contact_count,
    contact_ids,
    contact_languages,
    contact_rows,
    contacts_heard,
)
from caseapp.store.queries.sounding import Sounds, hears, listen
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

NEW = "new"
"""Argument that opens the panel for a new contact."""

_SHOWN = frozenset({"contact", "name_form", "kinship", "consent", "contact_note", "detainee"})


@dataclass(frozen=True)
class Shown:
    """What the view shows; it is its argument on the way back."""

    asked: ContactFilter = field(default_factory=ContactFilter)
    contact: UUID | None = None


@dataclass(frozen=True)
class _Answer:
    ids: list[UUID]
    count: int
    languages: list[str]
    heard: dict[UUID, Sounds]
    names_read: bool


class ContactsView(View):
    """Opened with None, with `Shown`, or with `NEW`."""

    def __init__(self, context: Context, vault: Vault) -> None:
        super().__init__(context)
        self._vault = vault
        self._words = ListWords(self.t)
        self._shown = Shown()
        self._compact, self._card_wanted = False, True
        self._any = True
        self.model = ContactsModel(self._words, context.jobs, self._fetch, self)
        self.table = ContactsTable(self._words, self.model)
        self.card = ContactCard(self._words)
        self.filters = FilterBar(self._words)
        self.panel = NewContactPanel(self.t)
        self._make_head()
        self._lay_out()
        self._wire()

    # -- building ----------------------------------------------------------------------------
    def _make_head(self) -> None:
        t = self.t
        self.search = SearchField(
            t("Search the contacts"), t("Search: name, phone or number – any script")
        )
        self._count = Label("", "second", tabular=True)
        self.new_button = PrimaryButton(
            t("New contact"), icon="plus", key="Ctrl+Shift+N", on_click=self._start_new
        )
        self.filter_button = QuietButton(
            t("Filters"), icon="list-filter", on_click=self._toggle_filters
        )
        self.preview_button = QuietButton(
            t("Preview"), icon="panel-right", tip=t("Show or hide the card (Space)"),
            on_click=self._toggle_card,
        )  # fmt: skip
        self._none = EmptyState(
            "users", t("No contacts yet"),
            t("Relatives and witnesses stand here, with what may be shown of them to whom."),
        )  # fmt: skip
        self._none.add(PrimaryButton(t("New contact"), icon="plus", key="Ctrl+Shift+N",
                                     on_click=self._start_new))  # fmt: skip
        self._not_found = EmptyState("search-x", t("No contact is found"))
        self._not_found.add(QuietButton(t("Clear the filter"), icon="x", on_click=self._ask_all))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(theme.COLUMN_MARGIN, 8, theme.COLUMN_MARGIN, 8)
        head.setSpacing(12)
        self._title = Label(self.t("Contacts"), "lead")
        head.addWidget(self._title)
        head.addWidget(self.search, 1)
        head.addStretch()
        head.addWidget(self._count)
        for button in (self.filter_button, self.preview_button, self.new_button):
            head.addWidget(button)
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
        column.addWidget(self.filters)
        column.addWidget(self.panel)
        column.addWidget(Line())
        column.addLayout(body, 1)
        self.panel.hide()
        order: list[QWidget] = [self.panel.field, self.search, self.filter_button]
        order += [*self.filters.tab_stops(), self.table, self.card.open_button]
        order += [self.preview_button, self.new_button]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _wire(self) -> None:
        self.search.asked.connect(self._search)
        self.search.entered.connect(self._go_to_table)
        self.search.emptied.connect(self.focus_first)
        self.filters.changed.connect(self._ask)
        self.table.current_changed.connect(self._chosen)
        self.table.opened.connect(self._open_contact)
        self.table.previewed.connect(self._toggle_card)
        self.table.typed.connect(self.search.begin)
        self.table.ordered.connect(self._order)
        self.model.dataChanged.connect(lambda *_: self._show_card())
        self.card.open_asked.connect(self._open_contact)
        self.card.case_asked.connect(lambda key: self.context.router.go("case", key))
        self.panel.wanted.connect(self._make)
        self.panel.left.connect(self._leave_new)
        self.on_key("Ctrl+F", self.search.setFocus)
        self.context.changes.subscribe(self._heard, owner=self, kinds=_SHOWN)

    # -- places ------------------------------------------------------------------------------
    def open(self, argument: object) -> None:
        if isinstance(argument, Shown):
            self._shown = argument
        asked = self._shown.asked
        self.table.show_order(asked.order, descending=asked.descending)
        if self.search.value() != asked.text:
            self.search.set_value(asked.text)
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
            self.search.setFocus()

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self._card_wanted = not compact
        self._fit_head()
        self.filters.setHidden(compact or not self._any)
        self._title.setVisible(not compact)
        for button in (self.preview_button, self.filter_button, self.new_button):
            button.set_brief(compact)
        self._arrange()

    def commands(self) -> list[Command]:
        return [Command(self.t("New contact"), self._start_new, "plus")]

    def keys(self) -> list[tuple[str, str]]:
        t = self.t
        return [("Return", t("Open contact")), ("Space", t("Show or hide the card (Space)")),
                ("Ctrl+F", t("Search the contacts"))]  # fmt: skip

    def _fit_head(self) -> None:
        """What works on the list is there when there is one; else the empty page has its button."""
        for part in (self.search, self.new_button):
            part.setVisible(self._any)
        for part in (self.preview_button, self.filter_button):
            part.setVisible(self._any and self._compact)

    def _arrange(self) -> None:
        """Card and columns as there is room, and something to show in them."""
        shown = self._card_wanted and self._stack.currentWidget() is self.table
        self.card.setVisible(shown)
        self._card_line.setVisible(shown)
        narrow = "narrowest" if shown else "narrow"
        wide = "beside" if shown and self.width() < 1400 else "wide"
        self.table.set_room(narrow if self._compact else wide)

    def _remember(self, shown: Shown) -> None:
        self._shown = shown
        current = self.context.router.current
        if current is not None and current.view == "contacts":
            self.context.router.replace(shown)

    def _heard(self, _change: object) -> None:
        """A view that is not in front looks again when it is opened."""
        if self.isVisible():
            self._reload()

    # -- asking ------------------------------------------------------------------------------
    def _reload(self) -> None:
        asked, vault, today = self._shown.asked, self._vault, date.today()

        def ask(_progress: Progress) -> _Answer:
            return vault.read(
                lambda session: _Answer(
                    contact_ids(session, asked, today), contact_count(session),
                    contact_languages(session), contacts_heard(session, asked.text),
                    hears(session) is not None,
                )
            )  # fmt: skip

        self.context.jobs.run(ask, self._show, owner=self, latest="contacts-ids")

    def _read_names(self) -> None:
        """Of a large vault, in steps: then those are found too whose names only sound so."""
        self.context.jobs.run(
            lambda _progress: self._vault.read(listen),
            lambda left: self._reload() if left is None else self._read_names(),
            owner=self, latest="contacts-names",
        )  # fmt: skip

    def _fetch(self, ids: Sequence[UUID], _progress: Progress) -> list[ContactRow]:
        return self._vault.read(lambda session: contact_rows(session, ids, date.today()))

    def _show(self, answer: _Answer) -> None:
        keyboard = self.table.hasFocus()
        self.filters.set_languages(answer.languages)
        self.filters.show_filter(self._shown.asked)
        self.model.set_ids(answer.ids, answer.heard)
        if not answer.names_read and self._shown.asked.text.strip():
            self._read_names()
        shown = self.table if answer.ids else self._none if not answer.count else self._not_found
        self._stack.setCurrentWidget(shown)
        self._arrange()
        self._say_counts(answer)
        self._choose_again()
        if keyboard and shown is not self.table:
            self.search.setFocus()

    def _say_counts(self, answer: _Answer) -> None:
        t, n, shown = self.t, answer.count, len(answer.ids)
        whole = t.plural("{n} contact", "{n} contacts", n) if n else t("no contacts")
        if shown != n:
            whole = t("{whole} · {shown} shown", whole=whole, shown=shown)
        self.set_status(whole)
        self._count.setText("" if shown == n else t("{shown} of {n}", shown=shown, n=n))
        if self._any != (n > 0):
            self._any = n > 0
            self.filters.setHidden(self._compact or not n)
        self._fit_head()
        asks = self._shown.asked.asks
        self.filter_button.set_tip(t("Filters: {n}", n=asks) if asks else t("Filters"))

    def _choose_again(self) -> None:
        """Who was chosen stays so, wherever he or she stands now; else the first one."""
        place = self.model.place(self._shown.contact) if self._shown.contact else None
        if self.model.rowCount():
            self.table.go_to(place or 0)
        self._show_card()

    # -- filter and order --------------------------------------------------------------------
    def _ask(self, asked: ContactFilter) -> None:
        if asked != self._shown.asked:
            self._remember(replace(self._shown, asked=asked))
            self._reload()

    def _search(self, typed: str) -> None:
        self._ask(replace(self._shown.asked, text=typed))

    def _ask_all(self) -> None:
        self.search.set_value("")
        asked = self._shown.asked
        self._ask(ContactFilter(order=asked.order, descending=asked.descending))
        self.focus_first()

    def _order(self, section: int, way: Qt.SortOrder) -> None:
        order = ORDERS.get(Column(section)) if section >= 0 else "number"
        if order is None:
            asked = self._shown.asked
            self.table.show_order(asked.order, descending=asked.descending)
            return
        down = way == Qt.SortOrder.DescendingOrder
        self._ask(replace(self._shown.asked, order=order, descending=down))

    def _go_to_table(self) -> None:
        if self.model.rowCount():
            self.table.setFocus()

    def _toggle_filters(self) -> None:
        self.filters.setHidden(not self.filters.isHidden())

    # -- the chosen contact ------------------------------------------------------------------
    def _chosen(self, place: int) -> None:
        if 0 <= place < len(self.model.ids):
            self._remember(replace(self._shown, contact=self.model.ids[place]))
            self._show_card()

    def _show_card(self) -> None:
        place = self.table.currentIndex().row()
        if self._stack.currentWidget() is not self.table or place < 0:
            self.card.show_row(None)
            return
        row = self.model.row(place)
        if row is not None:
            self.card.show_row(row)

    def _open_contact(self) -> None:
        key = self._shown.contact
        if key is not None and self.model.place(key) is not None:
            self.context.router.go("contact", key)

    def _toggle_card(self) -> None:
        self._card_wanted = not self._card_wanted
        self._arrange()

    # -- a new contact -----------------------------------------------------------------------
    def _start_new(self) -> None:
        self.panel.clear()
        self.panel.show()
        self.new_button.setEnabled(False)
        self.panel.setFocus()

    def _leave_new(self) -> None:
        self.panel.hide()
        self.new_button.setEnabled(True)
        self.focus_first()

    def _make(self, typed: str) -> None:
        records, vault = contact_records(typed), self._vault
        self.panel.button.setEnabled(False)

        def made(key: UUID, changes: ChangeSet) -> None:
            self.context.changes.announce(changes)
            self._leave_new()
            self._remember(replace(self._shown, contact=key))
            self.context.router.go("contact", key)

        self.context.jobs.run(
            lambda _progress: vault.save(*records, action=Action(N_("Make a contact"))),
            partial(made, records[0].id),
            lambda error: self.panel.field.say(self.t.error(error), "error"),
            kind=Kind.WRITE, owner=self, on_end=lambda: self.panel.button.setEnabled(True),
        )  # fmt: skip
