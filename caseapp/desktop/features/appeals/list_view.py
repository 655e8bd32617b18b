"""All appeals, the newest first, and a small panel that begins a new one."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.appeals.rows import Item, Rows
from caseapp.desktop.features.appeals.words import STATE_MARKS, AppealWords
from caseapp.desktop.jobs import Kind
from caseapp.desktop.shell.view import View
from caseapp.desktop.widgets import (
    EmptyState,
    Field,
    Label,
    Line,
    PrimaryButton,
    QuietButton,
    Surface,
    paint,
)
from caseapp.i18n import N_, Translator
from caseapp.store.history import Action
from caseapp.store.queries.appeals import AppealRow, appeal_rows
from caseapp.store.records import Appeal
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault

NEW = "new"
"""Argument that opens the panel for a new appeal."""

BLANK_ROWS = 10
"""Blank lines for signatures that a new appeal begins with."""

_HEIGHT = 56
_SHOWN = frozenset({"appeal", "appeal_person", "appeal_addressee", "copy"})


class AppealsView(View):
    """Opened with None, with the id of an appeal to stand on, or with `NEW`."""

    def __init__(self, context: Context, vault: Vault) -> None:
        super().__init__(context)
        self._vault = vault
        self._words = AppealWords(self.t)
        t = self.t
        self.rows = Rows(t("Appeals"), _HEIGHT, self._draw)
        self.panel = NewAppealPanel(t)
        self.new_button = PrimaryButton(
            t("New appeal"), icon="plus", key="Ctrl+N", on_click=self._start_new
        )
        self._none = EmptyState(
            "mail-open", t("No appeals yet"),
            t("An appeal is one letter for several persons, with a copy for each addressee."),
        )  # fmt: skip
        self._none.add(PrimaryButton(t("New appeal"), icon="plus", on_click=self._start_new))
        self._lay_out()
        self.rows.opened.connect(lambda key: context.router.go("appeal", key))
        self.rows.chosen.connect(context.router.replace)
        self.panel.wanted.connect(self._make)
        self.panel.left.connect(self._leave_new)
        context.changes.subscribe(self._heard, owner=self, kinds=_SHOWN)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(theme.COLUMN_MARGIN, 8, theme.COLUMN_MARGIN, 8)
        head.addWidget(Label(self.t("Appeals"), "lead"))
        head.addStretch(1)
        head.addWidget(self.new_button)
        self._stack = QStackedWidget()
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(8, 8, 8, 8)
        inner.addWidget(self.rows)
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
        self.rows.set_items(
            [Item(row.id, row, f"{self._words.appeal(row)}, {self._detail(row)}") for row in rows]
        )
        current = self.context.router.current
        if current is not None and current.view == "appeals":
            self.rows.choose(current.argument)
        self._stack.setCurrentIndex(0 if rows else 1)
        t = self.t
        self.set_status(
            t.plural("{n} appeal", "{n} appeals", len(rows)) if rows else t("no appeals")
        )

    # -- drawing -----------------------------------------------------------------------------
    def _detail(self, row: AppealRow) -> str:
        t, words = self.t, self._words
        parts = [t("No. {n}", n=row.reference or row.serial), words.date(row.dated)]
        return " · ".join([part for part in parts if part] + [words.counts(row)])

    def _draw(
        self,
        painter: QPainter,
        box: QRect,
        data: object,
        direction: Qt.LayoutDirection,
        _chosen: bool,
    ) -> None:
        assert isinstance(data, AppealRow)
        words, t, lead = self._words, theme.current(), paint.leading(direction)
        state, mark = words.label(data.state), STATE_MARKS[data.state]
        size = paint.chip_size(state, mark[0])
        top = box.top() + (box.height() - size.height()) // 2
        chip = QRect(box.right() - size.width(), top, size.width(), size.height())
        paint.draw_chip(painter, paint.visual(direction, box, chip), state, *mark, direction)
        width = box.width() - size.width() - 16
        title = QRect(box.left() + 8, box.top() + 9, width, 20)
        paint.draw_text(
            painter, paint.visual(direction, box, title), words.appeal(data),
            theme.font(theme.BODY, theme.SEMIBOLD), t.ink, lead,
        )  # fmt: skip
        detail = QRect(box.left() + 8, box.top() + 29, width, 18)
        shown = paint.visual(direction, box, detail)
        paint.draw_text(painter, shown, self._detail(data), theme.font(), t.ink2, lead)

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


class NewAppealPanel(Surface):
    """`wanted(str)` with the title, `left()` when the person steps out."""

    wanted = Signal(str)
    left = Signal()

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__("sunken", parent)
        hint = t("For the office; what is printed is said by the letter.")
        self.field = Field(t("Title of the appeal"), hint=hint)
        self.field.editor.returnPressed.connect(self._ask)
        self.field.edited.connect(lambda _text: self._allow())
        self.button = PrimaryButton(
            t("Begin the appeal"), icon="plus", key="Return", live=False, on_click=self._ask
        )
        leave = QuietButton(t("Cancel"), key="Esc", live=False, on_click=self.left.emit)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GRID)
        buttons.addWidget(self.button)
        buttons.addWidget(leave)
        side = QVBoxLayout()
        side.setContentsMargins(0, 21, 0, 0)
        side.addLayout(buttons)
        side.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.COLUMN_MARGIN, 12, theme.COLUMN_MARGIN, 12)
        row.setSpacing(theme.COLUMN_MARGIN)
        row.addWidget(self.field, 1)
        row.addLayout(side)
        self.setFocusProxy(self.field)
        self._allow()

    def clear(self) -> None:
        """Empty the field."""
        self.field.editor.set_value("")
        self.field.restore()
        self._allow()

    def _allow(self) -> None:
        self.button.setEnabled(bool(self.field.text().strip()))

    def _ask(self) -> None:
        if self.button.isEnabled():
            self.wanted.emit(self.field.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
