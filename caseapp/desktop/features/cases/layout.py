"""Where the parts of the view stand, and which of them there is room for. Asks nothing."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.cases.actions import CaseActions
from caseapp.desktop.features.cases.column_panel import ColumnPanel
from caseapp.desktop.features.cases.columns import Arrangement
from caseapp.desktop.features.cases.facet_panel import FacetPanel
from caseapp.desktop.features.cases.model import CasesModel
from caseapp.desktop.features.cases.new_case import NewCasePanel
from caseapp.desktop.features.cases.preview import WIDTH as CARD_WIDTH
from caseapp.desktop.features.cases.preview import PreviewCard
from caseapp.desktop.features.cases.saved import SavedViews
from caseapp.desktop.features.cases.selection_bar import SelectionBar
from caseapp.desktop.features.cases.table import CasesTable
from caseapp.desktop.features.cases.tokens import TokenRow
from caseapp.desktop.features.cases.words import ListWords
from caseapp.desktop.widgets import (
    Button,
    EmptyState,
    IconButton,
    Label,
    Line,
    PrimaryButton,
    QuietButton,
)
from caseapp.desktop.widgets.menus import add, popup
from caseapp.desktop.widgets.search import SearchField
from caseapp.store.queries.case_filter import CaseFilter

LEAST_WIDTH = 480
"""Below this the view cannot be used any more."""
_ALL_THREE = 900
"""Narrower than this, facets, table and card do not fit beside each other."""
_ROOMS = (("wide", 640), ("narrow", 460), ("narrowest", 0))
"""Logical pixels that the table needs to show so much."""


class CasesLayout(QObject):
    """The parts of the view by name. `shows_table`: there is something to list."""

    new_asked = Signal()
    import_asked = Signal()
    clear_asked = Signal()
    card_toggled = Signal()
    columns_asked = Signal()
    columns_changed = Signal(object)

    def __init__(
        self,
        view: QWidget,
        words: ListWords,
        model: CasesModel,
        saved: SavedViews,
        actions: CaseActions,
    ) -> None:
        super().__init__(view)
        self._view, self._t = view, words.t
        self._narrow_window = self._compact = False
        self._card_wanted = self._facets_wanted = True
        self._some = False
        self.title, self._asks = saved.title, (saved.panel, actions.tag_panel)
        self.table = CasesTable(words, model)
        self.card = PreviewCard(words)
        self.facets = FacetPanel(words)
        self.tokens = TokenRow(words)
        self.bar = SelectionBar(words)
        t = words.t
        self.filter = SearchField(
            t("Filter the list"), t("Filter – any script"), icon="list-filter",
            clear=t("Clear the filter"),
        )  # fmt: skip
        self.new_panel = NewCasePanel(words.t)
        self._make_buttons()
        self._make_empty_states()
        self._lay_out()
        self._order_tabs()

    # -- building ----------------------------------------------------------------------------
    def _make_buttons(self) -> None:
        t = self._t
        self.new_button = QuietButton(
            t("New case"), icon="plus", tip=t("Make a case from a name alone"),
            on_click=self.new_asked.emit,
        )  # fmt: skip
        self.columns_button = QuietButton(
            t("Columns"), icon="columns-3", tip=t("Choose and arrange the columns"),
            on_click=self.columns_asked.emit,
        )  # fmt: skip
        self.filters_button = Button(
            t("Filters"), icon="list-filter", tip=t("Show or hide the filters"),
            on_click=self._toggle_facets,
        )  # fmt: skip
        self.preview_button = IconButton(
            "panel-right", t("Show or hide the card (Space)"), on_click=self.card_toggled.emit
        )
        self.more_button = IconButton("ellipsis", t("More"), on_click=self._offer_more)

    def _make_empty_states(self) -> None:
        t = self._t
        self._none = EmptyState(
            "folder-open", t("No cases yet"),
            t("A name is enough to begin with. All else can follow on the page of the case."),
            t("A spreadsheet can be dropped anywhere in this window."),
        )  # fmt: skip
        self._none.add(PrimaryButton(t("New case"), icon="plus", on_click=self.new_asked.emit))
        self.import_button = Button(
            t("Import a list"), icon="file-spreadsheet", key="Ctrl+I", live=False,
            tip=t("Make cases from the rows of a spreadsheet"), on_click=self.import_asked.emit,
        )  # fmt: skip
        self._none.add(self.import_button)
        self._not_found = EmptyState(
            "search-x", t("No case is found"),
            t("Every word must stand in the case; the last one may be begun."),
        )  # fmt: skip
        self._not_found.add(
            QuietButton(t("Clear all filters"), icon="x", on_click=self.clear_asked.emit)
        )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, theme.COLUMN_MARGIN, 8)
        head.setSpacing(8)
        self._short_count = Label("", "second", tabular=True)
        self.filter.setMaximumWidth(360)
        head.addWidget(self.title)
        head.addWidget(self._short_count)
        head.addWidget(self.filter, 3)
        head.addStretch(1)
        for button in (self.filters_button, self.preview_button, self.columns_button,
                       self.new_button, self.more_button):  # fmt: skip
            head.addWidget(button)
        self._stack = QStackedWidget()
        for page in (self.table, self._none, self._not_found):
            self._stack.addWidget(page)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addLayout(head)
        middle.addWidget(self.tokens)
        for panel in (self.new_panel, *self._asks):
            middle.addWidget(panel)
        middle.addWidget(Line())
        middle.addWidget(self._stack, 1)
        middle.addWidget(self.bar)
        self._facet_line, self._card_line = Line("v"), Line("v")
        row = QHBoxLayout(self._view)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        row.addWidget(self.facets)
        row.addWidget(self._facet_line)
        row.addLayout(middle, 1)
        row.addWidget(self._card_line)
        row.addWidget(self.card)
        self.new_panel.hide()
        self.tokens.hide()
        self.facets.hide()

    def _order_tabs(self) -> None:
        """As one reads: filters, head, list, what is done to several, the card."""
        order: list[QWidget] = [
            *self.facets.tab_stops(), self.title, self.filter, self.filters_button,
            self.preview_button, self.columns_button, self.new_button, self.more_button,
            self.table, *self.bar.tab_stops(), self.card.open_button, self.card.appeal_button,
        ]  # fmt: skip
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    # -- what there is room for --------------------------------------------------------------
    @property
    def shows_table(self) -> bool:
        return self._stack.currentWidget() is self.table

    def set_compact(self, compact: bool) -> None:
        """The window is narrow, or no longer."""
        self._narrow_window = compact
        self._fold()

    def _fold(self) -> None:
        """Facets and card wait behind their buttons where there is no room for both."""
        compact = self._narrow_window or self._view.width() < _ALL_THREE
        if compact != self._compact:
            self._compact = compact
            self._card_wanted = self._facets_wanted = not compact
            self.table.space_previews = compact
            self._show_rest()

    def show_state(self, *, shown: int, total: int) -> None:
        """The table, or what stands in its place."""
        self._some = total > 0
        page = self.table if shown else self._not_found if total else self._none
        self._stack.setCurrentWidget(page)
        self._show_rest()

    def _show_rest(self) -> None:
        """The head: in narrow windows all but the field and three buttons waits behind "More"."""
        some, wide = self._some, not self._compact
        self.columns_button.setVisible(some and wide)
        self.new_button.setVisible(wide and some)
        self.more_button.setVisible(some)
        for button in (self.filters_button, self.preview_button):
            button.setVisible(some and not wide)

    def arrange(self, arrangement: Arrangement) -> None:
        """Facets, card and columns as there is room, and something to show in them."""
        self._fold()
        facets = self._facets_wanted and self._some
        card = self._card_wanted and self.shows_table
        self.title.setVisible(self._some and not (self._compact and (facets or card)))
        self._short_count.setVisible(self._compact and not facets and not card)
        self.filter.setVisible(self._some and not (self._compact and card))
        self.facets.setVisible(facets)
        self._facet_line.setVisible(facets)
        self.card.setVisible(card)
        self._card_line.setVisible(card)
        left = self._view.width() - facets * self.facets.width() - card * CARD_WIDTH
        room = next(name for name, least in _ROOMS if left >= least)
        self.table.arrange(arrangement, room)

    def toggle_card(self) -> None:
        """Show or hide the card; where both have no room the facets make way."""
        self._card_wanted = not self._card_wanted
        if self._compact and self._card_wanted:
            self._facets_wanted = False

    def _toggle_facets(self) -> None:
        self._facets_wanted = not self._facets_wanted
        if self._compact and self._facets_wanted:
            self._card_wanted = False
        self._view._arrange()
        if self._facets_wanted:
            self.facets.tab_stops()[0].setFocus()

    # -- what the heading says ---------------------------------------------------------------
    def say_filters(self, shown: CaseFilter) -> None:
        """How many facets are in force, on the button of narrow windows."""
        n = len(shown.in_force)
        self.filters_button.setText(self._t("Filters: {n}", n=n) if n else self._t("Filters"))

    def say_count(self, count: str, shown: CaseFilter, how: str = "") -> None:
        """ "37 of 1,204", beside the tokens or, in narrow windows, beside the title.

        `how` says of a typed text which were found by their letters, and which by ear.
        """
        self.tokens.count.setText(" · ".join(part for part in (how, count) if part))
        some = bool(count or shown.in_force or shown.imported)
        self.tokens.setVisible(not self._compact and some)
        self._short_count.setText(count)

    # -- menus -------------------------------------------------------------------------------
    def open_columns(self, arrangement: Arrangement) -> None:
        """The panel that arranges the columns."""
        panel = ColumnPanel(self._t, self._view)
        panel.changed.connect(self.columns_changed)
        panel.open(arrangement, self.more_button if self._compact else self.columns_button)

    def _offer_more(self) -> None:
        menu = QMenu(self._view)
        if self._compact:
            add(menu, self._t("New case"), self.new_asked.emit, "plus")
            add(menu, self._t("Columns"), self.columns_asked.emit, "columns-3")
        add(menu, self._t("Import a list…"), self.import_asked.emit, "file-spreadsheet")
        add(menu, self._t("Clear all filters"), self.clear_asked.emit, "x")
        popup(menu, self.more_button)
