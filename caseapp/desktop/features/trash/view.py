"""The view of the trash: a list that is narrowed down while typing, and one record beside it.

There is no emptying it: nothing is lost here. Bringing back is one action, and undone as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.trash import deeds
from caseapp.desktop.features.trash.deeds import Restored
from caseapp.desktop.features.trash.model import LINE, TrashModel
from caseapp.desktop.features.trash.preview import TrashPreview
from caseapp.desktop.features.trash.trash_list import TrashList
from caseapp.desktop.features.trash.words import TrashWords
from caseapp.desktop.jobs import Kind
from caseapp.desktop.shell.router import PlaceOf
from caseapp.desktop.shell.view import View
from caseapp.desktop.widgets import Beside, EmptyState, Field, Label, Line
from caseapp.store.queries.actions import Subject
from caseapp.store.queries.trash import TRASHED, TrashEntry, TrashLine
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

_WAIT_MS = 150
_PREVIEW_WIDTH = 400


class TrashView(View):
    """Opened with None, or with the id of a record to stand on."""

    def __init__(self, context: Context, vault: Vault, place_of: PlaceOf) -> None:
        """`place_of(kind, id, within)` is the view and argument of a record's page, if any."""
        super().__init__(context)
        self._vault, self._place_of = vault, place_of
        self._words = TrashWords(self.t)
        self._compact, self._wanted = False, None
        t = self.t
        self._model = TrashModel(self._words, context.jobs, self._fetch, self)
        self.list = TrashList(self._words, self._model)
        self.preview = TrashPreview(self._words)
        self.text = Field(t("Find"), placeholder=t("What it is, or to whom it belongs"))
        kinds = sorted(((one, self._words.titles.kind(one)) for one in TRASHED), key=lambda k: k[1])
        self.kind = Field(t("Kind"), kind="choice", choices=[("", t("Everything")), *kinds])
        self._empty = EmptyState(
            "trash", t("The trash is empty"), t("What you put away waits here and can come back."),
        )  # fmt: skip
        self._nothing = EmptyState("search", t("Nothing in the trash fits."))
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        t = self.t
        filters = QHBoxLayout()
        filters.setContentsMargins(theme.PAGE_MARGIN, 8, theme.PAGE_MARGIN, 8)
        filters.setSpacing(theme.COLUMN_MARGIN)
        filters.addWidget(self.text, 3)
        filters.addWidget(self.kind, 2)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(theme.COLUMN_MARGIN, 0, theme.COLUMN_MARGIN, 0)
        inner.addWidget(self.list)
        self._stack = QStackedWidget()
        for page in (holder, self._nothing, self._empty):
            self._stack.addWidget(page)
        self._holder = holder
        nothing_lost = t(
            "Nothing is lost here: the trash is never emptied. To forget a person for good, open"
            " the case or contact and choose “Forget for good…”."
        )
        foot = Label(nothing_lost, "caption", wrap=True)
        title = QHBoxLayout()
        title.setContentsMargins(theme.PAGE_MARGIN, 14, theme.PAGE_MARGIN, 0)
        title.addWidget(Label(t("Trash"), "title"), 1)
        below = QHBoxLayout()
        below.setContentsMargins(theme.PAGE_MARGIN, 8, theme.PAGE_MARGIN, 8)
        below.addWidget(foot, 1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(title)
        column.addLayout(filters)
        column.addWidget(Line())
        column.addWidget(self._stack, 1)
        column.addWidget(Line())
        column.addLayout(below)
        self._beside = Beside(left, self.preview, _PREVIEW_WIDTH)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._beside)

    def _wire(self) -> None:
        self._timer.timeout.connect(self.reload)
        self.text.edited.connect(lambda _text: self._timer.start())
        self.text.committed.connect(lambda _text: self._timer.start())
        self.kind.committed.connect(lambda _code: self.reload())
        self.list.changed.connect(self._show_chosen)
        self.list.restore_asked.connect(self._restore)
        self.list.entered.connect(self._enter)
        self._model.dataChanged.connect(lambda *_: self._show_chosen())
        self.preview.restore_asked.connect(self._restore)
        self.preview.page_asked.connect(self._go_to)
        self.preview.left.connect(self._leave)
        self.context.changes.subscribe(self._heard, owner=self)

    # -- the shell ---------------------------------------------------------------------------
    def open(self, argument: object) -> None:
        if isinstance(argument, UUID):
            self._wanted = argument
        self.reload()

    def focus_first(self) -> None:
        shown = self._stack.currentWidget() is self._holder and not self._beside.left.isHidden()
        (self.list if shown else self.text).setFocus(Qt.FocusReason.OtherFocusReason)

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self.preview.back.setVisible(compact)
        self._arrange(preview=not compact and bool(self._model.entries()))

    def keys(self) -> Sequence[tuple[str, str]]:
        t = self.t
        return [("Return", t("Bring back what is chosen")), ("Space", t("Show what it said"))]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._compact and self._beside.left.isHidden():
            self._leave()
        else:
            super().keyPressEvent(event)

    def _arrange(self, *, preview: bool) -> None:
        self._beside.arrange(chosen=preview, compact=self._compact)

    def _enter(self) -> None:
        if self._compact and self.list.chosen():
            self._arrange(preview=True)
            self.preview.restore.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        self._arrange(preview=False)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- the list ----------------------------------------------------------------------------
    def _heard(self, _change: object) -> None:
        if self.isVisible():
            self.reload()

    def reload(self) -> None:
        """Ask again what lies there; the chosen one stays chosen, or what came after it."""
        self._timer.stop()
        vault, words, typed, kind = self._vault, self._words, self.text.text(), self.kind.value()
        self.context.jobs.run(
            lambda progress: deeds.find(vault, words, kind, typed, progress), self._show,
            owner=self, latest="trash", cancellable=True,
        )  # fmt: skip

    def _fetch(self, entries: Sequence[TrashEntry], _progress: Progress) -> list[TrashLine]:
        return deeds.load(self._vault, entries)

    def _show(self, entries: list[TrashEntry]) -> None:
        before = self.list.currentIndex().row()
        chosen = self._wanted or next((one.id for one in self.list.chosen()), None)
        self._wanted = None
        if entries != self._model.entries():
            self._model.set_entries(entries, date.today())
        asked = self.text.text().strip() or self.kind.value()
        page = self._holder if entries else self._nothing if asked else self._empty
        focused = self.list.hasFocus()
        self._stack.setCurrentWidget(page)
        self.set_status(self.t.plural("{n} in the trash", "{n} in the trash", len(entries)))
        if not entries:
            self._arrange(preview=False)
            if focused:
                self.text.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        place = self._model.place(chosen) if chosen else None
        fallback = min(max(before, 0), self._model.rowCount() - 1)
        if not self.list.chosen():
            self.list.go_to(place if place is not None else fallback)
        if not self._compact:
            self._arrange(preview=True)

    # -- the chosen --------------------------------------------------------------------------
    def _show_chosen(self) -> None:
        chosen = self.list.chosen()
        if len(chosen) > 1:
            self.preview.show_several(len(chosen))
        elif chosen:
            row = self._model.place(chosen[0].id)
            line = self._model.index(row or 0).data(LINE)
            if isinstance(line, TrashLine):
                self.preview.show_line(line)

    def _go_to(self, subject: Subject) -> None:
        place = self._place_of(subject.kind, subject.id, subject.within)
        if place is not None:
            self.context.router.go(*place)

    def _restore(self) -> None:
        chosen, vault, words, t = self.list.chosen(), self._vault, self._words, self.t
        if not chosen:
            return

        def done(restored: Restored) -> None:
            n = len(chosen)
            said = t.plural(
                "{n} thing is back where it was.", "{n} things are back where they were.", n
            )
            self.context.notices.pass_by(said, restored.said)
            if self._compact:
                self._leave()
            self.context.changes.announce(restored.changes)

        self.context.jobs.run(
            lambda _progress: deeds.restore(vault, chosen, words), done,
            lambda error: self._refused(t.error(error)), kind=Kind.WRITE, owner=self,
        )  # fmt: skip

    def _refused(self, reason: str) -> None:
        self.preview.say(reason)
        if self._compact:
            self._arrange(preview=True)
