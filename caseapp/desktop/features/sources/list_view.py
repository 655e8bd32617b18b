"""The view of all sources: words and questions that filter, the table, the card beside it.

Files can be dropped anywhere in it. Asks the store on the database worker, the latest
question only; filter, order and the chosen source are found again on the way back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QDir, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.sources.file_queue import SUFFIXES, FileQueue
from caseapp.desktop.features.sources.filters import FilterRow
from caseapp.desktop.features.sources.new_source import NewSourcePanel
from caseapp.desktop.features.sources.paged import ORDERS, Column, SourcesModel
from caseapp.desktop.features.sources.preview import SourceCard
from caseapp.desktop.features.sources.table import SourcesTable
from caseapp.desktop.features.sources.words import SourceWords
from caseapp.desktop.file_dialog import ask_for_file
from caseapp.desktop.file_drop import FileDrop
from caseapp.desktop.forms.editing import RecordEditor
from caseapp.desktop.jobs import Kind
from caseapp.desktop.shell.view import View
from caseapp.desktop.widgets import EmptyState, Label, Line, PrimaryButton, QuietButton
from caseapp.desktop.widgets.search import SearchField
from caseapp.domain.vocabulary import SourceKind
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.history import Action
from caseapp.store.queries.sources import (
    SourceCounts,
    SourceFilter,
    SourcePreview,
    SourceRow,
    load_source_preview,
    source_counts,
    source_ids,
    source_rows,
)
from caseapp.store.records import Source
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

NEW = "new"
"""Argument that opens the panel for a new source."""

_LOOK_MS = 60
_WORDS_WIDEST = 420
_SHOWN = frozenset({"source", "excerpt", "citation", "attachment", "event", "detainee"})


@dataclass(frozen=True)
class Shown:
    """What the view shows; it is its argument on the way back."""

    filter: SourceFilter = field(default_factory=SourceFilter)
    source: UUID | None = None


class SourcesView(View):
    """Opened with None, with `Shown`, or with `NEW`."""

    def __init__(self, context: Context, vault: Vault) -> None:
        super().__init__(context)
        self._vault = vault
        self._words = SourceWords(self.t)
        self._editor = RecordEditor(context, self._words, vault, self, self.origin)
        self._shown = Shown()
        self._compact, self._card_wanted, self._filters_open = False, True, False
        self.model = SourcesModel(self._words, context.jobs, self._fetch, self)
        self.table = SourcesTable(self._words, self.model)
        self.card = SourceCard(self._words)
        self.panel = NewSourcePanel(self._words)
        self.queue = FileQueue(context, vault, self._words)
        self.words_field = SearchField(
            self.t("Filter sources by words"), self.t("Filter by words, in any script")
        )
        self.words_field.setMaximumWidth(_WORDS_WIDEST)
        self.words_field.setAcceptDrops(False)
        self.filters = FilterRow(self._words)
        self._look = QTimer(self, singleShot=True, interval=_LOOK_MS)
        self._make_buttons()
        self._make_empty_states()
        self._lay_out()
        self._wire()
        self.drops = FileDrop(self, self.t("Drop files to keep them as sources"), self.take_files)

    # -- building ----------------------------------------------------------------------------
    def _make_buttons(self) -> None:
        t = self.t
        self._count = Label("", "second", tabular=True)
        self.new_button = PrimaryButton(t("New source"), icon="plus", on_click=self._start_new)
        self.preview_button = QuietButton(
            t("Preview"), icon="panel-right", tip=t("Show or hide the card (Space)"),
            on_click=self._toggle_card,
        )  # fmt: skip
        self.filters_button = QuietButton(
            t("Filters"), icon="sliders-horizontal", on_click=self._toggle_filters
        )

    def _make_empty_states(self) -> None:
        t = self.t
        self._none = EmptyState(
            "quote", t("No sources yet"),
            t("Drop a newspaper, a letter, a recording here, or type a testimony."),
        )  # fmt: skip
        self._none.add(PrimaryButton(t("New source"), icon="plus", on_click=self._start_new))
        self._none.add(QuietButton(t("From a file…"), icon="file-up", on_click=self._ask_file))
        self._not_found = EmptyState(
            "search-x", t("No source is found"),
            t("Every word must stand in the source; the last one may be begun."),
        )  # fmt: skip
        self._not_found.add(QuietButton(t("Clear the filter"), icon="x", on_click=self._clear))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(theme.COLUMN_MARGIN, 8, theme.COLUMN_MARGIN, 8)
        head.setSpacing(12)
        head.addStrut(theme.ROW)
        self._title = Label(self.t("Sources"), "lead")
        head.addWidget(self._title)
        head.addWidget(self.words_field, 1)
        head.addWidget(self._count)
        head.addStretch(0)
        for button in (self.filters_button, self.preview_button, self.new_button):
            head.addWidget(button)
        self._filter_box = QWidget()
        filters = QHBoxLayout(self._filter_box)
        filters.setContentsMargins(theme.COLUMN_MARGIN, 0, theme.COLUMN_MARGIN, 8)
        filters.addWidget(self.filters, 1)
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
        for widget in (self.panel, self.queue, self._filter_box, Line()):
            column.addWidget(widget)
        column.addLayout(body, 1)
        self.panel.hide()

    def _wire(self) -> None:
        self.words_field.asked.connect(self._ask_words)
        self.words_field.entered.connect(self._go_to_table)
        self.filters.changed.connect(self._ask_filter)
        self._look.timeout.connect(self._load_card)
        self.table.current_changed.connect(self._chosen)
        self.table.opened.connect(self._open_source)
        self.table.previewed.connect(self._toggle_card)
        self.table.typed.connect(self.words_field.begin)
        self.table.trash_asked.connect(self._trash)
        self.table.header.sortIndicatorChanged.connect(self._sorted)
        self.card.open_asked.connect(self._open_source)
        self.card.case_asked.connect(lambda case: self.context.router.go("case", case))
        self.panel.wanted.connect(self._make_source)
        self.panel.file_wanted.connect(self._ask_file)
        self.panel.left.connect(self._leave_new)
        self.queue.source_asked.connect(lambda one: self.context.router.go("source", one))
        self.on_key("Ctrl+F", self.words_field.setFocus)
        self.context.changes.subscribe(self._heard, owner=self, kinds=_SHOWN)

    # -- places ------------------------------------------------------------------------------
    def open(self, argument: object) -> None:
        if isinstance(argument, Shown):
            self._shown = argument
        self.filters.show_filter(self._shown.filter)
        self._show_order()
        if not self.words_field.hasFocus():
            self.words_field.set_value(self._shown.filter.text)
        self._reload()
        if argument == NEW:
            self.context.router.replace(self._shown)
            self._start_new()

    def focus_first(self) -> None:
        if not self.panel.isHidden():
            self.panel.setFocus()
        elif self._stack.currentWidget() is self.table:
            self.table.setFocus()
        elif self._stack.currentWidget() is self._none:
            super().focus_first()
        else:
            self.words_field.setFocus()

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self._card_wanted = not compact
        self.panel.set_compact(compact)
        self._arrange()

    def keys(self) -> Sequence[tuple[str, str]]:
        t = self.t
        return (("Return", t("Open the source")), ("Space", t("Show or hide the card")),
                ("Delete", t("Put the source in the trash")))  # fmt: skip

    def _arrange(self) -> None:
        """Card, filters and columns as there is room, and something to show in them."""
        listed = self._stack.currentWidget() is not self._none
        shown = self._card_wanted and self._stack.currentWidget() is self.table
        self.card.setVisible(shown)
        self._card_line.setVisible(shown)
        self._filter_box.setVisible(listed and (not self._compact or self._filters_open))
        for part in (self.words_field, self.new_button):  # an empty list has its own button
            part.setVisible(listed)
        for part in (self.preview_button, self.filters_button):
            part.setVisible(listed and self._compact)
        self._title.setVisible(not (listed and self._compact))
        asked = self._shown.filter.in_force
        name = self.t("Filters: {n}", n=asked) if asked else self.t("Filters")
        self.filters_button.setText(name)
        if self._compact:
            self.table.set_room("narrowest" if shown else "narrow")
        else:
            self.table.set_room("beside" if shown else "wide")

    def _toggle_filters(self) -> None:
        self._filters_open = not self._filters_open
        self._arrange()

    def _remember(self, shown: Shown) -> None:
        self._shown = shown
        current = self.context.router.current
        if current is not None and current.view == "sources":
            self.context.router.replace(shown)

    def _heard(self, _change: object) -> None:
        """A view that is not in front looks again when it is opened."""
        if self.isVisible():
            self._reload()

    # -- asking ------------------------------------------------------------------------------
    def _reload(self) -> None:
        shown, vault = self._shown.filter, self._vault

        def ask(_progress: Progress) -> tuple[list[UUID], SourceCounts]:
            return vault.read(lambda session: (source_ids(session, shown), source_counts(session)))

        self.context.jobs.run(
            ask, lambda answer: self._show(*answer), owner=self, latest="sources-ids"
        )

    def _fetch(self, ids: Sequence[UUID], _progress: Progress) -> list[SourceRow]:
        language = self.t.language
        return self._vault.read(lambda session: source_rows(session, ids, language))

    def _show(self, ids: list[UUID], counts: SourceCounts) -> None:
        keyboard = self.table.hasFocus()
        self.model.set_ids(ids)
        self.filters.set_languages(counts.languages)
        shown = self.table if ids else self._not_found if counts.all else self._none
        self._stack.setCurrentWidget(shown)
        self._arrange()
        self._say_counts(len(ids), counts.all)
        if ids:
            chosen = self._shown.source
            self.table.go_to((self.model.place(chosen) or 0) if chosen else 0)
            self._look.start()
        else:
            self.card.show_preview(None)
        if keyboard and shown is not self.table:
            self.words_field.setFocus()

    def _say_counts(self, shown: int, n: int) -> None:
        t = self.t
        whole = t.plural("{n} source", "{n} sources", n) if n else t("no sources")
        every = shown == n
        self.set_status(whole if every else t("{whole} · {shown} shown", whole=whole, shown=shown))
        self._count.setText("" if every else t("{shown} of {n}", shown=shown, n=n))

    # -- filter and order --------------------------------------------------------------------
    def _ask_words(self, typed: str) -> None:
        if typed.strip() != self._shown.filter.text.strip():
            self._ask_filter(replace(self._shown.filter, text=typed))

    def _ask_filter(self, asked: SourceFilter) -> None:
        kept = replace(asked, text=self.words_field.value())
        self._remember(replace(self._shown, filter=kept))
        self._reload()

    def _clear(self) -> None:
        self.words_field.set_value("")
        cleared = self._shown.filter.cleared()
        self.filters.show_filter(cleared)
        self._ask_filter(cleared)
        self.words_field.setFocus()

    def _go_to_table(self) -> None:
        if self.model.rowCount():
            self.table.setFocus()

    def _show_order(self) -> None:
        shown = self._shown.filter
        column = next(column for column, order in ORDERS.items() if order == shown.order)
        self.table.header.show_order(column, descending=shown.descending)

    def _sorted(self, section: int, way: Qt.SortOrder) -> None:
        order = ORDERS.get(Column(section))
        if order is None:
            self._show_order()
            return
        self._ask_filter(self._shown.filter.ordered(order, way == Qt.SortOrder.DescendingOrder))

    # -- the chosen source -------------------------------------------------------------------
    def _chosen(self, place: int) -> None:
        if 0 <= place < len(self.model.ids):
            self._remember(replace(self._shown, source=self.model.ids[place]))
            self._look.start()

    def _open_source(self) -> None:
        if self._shown.source is not None and self.model.place(self._shown.source) is not None:
            self.context.router.go("source", self._shown.source)

    def _trash(self) -> None:
        if self._shown.source is not None:
            action = Action(N_("Put a source in the trash"))
            self._editor.trash(Source, self._shown.source, action)

    def _toggle_card(self) -> None:
        self._card_wanted = not self._card_wanted
        self._arrange()
        self._look.start()

    def _load_card(self) -> None:
        source, vault, language = self._shown.source, self._vault, self.t.language
        if source is None or self.card.isHidden():
            return

        def ask(_progress: Progress) -> SourcePreview | None:
            return vault.read(lambda session: load_source_preview(session, source, language))

        self.context.jobs.run(ask, self.card.show_preview, owner=self, latest="sources-card")

    # -- a new source ------------------------------------------------------------------------
    def _start_new(self) -> None:
        self.panel.clear()
        self.panel.show()
        self.new_button.setEnabled(False)
        self.panel.setFocus()

    def _leave_new(self) -> None:
        self.panel.hide()
        self.new_button.setEnabled(True)
        self.focus_first()

    def _make_source(self, title: str, kind: SourceKind) -> None:
        source, vault = Source(kind=kind, title=title), self._vault

        def kept(changes: ChangeSet) -> None:
            self.context.changes.announce(changes)
            self._leave_new()
            self._remember(replace(self._shown, source=source.id))
            self.context.router.go("source", source.id)

        def failed(error: UserError) -> None:
            self.panel.title.say(self.t.error(error), "error")

        self.panel.button.setEnabled(False)
        self.context.jobs.run(
            lambda _progress: vault.save(source, action=Action(N_("Add a source"))),
            kept, failed, kind=Kind.WRITE, owner=self,
            on_end=lambda: self.panel.button.setEnabled(True),
        )  # fmt: skip

    # -- files -------------------------------------------------------------------------------
    def _ask_file(self) -> None:
        t = self.t
        ask_for_file(
            self, t("Add a source from a file"), Path(QDir.homePath()), (t("Documents"), SUFFIXES),
            lambda path: self.take_files([path]),
        )  # fmt: skip

    def take_files(self, paths: Sequence[Path]) -> None:
        """Keep each file as a source of its own."""
        if not self.panel.isHidden():
            self._leave_new()
        self.queue.take(paths)
