"""Making a vault in four steps, with the steps at the side and one button to go on.

The vault is there after the third; the fourth is its recovery key on paper, typed back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from caseapp.desktop import icons, theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.gate.doors import Doors
from caseapp.desktop.features.gate.steps import (
    LanguageStep,
    PassphraseStep,
    PlaceStep,
    RecoveryStep,
    Step,
)
from caseapp.desktop.widgets import Label, Line, Mark, PrimaryButton, QuietButton, Surface, paint
from caseapp.desktop.widgets.scrolling import scroll_area
from caseapp.errors import UserError
from caseapp.store.recovery import RecoveryKey
from caseapp.store.vault import Vault

SIDE_WIDTH, FORM_WIDTH = 280, 520


@dataclass
class Draft:
    """What was typed so far; it outlives a change of language. Never the passphrase."""

    step: int = 0
    name: str = ""
    folder: Path | None = None
    prefix: str = ""


class FirstRun(QWidget):
    """`made(Vault, RecoveryKey)` when there is a vault, `opened(Vault)` when it may be used,
    `sample_asked()`, `left()` for back before the first step, `busy(bool)`."""

    made = Signal(object, object)
    opened = Signal(object)
    sample_asked = Signal()
    left = Signal()
    busy = Signal(bool)

    def __init__(
        self,
        context: Context,
        doors: Doors,
        draft: Draft,
        languages: Sequence[tuple[str, str]],
        set_language: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._doors, self._draft = context, doors, draft
        t = context.t
        self.language = LanguageStep(t, languages)
        self.place = PlaceStep(t, draft.name, draft.folder or doors.places, draft.prefix)
        self.passphrase = PassphraseStep(t)
        self._steps = (self.language, self.place, self.passphrase)
        self._titles = (
            t("Language"), t("Name and place"), t("Passphrase"), t("Recovery sheet"),
        )  # fmt: skip
        self._marks = [_StepMark(i + 1, title) for i, title in enumerate(self._titles)]
        self.recovery: RecoveryStep | None = None
        self._stack = QStackedWidget()
        self._lay_out()
        self.language.chosen.connect(set_language)
        for step in self._steps:
            self._stack.addWidget(step)
            step.ready_changed.connect(self._allow)
        self.show_step(draft.step)

    # -- building ----------------------------------------------------------------------------
    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._side, self._side_line = self._make_side(), Line("v")
        row.addWidget(self._side)
        row.addWidget(self._side_line)
        row.addWidget(self._make_form(), 1)

    def _make_side(self) -> QWidget:
        side = Surface("sidebar")
        side.setFixedWidth(SIDE_WIDTH)
        head = QHBoxLayout()
        head.setSpacing(theme.GRID)
        head.addWidget(Mark("folder-heart", "accent", 24))
        head.addWidget(Label("caseapp", "title"), 1)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(Mark("wifi-off", "ink2", icons.SMALL))
        foot.addWidget(Label(self._context.t("No network, ever"), "caption"), 1)
        column = QVBoxLayout(side)
        column.setContentsMargins(32, 32, 32, 24)
        column.setSpacing(12)
        column.addLayout(head)
        column.addSpacing(12)
        for mark in self._marks:
            column.addWidget(mark)
        column.addStretch(1)
        column.addLayout(foot)
        return side

    def _make_form(self) -> QWidget:
        form = Surface("paper")
        self._count = Label("", "caption")
        area = scroll_area(self._stack)
        self._trouble = Label("", "error", wrap=True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self._context.t("Making the vault…"))
        inner = QVBoxLayout()
        inner.setSpacing(theme.GRID)
        inner.addWidget(self._count)
        inner.addWidget(area, 1)
        inner.addWidget(self._trouble)
        inner.addWidget(self._bar)
        inner.addLayout(self._make_foot())
        self._margins = QHBoxLayout(form)
        self._margins.addStretch(1)
        holder = QWidget()
        holder.setMaximumWidth(FORM_WIDTH)
        holder.setLayout(inner)
        inner.setContentsMargins(0, 0, 0, 0)
        self._margins.addWidget(holder, 100)
        self._margins.addStretch(1)
        self._trouble.hide()
        self._bar.hide()
        return form

    def _make_foot(self) -> QHBoxLayout:
        t = self._context.t
        self._back = QuietButton(t("Back"), icon="arrow-left", on_click=self.go_back)
        self._sample = QuietButton(
            t("Look around with the sample first"), on_click=self.sample_asked.emit
        )
        self.next_button = PrimaryButton(
            t("Next"), icon="arrow-right", key="Return", live=False, on_click=self.go_on
        )
        foot = QHBoxLayout()
        foot.setSpacing(theme.GRID)
        foot.addWidget(self._back)
        foot.addStretch(1)
        foot.addWidget(self._sample)
        foot.addWidget(self.next_button)
        return foot

    def set_compact(self, compact: bool) -> None:
        """In a narrow window the steps at the side become a line above."""
        self._side.setVisible(not compact)
        self._side_line.setVisible(not compact)
        self._count.setVisible(compact)
        self._sample.setVisible(not compact and self.recovery is None)
        margin = theme.COLUMN_MARGIN if compact else theme.PAGE_MARGIN
        self._margins.setContentsMargins(margin, margin if compact else 64, margin, margin)

    # -- moving ------------------------------------------------------------------------------
    @property
    def step(self) -> int:
        """Index of the step in front."""
        return self._stack.currentIndex()

    def go_on(self) -> None:
        """To the next step, or make the vault. The last step goes on by itself."""
        if self.step == len(self._steps) or not self._steps[self.step].ready():
            return
        self._note()
        if self.step == len(self._steps) - 1:
            self._make()
        else:
            self.show_step(self.step + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Fields leave Enter to the page, and so does the language that is spoken."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on()
        else:
            super().keyPressEvent(event)

    def go_back(self) -> None:
        """To the step before, or out of here. A vault that was made stays made."""
        if self.step == len(self._steps):
            return
        self._note()
        if self.step == 0:
            self.left.emit()
        else:
            self.show_step(self.step - 1)

    def _note(self) -> None:
        self._draft.name = self.place.name.text()
        self._draft.folder = self.place.folder
        self._draft.prefix = self.place.prefix

    def show_step(self, step: int) -> None:
        """Put the step with that index in front."""
        self._draft.step = step
        self._show_marks(step)
        t, last = self._context.t, len(self._steps) - 1
        self.next_button.setText(t("Make the vault") if step == last else t("Next"))
        self.next_button.set_icon("check" if step == last else "arrow-right")
        self._trouble.hide()
        self._allow()
        self._steps[step].focus_first()

    def _show_marks(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        for index, mark in enumerate(self._marks):
            mark.set("done" if index < step else "now" if index == step else "ahead")
        t, titles = self._context.t, self._titles
        self._count.setText(
            t("Step {n} of {count}: {title}", n=step + 1, count=len(titles), title=titles[step])
        )

    def focus_first(self) -> None:
        """Give the keyboard to the step in front."""
        step = self._stack.currentWidget()
        assert isinstance(step, Step)
        step.focus_first()

    def _allow(self) -> None:
        self.next_button.setEnabled(self._steps[self.step].ready())

    # -- making ------------------------------------------------------------------------------
    def _make(self) -> None:
        doors, path, name = self._doors, self.place.path, self.place.name.text().strip()
        secret, prefix = self.passphrase.secret(), self.place.prefix
        self.set_busy(True)
        self._context.jobs.run(
            lambda progress: doors.create(path, name, secret, progress, prefix),
            lambda made: self.show_recovery(*made), self._refused, owner=self,
            on_end=lambda: self.set_busy(False),
        )  # fmt: skip

    def show_recovery(self, vault: Vault, recovery: RecoveryKey) -> None:
        """The vault is made: nothing goes into it before its key lies on paper."""
        self.made.emit(vault, recovery)
        step = RecoveryStep(self._context, vault, recovery)
        step.work.tried.connect(lambda: self.opened.emit(vault))
        self._stack.addWidget(step)
        self._draft.step = 0
        self._show_marks(len(self._steps))
        for button in (self._back, self._sample, self.next_button):
            button.hide()
        self.recovery = step

    def set_busy(self, busy: bool) -> None:
        """While the vault is made nothing else can be asked for."""
        self._bar.setVisible(busy)
        self.setEnabled(not busy)
        self.busy.emit(busy)
        if not busy and self.recovery is not None:
            self.recovery.focus_first()  # what is disabled takes no focus

    def _refused(self, error: UserError) -> None:
        self._trouble.setText(self._context.t.error(error))
        self._trouble.show()
        self.passphrase.focus_first()


class _StepMark(QWidget):
    """A numbered circle and the name of a step."""

    def __init__(self, number: int, title: str) -> None:
        super().__init__()
        self._number, self._title, self._state = number, title, "ahead"
        self.setFixedHeight(24)
        self.setAccessibleName(title)

    def set(self, state: str) -> None:
        """ "done", "now" or "ahead"."""
        self._state = state
        self.setAccessibleDescription(state)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, whole, direction = QPainter(self), self.rect(), self.layoutDirection()
        t = theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = paint.visual(direction, whole, QRect(0, 0, 24, 24)).adjusted(1, 1, -1, -1)
        edge = t.control if self._state == "ahead" else t.accent
        painter.setPen(QPen(theme.colour("control" if self._state == "ahead" else "accent"), 1.5))
        fills = {"done": "select", "now": "fill", "ahead": "surface"}
        painter.setBrush(theme.colour(fills[self._state]))
        painter.drawEllipse(circle)
        if self._state == "done":
            icons.draw(painter, "check", circle.adjusted(4, 4, -4, -4), edge)
        else:
            paint.draw_text(
                painter, circle, str(self._number), theme.font(theme.CAPTION, theme.SEMIBOLD),
                t.on_fill if self._state == "now" else t.ink2, Qt.AlignmentFlag.AlignCenter,
            )  # fmt: skip
        weight = theme.REGULAR if self._state == "ahead" else theme.MEDIUM
        box = paint.visual(direction, whole, QRect(36, 0, whole.width() - 36, 24))
        ink = t.ink2 if self._state == "ahead" else t.ink
        paint.draw_text(
            painter, box, self._title, theme.font(theme.BODY, weight), ink,
            paint.leading(direction),
        )  # fmt: skip
