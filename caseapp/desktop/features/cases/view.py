"""The view of all cases: facets at the left, the table, the card at the right.

Asks the store on the database worker, the latest question only. Keeps nothing but its place:
filter, order, saved view and the chosen case are found again on the way back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent

from caseapp.desktop.context import Context
from caseapp.desktop.features.cases import offers
from caseapp.desktop.features.cases.actions import CaseActions
from caseapp.desktop.features.cases.asking import Answer, ask_card, ask_list, ask_rows
from caseapp.desktop.features.cases.columns import (
    ORDERS,
    Arrangement,
    Column,
    ColumnMemory,
    read_arrangement,
)
from caseapp.desktop.features.cases.counting import Counting
from caseapp.desktop.features.cases.layout import LEAST_WIDTH, CasesLayout
from caseapp.desktop.features.cases.model import CasesModel
from caseapp.desktop.features.cases.new_case import CaseMaker
from caseapp.desktop.features.cases.preview import PHOTO
from caseapp.desktop.features.cases.saved import SavedViews
from caseapp.desktop.features.cases.words import ListWords
from caseapp.desktop.shell.commands import Command
from caseapp.desktop.shell.view import View
from caseapp.store.queries.case_filter import CaseFilter, Facet
from caseapp.store.queries.cases import CaseRow
from caseapp.store.queries.saved_views import SavedFilter
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

NEW = "new"
"""Argument that opens the panel for a new case."""

_LOOK_MS, _KEEP_MS = 60, 500
_SHOWN = frozenset(
    {"detainee", "name_form", "event", "attachment", "consent", "kinship", "policy",
     "appeal_person", "citation", "excerpt", "source", "contact", "identifier"}
)  # fmt: skip
"""Kinds of records whose change can change the list or the card."""


@dataclass(frozen=True)
class Shown:
    """What the view shows; it is its argument on the way back."""

    filter: CaseFilter = field(default_factory=CaseFilter)
    case: UUID | None = None
    view: UUID | None = None


class CasesView(View):
    """Opened with None, with a `CaseFilter`, with `Shown`, or with `NEW`."""

    def __init__(self, context: Context, vault: Vault, columns: ColumnMemory | None = None) -> None:
        super().__init__(context)
        self._vault = vault
        self._memory = columns or ColumnMemory()
        self._words = ListWords(self.t)
        self._shown = Shown()
        self._arrangement = read_arrangement(self._memory.read())
        self._answer: Answer | None = None
        self._look = QTimer(self, singleShot=True, interval=_LOOK_MS)
        self._keep_columns = QTimer(self, singleShot=True, interval=_KEEP_MS)
        self.model = CasesModel(self._words, context.jobs, self._fetch, self)
        self.counting = Counting(context.jobs, vault, self)
        self.actions_ = CaseActions(context, vault, self)
        self.saved = SavedViews(context, vault, self._now, self)
        self.parts = CasesLayout(self, self._words, self.model, self.saved, self.actions_)
        parts = self.parts
        self.table, self.card, self.panel = parts.table, parts.card, parts.new_panel
        self.filter, self.facets, self.tokens = parts.filter, parts.facets, parts.tokens
        self.bar = parts.bar
        self.maker = CaseMaker(context, vault, self.panel, parts.new_button, self)
        self._wire()
        self._wire_parts()

    # -- building ----------------------------------------------------------------------------
    def _wire(self) -> None:
        self.filter.asked.connect(lambda text: self._filter(replace(self._filtered, text=text)))
        self.filter.entered.connect(self._go_to_table)
        self.filter.emptied.connect(self.focus_first)
        self._look.timeout.connect(self._load_card)
        self._keep_columns.timeout.connect(self._remember_columns)
        self.table.current_changed.connect(self._chosen)
        self.table.opened.connect(self._open_case)
        self.table.previewed.connect(self._toggle_card)
        self.table.typed.connect(self.filter.begin)
        self.table.header.sortIndicatorChanged.connect(self._sorted)
        self.table.header.arranged.connect(self._arranged)
        self.card.open_asked.connect(self._open_case)
        self.card.appeal_asked.connect(self._chosen_to_appeal)
        self.facets.changed.connect(self._filter)
        self.facets.opened.connect(self._facet_opened)
        self.facets.escaped.connect(self._go_to_table)
        self.tokens.removed.connect(lambda facet: self._filter(self._filtered.without(facet)))
        self.tokens.list_left.connect(lambda: self._filter(replace(self._filtered, imported=None)))
        self.tokens.cleared.connect(self.clear_filters)
        self.counting.building.connect(self._say_building)
        self.counting.built.connect(self._reload)
        self.counting.deciding.connect(self._say_deciding)
        self.counting.decided.connect(self._reload)
        self.counting.heard.connect(self._reload)
        self.on_key("Ctrl+F", self.filter.setFocus)
        self.context.changes.subscribe(self._heard, owner=self, kinds=_SHOWN)

    def _wire_parts(self) -> None:
        parts = self.parts
        parts.new_asked.connect(self.maker.start)
        parts.import_asked.connect(lambda: self.context.router.go("imports", "list"))
        parts.clear_asked.connect(self.clear_filters)
        parts.card_toggled.connect(self._toggle_card)
        parts.columns_changed.connect(self._arranged)
        parts.columns_asked.connect(lambda: parts.open_columns(self._arrangement))
        self.maker.left.connect(self.focus_first)
        self.maker.made.connect(lambda case: self._remember(replace(self._shown, case=case)))
        self.saved.chosen.connect(self.choose_view)
        self.saved.settled.connect(lambda view: self._remember(replace(self._shown, view=view)))
        self.saved.left.connect(self.focus_first)
        self.actions_.done.connect(self.focus_first)
        self.bar.tag_asked.connect(lambda: self.actions_.ask_for_tag(self.model.marked))
        self.bar.appeal_asked.connect(
            lambda: self.actions_.appeals.offer(self.model.marked, self.bar.appeal, above=True)
        )
        self.bar.send_asked.connect(lambda: self.actions_.send(self.model.marked))
        self.bar.export_asked.connect(
            lambda: self.context.router.go("exports", tuple(self.model.marked))
        )
        self.bar.trash_asked.connect(lambda: self.actions_.put_in_trash(self.model.marked))
        self.bar.clear_asked.connect(self._mark_none)
        self.model.marked_changed.connect(self._marks_changed)

    # -- places ------------------------------------------------------------------------------
    @property
    def shown(self) -> Shown:
        return self._shown

    @property
    def _filtered(self) -> CaseFilter:
        return self._shown.filter

    def _now(self) -> tuple[CaseFilter, tuple[str, ...], UUID | None]:
        columns = tuple(column.code for column in self._arrangement.shown)
        return self._shown.filter, columns, self._shown.view

    def open(self, argument: object) -> None:
        if isinstance(argument, Shown):
            self._shown = argument
        elif isinstance(argument, CaseFilter):
            self._shown = Shown(argument, self._shown.case)
            self.context.router.replace(self._shown)
        self.saved.load()
        self._show_filter()
        self._reload()
        if argument == NEW:
            self.context.router.replace(self._shown)
            self.maker.start()

    def focus_first(self) -> None:
        if not self.panel.isHidden():
            self.panel.setFocus()
        elif self.parts.shows_table:
            self.table.setFocus()
        else:
            self.filter.setFocus()

    def set_compact(self, compact: bool) -> None:
        self.parts.set_compact(compact)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """The parts fold as the window gets narrower; they must not keep it from that."""
        return QSize(LEAST_WIDTH, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self.parts.arrange(self._arrangement)

    def commands(self) -> Sequence[Command]:
        """For the palette: what can be done with the marked, or else the chosen, cases."""
        return offers.commands(self, self.model.marked or self._chosen_case())

    def keys(self) -> Sequence[tuple[str, str]]:
        return offers.keys(self.t)

    def _remember(self, shown: Shown) -> None:
        self._shown = shown
        current = self.context.router.current
        if current is not None and current.view == "cases":
            self.context.router.replace(shown)
        self.saved.show_title()

    def _heard(self, _change: object) -> None:
        """A view that is not in front looks again when it is opened."""
        if self.isVisible():
            self._reload()

    # -- asking ------------------------------------------------------------------------------
    def _reload(self) -> None:
        shown, vault, today = self._filtered, self._vault, date.today()
        self.context.jobs.run(
            lambda _progress: ask_list(vault, shown, today), self._show, owner=self,
            latest="cases-ids",
        )  # fmt: skip

    def _fetch(self, ids: Sequence[UUID], _progress: Progress) -> list[CaseRow]:
        return ask_rows(self._vault, ids, self.t.language)

    def _show(self, answer: Answer) -> None:
        self._answer = answer
        self.tokens.say_list(answer.list_name)
        if answer.counts is None:
            self.facets.say_counting(self.t("Counting…"))
            self.counting.build()
        else:
            self.facets.say_counting("")
            self.facets.show_counts(answer.whole, answer.counts)
        if answer.ids is not None and not (answer.shown.named_to and not answer.named):
            self._show_list(answer)
        self._decide_if_wanted()
        if answer.heard is None:
            self.counting.listen()

    def _show_list(self, answer: Answer) -> None:
        keyboard = self.table.hasFocus()
        self.model.set_ids(answer.ids, show_prefix=answer.prefixes > 1)
        self.parts.show_state(shown=len(answer.ids), total=answer.total)
        self._arrange()
        self._say_counts()
        self._choose_again()
        if keyboard and not self.parts.shows_table:
            self.filter.setFocus()

    def _say_building(self, done: int, total: int) -> None:
        n = self._words.number_of
        self.facets.say_counting(
            self.t("Counting: {done} of {total}", done=n(done), total=n(total))
        )

    def _say_counts(self) -> None:
        answer, t = self._answer, self.t
        if answer is None:
            return
        words, n = self._words, answer.total
        shown = len(self.model.ids) if answer.counts is not None else n
        marked = len(self.model.marked)
        parts = [words.cases(n) if n else t("no cases")]
        if shown != n:
            parts = [t("{whole} · {shown} shown", whole=parts[0], shown=words.number_of(shown))]
        if marked:
            parts.append(words.selected(marked))
        self.set_status(" · ".join(parts))
        count = t("{shown} of {n}", shown=words.number_of(shown), n=words.number_of(n))
        how = words.found(shown - len(self.model.heard), len(self.model.heard))
        self.parts.say_count("" if shown == n else count, self._filtered, how)

    def _choose_again(self) -> None:
        """The case that was chosen stays so, wherever it stands now; else the first one."""
        place = self.model.place(self._shown.case) if self._shown.case else None
        if self.model.rowCount():
            self.table.go_to(place or 0)
            self._look.start()
        else:
            self.card.show_card(None, date.today())

    # -- to whom they may be named -----------------------------------------------------------
    def _facet_opened(self, facet: Facet) -> None:
        if facet is Facet.NAMED_TO:
            self._decide_if_wanted()

    def _decide_if_wanted(self) -> None:
        """Decide when somebody looks: the group is open, or the filter asks for it."""
        answer = self._answer
        if answer is None or answer.counts is None or answer.named:
            self.facets.say_deciding("")
            return
        if self._filtered.named_to or self.facets.looks_at(Facet.NAMED_TO, answer.total):
            self.facets.say_deciding(self.t("Deciding…"))
            self.counting.decide()

    def _say_deciding(self, waiting: int) -> None:
        left = self._words.number_of(waiting)
        self.facets.say_deciding(self.t("Deciding, still to go: {n}", n=left))

    # -- filter and order --------------------------------------------------------------------
    def _filter(self, shown: CaseFilter) -> None:
        """Show what answers to this, in the order of now."""
        now = self._filtered
        wanted = replace(shown, order=now.order, descending=now.descending)
        if wanted != now and replace(wanted, text=now.text.strip()) != replace(
            now, text=wanted.text.strip()
        ):
            self._remember(replace(self._shown, filter=wanted))
            self._show_filter()
            self._reload()

    def clear_filters(self) -> None:
        """Show every case again, in the order of now."""
        now = self._filtered
        wanted = CaseFilter(order=now.order, descending=now.descending)
        self._remember(Shown(wanted, self._shown.case))
        self._show_filter()
        self._reload()
        self.focus_first()

    def _show_filter(self) -> None:
        """Facets, tokens, field and heading say what is asked for, before the answer comes."""
        shown = self._filtered
        if self.filter.value() != shown.text and not self.filter.is_waiting():
            self.filter.set_value(shown.text)
        self.facets.show_filter(shown)
        self.tokens.show_filter(shown)
        self.parts.say_filters(shown)
        self.saved.show_title()
        self._show_order()

    def _go_to_table(self) -> None:
        if self.model.rowCount():
            self.table.setFocus()

    def choose_view(self, view: SavedFilter | None) -> None:
        """Show a saved view; None shows every case."""
        if view is None:
            self._remember(Shown(CaseFilter(), self._shown.case))
        else:
            self._remember(Shown(view.shown, self._shown.case, view.id))
            if view.columns:
                columns = [c for c in Column if c.code in view.columns]
                columns.sort(key=lambda column: view.columns.index(column.code))
                self._arranged(self._arrangement.with_columns(columns))
        self._show_filter()
        self._reload()
        self.focus_first()

    def _show_order(self) -> None:
        shown = self._filtered
        column = next(column for column, order in ORDERS.items() if order == shown.order)
        self.table.header.show_order(column, descending=shown.descending)

    def _sorted(self, section: int, way: Qt.SortOrder) -> None:
        order = ORDERS.get(Column(section))
        if order is None:
            self._show_order()
            return
        down = way == Qt.SortOrder.DescendingOrder
        wanted = replace(self._filtered, order=order, descending=down)
        self._remember(replace(self._shown, filter=wanted))
        self._reload()

    def sort_by(self, column: Column) -> None:
        """Order the list by a column, upwards."""
        self.table.header.setSortIndicator(int(column), Qt.SortOrder.AscendingOrder)

    def _arranged(self, arrangement: Arrangement) -> None:
        self._arrangement = arrangement
        self._keep_columns.start()
        self._arrange()
        self.saved.show_title()

    def _remember_columns(self) -> None:
        """A border is dragged in a hundred steps; only where it ends is kept."""
        self._keep_columns.stop()
        self._memory.keep(self._arrangement.kept())

    def hideEvent(self, event: QHideEvent) -> None:
        if self._keep_columns.isActive():
            self._remember_columns()
        super().hideEvent(event)

    # -- marked and chosen cases -------------------------------------------------------------
    def _marks_changed(self) -> None:
        self.bar.show_count(len(self.model.marked))
        self._say_counts()

    def _mark_none(self) -> None:
        self.model.mark_none()
        self.focus_first()

    def _chosen_case(self) -> tuple[UUID, ...]:
        case = self._shown.case
        return (case,) if case is not None and self.model.place(case) is not None else ()

    def _chosen_to_appeal(self) -> None:
        button = self.card.appeal_button
        self.actions_.appeals.offer(self._chosen_case(), button, above=True)

    def _chosen(self, place: int) -> None:
        if 0 <= place < len(self.model.ids):
            self._shown = replace(self._shown, case=self.model.ids[place])
            self._remember(self._shown)
            self._look.start()

    def _open_case(self) -> None:
        for case in self._chosen_case():
            self.context.router.go("case", case)

    def _toggle_card(self) -> None:
        self.parts.toggle_card()
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
