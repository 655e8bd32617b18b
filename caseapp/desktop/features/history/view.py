"""The view of the history: a list that can be narrowed down, and one action beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.history.detail import DetailPane
from caseapp.desktop.features.history.model import HistoryModel
from caseapp.desktop.features.history.table import ActionList
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.history_words import HistoryWords
from caseapp.desktop.jobs import Kind
from caseapp.desktop.shell.commands import Command
from caseapp.desktop.shell.router import PlaceOf
from caseapp.desktop.shell.view import View
from caseapp.desktop.widgets import Beside, EmptyState, Field, Label, Line
from caseapp.domain.dates import format_date, read_date
from caseapp.errors import UserError
from caseapp.store.queries.actions import (
    ActionDetail,
    ActionFilter,
    ActionLine,
    Subject,
    action_detail,
    action_lines,
    action_numbers,
)
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

_WAIT_MS = 150
_DETAIL_WIDTH = 400


class HistoryView(View):
    """`open(number)` shows one action; None leaves what is chosen."""

    def __init__(self, context: Context, vault: Vault, place_of: PlaceOf) -> None:
        """`place_of(kind, id, within)` is the view and argument of a record's page, if any."""
        super().__init__(context)
        self._vault, self._place_of = vault, place_of
        self._words = HistoryWords(RecordWords(context.t))
        self._compact, self._wanted = False, 0
        t = self.t
        self._model = HistoryModel(self._words, context.jobs, self._fetch, self)
        self.list = ActionList(t("Actions, newest first"), self._words, self._model)
        self.detail = DetailPane(self._words)
        self.text = Field(t("Find"), placeholder=t("What was done, or to whom"))
        kinds = (
            ("", t("Everything")), ("detainee", t("Cases")), ("contact", t("Contacts")),
            ("source", t("Sources")), ("appeal", t("Appeals")),
        )  # fmt: skip
        self.about = Field(t("About"), kind="choice", choices=kinds)
        self.day = Field(t("When"), placeholder=t("today, March 2026, after 12.05.2026"))
        self._empty = EmptyState("file-clock", t("Nothing was done yet."))
        self._nothing = EmptyState("search", t("No action fits."))
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.setContentsMargins(theme.PAGE_MARGIN, 12, theme.PAGE_MARGIN, 8)
        filters.setSpacing(theme.COLUMN_MARGIN)
        filters.addWidget(self.text, 4)
        filters.addWidget(self.about, 2)
        filters.addWidget(self.day, 3)
        self._stack = QStackedWidget()
        for page in (self.list, self._nothing, self._empty):
            self._stack.addWidget(page)
        title = QHBoxLayout()
        title.setContentsMargins(theme.PAGE_MARGIN, 16, theme.PAGE_MARGIN, 0)
        title.addWidget(Label(self.t("History"), "title"), 1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(title)
        column.addLayout(filters)
        column.addWidget(Line())
        column.addWidget(self._stack, 1)
        self._beside = Beside(left, self.detail, _DETAIL_WIDTH)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._beside)

    def _wire(self) -> None:
        self._timer.timeout.connect(self.reload)
        for field in (self.text, self.day):
            field.edited.connect(lambda _text: self._timer.start())
            field.committed.connect(lambda _text: self._timer.start())
        self.about.committed.connect(lambda _code: self.reload())
        self.list.current_changed.connect(self._show_row)
        self.list.entered.connect(self._enter)
        self.detail.undo_asked.connect(self._undo)
        self.detail.page_asked.connect(self._go_to)
        self.detail.left.connect(self._leave_detail)
        self.context.changes.subscribe(lambda _change: self.reload(), owner=self)

    # -- the shell ---------------------------------------------------------------------------
    def open(self, argument: object) -> None:
        if isinstance(argument, int):
            self._wanted = argument
        self.reload()

    def focus_first(self) -> None:
        shown = self._stack.currentWidget() is self.list
        (self.list if shown and not self._beside.left.isHidden() else self.text).setFocus()

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self._arrange(detail=False)

    def commands(self) -> Sequence[Command]:
        if not self.detail.undo.isEnabled() or self._beside.side.isHidden():
            return ()
        return [Command(self.detail.undo.text(), self.detail.undo.click, "undo-2")]

    def keys(self) -> list[tuple[str, str]]:
        return [("Return", self.t("Show what was changed")), ("Esc", self.t("Back to the list"))]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._compact and self._beside.left.isHidden():
            self._leave_detail()
        else:
            super().keyPressEvent(event)

    # -- the list ----------------------------------------------------------------------------
    def reload(self) -> None:
        """Ask again which actions fit; the chosen one stays chosen."""
        self._timer.stop()
        wanted, words = self._filter(), self._words.sentence

        def numbers(_progress: Progress) -> list[int]:
            return self._vault.read(
                lambda session: action_numbers(
                    session, wanted, words, lambda naive: naive.astimezone()
                )
            )

        self.context.jobs.run(numbers, self._list, owner=self, latest="history")

    def _filter(self) -> ActionFilter:
        """A period that cannot be read narrows nothing down, and says so."""
        typed = self.day.text().strip()
        read = read_date(typed)
        first, last = read.earliest, read.latest
        if typed and first is None and last is None:
            self.day.say(self.t("Not read as a date: everything is shown."), "warn")
        else:
            self.day.say(format_date(read, self.t.language) if typed else "")
        return ActionFilter(
            text=self.text.text(), about=self.about.value(), first_day=first, last_day=last
        )

    def _list(self, numbers: list[int]) -> None:
        chosen = self._wanted or self._chosen()
        self._wanted = 0
        if list(self._model.numbers) != numbers:
            self._model.set_numbers(numbers)
        asked = self.text.text().strip() or self.about.value() or self.day.text().strip()
        page = self.list if numbers else self._nothing if asked else self._empty
        self._stack.setCurrentWidget(page)
        t = self.t
        self.set_status(t.plural("{n} action", "{n} actions", len(numbers)))
        place = self._model.place(chosen) if chosen else None
        if numbers:
            index = self._model.index(place or 0)
            if self.list.currentIndex() != index:
                self.list.setCurrentIndex(index)
            else:
                self._show_row(index.row())
        else:
            self._beside.arrange(chosen=False, compact=self._compact)

    def _chosen(self) -> int:
        row = self.list.currentIndex().row()
        numbers = self._model.numbers
        return numbers[row] if 0 <= row < len(numbers) else 0

    def _fetch(self, numbers: Sequence[int], _progress: Progress) -> list[ActionLine]:
        return self._vault.read(lambda session: action_lines(session, numbers))

    # -- one action --------------------------------------------------------------------------
    def _show_row(self, row: int) -> None:
        numbers = self._model.numbers
        if not 0 <= row < len(numbers):
            return
        number = numbers[row]
        self.context.router.replace(number)

        def detail(_progress: Progress) -> ActionDetail:
            return self._vault.read(lambda session: action_detail(session, number))

        self.context.jobs.run(detail, self._show_detail, owner=self, latest="history-detail")

    def _show_detail(self, detail: ActionDetail) -> None:
        self.detail.show_action(detail)
        if not self._compact:
            self._arrange(detail=True)

    def _enter(self) -> None:
        if self._compact:
            self._arrange(detail=True)
            self.detail.back.setFocus()

    def _leave_detail(self) -> None:
        self._arrange(detail=False)
        self.list.setFocus()

    def _arrange(self, *, detail: bool) -> None:
        """Side by side, or in a narrow window one in place of the other."""
        shown = detail or (not self._compact and bool(self._model.numbers))
        self._beside.arrange(chosen=shown, compact=self._compact)
        self.detail.back.setVisible(self._compact)

    def _undo(self, number: int) -> None:
        def failed(error: UserError) -> None:
            self.context.notices.show(self.t.error(error), tone="warn")

        self.context.jobs.run(
            lambda _progress: self._vault.undo_only(number), self.context.changes.announce,
            failed, kind=Kind.WRITE, owner=self,
        )  # fmt: skip

    def _go_to(self, subject: Subject) -> None:
        place = self._place_of(subject.kind, subject.id, subject.within)
        if place is not None:
            self.context.router.go(*place)
