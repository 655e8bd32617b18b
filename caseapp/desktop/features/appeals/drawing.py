"""Draws the draft of a copy in two jobs, the latest wish only, with a bar and a way to stop."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from caseapp.desktop.context import Context
from caseapp.desktop.features.appeals.drafts import Draft, Target, compile_draft, draw_draft
from caseapp.desktop.features.appeals.paper import PaperPane
from caseapp.desktop.jobs import Job, Kind
from caseapp.dossier.compile import Compiled
from caseapp.errors import UserError
from caseapp.store.vault import Vault

_LOOK_MS = 100


class Drawing(QObject):
    """`drawn(Draft)` when the pages are there. Why they are not is told to the pane."""

    drawn = Signal(object)

    def __init__(
        self, context: Context, vault: Vault, paper: PaperPane, parent: QObject,
        word: str = "appeal-draft",
    ) -> None:  # fmt: skip
        """Of several that are asked for under one `word` the latest is drawn."""
        super().__init__(parent)
        self._context, self._vault, self._paper = context, vault, paper
        self._title = context.t("Drawing the copy")
        self._job: Job | None = None
        self._word = word
        self._watch = QTimer(self, interval=_LOOK_MS)
        self._watch.timeout.connect(self._look)

    @property
    def job(self) -> Job | None:
        """The step that was begun last."""
        return self._job

    def begin(self, appeal_id: UUID, target: Target, language: str) -> None:
        """Compile on the database worker, then draw in the pool."""
        vault = self._vault
        self._job = self._context.jobs.run(
            lambda progress: compile_draft(vault, appeal_id, target, language, progress),
            self._draw, self._failed,
            title=self._title, cancellable=True, owner=self, latest=self._word,
            on_end=self._ended,
        )  # fmt: skip
        self._show()

    def _draw(self, compiled: Compiled) -> None:
        self._job = self._context.jobs.run(
            lambda progress: draw_draft(compiled, progress),
            self._done, self._failed, kind=Kind.FREE,
            title=self._title, cancellable=True, owner=self, latest=self._word,
            on_end=self._ended,
        )  # fmt: skip
        self._show()

    def _done(self, draft: Draft) -> None:
        self.drawn.emit(draft)

    def _failed(self, error: UserError) -> None:
        self._paper.show_trouble(self._context.t.error(error))

    def _is_running(self) -> bool:
        return self._job is not None and self._job in self._context.jobs.running

    def _show(self) -> None:
        running = self._is_running()
        self._paper.set_job(self._job if running else None)
        if running:
            self._watch.start()
        else:
            self._watch.stop()

    def _look(self) -> None:
        if self._job is not None:
            self._paper.set_share(self._job.fraction())

    def _ended(self) -> None:
        """The step that ended may have begun the next one."""
        if self._is_running():
            return
        self._show()
        job = self._job
        if job is not None and job.progress.cancelled and not job.dropped:
            self._paper.show_trouble(self._context.t("You stopped it."))
