"""What the view says at the start of the line; work and keeping at its end.

Work with a title is shown when it takes longer than a moment: name, bar, percentage, time
that remains, Cancel.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from caseapp.desktop import theme
from caseapp.desktop.jobs import Job, Jobs
from caseapp.desktop.widgets import Label, LinkButton, Mark, Surface
from caseapp.i18n import Translator

HEIGHT = 28
_LOOK_MS = 100
_MOMENT = 0.3


class StatusBar(Surface):
    """`busy_changed(bool)` when work starts or stops being shown."""

    busy_changed = Signal(bool)

    def __init__(self, t: Translator, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__("canvas", parent)
        self._t, self._jobs = t, jobs
        self._job: Job | None = None
        self._left = Label("", "caption", elide=True)
        self._name = Label("", "caption", elide=True)
        self._bar = QProgressBar()
        self._share = Label("", "caption", tabular=True)
        self._cancel = LinkButton(t("Cancel"), small=True, on_click=self._cancel_job)
        self._kept_mark = Mark("check", "ink2", 14)
        self._kept = Label("", "caption")
        self._lay_out()
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        jobs.started.connect(self._started)
        jobs.ended.connect(self._look)
        jobs.keeping_changed.connect(self._keeping)
        self._show_work(visible=False)
        self._keeping()
        if jobs.running:
            self._timer.start()

    def _lay_out(self) -> None:
        self.setFixedHeight(HEIGHT)
        self._bar.setFixedWidth(96)
        self._bar.setTextVisible(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(theme.GRID)
        row.addWidget(self._left, 1)
        for widget in (self._name, self._bar, self._share, self._cancel):
            row.addWidget(widget)
        row.addSpacing(theme.GRID)
        row.addWidget(self._kept_mark)
        row.addWidget(self._kept)

    @property
    def is_busy(self) -> bool:
        """Whether work is shown."""
        return not self._name.isHidden()

    def set_text(self, text: str) -> None:
        """What the view in front says."""
        self._left.setText(text)

    # -- work --------------------------------------------------------------------------------
    def _started(self, _job: Job) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _look(self) -> None:
        if not self._jobs.running:
            self._timer.stop()
        shown = [j for j in self._jobs.running if j.title and j.elapsed() >= _MOMENT]
        self._job = shown[0] if shown else None
        if self._job is not None:
            self._show_job(self._job, len(shown) - 1)
        self._show_work(visible=self._job is not None)

    def _show_job(self, job: Job, others: int) -> None:
        t, report, share = self._t, job.report, job.fraction()
        title = job.title if not others else t("{title} (+ {n} more)", title=job.title, n=others)
        if report is not None and report.message:
            title = f"{title}: {t(report.message, **report.params)}"
        self._name.setText(title)
        self._bar.setRange(0, 0 if share is None else 100)
        self._bar.setAccessibleName(title)
        if share is not None:
            self._bar.setValue(round(share * 100))
        self._share.setText(self._say_share(share, job.remaining()))
        self._cancel.setVisible(job.cancellable)
        stopping = job.progress.cancelled
        self._cancel.setEnabled(not stopping)
        self._cancel.setText(t("Stopping…") if stopping else t("Cancel"))

    def _say_share(self, share: float | None, remaining: float | None) -> str:
        if share is None:
            return ""
        percent = f"{round(share * 100)} %"
        if remaining is None:
            return percent
        if remaining < 60:
            left = self._t("{n} s left", n=max(1, round(remaining)))
        else:
            left = self._t("{n} min left", n=round(remaining / 60))
        return f"{percent} · {left}"

    def _show_work(self, *, visible: bool) -> None:
        changed = visible != self.is_busy
        for widget in (self._name, self._bar, self._share):
            widget.setVisible(visible)
        self._cancel.setVisible(visible and self._job is not None and self._job.cancellable)
        if changed:
            self.busy_changed.emit(visible)

    def _cancel_job(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._look()

    # -- keeping -----------------------------------------------------------------------------
    def _keeping(self) -> None:
        words, icon, colour = {
            "kept": (self._t("All changes kept"), "check", "ink2"),
            "keeping": (self._t("Keeping changes…"), "loader", "ink2"),
            "failed": (self._t("A change was not kept"), "circle-alert", "danger"),
        }[self._jobs.keeping]
        self._kept.set_role("error" if colour == "danger" else "caption")
        self._kept.setText(words)
        self._kept_mark.set(icon, colour)
