"""The frame of a page at the gate: a panel in the middle, its title, the way back and the way on.

Also how work of such a page is shown and stopped. What a page asks, and what it does with the
answer, is its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.jobs import Job, Kind, Work
from caseapp.desktop.widgets import Label, QuietButton, Surface
from caseapp.desktop.work_line import WorkLine
from caseapp.errors import UserError

T = TypeVar("T")
_MARGIN = 16


def add_panel(page: QVBoxLayout | QHBoxLayout, width: int) -> QVBoxLayout:
    """Put a panel into the middle of a page and give the column of its parts.

    An aligned item would not be given the height that its wrapped lines need.
    """
    panel = Surface("panel")
    panel.setFixedWidth(width)
    middle = QHBoxLayout()
    middle.addStretch(1)
    middle.addWidget(panel)
    middle.addStretch(1)
    page.addLayout(middle)
    column = QVBoxLayout(panel)
    column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    column.setSpacing(theme.GRID)
    return column


class Pane(QWidget):
    """`left()` for the way back, `busy(bool)` while nothing else can be asked for."""

    left = Signal()
    busy = Signal(bool)

    def __init__(
        self, context: Context, title: str, width: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        self.column = add_panel(page, width)
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.GRID)
        self.title = Label(title, "lead", wrap=True)
        self.head.addWidget(self.title, 1)
        self.column.addLayout(self.head)
        self._back = QuietButton(context.t("Back"), icon="arrow-left", on_click=self._leave)

    def _add_foot(self, onward: QWidget | None = None) -> None:
        """The way back, and at the end of the line the way on."""
        foot = QHBoxLayout()
        foot.addWidget(self._back)
        foot.addStretch(1)
        if onward is not None:
            foot.addWidget(onward)
        self.column.addSpacing(theme.GRID)
        self.column.addLayout(foot)

    def _leave(self) -> None:
        self.left.emit()

    def focus_first(self) -> None:
        """Put the keyboard where it is wanted."""
        raise NotImplementedError


class WorkPane(Pane):
    """A pane whose work takes long: `work` shows how far it is and stops it."""

    def __init__(
        self, context: Context, title: str, width: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, title, width, parent)
        self.work = WorkLine(context.t)

    def _asking(self) -> Sequence[QWidget]:
        """What cannot be used while the work runs."""
        raise NotImplementedError

    def _refused(self, error: UserError) -> None:
        raise NotImplementedError

    def _set_busy(self, job: Job | None) -> None:
        """While this runs nothing else can be asked for but to stop."""
        self.work.watch(job)
        for part in self._asking():
            part.setEnabled(job is None)
        self.busy.emit(job is not None)

    def _run(self, work: Work[T], then: Callable[[T], object], title: str) -> None:
        """Run it apart from any database, with its title on the work line."""

        def ended() -> None:
            self._set_busy(None)
            self.focus_first()  # what is disabled takes no focus

        jobs = self._context.jobs
        job = jobs.run(
            work, then, self._refused, kind=Kind.FREE, title=title, cancellable=True, owner=self,
            on_end=ended,
        )  # fmt: skip
        if job in jobs.running:
            self._set_busy(job)
            self.work.stop.setFocus()
